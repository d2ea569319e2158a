import { errorAt, unknownObject } from './soqlErrors.js';
import { checkQueryable, filterRows } from './filterRows.js';
import type { Condition } from './parsedQuery.js';
import { resolvePath, type ResolvedPath } from './fieldPaths.js';
import type { QueryContext, VisibleObject } from './queryContext.js';
import { classOf, keyOf, type Key } from './valueKeys.js';
import type { Predicate } from './compileWhere.js';

type SemiJoin = Extract<Condition, { kind: 'semiJoin' }>;

/**
 * Makes `field IN (SELECT …)` or `NOT IN (SELECT …)` executable: the inner select runs once, into a set of ids. Empty
 * values of the inner field are no ids; a row whose own field is empty is not IN, hence NOT IN.
 *
 * Throws MALFORMED_QUERY where the platform has no such join: both sides must be ids of the same object, without a walk
 * up, and from different tables.
 */
export const compileSemiJoin = (
  context: QueryContext,
  root: VisibleObject,
  outer: ResolvedPath,
  join: SemiJoin,
): Predicate => {
  const { path, query } = join;
  const refuse = (at: number, sentence: string): Error => errorAt(context.soql, at, 'MALFORMED_QUERY', sentence);
  if (outer.steps.length > 0 || !isIdField(outer))
    throw refuse(
      path.at,
      `The left operand field in the where expression for outer query should be an id field, cannot use: '${path.text}'`,
    );
  const inner = context.object(query.from.text);
  if (inner === undefined || query.from.names.length > 1)
    throw unknownObject(context.soql, query.from.at, query.from.text, context.api);
  checkQueryable(context, inner, query);
  if (inner.schema === root.schema)
    throw refuse(query.from.at, 'The inner and outer selects should not be on the same object type');
  const item = query.select[0];
  if (query.select.length !== 1 || item?.kind !== 'field' || item.alias !== null)
    throw refuse(query.from.at, 'Semi join sub-selects must select exactly one field');
  const prefixes = [inner.schema.name, ...(query.alias === null ? [] : [query.alias])];
  const selected = resolvePath(context, inner, prefixes, item.path);
  if (selected.steps.length > 0)
    throw refuse(item.path.at, 'inner select field cannot have more than one level of relationships');
  if (!isIdField(selected))
    throw refuse(item.path.at, `The inner select field should be an id field, cannot use: '${item.path.text}'`);
  if (!selected.idOf.some((name) => outer.idOf.includes(name)))
    throw refuse(
      path.at,
      `The selected field '${item.path.text}' in the subquery and the left operand field in the where expression in the` +
        ` outer query '${path.text}' should point to the same object type`,
    );
  const valueClass = classOf(context, outer.field, outer.idOf);
  const found = new Set<Key>(filterRows(context, inner, query, []).map((row) => keyOf(selected.read(row), valueClass)));
  found.delete(null);
  return (row) => found.has(keyOf(outer.read(row), valueClass)) !== join.negated;
};

const isIdField = (resolved: ResolvedPath): boolean =>
  resolved.field.type === 'id' || resolved.field.type === 'reference';
