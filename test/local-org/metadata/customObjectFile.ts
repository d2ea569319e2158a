import { writeEntries } from '../auditTrail/trailEntry.js';
import { fieldLabel, objectLabel } from '../auditTrail/trailWords.js';
import { OrgError } from '../model/orgModel.js';
import type { FieldSchema, HistoryState, ObjectSchema, Org } from '../model/orgModel.js';
import { textOf } from '../permissions/orgTables.js';
import { customFieldRow } from '../schema/customFieldRows.js';
import { switchHistory } from '../schema/fieldHistory.js';
import { findField, findObject } from '../schema/schemaLookup.js';
import { customObjectXml, historyOf, isCustomizable } from '../soap/customObjectXml.js';
import type { DeployContext, WriteResult } from './componentType.js';
import { customFieldShape, customObjectShape } from './customObjectShape.js';
import { definitionOf, xmlOutOf } from './xmlConversion.js';
import { checkShape, childrenNamed, isTrueChild, textOfChild } from './elementShape.js';
import { MetadataProblem } from './metadataXml.js';
import type { XmlElement, XmlOut } from './metadataXml.js';

/** Fact F14; Field Audit Trail raises it. Of tasks and events six fields (Security Implementation Guide v67). */
const maxTracked = (org: Org, objectName: string): number => {
  if (activities.includes(objectName)) return 6;
  return org.features.has('FieldAuditTrail') ? 60 : 20;
};

/** Tasks and events share their custom fields, which are defined on Activity (fact C10). */
const activities = ['Task', 'Event'];

/** Activity as the Metadata API knows it: the custom fields alone, as tasks have them. */
const activityObject = (org: Org): ObjectSchema | undefined => {
  const task = findObject(org, 'Task');
  const fields = task?.fields.filter(({ custom }) => custom) ?? [];
  return task !== undefined && fields.length > 0 ? { ...task, name: 'Activity', fields } : undefined;
};

/** The object of a file `objects/<name>.object`; undefined for what is no component of this org. */
export const customizableObject = (org: Org, name: string): ObjectSchema | undefined => {
  if (sameName(name, 'Activity')) return activityObject(org);
  const schema = findObject(org, name);
  return schema !== undefined && isCustomizable(schema) ? schema : undefined;
};

/** The elements of an object's file, with all of its fields or only those named. */
export const readObject = (org: Org, schema: ObjectSchema, only?: ReadonlySet<string>): XmlOut[] => {
  const elements = inOrder(xmlOutOf(customObjectXml(org, schema))).filter(([name]) => name !== 'fullName');
  const fields = elements.filter(([name]) => name === 'fields').sort((a, b) => (fieldName(a) < fieldName(b) ? -1 : 1));
  if (only !== undefined) return fields.filter((field) => only.has(fieldName(field)));
  const rest = elements.filter(([name]) => name !== 'fields');
  return inOrder([...rest, ...fields]);
};

