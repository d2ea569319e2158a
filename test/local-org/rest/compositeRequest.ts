import { json } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import { OrgError } from '../model/orgModel.js';
import { inTransaction } from '../permissions/rowStore.js';
import { answerParts, halted, PartFailed, readParts } from './subrequests.js';
import type { Part } from './subrequests.js';
import { jsonObject, notFound } from './restRoute.js';
import type { RestContext, Route } from './restRoute.js';

const maxParts = 25;
const maxQueries = 5;

/**
 * `POST /composite` and `/tooling/composite` (fact I8): up to 25 parts, of them at most 5 queries and collections, run
 * in order, with references between them; one API call; 200 for the whole whatever the parts say.
 */
function composite(context: RestContext): HttpAnswer {
  // Not in the resources that a part may name.
  if (context.subrequest === undefined) throw notFound();
  const body = jsonObject(context.request);
  const parts = limitedParts(body['compositeRequest']);
  if (body['allOrNone'] !== true) {
    return json(200, { compositeResponse: answerParts(context, parts, { allOrNone: false }) });
  }
  try {
    const answers = inTransaction(context.org, () => answerParts(context, parts, { allOrNone: true }));
    return json(200, { compositeResponse: answers });
  } catch (error) {
    if (error instanceof PartFailed) return json(200, { compositeResponse: halted(parts, error.answer) });
    throw error;
  }
}

/** Reads the parts within the limits. Throws 400; the texts about limits are assumed, their numbers are not. */
function limitedParts(value: unknown): Part[] {
  if (Array.isArray(value) && value.length > maxParts) {
    throw new OrgError(400, 'LIMIT_EXCEEDED', `Limit exceeded: ${maxParts} subrequests, ${value.length} given`);
  }
  const parts = readParts(value);
  const counted = parts.filter((part) => /\/(?:query|queryAll|composite\/sobjects)(?:[/?]|$)/.test(part.url)).length;
  // Stated for queries and collections; the Tooling guide gives no other number, so it holds there too.
  if (counted > maxQueries) {
    throw new OrgError(400, 'LIMIT_EXCEEDED', `Limit exceeded: ${maxQueries} query subrequests, ${counted} given`);
  }
  return parts;
}

export const compositeRoutes: readonly Route[] = [
  { path: '/composite', apis: ['data', 'tooling'], methods: { POST: composite } },
];
