import type { Caller, Org, Value } from '../model/orgModel.js';
import { insertRow } from '../permissions/dml.js';
import { userLicenseId } from '../permissions/licenseCeilings.js';
import { idOf, rowById, rowsOf } from '../permissions/orgTables.js';
import { datetimeOf } from '../model/datetimes.js';
import { profileNamed } from '../schema/storeProfiles.js';
import { countSeat, patchRow, storeNewRow } from '../permissions/rowStore.js';
import type { Assignment, Scenario } from './scenarioFormat.js';
import { permissionSetNamed } from './storeGroup.js';

type UserData = NonNullable<Scenario['users']>[string] & { username: string };

/**
 * Inserts a user, then permission set licenses (fact A17), then permission sets and groups. Frozen users and the state
 * of assignments, which nobody inserts, are stored afterwards. Returns the user's id.
 *
 * @throws Error or OrgError of the platform's rules, e.g. a set that the user's license does not allow (fact A16)
 */
export const storeUser = (org: Org, caller: Caller, name: string, data: UserData): string => {
  const alias = data.username.replace(/[^a-zA-Z0-9]/g, '').slice(0, 8);
  const userId = insertRow(org, caller, 'User', {
    Username: data.username,
    FirstName: data.firstName ?? null,
    LastName: data.lastName ?? name,
    Email: `${name}@example.com`,
    Alias: alias === '' ? 'user' : alias,
    CommunityNickname: `${name}${rowsOf(org, 'User').length}`,
    IsActive: true,
    ProfileId: profileNamed(org, data.profile),
    TimeZoneSidKey: 'America/Los_Angeles',
    LocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    ...data.values,
    ...Object.fromEntries((data.flags ?? []).map((flag) => [`UserPermissions${flag}`, true])),
  });
  for (const license of data.permissionSetLicenses ?? []) {
    insertRow(org, caller, 'PermissionSetLicenseAssign', {
      AssigneeId: userId,
      PermissionSetLicenseId: idOfRowNamed(org, 'PermissionSetLicense', license),
    });
  }
  for (const namespace of data.packageSeats ?? []) {
    const license = rowsOf(org, 'PackageLicense').find((row) => row.NamespacePrefix === namespace);
    if (license === undefined) throw new Error(`There is no package ${namespace}`);
    insertRow(org, caller, 'UserPackageLicense', { UserId: userId, PackageLicenseId: idOf(license) });
  }
  for (const assignment of data.permissionSets ?? []) {
    const setId = permissionSetNamed(org, nameOfAssignment(assignment));
    storeAssignment(org, caller, userId, assignment, { PermissionSetId: setId });
  }
  for (const assignment of data.permissionSetGroups ?? []) {
    const groupId = idOfRowNamed(org, 'PermissionSetGroup', nameOfAssignment(assignment));
    storeAssignment(org, caller, userId, assignment, { PermissionSetGroupId: groupId });
  }
  setState(org, userId, data);
  return userId;
};

const nameOfAssignment = (assignment: Assignment): string =>
  typeof assignment === 'string' ? assignment : assignment.name;

const idOfRowNamed = (org: Org, objectName: string, developerName: string): string => {
  const row = rowsOf(org, objectName).find((candidate) => candidate.DeveloperName === developerName);
  if (row === undefined) throw new Error(`There is no ${objectName} ${developerName}`);
  return idOf(row);
};

const storeAssignment = (
  org: Org,
  caller: Caller,
  userId: string,
  assignment: Assignment,
  target: { PermissionSetId: string } | { PermissionSetGroupId: string },
): void => {
  const id = insertRow(org, caller, 'PermissionSetAssignment', { AssigneeId: userId, ...target });
  const row = rowById(org, 'PermissionSetAssignment', id);
  if (typeof assignment === 'string' || row === undefined) return;
  const changes: Record<string, Value> = {};
  if (assignment.expires !== undefined) changes.ExpirationDate = datetimeOf(Date.parse(assignment.expires));
  if (assignment.active !== undefined) changes.IsActive = assignment.active;
  if (assignment.revoked !== undefined) changes.IsRevoked = assignment.revoked;
  patchRow(org, 'PermissionSetAssignment', row, changes);
  if (assignment.activated === true) {
    storeNewRow(org, 'SessionPermSetActivation', {
      AuthSessionId: org.nextId('0Ak'),
      UserId: userId,
      PermissionSetId: row.PermissionSetId ?? null,
      ...target,
    });
  }
};

/** Freezing needs a row of its own (fact G8). An inactive user gives the seat back. */
const setState = (org: Org, userId: string, { active, frozen, passwordExpires, passwordLocked }: UserData): void => {
  const login = rowsOf(org, 'UserLogin').find((row) => row.UserId === userId);
  if (login !== undefined) {
    patchRow(org, 'UserLogin', login, { IsFrozen: frozen === true, IsPasswordLocked: passwordLocked === true });
  }
  const user = rowById(org, 'User', userId);
  if (passwordExpires !== undefined && user !== undefined) {
    patchRow(org, 'User', user, { PasswordExpirationDate: datetimeOf(Date.parse(passwordExpires)) });
  }
  if (active !== false || user === undefined) return;
  patchRow(org, 'User', rowById(org, 'User', userId) ?? user, { IsActive: false });
  countSeat(org, 'UserLicense', userLicenseId(org, user), -1);
};
