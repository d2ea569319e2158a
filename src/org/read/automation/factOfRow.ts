/** A value of a row as a fact of a formula. */
import type { ReadFact } from '../../../access/orgAutomation.js';
import { keyOf } from '../../../platform/names.js';
import { isLongId } from '../../../platform/recordId.js';
import { isApiName } from '../../soql.js';
import { hasColumn, parent, valueIn } from '../answerRow.js';
import type { Row } from '../answerRow.js';

/** A fact that could not be read, and the user permission that would let the runner read it. */
export const unreadable = (needs?: string): ReadFact => ({
  state: 'unreadable',
  ...(needs === undefined ? {} : { needs }),
});

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})$/.test(value);

/** The column with the id of a record above: `ManagerId` of `Manager`, `Buddy__c` of `Buddy__r`. */
const idColumn = (relationship: string): string =>
  /__r$/i.test(relationship) ? relationship.replace(/r$/i, 'c') : `${relationship}Id`;

/** The columns with the ids of all records that a path leads through. */
export const idsAlong = (path: readonly string[]): string[][] =>
  path.slice(0, -1).map((relationship, i) => [...path.slice(0, i), idColumn(relationship)]);

/**
 * A value of a row, by its path: null where there is no record above it; undefined where that record is hidden (fact J6), or
 * nobody can say whether it is.
 */
const valueAt = (row: Row, path: readonly string[]): unknown => {
  const [name = '', ...rest] = path;
  if (rest.length === 0) return hasColumn(row, name) ? valueIn(row, name) : undefined;
  if (!hasColumn(row, name)) return undefined;
  if (valueIn(row, name) !== null) return valueAt(parent(row, name), rest);
  return valueIn(row, idColumn(name)) === null ? null : undefined;
};

/** As a fact; dates and what else a formula sees otherwise than an answer shows it stay unknown. */
export const factOf = (row: Row, path: readonly string[]): ReadFact => {
  const value = valueAt(row, path);
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return { state: 'known', value };
  if (typeof value !== 'string') return unreadable();
  const isName = keyOf(path.at(-1) ?? '').endsWith('id');
  if (isLongId(value) || (isId(value) && isName)) return { state: 'known', value: { kind: 'id', id: value } };
  return /^\d{4}-\d\d-\d\d/.test(value) ? unreadable() : { state: 'known', value };
};

/** Whether a path may stand in a query. */
export const isPath = (path: readonly string[]): boolean => path.length > 0 && path.every(isApiName);
