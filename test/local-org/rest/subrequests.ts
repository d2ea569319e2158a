import { errorAnswer } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import { OrgError } from '../model/orgModel.js';
import { hasFailedRecord } from './recordCollections.js';
import { subrequestMessage } from './subrequestMessage.js';
import { resolveBody, resolveUrl } from './subrequestReferences.js';
import { notFound } from '../permissions/dml/dmlErrors.js';
import { isObject } from './restRoute.js';
import type { RestContext } from './restRoute.js';

/** A subrequest of a composite request, or a node of a graph. */
export type Subrequest = {
  method: string;
  url: string;
  referenceId: string;
  httpHeaders: Record<string, string>;
  body: unknown;
};
export type SubrequestAnswer = {
  body: unknown;
  httpHeaders: Record<string, string>;
  httpStatusCode: number;
  referenceId: string;
};

/** Thrown to roll back. */
export class SubrequestFailed extends Error {
  public readonly answer: SubrequestAnswer;

  public constructor(answer: SubrequestAnswer) {
    super(`Subrequest ${answer.referenceId} failed`);
    this.answer = answer;
  }
}

/** How subrequests are run: `check` may refuse one before it is run, with an OrgError. */
export type SubrequestRules = { allOrNone: boolean; check?: (subrequest: Subrequest) => void };

/** Runs the subrequests in order. With allOrNone the first failure throws {@link SubrequestFailed}. */
export function answerSubrequests(
  context: RestContext,
  subrequests: readonly Subrequest[],
  rules: SubrequestRules,
): SubrequestAnswer[] {
  const answered = new Map<string, unknown>();
  return subrequests.map((subrequest) => {
    const answer = answerSubrequest(context, subrequest, answered, rules);
    const failed = answer.httpStatusCode >= 400;
    if ((failed || hasFailedRecord(answer.body)) && rules.allOrNone) throw new SubrequestFailed(answer);
    // A failed subrequest has no value, so later ones that refer to it fail with PROCESSING_HALTED.
    if (!failed) answered.set(subrequest.referenceId, answer.body);
    return answer;
  });
}

function answerSubrequest(
  context: RestContext,
  subrequest: Subrequest,
  answered: ReadonlyMap<string, unknown>,
  rules: SubrequestRules,
): SubrequestAnswer {
  const answer = runSubrequest(context, subrequest, answered, rules);
  const { location } = answer.headers;
  return {
    body: answer.body.kind === 'json' ? answer.body.value : null,
    httpHeaders: location === undefined ? {} : { Location: location },
    httpStatusCode: answer.status,
    referenceId: subrequest.referenceId,
  };
}

function runSubrequest(
  context: RestContext,
  subrequest: Subrequest,
  answered: ReadonlyMap<string, unknown>,
  { allOrNone, check }: SubrequestRules,
): HttpAnswer {
  try {
    check?.(subrequest);
    const url = resolveUrl(subrequest.url, answered);
    // The composite resources of the data API and of the Tooling API take only subrequests of their own API.
    const isTooling = /^\/services\/data\/v[^/]+\/tooling(?:\/|$)/.test(url);
    if (isTooling !== (context.api === 'tooling')) throw notFound();
    const request = subrequestMessage(
      subrequest.method,
      url,
      subrequest.httpHeaders,
      resolveBody(subrequest.body, answered),
    );
    return context.subrequest?.(request, { allOrNone }) ?? errorAnswer(notFound());
  } catch (error) {
    if (error instanceof OrgError) return errorAnswer(error);
    throw error;
  }
}

/** With allOrNone every subrequest but the failed one gets PROCESSING_HALTED, before and after it. */
export function halted(subrequests: readonly Subrequest[], failed: SubrequestAnswer | undefined): SubrequestAnswer[] {
  const message = 'The transaction was rolled back since another operation in the same transaction failed.';
  return subrequests.map((subrequest) =>
    failed !== undefined && subrequest.referenceId === failed.referenceId
      ? failed
      : {
          body: [{ errorCode: 'PROCESSING_HALTED', message }],
          httpHeaders: {},
          httpStatusCode: 400,
          referenceId: subrequest.referenceId,
        },
  );
}

/** Reads subrequests. Throws 400 JSON_PARSER_ERROR (texts assumed) for wrong ones and for reference ids used twice. */
export function readSubrequests(value: unknown): Subrequest[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('compositeRequest is required and must not be empty');
  const subrequests = value.map(readSubrequest);
  const duplicate = subrequests.find((subrequest, index) =>
    subrequests.some((p, i) => i < index && p.referenceId === subrequest.referenceId),
  );
  if (duplicate !== undefined) throw invalid(`Duplicate referenceId: ${duplicate.referenceId}`);
  return subrequests;
}

function readSubrequest(value: unknown): Subrequest {
  const subrequest = isObject(value) ? value : {};
  const { method, url, referenceId } = subrequest;
  if (typeof method !== 'string' || typeof url !== 'string' || typeof referenceId !== 'string') {
    throw invalid('Each subrequest needs method, url and referenceId');
  }
  if (!/^[A-Za-z0-9]\w*$/.test(referenceId)) {
    throw invalid(
      `Provided referenceId ('${referenceId}') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').`,
    );
  }
  const headers = isObject(subrequest['httpHeaders']) ? Object.entries(subrequest['httpHeaders']) : [];
  return {
    method: method.toUpperCase(),
    url,
    referenceId,
    httpHeaders: Object.fromEntries(headers.map(([name, header]) => [name.toLowerCase(), String(header)])),
    body: subrequest['body'],
  };
}

/** The refusal of a request that cannot be read. */
export function invalid(message: string): OrgError {
  return new OrgError(400, 'JSON_PARSER_ERROR', message);
}
