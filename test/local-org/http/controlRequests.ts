/**
 * `/__control/…`: another process on this machine reads the state of the org here and adds faults. This is not part of
 * the platform: it charges nothing, is not logged and is not delayed.
 */

import { idOf, rowsOf, textOf } from '../permissions/orgTables.js';
import { isObject } from '../rest/restRoute.js';
import { json } from './httpExchange.js';
import type { HttpAnswer, HttpRequest } from './httpExchange.js';
import { faultKinds } from './faults.js';
import type { FaultMatch, FaultOptions } from './faults.js';
import { floodKinds } from './floods.js';
import { languages } from './languages.js';
import type { LocalOrg } from './localOrgServer.js';
import { findUser, loginObstacle } from './accessTokens.js';

type ControlHandler = (local: LocalOrg, body: unknown, name: string) => unknown;

const handlers: Record<string, ControlHandler> = {
  'GET requests': (local) => local.requests,
  'DELETE requests': (local) => {
    local.clearRequests();
    return {};
  },
  'GET faults': (local) => local.faults.list().map(printableFault),
  'POST faults': (local, body) => ({ id: local.faults.add(faultOptions(body)) }),
  'DELETE faults': (local) => {
    local.faults.clear();
    return {};
  },
  'GET latency': (local) => local.latency,
  'POST latency': (local, body) => {
    local.latency.ms = isObject(body) && typeof body['ms'] === 'number' ? body['ms'] : 0;
    return local.latency;
  },
  'POST language': (local, body) => {
    const language = languages.find((known) => isObject(body) && known === body['language']);
    if (language === undefined) throw new Error(`language must be one of ${languages.join(', ')}`);
    local.org.language = language;
    return { language };
  },
  'POST deployDelay': (local, body) => {
    local.metadataJobs.pollsUntilDone = isObject(body) && typeof body['polls'] === 'number' ? body['polls'] : 0;
    return { polls: local.metadataJobs.pollsUntilDone };
  },
  'GET users': (local) => users(local),
  'POST expire': (local, body) => ({ expired: expireSessions(local, isObject(body) ? body['username'] : undefined) }),
  'GET state': (local, _, name) => rowsOf(local.org, name),
};

/** Whether a path is for {@link answerControl}. */
export function isControl(path: string): boolean {
  return path.startsWith('/__control/');
}

/** Answers `/__control/<what>[/<name>]`; 400 with the reason for what it does not understand, 404 for the unknown. */
export function answerControl(local: LocalOrg, request: HttpRequest): HttpAnswer {
  const [, , what = '', name = ''] = request.path.split('/');
  const handler = handlers[`${request.method} ${what}`];
  if (handler === undefined) return json(404, { error: `${request.method} ${request.path} is not known` });
  try {
    const body: unknown = request.body === '' ? undefined : JSON.parse(request.body);
    return json(200, handler(local, body, decodeURIComponent(name)));
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

/** Everyone who can log in, with an access token. */
export function users(local: LocalOrg): Array<{ username: string; accessToken: string }> {
  return rowsOf(local.org, 'User')
    .filter((user) => loginObstacle(local.org, idOf(user)) === undefined)
    .flatMap((user) => textOf(user, 'Username') ?? [])
    .map((username) => ({ username, accessToken: local.tokenFor(username) }));
}

/** Ends all sessions of a user and returns how many. Throws for a username that the org does not have. */
export function expireSessions(local: LocalOrg, username: unknown): number {
  const id = typeof username === 'string' ? findUser(local.org, username)?.['Id'] : undefined;
  if (id === undefined) throw new Error(`the org has no user ${String(username)}`);
  const open = [...local.org.tokens.values()].filter((session) => session.userId === id && !session.expired);
  for (const session of open) session.expired = true;
  return open.length;
}

/**
 * A fault written in JSON: `{kind, times?, delayMs?, carriedOut?, status?, promised?, match?: {method?, path?, pathPattern?,
 * bodyPattern?, nth?, from?, subrequest?}}`, the patterns being sources of regular expressions; `times: "always"` for
 * every request.
 */
export function faultOptions(value: unknown): FaultOptions {
  const given = isObject(value) ? value : {};
  const kinds = [...faultKinds, ...floodKinds];
  const kind = kinds.find((known) => known === given['kind']);
  if (kind === undefined) throw new Error(`kind must be one of ${kinds.join(', ')}`);
  const times = given['times'] === 'always' ? Number.POSITIVE_INFINITY : given['times'];
  return {
    kind,
    match: isObject(given['match']) ? faultMatch(given['match']) : {},
    ...(typeof times === 'number' ? { times } : {}),
    ...(typeof given['delayMs'] === 'number' ? { delayMs: given['delayMs'] } : {}),
    ...(typeof given['carriedOut'] === 'boolean' ? { carriedOut: given['carriedOut'] } : {}),
    ...(typeof given['status'] === 'number' ? { status: given['status'] } : {}),
    ...(typeof given['promised'] === 'number' ? { promised: given['promised'] } : {}),
  };
}

function faultMatch(given: Record<string, unknown>): FaultMatch {
  const { method, path, pathPattern, bodyPattern, nth, from, subrequest } = given;
  return {
    ...(typeof method === 'string' ? { method } : {}),
    ...(typeof path === 'string' ? { path } : {}),
    ...(typeof pathPattern === 'string' ? { path: new RegExp(pathPattern) } : {}),
    ...(typeof bodyPattern === 'string' ? { body: new RegExp(bodyPattern) } : {}),
    ...(typeof nth === 'number' ? { nth } : {}),
    ...(typeof from === 'number' ? { from } : {}),
    ...(typeof subrequest === 'boolean' ? { subrequest } : {}),
  };
}

function printableFault(fault: ReturnType<LocalOrg['faults']['list']>[number]): unknown {
  const { match, remaining, ...rest } = fault;
  const remainingText = Number.isFinite(remaining) ? remaining : 'always';
  return {
    ...rest,
    remaining: remainingText,
    match: { ...match, path: match.path?.toString(), body: match.body?.source },
  };
}
