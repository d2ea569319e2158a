import type { CustomField, CustomObject } from '../schema/customObjects.js';
import type { Scenario } from './scenarioFormat.js';

type ObjectsToGenerate = NonNullable<Scenario['generateObjects']>[number];
type FieldsToGenerate = NonNullable<Scenario['generateFields']>[number];

const defaultFieldLine = 'string(40)';

/** `Bulk_0001__c` for prefix `Bulk` and number 1. */
export const generatedName = (prefix: string, number: number): string =>
  `${prefix}_${String(number).padStart(4, '0')}__c`;

const numbersUpTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** The custom objects of one entry of `generateObjects`. */
export const generatedObjects = ({ objects, prefix }: ObjectsToGenerate): CustomObject[] =>
  numbersUpTo(objects).map((number) => ({ name: generatedName(prefix, number) }));

/** The custom fields of these objects: `Field_0001__c` …, and `Master__c` of details. */
export const fieldsOfGeneratedObjects = (data: ObjectsToGenerate): CustomField[] => {
  const { objects, prefix, fieldsPerObject = 0, fieldLine = defaultFieldLine, levels = 1 } = data;
  return numbersUpTo(objects).flatMap((number) => {
    const object = generatedName(prefix, number);
    const isDetail = (number - 1) % levels !== 0;
    const master = generatedName(prefix, number - 1);
    return [
      ...(isDetail ? [{ object, name: 'Master__c', line: `reference ->${master} master required` }] : []),
      ...generatedFields({ object, fields: fieldsPerObject, prefix: 'Field', fieldLine }),
    ];
  });
};

/** The custom fields of one entry of `generateFields`. */
export const generatedFields = ({ object, fields, prefix, fieldLine }: FieldsToGenerate): CustomField[] =>
  numbersUpTo(fields).map((number) => ({
    object,
    name: generatedName(prefix, number),
    line: fieldLine ?? defaultFieldLine,
  }));
