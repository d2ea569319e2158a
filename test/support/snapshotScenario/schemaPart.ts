/** Objects, fields, field history, picklists and record types of a snapshot, as a scenario writes them. */
import type { AccessSnapshot, EntityField, OrgSchema } from '../../../src/access/snapshot.js';
import type { Org } from '../../local-org/model/orgModel.js';
import type { Scenario } from '../../local-org/scenarios/scenarioFormat.js';
import { findField, findObject } from '../../local-org/schema/schemaLookup.js';
import type { LeftOut } from './leftOut.js';

type Part = Pick<Scenario, 'objects' | 'fields' | 'history' | 'addPicklistValues' | 'recordTypes'>;

/** Types of the API that a field line writes otherwise, or that need a length. */
const lengths: Readonly<Record<string, string>> = {
  string: 'string(255)',
  textarea: 'textarea(255)',
  picklist: 'picklist(255)',
  multipicklist: 'multipicklist(4099)',
  double: 'double(18,2)',
  currency: 'currency(18,2)',
  percent: 'percent(18,2)',
  encryptedstring: 'encryptedstring(175)',
};

const accessWord = ({ createable, updateable, calculated, autoNumber }: EntityField): string[] => {
  if (calculated) return ['calc'];
  if (autoNumber) return ['auto'];
  if (createable && updateable) return [];
  if (createable) return ['create'];
  return [updateable ? 'update' : 'ro'];
};

/** The line of a custom field. The snapshot does not say what a lookup refers to; a master is only told of standard objects. */
const fieldLine = (field: EntityField, master: string | undefined, values: readonly string[]): string => {
  const { dataType, required, hasDefault, permissionable, sharedExternalId, defaultFormula } = field;
  const isMaster = dataType === 'reference' && !permissionable && master !== undefined;
  const head = [
    lengths[dataType] ?? (dataType === '' ? 'string(255)' : dataType),
    ...(dataType === 'reference' ? [`->${isMaster ? master : 'User'}`] : []),
    ...(isMaster ? ['master'] : accessWord(field)),
    ...(required === true && !isMaster && dataType !== 'boolean' ? ['required'] : []),
    ...(hasDefault === true && defaultFormula === undefined && dataType !== 'boolean' ? ['default'] : []),
    ...(permissionable || required === true ? [] : ['noperm']),
    ...(sharedExternalId === true ? ['external'] : []),
  ].join(' ');
  return [
    head,
    ...(values.length > 0 ? [`values=${values.join('|')}`] : []),
    ...(defaultFormula === undefined ? [] : [`defaultFormula=${defaultFormula}`]),
  ].join('; ');
};

const isCustom = (name: string): boolean => /__p?c$/.test(name);

const picklistValues = (schema: OrgSchema, sobject: string, field: string): string[] => {
  const reading = schema.picklists?.get(sobject)?.fields.get(field);
  return reading?.known === true ? reading.value.filter(({ isActive }) => isActive).map(({ value }) => value) : [];
};

const objectsOf = ({ schema }: AccessSnapshot, base: Org, leftOut: LeftOut): NonNullable<Part['objects']> => {
  if (!schema.entities.known) return {};
  const objects: NonNullable<Part['objects']> = {};
  for (const { name, isCustomSetting } of schema.entities.value.values()) {
    if (findObject(base, name) !== undefined) continue;
    // History, shares and the like come with their object.
    if (/__c$/.test(name)) objects[name] = isCustomSetting === true ? { customSetting: true } : {};
    else if (!/(History|Share|Feed|ChangeEvent|__mdt)$/.test(name))
      leftOut.say(`object ${name}: the embedded org has none`);
  }
  return objects;
};

