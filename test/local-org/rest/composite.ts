import { errorAnswer, json } from '../http/exchange.js';
import type { HttpAnswer } from '../http/exchange.js';
import { OrgError } from '../model/types.js';
import { inTransaction } from '../permissions/store.js';
import { partRequest } from './part.js';
import { resolveBody, resolveUrl } from './references.js';
import { isObject, jsonObject, notFound } from './route.js';
import type { RestContext, Route } from './route.js';

const maxParts = 25;
const maxQueries = 5;

type Part = { method: string; url: string; referenceId: string; httpHeaders: Record<string, string>; body: unknown };
type PartAnswer = { body: unknown; httpHeaders: Record<string, string>; httpStatusCode: number; referenceId: string };

/**
 * `POST /composite` and `/tooling/composite` (fact I8): up to 25 parts, of them at most 5 queries, run in order, with
 * references between them; one API call; 200 for the whole whatever the parts say.
 */
function composite(context: RestContext): HttpAnswer {
  // Not in the resources that a part may name.
  if (context.subrequest === undefined) throw notFound();
  const body = jsonObject(context.request);
  const parts = readParts(body['compositeRequest']);
  if (body['allOrNone'] !== true) return json(200, { compositeResponse: answerParts(context, parts, false) });
  try {
    const answers = inTransaction(context.org, () => answerParts(context, parts, true));
    return json(200, { compositeResponse: answers });
  } catch (error) {
    if (error instanceof PartFailed) return json(200, { compositeResponse: halted(parts, error.answer) });
    throw error;
  }
}

/** Thrown to roll back. */
class PartFailed extends Error {
  public constructor(public readonly answer: PartAnswer) {
    super(`Part ${answer.referenceId} failed`);
  }
}

function answerParts(context: RestContext, parts: readonly Part[], allOrNone: boolean): PartAnswer[] {
  const answered = new Map<string, unknown>();
  return parts.map((part) => {
    const answer = answerPart(context, part, answered);
    const failed = answer.httpStatusCode >= 400;
    if (failed && allOrNone) throw new PartFailed(answer);
    // What failed has no value for later parts, so these fail with PROCESSING_HALTED.
    if (!failed) answered.set(part.referenceId, answer.body);
    return answer;
  });
}

function answerPart(context: RestContext, part: Part, answered: ReadonlyMap<string, unknown>): PartAnswer {
  const answer = runPart(context, part, answered);
  const { location } = answer.headers;
  return {
    body: answer.body.kind === 'json' ? answer.body.value : null,
    httpHeaders: location === undefined ? {} : { Location: location },
    httpStatusCode: answer.status,
    referenceId: part.referenceId,
  };
}

function runPart(context: RestContext, part: Part, answered: ReadonlyMap<string, unknown>): HttpAnswer {
  try {
    const url = resolveUrl(part.url, answered);
    // Each of the two composite resources only takes parts of its own API.
    const isTooling = /^\/services\/data\/v[^/]+\/tooling(?:\/|$)/.test(url);
    if (isTooling !== (context.api === 'tooling')) throw notFound();
    const request = partRequest(part.method, url, part.httpHeaders, resolveBody(part.body, answered));
    return context.subrequest?.(request) ?? errorAnswer(notFound());
  } catch (error) {
    if (error instanceof OrgError) return errorAnswer(error);
    throw error;
  }
}

/** With allOrNone every part but the failed one is answered alike, those before it and those after it. */
function halted(parts: readonly Part[], failed: PartAnswer): PartAnswer[] {
  const message = 'The transaction was rolled back since another operation in the same transaction failed.';
  return parts.map((part) =>
    part.referenceId === failed.referenceId
      ? failed
      : {
          body: [{ errorCode: 'PROCESSING_HALTED', message }],
          httpHeaders: {},
          httpStatusCode: 400,
          referenceId: part.referenceId,
        },
  );
}

/** Reads and checks the parts. Throws 400; the texts about limits and reference ids are assumed, their numbers are not. */
function readParts(value: unknown): Part[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('compositeRequest is required and must not be empty');
  if (value.length > maxParts) {
    throw new OrgError(400, 'LIMIT_EXCEEDED', `Limit exceeded: ${maxParts} subrequests, ${value.length} given`);
  }
  const parts = value.map(readPart);
  const queries = parts.filter((part) => /\/(?:query|queryAll)(?:[/?]|$)/.test(part.url)).length;
  // Stated for queries and collections; the Tooling guide gives no other number, so it holds there too.
  if (queries > maxQueries) {
    throw new OrgError(400, 'LIMIT_EXCEEDED', `Limit exceeded: ${maxQueries} query subrequests, ${queries} given`);
  }
  const duplicate = parts.find((part, index) => parts.some((p, i) => i < index && p.referenceId === part.referenceId));
  if (duplicate !== undefined) throw invalid(`Duplicate referenceId: ${duplicate.referenceId}`);
  return parts;
}

function readPart(value: unknown): Part {
  const part = isObject(value) ? value : {};
  const { method, url, referenceId } = part;
  if (typeof method !== 'string' || typeof url !== 'string' || typeof referenceId !== 'string') {
    throw invalid('Each subrequest needs method, url and referenceId');
  }
  if (!/^[A-Za-z0-9]\w*$/.test(referenceId)) {
    throw invalid(
      `Provided referenceId ('${referenceId}') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').`,
    );
  }
  const headers = isObject(part['httpHeaders']) ? Object.entries(part['httpHeaders']) : [];
  return {
    method: method.toUpperCase(),
    url,
    referenceId,
    httpHeaders: Object.fromEntries(headers.map(([name, header]) => [name.toLowerCase(), String(header)])),
    body: part['body'],
  };
}

function invalid(message: string): OrgError {
  return new OrgError(400, 'JSON_PARSER_ERROR', message);
}

export const compositeRoutes: readonly Route[] = [
  { path: '/composite', apis: ['data', 'tooling'], methods: { POST: composite } },
];
