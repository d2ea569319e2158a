import type { Org } from '../model/orgModel.js';
import { parseFieldLine } from '../schema/fieldLine.js';
import { findField, findObject } from '../schema/schemaLookup.js';
import type { Scenario } from './scenarioFormat.js';
import { storeComponent } from './storeComponent.js';

type RecordTypeData = NonNullable<Scenario['recordTypes']>[string][string];

/**
 * Stores a record type with the values that it offers in each picklist; a picklist that it does not name offers all (fact O5).
 * Returns its id.
 * @throws Error for an object or picklist that the org does not have
 */
export const storeRecordType = (org: Org, objectName: string, name: string, data: RecordTypeData): string => {
  const schema = findObject(org, objectName);
  if (schema === undefined) throw new Error(`There is no object ${objectName} in this org`);
  const { active = true, label = name.replace(/_/g, ' '), picklists = {} } = data;
  for (const picklist of Object.keys(picklists)) {
    if (findField(schema, picklist) === undefined) throw new Error(`There is no field ${schema.name}.${picklist}`);
  }
  const offered = schema.fields
    .filter(({ type, picklistValues }) => ['picklist', 'multipicklist'].includes(type) && picklistValues.length > 0)
    .map((field) => ({
      picklist: field.name,
      values: field.picklistValues
        .filter(({ value, active: inUse }) => inUse && (picklists[field.name]?.includes(value) ?? true))
        .map(({ value, defaultValue }) => ({ fullName: value, default: defaultValue })),
    }));
  // Objects have the field as soon as they have a record type; like an owner it takes no field permissions.
  if (findField(schema, 'RecordTypeId') === undefined) {
    const { field } = parseFieldLine('RecordTypeId', 'reference ->RecordType; label=Record Type ID');
    schema.fields = [...schema.fields, field];
  }
  const row = storeComponent(
    org,
    'RecordType',
    { Name: label, DeveloperName: name, SobjectType: schema.name, IsActive: active },
    { fullName: `${schema.name}.${name}`, active, description: null, label, picklistValues: offered },
  );
  return String(row['Id']);
};
