import { errorAnswer } from '../http/httpExchange.js';
import type { HttpAnswer, HttpRequest, RequestDetails } from '../http/httpExchange.js';
import { errorOfFault } from '../http/faults.js';
import type { RunningOrg } from '../http/runningOrg.js';
import { OrgError } from '../model/orgModel.js';
import type { Api } from '../model/orgModel.js';
import { notFound } from '../permissions/dml/dmlErrors.js';
import { findHandler } from './restRoute.js';
import type { SubrequestOptions, RestContext } from './restRoute.js';
import { routes } from './restRoutes.js';
import { parseVersion } from './apiVersions.js';

export type RestCall = { running: RunningOrg; userId: string; request: HttpRequest; details: RequestDetails };

/**
 * Answers a request below `/services/data/vXX.X` of an authenticated user. Refusals of the platform become its error
 * bodies. Any other error is a defect of the embedded org: status 500, with the stack in the request log.
 */
export function answerRest(call: RestCall, part?: SubrequestOptions): HttpAnswer {
  try {
    return handle(call, part);
  } catch (error) {
    return answerOfError(error, call.details);
  }
}

/** The platform's body for a refusal. For a defect of the embedded org UNKNOWN_EXCEPTION, with the stack in the log. */
export function answerOfError(error: unknown, details: RequestDetails): HttpAnswer {
  if (error instanceof OrgError) return errorAnswer(error);
  details.internalError = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const sorry = errorOfFault('500');
  return errorAnswer(sorry ?? new OrgError(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.'));
}

function handle(call: RestCall, part: SubrequestOptions | undefined): HttpAnswer {
  const { running, userId, request, details } = call;
  const [, services, data, versionSegment, ...rest] = request.path.split('/');
  if (services !== 'services' || data !== 'data' || versionSegment === undefined) throw notFound();
  const apiVersion = parseVersion(running.org, versionSegment);
  const api: Api = rest[0] === 'tooling' ? 'tooling' : 'data';
  const path = `/${(api === 'tooling' ? rest.slice(1) : rest).join('/')}`;
  const { handler, params } = findHandler(routes, api, request.method, path);
  const versionPath = `/services/data/${versionSegment}`;
  const context: RestContext = {
    running,
    org: running.org,
    caller: { userId, apiVersion, allowDuplicates: allowsDuplicates(request) },
    api,
    request,
    params,
    details,
    versionPath,
    apiPath: api === 'tooling' ? `${versionPath}/tooling` : versionPath,
    subrequest:
      part === undefined ? (inner, options) => answerSubrequest({ ...call, request: inner }, options) : undefined,
    allOrNone: part?.allOrNone ?? false,
  };
  return handler(context);
}

/** Each call says it for itself, a subrequest too (fact L15). */
function allowsDuplicates({ headers }: HttpRequest): boolean {
  return /(?:^|;)\s*allowSave\s*=\s*true\s*(?:;|$)/i.test(headers['sforce-duplicate-rule-header'] ?? '');
}

function answerSubrequest(call: RestCall, options: SubrequestOptions = { allOrNone: false }): HttpAnswer {
  const { running, request, details } = call;
  details.subrequests += 1;
  const fault = running.faults.take({
    method: request.method,
    target: `${request.path}?${request.query.toString()}`,
    body: request.body,
    subrequest: true,
  });
  const error = fault === undefined ? undefined : errorOfFault(fault.kind);
  return error === undefined ? answerRest(call, options) : errorAnswer(error);
}
