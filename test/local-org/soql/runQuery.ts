import type { Api, Caller, Org } from '../model/orgModel.js';
import { mayQuery, visibleFields, visibleRows } from '../permissions/visibleRows.js';
import { virtualRows } from '../schema/virtualRows.js';
import { answerQuery, type QueryResult } from './answerQuery.js';

export type { QueryResult } from './answerQuery.js';
export type { ChildResult, QueryRecord, QueryValue } from './queryRecords.js';

/**
 * Answers a SOQL query of a caller, who sees only what the rules of `permissions/visibleRows` show. Takes the text and
 * the API by which it came, gives all matching rows; errors are those of `answerQuery`.
 */
export const runQuery = (org: Org, caller: Caller, soql: string, api: Api): QueryResult =>
  answerQuery({ mayQuery, visibleFields, visibleRows, virtualRows }, org, caller, soql, api);
