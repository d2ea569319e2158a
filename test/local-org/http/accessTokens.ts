import { randomBytes } from 'node:crypto';

import { effectiveAccess } from '../permissions/effectiveAccess.js';
import { OrgError } from '../model/orgModel.js';
import type { Org, Row } from '../model/orgModel.js';
import { rowById, rowsOf } from '../permissions/orgTables.js';
import type { RunningOrg } from './runningOrg.js';

const sessionInvalid = (): OrgError => new OrgError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');

/** The user with this username, compared without regard to case, or undefined. */
export function findUser(org: Org, username: string): Row | undefined {
  const wanted = username.toLowerCase();
  return rowsOf(org, 'User').find((user) => String(user['Username']).toLowerCase() === wanted);
}

/**
 * Why a user cannot log in, or undefined. A frozen user keeps all permissions but cannot log in (fact G8); sessions
 * that were open before stay open.
 */
export function loginObstacle(org: Org, userId: string): 'inactive' | 'frozen' | undefined {
  if (rowById(org, 'User', userId)?.['IsActive'] === false) return 'inactive';
  return rowsOf(org, 'UserLogin').some((login) => login['UserId'] === userId && login['IsFrozen'] === true)
    ? 'frozen'
    : undefined;
}

/** Opens a session and returns its access token, `<15-character org id>!<random>`. */
export function issueAccessToken(org: Org, userId: string): string {
  const token = `${org.id.slice(0, 15)}!AQ${randomBytes(32).toString('hex')}`;
  org.tokens.set(token, { userId, expired: false });
  return token;
}

/** Issues a refresh token for the user. */
export function issueRefreshToken(running: RunningOrg, userId: string): string {
  const token = `5Aep861${randomBytes(24).toString('hex')}`;
  running.refreshTokens.set(token, userId);
  return token;
}

/** The user whom an access token belongs to. Throws 401 INVALID_SESSION_ID (fact I10). */
export function userOfToken(org: Org, token: string): string {
  const session = org.tokens.get(token);
  if (session === undefined || session.expired) throw sessionInvalid();
  // Deactivating a user ends the user's sessions.
  if (loginObstacle(org, session.userId) === 'inactive') throw sessionInvalid();
  return session.userId;
}

/** Reads `Authorization: Bearer <token>` (or `OAuth <token>`). Throws 401 like {@link userOfToken}. */
export function authenticate(org: Org, authorization: string | undefined): string {
  if (authorization === undefined) throw sessionInvalid();
  const match = /^(?:Bearer|OAuth)\s+(\S+)\s*$/i.exec(authorization);
  if (match?.[1] === undefined) throw new OrgError(401, 'INVALID_AUTH_HEADER', 'INVALID_HEADER_TYPE');
  return userOfToken(org, match[1]);
}

/** Refuses users without API Enabled (fact I14). */
export function requireApiEnabled(org: Org, userId: string): void {
  if (!effectiveAccess(org, userId).userPermission('ApiEnabled')) {
    throw new OrgError(403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.');
  }
}

/** Charges API calls against the daily limit. Throws 403 when it is used up (fact I11). */
export function charge(org: Org, calls: number): void {
  const { dailyApiRequests } = org.limits;
  if (dailyApiRequests.used + calls > dailyApiRequests.max) {
    throw new OrgError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  }
  dailyApiRequests.used += calls;
}
