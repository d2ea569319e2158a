import type { Api, Caller, FieldSchema, ObjectSchema, Org, Row } from '../model/orgModel.js';
import { rowsOf, zeroId } from '../permissions/orgTables.js';
import { fieldServedBy, findObject, visibleInVersion } from '../schema/schemaLookup.js';

/** What a caller may see. In the org these are functions of the folders `permissions` and `schema`. */
export type VisibleData = {
  mayQuery: (org: Org, caller: Caller, objectName: string) => boolean;
  visibleFields: (org: Org, caller: Caller, schema: ObjectSchema) => FieldSchema[];
  visibleRows: (org: Org, caller: Caller, objectName: string, rows: readonly Row[]) => readonly Row[];
  /**
   * `only`: the objects or users that matter, as `namedEntities` names them; null: all of them. `fields`: the fields that do, as
   * `fieldsNamed` names them.
   */
  virtualRows: (
    org: Org,
    caller: Caller,
    objectName: string,
    only: ReadonlySet<string> | null,
    fields: ReadonlySet<string> | null,
  ) => readonly Row[];
};

/** An object as the caller sees it: only readable fields and visible rows. Rows are fetched when they are first needed. */
export type VisibleObject = {
  schema: ObjectSchema;
  fields: FieldSchema[];
  /** Finds a field by API name, without regard to case. */
  field: (name: string) => FieldSchema | undefined;
  /** Finds the lookup that is walked up by this relationship name, without regard to case. */
  relationship: (name: string) => FieldSchema | undefined;
  rows: () => readonly Row[];
  /** Finds a row by its Id, or by its DurableId on virtual objects. */
  byKey: (key: string) => Row | undefined;
};

/** What all steps of answering one query share. */
export type QueryContext = {
  org: Org;
  caller: Caller;
  api: Api;
  soql: string;
  /** The object, or undefined if it does not exist, not in this version, or not for this caller (fact I4). */
  object: (name: string) => VisibleObject | undefined;
};

/** The context of one query. Objects, fields and rows are looked up when they are first needed, and kept. */
export const startQuery = (
  visible: VisibleData,
  org: Org,
  caller: Caller,
  soql: string,
  api: Api,
  only: (table: string) => ReadonlySet<string> | null = () => null,
  own: { table: string; fields: ReadonlySet<string> | null } = { table: '', fields: null },
): QueryContext => {
  const objects = new Map<string, VisibleObject | undefined>();
  const object = (name: string): VisibleObject | undefined => {
    const key = name.toLowerCase();
    if (!objects.has(key)) {
      const schema = findObject(org, name);
      const isVisible =
        schema !== undefined &&
        visibleInVersion(schema, caller.apiVersion) &&
        visible.mayQuery(org, caller, schema.name);
      const fields = own.table.toLowerCase() === key ? own.fields : null;
      objects.set(
        key,
        isVisible ? visibleObject(visible, org, caller, api, schema, only(schema.name), fields) : undefined,
      );
    }
    return objects.get(key);
  };
  return { org, caller, api, soql, object };
};

type NamedFields = {
  fields: FieldSchema[];
  byName: ReadonlyMap<string, FieldSchema>;
  byRelationship: ReadonlyMap<string, FieldSchema>;
};

const namedBefore = new WeakMap<FieldSchema[], { of: number; apiVersion: number; api: Api; named: NamedFields }>();

/** The fields of this API and version, and their lower-case names. Queries get the same list again and again, so they are kept. */
const namedFields = (visibleFields: FieldSchema[], apiVersion: number, api: Api): NamedFields => {
  const before = namedBefore.get(visibleFields);
  // The list can grow, so its length is compared.
  if (before?.of === visibleFields.length && before.apiVersion === apiVersion && before.api === api)
    return before.named;
  const fields = visibleFields.filter((field) => visibleInVersion(field, apiVersion) && fieldServedBy(field, api));
  const byRelationship = new Map<string, FieldSchema>();
  for (const field of fields)
    if (field.relationshipName !== null) byRelationship.set(field.relationshipName.toLowerCase(), field);
  const named = { fields, byName: new Map(fields.map((field) => [field.name.toLowerCase(), field])), byRelationship };
  namedBefore.set(visibleFields, { of: visibleFields.length, apiVersion, api, named });
  return named;
};

const visibleObject = (
  visible: VisibleData,
  org: Org,
  caller: Caller,
  api: Api,
  schema: ObjectSchema,
  only: ReadonlySet<string> | null,
  onlyFields: ReadonlySet<string> | null,
): VisibleObject => {
  const { fields, byName, byRelationship } = namedFields(
    visible.visibleFields(org, caller, schema),
    caller.apiVersion,
    api,
  );
  let rows: readonly Row[] | undefined;
  let keyed: Map<string, Row> | undefined;
  const allRows = (): readonly Row[] =>
    (rows ??= schema.virtual
      ? visible.virtualRows(org, caller, schema.name, only, onlyFields)
      : visible.visibleRows(org, caller, schema.name, rowsOf(org, schema.name)));
  return {
    schema,
    fields,
    field: (name) => byName.get(name.toLowerCase()),
    relationship: (name) => byRelationship.get(name.toLowerCase()),
    rows: allRows,
    byKey: (key) => (keyed ??= new Map(allRows().flatMap((row) => rowKeys(row).map((id) => [id, row])))).get(key),
  };
};

/** The values by which other rows refer to this one: its DurableId on virtual objects, else its Id. */
export const rowKeys = (row: Row): string[] =>
  [row['DurableId'], row['Id']].filter((key): key is string => typeof key === 'string' && key !== zeroId);

/** The part of a record's URL that names the row. */
export const urlKey = (row: Row): string => rowKeys(row)[0] ?? zeroId;
