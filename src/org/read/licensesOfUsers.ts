/** Which licenses users have, and which others of the org may have to open something for them. */
import type { ReadingScope } from '../../access/readingScope.js';
import type { License, OrgSchema, Reading } from '../../access/snapshot.js';
import { known, lackedIn, mapReading } from '../../access/snapshot.js';
import { fullLicense, isInFullLicense } from '../../platform/fullLicense.js';
import { integrationLicense } from '../../platform/integrationLicense.js';
import { keyOf } from '../../platform/names.js';
import type { Assignments } from './assignments.js';
import type { LicensesAsked } from './licenseObjects.js';
import type { Permissions } from './permissionsRead.js';
import type { AssignedLicense, User } from './users.js';

/** A text that was told; else none. */
export const orEmpty = (reading: Reading<string> | undefined): string => (reading?.known === true ? reading.value : '');

/** The permission set licenses of the user, as far as they were told. */
export const assignedLicenses = ({ permissionSetLicenses }: User): readonly AssignedLicense[] =>
  permissionSetLicenses.known ? permissionSetLicenses.value : [];

/** The first of several readings of the same thing that tells it; else a gap, sooner one that names a missing column. */
const firstTold = <T>(first: Reading<T>, ...others: ReadonlyArray<Reading<T>>): Reading<T> => {
  const all = [first, ...others];
  return all.find((one) => one.known) ?? all.find((one) => lackedIn(one)) ?? first;
};

/** The user license; where the profile is hidden (fact J6), the one that the profile's own permission set carries. */
export const userLicenseId = (user: User, assignments: Reading<Assignments>): Reading<string> => {
  const { id } = user.userLicense;
  if (!assignments.known) return firstTold(id, assignments);
  const ofProfile = assignments.value.all.find(({ userId, set }) => userId === user.id && set.isOwnedByProfile);
  return ofProfile ? firstTold(id, ofProfile.set.licenseId) : id;
};

/** Its name, where the profile does not tell it by its id. */
export const userLicenseName = (user: User, id: Reading<string>, { licenseNames }: Permissions): Reading<string> => {
  const byId = id.known ? mapReading(licenseNames, (all) => all.get(id.value)) : id;
  const { name } = user.userLicense;
  if (byId.known) return byId.value === undefined ? name : firstTold(name, known(byId.value));
  return firstTold(name, byId);
};

/**
 * Which licenses of the org have to be looked at beside those that the users hold: only where something may have to be
 * opened, as it takes another round trip.
 */
export const toLookUp = (
  scope: ReadingScope,
  mayBeLicensed: readonly string[],
  users: readonly User[],
  allIds: readonly string[],
): LicensesAsked => {
  const held = new Set(users.flatMap((user) => assignedLicenses(user).map(({ id }) => id)));
  return {
    ids: allIds.filter((id) => !held.has(id)),
    sobjects: users.some(isLesser) ? scope.sobjects : mayBeLicensed,
    allIds: scope.licensedObjects ? allIds : [],
  };
};

/** Whether a permission set license may have to open the object: one that takes object permissions, and not of every day. */
export const mayTakeLicense = ({ permissionableObjects: objects }: OrgSchema, sobject: string): boolean =>
  !isInFullLicense(sobject) && (!objects.known || objects.value.has(keyOf(sobject)));

/**
 * Whether the user has a license that is neither the full one nor that of integration users: of those nothing is known but
 * what their rows tell.
 */
export const isLesser = ({ userLicense: { name } }: User): boolean =>
  ![fullLicense, integrationLicense].includes(orEmpty(name));

/** An object that nearly every license allows: it tells whether an org tells what user licenses allow (fact A20). */
export const allowedByMost = 'Account';

/** The license, which may have told of that object alone: then it says nothing of custom objects. */
export const withProbe = (license: License, { sobjects }: ReadingScope): License => {
  const asked = new Set(sobjects.map((name) => keyOf(name)));
  const told = [...(license.objects?.keys() ?? [])];
  return told.length > 0 && !told.some((key) => asked.has(key)) ? { ...license, onlyOf: asked } : license;
};

/** Whether what the user may have hangs on permission set licenses: he has some, or not the license that needs none. */
export const needsLicenses = (user: User): boolean =>
  orEmpty(user.userLicense.name) !== fullLicense || assignedLicenses(user).length > 0;
