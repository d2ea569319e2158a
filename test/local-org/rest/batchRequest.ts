import { errorAnswer, json } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import { charge } from '../http/accessTokens.js';
import { OrgError } from '../model/orgModel.js';
import { partRequest } from './part.js';
import { isObject, jsonObject, notFound } from './restRoute.js';
import type { RestContext, Route } from './restRoute.js';

const maxParts = 25;

/**
 * `POST /composite/batch`: up to 25 independent parts, run one after the other. Each part is charged as an API call;
 * Tooling and Metadata are not among the resources that it takes.
 */
function batch(context: RestContext): HttpAnswer {
  if (context.subrequest === undefined) throw notFound();
  const body = jsonObject(context.request);
  const parts = body['batchRequests'];
  if (!Array.isArray(parts) || parts.length === 0) {
    throw new OrgError(400, 'JSON_PARSER_ERROR', 'batchRequests is required and must not be empty');
  }
  if (parts.length > maxParts) {
    throw new OrgError(400, 'LIMIT_EXCEEDED', `Limit exceeded: ${maxParts} subrequests, ${parts.length} given`);
  }
  const haltOnError = body['haltOnError'] === true;
  const results: Array<{ statusCode: number; result: unknown }> = [];
  for (const [index, part] of parts.entries()) {
    if (haltOnError && results.some(({ statusCode }) => statusCode >= 400)) {
      results.push({ statusCode: 412, result: [haltedEntry] });
    } else {
      // The request itself has been charged already: it pays for the first part.
      if (index > 0) chargePart(context);
      const answer = runPart(context, part);
      results.push({ statusCode: answer.status, result: answer.body.kind === 'json' ? answer.body.value : null });
    }
  }
  return json(200, { hasErrors: results.some(({ statusCode }) => statusCode >= 400), results });
}

const haltedEntry = {
  errorCode: 'BATCH_PROCESSING_HALTED',
  message: 'Batch processing halted per request. Please resubmit the remaining requests.',
};

function chargePart({ org, ledger }: RestContext): void {
  charge(org, 1);
  ledger.apiCallsCharged += 1;
}

function runPart(context: RestContext, value: unknown): HttpAnswer {
  const part = isObject(value) ? value : {};
  const { method, url } = part;
  if (typeof method !== 'string' || typeof url !== 'string') {
    return errorAnswer(new OrgError(400, 'JSON_PARSER_ERROR', 'Each subrequest needs method and url'));
  }
  // URLs are written from the version on, `v66.0/limits`, or in full.
  const full = url.startsWith('/services/data/') ? url : `/services/data/${url.replace(/^\//, '')}`;
  const resource = /^\/services\/data\/v[^/]+\/(sobjects|query|queryAll|limits)(?:[/?]|$)/.test(full);
  if (!resource) return errorAnswer(notFound());
  const request = partRequest(method.toUpperCase(), full, {}, part['richInput']);
  return context.subrequest?.(request) ?? errorAnswer(notFound());
}

export const batchRoutes: readonly Route[] = [{ path: '/composite/batch', apis: ['data'], methods: { POST: batch } }];
