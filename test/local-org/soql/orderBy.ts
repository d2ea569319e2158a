import type { Row, Value } from '../model/orgModel.js';
import { errorAt, unexpectedToken } from './soqlErrors.js';
import type { FieldPath, OrderItem } from './parsedQuery.js';
import type { ResolvedPath } from './fieldPaths.js';
import type { QueryContext } from './queryContext.js';
import { classOf, compareKeys, keyOf, type Key, type ValueClass } from './valueKeys.js';

type Criterion<T> = { read: (item: T) => Value; valueClass: ValueClass; descending: boolean; nullsLast: boolean };

/**
 * Sorts rows as ORDER BY says; without it, and for equal rows, stored order stays. Text sorts without regard to case.
 *
 * Throws MALFORMED_QUERY for fields that cannot be sorted and for aggregates outside GROUP BY.
 */
export const sortRows = (
  context: QueryContext,
  rows: readonly Row[],
  orderBy: OrderItem[],
  resolve: (path: FieldPath) => ResolvedPath,
): Row[] => {
  const criteria = orderBy.map((item) => {
    if (item.fn !== null) throw unexpectedToken(context.soql, item.by.at, item.fn);
    const resolved = resolve(item.by);
    checkSortable(context, item.by, resolved);
    return { ...item, read: resolved.read, valueClass: classOf(context, resolved.field, resolved.idOf) };
  });
  return sortBy([...rows], criteria);
};

/** Throws MALFORMED_QUERY if a field cannot be sorted (text seen on real orgs). */
export const checkSortable = (context: QueryContext, path: FieldPath, resolved: ResolvedPath): void => {
  if (!resolved.field.sortable)
    throw errorAt(
      context.soql,
      path.at,
      'MALFORMED_QUERY',
      `field '${resolved.field.name}' can not be sorted in a query call`,
    );
};

/** Sorts anything by several criteria, stably. Keys are computed once for each item. */
export const sortBy = <T>(items: T[], criteria: Criterion<T>[]): T[] => {
  if (criteria.length === 0) return items;
  const keyed = items.map((item) => ({
    item,
    keys: criteria.map(({ read, valueClass }): Key => keyOf(read(item), valueClass)),
  }));
  keyed.sort((left, right) => {
    for (const [index, { descending, nullsLast }] of criteria.entries()) {
      const [a, b] = [left.keys[index] ?? null, right.keys[index] ?? null];
      if (a === b) continue;
      if (a === null || b === null) return (a === null) === nullsLast ? 1 : -1;
      const order = compareKeys(a, b);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
};
