import type { FieldSchema, Org } from '../model/orgModel.js';
import { findField, findObject } from './schemaLookup.js';

/**
 * Changes a field of an org, as an administrator or a release of the platform does. Fields are replaced, never changed in
 * place: orgs that are copies of each other share them.
 *
 * @throws Error where the org has no such field
 */
export const changeField = (org: Org, objectName: string, fieldName: string, changes: Partial<FieldSchema>): void => {
  const schema = findObject(org, objectName);
  const changed = schema === undefined ? undefined : findField(schema, fieldName);
  if (schema === undefined || changed === undefined)
    throw new Error(`There is no field ${objectName}.${fieldName} in this org`);
  schema.fields = schema.fields.map((field) => (field === changed ? { ...field, ...changes } : field));
};
