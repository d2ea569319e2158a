import type { Org, Row } from '../model/orgModel.js';
import { findObject } from '../schema/schemaLookup.js';
import { objectPermissionColumns } from './objectAccess.js';
import { rowMaker } from '../schema/virtual/virtualRow.js';
import { rowById, toLongId } from './orgTables.js';

/**
 * Rows of ObjectPermissions whose parent is a UserLicense or PermissionSetLicense: what the license allows for each
 * object. Fact A20 was not tried on a live org, so `behaviours.licenseCeilingsReadable` can turn them off. They are not
 * stored; their ids start with 000, as those of other rows that cannot be updated (fact B12). Licenses that have stored
 * rows, or whose objects are not limited, have none.
 */
export const licenseCeilingRows = (org: Org, stored: readonly Row[]): Row[] => {
  const readable = org.behaviours.licenseCeilingsReadable;
  if (readable === false) return [];
  const known = new Set(stored.map((row) => row['ParentId']));
  const make = rowMaker(org, 'ObjectPermissions');
  const rows: Row[] = [];
  for (const [licenseId, ceiling] of org.ceilings) {
    if (ceiling.objects === null || known.has(licenseId)) continue;
    if (readable === 'ofPermissionSetLicenses' && rowById(org, 'UserLicense', licenseId) !== undefined) continue;
    for (const [objectName, allowed] of ceiling.objects) {
      rows.push(
        make({
          Id: toLongId(`000${licenseId.slice(3, 12)}${String(rows.length % 1000).padStart(3, '0')}`),
          ParentId: licenseId,
          SobjectType: findObject(org, objectName)?.name ?? objectName,
          ...objectPermissionColumns((access) => allowed.has(access)),
        }),
      );
    }
  }
  return rows;
};
