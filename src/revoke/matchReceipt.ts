import { markOf } from '../grant/ownership.js';
import type { Receipt } from '../grant/receipt.js';
import { keyOf } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import { mayHaveWrittenSet, recipientsOf } from './receiptContents.js';
import type { Given, GrantedUser } from './receiptContents.js';
import type { NotFound } from './revokePlan.js';
import type { StandingSet } from '../access/standingSet.js';
import type { StandingUser } from './standing.js';

/**
 * Whether this set, found by the name in a receipt, is the one that the grant made: asked only where the answer was lost,
 * so that the receipt never learned the id. Then the mark in the description tells.
 */
export const isSetOf = (set: { readonly description: string }, receipt: Receipt): boolean =>
  receipt.permissionSet.id === null &&
  mayHaveWrittenSet(receipt) &&
  markOf(set.description)?.integration === receipt.integration;

/** A day: the clock of the machine on which the grant ran need not be that of the org. */
const clocksMayDiffer = 24 * 60 * 60 * 1000;

/** Whether something in the org is certainly older than the grant. @param at ISO 8601; null where the org does not say */
const isOlder = (at: string | null, { startedAt }: Receipt): boolean =>
  at !== null && Date.parse(at) < Date.parse(startedAt) - clocksMayDiffer;

const isYounger = (at: string | null, { startedAt }: Receipt): boolean =>
  at !== null && Date.parse(at) > Date.parse(startedAt) + clocksMayDiffer;

/** How the permission set in the org shows that a receipt about it cannot be true. */
export type Contradiction = 'NOT_MARKED' | 'OLDER' | 'YOUNGER';

/**
 * Holds what a receipt says about its permission set against the set: who made it, and when. Null where they agree. A
 * receipt is a file that anybody may have edited.
 */
export const contradictionOf = (
  receipt: Receipt,
  { description, createdAt }: Pick<StandingSet, 'description' | 'createdAt'>,
): Contradiction | null => {
  if (!receipt.permissionSet.created) return isYounger(createdAt, receipt) ? 'YOUNGER' : null;
  if (!markOf(description)) return 'NOT_MARKED';
  return isOlder(createdAt, receipt) ? 'OLDER' : null;
};

/** Who of a receipt is meant by `--user`: ids of those who are there, and names that are not in the receipt. */
export type Chosen = { readonly userIds: ReadonlySet<string>; readonly strangers: readonly string[] };

/** The id of a recipient, also where the receipt has no more than the name. */
export const idOf = ({ id, username }: GrantedUser, users: readonly StandingUser[]): string | undefined =>
  id ?? users.find((user) => keyOf(user.username) === keyOf(username))?.id;

/**
 * Looks the names that were given with `--user` up in a receipt.
 * @param users those of the receipt who are there: they may have another name by now
 * @param names usernames, old or new
 */
export const chosenOf = (receipt: Receipt, users: readonly StandingUser[], names: readonly string[]): Chosen => {
  const ids = new Map<string, string>();
  for (const recipient of recipientsOf(receipt)) {
    const id = idOf(recipient, users);
    if (id === undefined) continue;
    ids.set(keyOf(recipient.username), id);
    const now = users.find((user) => sameId(user.id, id));
    if (now) ids.set(keyOf(now.username), id);
  }
  // In a sandbox a name may stand without the suffix of the sandbox, as for a grant (design, "-u").
  const idNamed = (name: string): string | undefined => {
    const exact = ids.get(keyOf(name));
    if (exact !== undefined) return exact;
    const longer = new Set([...ids].flatMap(([key, id]) => (key.startsWith(`${keyOf(name)}.`) ? [id] : [])));
    return longer.size === 1 ? [...longer][0] : undefined;
  };
  return {
    userIds: new Set(names.flatMap((name) => idNamed(name) ?? [])),
    strangers: names.filter((name) => idNamed(name) === undefined),
  };
};

type Assignable = { readonly id: string; readonly userId: string; readonly assignedAt?: string | null };

/** What was given, held against what is there: by the id of the record; by user where the receipt never learned it. */
export const matched = <T extends Assignable>(
  given: readonly Given[],
  there: readonly T[],
  users: readonly StandingUser[],
  isSame: (row: T, one: Given) => boolean,
  what: 'assignment' | 'license',
  receipt: Receipt,
): { readonly found: readonly { readonly row: T; readonly one: Given }[]; readonly notFound: readonly NotFound[] } => {
  const byId = new Map(there.map((row) => [row.id.slice(0, 15), row]));
  const results = given.map((one) => {
    const others = there.filter((row) => sameId(row.userId, one.userId) && isSame(row, one));
    const byRecord = one.recordId === null ? others[0] : byId.get(one.recordId.slice(0, 15));
    // A record is that of a user for good: one of somebody else was not given by this grant, whatever the file says.
    const row = byRecord && sameId(byRecord.userId, one.userId) ? byRecord : undefined;
    return { one, row, another: others.length > 0, older: isOlder(row?.assignedAt ?? null, receipt) };
  });
  return {
    found: results.flatMap(({ one, row, older }) => (row && !older ? [{ row, one }] : [])),
    notFound: results.flatMap(({ one, row, another, older }): NotFound[] => {
      const user = users.find(({ id }) => sameId(id, one.userId));
      // Whoever is gone has nothing any more, and is told of once.
      if ((row && !older) || !user) return [];
      const why = older ? 'OLDER' : another ? 'MADE_ANEW' : one.certain ? 'GONE' : 'PERHAPS_NEVER_MADE';
      return [{ what, name: user.username, id: one.recordId, why, detail: one.what }];
    }),
  };
};
