import type { Row, Value } from '../model/orgModel.js';
import { answeredName } from '../schema/schemaLookup.js';
import { errorAt } from './soqlErrors.js';
import { groupBy } from './groupBy.js';
import type { AggregateFunction, FieldPath, ParsedQuery } from './parsedQuery.js';
import { checkSortable, sortBy } from './orderBy.js';
import type { ResolvedPath } from './fieldPaths.js';
import type { QueryRecord } from './queryRecords.js';
import type { QueryContext } from './queryContext.js';
import { classOf, compareKeys, keyOf, type ValueClass } from './valueKeys.js';

type AggregateColumn = { name: string; read: (group: Row[]) => Value; valueClass: ValueClass };

/** Whether a query answers with AggregateResult rows. */
export const isAggregate = (query: ParsedQuery): boolean =>
  query.groupBy.length > 0 || query.select.some((item) => item.kind === 'aggregate');

/**
 * Groups rows and computes COUNT, COUNT_DISTINCT, MIN, MAX, SUM and AVG. Columns without an alias are called after
 * their field, or expr0, expr1 … in the order of the functions without an alias. Without GROUP BY there is one row.
 *
 * Throws MALFORMED_QUERY for fields that are neither grouped nor aggregated and for functions that do not fit a field.
 */
export const aggregateRows = (
  context: QueryContext,
  rows: readonly Row[],
  query: ParsedQuery,
  resolve: (path: FieldPath) => ResolvedPath,
): QueryRecord[] => {
  const refuse = (path: FieldPath, sentence: string): Error =>
    errorAt(context.soql, path.at, 'MALFORMED_QUERY', sentence);
  const groupedBy = query.groupBy.map((path) => {
    const resolved = resolve(path);
    if (!resolved.field.groupable) throw refuse(path, `field '${path.text}' can not be grouped in a query call`);
    return { resolved, key: pathKey(resolved), valueClass: classOf(context, resolved.field, resolved.idOf) };
  });
  const grouped = (path: FieldPath): Omit<AggregateColumn, 'name'> => {
    const resolved = resolve(path);
    const match = groupedBy.find(({ key }) => key === pathKey(resolved));
    if (match === undefined) throw refuse(path, `Field must be grouped or aggregated: ${path.text}`);
    return { read: (group) => (group[0] === undefined ? null : resolved.read(group[0])), valueClass: match.valueClass };
  };
  const aggregated = (fn: AggregateFunction, path: FieldPath): Omit<AggregateColumn, 'name'> =>
    compileFunction(context, fn, path, resolve(path), refuse);

  let unnamed = 0;
  const columns: AggregateColumn[] = query.select.map((item): AggregateColumn => {
    if (item.kind === 'aggregate') return { name: item.alias ?? `expr${unnamed++}`, ...aggregated(item.fn, item.path) };
    if (item.kind === 'field')
      return { name: item.alias ?? answeredName(resolve(item.path).field), ...grouped(item.path) };
    throw refuse(query.from, 'Grouped queries select fields and aggregate functions only');
  });
  const names = columns.map(({ name }) => name.toLowerCase());
  const twice = columns.find(({ name }, index) => names.indexOf(name.toLowerCase()) !== index);
  if (twice !== undefined) throw refuse(query.from, `duplicate alias: ${twice.name}`);

  const criteria = query.orderBy.map((item) => {
    // Aliases cannot be ordered by; the function is written again.
    if (item.fn !== null) return { ...item, ...aggregated(item.fn, item.by) };
    const column = grouped(item.by);
    checkSortable(context, item.by, resolve(item.by));
    return { ...item, ...column };
  });
  const keyOfRow = (row: Row): string =>
    JSON.stringify(groupedBy.map(({ resolved, valueClass }) => keyOf(resolved.read(row), valueClass)));
  const groups = query.groupBy.length === 0 ? [[...rows]] : [...groupBy(rows, keyOfRow).values()];
  return sortBy(groups, criteria).map((group) => {
    const record: QueryRecord = { attributes: { type: 'AggregateResult' } };
    for (const { name, read } of columns) record[name] = read(group);
    return record;
  });
};

const pathKey = (resolved: ResolvedPath): string =>
  [...resolved.steps.map((step) => step.name), resolved.field.name].join('.');

const compileFunction = (
  context: QueryContext,
  fn: AggregateFunction,
  path: FieldPath,
  resolved: ResolvedPath,
  refuse: (path: FieldPath, sentence: string) => Error,
): Omit<AggregateColumn, 'name'> => {
  const valueClass = classOf(context, resolved.field, resolved.idOf);
  const unfit =
    valueClass === 'none' ||
    ((fn === 'SUM' || fn === 'AVG') && valueClass !== 'number') ||
    ((fn === 'MIN' || fn === 'MAX') && (valueClass === 'boolean' || valueClass === 'multipicklist'));
  if (unfit) throw refuse(path, `field ${path.text} does not support aggregate operator ${fn}`);
  const values = (group: Row[]): Value[] => group.map(resolved.read).filter((value) => value !== null && value !== '');
  const sum = (numbers: Value[]): number => numbers.reduce<number>((total, value) => total + Number(value), 0);
  const best = (group: Row[], sign: number): Value =>
    values(group).reduce<Value>(
      (kept, value) =>
        kept === null || compareKeys(keyOf(value, valueClass), keyOf(kept, valueClass)) * sign < 0 ? value : kept,
      null,
    );
  const read = (group: Row[]): Value => {
    const present = values(group);
    switch (fn) {
      case 'COUNT':
        return present.length;
      case 'COUNT_DISTINCT':
        return new Set(present.map((value) => keyOf(value, valueClass))).size;
      case 'SUM':
        return present.length === 0 ? null : sum(present);
      case 'AVG':
        return present.length === 0 ? null : sum(present) / present.length;
      case 'MIN':
        return best(group, 1);
      case 'MAX':
        return best(group, -1);
    }
  };
  return { read, valueClass: fn === 'MIN' || fn === 'MAX' ? valueClass : 'number' };
};
