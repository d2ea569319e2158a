import type { MetadataTree, ObjectSchema, Org, Row } from '../model/orgModel.js';
import { hiddenPermissionSet } from '../permissions/assignedSets.js';
import { idOf, isTrue, rowById, textOf } from '../permissions/orgTables.js';

const days = ['friday', 'monday', 'saturday', 'sunday', 'thursday', 'tuesday', 'wednesday'];

/** Hours without a limit: the element is there and empty (fact M16). */
const anyHours: MetadataTree = Object.fromEntries(
  days.flatMap((day) => [
    [`${day}End`, null],
    [`${day}Start`, null],
  ]),
);

/**
 * The component behind a row, as the column `Metadata` shows it; null where there is none. That of a profile has what only
 * profiles have, and no permissions, which are not modelled here.
 */
export const metadataOf = (org: Org, schema: ObjectSchema, row: Row): MetadataTree | null => {
  const stored = org.metadata.get(idOf(row));
  if (schema.name !== 'Profile') return stored ?? null;
  return {
    custom: isTrue(hiddenPermissionSet(org, idOf(row)), 'IsCustom'),
    description: textOf(row, 'Description'),
    userLicense: textOf(rowById(org, 'UserLicense', row['UserLicenseId']), 'Name'),
    loginIpRanges: [],
    ...stored,
    loginHours: { ...anyHours, ...(stored?.['loginHours'] as MetadataTree | undefined) },
  };
};
