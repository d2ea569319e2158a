import { OrgError } from '../model/orgModel.js';
import type { Api, Caller, Org } from '../model/orgModel.js';
import type { HttpAnswer, HttpRequest, RequestDetails } from '../http/httpExchange.js';
import { notFound } from '../permissions/dml/dmlErrors.js';
import type { RunningOrg } from '../http/runningOrg.js';

/** What a resource knows when it answers. */
export type RestContext = {
  running: RunningOrg;
  org: Org;
  caller: Caller;
  api: Api;
  request: HttpRequest;
  /** Values of the `:name` segments of the route. */
  params: Record<string, string>;
  details: RequestDetails;
  /** `/services/data/v66.0`, and with `/tooling` behind it for the Tooling API. */
  versionPath: string;
  apiPath: string;
  /** Answers a subrequest of a composite, graph or batch request as the same user; undefined inside a subrequest. */
  subrequest: ((request: HttpRequest, options?: SubrequestOptions) => HttpAnswer) | undefined;
  /** Inside a composite request with allOrNone, which holds for its collections too and overrides theirs. */
  allOrNone: boolean;
};

export type SubrequestOptions = { allOrNone: boolean };

export type Method = 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE';

export type Handler = (context: RestContext) => HttpAnswer;

/** A resource: its path below `/services/data/vXX.X` (or below `…/tooling`), and what it does for each method. */
export type Route = { path: string; apis: readonly Api[]; methods: Partial<Record<Method, Handler>> };

/**
 * The handler for a method and path, with the values of the route's parameters.
 * Throws 404 NOT_FOUND (fact I7) for a path without resource, 405 for a method that the resource does not have.
 */
export function findHandler(
  routes: readonly Route[],
  api: Api,
  method: string,
  path: string,
): { handler: Handler; params: Record<string, string> } {
  const parts = segments(path);
  for (const route of routes) {
    const params = route.apis.includes(api) ? match(segments(route.path), parts) : undefined;
    if (params !== undefined) {
      const handler = isMethod(method) ? (route.methods[method] ?? headOf(route, method)) : undefined;
      if (handler === undefined) throw methodNotAllowed(route, method);
      return { handler, params };
    }
  }
  throw notFound();
}

/** The request's JSON body. Throws 400 JSON_PARSER_ERROR, or 415 for a body that is not JSON. */
export function jsonBody(request: HttpRequest): unknown {
  const contentType = request.headers['content-type'];
  if (contentType !== undefined && !/^application\/json\s*(;|$)/i.test(contentType)) {
    throw new OrgError(415, 'UNSUPPORTED_MEDIA_TYPE', `Content type ${contentType} not supported.`);
  }
  if (request.body.trim() === '') {
    throw new OrgError(
      400,
      'JSON_PARSER_ERROR',
      'The HTTP entity body is required, but this request has no entity body.',
    );
  }
  try {
    return JSON.parse(request.body) as unknown;
  } catch (error) {
    throw new OrgError(400, 'JSON_PARSER_ERROR', parserMessage(request.body, error));
  }
}

/** The request's JSON body where it has to be an object. Throws like {@link jsonBody}. */
export function jsonObject(request: HttpRequest): Record<string, unknown> {
  const value = jsonBody(request);
  if (isObject(value)) return value;
  throw new OrgError(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of object from ${Array.isArray(value) ? 'START_ARRAY' : 'scalar'} value at [line:1, column:1]`,
  );
}

/** Whether a value of a JSON body is an object: not null and not an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function segments(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = decodeSegment(parts[index] ?? '');
    if (expected.startsWith(':')) params[expected.slice(1)] = actual;
    else if (expected !== actual) return undefined;
  }
  return params;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function isMethod(method: string): method is Method {
  return ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'].includes(method);
}

/** HEAD is answered wherever GET is; the server leaves the body out. */
function headOf(route: Route, method: Method): Handler | undefined {
  return method === 'HEAD' ? route.methods.GET : undefined;
}

function methodNotAllowed(route: Route, method: string): OrgError {
  const own = Object.keys(route.methods);
  const allowed = [...own, ...(own.includes('GET') && !own.includes('HEAD') ? ['HEAD'] : [])].sort();
  return new OrgError(
    405,
    'METHOD_NOT_ALLOWED',
    `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`,
  );
}

/** Names the place as the platform's parser does; its words for each kind of mistake are not modelled. */
function parserMessage(body: string, error: unknown): string {
  const position = Number(/position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? body.length);
  const before = body.slice(0, position).split('\n');
  const place = `[line:${before.length}, column:${(before.at(-1)?.length ?? 0) + 1}]`;
  const character = body.charAt(position);
  return character === ''
    ? `Unexpected end-of-input at ${place}`
    : `Unexpected character ('${character}' (code ${character.charCodeAt(0)})) at ${place}`;
}
