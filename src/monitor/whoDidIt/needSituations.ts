/** What may have happened to what is needed itself, whoever gave it. */
import type { Identified } from '../../kinds/requirementId.js';
import { keyOf, splitQualifiedName } from '../../platform/names.js';
import type { UserFlag } from '../../platform/userFlags.js';
import {
  customPermissionNames,
  different,
  fieldNames,
  objectNames,
  pluralNames,
  spelledOut,
  userNames,
} from './namesOfThings.js';
import type { OrgNames } from './orgNames.js';
import { packageGone, situation } from './situation.js';
import type { Situation, Told } from './situation.js';
import { objectWords } from './valueChange.js';

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
export const needSituations = (told: Told, need: Identified): Situation[] => {
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
    case 'permissionSetLicense':
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
