import type { ObjectAccess } from './objectAccess.js';

/** Column of ObjectPermissions (and flag of describe) behind each access word (fact B1). */
export const objectPermissionColumns: Readonly<Record<ObjectAccess, string>> = {
  read: 'PermissionsRead',
  create: 'PermissionsCreate',
  edit: 'PermissionsEdit',
  delete: 'PermissionsDelete',
  viewAllRecords: 'PermissionsViewAllRecords',
  modifyAllRecords: 'PermissionsModifyAllRecords',
  viewAllFields: 'PermissionsViewAllFields',
};
