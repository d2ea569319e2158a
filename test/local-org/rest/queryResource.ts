import { randomBytes } from 'node:crypto';

import { json } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import type { OpenQuery } from '../http/runningOrg.js';
import { OrgError } from '../model/orgModel.js';
import { runQuery } from '../soql/runQuery.js';
import { queryColumns } from './queryColumns.js';
import type { RestContext, Route } from './restRoute.js';

const maxBatchSize = 2000;
const minBatchSize = 200;

/** Rows per answer from `Sforce-Query-Options: batchSize=N`, held between 200 and 2000 (fact I2). */
export function batchSize(header: string | undefined): number {
  const wanted = Number(/batchSize\s*=\s*(\d+)/i.exec(header ?? '')?.[1] ?? maxBatchSize);
  return Math.min(maxBatchSize, Math.max(minBatchSize, wanted));
}

function query(context: RestContext): HttpAnswer {
  const { org, caller, api, request, details } = context;
  const soql = request.query.get('q');
  if (soql === null || soql.trim() === '') {
    throw new OrgError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  }
  details.queries.push(soql);
  const { objectName, totalSize, records } = runQuery(org, caller, soql, api);
  if (request.query.get('columns') === 'true') return json(200, queryColumns(org, soql));
  const found: OpenQuery = { userId: caller.userId, api, objectName, records };
  return page(context, found, undefined, 0, totalSize);
}

function queryMore(context: RestContext): HttpAnswer {
  const { running, caller, api, params } = context;
  const match = /^(01g[a-zA-Z0-9]{12,15})-(\d+)$/.exec(params['locator'] ?? '');
  const id = match?.[1]?.slice(0, 15) ?? '';
  const open = running.locators.get(id);
  const start = Number(match?.[2] ?? 0);
  if (open === undefined || open.userId !== caller.userId || open.api !== api || start >= open.records.length) {
    throw new OrgError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  return page(context, open, id, start, open.records.length);
}

/** One batch of rows; a locator is opened when rows are left (fact I2). */
function page(
  context: RestContext,
  found: OpenQuery,
  locator: string | undefined,
  start: number,
  totalSize: number,
): HttpAnswer {
  const { running, api, apiPath, request, details } = context;
  const end = start + batchSize(request.headers['sforce-query-options']);
  const records = found.records.slice(start, end);
  details.rows += records.length;
  const done = end >= found.records.length;
  const id = done ? locator : (locator ?? newLocator());
  if (!done && id !== undefined) running.locators.set(id, found);
  const next = done || id === undefined ? {} : { nextRecordsUrl: `${apiPath}/query/${id}-${end}` };
  const tooling =
    api === 'tooling'
      ? { size: records.length, queryLocator: done ? null : `${id ?? ''}-${end}`, entityTypeName: found.objectName }
      : {};
  return json(200, { ...tooling, totalSize, done, ...next, records });
}

function newLocator(): string {
  return `01g${randomBytes(6).toString('hex')}`;
}

export const queryRoutes: readonly Route[] = [
  { path: '/query', apis: ['data', 'tooling'], methods: { GET: query } },
  { path: '/query/:locator', apis: ['data', 'tooling'], methods: { GET: queryMore } },
  // The embedded org has no recycle bin, so queryAll finds the same rows as query.
  { path: '/queryAll', apis: ['data'], methods: { GET: query } },
  { path: '/queryAll/:locator', apis: ['data'], methods: { GET: queryMore } },
];
