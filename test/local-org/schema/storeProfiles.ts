import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Org, Row, Value } from '../model/orgModel.js';
import { isWriteable } from '../permissions/fieldAccess.js';
import { idOf, rowsOf } from '../permissions/orgTables.js';
import { objectPermissionColumns } from '../permissions/objectAccess.js';
import { accessesOfLetters } from './accessLetters.js';
import { shortId } from './recordIds.js';
import { fieldPermissionFields } from './schemaLookup.js';
import { removeRow, storeNewRow } from '../permissions/rowStore.js';

/** A profile as the data or a scenario says it; letters of `objects` as in `accessLetters`. */
export type ProfileData = {
  license: string;
  custom?: boolean;
  feature?: string;
  userType?: string;
  userPermissions?: string[] | 'all';
  except?: string[];
  objects?: Record<string, string>;
  fields?: 'all';
  /** Field by field, instead. */
  fieldAccess?: Readonly<Record<string, 'read' | 'edit'>>;
};

const profilesData = parse(readFileSync(new URL('data/org/profiles.yml', import.meta.url), 'utf8')) as Record<
  string,
  ProfileData
>;

/** Stores the standard profiles that an org with these features has. */
export const storeProfiles = (org: Org): void => {
  for (const [name, profile] of Object.entries(profilesData)) {
    if (profile.feature === undefined || org.features.has(profile.feature)) storeProfile(org, name, profile);
  }
};

/** Id of the profile of this name. @throws Error listing the profiles when there is none */
export const profileNamed = (org: Org, name: string): string => {
  const profile = rowsOf(org, 'Profile').find((row) => row.Name === name);
  if (profile !== undefined) return idOf(profile);
  const known = rowsOf(org, 'Profile').map((row) => String(row.Name));
  throw new Error(`There is no profile "${name}"; there are: ${known.join(', ')}`);
};

/** Takes a profile out with its hidden permission set, where the org has one of this name that nobody uses. */
export const removeProfile = (org: Org, name: string): void => {
  const profile = rowsOf(org, 'Profile').find((row) => row.Name === name);
  if (profile === undefined || rowsOf(org, 'User').some((row) => row.ProfileId === idOf(profile))) return;
  for (const hidden of rowsOf(org, 'PermissionSet').filter((row) => row.ProfileId === idOf(profile))) {
    for (const table of ['ObjectPermissions', 'FieldPermissions'])
      for (const row of rowsOf(org, table).filter(({ ParentId }) => ParentId === idOf(hidden)))
        removeRow(org, table, idOf(row));
    removeRow(org, 'PermissionSet', idOf(hidden));
  }
  removeRow(org, 'Profile', idOf(profile));
};

/**
 * Stores a profile and its hidden permission set: named X and the profile's id, owned by the profile, with the same
 * user permissions as far as permission sets have them, and the object and field permissions (fact A1).
 */
export const storeProfile = (org: Org, name: string, profile: ProfileData): Row => {
  const license = rowsOf(org, 'UserLicense').find((row) => row.Name === profile.license);
  if (license === undefined) throw new Error(`Profile "${name}": there is no user license "${profile.license}"`);
  const granted = grantedPermissions(org, profile);
  const columns = (objectColumn: 'onProfile' | 'onPermissionSet'): Record<string, Value> =>
    Object.fromEntries(
      org.userPermissions
        .filter((permission) => permission[objectColumn] && granted.has(permission.name))
        .map(({ name: own, profileName = own }) => [
          `Permissions${objectColumn === 'onProfile' ? profileName : own}`,
          true,
        ]),
    );
  const row = storeNewRow(org, 'Profile', {
    Name: name,
    UserLicenseId: idOf(license),
    UserType: profile.userType ?? 'Standard',
    ...columns('onProfile'),
  });
  const hiddenName = `X${shortId(idOf(row))}`;
  const hidden = storeNewRow(org, 'PermissionSet', {
    Name: hiddenName,
    Label: hiddenName,
    ProfileId: idOf(row),
    LicenseId: idOf(license),
    UserLicenseId: idOf(license),
    IsOwnedByProfile: true,
    IsCustom: profile.custom ?? false,
    Type: 'Profile',
    ...columns('onPermissionSet'),
  });
  storeObjectRows(org, hidden, profile);
  storeFieldRows(org, hidden, profile);
  return row;
};

const grantedPermissions = (org: Org, profile: ProfileData): Set<string> => {
  const wanted = profile.userPermissions ?? [];
  const except = new Set(profile.except ?? []);
  const names = wanted === 'all' ? org.userPermissions.map(({ name }) => name) : wanted;
  return new Set(names.filter((name) => !except.has(name)));
};

const storeObjectRows = (org: Org, hidden: Row, profile: ProfileData): void => {
  const letters = profile.objects ?? {};
  for (const schema of org.schema.values()) {
    const granted = letters[schema.name] ?? letters.all;
    if (!schema.permissionable || granted === undefined) continue;
    const accesses = accessesOfLetters(granted, schema);
    storeNewRow(org, 'ObjectPermissions', {
      ParentId: idOf(hidden),
      SobjectType: schema.name,
      ...objectPermissionColumns((access) => accesses.has(access)),
    });
  }
};

const storeFieldRows = (org: Org, hidden: Row, { fields, fieldAccess = {} }: ProfileData): void => {
  for (const { schema, field } of fieldPermissionFields(org, Infinity)) {
    const given =
      fields === 'all' ? 'edit' : (fieldAccess[`${schema.name}.${field.name}`] ?? fieldAccess[`${schema.name}.*`]);
    if (given === undefined) continue;
    storeNewRow(org, 'FieldPermissions', {
      ParentId: idOf(hidden),
      SobjectType: schema.name,
      Field: `${schema.name}.${field.name}`,
      PermissionsRead: true,
      PermissionsEdit: given === 'edit' && isWriteable(schema, field),
    });
  }
};
