import { isOrgWide } from '../platform/orgWidePermissions.js';
import { compareKeys, keyOf } from '../platform/names.js';
import type { Plan } from './grantPlan.js';

/** A permission over the whole org, and the usernames of everybody who receives it. */
export type OrgWide = { readonly name: string; readonly users: readonly string[] };

/**
 * The permissions over the whole org that somebody receives by the plan, however they are delivered: new in the set, held
 * by the set that he is assigned, or added to a set that others have.
 */
export const orgWideReceived = ({ users, adds, permissionSet }: Plan): OrgWide[] => {
  const receivers = new Map<string, { name: string; users: Set<string> }>();
  const receives = (name: string, username: string): void => {
    const known = receivers.get(keyOf(name)) ?? { name, users: new Set<string>() };
    receivers.set(keyOf(name), { ...known, users: known.users.add(username) });
  };
  for (const { username, receives: received } of users)
    for (const { entry } of received)
      if (entry.kind === 'userPermission' && isOrgWide(entry.name)) receives(entry.name, username);
  for (const { entry } of adds) {
    if (entry.kind !== 'userPermission' || !isOrgWide(entry.name)) continue;
    for (const username of permissionSet.existing?.alsoFor ?? []) receives(entry.name, username);
  }
  return [...receivers.values()]
    .map(({ name, users: all }) => ({ name, users: [...all] }))
    .sort((a, b) => compareKeys(a.name, b.name));
};

/**
 * The names of those that nobody allowed by name.
 * @param allowed API names, in any spelling
 */
export const notAllowed = (received: readonly OrgWide[], allowed: readonly string[]): string[] => {
  const keys = new Set(allowed.map((name) => keyOf(name.trim())));
  return received.flatMap(({ name }) => (keys.has(keyOf(name)) ? [] : [name]));
};
