import type { ObjectSchema, Org, Row } from '../model/orgModel.js';
import { findObject } from '../schema/schemaLookup.js';
import { accessColumns, objectAccesses } from './objectAccess.js';
import { toLongId } from './orgTables.js';

/**
 * Rows of ObjectPermissions whose parent is a UserLicense or PermissionSetLicense: what the license allows for each
 * object (fact A20, which nobody tried on a live org, hence the switch). Nothing is stored for them; their ids start
 * with 000, as those of other rows that cannot be updated do (fact B12). Licenses that already have stored rows, or
 * whose objects are not limited, give none.
 */
export const licenseCeilingRows = (org: Org, stored: readonly Row[]): Row[] => {
  if (!org.behaviours.licenseCeilingsReadable) return [];
  const known = new Set(stored.map((row) => row['ParentId']));
  const rows: Row[] = [];
  for (const [licenseId, ceiling] of org.ceilings) {
    if (ceiling.objects === null || known.has(licenseId)) continue;
    for (const [objectName, allowed] of ceiling.objects) {
      const row = emptyRow(findObject(org, 'ObjectPermissions'));
      row['Id'] = toLongId(`000${licenseId.slice(3, 12)}${String(rows.length % 1000).padStart(3, '0')}`);
      row['ParentId'] = licenseId;
      row['SobjectType'] = findObject(org, objectName)?.name ?? objectName;
      for (const access of objectAccesses) row[accessColumns[access]] = allowed.has(access);
      rows.push(row);
    }
  }
  return rows;
};

const emptyRow = (schema: ObjectSchema | undefined): Row =>
  Object.fromEntries((schema?.fields ?? []).map((field) => [field.name, null]));
