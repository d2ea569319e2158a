import type { FieldSchema, HistoryState, ObjectSchema, Org } from '../model/orgModel.js';
import { customFieldXml } from './customFieldXml.js';
import type { XmlNode } from './soapEnvelope.js';

/** Fields that are not in the metadata of an object, because nothing of them can be customized. */
const withoutMetadata = new Set([
  'Id',
  'IsDeleted',
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
  'LastActivityDate',
  'LastViewedDate',
  'LastReferencedDate',
  'MasterRecordId',
  'PhotoUrl',
]);

/** Whether an object exists in the Metadata API as a CustomObject: custom objects and customizable standard ones. */
export function isCustomizable(schema: ObjectSchema): boolean {
  if (schema.virtual || schema.api === 'tooling') return false;
  return (
    schema.custom || schema.permissionable || schema.history !== 'none' || schema.fields.some((field) => field.custom)
  );
}

/**
 * The CustomObject of the Metadata API. It does not depend on anyone's field-level security, and holds
 * - `enableHistory` only where the object has a switch (fact F6),
 * - `trackHistory` of its fields only while history is on for the object (fact F7).
 */
export function customObjectXml(org: Org, schema: ObjectSchema): { [name: string]: XmlNode | undefined } {
  const state = historyOf(org, schema);
  const historyOn = schema.history === 'implicit' || (schema.history === 'switch' && state.objectSwitch);
  return {
    fullName: schema.name,
    ...(schema.custom ? { deploymentStatus: 'Deployed' } : {}),
    ...(schema.history === 'switch' ? { enableHistory: state.objectSwitch } : {}),
    fields: schema.fields
      .filter((field) => hasMetadata(schema, field))
      .map((field) => fieldNode(field, historyOn, state)),
    ...(schema.custom ? customObjectOnly(schema, historyOn, state) : {}),
  };
}

/**
 * The history state of an object; where none is kept, the switch is off and nothing is tracked. That of Activity, on which the
 * custom fields of tasks and events are defined, is that of tasks.
 */
export function historyOf(org: Org, schema: ObjectSchema): HistoryState {
  return (
    org.history.get(schema.name === 'Activity' ? 'Task' : schema.name) ?? {
      objectSwitch: false,
      trackedFields: new Set(),
    }
  );
}

function hasMetadata(schema: ObjectSchema, field: FieldSchema): boolean {
  if (withoutMetadata.has(field.name)) return false;
  // The name of a custom object is its nameField element, not one of its fields.
  if (schema.custom && !field.custom) return false;
  return field.compoundFieldName === null || field.compoundFieldName === field.name;
}

function fieldNode(field: FieldSchema, historyOn: boolean, state: HistoryState): XmlNode {
  const tracking = historyOn && field.trackable ? { trackHistory: state.trackedFields.has(field.name) } : {};
  return field.custom ? { ...customFieldXml(field), ...tracking } : { ...standardField(field), ...tracking };
}

/**
 * Standard fields say their name, that no feed tracks them and, for picklists and lookups, their type (facts F7, F8).
 */
function standardField(field: FieldSchema): { [name: string]: XmlNode | undefined } {
  const types: Partial<Record<FieldSchema['type'], string>> = { picklist: 'Picklist', reference: 'Lookup' };
  const type = types[field.type];
  return { fullName: field.name, trackFeedHistory: false, ...(type === undefined ? {} : { type }) };
}

function customObjectOnly(
  schema: ObjectSchema,
  historyOn: boolean,
  state: HistoryState,
): { [name: string]: XmlNode | undefined } {
  const name = schema.fields.find((field) => field.nameField);
  return {
    label: schema.label,
    ...(name === undefined
      ? {}
      : {
          nameField: {
            label: name.label,
            ...(historyOn ? { trackHistory: state.trackedFields.has(name.name) } : {}),
            type: name.autoNumber ? 'AutoNumber' : 'Text',
          },
        }),
    pluralLabel: schema.labelPlural,
    sharingModel: schema.fields.some((field) => field.masterDetail) ? 'ControlledByParent' : 'ReadWrite',
  };
}
