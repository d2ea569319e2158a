import type { FieldSchema, ObjectSchema } from '../model/orgModel.js';
import { parseFieldLine } from './fieldLine.js';
import { auditFields } from './objectData.js';
import { emptyObject, pluralOf } from './objectSchema.js';

/**
 * A custom object: `name` ends in `__c`; `nameField` is `auto` for an auto-number, else text. A custom setting takes no object
 * permissions, and has no owner but somebody or something that it is set for.
 */
export type CustomObject = {
  name: string;
  label?: string;
  labelPlural?: string;
  nameField?: 'text' | 'auto';
  customSetting?: boolean;
};

/** A custom field on a standard or custom object, or on `Activity`; `line` as `parseFieldLine` reads it. */
export type CustomField = { object: string; name: string; line: string };

type ChildNames = Map<string, string | null>;

const prefixDigits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Key prefix of the custom object with this number: a00, a01 … a0Z, a10 … and always three characters (fact I17). */
const customPrefix = (index: number): string => {
  const digit = (place: number): string => prefixDigits.charAt(Math.floor(index / place) % 62);
  return `${String.fromCharCode('a'.charCodeAt(0) + Math.floor(index / 3844))}${digit(62)}${digit(1)}`;
};

/** A custom object without its custom fields. `index` makes its key prefix: a00, a01 … */
export const customObjectSchema = (object: CustomObject, index: number, names: ChildNames): ObjectSchema => {
  if (!/^\w+__c$/.test(object.name)) throw new Error(`Custom object ${object.name}: the name must end in __c`);
  const base = emptyObject(object.name);
  const label = object.label ?? base.label;
  const nameLine =
    object.nameField === 'auto'
      ? `string(80) required default auto; label=${label} Number`
      : `string(80) default; label=${label} Name`;
  const lines: Record<string, string> = {
    ...auditFields.full,
    ...(object.customSetting === true
      ? { SetupOwnerId: 'reference ->Organization|Profile|User required create' }
      : { OwnerId: 'reference ->Group|User required default' }),
    Name: nameLine,
    LastActivityDate: 'date ro',
    LastViewedDate: 'datetime ro',
    LastReferencedDate: 'datetime ro',
  };
  const isSetting = object.customSetting === true;
  names.set(`${object.name}.${isSetting ? 'SetupOwnerId' : 'OwnerId'}`, null);
  return {
    ...base,
    label,
    labelPlural: object.labelPlural ?? pluralOf(label),
    keyPrefix: customPrefix(index),
    custom: true,
    customSetting: isSetting,
    permissionable: !isSetting,
    supportsViewAll: !isSetting,
    supportsViewAllFields: !isSetting,
    history: isSetting ? 'none' : 'switch',
    fields: Object.entries(lines).map(([name, line]) => ({
      ...parseFieldLine(name, line).field,
      nameField: name === 'Name',
    })),
  };
};

/**
 * Adds custom fields to their objects. One on `Activity` becomes a field of both Task and Event (fact C10); one on
 * Contact is mirrored on Account as `__pc` where person accounts are on (fact C6); a detail has no owner of its own.
 *
 * @throws Error naming the field when object, name or line are wrong
 */
export const addCustomFields = (
  schema: ReadonlyMap<string, ObjectSchema>,
  customFields: readonly CustomField[],
  features: ReadonlySet<string>,
  names: ChildNames,
): void => {
  for (const { object, name, line } of customFields) {
    if (!name.endsWith('__c')) throw new Error(`Custom field ${object}.${name}: the name must end in __c`);
    // Fact C10: a deploy refuses a custom field on Task or Event themselves.
    if (object === 'Task' || object === 'Event')
      throw new Error(`Custom field ${object}.${name}: define it on Activity`);
    const targets = object === 'Activity' ? ['Task', 'Event'] : [object];
    for (const target of targets) addCustomField(schema, names, target, name, line);
    if (object === 'Contact' && features.has('PersonAccounts')) {
      addCustomField(schema, names, 'Account', name.replace(/__c$/, '__pc'), line);
    }
  }
};

const addCustomField = (
  schema: ReadonlyMap<string, ObjectSchema>,
  names: ChildNames,
  objectName: string,
  name: string,
  line: string,
): void => {
  const object = schema.get(objectName.toLowerCase());
  if (object === undefined) throw new Error(`Custom field ${objectName}.${name}: there is no object ${objectName}`);
  if (object.fields.some((field) => field.name.toLowerCase() === name.toLowerCase())) {
    throw new Error(`Custom field ${objectName}.${name}: there is a field of that name`);
  }
  const { field, childName } = parseFieldLine(name, line);
  object.fields.push({ ...asCustomField(field), trackable: trackableOn(object.name, field) });
  for (const target of field.referenceTo) {
    if (schema.get(target.toLowerCase())?.name !== target)
      throw new Error(`Custom field ${objectName}.${name}: there is no object ${target}`);
  }
  if (field.referenceTo.length > 0) {
    names.set(`${objectName}.${name}`, `${childName ?? `${object.labelPlural.replace(/\W+/g, '_')}`}__r`);
  }
  if (field.masterDetail) object.fields = object.fields.filter((other) => other.name !== 'OwnerId');
};

/** No amount and no percentage of tasks and events is tracked (Security Implementation Guide v67, "Field History Tracking"). */
const trackableOn = (objectName: string, { trackable, type }: FieldSchema): boolean =>
  trackable && !(['Task', 'Event'].includes(objectName) && ['currency', 'percent'].includes(type));

/** A required custom field has no field permissions (fact C7); a checkbox is never null yet has them. */
const asCustomField = (field: FieldSchema): FieldSchema =>
  field.type === 'boolean' ? { ...field, nillable: false, permissionable: true } : field;
