import { datetimeOf } from '../model/datetimes.js';
import type { FieldSchema, Org, Row, Value } from '../model/orgModel.js';
import { findField, findObject } from '../schema/schemaLookup.js';
import { idOf, rowById, rowsOf, textOf, toLongId } from './orgTables.js';
import { deleteRowOf, isDeletedId, setRow } from './rowTransactions.js';

/** Whether a record with this id was there and has been deleted. */
export const wasDeleted = (org: Org, id: string): boolean => isDeletedId(org, toLongId(id));

/** The moment as REST shows datetimes, e.g. `2026-11-22T10:00:00.000+0000`. */
export const timestamp = (org: Org): string => datetimeOf(org.now());

/** Stores a row in place of the one with its id. Rows are never changed in place. */
export const storeRow = (org: Org, objectName: string, row: Row): void => {
  setRow(org, objectName, idOf(row), row);
};

/** Takes a row out of its table. */
export const removeRow = (org: Org, objectName: string, id: string): void => {
  deleteRowOf(org, objectName, id);
};

/** Value that a new row holds in a field that nobody set. */
const initialValue = (field: FieldSchema): Value =>
  field.defaultValue ??
  field.picklistValues.find(({ defaultValue }) => defaultValue)?.value ??
  (field.type === 'boolean' ? false : null);

/**
 * A complete row that is not stored yet: every field of the object at its initial value, then audit fields and owner,
 * then these values. It gets a new id unless the values hold one.
 *
 * @throws Error naming object and field when one of them does not exist
 */
export const newRow = (org: Org, objectName: string, values: Row, userId?: string): Row => {
  const schema = findObject(org, objectName);
  if (schema === undefined) throw new Error(`There is no object ${objectName} in this org`);
  // Object.fromEntries, as adding a column at a time makes an object that V8 copies and writes out a hundred times slower.
  const row: Row = Object.fromEntries(
    schema.fields.map((field) => [
      field.name,
      field.autoNumber ? nextNumber(org, schema.name, field.name) : initialValue(field),
    ]),
  );
  Object.assign(row, auditOfCreation(org, row, userId ?? firstUserId(org)));
  for (const [name, value] of Object.entries(values)) {
    const field = findField(schema, name);
    if (field === undefined) throw new Error(`There is no field ${schema.name}.${name} in this org`);
    row[field.name] = value;
  }
  row['Id'] ??= org.nextId(schema.keyPrefix ?? '000');
  return row;
};

/**
 * Stores a new row as the platform would have it. No permission and no rule is checked: this is for what the platform
 * writes by itself, and for scenarios.
 *
 * @throws Error as `newRow`
 */
export const storeNewRow = (org: Org, objectName: string, values: Row, userId?: string): Row => {
  const row = newRow(org, objectName, values, userId);
  storeRow(org, findObject(org, objectName)?.name ?? objectName, row);
  return row;
};

/** Changes columns of a stored row, unchecked; rows are never changed in place. */
export const patchRow = (org: Org, objectName: string, row: Row, values: Row): Row => {
  const patched = { ...row, ...values };
  storeRow(org, objectName, patched);
  return patched;
};

const auditOfCreation = (org: Org, row: Row, userId: string | null): Row => {
  const now = timestamp(org);
  return pickKnown(row, {
    CreatedDate: now,
    CreatedById: userId,
    LastModifiedDate: now,
    LastModifiedById: userId,
    SystemModstamp: now,
    OwnerId: userId,
  });
};

/** The audit fields of a change, as far as the row has them. */
export const auditOfChange = (org: Org, row: Row, userId: string): Row =>
  pickKnown(row, { LastModifiedDate: timestamp(org), LastModifiedById: userId, SystemModstamp: timestamp(org) });

const pickKnown = (row: Row, values: Row): Row =>
  Object.fromEntries(Object.entries(values).filter(([field]) => field in row));

/** Id of the first user, who stands for the platform's automated process user and owns what the platform writes. */
export const firstUserId = (org: Org): string | null => {
  const first = org.tables.get('User')?.values().next().value;
  return first === undefined ? null : idOf(first);
};

/** The next number of an auto-number field, e.g. `00000012`. */
const nextNumber = (org: Org, objectName: string, field: string): string => {
  const numbers = rowsOf(org, objectName).map((row) => Number(/\d+$/.exec(textOf(row, field) ?? '')?.[0] ?? 0));
  return String(Math.max(0, ...numbers) + 1).padStart(8, '0');
};

/** Adds to a license's count of used seats, where it keeps one. */
export const countSeat = (
  org: Org,
  objectName: 'UserLicense' | 'PermissionSetLicense' | 'PackageLicense',
  id: string | null,
  by: 1 | -1,
): void => {
  const license = rowById(org, objectName, id);
  const used = license?.['UsedLicenses'];
  if (license === undefined || typeof used !== 'number') return;
  storeRow(org, objectName, { ...license, UsedLicenses: Math.max(0, used + by) });
};
