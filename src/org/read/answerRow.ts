import { keyOf } from '../../platform/names.js';

/**
 * One record of an answer. Nothing about it is trusted: values are taken out with `text`, `flag` and the like, which find
 * a column in whatever spelling the org answers.
 */
export type Row = Readonly<Record<string, unknown>>;

/** The value as a record; an empty one where it is something else. */
export const asRow = (value: unknown): Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {};

/** Records of a list; what holds a single record comes without the list at times, as XML does not tell the two apart. */
export const rowsIn = (value: unknown): readonly Row[] => {
  if (Array.isArray(value)) return value.map(asRow);
  return typeof value === 'object' && value !== null ? [asRow(value)] : [];
};

/**
 * What a record holds under a name, without regard to case: SOQL does not care, and the platform answers in its own
 * spelling. Undefined where the record has no such column.
 */
export const valueIn = (row: Row, column: string): unknown => {
  if (Object.hasOwn(row, column)) return row[column];
  const name = Object.keys(row).find((own) => keyOf(own) === keyOf(column));
  return name === undefined ? undefined : row[name];
};

/** Whether the record has the column at all, be it null. */
export const hasColumn = (row: Row, column: string): boolean => valueIn(row, column) !== undefined;

/** The text in a column; an empty one where it holds something else. */
export const text = (row: Row, column: string): string => {
  const value = valueIn(row, column);
  return typeof value === 'string' ? value : '';
};

/** The text in a column; null where it holds something else. */
export const textOrNull = (row: Row, column: string): string | null => {
  const value = valueIn(row, column);
  return typeof value === 'string' ? value : null;
};

/** The number in a column; null where it holds something else. */
export const numberOrNull = (row: Row, column: string): number | null => {
  const value = valueIn(row, column);
  return typeof value === 'number' ? value : null;
};

/** Whether the column says true. */
export const flag = (row: Row, column: string): boolean => valueIn(row, column) === true;

/** A parent record nested in a row, or an empty row where it is null (hidden parents come back as null, fact J6). */
export const parent = (row: Row, relationship: string): Row => asRow(valueIn(row, relationship));