/** Elements in alphabetical order, after the full name; entries of one name keep theirs. */
const inOrder = (elements: readonly XmlOut[]): XmlOut[] => {
  const rank = (name: string): string => (name === 'fullName' ? '' : name);
  return elements
    .map(([name, content]): XmlOut => [name, typeof content === 'object' ? inOrder(content) : content])
    .sort(([a], [b]) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
};

const fieldName = ([, content]: XmlOut): string =>
  typeof content === 'object' ? String(content.find(([name]) => name === 'fullName')?.[1] ?? '') : '';

/**
 * Deploys the elements of an object's file that are about the object itself. Only field history can change; everything
 * else must be as it is retrieved, or it is refused.
 *
 * @throws MetadataProblem, OrgError
 */
export const writeObject = (context: DeployContext, name: string, file: XmlElement): WriteResult => {
  const { org } = context;
  mayCustomize(context);
  checkShape(file, customObjectShape, context.packageVersion);
  const schema = customizableObject(org, name);
  if (schema === undefined) throw notModelled(`creating the object ${name}`);
  if (schema.custom && (textOfChild(file, 'label') ?? '') === '') {
    throw new MetadataProblem('Must specify a non-empty label for the CustomObject', file.place);
  }
  checkUnchanged(
    `the object ${schema.name}`,
    file.children.filter(({ name: tag }) => tag !== 'fields' && tag !== 'enableHistory' && tag !== 'fullName'),
    readObject(org, schema).filter(([tag]) => tag !== 'fields' && tag !== 'enableHistory'),
  );
  const before = definitionOf(readObject(org, schema));
  if (childrenNamed(file, 'enableHistory').length > 0) {
    // Facts F6, F17; what a deploy says here is not recorded.
    if (schema.history !== 'switch') {
      throw new MetadataProblem(`The entity: ${schema.name} does not support enableHistory`, file.place);
    }
    switchHistory(org, schema.name, isTrueChild(file, 'enableHistory'));
  }
  const [nameField] = childrenNamed(file, 'nameField');
  const nameSchema = schema.fields.find((field) => field.nameField);
  if (nameField !== undefined && nameSchema !== undefined) track(context, schema, nameSchema, nameField);
  return { id: schema.name, created: false, changed: definitionOf(readObject(org, schema)) !== before };
};

/**
 * Deploys one field of an object's file (facts F7-F16): standard fields in their small shape, custom fields whole.
 *
 * @throws MetadataProblem, with the place of the field
 */
export const writeField = (context: DeployContext, objectName: string, element: XmlElement): WriteResult => {
  const { org } = context;
  mayCustomize(context);
  checkShape(element, customFieldShape, context.packageVersion);
  const schema = customizableObject(org, objectName);
  if (schema === undefined) throw notModelled(`creating the object ${objectName}`);
  const name = textOfChild(element, 'fullName') ?? '';
  const field = findField(schema, name);
  const current = readObject(org, schema).find((own) => own[0] === 'fields' && sameName(fieldName(own), name));
  if (name.endsWith('__c') && (schema.name === 'Task' || schema.name === 'Event')) {
    // Fact C10: custom fields of activities are defined on Activity.
    throw new MetadataProblem(
      `Entity Enumeration Or ID: bad value for restricted picklist field: ${schema.name}`,
      element.place,
    );
  }
  if (field === undefined || current === undefined || typeof current[1] !== 'object') {
    if (name.endsWith('__c')) throw notModelled(`creating the field ${schema.name}.${name}`);
    throw new MetadataProblem("Could not resolve standard field's name.", element.place);
  }
  if (field.custom) checkComplete(element);
  checkUnchanged(
    `the field ${schema.name}.${field.name}`,
    element.children.filter((child) => field.custom || child.name !== 'type'),
    current[1].filter(([tag]) => field.custom || tag !== 'type'),
  );
  const before = historyOf(org, schema).trackedFields.has(field.name);
  track(context, schema, field, element);
  const after = historyOf(org, schema).trackedFields.has(field.name);
  return { id: fieldId(org, schema, field), created: false, changed: before !== after };
};

/** Turns tracking of a field on or off, where the element has trackHistory. */
const track = (context: DeployContext, schema: ObjectSchema, field: FieldSchema, element: XmlElement): void => {
  const { org } = context;
  if (childrenNamed(element, 'trackHistory').length === 0) return;
  const wanted = isTrueChild(element, 'trackHistory');
  const state = historyOf(org, schema);
  if (!wanted) {
    storeTracked(context, schema, field.name, false);
    return;
  }
  const isOn = schema.history === 'implicit' || (schema.history === 'switch' && state.objectSwitch);
  // Fact F11; or fact F12 where the behaviour is `silent`: the field is marked, but no retrieve shows it.
  if (!isOn && (schema.history === 'none' || org.behaviours.historyWithoutSwitch === 'error')) {
    throw new MetadataProblem(`The entity: ${schema.name} does not have history tracking enabled`, element.place);
  }
  // Fact F16; the text is assumed.
  if (!field.trackable) {
    throw new MetadataProblem(`History tracking is not supported for the field ${field.name}`, element.place);
  }
  const isFull = (name: string): boolean => {
    const { trackedFields } = stateOf(org, name, state);
    return !trackedFields.has(field.name) && trackedFields.size >= maxTracked(org, name);
  };
  if (objectsOf(schema).some(isFull)) {
    throw new MetadataProblem('exceeded the allowed number of fields to track on a given entity', element.place);
  }
  storeTracked(context, schema, field.name, true);
};

/** The objects whose field it is: one of Activity is a field of tasks and of events. */
const objectsOf = ({ name }: ObjectSchema): readonly string[] => (name === 'Activity' ? activities : [name]);

const stateOf = (org: Org, objectName: string, otherwise: HistoryState): HistoryState =>
  org.history.get(objectName) ?? otherwise;

const storeTracked = ({ org, caller }: DeployContext, schema: ObjectSchema, field: string, on: boolean): void => {
  for (const name of objectsOf(schema)) {
    const state = stateOf(org, name, { ...historyOf(org, schema), trackedFields: new Set<string>() });
    if (state.trackedFields.has(field) !== on)
      writeEntries(org, caller.userId, [
        {
          action: on ? 'entity_history_field_tracked' : 'entity_history_field_untracked',
          text: `Track History for ${objectLabel(org, name)} field ${fieldLabel(org, name, field)} ${on ? 'on' : 'off'}`,
          section: 'Track Field History',
        },
      ]);
    const others = [...state.trackedFields].filter((one) => one !== field);
    org.history.set(name, { ...state, trackedFields: new Set(on ? [...others, field] : others) });
  }
};

/** Custom fields need their full definition (fact F8); the first text is that of fields, the second one assumed. */
const checkComplete = (element: XmlElement): void => {
  if ((textOfChild(element, 'label') ?? '') === '') {
    throw new MetadataProblem('Must specify a non-empty label for the CustomField', element.place);
  }
  if (textOfChild(element, 'type') === undefined) {
    throw new MetadataProblem('Required field is missing: type', element.place, 'REQUIRED_FIELD_MISSING');
  }
};

const tracking = new Set(['trackHistory', 'trackFeedHistory', 'trackTrending']);

/** Refuses every change but that of tracking: no other change is modelled, and none may be ignored without an error. */
const checkUnchanged = (what: string, deployed: readonly XmlElement[], current: readonly XmlOut[]): void => {
  const left = definitionOf(
    deployed.map((element) => [element.name, contentOf(element)] as const),
    tracking,
  );
  if (left !== definitionOf(current, tracking)) throw notModelled(`changing the definition of ${what}`);
};

const contentOf = (element: XmlElement): XmlOut[1] =>
  element.children.length > 0 ? element.children.map((child) => [child.name, contentOf(child)] as const) : element.text;

/** Field history is configured with Customize Application (fact F18). */
const mayCustomize = ({ access }: DeployContext): void => {
  if (access.userPermission('CustomizeApplication')) return;
  throw new OrgError(400, 'INSUFFICIENT_ACCESS', 'insufficient access rights on cross-reference id');
};

/** The error for what the platform can deploy and the embedded org cannot. */
const notModelled = (what: string): MetadataProblem =>
  new MetadataProblem(`The embedded org deploys field history only, not ${what}.`, undefined, 'UNKNOWN_EXCEPTION');

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const fieldId = (org: Org, schema: ObjectSchema, field: FieldSchema): string =>
  textOf(customFieldRow(org, schema, field), 'Id') ?? `${schema.name}.${field.name}`;
