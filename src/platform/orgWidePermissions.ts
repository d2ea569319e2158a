import { blanketPermissions } from './impliedAccess.js';
import { keyOf } from './names.js';

/**
 * User permissions that give control over the whole org: over all data, all users, its configuration, its keys, or over
 * what others may do (facts D5, D6, K4; ModifyMetadata: fact H3). Whoever receives one is told so by name and has to agree
 * to it. `ManageRemoteAccess` is Manage Connected Apps.
 */
export const orgWidePermissions: readonly string[] = [
  ...blanketPermissions,
  'CustomizeApplication',
  'ModifyMetadata',
  'AuthorApex',
  'AssignPermissionSets',
  'ManageProfilesPermissionsets',
  'ManageRoles',
  'ManageSharing',
  'ResetPasswords',
  'ManageRemoteAccess',
  'ManageEncryptionKeys',
  'ViewEncryptionKeys',
];

const keys = new Set(orgWidePermissions.map(keyOf));

/** Whether this user permission gives control over the whole org. */
export const isOrgWide = (name: string): boolean => keys.has(keyOf(name));
