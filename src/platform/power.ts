/** How powerful a permission is: what somebody who reviews a user has to see first. */
import { keyOf } from './names.js';
import { isOrgWide } from './orgWidePermissions.js';

/** Over the org itself, over data of all objects, over one object, anything else; the most powerful first. */
export const powers = ['org', 'data', 'object', 'other'] as const;
export type Power = (typeof powers)[number];

/**
 * User permissions that open data beyond the objects, records and fields that were given, whatever these are: all records or
 * all fields (facts K4, C15), values that are hidden from others (fact C19, labels of D1), records of others, audit fields,
 * deletion for good (labels of D1), and what comes with View All Data and Modify All Data (fact D6).
 */
const overData: ReadonlySet<string> = new Set(
  [
    ...['ViewAllData', 'ModifyAllData', 'ViewAllFieldsGlobal', 'ViewEncryptedData', 'ViewUserPII', 'ViewAllUsers'],
    ...['ViewAllActivities', 'ViewAllForeignKeyNames', 'ViewAllCustomSettings', 'QueryAllFiles', 'ViewEventLogFiles'],
    ...['ViewDataLeakageEvents', 'ViewPlatformEvents', 'BulkApiHardDelete', 'TransferAnyEntity', 'TransferAnyLead'],
    ...['TransferAnyCase', 'CreateAuditFields', 'UpdateWithInactiveOwner', 'EditReadonlyFields'],
  ].map(keyOf),
);

/**
 * User permissions that give nothing: they limit whoever has them, to the API (API Only User: facts A13, K1), to single
 * sign-on or to a second factor (fact M18). Nobody has too much by having one of these.
 */
const limiting: ReadonlySet<string> = new Set(['ApiUserOnly', 'IsSsoEnabled', 'TwoFactorApi'].map(keyOf));

/** How powerful a user permission is. Modify All Data is both: it opens the Metadata API as well (fact H3). */
export const powerOfPermission = (name: string): Power => {
  if (isOrgWide(name) && keyOf(name) !== 'viewalldata') return 'org';
  return overData.has(keyOf(name)) ? 'data' : 'other';
};

/** Whether a user permission takes something away from its holder instead of giving it. */
export const isLimiting = (name: string): boolean => limiting.has(keyOf(name));
