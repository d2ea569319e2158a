/** Which entries of the audit trail follow from a change of a record of set-up. */
import type { Org, Row } from '../model/orgModel.js';
import { writeEntries } from './trailEntry.js';
import type { Change, TrailEntry } from './trailEntry.js';
import {
  ofAssignment,
  ofComponent,
  ofFieldPermissions,
  ofGroup,
  ofMutingSet,
  ofObjectPermissions,
  ofPermissionSet,
  ofProfile,
  ofSetupAccess,
} from './trailOfSets.js';
import { ofLicense, ofPackageLicense, ofUser, ofUserLogin } from './trailOfUsers.js';

const entriesOf: Readonly<Record<string, (change: Change) => TrailEntry[]>> = {
  FieldPermissions: ofFieldPermissions,
  MutingPermissionSet: ofMutingSet,
  ObjectPermissions: ofObjectPermissions,
  PermissionSet: ofPermissionSet,
  PermissionSetAssignment: ofAssignment,
  PermissionSetGroup: ofGroup,
  PermissionSetGroupComponent: ofComponent,
  PermissionSetLicenseAssign: ofLicense,
  Profile: ofProfile,
  SetupEntityAccess: ofSetupAccess,
  User: ofUser,
  UserLogin: ofUserLogin,
  UserPackageLicense: ofPackageLicense,
};

/**
 * Writes down a change of a record; nothing for objects that are no set-up.
 *
 * @param userId who did it
 */
export const recordChange = (
  org: Org,
  userId: string,
  objectName: string,
  before: Row | undefined,
  after: Row | undefined,
): void => writeEntries(org, userId, entriesOf[objectName]?.({ org, before, after }) ?? []);
