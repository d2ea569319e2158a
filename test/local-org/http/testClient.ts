/** A small HTTP client and helpers for tests against a served org. */

import type { Org } from '../model/orgModel.js';
import { idOf, rowById, rowsOf } from '../permissions/orgTables.js';
import { patchRow } from '../permissions/rowStore.js';
import { orgLikeBefore } from '../schema/copyOrg.js';
import { createOrg } from '../schema/newOrg.js';
import { storeUser } from '../scenarios/storeUser.js';
import { startLocalOrg } from './localOrgServer.js';
import type { LocalOrg } from './localOrgServer.js';

/** A parsed answer: `body` is the JSON, or the text where it is none. */
export type Reply = { status: number; headers: Headers; body: unknown };

export type CallOptions = { method?: string; body?: unknown; headers?: Record<string, string>; token?: string | null };

/**
 * Calls the org; the body is sent as JSON unless it is a text. Without a token of its own a call is the
 * administrator's.
 */
export async function call(local: LocalOrg, path: string, options: CallOptions = {}): Promise<Reply> {
  const { method = options.body === undefined ? 'GET' : 'POST', body, headers = {} } = options;
  const token = options.token === undefined ? local.tokenFor(administrator) : options.token;
  const response = await fetch(`${local.url}${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

/** Has Modify All Data and everything else. */
export const administrator = 'admin@example.com';

/** Has API Enabled but neither View Setup nor Modify All Data. */
export const plainUser = 'plain@example.com';

/** Serves a new org with the two users above, in English whatever LOCAL_ORG_LANGUAGE says: what it answers is compared as it stands. */
export const startTestOrg = (): Promise<LocalOrg> =>
  startLocalOrg({ org: orgLikeBefore('two users', newTestOrg), language: 'en' });

const newTestOrg = (): Org => {
  const org = createOrg({ adminUsername: administrator });
  const caller = { userId: userId(org, administrator), apiVersion: 68 };
  storeUser(org, caller, 'plain', { username: plainUser, profile: 'Minimum Access - Salesforce' });
  setUserPermission(org, plainUser, 'ApiEnabled', true);
  return org;
};

/** The id of a user. Throws for an unknown username. */
export function userId(org: Org, username: string): string {
  const found = rowsOf(org, 'User').find((user) => user['Username'] === username);
  if (found === undefined) throw new Error(`no user ${username}`);
  return idOf(found);
}

/** Sets a user permission in everything that the user has, straight in the rows. */
export function setUserPermission(org: Org, username: string, permission: string, value: boolean): void {
  const id = userId(org, username);
  const column = `Permissions${permission}`;
  for (const assignment of rowsOf(org, 'PermissionSetAssignment')) {
    const set =
      assignment['AssigneeId'] === id ? rowById(org, 'PermissionSet', assignment['PermissionSetId']) : undefined;
    if (set !== undefined) patchRow(org, 'PermissionSet', set, { [column]: value });
  }
  const profile = rowById(org, 'Profile', rowById(org, 'User', id)?.['ProfileId']);
  if (profile !== undefined) patchRow(org, 'Profile', profile, { [column]: value });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
