/** A user with licenses that are given before anything else. */
import type { Holder } from '../access/holder.js';
import { known } from '../access/snapshot.js';
import type { InspectedUser, License } from '../access/snapshot.js';
import { sameName } from '../platform/names.js';
import type { PlanContext } from './planInput.js';

/** The user with further permission set licenses. */
export const withLicenses = (user: InspectedUser, names: readonly string[]): InspectedUser => {
  const { orgLicenses, permissionSetLicenses } = user;
  const held = permissionSetLicenses.known ? permissionSetLicenses.value : [];
  const given = names.map(
    (name): License =>
      (orgLicenses.known ? orgLicenses.value : []).find((license) => sameName(license.name, name)) ?? {
        id: null,
        name,
        label: name,
        objects: null,
        userPermissions: null,
      },
  );
  return { ...user, permissionSetLicenses: known([...held, ...given]) };
};

/** The user with the licenses that come first, as far as it was read what all of them allow. */
export const licensedHolder = (
  { licensed, snapshot: { schema } }: PlanContext,
  { user, licenses }: { readonly user: InspectedUser; readonly licenses: readonly string[] },
): Holder => {
  const fuller = licensed?.users.find(({ id }) => id === user.id);
  return { user: fuller ? withLicenses(fuller, licenses) : user, schema };
};
