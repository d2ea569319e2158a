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
import type { Names, OrgNames } from './orgNames.js';
import { objectWords } from './valueChange.js';

export type Situation = {
  readonly happening: Happening;
  readonly names: GapNames;
  /** Of an object or a field: the access that is looked for. */
  readonly access: ObjectAccess | null;
  /** It is lost because something was given: by a muting permission set, or because it is forbidden. */
  readonly byGiving: boolean;
};

const different = (names: readonly string[]): Names => [...new Set(names.filter((name) => name !== ''))];

/** `AnnualRevenue__c` as people would write it: what an entry in English may say of it where the label is in another language. */
const spelledOut = (name: string): string =>
  splitQualifiedName(name.replace(/__(?:c|mdt|e|b|x|pc|r)$/i, ''))
    .name.replace(/_+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .trim();

const withoutSuffix = (name: string): string => name.replace(/__(?:c|mdt|e|b|x|pc)$/i, '');

const objectNames = (org: OrgNames, sobject: string): Names => {
  const known = org.objects.get(keyOf(sobject));
  const others = [...org.objects].filter(([key]) => key !== keyOf(sobject)).map(([, { label }]) => keyOf(label));
  const plain = [
    ...[sobject, withoutSuffix(sobject), spelledOut(sobject)],
    // Custom fields of tasks and events are defined on Activity (fact C10).
    ...(['task', 'event'].includes(keyOf(sobject)) ? ['Activity'] : []),
  ];
  // A name that is the label of another object stands for that one.
  return different([
    known?.label ?? '',
    known?.pluralLabel ?? '',
    ...plain.filter((name) => !others.includes(keyOf(name))),
  ]);
};

const pluralNames = (org: OrgNames, sobject: string): Names | undefined => {
  const known = org.objects.get(keyOf(sobject));
  return known === undefined ? undefined : different([known.pluralLabel, known.label, sobject, `${sobject}s`]);
};

const fieldNames = (org: OrgNames, sobject: string, field: string): Names => {
  const fields = org.fields.get(keyOf(sobject));
  const known = fields?.get(keyOf(field));
  const own = [field, ...(known?.carrier ? [known.carrier] : [])];
  const labels = own.flatMap((name) => fields?.get(keyOf(name))?.labels ?? []);
  const others = [...(fields ?? [])]
    .filter(([key]) => !own.some((name) => keyOf(name) === key))
    .flatMap(([, other]) => other.labels.map(keyOf));
  const plain = own.flatMap((name) => [
    name,
    withoutSuffix(name),
    spelledOut(name),
    spelledOut(name).replace(/ Id$/, ''),
  ]);
  // A name that is the label of another field stands for that one.
  return different([...labels, ...plain.filter((name) => !others.includes(keyOf(name)))]);
};

/** One thing that can give something: a permission set, a profile, a group; or a member of a group. */
type Place = { readonly names: Names; readonly mutes: boolean };

const setNames = (org: OrgNames, qualified: string, beside: readonly string[] = []): Names =>
  different([
    ...(org.permissionSets.get(keyOf(qualified)) ??
      org.permissionSets.get(keyOf(splitQualifiedName(qualified).name)) ??
      []),
    ...beside,
    qualified,
    splitQualifiedName(qualified).name,
  ]);

const sourceNames = (org: OrgNames, source: GrantedBy): Names => {
  const qualified = qualifiedName(source);
  const own = [source.label, source.name];
  switch (source.type) {
    case 'Profile':
      return different([...own, ...(org.profiles.get(keyOf(source.name)) ?? [])]);
    case 'PermissionSet':
      return setNames(org, qualified, own);
    case 'PermissionSetGroup':
      return different([...own, qualified, ...(org.groups.get(keyOf(qualified))?.names ?? [])]);
  }
};

const mutingOf = (org: OrgNames, source: GrantedBy): readonly Names[] =>
  source.type === 'PermissionSetGroup' ? (org.groups.get(keyOf(qualifiedName(source)))?.muting ?? []) : [];

/** Where a permission stood: in the source itself, or in the members of a group, unless a muting set takes it away. */
const placesOf = (org: OrgNames, source: GrantedBy): Place[] => {
  if (source.type !== 'PermissionSetGroup') return [{ names: sourceNames(org, source), mutes: false }];
  return [
    ...(source.through ?? []).map((name) => ({ names: setNames(org, name), mutes: false })),
    ...mutingOf(org, source).map((names) => ({ names, mutes: true })),
  ];
};

/** What is lost and what it waits for, each once; the members of an alternative as well. */
const partsOf = (loss: Loss): Identified[] => {
  const parts = new Map<string, Identified>();
  const add = (need: Identified): void => {
    const key = JSON.stringify(need);
    if (parts.has(key)) return;
    parts.set(key, need);
    if ('members' in need) need.members.forEach((member) => member.forEach((one) => add(one.need)));
  };
  add(loss.need);
  for (const blocker of loss.blockers) add(blocker);
  for (const { via } of loss.sources) if (via !== undefined) add({ kind: 'userPermission', name: via });
  return [...parts.values()];
};

/** The entries of a permission set behind a need. */
const entriesOf = (need: Identified): Entry[] => {
  switch (need.kind) {
    case 'userPermission':
      return [{ kind: 'userPermission', name: need.name }];
    case 'object':
      return [{ kind: 'object', sobject: need.sobject, access: need.access }];
    case 'field':
      return [
        { kind: 'field', sobject: need.sobject, field: need.field, access: need.access },
        // A field is of no use without its object (fact K5).
        { kind: 'object', sobject: need.sobject, access: need.access },
      ];
    case 'api':
      return ['ApiEnabled', ...(need.api === 'metadata' ? ['ModifyMetadata', 'ModifyAllData'] : [])].map((name) => ({
        kind: 'userPermission',
        name,
      }));
    default:
      return [];
  }
};

type Told = { readonly org: OrgNames; readonly loss: Loss };

const situation = (
  happening: Happening,
  names: GapNames,
  more: Partial<Pick<Situation, 'access' | 'byGiving'>> = {},
): Situation => ({ happening, names, access: null, byGiving: false, ...more });

const userNames = ({ org, loss }: Told): { userId: Names; user: Names; profile: Names; userLicense: Names } => {
  const read = org.users.get(keyOf(loss.user.username));
  return {
    userId: different([loss.user.id ?? '', read?.id ?? '']),
    user: different([loss.user.name ?? '', read?.name ?? '']),
    profile: read?.profile ?? [],
    userLicense: read?.userLicense ?? [],
  };
};

/** The source as a whole was taken from the user, or is not what it was. */
const sourceSituations = (told: Told, source: GrantedBy): Situation[] => {
  const { org, loss } = told;
  const names = sourceNames(org, source);
  const { userId, user } = userNames(told);
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
      case 'apexClass':
      case 'connectedApp':
        return situation('app', { source: names, app: [entry.name, spelledOut(entry.name)] }, { byGiving });
    }
  });
};

/** The namespace of a packaged object, field or permission set; null for the org's own. */
const namespaceIn = (name: string): string | null => splitQualifiedName(withoutSuffix(name)).namespace;

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
  const { org } = told;
  const { userId, user, profile, userLicense } = userNames(told);
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

/** The objects, fields and user permissions whose labels are needed to explain these. */
export const namedThings = (
  losses: readonly Loss[],
): {
  readonly objects: readonly string[];
  /** Objects of which the labels of fields are needed. */
  readonly objectsWithFields: readonly string[];
  readonly permissions: boolean;
  readonly licenses: readonly string[];
} => {
  const parts = losses.flatMap(partsOf);
  const entries = parts.flatMap(entriesOf);
  const withFields = [...parts, ...entries].flatMap((need) =>
    'field' in need && need.field !== undefined ? [need.sobject] : [],
  );
  return {
    objects: different([
      ...withFields,
      ...[...parts, ...entries].flatMap((need) => ('sobject' in need ? [need.sobject] : [])),
    ]),
    objectsWithFields: different(withFields),
    permissions: entries.some(({ kind }) => kind === 'userPermission'),
    licenses: different(parts.flatMap((need) => (need.kind === 'license' ? [need.name] : []))),
  };
};
