import type { EntityField } from '../access/snapshot.js';
import { keyOf } from '../platform/names.js';
import { isMaintained } from '../platform/maintainedFields.js';
import type { FieldFacts, FieldType } from './formula/facts.js';

const types: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ...['string', 'email', 'phone', 'url', 'textarea', 'combobox', 'encryptedstring'].map(
    (type) => [type, 'text'] as const,
  ),
  ...['int', 'double', 'currency', 'percent', 'long'].map((type) => [type, 'number'] as const),
  ...(['picklist', 'multipicklist', 'boolean', 'date', 'datetime', 'time', 'id'] as const).map(
    (type) => [type, type] as const,
  ),
  ['reference', 'id'],
]);

/** What formulas have to know of the fields of an object, by the key of the field. */
export const fieldFactsOf = (
  sobject: string,
  fields: ReadonlyMap<string, EntityField>,
): ReadonlyMap<string, FieldFacts> =>
  new Map(
    [...fields.values()].map((field) => [
      keyOf(field.name),
      {
        name: field.name,
        type: types.get(field.dataType) ?? 'other',
        // What nobody can edit changes by itself, if at all.
        maintained: field.calculated || field.autoNumber || !field.updateable || isMaintained(sobject, field.name),
        required: field.required === true || field.dataType === 'boolean',
        whenCreated: { state: 'unknown' },
      },
    ]),
  );
