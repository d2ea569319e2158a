import type { FieldSchema, HistoryState, ObjectSchema, Org } from '../model/orgModel.js';
import { parseFieldLine } from './fieldLine.js';
import { historyData } from './objectData.js';
import { emptyObject } from './objectSchema.js';
import { findObject } from './schemaLookup.js';

/** Name of the object that holds an object's field history (fact F4), whether or not it exists. */
export const historyObjectName = (objectName: string): string =>
  objectName.endsWith('__c')
    ? objectName.replace(/__c$/, '__History')
    : (historyData().named[objectName] ?? `${objectName}History`);

/** The history object of an object: parent, field, old and new value, who and when (fact F4). */
export const historySchema = (parent: ObjectSchema): ObjectSchema => {
  const name = historyObjectName(parent.name);
  const parentField = parent.custom ? 'ParentId' : `${parent.name}Id`;
  const fields = Object.entries(historyData().columns).map(([column, line]): FieldSchema => {
    if (column !== 'Parent') return parseFieldLine(column, line).field;
    return parseFieldLine(parentField, line.replace('reference', `reference ->${parent.name}`)).field;
  });
  return {
    ...emptyObject(name),
    label: name === 'OpportunityFieldHistory' ? 'Opportunity Field History' : `${parent.label} History`,
    labelPlural: name === 'OpportunityFieldHistory' ? 'Opportunity Field History' : `${parent.label} History`,
    // All field histories share this prefix, also those of custom objects.
    keyPrefix: '017',
    createable: false,
    updateable: false,
    searchable: false,
    fields,
  };
};

/** History objects of the standard objects of this schema: there whatever the settings say (fact F3). */
export const historySchemas = (schema: ReadonlyMap<string, ObjectSchema>): ObjectSchema[] =>
  [...historyData().standard, ...Object.keys(historyData().named)].flatMap((name) => {
    const parent = schema.get(name.toLowerCase());
    return parent === undefined ? [] : [historySchema(parent)];
  });

/** History of a new org: object switches are off; objects without a switch are on (facts F6, F15). */
export const initialHistory = (schema: ReadonlyMap<string, ObjectSchema>): Map<string, HistoryState> =>
  new Map(
    [...schema.values()]
      .filter(({ history }) => history !== 'none')
      .map(({ name, history }): [string, HistoryState] => [
        name,
        { objectSwitch: history === 'implicit', trackedFields: new Set(historyData().trackedFromStart[name] ?? []) },
      ]),
  );

/**
 * Turns the object switch on or off. A custom object's `X__History` exists only while it is on (fact F3). Fields stay
 * marked while it is off, as in Setup (fact F12). Objects without a switch stay as they are.
 */
export const switchHistory = (org: Org, objectName: string, on: boolean): void => {
  const object = findObject(org, objectName);
  if (object?.history !== 'switch') return;
  const state = org.history.get(object.name) ?? { objectSwitch: on, trackedFields: new Set<string>() };
  org.history.set(object.name, { ...state, objectSwitch: on });
  if (!object.custom) return;
  const history = historySchema(object);
  object.childRelationships = object.childRelationships.filter(({ childObject }) => childObject !== history.name);
  if (on) {
    org.schema.set(history.name.toLowerCase(), history);
    object.childRelationships.push({ childObject: history.name, field: 'ParentId', relationshipName: 'Histories' });
  } else {
    org.schema.delete(history.name.toLowerCase());
  }
};

/** Whether a field is tracked: it is marked and the object's switch is on (facts F1, F7, F12). */
export const isTracked = (org: Org, objectName: string, fieldName: string): boolean => {
  const state = org.history.get(objectName);
  return state?.objectSwitch === true && state.trackedFields.has(fieldName);
};
