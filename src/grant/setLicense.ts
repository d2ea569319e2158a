import type { InspectedUser, Reading } from '../access/snapshot.js';
import { sameName } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';

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
};

/** The permission set license that the set brings to whoever gets it (fact A18); null where it brings none, or nobody can say. */
export const broughtLicense = (license: Reading<SetLicense | null> | undefined): SetLicense | null =>
  license?.known && license.value?.kind === 'permissionSetLicense' ? license.value : null;

/** Whether the user holds a permission set license, as far as that was read. */
export const holdsLicense = ({ permissionSetLicenses: held }: InspectedUser, name: string): boolean =>
  held.known && held.value.some((license) => sameName(license.name, name));

/** A user to whom the set can never be assigned, and the license of the user's profile. */
export type Misfit = { readonly username: string; readonly userLicense: string };

/** Whether the profile of the user has this license; undefined where nobody can say (fact J6). */
const hasUserLicense = ({ license, userLicense }: InspectedUser, { id, name }: SetLicense): boolean | undefined => {
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
