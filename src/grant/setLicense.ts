import { setMayHold } from '../access/setMayHold.js';
import { untold, yes } from '../access/holder.js';
import type { MayHold } from '../access/holder.js';
import type { Entry } from '../access/entry.js';
import type { InspectedUser, License, Reading } from '../access/snapshot.js';
import { sameName } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import type { PlanContext } from './planInput.js';

/**
 * The license that a permission set is tied to since it was made (fact A11). One with a user license goes only to users
 * whose profile has the same (fact A12); one with a permission set license brings that along (fact A18).
 */
export type SetLicense = {
  readonly kind: 'userLicense' | 'permissionSetLicense';
  readonly id: string;
  /** `UserLicense.Name`, or `PermissionSetLicense.DeveloperName`. */
  readonly name: string;
  /** Of a permission set license; null where that was not told. */
  readonly seats: { readonly total: number; readonly used: number } | null;
  /** What it lets the set hold: all of its objects, and all user permissions that it has a column for. */
  readonly allows: License;
};

/** The permission set license that the set brings to whoever gets it (fact A18); null where it brings none, or nobody can say. */
export const broughtLicense = (license: Reading<SetLicense | null> | undefined): SetLicense | null =>
  license?.known && license.value?.kind === 'permissionSetLicense' ? license.value : null;

/** Whether the set is tied to a license, or may be. */
export const isTied = (license: Reading<SetLicense | null> | undefined): boolean =>
  license !== undefined && (!license.known || license.value !== null);

/** Whether the user holds a permission set license, as far as that was read. */
export const holdsLicense = ({ permissionSetLicenses: held }: InspectedUser, name: string): boolean =>
  held.known && held.value.some((license) => sameName(license.name, name));

/** A user to whom the set can never be assigned, and the license of the user's profile. */
export type Misfit = { readonly username: string; readonly userLicense: string };

/** Whether the profile of the user has this license; undefined where nobody can say (fact J6). */
export const hasUserLicense = (
  { license, userLicense }: InspectedUser,
  { id, name }: SetLicense,
): boolean | undefined => {
  if (license.id !== null) return sameId(license.id, id);
  return userLicense === '' ? undefined : sameName(userLicense, name);
};

/**
 * Users to whom a set with this license can never be assigned, because their profile has another user license (fact A12).
 * Of whom the license is not known, nobody can say that.
 */
export const misfitsOf = (license: Reading<SetLicense | null>, users: readonly InspectedUser[]): Misfit[] => {
  if (!license.known || license.value?.kind !== 'userLicense') return [];
  const { value } = license;
  return users.flatMap((user) =>
    hasUserLicense(user, value) === false ? [{ username: user.username, userLicense: user.userLicense }] : [],
  );
};

/** Whether the target set itself can hold an entry, because of the license that it is tied to. */
export type SetAllows = (entry: Entry) => MayHold;

/** What the license of the target set allows; everything, where the set is tied to none or is not there yet. */
export const setAllowsIn = ({ permissionSet: { existing }, snapshot }: PlanContext): SetAllows => {
  const [user] = snapshot.users;
  if (!existing || !user) return () => yes;
  const { license } = existing;
  if (!license.known) return (entry) => (entry.kind === 'field' ? yes : untold);
  const { value } = license;
  return (entry) => (value === null ? yes : setMayHold(value, { user, schema: snapshot.schema }, entry));
};
