/** What may have happened where something is lost: of each the row of the table, and the names that an entry of it must have. */
import type { Entry } from '../../access/entry.js';
import type { GrantedBy } from '../../access/snapshot.js';
import type { Identified } from '../../kinds/requirementId.js';
import { keyOf, qualifiedName, splitQualifiedName } from '../../platform/names.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { UserFlag } from '../../platform/userFlags.js';
import type { Happening } from './auditClues.js';
import type { GapNames } from './auditSentence.js';
import type { Loss } from './loss.js';
import {
  customPermissionNames,
  different,
  fieldNames,
  mutingOf,
  namespaceIn,
  objectNames,
  placesOf,
  pluralNames,
  setNames,
  sourceNames,
  spelledOut,
  userNames,
} from './namesOfThings.js';
import type { OrgNames } from './orgNames.js';
import { entriesOf, partsOf } from './partsOfLoss.js';
import { objectWords } from './valueChange.js';

export type Situation = {
  readonly happening: Happening;
  readonly names: GapNames;
  /** Of an object or a field: the access that is looked for. */
  readonly access: ObjectAccess | null;
  /** It is lost because something was given: by a muting permission set, or because it is forbidden. */
  readonly byGiving: boolean;
};

type Told = { readonly org: OrgNames; readonly loss: Loss };

const situation = (
  happening: Happening,
  names: GapNames,
  more: Partial<Pick<Situation, 'access' | 'byGiving'>> = {},
): Situation => ({ happening, names, access: null, byGiving: false, ...more });

/** The source as a whole was taken from the user, or is not what it was. */
const sourceSituations = (told: Told, source: GrantedBy): Situation[] => {
  const { org, loss } = told;
  const names = sourceNames(org, source);
  const { userId, user } = userNames(org, loss);
  const byGiving = loss.forbid;
  switch (source.type) {
    case 'Profile':
      return [situation('profileTaken', { from: names, user }, { byGiving })];
    case 'PermissionSet':
      return [
        situation('setTaken', { source: names, userId }, { byGiving }),
        situation('setChanged', { source: names }, { byGiving }),
      ];
    case 'PermissionSetGroup':
      return [
        situation('groupTaken', { source: names, userId }, { byGiving }),
        ...(source.through ?? []).flatMap((name) => [
          situation('groupMember', { source: names, member: setNames(org, name) }, { byGiving }),
          situation('setChanged', { source: setNames(org, name) }, { byGiving }),
        ]),
        ...mutingOf(org, source).map((member) => situation('groupMuting', { source: names, member }, { byGiving })),
      ];
  }
};

/** An entry was taken out of a source, or muted. */
const entrySituations = (told: Told, source: GrantedBy, entry: Entry): Situation[] => {
  const { org, loss } = told;
  return placesOf(org, source).map(({ names, mutes }): Situation => {
    const byGiving = loss.forbid !== mutes;
    switch (entry.kind) {
      case 'userPermission':
        return situation(
          'userPermission',
          {
            source: names,
            permission: different([
              ...(org.permissions.get(keyOf(entry.name)) ?? []),
              entry.name,
              spelledOut(entry.name),
            ]),
          },
          { byGiving },
        );
      case 'object':
        return situation(
          'object',
          { source: names, object: objectNames(org, entry.sobject), access: objectWords[entry.access] },
          { access: entry.access, byGiving },
        );
      case 'field':
        return situation(
          'field',
          {
            source: names,
            object: objectNames(org, entry.sobject),
            field: fieldNames(org, entry.sobject, entry.field),
          },
          { access: entry.access, byGiving },
        );
      case 'customPermission':
        return situation(
          'customPermission',
          { source: names, customPermission: customPermissionNames(org, entry.name) },
          { byGiving },
        );
      case 'apexClass':
        return situation(
          'apexClass',
          { source: names, apexClass: [entry.name, splitQualifiedName(entry.name).name] },
          { byGiving },
        );
      case 'connectedApp':
        return situation('app', { source: names, app: [entry.name, spelledOut(entry.name)] }, { byGiving });
    }
  });
};

const packageGone = (names: readonly string[]): Situation[] =>
  different(names.map((name) => namespaceIn(name) ?? '')).map((namespace) =>
    situation('packageGone', { package: [namespace] }),
  );

/** Of something that the org does not have any more: whatever was deleted there may have been it. */
const goneUnnamed = (org: OrgNames, sobject: string, field: string | null): Situation[] => {
  if (org.objects.size > 0 && !org.objects.has(keyOf(sobject))) return [situation('unnamedObjectGone', {})];
  const fields = org.fields.get(keyOf(sobject));
  if (field === null || fields === undefined || fields.size === 0 || fields.has(keyOf(field))) return [];
  return [situation('unnamedFieldGone', { object: objectNames(org, sobject), objects: pluralNames(org, sobject) })];
};

const auditedFlags = ['MarketingUser', 'KnowledgeUser', 'InteractionUser', 'ForecastEnabled'] as const;

const isAuditedFlag = (flag: UserFlag): flag is (typeof auditedFlags)[number] =>
  (auditedFlags as readonly UserFlag[]).includes(flag);

