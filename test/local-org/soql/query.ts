import type { Caller, Org } from '../model/types.js';
import { mayQuery, visibleFields, visibleRows } from '../permissions/visibility.js';
import { virtualRows } from '../schema/virtual.js';
import { answerQuery, type QueryResult } from './answer.js';

export type { QueryResult } from './answer.js';
export type { ChildResult, QueryRecord, QueryValue } from './records.js';

/**
 * Answers a SOQL query of a caller: only what the permission room lets the caller see exists. Takes the text and the
 * API it came in by, gives all matching rows; errors are those of `answerQuery`.
 */
export const runQuery = (org: Org, caller: Caller, soql: string, api: 'data' | 'tooling'): QueryResult =>
  answerQuery({ mayQuery, visibleFields, visibleRows, virtualRows }, org, caller, soql, api);
