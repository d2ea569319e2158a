import { errorAnswer } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import { OrgError } from '../model/orgModel.js';
import { hasFailedRecord } from './recordCollections.js';
import { partRequest } from './part.js';
import { resolveBody, resolveUrl } from './subrequestReferences.js';
import { isObject, notFound } from './restRoute.js';
import type { RestContext } from './restRoute.js';

/** A part of a composite request, or a node of a graph. */
export type Part = {
  method: string;
  url: string;
  referenceId: string;
  httpHeaders: Record<string, string>;
  body: unknown;
};
export type PartAnswer = {
  body: unknown;
  httpHeaders: Record<string, string>;
  httpStatusCode: number;
  referenceId: string;
};

/** Thrown to roll back. */
export class PartFailed extends Error {
  public constructor(public readonly answer: PartAnswer) {
    super(`Part ${answer.referenceId} failed`);
  }
}

/** How parts are run: `check` may refuse one before it is run, with an OrgError. */
export type PartRules = { allOrNone: boolean; check?: (part: Part) => void };

/** Runs the parts in order. With allOrNone the first failure throws {@link PartFailed}. */
export function answerParts(context: RestContext, parts: readonly Part[], rules: PartRules): PartAnswer[] {
  const answered = new Map<string, unknown>();
  return parts.map((part) => {
    const answer = answerPart(context, part, answered, rules);
    const failed = answer.httpStatusCode >= 400;
    if ((failed || hasFailedRecord(answer.body)) && rules.allOrNone) throw new PartFailed(answer);
    // What failed has no value for later parts, so these fail with PROCESSING_HALTED.
    if (!failed) answered.set(part.referenceId, answer.body);
    return answer;
  });
}

function answerPart(
  context: RestContext,
  part: Part,
  answered: ReadonlyMap<string, unknown>,
  rules: PartRules,
): PartAnswer {
  const answer = runPart(context, part, answered, rules);
  const { location } = answer.headers;
  return {
    body: answer.body.kind === 'json' ? answer.body.value : null,
    httpHeaders: location === undefined ? {} : { Location: location },
    httpStatusCode: answer.status,
    referenceId: part.referenceId,
  };
}

function runPart(
  context: RestContext,
  part: Part,
  answered: ReadonlyMap<string, unknown>,
  { allOrNone, check }: PartRules,
): HttpAnswer {
  try {
    check?.(part);
    const url = resolveUrl(part.url, answered);
    // Each of the two composite resources only takes parts of its own API.
    const isTooling = /^\/services\/data\/v[^/]+\/tooling(?:\/|$)/.test(url);
    if (isTooling !== (context.api === 'tooling')) throw notFound();
    const request = partRequest(part.method, url, part.httpHeaders, resolveBody(part.body, answered));
    return context.subrequest?.(request, { allOrNone }) ?? errorAnswer(notFound());
  } catch (error) {
    if (error instanceof OrgError) return errorAnswer(error);
    throw error;
  }
}

/** With allOrNone every part but the failed one is answered alike, those before it and those after it. */
export function halted(parts: readonly Part[], failed: PartAnswer | undefined): PartAnswer[] {
  const message = 'The transaction was rolled back since another operation in the same transaction failed.';
  return parts.map((part) =>
    failed !== undefined && part.referenceId === failed.referenceId
      ? failed
      : {
          body: [{ errorCode: 'PROCESSING_HALTED', message }],
          httpHeaders: {},
          httpStatusCode: 400,
          referenceId: part.referenceId,
        },
  );
}

/** Reads parts. Throws 400 JSON_PARSER_ERROR (texts assumed) for wrong ones and for reference ids used twice. */
export function readParts(value: unknown): Part[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('compositeRequest is required and must not be empty');
  const parts = value.map(readPart);
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

/** The refusal of a request that cannot be read. */
export function invalid(message: string): OrgError {
  return new OrgError(400, 'JSON_PARSER_ERROR', message);
}
