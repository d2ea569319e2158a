import type { ObjectAccess } from './objectAccess.js';

/**
 * User permissions that give object access to every object without a row of their own (fact K4; for View All Fields
 * fact C15). In the order in which they are named to people: the weaker first.
 */
export const impliedBy: Readonly<Record<ObjectAccess, readonly string[]>> = {
  read: ['ViewAllData', 'ModifyAllData'],
  create: ['ModifyAllData'],
  edit: ['ModifyAllData'],
  delete: ['ModifyAllData'],
  viewAllRecords: ['ViewAllData', 'ModifyAllData'],
  modifyAllRecords: ['ModifyAllData'],
  viewAllFields: ['ViewAllFieldsGlobal'],
};

/** Permissions that give control over all data or all users: never planned unless a rule names them (DESIGN.md). */
export const blanketPermissions: readonly string[] = [
  'ViewAllData',
  'ModifyAllData',
  'ManageUsers',
  'ManageInternalUsers',
];

/** User permissions that the evaluation itself asks about, whatever a definition says. */
export const alwaysRead: readonly string[] = [
  'ApiEnabled',
  'ViewSetup',
  'ViewAllData',
  'ModifyAllData',
  'ModifyMetadata',
  'ViewAllFieldsGlobal',
  'EditReadonlyFields',
  'ActivitiesAccess',
  'EditTask',
  'EditEvent',
  'ViewAllActivities',
  'ViewAllUsers',
  'ManageInternalUsers',
  'ManageUsers',
];
