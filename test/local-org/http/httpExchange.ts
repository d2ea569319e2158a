/** Requests to the embedded org and answers of it, as plain values without sockets. */

import type { OrgError } from '../model/orgModel.js';

export type HttpRequest = {
  method: string;
  /** As sent, without the query string; leading double slashes are already folded. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Already decompressed. */
  body: string;
  /** The body before it was read as text; subrequests have none. */
  bytes?: Buffer;
};

export type AnswerBody =
  | { kind: 'json'; value: unknown }
  | { kind: 'text'; text: string; contentType: string }
  | { kind: 'none' };

export type HttpAnswer = { status: number; headers: Record<string, string>; body: AnswerBody };

/** What one request did, for the request log: filled in while it is answered. */
export type RequestDetails = {
  userId: string | null;
  apiCallsCharged: number;
  subrequests: number;
  queries: string[];
  rows: number;
  soapCall: string | null;
  /** Stack of a defect in the embedded org itself; never of an answer that the platform would give. */
  internalError: string | null;
};

/** The details of a request that has done nothing yet. */
export function newRequestDetails(): RequestDetails {
  return {
    userId: null,
    apiCallsCharged: 0,
    subrequests: 0,
    queries: [],
    rows: 0,
    soapCall: null,
    internalError: null,
  };
}

/** An answer with a JSON body. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers, body: { kind: 'json', value } };
}

/** An answer with a body that is not JSON. */
export function text(status: number, body: string, contentType: string): HttpAnswer {
  return { status, headers: {}, body: { kind: 'text', text: body, contentType } };
}

/** An answer without a body, e.g. 204 after an update (fact I13). */
export function noBody(status: number, headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers, body: { kind: 'none' } };
}

/**
 * The REST shape of a refusal: an array, with one entry where the platform does not report several errors at once
 * (fact A21). `fields` is only there where the platform has it, on errors of record operations (fact H8).
 */
export function errorAnswer(error: OrgError, withFields = error.fields.length > 0): HttpAnswer {
  if (error.details !== undefined) {
    return json(error.httpStatus, [{ ...error.details, errorCode: error.errorCode, message: error.message }]);
  }
  const all = [{ errorCode: error.errorCode, message: error.message, fields: error.fields }, ...error.further];
  return json(
    error.httpStatus,
    all.map(({ message, errorCode, fields }) => ({ message, errorCode, ...(withFields ? { fields } : {}) })),
  );
}

/** Splits a request target such as `/services/data/v66.0/query?q=SELECT+Id` into path and query. */
export function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const mark = target.indexOf('?');
  const rawPath = mark < 0 ? target : target.slice(0, mark);
  // Clients that keep a trailing slash on the instance URL send `//services/…` and the platform does not mind.
  const path = rawPath.replace(/^\/{2,}/, '/');
  return { path, query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)) };
}
