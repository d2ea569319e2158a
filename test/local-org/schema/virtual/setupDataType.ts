import type { FieldSchema, FieldType, ObjectSchema } from '../../model/orgModel.js';

/** How Setup writes the type of a field, which is what FieldDefinition.DataType says: `Text(80)`, `Lookup(Account)`. */
export const setupDataType = (schema: ObjectSchema, field: FieldSchema): string => {
  if (field.autoNumber) return 'Auto Number';
  const type = plainType(schema, field);
  return field.calculated ? `Formula (${type.replace(/\(.*$/, '')})` : type;
};

const plainType = (schema: ObjectSchema, field: FieldSchema): string => {
  const digits = `(${(field.precision ?? 18) - (field.scale ?? 0)}, ${field.scale ?? 0})`;
  switch (field.type) {
    case 'string':
      return field.name === 'Name' ? 'Name' : `Text(${field.length})`;
    case 'textarea':
      return field.length > 255 ? `Long Text Area(${field.length})` : `Text Area(${field.length})`;
    case 'reference':
      return `${field.masterDetail ? 'Master-Detail' : 'Lookup'}(${field.referenceTo.join(',')})`;
    case 'currency':
      return `Currency${digits}`;
    case 'percent':
      return `Percent${digits}`;
    case 'double':
      return `Number${digits}`;
    case 'int':
      return 'Number(9, 0)';
    case 'url':
      return `URL(${field.length})`;
    case 'id':
      return `Lookup(${schema.name})`;
    default:
      return setupNames[field.type] ?? field.type;
  }
};

const setupNames: Partial<Record<FieldType, string>> = {
  boolean: 'Checkbox',
  picklist: 'Picklist',
  combobox: 'Picklist',
  multipicklist: 'Picklist (Multi-Select)',
  date: 'Date',
  datetime: 'Date/Time',
  time: 'Time',
  email: 'Email',
  phone: 'Phone',
  address: 'Address',
  location: 'Geolocation',
  encryptedstring: 'Text (Encrypted)',
};

/** ValueTypeId: the primitive behind a field's type. */
export const valueType = (field: FieldSchema): string => {
  switch (field.type) {
    case 'id':
    case 'reference':
      return 'id';
    case 'boolean':
    case 'date':
    case 'time':
    case 'address':
    case 'location':
    case 'int':
    case 'long':
    case 'base64':
    case 'anyType':
      return field.type;
    case 'datetime':
      return 'dateTime';
    case 'double':
    case 'currency':
    case 'percent':
      return 'double';
    case 'string':
    case 'textarea':
    case 'email':
    case 'phone':
    case 'url':
    case 'picklist':
    case 'multipicklist':
    case 'combobox':
    case 'encryptedstring':
    case 'complexvalue':
      return 'string';
    default:
      return field.type satisfies never;
  }
};
