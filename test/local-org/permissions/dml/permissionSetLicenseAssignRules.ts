import {
  checkUserAgainstLicenses,
  isInForce,
  permissionSetLicenseIds,
  seatRefusal,
  seatsExhausted,
  userLicenseId,
} from '../licenseCeilings.js';
import { countSeat } from '../rowStore.js';
import { rowById, rowsOf, textOf } from '../orgTables.js';
import { duplicateRow } from './dmlErrors.js';
import type { ObjectRules } from './objectRules.js';

/** PermissionSetLicenseAssign: facts A15, A19, A21. */
export const permissionSetLicenseAssignRules: ObjectRules = {
  checkInsert: ({ org }, row) => {
    const twin = rowsOf(org, 'PermissionSetLicenseAssign').some(
      (other) =>
        other['AssigneeId'] === row['AssigneeId'] && other['PermissionSetLicenseId'] === row['PermissionSetLicenseId'],
    );
    if (twin) throw duplicateRow();
    const license = rowById(org, 'PermissionSetLicense', row['PermissionSetLicenseId']);
    if (seatsExhausted(license) || !isInForce(org, license)) throw seatRefusal();
    return 'store';
  },
  afterInsert: ({ org }, row) => countSeat(org, 'PermissionSetLicense', textOf(row, 'PermissionSetLicenseId'), 1),
  // What is assigned needs the license as long as it is assigned: inferred from fact A16.
  afterDelete: ({ org }, row) => {
    const user = rowById(org, 'User', row['AssigneeId']);
    if (user !== undefined) {
      const userId = textOf(row, 'AssigneeId') ?? '';
      checkUserAgainstLicenses(org, userId, userLicenseId(org, user), permissionSetLicenseIds(org, userId));
    }
    countSeat(org, 'PermissionSetLicense', textOf(row, 'PermissionSetLicenseId'), -1);
  },
};
