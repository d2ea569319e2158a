import { millisecondsOf } from '../model/datetimes.js';
import type { FieldSchema, Value } from '../model/orgModel.js';
import { isIdShaped } from '../permissions/orgTables.js';
import type { QueryContext } from './queryContext.js';

/** How values of a field compare. `none`: not at all. */
export type ValueClass =
  | 'text'
  | 'id'
  | 'looseId'
  | 'number'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'multipicklist'
  | 'none';

/** A value made comparable: equal keys mean equal values. */
export type Key = string | number | boolean | null;

/**
 * How values of this field compare. References to virtual objects hold durable ids, which may be API names: `looseId`.
 */
export const classOf = (context: QueryContext, field: FieldSchema, idOf: readonly string[]): ValueClass => {
  switch (field.type) {
    case 'id':
    case 'reference':
      return idOf.some((name) => context.object(name)?.schema.virtual === true) ? 'looseId' : 'id';
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      return 'number';
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'multipicklist':
      return field.type;
    case 'string':
      // FieldDefinition.EntityDefinitionId and the like: a text that is the key of a virtual row
      return field.referenceTo.length > 0 ? 'looseId' : 'text';
    case 'textarea':
    case 'email':
    case 'phone':
    case 'url':
    case 'picklist':
    case 'combobox':
    case 'encryptedstring':
      return 'text';
    case 'time':
    case 'address':
    case 'location':
    case 'anyType':
    case 'base64':
    case 'complexvalue':
      return 'none';
  }
};

/**
 * Makes a value comparable: text without regard to case, ids by their first 15 characters with regard to case, empty
 * text as null, an absent boolean as false ("Boolean fields and outer joins" in the SOQL reference).
 */
export const keyOf = (value: Value | undefined, valueClass: ValueClass): Key => {
  if (value === undefined || value === null || value === '') return valueClass === 'boolean' ? false : null;
  switch (valueClass) {
    case 'id':
      return String(value).slice(0, 15);
    case 'looseId':
      return isIdShaped(String(value)) && /^\d/.test(String(value))
        ? String(value).slice(0, 15)
        : String(value).toLowerCase();
    case 'number':
      return Number(value);
    case 'boolean':
      return value === true;
    case 'datetime':
      return millisecondsOf(String(value));
    case 'multipicklist':
      return [...multipicklistItems(value)].sort().join(';');
    case 'text':
      return String(value).toLowerCase();
    case 'date':
    case 'none':
      return String(value);
  }
};

/** The chosen values of a multi-select picklist, in lower case. */
export const multipicklistItems = (value: Value | undefined): Set<string> =>
  new Set(
    String(value ?? '')
      .split(';')
      .map((item) => item.trim().toLowerCase())
      .filter((item) => item !== ''),
  );

/** Compares two keys of the same class that are not null; negative, zero or positive. */
export const compareKeys = (left: Key, right: Key): number => {
  if (left === right || left === null || right === null) return 0;
  return left < right ? -1 : 1;
};
