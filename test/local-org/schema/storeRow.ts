import type { Org, Row, Value } from '../model/orgModel.js';
import { removeRow, storeNewRow, storeRow as putRow } from '../permissions/rowStore.js';
import { idOf } from '../permissions/orgTables.js';
import { findField, findObject } from './schemaLookup.js';

/**
 * Stores a row as the platform would have it: every field of the object, the given ones under their exact names, id and
 * audit fields filled. No permission and no rule is checked.
 *
 * @throws Error naming object and field when one of them does not exist
 */
export const storeRow = (org: Org, objectName: string, values: Record<string, Value>): Row => {
  const schema = findObject(org, objectName);
  if (schema === undefined) throw new Error(`There is no object ${objectName} in this org`);
  const exact: Row = {};
  for (const [name, value] of Object.entries(values)) {
    const field = findField(schema, name);
    if (field === undefined) throw new Error(`There is no field ${schema.name}.${name} in this org`);
    exact[field.name] = value;
  }
  const row = storeNewRow(org, schema.name, exact);
  return exact.Id === undefined || exact.Id === null ? row : withId(org, schema.name, row, exact.Id);
};

const withId = (org: Org, objectName: string, row: Row, id: Value): Row => {
  removeRow(org, objectName, idOf(row));
  const renamed = { ...row, Id: id };
  putRow(org, objectName, renamed);
  return renamed;
};

/** Changes columns of a stored row, unchecked; rows are never changed in place. */
export const patchRow = (org: Org, objectName: string, row: Row, values: Record<string, Value>): Row => {
  const patched = { ...row, ...values };
  putRow(org, objectName, patched);
  return patched;
};
