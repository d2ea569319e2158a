import { json, text } from '../http/httpExchange.js';
import type { HttpAnswer, HttpRequest, RequestDetails } from '../http/httpExchange.js';
import type { RunningOrg } from '../http/runningOrg.js';
import { authenticate } from '../http/accessTokens.js';
import { OrgError } from '../model/orgModel.js';
import type { Row, Value } from '../model/orgModel.js';
import { rowById } from '../permissions/orgTables.js';

/**
 * `GET /services/oauth2/userinfo`. The identity service needs no API Enabled and charges nothing; a token that it does
 * not accept gets 403 and one word of plain text, unlike the data API.
 */
export function userInfo(running: RunningOrg, request: HttpRequest, details: RequestDetails): HttpAnswer {
  return forUser(running, request, details, (user) =>
    json(200, {
      sub: identityUrl(running, user),
      user_id: user['Id'],
      organization_id: running.org.id,
      preferred_username: user['Username'],
      nickname: value(user, 'CommunityNickname'),
      name: value(user, 'Name'),
      email: value(user, 'Email'),
      email_verified: true,
      given_name: value(user, 'FirstName'),
      family_name: value(user, 'LastName'),
      zoneinfo: value(user, 'TimeZoneSidKey'),
      ...common(running, user),
      updated_at: value(user, 'LastModifiedDate'),
    }),
  );
}

/** `GET /id/<org id>/<user id>`: the identity URL; other users and orgs are refused. */
export function identity(running: RunningOrg, request: HttpRequest, details: RequestDetails): HttpAnswer {
  const [, , orgId, userId] = request.path.split('/');
  return forUser(running, request, details, (user) => {
    if (orgId?.slice(0, 15) !== running.org.id.slice(0, 15)) return text(403, 'Wrong_Org', 'text/html;charset=UTF-8');
    if (userId?.slice(0, 15) !== String(user['Id']).slice(0, 15)) {
      return text(403, 'Bad_Id', 'text/html;charset=UTF-8');
    }
    return json(200, {
      id: identityUrl(running, user),
      asserted_user: true,
      user_id: user['Id'],
      organization_id: running.org.id,
      username: user['Username'],
      nick_name: value(user, 'CommunityNickname'),
      display_name: value(user, 'Name'),
      email: value(user, 'Email'),
      email_verified: true,
      first_name: value(user, 'FirstName'),
      last_name: value(user, 'LastName'),
      timezone: value(user, 'TimeZoneSidKey'),
      ...common(running, user),
      last_modified_date: value(user, 'LastModifiedDate'),
    });
  });
}

/** `<instance>/id/<org>/<user>`, the name of a user in OAuth answers. */
export function identityUrl(running: RunningOrg, user: Row): string {
  return `${running.url}/id/${running.org.id}/${String(user['Id'])}`;
}

function forUser(
  running: RunningOrg,
  request: HttpRequest,
  details: RequestDetails,
  answer: (user: Row) => HttpAnswer,
): HttpAnswer {
  const authorization = request.headers['authorization'];
  if (authorization === undefined) return text(403, 'Missing_OAuth_Token', 'text/html;charset=UTF-8');
  try {
    const userId = authenticate(running.org, authorization);
    details.userId = userId;
    const user = rowById(running.org, 'User', userId);
    if (user !== undefined) return answer(user);
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
  }
  return text(403, 'Bad_OAuth_Token', 'text/html;charset=UTF-8');
}

function common(running: RunningOrg, user: Row): Record<string, unknown> {
  const org15 = running.org.id.slice(0, 15);
  const rest = `${running.url}/services/data/v{version}/`;
  return {
    photos: { picture: null, thumbnail: null },
    urls: {
      enterprise: `${running.url}/services/Soap/c/{version}/${org15}`,
      metadata: `${running.url}/services/Soap/m/{version}/${org15}`,
      partner: `${running.url}/services/Soap/u/{version}/${org15}`,
      rest,
      sobjects: `${rest}sobjects/`,
      query: `${rest}query/`,
      tooling_rest: `${rest}tooling/`,
      profile: `${running.url}/${String(user['Id'])}`,
    },
    active: user['IsActive'] === true,
    user_type: 'STANDARD',
    language: value(user, 'LanguageLocaleKey'),
    locale: value(user, 'LocaleSidKey'),
    utcOffset: 0,
  };
}

function value(user: Row, field: string): Value {
  return user[field] ?? null;
}
