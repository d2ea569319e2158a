/** A small HTTP client and helpers for tests against a served org. */

import { effectiveAccess } from '../permissions/access.js';
import type { Org } from '../model/types.js';
import { users } from './control.js';
import type { LocalOrg } from './server.js';

/** A parsed answer: `body` is the JSON, or the text where it is none. */
export type Reply = { status: number; headers: Headers; body: unknown };

export type CallOptions = { method?: string; body?: unknown; headers?: Record<string, string>; token?: string | null };

/** Calls the org; the body is sent as JSON unless it is a text. Without a token of its own a call is the administrator's. */
export async function call(local: LocalOrg, path: string, options: CallOptions = {}): Promise<Reply> {
  const { method = options.body === undefined ? 'GET' : 'POST', body, headers = {} } = options;
  const token = options.token === undefined ? local.tokenFor(administrator(local)) : options.token;
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

/** Username of somebody with Modify All Data. Throws when the org has none. */
export function administrator(local: LocalOrg): string {
  return usernameWhere(local, (org, id) => effectiveAccess(org, id).userPermission('ModifyAllData'));
}

/** Username of somebody with API Enabled but without View Setup and Modify All Data. Throws when the org has none. */
export function plainUser(local: LocalOrg): string {
  return usernameWhere(local, (org, id) => {
    const access = effectiveAccess(org, id);
    return (
      access.userPermission('ApiEnabled') &&
      !access.userPermission('ViewSetup') &&
      !access.userPermission('ModifyAllData')
    );
  });
}

/** The id of a user. Throws for an unknown username. */
export function userId(org: Org, username: string): string {
  const found = [...(org.tables.get('User') ?? [])].find(([, user]) => user['Username'] === username);
  if (found === undefined) throw new Error(`no user ${username}`);
  return found[0];
}

/** Sets a user permission in everything that the user has, straight in the rows. */
export function setUserPermission(org: Org, username: string, permission: string, value: boolean): void {
  const id = userId(org, username);
  const column = `Permissions${permission}`;
  for (const assignment of org.tables.get('PermissionSetAssignment')?.values() ?? []) {
    const set =
      assignment['AssigneeId'] === id
        ? org.tables.get('PermissionSet')?.get(String(assignment['PermissionSetId']))
        : undefined;
    if (set !== undefined) set[column] = value;
  }
  const profile = org.tables.get('Profile')?.get(String(org.tables.get('User')?.get(id)?.['ProfileId']));
  if (profile !== undefined) profile[column] = value;
}

function usernameWhere(local: LocalOrg, wanted: (org: Org, id: string) => boolean): string {
  const found = users(local).find(({ username }) => wanted(local.org, userId(local.org, username)));
  if (found === undefined) throw new Error('the scenario has no such user');
  return found.username;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
