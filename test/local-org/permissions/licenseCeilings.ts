import { OrgError } from '../model/orgModel.js';
import type { LicenseCeiling, ObjectAccess, Org, Row } from '../model/orgModel.js';
import { accessVerbs } from './permissionDependencies.js';
import { grantingSetId } from './assignedSets.js';
import { accessOfRow, objectAccesses } from './objectAccess.js';
import { idOf, isTrue, rowById, rowsById, rowsOf, textOf } from './orgTables.js';
import { columnOfPermission } from './userPermissions.js';

/** The user permissions of a permission set, and its object accesses in order of object name. */
export type SetContents = {
  userPermissions: string[];
  objects: Array<{ objectName: string; access: ObjectAccess }>;
};

/** Reads the contents of a permission set row and its ObjectPermissions rows. */
export const contentsOfSet = (org: Org, set: Row): SetContents => ({
  userPermissions: org.userPermissions.map(({ name }) => name).filter((name) => isTrue(set, columnOfPermission(name))),
  objects: rowsOf(org, 'ObjectPermissions')
    .filter((row) => row['ParentId'] === idOf(set))
    .sort((a, b) => String(a['SobjectType']).localeCompare(String(b['SobjectType'])))
    .flatMap((row) => {
      const given = accessOfRow(row);
      return objectAccesses
        .filter((access) => given[access])
        .map((access) => ({ objectName: String(row['SobjectType']), access }));
    }),
});

/** Id of the user's user license, which is that of the profile (fact A12). */
export const userLicenseId = (org: Org, user: Row): string | null =>
  textOf(rowById(org, 'Profile', user['ProfileId']), 'UserLicenseId');

/** Ids of the permission set licenses assigned to the user. */
export const permissionSetLicenseIds = (org: Org, userId: string): string[] =>
  rowsOf(org, 'PermissionSetLicenseAssign')
    .filter((row) => row['AssigneeId'] === userId)
    .flatMap((row) => textOf(row, 'PermissionSetLicenseId') ?? []);

/** Those of the permission set licenses that are in force: neither disabled nor expired (fact A20). */
export const licensesInForce = (org: Org, licenses: readonly string[]): string[] =>
  licenses.filter((id) => isInForce(org, rowById(org, 'PermissionSetLicense', id)));

/** A license runs until its last day is over. */
export const isInForce = (org: Org, license: Row | undefined): boolean => {
  const last = textOf(license, 'ExpirationDate');
  return license?.['Status'] !== 'Disabled' && (last === null || Date.parse(last) + 86_400_000 > org.now());
};

const unlimited: LicenseCeiling = { userPermissions: null, objects: null };

/** What the licenses allow together (fact A15). A user license without a known ceiling has no limit. */
export const ceilingOfLicenses = (
  org: Org,
  userLicense: string | null,
  permissionSetLicenses: readonly string[],
): LicenseCeiling => {
  const base = (userLicense === null ? undefined : org.ceilings.get(userLicense)) ?? unlimited;
  return licensesInForce(org, permissionSetLicenses).reduce((ceiling, license) => {
    const added = org.ceilings.get(license);
    return added === undefined ? ceiling : unionOfCeilings(ceiling, added);
  }, base);
};

const unionOfCeilings = (a: LicenseCeiling, b: LicenseCeiling): LicenseCeiling => ({
  userPermissions:
    a.userPermissions === null || b.userPermissions === null
      ? null
      : new Set([...a.userPermissions, ...b.userPermissions]),
  objects: a.objects === null || b.objects === null ? null : unionOfObjects(a.objects, b.objects),
  opened: new Set([
    ...(a.opened ?? []),
    ...(b.opened ?? []),
    ...(a.objects?.keys() ?? []),
    ...(b.objects?.keys() ?? []),
  ]),
});

const unionOfObjects = (
  a: Map<string, Set<ObjectAccess>>,
  b: Map<string, Set<ObjectAccess>>,
): Map<string, Set<ObjectAccess>> => {
  const all = new Map(a);
  for (const [objectName, accesses] of b) {
    all.set(objectName, new Set([...(all.get(objectName) ?? []), ...accesses]));
  }
  return all;
};

/** Whether a ceiling allows the access; one without limits does not open what comes with licenses of its own. */
export const allows = (org: Org, ceiling: LicenseCeiling, objectName: string, access: ObjectAccess): boolean => {
  const opened = [...(ceiling.opened ?? [])].some((name) => name.toLowerCase() === objectName.toLowerCase());
  if (ceiling.objects === null) return opened || !org.licensedObjects.has(objectName.toLowerCase());
  for (const [name, accesses] of ceiling.objects) {
    if (name.toLowerCase() === objectName.toLowerCase()) return accesses.has(access);
  }
  return false;
};

/**
 * The permissions in the contents that the ceiling does not allow, as the platform's message names them: objects as
 * `Read Account`, user permissions by API name (fact A16). For custom objects the recorded messages have API names.
 */
