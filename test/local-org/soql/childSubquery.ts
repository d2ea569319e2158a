import type { Row } from '../model/orgModel.js';
import { servedBy } from '../schema/schemaLookup.js';
import { plainError, unknownChildRelationship } from './soqlErrors.js';
import { filterRows, pathResolver } from './filterRows.js';
import type { ParsedQuery } from './parsedQuery.js';
import { groupBy } from './groupBy.js';
import { MAX_OFFSET } from './soqlLimits.js';
import { sortRows } from './orderBy.js';
import { toRecord, type ChildResult, type Entry } from './queryRecords.js';
import { planSelect } from './planSelect.js';
import { rowKeys, type Session, type VisibleObject } from './querySession.js';

/**
 * Reads a parent-child subquery: the children are filtered and sorted once, then dealt out to their parents, to each as
 * many as the subquery's own LIMIT allows. A parent without children gets null (fact A22).
 *
 * Throws INVALID_TYPE if the parent has no such child relationship or the caller may not query the children.
 */
export const readChildren = (session: Session, parent: VisibleObject, query: ParsedQuery): [string, Entry] => {
  const { from } = query;
  const ownName = from.names.length === 2 && from.names[0]?.toLowerCase() === parent.schema.name.toLowerCase();
  const wanted = (from.names.at(-1) ?? '').toLowerCase();
  const relationship = parent.schema.childRelationships.find(
    (candidate) => candidate.relationshipName?.toLowerCase() === wanted,
  );
  const child = relationship && session.object(relationship.childObject);
  const lookup = relationship && child?.field(relationship.field);
  const name = relationship?.relationshipName;
  const served = child !== undefined && child.schema.queryable && servedBy(child.schema, session.api);
  if (!served || lookup === undefined || typeof name !== 'string' || (from.names.length > 1 && !ownName))
    throw unknownChildRelationship(session.soql, from.at, from.text);
  if ((query.offset ?? 0) > MAX_OFFSET)
    throw plainError('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MAX_OFFSET}`);
  const resolve = pathResolver(session, child, query);
  const projection = planSelect(session, child, query, resolve);
  const rows = filterRows(session, child, query, [lookup.name.toLowerCase()]);
  const byParent = groupBy(sortRows(session, rows, query.orderBy, resolve), (row) => row[lookup.name] ?? null);
  const start = query.offset ?? 0;
  const end = query.limit === null ? undefined : start + query.limit;
  const read = (row: Row): ChildResult | null => {
    const own = rowKeys(row).flatMap((key, index, keys) =>
      keys.indexOf(key) === index ? (byParent.get(key) ?? []) : [],
    );
    const records = own
      .slice(start, end)
      .map((childRow) => toRecord(session, projection, { object: child, row: childRow }));
    return records.length === 0 ? null : { totalSize: records.length, done: true, records };
  };
  return [name, { kind: 'children', read }];
};
