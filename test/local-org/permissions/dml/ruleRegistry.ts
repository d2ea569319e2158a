import { fieldPermissionsRules } from './fieldPermissionsRules.js';
import { mutingPermissionSetRules } from './mutingPermissionSetRules.js';
import { objectPermissionsRules } from './objectPermissionsRules.js';
import { permissionSetRules } from './permissionSetRules.js';
import { permissionSetAssignmentRules } from './permissionSetAssignmentRules.js';
import { permissionSetGroupRules } from './permissionSetGroupRules.js';
import { permissionSetGroupComponentRules } from './permissionSetGroupComponentRules.js';
import { permissionSetLicenseAssignRules } from './permissionSetLicenseAssignRules.js';
import { accountRules, personRules } from './personNameRules.js';
import { profileRules } from './profileRules.js';
import type { ObjectRules } from './objectRules.js';
import { sessionPermSetActivationRules } from './sessionPermSetActivationRules.js';
import { setupEntityAccessRules } from './setupEntityAccessRules.js';
import { campaignMemberRules, caseRules, opportunityRules, taskRules } from './salesObjectRules.js';
import { userPackageLicenseRules } from './userPackageLicenseRules.js';
import { userLoginRules } from './userLoginRules.js';
import { userRules } from './userRules.js';

const registry: Record<string, ObjectRules> = {
  Account: accountRules,
  CampaignMember: campaignMemberRules,
  Case: caseRules,
  Contact: personRules,
  FieldPermissions: fieldPermissionsRules,
  Lead: personRules,
  MutingPermissionSet: mutingPermissionSetRules,
  ObjectPermissions: objectPermissionsRules,
  Opportunity: opportunityRules,
  PermissionSet: permissionSetRules,
  PermissionSetAssignment: permissionSetAssignmentRules,
  PermissionSetGroup: permissionSetGroupRules,
  PermissionSetGroupComponent: permissionSetGroupComponentRules,
  PermissionSetLicenseAssign: permissionSetLicenseAssignRules,
  Profile: profileRules,
  SessionPermSetActivation: sessionPermSetActivationRules,
  SetupEntityAccess: setupEntityAccessRules,
  Task: taskRules,
  User: userRules,
  UserLogin: userLoginRules,
  UserPackageLicense: userPackageLicenseRules,
};

/** The rules that an object has beyond those of every object. */
export const rulesOf = (objectName: string): ObjectRules => registry[objectName] ?? {};
