/** Fields of objects as EntityParticle tells them: all of an object, or those alone that matter. */
import type { EntityField, Reading } from '../../access/snapshot.js';
import { gap, known } from '../../access/snapshot.js';
import { isCustomField } from '../../platform/maskedFields.js';
import { keyOf } from '../../platform/names.js';
import { flags, keys, names, texts } from '../query.js';
import type { Query } from '../query.js';
import { flag, hasColumn, parent, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { batchRows } from './batches.js';
import type { ObjectsAnswer, ObjectsQuery } from './batches.js';

/** The fields of one object by their keys, as far as they could be read. */
export type FieldsReading = Reading<ReadonlyMap<string, EntityField>>;

/** Rows of fields say which object each belongs to. */
export const ofObject = 'EntityDefinition.QualifiedApiName';

/** Whether a field can be the key of an upsert. They lead to a note and no more, so an org may refuse them. */
const ofUpserts = ['IsIdLookup', 'IsUnique'];

/** Whether a new record has to be given a value in it (fact L13); what lacks them is not known to be required. */
const ofInserts = ['IsNillable', 'IsDefaultedOnCreate'] as const;
const ofDefaults = ['DefaultValueFormula'];

/** A query about objects, which it names in a list for this column; one batch of its answer is wanted (fact E5). */
export const about = (
  from: string,
  column: string,
  sobjects: readonly string[],
  columns: Query['columns'],
  ...spare: ReadonlyArray<readonly string[]>
): ObjectsQuery => ({
  query: { api: 'tooling', from, columns, where: [{ column, in: sobjects }], limit: batchRows },
  column,
  spare,
});

/** The id of the definition of a field; without it the platform cannot be asked for its opinion, and no more. */
const ofOpinions = 'FieldDefinitionId';

/**
 * The id of a field is asked for only where values of a custom picklist are wanted, which go by it; that of its definition
 * where the opinion of the platform is wanted.
 */
export const particleQuery =
  (withId: boolean, withDefinition: boolean) =>
  (sobjects: readonly string[]): ObjectsQuery =>
    about(
      'EntityParticle',
      ofObject,
      sobjects,
      [
        ...keys(ofObject, 'QualifiedApiName'),
        ...texts('FieldDefinition.QualifiedApiName'),
        ...flags('IsPermissionable', 'IsComponent', 'IsCompound', 'IsCreatable', 'IsUpdatable'),
        ...flags('IsCalculated', 'IsAutonumber'),
        ...texts('DataType'),
        ...flags(...ofUpserts, ...ofInserts),
        ...texts(...ofDefaults),
        ...(withId ? names('DurableId') : []),
        ...(withDefinition ? names(ofOpinions) : []),
      ],
      [...ofUpserts, ...ofInserts, ...ofDefaults, ...(withDefinition ? [ofOpinions] : [])],
    );

/** A field as a row of EntityParticle tells it. */
export const toField = (row: Row, lacks: ReadonlySet<string>): EntityField => {
  const name = text(row, 'QualifiedApiName');
  const definition = text(parent(row, 'FieldDefinition'), 'QualifiedApiName');
  const isTold = (column: string): boolean => hasColumn(row, column) && !lacks.has(column);
  // Standard fields such as Email find records too, by rules of their own.
  const isSharedExternalId =
    isCustomField(name) && flag(row, 'IsIdLookup') && !flag(row, 'IsUnique') && !lacks.has('IsUnique');
  return {
    name,
    compound: flag(row, 'IsComponent') && definition !== '' && keyOf(definition) !== keyOf(name) ? definition : null,
    isCompound: flag(row, 'IsCompound'),
    permissionable: flag(row, 'IsPermissionable'),
    createable: flag(row, 'IsCreatable'),
    updateable: flag(row, 'IsUpdatable'),
    calculated: flag(row, 'IsCalculated'),
    autoNumber: flag(row, 'IsAutonumber'),
    dataType: text(row, 'DataType').toLowerCase(),
    ...(text(row, 'DurableId') === '' ? {} : { durableId: text(row, 'DurableId') }),
    ...(text(row, ofOpinions) === '' ? {} : { definitionId: text(row, ofOpinions) }),
    ...(isTold(ofInserts[0]) ? { required: !flag(row, 'IsNillable') } : {}),
    ...([...ofInserts, ...ofDefaults].every(isTold)
      ? { hasDefault: flag(row, 'IsDefaultedOnCreate') || text(row, 'DefaultValueFormula') !== '' }
      : {}),
    ...(text(row, 'DefaultValueFormula') === '' ? {} : { defaultFormula: text(row, 'DefaultValueFormula') }),
    ...(isSharedExternalId ? { sharedExternalId: true as const } : {}),
    ...(lacks.size > 0 ? { untold: lacks } : {}),
  };
};

/** Things by the keys of their names. */
export const byName = <T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [keyOf(item.name), item]));

const groupByObject = (rows: readonly Row[]): ReadonlyMap<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(text(parent(row, 'EntityDefinition'), 'QualifiedApiName'));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
};

/**
 * The fields of each object, by its key. Every object has an Id at least: one without a single row was not told about, or
 * does not exist.
 * @param toFieldOf makes a field of a row, of which the answer may lack columns
 */
export const fieldsByObject = <Field extends { readonly name: string }>(
  answers: readonly ObjectsAnswer[],
  toFieldOf: (row: Row, lacks: ReadonlySet<string>) => Field,
): ReadonlyMap<string, Reading<ReadonlyMap<string, Field>>> => {
  const fields = new Map<string, Reading<ReadonlyMap<string, Field>>>();
  for (const { sobjects, answer } of answers) {
    const rows = answer.known ? groupByObject(answer.value.rows) : new Map<string, Row[]>();
    for (const sobject of sobjects) {
      const own = rows.get(keyOf(sobject));
      if (!answer.known) fields.set(keyOf(sobject), answer);
      else if (!own) fields.set(keyOf(sobject), gap('INCOMPLETE_ROWS', answer.value.from, sobject));
      else fields.set(keyOf(sobject), known(byName(own.map((row) => toFieldOf(row, answer.value.lacks)))));
    }
  }
  return fields;
};

/** The same of answers that hold only some fields of each object: one without a row has none of those. */
export const fieldsOfSome = <Field extends { readonly name: string }>(
  answers: readonly ObjectsAnswer[],
  toFieldOf: (row: Row, lacks: ReadonlySet<string>) => Field,
): ReadonlyMap<string, Reading<ReadonlyMap<string, Field>>> =>
  new Map(
    answers.flatMap(({ sobjects, answer }) => {
      const told = fieldsByObject([{ sobjects, answer }], toFieldOf);
      const none: Reading<ReadonlyMap<string, Field>> = answer.known ? known(new Map()) : answer;
      return sobjects.map((sobject) => {
        const own = told.get(keyOf(sobject));
        return [keyOf(sobject), own?.known === true ? own : none] as const;
      });
    }),
  );

/** The query with further conditions, all of which must hold. */
export const withConditions = (asked: ObjectsQuery, ...more: Query['where']): ObjectsQuery => ({
  ...asked,
  query: { ...asked.query, where: [...asked.query.where, ...more] },
});
