import type { FieldSchema, ObjectSchema, Org, Row } from '../model/orgModel.js';
import { shortId } from './recordIds.js';
import { storeNewRow } from '../permissions/rowStore.js';

/** Splits a custom name: `ns__Score__c` → namespace `ns`, developer name `Score`. */
export const splitName = (name: string): { namespace: string | null; developerName: string } => {
  const parts = /^(?:([a-zA-Z]\w*?)__)?(\w+?)__p?c$/.exec(name);
  return { namespace: parts?.[1] ?? null, developerName: parts?.[2] ?? name };
};

/** Stores rows of CustomObject and CustomField (Tooling API) for all custom objects and fields that have none yet. */
export const storeCustomRows = (org: Org): void => {
  for (const schema of org.schema.values()) {
    if (schema.custom && customObjectRow(org, schema) === undefined) {
      const { namespace, developerName } = splitName(schema.name);
      storeNewRow(org, 'CustomObject', {
        DeveloperName: developerName,
        NamespacePrefix: namespace,
        SharingModel: schema.fields.some(({ masterDetail }) => masterDetail) ? 'ControlledByParent' : 'Edit',
        Language: 'en_US',
        ManageableState: namespace === null ? 'unmanaged' : 'installed',
      });
    }
  }
  for (const schema of org.schema.values()) {
    for (const field of schema.fields) {
      // The person account's mirror is the contact's field (fact C6).
      if (!field.custom || field.name.endsWith('__pc') || customFieldRow(org, schema, field) !== undefined) continue;
      const { namespace, developerName } = splitName(field.name);
      storeNewRow(org, 'CustomField', {
        TableEnumOrId: tableEnumOrId(org, schema),
        EntityDefinitionId: tableEnumOrId(org, schema),
        DeveloperName: developerName,
        NamespacePrefix: namespace,
        Length: field.length > 0 ? field.length : null,
        Precision: field.precision ?? null,
        Scale: field.scale ?? null,
        ManageableState: namespace === null ? 'unmanaged' : 'installed',
      });
    }
  }
};

/**
 * Id of the row found last for each key, by table, so that an org with thousands of fields is not searched for each.
 */
const lastFound = new WeakMap<ReadonlyMap<string, Row>, Map<string, string>>();

/** The first row that matches. The id remembered for the key is used only if its row still matches. */
const findRow = (org: Org, objectName: string, key: string, matches: (row: Row) => boolean): Row | undefined => {
  const table = org.tables.get(objectName);
  if (table === undefined) return undefined;
  const known = lastFound.get(table) ?? new Map<string, string>();
  lastFound.set(table, known);
  const remembered = table.get(known.get(key) ?? '');
  if (remembered !== undefined && matches(remembered)) return remembered;
  for (const [id, row] of table) {
    if (!matches(row)) continue;
    known.set(key, id);
    return row;
  }
  return undefined;
};

/** The CustomObject row of a custom object. */
export const customObjectRow = (org: Org, schema: ObjectSchema): Row | undefined => {
  const { namespace, developerName } = splitName(schema.name);
  return findRow(
    org,
    'CustomObject',
    schema.name,
    (row) => row.DeveloperName === developerName && row.NamespacePrefix === namespace,
  );
};

/** The CustomField row of a custom field; Task and Event share those of Activity (fact C10). */
export const customFieldRow = (org: Org, schema: ObjectSchema, field: FieldSchema): Row | undefined => {
  const { namespace, developerName } = splitName(field.name);
  const table = field.name.endsWith('__pc') ? 'Contact' : tableEnumOrId(org, schema);
  return findRow(
    org,
    'CustomField',
    `${table}.${field.name}`,
    (row) => row.DeveloperName === developerName && row.NamespacePrefix === namespace && row.TableEnumOrId === table,
  );
};

/** What TableEnumOrId holds: the name of a standard object, the id of a custom one, Activity for Task and Event. */
const tableEnumOrId = (org: Org, schema: ObjectSchema): string => {
  if (schema.name === 'Task' || schema.name === 'Event') return 'Activity';
  const row = schema.custom ? customObjectRow(org, schema) : undefined;
  return row === undefined ? schema.name : shortId(String(row.Id));
};
