import { OrgError } from '../../model/orgModel.js';
import type { FieldSchema, ObjectSchema, Value } from '../../model/orgModel.js';

/** The object or row does not exist, or the caller may not see it (fact I7). */
export const notFound = (): OrgError => new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');

/** The record has been deleted. */
export const entityIsDeleted = (): OrgError => new OrgError(404, 'ENTITY_IS_DELETED', 'entity is deleted');

/** Records of the object cannot be created, by anybody or by this caller: the text is the same. */
export const cannotInsert = (schema: ObjectSchema): OrgError =>
  new OrgError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be inserted: ${schema.label}`);

/** The object can be updated or deleted by nobody. */
export const cannotChange = (schema: ObjectSchema, verb: 'updated' | 'deleted'): OrgError =>
  new OrgError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be ${verb}: ${schema.label}`);

/** The caller may not change this record (fact H9). */
export const readOnlyRecord = (): OrgError =>
  new OrgError(400, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');

/** A reference to a record that is not there or cannot be used here (fact H9). */
export const badReference = (...fields: string[]): OrgError =>
  new OrgError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', fields);

/** A second row where there can be one only (facts A19, H9). */
export const duplicateRow = (): OrgError =>
  new OrgError(
    400,
    'DUPLICATE_VALUE',
    'duplicate value found: <unknown> duplicates value on record with id: <unknown>',
  );

/** A value that another record has in a unique field. */
export const duplicateValue = (field: string, id: string): OrgError =>
  new OrgError(
    400,
    'DUPLICATE_VALUE',
    `duplicate value found: ${field} duplicates value on record with id: ${id.slice(0, 15)}`,
    [field],
  );

/** A value outside a restricted picklist (fact B4 gives the form). */
export const badPicklistValue = (field: FieldSchema, value: Value): OrgError =>
  new OrgError(
    400,
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    `${field.label}: bad value for restricted picklist field: ${String(value)}`,
    [field.name],
  );

/** Required fields without a value (fact H9). */
export const requiredMissing = (fields: string[]): OrgError =>
  new OrgError(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${fields.join(', ')}]`, fields);

/** A rule of the platform about the fields of one record (fact H9). */
export const integrity = (message: string, ...fields: string[]): OrgError =>
  new OrgError(400, 'FIELD_INTEGRITY_EXCEPTION', message, fields);

/** A record that cannot be deleted because others use it (fact H10). */
export const deleteFailed = (message: string): OrgError => new OrgError(400, 'DELETE_FAILED', message);
