import { fieldPermissionsRules } from './fieldPermissions.js';
import { mutingPermissionSetRules } from './mutingPermissionSet.js';
import { objectPermissionsRules } from './objectPermissions.js';
import { permissionSetRules } from './permissionSet.js';
import { permissionSetAssignmentRules } from './permissionSetAssignment.js';
import { permissionSetGroupRules } from './permissionSetGroup.js';
import { permissionSetGroupComponentRules } from './permissionSetGroupComponent.js';
import { permissionSetLicenseAssignRules } from './permissionSetLicenseAssign.js';
import { accountRules, personRules } from './personNames.js';
import { profileRules } from './profile.js';
import type { ObjectRules } from './rules.js';
import { sessionPermSetActivationRules } from './sessionPermSetActivation.js';
import { setupEntityAccessRules } from './setupEntityAccess.js';
import { campaignMemberRules, caseRules, opportunityRules, taskRules } from './statusFlags.js';
import { userRules } from './user.js';

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
};

/** The rules that an object has beyond those of every object. */
export const rulesOf = (objectName: string): ObjectRules => registry[objectName] ?? {};
