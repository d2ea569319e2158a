import type { ObjectAccess, ObjectSchema, Org, Row } from '../model/orgModel.js';
import { accessColumns, objectPermissionColumns, storesObjectPermissions } from './objectAccess.js';
import { storeNewRow, storeRow } from './rowStore.js';
import { idOf, isTrue, rowsOf } from './orgTables.js';

/** What View All Data and Modify All Data write for an object (fact B8), less what the object does not store (B7). */
const writtenAccess = (schema: ObjectSchema, all: 'view' | 'modify'): ObjectAccess[] => {
  const words: ObjectAccess[] = all === 'view' ? ['read'] : ['read', 'create', 'edit', 'delete'];
  if (schema.supportsViewAll) words.push('viewAllRecords');
  if (schema.supportsViewAll && all === 'modify') words.push('modifyAllRecords');
  return words;
};

/**
 * Writes into a permission set the rows that the platform adds by itself for View All Data (Read and View All) and
 * Modify All Data (everything but View All Fields), one for each permissionable object (fact B8). Rows that are there
 * only gain. Rows stay when the permission is taken away again.
 */
export const writeDataPermissionRows = (org: Org, set: Row): void => {
  const all = isTrue(set, 'PermissionsModifyAllData')
    ? 'modify'
    : isTrue(set, 'PermissionsViewAllData')
      ? 'view'
      : null;
  if (all === null) return;
  const present = new Map(
    rowsOf(org, 'ObjectPermissions')
      .filter((row) => row['ParentId'] === idOf(set))
      .map((row) => [String(row['SobjectType']).toLowerCase(), row]),
  );
  for (const schema of org.schema.values()) {
    // Of objects that come with a license only custom ones are written (traps of View All Data with packages).
    const isLicensed = org.licensedObjects.has(schema.name.toLowerCase());
    if (!storesObjectPermissions(org, schema) || (isLicensed && !schema.custom)) continue;
    const added = writtenAccess(schema, all);
    const old = present.get(schema.name.toLowerCase());
    if (old === undefined) {
      const columns = objectPermissionColumns((word) => added.includes(word));
      storeNewRow(org, 'ObjectPermissions', { ParentId: idOf(set), SobjectType: schema.name, ...columns });
    } else if (added.some((word) => !isTrue(old, accessColumns[word]))) {
      const columns = objectPermissionColumns((word) => added.includes(word) || isTrue(old, accessColumns[word]));
      storeRow(org, 'ObjectPermissions', { ...old, ...columns });
    }
  }
};
