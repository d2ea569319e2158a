import { OrgError } from '../../model/orgModel.js';
import type { FieldSchema, Org } from '../../model/orgModel.js';
import { findObject, objectOfId } from '../../schema/schemaLookup.js';
import { isIdShaped, rowById, toLongId } from '../orgTables.js';
import { badReference } from './dmlErrors.js';

const wrongType = (field: FieldSchema, id: string): OrgError =>
  new OrgError(400, 'MALFORMED_ID', `${field.label}: id value of incorrect type: ${id}`, [field.name]);

/** Custom settings and custom metadata types are custom objects of the Tooling API (fact E12). */
const modelName = (name: string): string => (name === 'CustomEntityDefinition' ? 'CustomObject' : name);

/**
 * The 18-character id that a reference field takes for this text.
 *
 * @throws OrgError MALFORMED_ID for what is no id or an id of another object, INVALID_CROSS_REFERENCE_KEY for a record
 * that is not there (fact H9)
 */
export const referenceValue = (org: Org, field: FieldSchema, text: string): string => {
  if (!isIdShaped(text)) throw wrongType(field, text);
  const id = toLongId(text);
  const known = field.referenceTo.flatMap((name) => findObject(org, modelName(name)) ?? []);
  const target = objectOfId(org, id);
  if (target === undefined || !known.includes(target)) {
    // The model does not have every object; ids of missing objects are taken as they are.
    if (target === undefined && known.length < field.referenceTo.length) return id;
    throw wrongType(field, text);
  }
  if (rowById(org, target.name, id) === undefined) throw badReference(field.name);
  return id;
};
