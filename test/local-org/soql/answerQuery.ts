import type { Api, Caller, Org } from '../model/orgModel.js';
import { aggregateRows, isAggregate } from './aggregateRows.js';
import { errorAt, unknownObject } from './soqlErrors.js';
import { checkOffset, checkQueryable, filterRows, pathResolver } from './filterRows.js';
import { fieldsNamed, limitsByTable } from './namedEntities.js';
import { sortRows } from './orderBy.js';
import { parseSoql } from './parseSoql.js';
import { toRecord, type QueryRecord } from './queryRecords.js';
import { checkBatch, checkOneRow, effectiveLimit, effectiveOffset, shownRows } from './virtualObjectRestrictions.js';
import { planSelect } from './planSelect.js';
import { startQuery, type VisibleData } from './queryContext.js';

/** Everything that a query found. The HTTP side cuts it into pages. */
export type QueryResult = {
  /** The object in FROM, spelled as the org spells it; `AggregateResult` for grouped queries. */
  objectName: string;
  /** The number of rows found, after LIMIT and OFFSET. */
  totalSize: number;
  /** Empty for `SELECT COUNT()`. */
  records: QueryRecord[];
};

/**
 * Answers a SOQL query for a caller: objects, fields and rows that `visible` does not give are treated as not existing.
 *
 * Throws OrgError 400 with the platform's codes and texts: MALFORMED_QUERY (syntax, and everything that this org does
 * not evaluate), INVALID_TYPE (fact I4), INVALID_FIELD (fact I5), INVALID_TYPE_FOR_OPERATION (fact I6),
 * INVALID_QUERY_FILTER_OPERATOR, NUMBER_OUTSIDE_VALID_RANGE, and the refusals of virtual objects (facts E1-E8).
 */
export const answerQuery = (visible: VisibleData, org: Org, caller: Caller, soql: string, api: Api): QueryResult => {
  const query = parseSoql(soql);
  const context = startQuery(visible, org, caller, soql, api, limitsByTable(query), {
    table: query.from.text,
    fields: fieldsNamed(query),
  });
  const object = query.from.names.length === 1 ? context.object(query.from.text) : undefined;
  if (object === undefined) throw unknownObject(soql, query.from.at, query.from.text, api);
  checkQueryable(context, object, query);
  checkOffset(query);

  const { schema } = object;
  const resolve = pathResolver(context, object, query);
  const aggregate = isAggregate(query);
  // The platform reports the first unknown field of the text, so SELECT is resolved before WHERE.
  const projection = query.count || aggregate ? null : planSelect(context, object, query, resolve);
  const rows = filterRows(context, object, query, []);
  const limit = effectiveLimit(context, schema, query);
  const offset = effectiveOffset(context, schema, query);
  const page = <T>(items: readonly T[]): T[] => items.slice(offset, limit === null ? undefined : offset + limit);

  if (query.count) {
    const extra = query.orderBy[0]?.by ?? query.groupBy[0];
    if (extra !== undefined)
      throw errorAt(soql, extra.at, 'MALFORMED_QUERY', 'COUNT() takes neither ORDER BY nor GROUP BY');
    return { objectName: schema.name, totalSize: page(rows).length, records: [] };
  }
  if (aggregate) {
    const records = page(aggregateRows(context, rows, query, resolve));
    checkBatch('Aggregate query', records.length);
    return { objectName: 'AggregateResult', totalSize: records.length, records };
  }
  const found = shownRows(context, schema, page(sortRows(context, rows, query.orderBy, resolve)));
  checkBatch(schema, found.length);
  checkOneRow(object, query, found.length);
  const shown = projection ?? { entries: new Map() };
  return {
    objectName: schema.name,
    totalSize: found.length,
    records: found.map((row) => toRecord(context, shown, { object, row })),
  };
};
