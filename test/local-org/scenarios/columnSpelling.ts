import type { FieldSchema, Org } from '../model/orgModel.js';
import { findField, findObject } from '../schema/schemaLookup.js';

/**
 * Makes the org answer with another spelling of a column or of the relationship that a column is walked by. `key` is
 * `Object.Column` or `Object.Relationship`.
 *
 * @throws Error where the org has no such column, or where the spelling differs in more than case
 */
export const setColumnSpelling = (org: Org, key: string, spelling: string): void => {
  const [objectName = '', name = ''] = key.split('.');
  const schema = findObject(org, objectName);
  if (name.toLowerCase() !== spelling.toLowerCase()) throw new Error(`${spelling} is another name than ${name}`);
  const column = schema === undefined ? undefined : findField(schema, name);
  const isLookup = ({ relationshipName }: FieldSchema): boolean =>
    relationshipName?.toLowerCase() === name.toLowerCase();
  if (schema === undefined || (column === undefined && !schema.fields.some(isLookup)))
    throw new Error(`There is no column ${key} in this org`);
  // Fields are replaced, never changed in place: orgs that are copies of each other share them.
  schema.fields = schema.fields.map((field) => ({
    ...field,
    ...(field === column ? { answeredAs: spelling } : {}),
    ...(isLookup(field) ? { relationshipName: spelling } : {}),
  }));
};
