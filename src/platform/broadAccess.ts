/**
 * Access that reaches further than most integrations need, and what opens a part of it. Whoever approves a definition looks at these
 * first.
 */
import { restsOn } from './derivedObjects/derivedObject.js';
import { keyOf } from './names.js';
import type { ObjectAccess } from './objectAccess.js';

/** What broad access opens, the most powerful first: a closed list, published; the sentences are in messages/integration.describe.md. */
export const broadCodes = [
  'WRITES_ALL_DATA',
  'READS_ALL_DATA',
  'RUNS_CODE',
  'MANAGES_USERS',
  'CHANGES_PERMISSIONS',
  'ASSIGNS_PERMISSIONS',
  'RESETS_PASSWORDS',
  'CHANGES_METADATA',
  'CHANGES_SETUP',
  'CHANGES_SHARING',
  'CHANGES_ROLES',
  'CHANGES_APPS',
  'HANDLES_KEYS',
  'READS_ENCRYPTED_FIELDS',
  'READS_ALL_FIELDS',
  'READS_ALL_FILES',
  'DELETES_FOR_GOOD',
  'USES_ANY_APP',
  'WRITES_ALL_RECORDS',
  'READS_ALL_RECORDS',
  'READS_ALL_FIELDS_OF_OBJECT',
  'DELETES',
] as const;
export type BroadCode = (typeof broadCodes)[number];

export type Broad = {
  readonly code: BroadCode;
  /** Over the whole org, or over one object. */
  readonly reach: 'org' | 'object';
  /** API names of user permissions that each open a part of it; what else would do is in the sentences. */
  readonly narrower: readonly string[];
};

type OfPermission = readonly [code: BroadCode, ...narrower: readonly string[]];

/**
 * User permissions over the whole org (facts D5, D6, K4; ModifyMetadata: fact H3; View All Fields: fact C15), and those by which a
 * part of each can be had.
 */
const permissions: Readonly<Record<string, OfPermission>> = {
  ViewAllData: ['READS_ALL_DATA', 'ViewAllUsers', 'ViewAllActivities', 'ViewEventLogFiles', 'QueryAllFiles'],
  ModifyAllData: ['WRITES_ALL_DATA', 'EditTask', 'EditEvent', 'TransferAnyEntity', 'TransferAnyLead'],
  ViewAllFieldsGlobal: ['READS_ALL_FIELDS'],
  ViewEncryptedData: ['READS_ENCRYPTED_FIELDS'],
  QueryAllFiles: ['READS_ALL_FILES'],
  BulkApiHardDelete: ['DELETES_FOR_GOOD'],
  ManageUsers: ['MANAGES_USERS', 'ViewAllUsers', 'ViewRoles', 'AssignPermissionSets', 'ManageInternalUsers'],
  ManageInternalUsers: ['MANAGES_USERS', 'ViewAllUsers', 'ViewRoles', 'AssignPermissionSets'],
  ResetPasswords: ['RESETS_PASSWORDS'],
  AssignPermissionSets: ['ASSIGNS_PERMISSIONS'],
  ManageProfilesPermissionsets: ['CHANGES_PERMISSIONS', 'AssignPermissionSets', 'ViewSetup'],
  ManageRoles: ['CHANGES_ROLES', 'ViewRoles'],
  ManageSharing: ['CHANGES_SHARING'],
  CustomizeApplication: ['CHANGES_SETUP', 'ViewSetup'],
  ModifyMetadata: ['CHANGES_METADATA', 'ViewSetup'],
  AuthorApex: ['RUNS_CODE', 'ViewSetup'],
  ManageRemoteAccess: ['CHANGES_APPS'],
  CanApproveUninstalledApps: ['USES_ANY_APP'],
  ManageEncryptionKeys: ['HANDLES_KEYS'],
  ViewEncryptionKeys: ['HANDLES_KEYS'],
};

const byKey = new Map(Object.entries(permissions).map(([name, one]) => [keyOf(name), one]));

/** How far a user permission reaches; null where it is not broad. @param name in any spelling */
export const broadPermission = (name: string): Broad | null => {
  const [code, ...narrower] = byKey.get(keyOf(name)) ?? [];
  return code === undefined ? null : { code, reach: 'org', narrower };
};

/** Words of object access that reach over all records or fields of the object, or delete (fact B2). */
const accesses: Readonly<Partial<Record<ObjectAccess, BroadCode>>> = {
  viewAllRecords: 'READS_ALL_RECORDS',
  modifyAllRecords: 'WRITES_ALL_RECORDS',
  viewAllFields: 'READS_ALL_FIELDS_OF_OBJECT',
  delete: 'DELETES',
};

/** How far a word of object access reaches; null where it is not broad, or gives no more than the object that it follows (fact B11). */
export const broadAccess = (sobject: string, access: ObjectAccess): Broad | null => {
  const code = accesses[access];
  return code === undefined || restsOn(sobject).sobjects.length > 0 ? null : { code, reach: 'object', narrower: [] };
};
