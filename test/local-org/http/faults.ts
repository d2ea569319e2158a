/** Faults: wrong answers that a test makes the org give. */

import { errorAnswer, text } from './httpExchange.js';
import type { FloodKind } from './floods.js';
import type { HttpAnswer, HttpRequest } from './httpExchange.js';
import { OrgError } from '../model/orgModel.js';

/** The platform's own errors, given instead of an answer (facts A16, H9, I10, I11, I14, I15). */
const errors = {
  '401': [401, 'INVALID_SESSION_ID', 'Session expired or invalid'],
  requestLimit: [403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'],
  concurrentLimit: [403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.'],
  apiDisabled: [403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.'],
  '500': [
    500,
    'UNKNOWN_EXCEPTION',
    'An unexpected error occurred. Please include this ErrorId if you contact support: 1186247213-40301 (-1497187462)',
  ],
  '503': [503, 'SERVER_UNAVAILABLE', 'Server Unavailable'],
  lockRow: [400, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record'],
  // Of a record that the caller may not write (fact H9), and of a license that rules the permission out (fact A16).
  rowRefused: [
    400,
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    'insufficient access rights on cross-reference id',
  ],
  licenseRefused: [400, 'FIELD_INTEGRITY_EXCEPTION', "The user license doesn't allow the permission: Read Account"],
} as const satisfies Record<string, readonly [number, string, string]>;

export type ErrorFault = keyof typeof errors;

/**
 * - error kinds: see above; on SOAP paths they come as SOAP faults
 * - `503html`: a gateway's page, with `status` that of another trouble of gateways; `htmlOk`: 200 with a login page
 * - `reset`: the connection is cut before an answer; `cutOff`: in the middle of the body
 * - `timeout`: never answered
 * - `truncatedJson`: a complete HTTP answer with half of the JSON, or of the XML; `emptyBody`: 200 and nothing
 * - `garbled`: a complete HTTP answer of the right type and length with other bytes in the middle
 * - `fewerRows`: the last row of every query is missing while totalSize and done stay (fact E9)
 * - `slow`: the right answer, after `delayMs`
 * - `rewritten`: what `rewrite` makes of the request and the right answer: whoever sits between, or an org that lies
 */
export type FaultKind =
  | ErrorFault
  | '503html'
  | 'htmlOk'
  | 'reset'
  | 'cutOff'
  | 'timeout'
  | 'truncatedJson'
  | 'garbled'
  | 'emptyBody'
  | 'fewerRows'
  | 'slow'
  | 'rewritten';

export const faultKinds: readonly FaultKind[] = [
  '401',
  'requestLimit',
  'concurrentLimit',
  'apiDisabled',
  '500',
  '503',
  'lockRow',
  'rowRefused',
  'licenseRefused',
  '503html',
  'htmlOk',
  'reset',
  'cutOff',
  'timeout',
  'truncatedJson',
  'garbled',
  'emptyBody',
  'fewerRows',
  'slow',
];

export type FaultMatch = {
  method?: string;
  /** Text contained in, or expression found in, path and query (raw or decoded). */
  path?: string | RegExp;
  body?: RegExp;
  /** Only the n-th matching request, counted from 1; later ones count on. */
  nth?: number;
  /** The n-th matching request and those after it, as often as `times` says. */
  from?: number;
  /** Hits the subrequests of composite and batch requests instead of whole requests; error kinds only. */
  subrequest?: boolean;
};

/** Makes another answer of the right one; the request is as it came, with its headers. */
export type Rewrite = (right: HttpAnswer, request: HttpRequest) => HttpAnswer;

export type FaultOptions = {
  match?: FaultMatch;
  kind: FaultKind | FloodKind;
  /** How many requests are hit; default 1. `Infinity` for all. */
  times?: number;
  delayMs?: number;
  /** The request is carried out, but the client gets the fault instead of the right answer. */
  carriedOut?: boolean;
  /** Of `503html`: 429, 500, 502 or 504 instead of 503. */
  status?: number;
  /** Of `endlessPages`: how many rows every page says there are. Of `manyDependencies`: how many there are more. */
  promised?: number;
  /** Of `rewritten`. */
  rewrite?: Rewrite;
  /** Told when it hits a request, before anything else happens to that. */
  onHit?: () => void;
};

export type Fault = {
  id: number;
  match: FaultMatch;
  kind: FaultKind | FloodKind;
  remaining: number;
  seen: number;
  delayMs: number;
  carriedOut: boolean;
  status: number;
  promised: number | undefined;
  rewrite: Rewrite | undefined;
  onHit: (() => void) | undefined;
};

export type FaultTarget = { method: string; target: string; body: string; subrequest: boolean };

export type FaultControl = {
  /** Adds a fault and returns its id. */
  add: (options: FaultOptions) => number;
  /** The faults that can still happen. */
  list: () => readonly Fault[];
  clear: () => void;
  /** The fault that hits this request, if any; counts it as used. */
  take: (target: FaultTarget) => Fault | undefined;
};

/** Makes the fault register of one running org. */
export function createFaultControl(): FaultControl {
  let faults: Fault[] = [];
  let lastId = 0;
  const active = (): Fault[] => faults.filter((fault) => fault.remaining > 0);
  return {
    add: (options) => {
      const { match = {}, kind, times = 1, delayMs = 0, carriedOut = false, status = 503 } = options;
      const { promised, rewrite, onHit } = options;
      lastId += 1;
      const fault = { id: lastId, match, kind, remaining: times, seen: 0, delayMs, carriedOut, status };
      faults.push({ ...fault, promised, rewrite, onHit });
      return lastId;
    },
    list: active,
    clear: () => {
      faults = [];
    },
    take: (target) => {
      const hits = active().filter((fault) => matches(fault.match, target));
      for (const fault of hits) fault.seen += 1;
      const hit = hits.find(
        ({ match: { nth, from }, seen }) => (nth === undefined || nth === seen) && (from === undefined || seen >= from),
      );
      if (hit !== undefined) hit.remaining = hit.match.nth === undefined ? hit.remaining - 1 : 0;
      hit?.onHit?.();
      return hit;
    },
  };
}

/** The OrgError of an error fault, undefined for the other kinds. */
export function errorOfFault(kind: Fault['kind']): OrgError | undefined {
  if (!isErrorFault(kind)) return undefined;
  const [status, code, message] = errors[kind];
  return new OrgError(status, code, message);
}

/** The whole answer of a fault that replaces the right one, or undefined when the request is answered after all. */
export function answerOfFault({ kind, status }: Pick<Fault, 'kind' | 'status'>): HttpAnswer | undefined {
  const error = errorOfFault(kind);
  if (error !== undefined) return errorAnswer(error);
  if (kind === '503html') return text(status, page(titles[status] ?? 'Error'), 'text/html; charset=utf-8');
  if (kind === 'htmlOk') return text(200, page('Login | Salesforce'), 'text/html; charset=utf-8');
  if (kind === 'emptyBody') return text(200, '', 'application/json;charset=UTF-8');
  return undefined;
}

/** Half of an answer's body, or all of it with other characters in its middle. */
export function withBrokenText(full: string, kind: 'truncatedJson' | 'garbled'): string {
  if (kind === 'truncatedJson') return full.slice(0, Math.ceil(full.length / 2));
  const middle = Math.floor(full.length / 2);
  const rubbish = '\u0000<\uFFFD>{\u0001]&'.slice(0, full.length - middle);
  return full.slice(0, middle) + rubbish + full.slice(middle + rubbish.length);
}

/** Takes the last row out of every query result in an answer, at any depth of composite and batch (fact E9). */
export function withFewerRows(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFewerRows);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withFewerRows(inner)] as const);
  const copy: Record<string, unknown> = Object.fromEntries(entries);
  const { records } = copy;
  if (Array.isArray(records) && typeof copy['totalSize'] === 'number') copy['records'] = records.slice(0, -1);
  return copy;
}

/** Titles of the pages that gateways and proxies send. */
const titles: Readonly<Record<number, string>> = {
  429: '429 Too Many Requests',
  500: 'Internal Server Error',
  502: '502 Bad Gateway',
  503: 'Service Unavailable - DNS failure',
  504: '504 Gateway Time-out',
};

function isErrorFault(kind: Fault['kind']): kind is ErrorFault {
  return Object.hasOwn(errors, kind);
}

function matches(match: FaultMatch, target: FaultTarget): boolean {
  if ((match.subrequest ?? false) !== target.subrequest) return false;
  if (match.method !== undefined && match.method.toUpperCase() !== target.method.toUpperCase()) return false;
  if (match.body !== undefined && target.body.search(match.body) < 0) return false;
  const { path } = match;
  if (path === undefined) return true;
  return [target.target, decoded(target.target)].some((form) =>
    typeof path === 'string' ? form.includes(path) : form.search(path) >= 0,
  );
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target.replaceAll('+', ' '));
  } catch {
    return target;
  }
}

function page(title: string): string {
  return `<!DOCTYPE html>\n<html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
}
