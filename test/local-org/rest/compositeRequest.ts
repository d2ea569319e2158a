import { json } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import { OrgError } from '../model/orgModel.js';
import { inTransaction } from '../permissions/rowTransactions.js';
import { answerSubrequests, halted, SubrequestFailed, readSubrequests } from './subrequests.js';
import type { Subrequest } from './subrequests.js';
import { notFound } from '../permissions/dml/dmlErrors.js';
import { jsonObject } from './restRoute.js';
import type { RestContext, Route } from './restRoute.js';

const maxSubrequests = 25;
const maxQueries = 5;

/**
 * `POST /composite` and `/tooling/composite` (fact I8): up to 25 subrequests, of them at most 5 queries and
 * collections. They run in order and can refer to each other. It is one API call, and its status is 200 even if
 * subrequests fail.
 */
function composite(context: RestContext): HttpAnswer {
  // A subrequest cannot be a composite request itself.
  if (context.subrequest === undefined) throw notFound();
  const body = jsonObject(context.request);
  const subrequests = limitedSubrequests(body['compositeRequest']);
  if (body['allOrNone'] !== true) {
    return json(200, { compositeResponse: answerSubrequests(context, subrequests, { allOrNone: false }) });
  }
  try {
    const answers = inTransaction(context.org, () => answerSubrequests(context, subrequests, { allOrNone: true }));
    return json(200, { compositeResponse: answers });
  } catch (error) {
    if (error instanceof SubrequestFailed) return json(200, { compositeResponse: halted(subrequests, error.answer) });
    throw error;
  }
}

/** Reads the subrequests within the limits. Throws 400; the texts about limits are assumed, their numbers are not. */
function limitedSubrequests(value: unknown): Subrequest[] {
  if (Array.isArray(value) && value.length > maxSubrequests) {
    throw new OrgError(400, 'LIMIT_EXCEEDED', `Limit exceeded: ${maxSubrequests} subrequests, ${value.length} given`);
  }
  const subrequests = readSubrequests(value);
  const counted = subrequests.filter((subrequest) =>
    /\/(?:query|queryAll|composite\/sobjects)(?:[/?]|$)/.test(subrequest.url),
  ).length;
  // Stated for queries and collections; the Tooling guide gives no other number, so it holds there too.
  if (counted > maxQueries) {
    throw new OrgError(400, 'LIMIT_EXCEEDED', `Limit exceeded: ${maxQueries} query subrequests, ${counted} given`);
  }
  return subrequests;
}

export const compositeRoutes: readonly Route[] = [
  { path: '/composite', apis: ['data', 'tooling'], methods: { POST: composite } },
];
