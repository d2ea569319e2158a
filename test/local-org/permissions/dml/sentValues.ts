import { OrgError } from '../../model/orgModel.js';
import type { FieldSchema, Row, Value } from '../../model/orgModel.js';
import { findField, visibleInVersion } from '../../schema/schemaLookup.js';
import { idOf, rowsOf } from '../orgTables.js';
import { duplicateValue, requiredMissing } from './dmlErrors.js';
import type { WriteContext } from './objectRules.js';
import { storedValue } from './valueTypes.js';

/** Fields that the permission Set Audit Fields upon Record Creation allows to write on insert. */
const creatableAuditFields = new Set(['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById']);

const noSuchColumn = (write: WriteContext, name: string): OrgError =>
  new OrgError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${write.schema.name}`);

const visibleField = (write: WriteContext, name: string): FieldSchema => {
  const { access, caller, schema } = write;
  const field = findField(schema, name);
  if (field === undefined || !visibleInVersion(field, caller.apiVersion)) throw noSuchColumn(write, name);
  const given = access.field(schema.name, field.name);
  // With Modify All Data a field can be edited that cannot be read (fact C17).
  if (!given.read && !given.edit) throw noSuchColumn(write, name);
  return field;
};

const mayWrite = (write: WriteContext, kind: 'insert' | 'update', field: FieldSchema): boolean => {
  const { access, schema } = write;
  if (kind === 'insert' && creatableAuditFields.has(field.name) && access.userPermission('CreateAuditFields'))
    return true;
  return (kind === 'insert' ? field.createable : field.updateable) && access.field(schema.name, field.name).edit;
};

/**
 * What the caller sent, under the exact names of the fields and as stored values, after the checks of object and
 * field-level security that every write passes.
 *
 * @throws OrgError INVALID_FIELD for unknown and hidden fields, INVALID_FIELD_FOR_INSERT_UPDATE for fields that cannot
 * be written at all or by this caller, and what `storedValue` refuses
 */
export const checkedValues = (write: WriteContext, kind: 'insert' | 'update', values: Row): Row => {
  const entries: Array<[FieldSchema, Value]> = [];
  for (const [name, value] of Object.entries(values)) {
    if (name.toLowerCase() === 'id') {
      throw new OrgError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
    }
    entries.push([visibleField(write, name), value]);
  }
  const refused = entries.map(([field]) => field).filter((field) => !mayWrite(write, kind, field));
  if (refused.length > 0) {
    const names = refused.map((field) => field.name);
    throw new OrgError(
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and ` +
        'verify that it is read/write for your profile or permission set.',
      names,
    );
  }
  return Object.fromEntries(entries.map(([field, value]) => [field.name, storedValue(write.org, field, value)]));
};

/** Without the nulls for required fields that have a default: a new record gets the default there (fact H9). */
export const withoutNullsOfDefaults = ({ schema }: WriteContext, sent: Row): Row => {
  const takesDefault = (name: string): boolean => {
    const field = findField(schema, name);
    return field !== undefined && !field.nillable && field.defaultedOnCreate;
  };
  return Object.fromEntries(Object.entries(sent).filter(([name, value]) => value !== null || !takesDefault(name)));
};

/**
 * @throws OrgError REQUIRED_FIELD_MISSING naming every field that must have a value and has none (fact H9)
 */
export const checkRequired = (write: WriteContext, kind: 'insert' | 'update', row: Row, sent: Row): void => {
  const missing = write.schema.fields
    .filter((field) => !field.nillable && field.type !== 'boolean' && row[field.name] === null)
    .filter((field) => (kind === 'insert' ? field.createable && !field.defaultedOnCreate : field.name in sent))
    .map((field) => field.name);
  if (missing.length > 0) throw requiredMissing(missing);
};

/**
 * @throws OrgError DUPLICATE_VALUE when another record has the value of a unique field
 */
export const checkUnique = (write: WriteContext, row: Row, sent: Row): void => {
  for (const field of write.schema.fields) {
    const value = sent[field.name];
    if (!field.unique || value === undefined || value === null) continue;
    const same = rowsOf(write.org, write.schema.name).find(
      (other) =>
        idOf(other) !== idOf(row) && String(other[field.name] ?? '').toLowerCase() === String(value).toLowerCase(),
    );
    if (same !== undefined) throw duplicateValue(field.name, idOf(same));
  }
};
