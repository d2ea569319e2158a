import type { MetadataTree, ObjectSchema, Org, Row } from '../model/orgModel.js';
import { hiddenPermissionSet } from '../permissions/assignedSets.js';
import { idOf, isTrue, rowById, rowsOf, textOf } from '../permissions/orgTables.js';
import { recordTypeName, recordTypesOfSet } from '../permissions/recordTypes.js';

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
 * profiles have, its record types (fact O5), and no permissions, which are not modelled here.
 */
export const metadataOf = (org: Org, schema: ObjectSchema, row: Row): MetadataTree | null => {
  const stored = org.metadata.get(idOf(row));
  if (schema.name !== 'Profile') return stored ?? null;
  const hidden = hiddenPermissionSet(org, idOf(row));
  const types = hidden === undefined ? [] : recordTypesOfSet(org, idOf(hidden));
  const active = types.filter((name) =>
    rowsOf(org, 'RecordType').some((type) => recordTypeName(type) === name && type['IsActive'] === true),
  );
  return {
    ...(active.length === 0
      ? {}
      : { recordTypeVisibilities: active.map((recordType) => ({ default: false, recordType, visible: true })) }),
    custom: isTrue(hidden, 'IsCustom'),
    description: textOf(row, 'Description'),
    userLicense: textOf(rowById(org, 'UserLicense', row['UserLicenseId']), 'Name'),
    loginIpRanges: [],
    ...stored,
    loginHours: { ...anyHours, ...(stored?.['loginHours'] as MetadataTree | undefined) },
  };
};
