import { datetimeOf, millisecondsOf } from '../../model/datetimes.js';
import { OrgError } from '../../model/orgModel.js';
import type { FieldSchema, Org, Value } from '../../model/orgModel.js';
import { badPicklistValue } from './dmlErrors.js';
import { referenceValue } from './referenceValues.js';

const notOfType = (type: string, value: Value): OrgError =>
  new OrgError(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${type} from VALUE_${typeof value === 'string' ? 'STRING' : 'NUMBER'} value ` +
      `${String(value)} or request may be missing a required field at [line:1, column:2]`,
  );

const text = (field: FieldSchema, value: Value): string | null => {
  const string = String(value);
  if (field.length > 0 && string.length > field.length) {
    throw new OrgError(
      400,
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${string} (max length=${field.length})`,
      [field.name],
    );
  }
  return string === '' ? null : string;
};

const number = (field: FieldSchema, value: Value): number => {
  const parsed = typeof value === 'number' ? value : Number(typeof value === 'string' && value !== '' ? value : NaN);
  const whole = field.type === 'int' || field.type === 'long';
  if (!Number.isFinite(parsed) || (whole && !Number.isInteger(parsed))) throw notOfType(field.type, value);
  return parsed;
};

const date = (value: Value): string => {
  const day = typeof value === 'string' ? /^\d{4}-\d\d-\d\d(?=$|T)/.exec(value)?.[0] : undefined;
  if (day === undefined || Number.isNaN(Date.parse(day))) throw notOfType('date', value);
  return day;
};

const datetime = (value: Value): string => {
  const time = typeof value === 'string' ? millisecondsOf(value) : NaN;
  if (Number.isNaN(time)) throw notOfType('datetime', value);
  return datetimeOf(time);
};

const boolean = (field: FieldSchema, value: Value): boolean => {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  if (value !== null) throw notOfType('boolean', value);
  throw new OrgError(400, 'INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: null`, [
    field.name,
  ]);
};

const email = (field: FieldSchema, value: Value): string | null => {
  const address = text(field, value);
  if (address !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) {
    throw new OrgError(400, 'INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${address}`, [field.name]);
  }
  return address;
};

const picklist = (field: FieldSchema, value: Value): string | null => {
  const chosen = text(field, value);
  // Picklists that the schema computes, such as SobjectType, hold no values here; their object's rules check them.
  if (chosen === null || !field.restrictedPicklist || field.picklistValues.length === 0) return chosen;
  const values = field.type === 'multipicklist' ? chosen.split(';') : [chosen];
  const known = new Set(field.picklistValues.filter(({ active }) => active).map((entry) => entry.value.toLowerCase()));
  if (!values.every((entry) => known.has(entry.toLowerCase()))) throw badPicklistValue(field, value);
  return chosen;
};

/**
 * The value as the org stores it.
 *
 * @throws OrgError JSON_PARSER_ERROR, STRING_TOO_LONG, INVALID_EMAIL_ADDRESS, INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST,
 * MALFORMED_ID, INVALID_CROSS_REFERENCE_KEY (fact H9)
 */
export const storedValue = (org: Org, field: FieldSchema, value: Value): Value => {
  if (field.type === 'boolean') return boolean(field, value);
  if (value === null || value === '') return null;
  switch (field.type) {
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      return number(field, value);
    case 'date':
      return date(value);
    case 'datetime':
      return datetime(value);
    case 'email':
      return email(field, value);
    case 'picklist':
    case 'multipicklist':
      return picklist(field, value);
    case 'reference':
      return referenceValue(org, field, String(value));
    case 'anyType':
    case 'complexvalue':
      return value;
    default:
      return text(field, value);
  }
};
