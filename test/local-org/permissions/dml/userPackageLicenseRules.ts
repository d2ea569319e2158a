import { seatRefusal } from '../licenseCeilings.js';
import { rowById, rowsOf, textOf } from '../orgTables.js';
import { countSeat } from '../rowStore.js';
import { duplicateRow } from './dmlErrors.js';
import type { ObjectRules } from './objectRules.js';

/** UserPackageLicense: a seat of a package, unless the package is licensed for the whole org (AllowedLicenses -1). */
export const userPackageLicenseRules: ObjectRules = {
  checkInsert: ({ org }, row) => {
    const twin = rowsOf(org, 'UserPackageLicense').some(
      (other) => other['UserId'] === row['UserId'] && other['PackageLicenseId'] === row['PackageLicenseId'],
    );
    if (twin) throw duplicateRow();
    const license = rowById(org, 'PackageLicense', row['PackageLicenseId']);
    const [allowed, used] = [Number(license?.['AllowedLicenses']), Number(license?.['UsedLicenses'])];
    if (allowed === -1 || used >= allowed) throw seatRefusal();
    return 'store';
  },
  afterInsert: ({ org }, row) => countSeat(org, 'PackageLicense', textOf(row, 'PackageLicenseId'), 1),
  afterDelete: ({ org }, row) => countSeat(org, 'PackageLicense', textOf(row, 'PackageLicenseId'), -1),
};