/** What else may have happened to what is needed, whoever gave it: it is gone, or it does not come from a permission set. */
const needSituations = (told: Told, need: Identified): Situation[] => {
  const { org, loss } = told;
  const { userId, user, profile, userLicense } = userNames(org, loss);
  switch (need.kind) {
    case 'object':
      return [
        situation('objectGone', { object: objectNames(org, need.sobject) }),
        ...goneUnnamed(org, need.sobject, null),
        situation(
          'objectByLicense',
          { object: objectNames(org, need.sobject), userLicense, access: objectWords[need.access] },
          { access: need.access },
        ),
        ...packageGone([need.sobject]),
      ];
    case 'field':
      return [
        situation('objectGone', { object: objectNames(org, need.sobject) }),
        situation('fieldGone', {
          object: objectNames(org, need.sobject),
          objects: pluralNames(org, need.sobject),
          field: fieldNames(org, need.sobject, need.field),
        }),
        ...goneUnnamed(org, need.sobject, need.field),
        ...packageGone([need.sobject, need.field]),
      ];
    case 'license':
      return [
        situation('license', {
          license: different([...(org.licenses.get(keyOf(need.name)) ?? []), need.name]),
          userId,
        }),
      ];
    case 'packageSeat':
      return [situation('packageSeat', { userId }), situation('packageGone', { package: [need.namespace] })];
    case 'userFlag':
      // The audit trail is known to have actions for these boxes; of others nobody is named.
      return isAuditedFlag(need.flag) ? [situation(need.flag, { user })] : [];
    case 'user':
      switch (need.condition) {
        case 'active':
          return [situation('userActive', { userId }), situation('userRenamed', { userId })];
        case 'notFrozen':
          return [situation('userFrozen', { user })];
        case 'named':
          return [situation('userRenamed', { userId })];
        case 'passwordValid':
          return [situation('password', { user, source: profile })];
        case 'loginHours':
        case 'ipRanges':
          return [situation('ipRanges', { from: profile })];
      }
    case 'historyTracking':
      return need.field === undefined
        ? [situation('historyOfObject', { object: objectNames(org, need.sobject) })]
        : [
            situation('historyOfField', {
              object: objectNames(org, need.sobject),
              field: fieldNames(org, need.sobject, need.field),
            }),
          ];
    case 'customPermission':
      return [
        situation('customPermissionGone', { customPermission: customPermissionNames(org, need.name) }),
        ...packageGone([need.name]),
      ];
    case 'apexClass':
      return [
        situation('apexClassGone', { apexClass: [need.name, splitQualifiedName(need.name).name] }),
        ...packageGone([need.name]),
      ];
    case 'connectedApp':
      return [situation('appPolicy', { app: [need.name, spelledOut(need.name)] })];
    case 'permissionSetAssigned':
      return [
        situation('setRenamed', { source: [need.name, splitQualifiedName(need.name).name] }),
        ...packageGone([need.name]),
      ];
    case 'picklistValue':
      return [
        situation('picklistValue', {
          object: objectNames(org, need.sobject),
          objects: pluralNames(org, need.sobject),
          field: fieldNames(org, need.sobject, need.field),
          value: [need.value],
        }),
      ];
    case 'automation':
      return [situation('automation', { object: objectNames(org, need.sobject) })];
    default:
      return [];
  }
};

/** What else than an entry of a permission set stood in a source. */
const beyondEntries = ({ org, loss }: Told, source: GrantedBy, need: Identified): Situation[] =>
  placesOf(org, source).flatMap(({ names, mutes }) => {
    const byGiving = loss.forbid !== mutes;
    if (need.kind === 'connectedApp')
      return [situation('app', { source: names, app: [need.name, spelledOut(need.name)] }, { byGiving })];
    return need.kind === 'picklistValue'
      ? [situation('recordType', { source: names, object: objectNames(org, need.sobject) }, { byGiving })]
      : [];
  });

/** Where the state has no source of it, the name of what must be assigned is the source. */
const sourcesOf = (loss: Loss): readonly GrantedBy[] => {
  const { need, sources } = loss;
  if (need.kind !== 'permissionSetAssigned' || sources.length > 0) return sources;
  const { name, namespace } = splitQualifiedName(need.name);
  return (['PermissionSet', 'PermissionSetGroup'] as const).map((type) => ({ type, name, namespace, label: name }));
};

/** Everything that may have happened where this is lost, with the names by which the org calls it. */
export const situationsOf = (loss: Loss, org: OrgNames): Situation[] => {
  const told: Told = { org, loss };
  const parts = partsOf(loss);
  const entries = parts.flatMap(entriesOf);
  const sources = sourcesOf(loss);
  return [
    ...sources.flatMap((source) => [
      ...sourceSituations(told, source),
      ...entries.flatMap((entry) => entrySituations(told, source, entry)),
      ...parts.flatMap((need) => beyondEntries(told, source, need)),
    ]),
    ...(loss.forbid ? [] : parts.flatMap((need) => needSituations(told, need))),
    ...packageGone(sources.map(({ namespace, name }) => qualifiedName({ namespace, name }))),
  ];
};
