import { errorAnswer, json } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import { charge } from '../http/accessTokens.js';
import { OrgError } from '../model/orgModel.js';
import { subrequestMessage } from './subrequestMessage.js';
import { notFound } from '../permissions/dml/dmlErrors.js';
import { isObject, jsonObject } from './restRoute.js';
import type { RestContext, Route } from './restRoute.js';

const maxSubrequests = 25;

/**
 * `POST /composite/batch`: up to 25 independent subrequests, run one after the other. Each is charged as an API call.
 * Resources of Tooling and Metadata are refused.
 */
function batch(context: RestContext): HttpAnswer {
  if (context.subrequest === undefined) throw notFound();
  const body = jsonObject(context.request);
  const subrequests = body['batchRequests'];
  if (!Array.isArray(subrequests) || subrequests.length === 0) {
    throw new OrgError(400, 'JSON_PARSER_ERROR', 'batchRequests is required and must not be empty');
  }
  if (subrequests.length > maxSubrequests) {
    throw new OrgError(
      400,
      'LIMIT_EXCEEDED',
      `Limit exceeded: ${maxSubrequests} subrequests, ${subrequests.length} given`,
    );
  }
  const haltOnError = body['haltOnError'] === true;
  const results: Array<{ statusCode: number; result: unknown }> = [];
  for (const [index, subrequest] of subrequests.entries()) {
    if (haltOnError && results.some(({ statusCode }) => statusCode >= 400)) {
      results.push({ statusCode: 412, result: [haltedEntry] });
    } else {
      // The request itself has been charged already; that counts for the first subrequest.
      if (index > 0) chargeSubrequest(context);
      const answer = runSubrequest(context, subrequest);
      results.push({ statusCode: answer.status, result: answer.body.kind === 'json' ? answer.body.value : null });
    }
  }
  return json(200, { hasErrors: results.some(({ statusCode }) => statusCode >= 400), results });
}

const haltedEntry = {
  errorCode: 'BATCH_PROCESSING_HALTED',
  message: 'Batch processing halted per request. Please resubmit the remaining requests.',
};

function chargeSubrequest({ org, details }: RestContext): void {
  charge(org, 1);
  details.apiCallsCharged += 1;
}

function runSubrequest(context: RestContext, value: unknown): HttpAnswer {
  const subrequest = isObject(value) ? value : {};
  const { method, url } = subrequest;
  if (typeof method !== 'string' || typeof url !== 'string') {
    return errorAnswer(new OrgError(400, 'JSON_PARSER_ERROR', 'Each subrequest needs method and url'));
  }
  // URLs are written from the version on, `v66.0/limits`, or in full.
  const full = url.startsWith('/services/data/') ? url : `/services/data/${url.replace(/^\//, '')}`;
  const resource = /^\/services\/data\/v[^/]+\/(sobjects|query|queryAll|limits)(?:[/?]|$)/.test(full);
  if (!resource) return errorAnswer(notFound());
  const request = subrequestMessage(method.toUpperCase(), full, {}, subrequest['richInput']);
  return context.subrequest?.(request) ?? errorAnswer(notFound());
}

export const batchRoutes: readonly Route[] = [{ path: '/composite/batch', apis: ['data'], methods: { POST: batch } }];
