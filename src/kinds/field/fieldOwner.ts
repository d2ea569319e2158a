/** Which field carries the permissions of a field. */
import type { EntityField, OrgSchema } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import { fieldsOf } from '../context.js';

/** The field that carries the permissions: of a part of an address the address itself (facts C3, C4). */
export const fieldOwner = (field: EntityField, fields: ReadonlyMap<string, EntityField>): EntityField =>
  field.compound === null ? field : (fields.get(keyOf(field.compound)) ?? field);

/** Whether the access to its object is all that a field takes: required, system and name fields (facts C5, C7, C8). */
export const takesNoPermission = (schema: OrgSchema, sobject: string, field: string): boolean => {
  const fields = fieldsOf(schema, sobject);
  const found = fields?.known ? fields.value.get(keyOf(field)) : undefined;
  return fields?.known === true && found !== undefined && !fieldOwner(found, fields.value).permissionable;
};
