import { OrgError } from '../../model/orgModel.js';
import type { Org, Row } from '../../model/orgModel.js';
import { writeDataPermissionRows } from '../dataPermissionRows.js';
import { checkUserPermissionDependencies, stateOfSet } from '../permissionDependencies.js';
import { hiddenPermissionSet } from '../assignedSets.js';
import { removeRow, storeNewRow, storeRow } from '../rowStore.js';
import { idOf, isTrue, rowsOf, textOf } from '../orgTables.js';
import { deleteFailed, integrity } from './dmlErrors.js';
import { checkStoredSet } from './permissionParents.js';
import { removePermissionRows } from './permissionSetRules.js';
import type { ObjectRules } from './objectRules.js';

const apiOnlyProfile = 'Minimum Access - API Only Integrations';

/** The columns that a profile's hidden permission set repeats. */
const userPermissionColumns = (org: Org, profile: Row): Row =>
  Object.fromEntries(
    org.userPermissions
      .filter(({ onPermissionSet }) => onPermissionSet)
      .map(({ name, profileName = name }) => [`Permissions${name}`, isTrue(profile, `Permissions${profileName}`)]),
  );

/**
 * Makes or updates the hidden permission set through which a profile takes part (fact A1), and checks what it holds.
 *
 * @throws OrgError FIELD_INTEGRITY_EXCEPTION (facts A16, D5)
 */
export const syncHiddenSet = (org: Org, profile: Row): Row => {
  const columns = userPermissionColumns(org, profile);
  const old = hiddenPermissionSet(org, idOf(profile));
  const set = old === undefined ? newHiddenSet(org, profile, columns) : { ...old, ...columns };
  if (old !== undefined) storeRow(org, 'PermissionSet', set);
  writeDataPermissionRows(org, set);
  checkUserPermissionDependencies(org, stateOfSet(org, set));
  checkStoredSet(org, idOf(set));
  return set;
};

const newHiddenSet = (org: Org, profile: Row, columns: Row): Row =>
  storeNewRow(org, 'PermissionSet', {
    ...columns,
    Name: `X${idOf(profile).slice(0, 15)}`,
    Label: `${idOf(profile).slice(0, 15)}${org.id.slice(0, 15)}`,
    ProfileId: idOf(profile),
    IsOwnedByProfile: true,
    LicenseId: textOf(profile, 'UserLicenseId'),
    Type: 'Profile',
  });

/** Profile: its user permissions are those of its hidden permission set (facts A1, A14, H2). */
export const profileRules: ObjectRules = {
  checkInsert: ({ org }, row) => {
    checkName(org, row);
    return 'store';
  },
  afterInsert: ({ org }, row) => void syncHiddenSet(org, row),
  checkUpdate: ({ org }, row) => {
    checkName(org, row);
    // Fact A14: the one thing that cannot be switched off in this profile.
    if (row['Name'] === apiOnlyProfile && 'PermissionsApiUserOnly' in row && !isTrue(row, 'PermissionsApiUserOnly')) {
      throw integrity(`You can't disable the API Only User permission in the profile ${apiOnlyProfile}`);
    }
    return 'store';
  },
  afterUpdate: ({ org }, row) => void syncHiddenSet(org, row),
  checkDelete: ({ org }, row) => {
    if (rowsOf(org, 'User').some((user) => user['ProfileId'] === row['Id'])) {
      throw deleteFailed(
        `Your attempt to delete ${textOf(row, 'Name') ?? ''} could not be completed because users are assigned to it.`,
      );
    }
  },
  afterDelete: ({ org }, row) => {
    const set = hiddenPermissionSet(org, idOf(row));
    if (set === undefined) return;
    removePermissionRows(org, idOf(set));
    removeRow(org, 'PermissionSet', idOf(set));
  },
};

const checkName = (org: Org, row: Row): void => {
  const name = textOf(row, 'Name')?.toLowerCase();
  const same = rowsOf(org, 'Profile').some(
    (other) => idOf(other) !== idOf(row) && textOf(other, 'Name')?.toLowerCase() === name,
  );
  if (same) {
    throw new OrgError(400, 'DUPLICATE_VALUE', 'The profile name is already in use', ['Name']);
  }
};
