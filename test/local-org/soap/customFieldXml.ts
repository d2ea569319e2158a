import type { FieldSchema, FieldType } from '../model/orgModel.js';
import type { XmlNode } from './soapEnvelope.js';

/** Field types of the Metadata API by describe type; textarea, reference and auto-number need more than the type. */
const metadataFieldTypes: Record<FieldType, string> = {
  id: 'Text',
  string: 'Text',
  textarea: 'TextArea',
  boolean: 'Checkbox',
  int: 'Number',
  long: 'Number',
  double: 'Number',
  currency: 'Currency',
  percent: 'Percent',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  email: 'Email',
  phone: 'Phone',
  url: 'Url',
  picklist: 'Picklist',
  multipicklist: 'MultiselectPicklist',
  combobox: 'Picklist',
  reference: 'Lookup',
  address: 'Address',
  location: 'Location',
  anyType: 'Text',
  encryptedstring: 'EncryptedText',
  base64: 'Text',
  complexvalue: 'Text',
};

const longestTextArea = 255;

/** A custom field as the Metadata API defines it: whole, unlike standard fields (fact F8). */
export function customFieldXml(field: FieldSchema): { [name: string]: XmlNode | undefined } {
  const type = metadataType(field);
  const isText = type === 'Text' || type === 'LongTextArea' || type === 'EncryptedText';
  return {
    fullName: field.name,
    ...(type === 'Checkbox' ? { defaultValue: String(field.defaultValue === true) } : {}),
    ...(field.externalId ? { externalId: true } : {}),
    label: field.label,
    ...(isText && field.length > 0 ? { length: field.length } : {}),
    ...(['Number', 'Currency', 'Percent'].includes(type) ? { precision: 18, scale: field.type === 'int' ? 0 : 2 } : {}),
    ...(field.type === 'reference'
      ? { referenceTo: field.referenceTo[0], relationshipName: field.relationshipName?.replace(/__r$/, '') }
      : {}),
    // A master-detail field is always required and has no such element; computed fields and checkboxes cannot be
    // required.
    ...(field.calculated || ['AutoNumber', 'MasterDetail', 'Checkbox'].includes(type)
      ? {}
      : { required: !field.nillable }),
    type,
    ...(field.unique ? { unique: true } : {}),
    ...(field.picklistValues.length > 0 ? { valueSet: valueSet(field) } : {}),
  };
}

function metadataType(field: FieldSchema): string {
  if (field.autoNumber) return 'AutoNumber';
  if (field.masterDetail) return 'MasterDetail';
  if (field.type === 'textarea' && field.length > longestTextArea) return 'LongTextArea';
  return metadataFieldTypes[field.type];
}

function valueSet(field: FieldSchema): XmlNode {
  return {
    restricted: field.restrictedPicklist,
    valueSetDefinition: {
      sorted: false,
      value: field.picklistValues.map((entry) => ({
        fullName: entry.value,
        default: entry.defaultValue,
        ...(entry.active ? {} : { isActive: false }),
        label: entry.label,
      })),
    },
  };
}
