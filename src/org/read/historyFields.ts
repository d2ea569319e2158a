/** Fields as the history of an object has them: rows of FieldDefinition, with what EntityParticle says of each. */
import { keyOf } from '../../platform/names.js';
import type { EntityField, HistoryField, Reading } from '../../access/snapshot.js';
import { flags, keys } from '../query.js';
import { flag, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { about, ofObject, withConditions } from './fieldParticles.js';
import type { ObjectsQuery } from './batches.js';

/** @param trackedOnly whether fields that are not tracked are left out (fact F1) */
export const historyQuery = (sobjects: readonly string[], trackedOnly: boolean): ObjectsQuery => {
  const all = about('FieldDefinition', ofObject, sobjects, [
    ...keys(ofObject, 'QualifiedApiName'),
    ...flags('IsCalculated', 'IsFieldHistoryTracked'),
  ]);
  return trackedOnly ? withConditions(all, { column: 'IsFieldHistoryTracked', is: true }) : all;
};

/** A field as FieldDefinition tells it: not what sort of field it is, as that is said in the language of whoever asks. */
export type DefinedField = Omit<HistoryField, 'autoNumber' | 'dataType'>;

/** @param lacks columns that the answer lacked */
export const toDefinedField = (row: Row, lacks: ReadonlySet<string>): DefinedField => ({
  name: text(row, 'QualifiedApiName'),
  tracked: flag(row, 'IsFieldHistoryTracked'),
  calculated: flag(row, 'IsCalculated'),
  ...(lacks.size > 0 ? { untold: lacks } : {}),
});

/**
 * The field with what EntityParticle says of it. Where its fields were not read, or not this column, it is not known whether
 * it is an auto-number. A field that only FieldDefinition has is not in the API, and none.
 */
export const toHistoryField = (
  field: DefinedField,
  particles: Reading<ReadonlyMap<string, EntityField>> | undefined,
): HistoryField => {
  const particle = particles?.known ? particles.value.get(keyOf(field.name)) : undefined;
  const isUntold = particles?.known !== true || particle?.untold?.has('IsAutonumber') === true;
  const untold = [...(field.untold ?? []), ...(isUntold ? ['IsAutonumber'] : [])];
  return {
    ...field,
    calculated: field.calculated || particle?.calculated === true,
    autoNumber: particle?.autoNumber === true,
    dataType: particle?.dataType ?? '',
    ...(untold.length > 0 ? { untold: new Set(untold) } : {}),
  };
};
