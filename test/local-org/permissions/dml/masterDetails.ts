import type { FieldSchema, ObjectSchema, Org, Row } from '../../model/orgModel.js';
import { removeRow, storeRow } from '../rowStore.js';
import { idOf, rowsOf } from '../orgTables.js';

/** References from records of people's own data: setup rows take care of themselves in their rules. */
const references = (org: Org, target: ObjectSchema): Array<{ schema: ObjectSchema; field: FieldSchema }> =>
  [...org.schema.values()]
    .filter((schema) => !schema.virtual && schema.permissionable)
    .flatMap((schema) =>
      schema.fields
        .filter((field) => field.type === 'reference' && field.referenceTo.includes(target.name))
        .map((field) => ({ schema, field })),
    );

/**
 * What happens to the children of a deleted record: details of a master-detail relationship go too, lookups are cleared.
 * The special cascades of accounts (contacts, opportunities) are not modelled: their lookups are cleared as well.
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
