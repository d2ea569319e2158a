import type { FieldSchema, ObjectSchema, Org, Row } from '../../model/orgModel.js';
import { zeroId } from '../../permissions/orgTables.js';
import { findObject, visibleInVersion } from '../schemaLookup.js';

/** Makes rows that are not stored: every column of its schema, null or false where `values` says nothing. */
export const rowMaker = (org: Org, objectName: string): ((values: Row) => Row) => {
  // Object.fromEntries, as adding a column at a time makes an object that V8 copies and writes out a hundred times slower.
  const columns = (findObject(org, objectName)?.fields ?? []).map((field) => [field.name, field.defaultValue] as const);
  const empty: Row = Object.fromEntries([...columns, ['Id', zeroId]]);
  return (values) => ({ ...empty, ...values });
};

/** The objects of these names, in the order of the schema. */
const schemasNamed = (org: Org, names: ReadonlySet<string>): ObjectSchema[] =>
  [...org.schema].flatMap(([name, schema]) => (names.has(name) ? [schema] : []));

/** The objects that EntityDefinition lists for this API version: all of the data API that store rows. */
export const definedObjects = (org: Org, apiVersion: number, only: ReadonlySet<string> | null = null): ObjectSchema[] =>
  (only === null ? [...org.schema.values()] : schemasNamed(org, only)).filter(
    (schema) => schema.api !== 'tooling' && !schema.virtual && visibleInVersion(schema, apiVersion),
  );

/** The fields of an object that exist in this API version, or those of them that have one of these lower-case names. */
export const definedFields = (
  { fields }: ObjectSchema,
  apiVersion: number,
  named: ReadonlySet<string> | null,
): FieldSchema[] =>
  fields.filter(
    (field) => visibleInVersion(field, apiVersion) && (named === null || named.has(field.name.toLowerCase())),
  );