const fieldsOf = ({ schema }: AccessSnapshot, base: Org, leftOut: LeftOut): NonNullable<Part['fields']> => {
  const fields: NonNullable<Part['fields']> = {};
  for (const [key, reading] of schema.fields) {
    const entity = schema.entities.known ? schema.entities.value.get(key) : undefined;
    if (!reading.known || entity === undefined) continue;
    const standard = findObject(base, entity.name);
    if (standard === undefined && !/__c$/.test(entity.name)) continue;
    const lines: Record<string, string> = {};
    for (const [fieldKey, field] of reading.value) {
      if (isCustom(field.name)) {
        lines[field.name] = fieldLine(field, entity.standardMaster, picklistValues(schema, key, fieldKey));
      } else if (standard !== undefined && findField(standard, field.name) === undefined) {
        leftOut.say(`field ${entity.name}.${field.name}: the embedded org has none`);
      }
    }
    if (Object.keys(lines).length > 0) fields[entity.name] = lines;
  }
  // Custom fields of tasks and events are those of Activity.
  const { Task: ofTasks, Event: ofEvents, ...others } = fields;
  const ofActivities = { ...ofTasks, ...ofEvents };
  return Object.keys(ofActivities).length > 0 ? { ...others, Activity: ofActivities } : others;
};

const historyOf = ({ schema }: AccessSnapshot, base: Org, leftOut: LeftOut): NonNullable<Part['history']> => {
  const history: NonNullable<Part['history']> = {};
  for (const [key, { objectSwitch, fields }] of schema.history) {
    const name = (schema.entities.known ? schema.entities.value.get(key)?.name : undefined) ?? key;
    const object = findObject(base, name);
    const tracked = fields.known
      ? [...fields.value.values()].filter((field) => field.tracked).map((field) => field.name)
      : [];
    const [unknown, trackable] = [
      tracked.filter(
        (field) => !isCustom(field) && object !== undefined && findField(object, field)?.trackable !== true,
      ),
      tracked.filter(
        (field) => isCustom(field) || object === undefined || findField(object, field)?.trackable === true,
      ),
    ];
    for (const field of unknown) leftOut.say(`history of ${name}.${field}: it is not tracked in the embedded org`);
    history[name] = {
      ...(objectSwitch.known && objectSwitch.value !== 'always' ? { enabled: objectSwitch.value } : {}),
      ...(trackable.length > 0 ? { fields: trackable } : {}),
    };
  }
  return history;
};

const picklistsOf = ({ schema }: AccessSnapshot, base: Org): NonNullable<Part['addPicklistValues']> => {
  const added: NonNullable<Part['addPicklistValues']> = {};
  for (const [key, { fields }] of schema.picklists ?? []) {
    const object = findObject(base, key);
    for (const fieldKey of fields.keys()) {
      const field = object && findField(object, fieldKey);
      // Those of custom fields stand in their lines.
      if (object === undefined || field === undefined || isCustom(field.name)) continue;
      const there = new Set(field.picklistValues.map(({ value }) => value));
      const values = picklistValues(schema, key, fieldKey).filter((value) => !there.has(value));
      if (values.length > 0) added[`${object.name}.${field.name}`] = values;
    }
  }
  return added;
};

const recordTypesOf = ({ schema }: AccessSnapshot, base: Org): NonNullable<Part['recordTypes']> => {
  const all: NonNullable<Part['recordTypes']> = {};
  for (const [key, { recordTypes, fields }] of schema.picklists ?? []) {
    if (!recordTypes.known || recordTypes.value.length === 0) continue;
    const name =
      findObject(base, key)?.name ?? (schema.entities.known ? schema.entities.value.get(key)?.name : undefined);
    if (name === undefined) continue;
    const spelled = (field: string): string => {
      const reading = schema.fields.get(key);
      const object = findObject(base, key);
      return (
        (reading?.known === true ? reading.value.get(field)?.name : undefined) ??
        (object && findField(object, field)?.name) ??
        field
      );
    };
    all[name] = Object.fromEntries(
      recordTypes.value.map((type) => [
        type.name,
        type.values.known
          ? {
              picklists: Object.fromEntries(
                [...type.values.value]
                  .filter(([field]) => fields.has(field))
                  .map(([field, values]) => [spelled(field), [...values]]),
              ),
            }
          : {},
      ]),
    );
  }
  return all;
};

/** @param base an embedded org with the same features and nothing added: what is there is not written again */
export const schemaPart = (snapshot: AccessSnapshot, base: Org, leftOut: LeftOut): Part => ({
  objects: objectsOf(snapshot, base, leftOut),
  fields: fieldsOf(snapshot, base, leftOut),
  history: historyOf(snapshot, base, leftOut),
  addPicklistValues: picklistsOf(snapshot, base),
  recordTypes: recordTypesOf(snapshot, base),
});
