/**
 * The only place where SOQL text is put together. Org data and flag values are hostile text: values become literals, and
 * what is no API name cannot stand where a name does.
 */
import { longestList, withValues } from './query.js';
import type { Column, Condition, Query } from './query.js';

/** Characters with a meaning inside a SOQL string literal (SOQL and SOSL Reference, "Quoted String Escape Sequences"). */
const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ["'", "\\'"],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\b', '\\b'],
  ['\f', '\\f'],
]);

const escaped = (value: string): string => value.replace(/[\\'"\n\r\t\b\f]/g, (c) => escapes.get(c) ?? c);

const quoted = (value: string): string => `'${escaped(value)}'`;

/** Whether a text from the org may stand unquoted in a query, as the name of an object or column. */
export const isApiName = (name: string): boolean => /^[A-Za-z]\w*$/.test(name);

/** @throws Error for what is no API name: readers leave such names out before */
const named = (path: string): string => {
  if (!path.split('.').every(isApiName)) throw new Error(`No API name: ${path}`);
  return path;
};

const columnText = (column: Column): string => {
  if ('children' in column) return `(${selectText(column.columns, column.children, column.where ?? [])})`;
  return 'reckoned' in column ? `${column.reckoned}(${named(column.of)}) ${named(column.path)}` : named(column.path);
};

/** A query without what stands behind its conditions. */
const selectText = (columns: readonly Column[], from: string, where: readonly Condition[]): string =>
  [
    `SELECT ${columns.map(columnText).join(', ')} FROM ${named(from)}`,
    ...(where.length > 0 ? [`WHERE ${where.map(conditionText).join(' AND ')}`] : []),
  ].join(' ');

/** A date and time, as SOQL takes it without quotes. */
const dateTimeText = (text: string): string => {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Error(`No date: ${text}`);
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
};

/** A text inside of LIKE that stands for itself. */
const likeItself = (value: string): string => escaped(value).replace(/[%_]/g, '\\$&');

const conditionText = (condition: Condition): string => {
  if ('anyOf' in condition) {
    const [only, ...more] = condition.anyOf;
    if (only && more.length === 0) return conditionText(only);
    return `(${condition.anyOf.map(conditionText).join(' OR ')})`;
  }
  const column = named(condition.column);
  if ('in' in condition) return `${column} IN (${condition.in.map(quoted).join(',')})`;
  if ('inRowsOf' in condition) return `${column} IN (${soqlOf(condition.inRowsOf)})`;
  // Its own wildcards match themselves.
  if ('startsWith' in condition) return `${column} LIKE '${likeItself(condition.startsWith)}%'`;
  if ('contains' in condition) return `${column} LIKE '%${likeItself(condition.contains)}%'`;
  if ('pattern' in condition) return `${column} LIKE '${condition.pattern.split('*').map(likeItself).join('%')}'`;
  if ('since' in condition) return `${column} >= ${dateTimeText(condition.since)}`;
  if ('moreThan' in condition) return `${column} > ${Math.trunc(condition.moreThan)}`;
  return `${column} = ${typeof condition.is === 'string' ? quoted(condition.is) : String(condition.is)}`;
};

/** The text of a query. An empty list of values would be a syntax error: callers must not ask then. */
export const soqlOf = ({ columns, from, where, groupBy, orderBy, newestFirst, limit }: Query): string =>
  [
    selectText(columns, from, where),
    ...(groupBy === undefined ? [] : [`GROUP BY ${groupBy.map(named).join(', ')}`]),
    ...(orderBy === undefined ? [] : [`ORDER BY ${named(orderBy)}${newestFirst === true ? ' DESC' : ''}`]),
    ...(limit === undefined ? [] : [`LIMIT ${limit}`]),
  ].join(' ');

/** Characters that a statement may have (fact I3). */
const statementLimit = 100_000;

/** The query in parts of which none is longer than a statement may be: together they have the same rows. */
export const inStatements = (query: Query): Query[] => {
  const list = soqlOf(query).length > statementLimit ? longestList(query) : undefined;
  if (!list) return [query];
  const half = Math.ceil(list.values.length / 2);
  return [list.values.slice(0, half), list.values.slice(half)].flatMap((values) =>
    inStatements(withValues(query, list.column, values)),
  );
};