const disallowedIn = (org: Org, ceiling: LicenseCeiling, contents: SetContents): string[] => [
  ...contents.objects.flatMap(({ objectName, access }) =>
    allows(org, ceiling, objectName, access) ? [] : [`${accessVerbs[access]} ${objectName}`],
  ),
  ...contents.userPermissions.filter((name) => ceiling.userPermissions?.has(name) === false),
];

/** The first of them. */
export const firstDisallowed = (org: Org, ceiling: LicenseCeiling, contents: SetContents): string | undefined =>
  disallowedIn(org, ceiling, contents)[0];

const notAllowed = (disallowed: string): string => `The user license doesn't allow the permission: ${disallowed}`;

/** The refusal of fact A16. */
export const licenseRefusal = (disallowed: string): OrgError =>
  new OrgError(400, 'FIELD_INTEGRITY_EXCEPTION', notAllowed(disallowed));

/** The refusal of a change to a set that somebody has whose license does not allow it: one line each (fact Q2). */
const savedSetRefusal = (set: Row, userLicense: string, disallowed: readonly string[]): OrgError =>
  new OrgError(
    400,
    'FIELD_INTEGRITY_EXCEPTION',
    `Can't save permission set ${textOf(set, 'Label') ?? ''}, which is assigned to a user with user license ` +
      `${userLicense}. ${disallowed.map(notAllowed).join('\n')}`,
  );

/** Users to whom the permission set counts, directly or through the group it is the aggregate of. */
export const assigneesOf = (org: Org, setId: string): Row[] =>
  rowsById(
    org,
    'User',
    rowsOf(org, 'PermissionSetAssignment')
      .filter((assignment) => grantingSetId(org, assignment) === setId)
      .map((assignment) => assignment['AssigneeId']),
  );

/**
 * Checks the contents that a permission set is about to have against its own license (fact A17) and against the
 * licenses of everybody it is assigned to.
 *
 * @throws OrgError FIELD_INTEGRITY_EXCEPTION (facts A16, Q2)
 */
export const checkSetAgainstLicenses = (org: Org, set: Row, contents: SetContents): void => {
  const licenseId = textOf(set, 'LicenseId');
  const disallowed =
    licenseId === null ? undefined : firstDisallowed(org, ceilingOfLicenses(org, licenseId, []), contents);
  if (disallowed !== undefined) throw licenseRefusal(disallowed);
  for (const user of assigneesOf(org, idOf(set))) {
    const userLicense = userLicenseId(org, user);
    const ceiling = ceilingOfLicenses(org, userLicense, permissionSetLicenseIds(org, idOf(user)));
    const refused = disallowedIn(org, ceiling, contents);
    if (refused.length > 0)
      throw savedSetRefusal(set, textOf(rowById(org, 'UserLicense', userLicense), 'Name') ?? '', refused);
  }
};

/**
 * Checks that everything assigned to the user fits a ceiling that is about to change (another profile, a permission set
 * license taken away).
 *
 * @throws OrgError FIELD_INTEGRITY_EXCEPTION (facts A12, A16)
 */
export const checkUserAgainstLicenses = (
  org: Org,
  userId: string,
  userLicense: string | null,
  permissionSetLicenses: readonly string[],
): void => {
  const ceiling = ceilingOfLicenses(org, userLicense, permissionSetLicenses);
  for (const assignment of rowsOf(org, 'PermissionSetAssignment')) {
    if (assignment['AssigneeId'] !== userId) continue;
    const set = rowById(org, 'PermissionSet', grantingSetId(org, assignment));
    if (set === undefined || isTrue(set, 'IsOwnedByProfile')) continue;
    checkUserLicenseOfSet(org, set, userLicense);
    const disallowed = firstDisallowed(org, ceiling, contentsOfSet(org, set));
    if (disallowed !== undefined) throw licenseRefusal(disallowed);
  }
};

/**
 * A set with a user license can only go to users with the same one (fact A12). Three logs agree on the words "user license
 * doesn't match"; the code is the best guess (fact Q2).
 *
 * @throws OrgError FIELD_INTEGRITY_EXCEPTION
 */
export const checkUserLicenseOfSet = (org: Org, set: Row, userLicense: string | null): void => {
  const licenseId = textOf(set, 'LicenseId');
  if (licenseId === null || licenseId === userLicense) return;
  const license = rowById(org, 'UserLicense', licenseId);
  if (license === undefined) return;
  throw new OrgError(400, 'FIELD_INTEGRITY_EXCEPTION', "Cannot assign permission set, user license doesn't match", [
    'PermissionSetId',
  ]);
};

/** Whether a license has no seat left (fact A21). An unknown total is no limit. */
export const seatsExhausted = (license: Row | undefined): boolean => {
  const total = license?.['TotalLicenses'];
  const used = license?.['UsedLicenses'];
  return typeof total === 'number' && typeof used === 'number' && used >= total;
};

/** The error of exhausted seats; its code is fact H9, its text is not recorded. */
export const seatRefusal = (): OrgError => new OrgError(400, 'LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded');
