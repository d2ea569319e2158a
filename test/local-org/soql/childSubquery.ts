import type { Row } from '../model/orgModel.js';
import { servedBy } from '../schema/schemaLookup.js';
import { unknownChildRelationship } from './soqlErrors.js';
import { checkOffset, filterRows, pathResolver } from './filterRows.js';
import type { ParsedQuery } from './parsedQuery.js';
import { groupBy } from './groupBy.js';
import { sortRows } from './orderBy.js';
import { toRecord, type ChildResult, type ProjectionEntry } from './queryRecords.js';
import { planSelect } from './planSelect.js';
import { rowKeys, type QueryContext, type VisibleObject } from './queryContext.js';

/**
 * Reads a parent-child subquery: the children are filtered and sorted once, then grouped by parent; each parent gets as
 * many as the LIMIT of the subquery allows. A parent without children gets null (fact A22).
 *
 * Throws INVALID_TYPE if the parent has no such child relationship or the caller may not query the children.
 */
export const readChildren = (
  context: QueryContext,
  parent: VisibleObject,
  query: ParsedQuery,
): [string, ProjectionEntry] => {
  const { from } = query;
  const ownName = from.names.length === 2 && from.names[0]?.toLowerCase() === parent.schema.name.toLowerCase();
  const wanted = (from.names.at(-1) ?? '').toLowerCase();
  const relationship = parent.schema.childRelationships.find(
    (candidate) => candidate.relationshipName?.toLowerCase() === wanted,
  );
  const child = relationship && context.object(relationship.childObject);
  const lookup = relationship && child?.field(relationship.field);
  const name = relationship?.relationshipName;
  const served = child !== undefined && child.schema.queryable && servedBy(child.schema, context.api);
  if (!served || lookup === undefined || typeof name !== 'string' || (from.names.length > 1 && !ownName))
    throw unknownChildRelationship(context.soql, from.at, from.text);
  checkOffset(query);
  const resolve = pathResolver(context, child, query);
  const projection = planSelect(context, child, query, resolve);
  const rows = filterRows(context, child, query, [lookup.name.toLowerCase()]);
  const byParent = groupBy(sortRows(context, rows, query.orderBy, resolve), (row) => row[lookup.name] ?? null);
  const start = query.offset ?? 0;
  const end = query.limit === null ? undefined : start + query.limit;
  const read = (row: Row): ChildResult | null => {
    const own = rowKeys(row).flatMap((key, index, keys) =>
      keys.indexOf(key) === index ? (byParent.get(key) ?? []) : [],
    );
    const records = own
      .slice(start, end)
      .map((childRow) => toRecord(context, projection, { object: child, row: childRow }));
    return records.length === 0 ? null : { totalSize: records.length, done: true, records };
  };
  return [name, { kind: 'children', read }];
};
