import type { ObjectSchema, Org, Row, Value } from '../model/types.js';
import { datetimeOf } from './ids.js';
import { findField, findObject } from './lookup.js';

/**
 * Stores a row as the platform would have it: every field of the object, checkboxes false, picklists at their default,
 * id and audit fields filled, `Name` of a person put together. No permission and no rule is checked.
 *
 * @throws Error naming object and field when one of them does not exist
 */
export const storeRow = (org: Org, objectName: string, values: Record<string, Value>): Row => {
  const schema = findObject(org, objectName);
  if (schema === undefined) throw new Error(`There is no object ${objectName} in this org`);
  const row = emptyRow(org, schema);
  for (const [name, value] of Object.entries(values)) {
    const field = findField(schema, name);
    if (field === undefined) throw new Error(`There is no field ${schema.name}.${name} in this org`);
    row[field.name] = value;
  }
  if ('FirstName' in row && 'LastName' in row && row.LastName !== null) {
    row.Name = [row.FirstName, row.LastName].filter((part) => part !== null).join(' ');
  }
  row.Id ??= org.nextId(schema.keyPrefix ?? '000');
  let table = org.tables.get(schema.name);
  if (table === undefined) org.tables.set(schema.name, (table = new Map()));
  table.set(String(row.Id), row);
  return row;
};

const emptyRow = (org: Org, schema: ObjectSchema): Row => {
  const now = datetimeOf(org.now());
  const admin = [...(org.tables.get('User')?.keys() ?? [])][0] ?? null;
  const always: Row = {
    IsDeleted: false,
    CreatedDate: now,
    LastModifiedDate: now,
    SystemModstamp: now,
    CreatedById: admin,
    LastModifiedById: admin,
  };
  const row: Row = {};
  for (const field of schema.fields) {
    const preset = field.picklistValues.find(({ defaultValue }) => defaultValue)?.value;
    row[field.name] = always[field.name] ?? field.defaultValue ?? preset ?? null;
  }
  if ('OwnerId' in row) row.OwnerId = admin;
  if (schema.fields.some((field) => field.autoNumber)) {
    const count = (org.tables.get(schema.name)?.size ?? 0) + 1;
    for (const field of schema.fields) if (field.autoNumber) row[field.name] = String(count).padStart(8, '0');
  }
  return row;
};
