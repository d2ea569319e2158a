import { json, noBody } from '../http/httpExchange.js';
import type { HttpAnswer, HttpRequest, RequestDetails } from '../http/httpExchange.js';
import type { RunningOrg } from '../http/runningOrg.js';
import { issueAccessToken, loginObstacle } from '../http/accessTokens.js';
import { rowById } from '../permissions/orgTables.js';
import { identityUrl } from './identityResource.js';

/**
 * `POST /services/oauth2/token` with `grant_type=refresh_token`: a new access token for the user of the refresh token.
 * Other flows are not offered. Inactive users get `inactive_user`; the description for frozen ones is an assumption
 * (facts G8, I14).
 */
export function token(running: RunningOrg, request: HttpRequest, details: RequestDetails): HttpAnswer {
  const form = formOf(request);
  const grantType = form.get('grant_type');
  if (grantType !== 'refresh_token') {
    return refused('unsupported_grant_type', 'grant type not supported');
  }
  if (form.get('client_id') === null) return refused('invalid_client_id', 'client identifier invalid');
  const userId = running.refreshTokens.get(form.get('refresh_token') ?? '');
  const user = rowById(running.org, 'User', userId);
  if (userId === undefined || user === undefined) return refused('invalid_grant', 'expired access/refresh token');
  details.userId = userId;
  const obstacle = loginObstacle(running.org, userId);
  if (obstacle === 'inactive') return refused('inactive_user', 'user is inactive');
  if (obstacle === 'frozen') {
    // Freezing has revoked it: it is of no use when the user is unfrozen again (facts P1, X12).
    running.refreshTokens.delete(form.get('refresh_token') ?? '');
    return refused('invalid_grant', 'user is frozen');
  }
  return json(200, {
    access_token: issueAccessToken(running.org, userId),
    scope: 'refresh_token web api',
    instance_url: running.url,
    id: identityUrl(running, user),
    token_type: 'Bearer',
    issued_at: String(running.org.now()),
  });
}

/** `/services/oauth2/revoke?token=…`: ends a session or a refresh token. */
export function revoke(running: RunningOrg, request: HttpRequest): HttpAnswer {
  const given = (request.method === 'POST' ? formOf(request).get('token') : null) ?? request.query.get('token') ?? '';
  const session = running.org.tokens.get(given);
  if (session !== undefined && !session.expired) {
    session.expired = true;
    return noBody(200);
  }
  return running.refreshTokens.delete(given) ? noBody(200) : refused('invalid_token', 'invalid token');
}

function formOf(request: HttpRequest): URLSearchParams {
  return new URLSearchParams(request.body);
}

function refused(error: string, description: string): HttpAnswer {
  return json(400, { error, error_description: description });
}
