import type { FieldSchema, ObjectSchema, Org, Row } from '../model/orgModel.js';
import { shortId } from './recordIds.js';
import { storeNewRow } from '../permissions/rowStore.js';

/** Splits a custom name: `ns__Score__c` → namespace `ns`, developer name `Score`; of a custom metadata type likewise. */
export const splitName = (name: string): { namespace: string | null; developerName: string } => {
  const parts = /^(?:([a-zA-Z]\w*?)__)?(\w+?)__(?:p?c|mdt)$/.exec(name);
  return { namespace: parts?.[1] ?? null, developerName: parts?.[2] ?? name };
};

/** The columns of a Tooling row that hold a custom name. */
const namesOf = (name: string): { DeveloperName: string; NamespacePrefix: string | null; ManageableState: string } => {
  const { namespace, developerName } = splitName(name);
  return {
    DeveloperName: developerName,
    NamespacePrefix: namespace,
    ManageableState: namespace === null ? 'unmanaged' : 'installed',
  };
};

/** Stores rows of CustomObject and CustomField (Tooling API) for all custom objects and fields that have none yet. */
export const storeCustomRows = (org: Org): void => {
  const schemas = [...org.schema.values()];
  for (const schema of schemas.filter((each) => each.custom && customObjectRow(org, each) === undefined)) {
    storeNewRow(org, 'CustomObject', {
      ...namesOf(schema.name),
      SharingModel: schema.fields.some(({ masterDetail }) => masterDetail) ? 'ControlledByParent' : 'Edit',
      Language: 'en_US',
    });
  }
  const newRows = new Map<string, Row>();
  for (const schema of schemas) {
    for (const field of schema.fields) {
      // The person account's mirror is the contact's field (fact C6).
      if (!field.custom || field.name.endsWith('__pc') || customFieldRow(org, schema, field) !== undefined) continue;
      const row: Row = {
        TableEnumOrId: tableEnumOrId(org, schema),
        EntityDefinitionId: tableEnumOrId(org, schema),
        ...namesOf(field.name),
        Length: field.length > 0 ? field.length : null,
        Precision: field.precision ?? null,
        Scale: field.scale ?? null,
      };
      // Task and Event have the same fields of Activity (fact C10).
      if (!newRows.has(fieldKey(row))) newRows.set(fieldKey(row), row);
    }
  }
  for (const row of newRows.values()) storeNewRow(org, 'CustomField', row);
};

type RowIndex = { size: number; ids: Map<string, string> };

const rowIndexes = new WeakMap<ReadonlyMap<string, Row>, RowIndex>();

/** The row with this key in a table. The ids are indexed by key, as an org may have thousands of custom fields. */
const rowWithKey = (org: Org, objectName: string, key: string, keyOf: (row: Row) => string): Row | undefined => {
  const table = org.tables.get(objectName);
  if (table === undefined) return undefined;
  const rowAt = (index: RowIndex | undefined): Row | undefined => {
    const row = table.get(index?.ids.get(key) ?? '');
    return row !== undefined && keyOf(row) === key ? row : undefined;
  };
  const known = rowIndexes.get(table);
  const row = rowAt(known);
  if (row !== undefined || known?.size === table.size) return row;
  const index = { size: table.size, ids: new Map([...table].map(([id, each]) => [keyOf(each), id])) };
  rowIndexes.set(table, index);
  return rowAt(index);
};

const nameKey = (row: Row): string => [row.NamespacePrefix ?? '', row.DeveloperName].join(' ');
const fieldKey = (row: Row): string => [row.TableEnumOrId, nameKey(row)].join(' ');

/** The CustomObject row of a custom object. */
export const customObjectRow = (org: Org, schema: ObjectSchema): Row | undefined => {
  return rowWithKey(org, 'CustomObject', nameKey(namesOf(schema.name)), nameKey);
};

/** The CustomField row of a custom field; Task and Event share those of Activity (fact C10). */
export const customFieldRow = (org: Org, schema: ObjectSchema, field: FieldSchema): Row | undefined => {
  const TableEnumOrId = field.name.endsWith('__pc') ? 'Contact' : tableEnumOrId(org, schema);
  return rowWithKey(org, 'CustomField', fieldKey({ TableEnumOrId, ...namesOf(field.name) }), fieldKey);
};

/** What TableEnumOrId holds: the name of a standard object, the id of a custom one, Activity for Task and Event. */
const tableEnumOrId = (org: Org, schema: ObjectSchema): string => {
  if (schema.name === 'Task' || schema.name === 'Event') return 'Activity';
  const row = schema.custom ? customObjectRow(org, schema) : undefined;
  return row === undefined ? schema.name : shortId(String(row.Id));
};
