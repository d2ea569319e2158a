import type { Org, PermissionPlaceholder, Row } from '../model/orgModel.js';
import { rowMaker } from '../schema/virtual/virtualRow.js';
import { textOf } from './orgTables.js';

type PermissionTable = 'ObjectPermissions' | 'FieldPermissions';

const tableOfPlaceholder = ({ fieldName }: PermissionPlaceholder): PermissionTable =>
  fieldName === null ? 'ObjectPermissions' : 'FieldPermissions';

const keyOfRow = (row: Row): string =>
  [textOf(row, 'ParentId'), textOf(row, 'SobjectType'), textOf(row, 'Field')].join(' ').toLowerCase();

/**
 * The rows of ObjectPermissions or FieldPermissions with an id of zeros that a query shows beside the stored ones: all
 * false, and none where a row is stored for the same parent and object or field (fact B12). In which cases the platform
 * makes them is not known, so a scenario says where they are.
 */
export const placeholderRows = (org: Org, table: PermissionTable, stored: readonly Row[]): Row[] => {
  const placeholders = org.placeholders.filter((placeholder) => tableOfPlaceholder(placeholder) === table);
  if (placeholders.length === 0) return [];
  const make = rowMaker(org, table);
  const present = new Set(stored.map(keyOfRow));
  return placeholders
    .map(({ parentId, objectName, fieldName }) =>
      make({
        ParentId: parentId,
        SobjectType: objectName,
        ...(fieldName === null ? {} : { Field: `${objectName}.${fieldName}` }),
      }),
    )
    .filter((row) => !present.has(keyOfRow(row)));
};
