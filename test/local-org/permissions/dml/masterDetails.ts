import type { FieldSchema, ObjectSchema, Org, Row } from '../../model/orgModel.js';
import { removeRow, storeRow } from '../rowStore.js';
import { idOf, rowsOf } from '../orgTables.js';

/** Fields of data objects that refer to this object. Setup objects have rules of their own for deleted references. */
const references = (org: Org, target: ObjectSchema): Array<{ schema: ObjectSchema; field: FieldSchema }> =>
  [...org.schema.values()]
    .filter((schema) => !schema.virtual && schema.permissionable)
    .flatMap((schema) =>
      schema.fields
        .filter((field) => field.type === 'reference' && field.referenceTo.includes(target.name))
        .map((field) => ({ schema, field })),
    );

/**
 * Updates the children of a deleted record: details of a master-detail relationship are deleted, lookups are cleared.
 * That deleting an account also deletes contacts and opportunities is not modelled: their lookups are cleared.
 */
export const removeDetails = (org: Org, deleted: ObjectSchema, id: string): void => {
  if (!deleted.permissionable) return;
  for (const { schema, field } of references(org, deleted)) {
    for (const row of rowsOf(org, schema.name)) {
      if (row[field.name] !== id) continue;
      if (field.masterDetail) {
        removeRow(org, schema.name, idOf(row));
        removeDetails(org, schema, idOf(row));
      } else if (field.nillable) {
        const cleared: Row = { ...row, [field.name]: null };
        storeRow(org, schema.name, cleared);
      }
    }
  }
};
