import { OrgError } from '../../model/orgModel.js';
import type { Org, Row } from '../../model/orgModel.js';
import { findObject } from '../../schema/schemaLookup.js';
import { hiddenPermissionSet } from '../assignedSets.js';
import {
  checkUserAgainstLicenses,
  permissionSetLicenseIds,
  seatRefusal,
  seatsExhausted,
  userLicenseId,
} from '../licenseCeilings.js';
import { countSeat, removeRow, storeNewRow } from '../rowStore.js';
import { idOf, isTrue, rowById, rowsOf, textOf } from '../orgTables.js';
import { composeName } from './personNameRules.js';
import type { ObjectRules } from './objectRules.js';

/**
 * @throws OrgError INVALID_EMAIL_ADDRESS, DUPLICATE_USERNAME
 */
const checkUsername = (org: Org, row: Row): void => {
  const username = textOf(row, 'Username') ?? '';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(username)) {
    throw new OrgError(400, 'INVALID_EMAIL_ADDRESS', `Username: invalid email address: ${username}`, ['Username']);
  }
  const same = rowsOf(org, 'User').some(
    (other) => idOf(other) !== idOf(row) && textOf(other, 'Username')?.toLowerCase() === username.toLowerCase(),
  );
  if (same) {
    throw new OrgError(
      400,
      'DUPLICATE_USERNAME',
      'Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be ' +
        "unique across all Salesforce organizations. To resolve, use a different username (it doesn't need to match the " +
        "user's email address).",
      ['Username'],
    );
  }
};

/** An active user takes a seat of the profile's user license. */
const seatOf = (org: Org, row: Row): string | null => (isTrue(row, 'IsActive') ? userLicenseId(org, row) : null);

/**
 * @throws OrgError LICENSE_LIMIT_EXCEEDED (fact H9)
 */
const moveSeat = (org: Org, from: string | null, to: string | null): void => {
  if (from === to) return;
  if (to !== null && seatsExhausted(rowById(org, 'UserLicense', to))) throw seatRefusal();
  countSeat(org, 'UserLicense', from, -1);
  countSeat(org, 'UserLicense', to, 1);
};

/** Makes the assignment to the profile's hidden set that of the current ProfileId (fact A1). */
const assignProfile = (org: Org, row: Row): void => {
  const hidden = hiddenPermissionSet(org, textOf(row, 'ProfileId') ?? '');
  for (const assignment of rowsOf(org, 'PermissionSetAssignment')) {
    if (assignment['AssigneeId'] !== row['Id']) continue;
    const set = rowById(org, 'PermissionSet', assignment['PermissionSetId']);
    if (!isTrue(set, 'IsOwnedByProfile')) continue;
    if (set === hidden) return;
    removeRow(org, 'PermissionSetAssignment', idOf(assignment));
  }
  if (hidden === undefined) return;
  storeNewRow(org, 'PermissionSetAssignment', { AssigneeId: idOf(row), PermissionSetId: idOf(hidden), IsActive: true });
};

/** User: facts A1, A12, B11, G8, H9. */
export const userRules: ObjectRules = {
  complete: (_write, row) => {
    composeName(row, ['FirstName', 'MiddleName', 'LastName', 'Suffix']);
    if ('CommunityNickname' in row) {
      row['CommunityNickname'] ??= (textOf(row, 'Username') ?? '').split('@')[0]?.slice(0, 40) ?? null;
    }
  },
  checkInsert: ({ org }, row) => {
    checkUsername(org, row);
    moveSeat(org, null, seatOf(org, row));
    if ('UserType' in row) row['UserType'] ??= 'Standard';
    return 'store';
  },
  afterInsert: ({ org }, row) => {
    assignProfile(org, row);
    if (findObject(org, 'UserLogin') !== undefined) storeNewRow(org, 'UserLogin', { UserId: idOf(row) });
  },
  checkUpdate: ({ org }, row, before) => {
    checkUsername(org, row);
    moveSeat(org, seatOf(org, before), seatOf(org, row));
    return 'store';
  },
  afterUpdate: ({ org }, row, before) => {
    if (row['ProfileId'] === before['ProfileId']) return;
    assignProfile(org, row);
    // What is assigned must fit the license of the new profile too (facts A12, A16).
    checkUserAgainstLicenses(org, idOf(row), userLicenseId(org, row), permissionSetLicenseIds(org, idOf(row)));
  },
};
