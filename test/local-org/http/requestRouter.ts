import { answerOfError, answerRest } from '../rest/restDispatch.js';
import { identity, userInfo } from '../rest/identityResource.js';
import { revoke, token } from '../rest/oauthTokens.js';
import { notFound } from '../permissions/dml/dmlErrors.js';

import { versionList } from '../rest/apiVersions.js';
import { answerMetadata } from '../soap/soapMetadataApi.js';
import { OrgError } from '../model/orgModel.js';
import type { HttpAnswer, HttpRequest, RequestDetails } from './httpExchange.js';
import type { RunningOrg } from './runningOrg.js';
import { authenticate, charge, requireApiEnabled } from './accessTokens.js';

type TopRoute = {
  path: RegExp;
  methods: readonly string[];
  answer: (running: RunningOrg, request: HttpRequest, details: RequestDetails) => HttpAnswer;
};

/** Everything that the org serves, by the beginning of the path. */
const topRoutes: readonly TopRoute[] = [
  { path: /^\/services\/data\/?$/, methods: ['GET', 'HEAD'], answer: versionList },
  { path: /^\/services\/data\//, methods: [], answer: rest },
  { path: /^\/services\/Soap\/m\//i, methods: ['POST'], answer: answerMetadata },
  { path: /^\/services\/oauth2\/userinfo\/?$/, methods: ['GET', 'POST'], answer: userInfo },
  { path: /^\/services\/oauth2\/token\/?$/, methods: ['POST'], answer: token },
  { path: /^\/services\/oauth2\/revoke\/?$/, methods: ['GET', 'POST'], answer: revoke },
  { path: /^\/id\//, methods: ['GET', 'POST'], answer: identity },
];

/** Whether a path belongs to a SOAP endpoint, whose refusals are SOAP faults. */
export function isSoap(path: string): boolean {
  return /^\/services\/Soap\//i.test(path);
}

/** Answers any request to the org. Never throws: what is refused becomes the platform's error body. */
export function answerRequest(running: RunningOrg, request: HttpRequest, details: RequestDetails): HttpAnswer {
  try {
    const route = topRoutes.find(({ path }) => path.test(request.path));
    if (route === undefined) throw notFound();
    if (route.methods.length > 0 && !route.methods.includes(request.method)) {
      const allowed = route.methods.join(',');
      throw new OrgError(
        405,
        'METHOD_NOT_ALLOWED',
        `HTTP Method '${request.method}' not allowed. Allowed are ${allowed}`,
      );
    }
    return route.answer(running, request, details);
  } catch (error) {
    return answerOfError(error, details);
  }
}

function rest(running: RunningOrg, request: HttpRequest, details: RequestDetails): HttpAnswer {
  const userId = authenticate(running.org, request.headers['authorization']);
  details.userId = userId;
  requireApiEnabled(running.org, userId);
  charge(running.org, 1);
  details.apiCallsCharged += 1;
  const answer = answerRest({ running, userId, request, details });
  const { used, max } = running.org.limits.dailyApiRequests;
  return { ...answer, headers: { ...answer.headers, 'sforce-limit-info': `api-usage=${used}/${max}` } };
}
