import type { Org } from '../model/orgModel.js';
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
  const field = schema === undefined ? undefined : findField(schema, name);
  if (field !== undefined) field.answeredAs = spelling;
  const lookups = schema?.fields.filter((other) => other.relationshipName?.toLowerCase() === name.toLowerCase()) ?? [];
  for (const lookup of lookups) lookup.relationshipName = spelling;
  if (field === undefined && lookups.length === 0) throw new Error(`There is no column ${key} in this org`);
};
