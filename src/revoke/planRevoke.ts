import { entriesIn } from '../access/standingSet.js';
import type { StandingAssignment, StandingSet } from '../access/standingSet.js';
import type { Receipt } from '../grant/receipt.js';
import { isOwn } from '../grant/ownership.js';
import { keyOf } from '../platform/names.js';
import { addedEntries, givenIn, mayHaveWrittenSet, platformFill, recipientsOf } from './receiptContents.js';
import type { Given, Recipient } from './receiptContents.js';
import type { AssignedRecord, NotFound, RevokeAction, RevokePlan } from './revokePlan.js';
import type { Standing, StandingUser } from './standing.js';
import { leftIn, takeOutOf, takesNothing } from './takeOut.js';

/** The platform takes ids of 15 and of 18 characters for the same record. */
const sameId = (a: string, b: string): boolean => a.slice(0, 15) === b.slice(0, 15);

/**
 * Whether this set, found by the name in a receipt, is the one that the grant made: asked only where the answer was lost,
 * so that the receipt never learned the id. Then the mark in the description tells.
 */
export const isSetOf = (set: { readonly description: string }, receipt: Receipt): boolean =>
  receipt.permissionSet.id === null && mayHaveWrittenSet(receipt) && isOwn(set.description);

/** Who of a receipt is meant by `--user`: ids of those who are there, and names that are not in the receipt. */
export type Chosen = { readonly userIds: ReadonlySet<string>; readonly strangers: readonly string[] };

/** The id of a recipient, also where the receipt has no more than the name. */
const idOf = ({ id, username }: Recipient, users: readonly StandingUser[]): string | undefined =>
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
  return {
    userIds: new Set(names.flatMap((name) => ids.get(keyOf(name)) ?? [])),
    strangers: names.filter((name) => !ids.has(keyOf(name))),
  };
};

type Assignable = { readonly id: string; readonly userId: string };

/** What was given, held against what is there: by the id of the record; by user where the receipt never learned it. */
const matched = <T extends Assignable>(
  given: readonly Given[],
  there: readonly T[],
  users: readonly StandingUser[],
  isSame: (row: T, one: Given) => boolean,
  what: 'assignment' | 'license',
): { readonly found: readonly { readonly row: T; readonly one: Given }[]; readonly notFound: readonly NotFound[] } => {
  const byId = new Map(there.map((row) => [row.id.slice(0, 15), row]));
  const results = given.map((one) => {
    const others = there.filter((row) => sameId(row.userId, one.userId) && isSame(row, one));
    const row = one.recordId === null ? others[0] : byId.get(one.recordId.slice(0, 15));
    return { one, row, another: others.length > 0 };
  });
  return {
    found: results.flatMap(({ one, row }) => (row ? [{ row, one }] : [])),
    notFound: results.flatMap(({ one, row, another }): NotFound[] => {
      const user = users.find(({ id }) => sameId(id, one.userId));
      // Whoever is gone has nothing any more, and is told of once.
      if (row || !user) return [];
      const why = another ? 'MADE_ANEW' : one.certain ? 'GONE' : 'PERHAPS_NEVER_MADE';
      return [{ what, name: user.username, id: one.recordId, why, detail: one.what }];
    }),
  };
};

const unassigned = ({ id, userId, username }: StandingAssignment, name: string): AssignedRecord => ({
  path: `PermissionSetAssignment/${id}`,
  userId,
  user: username,
  detail: name,
});

const usernames = (assignments: readonly StandingAssignment[]): string[] => [
  ...new Set(assignments.map(({ username }) => username)),
];

const some = (action: 'unassign' | 'unassignLicenses', records: readonly AssignedRecord[]): RevokeAction[] =>
  records.length === 0 ? [] : [{ action, records }];

/** The set of a receipt that is not there, unless nothing was ever made. */
const setNotFound = (receipt: Receipt, { set, namesake }: Standing): NotFound[] => {
  const { name, id } = receipt.permissionSet;
  if (set || (id === null && !mayHaveWrittenSet(receipt))) return [];
  const why = namesake ? 'MADE_ANEW' : id === null ? 'PERHAPS_NEVER_MADE' : 'GONE';
  return [{ what: 'permissionSet', name, id, why }];
};

/** What becomes of the set itself and of what is in it. */
const aboutSet = (
  set: StandingSet,
  receipt: Receipt,
  {
    others,
    relying,
    deleteSet,
    onlySome,
  }: {
    /** Assignments that stay. */
    readonly others: readonly StandingAssignment[];
    /** Those of them that belong to others whom the grant was for. */
    readonly relying: readonly StandingAssignment[];
    readonly deleteSet: boolean;
    readonly onlySome: boolean;
  },
): RevokeAction[] => {
  const made = receipt.permissionSet.created;
  const takeOut = takeOutOf(set, addedEntries(receipt), platformFill(receipt));
  const left = leftIn(set, takeOut);
  const mayGo = made && deleteSet;
  if (mayGo && others.length === 0 && left.length === 0)
    return [{ action: 'deleteSet', setId: set.id, holds: entriesIn(set) }];
  const keepSet: RevokeAction[] = mayGo
    ? others.length > 0
      ? [{ action: 'keep', what: 'set', why: 'OTHERS_HAVE_IT', users: usernames(others), more: [], asked: true }]
      : [{ action: 'keep', what: 'set', why: 'HOLDS_MORE', users: [], more: left, asked: true }]
    : [];
  // Everybody who has a set that the grant made has these entries from that grant; of a set that was there before only
  // those whom the grant was for.
  const staying = made ? others : onlySome ? relying : [];
  if (staying.length === 0) {
    const alsoFrom = usernames(others);
    return [
      ...(takesNothing(takeOut) ? [] : [{ action: 'removeEntries', setId: set.id, takeOut, alsoFrom } as const]),
      ...keepSet,
    ];
  }
  if (keepSet.length > 0 || takesNothing(takeOut)) return keepSet;
  return [
    {
      action: 'keep',
      what: 'entries',
      why: 'OTHERS_HAVE_IT',
      users: usernames(staying),
      more: [],
      asked: !onlySome,
    },
  ];
};

/**
 * The way back of one grant: exactly what it added and is still there. Everything is found by its id; what is not there
 * is told.
 * @param only ids of the users to whom it is limited; null for everybody whom the grant was for. What others of them rely
 * on stays.
 * @param deleteSet whether the set goes, where that grant made it and nothing else is in it
 */
export const withReceipt = (
  receipt: Receipt,
  standing: Standing,
  only: ReadonlySet<string> | null,
  deleteSet: boolean,
): RevokePlan => {
  const { set, users } = standing;
  const chosen = (userId: string): boolean => only === null || [...only].some((id) => sameId(id, userId));
  const recipients = recipientsOf(receipt).map((one) => ({ ...one, id: idOf(one, users) }));
  const name = set?.name ?? receipt.permissionSet.name;
  const assignments = matched(
    givenIn(receipt, 'assignments').filter(({ userId }) => chosen(userId)),
    set?.assignments ?? [],
    users,
    () => true,
    'assignment',
  );
  const licenses = matched(
    givenIn(receipt, 'licenses').filter(({ userId }) => chosen(userId)),
    standing.licenses,
    users,
    ({ license }, { what }) => keyOf(license) === keyOf(what),
    'license',
  );
  const going = assignments.found.map(({ row }) => row);
  const goingIds = new Set(going.map(({ id }) => id));
  const others = (set?.assignments ?? []).filter(({ id }) => !goingIds.has(id));
  const isRecipient = ({ userId }: StandingAssignment): boolean =>
    recipients.some(({ id }) => id !== undefined && sameId(id, userId));
  return {
    name,
    formerName: set && keyOf(set.name) !== keyOf(receipt.permissionSet.name) ? receipt.permissionSet.name : null,
    set: set && { id: set.id },
    actions: [
      ...some(
        'unassign',
        going.map((row) => unassigned(row, name)),
      ),
      ...some(
        'unassignLicenses',
        licenses.found.map(({ row, one }) => ({
          path: `PermissionSetLicenseAssign/${row.id}`,
          userId: row.userId,
          user: users.find(({ id }) => sameId(id, row.userId))?.username ?? one.username,
          detail: row.license,
        })),
      ),
      ...(set
        ? aboutSet(set, receipt, {
            others,
            relying: others.filter((one) => isRecipient(one) && !chosen(one.userId)),
            deleteSet,
            onlySome: only !== null,
          })
        : []),
    ],
    notFound: [
      ...recipients.flatMap(({ id, username }): NotFound[] => {
        if (id !== undefined && !chosen(id)) return [];
        const there = id !== undefined && users.some((user) => sameId(user.id, id));
        return there ? [] : [{ what: 'user', name: username, id: id ?? null, why: 'GONE' }];
      }),
      ...setNotFound(receipt, standing),
      // Assignments go with their set.
      ...(set ? assignments.notFound : []),
      ...licenses.notFound,
    ],
  };
};

/**
 * Without a receipt: the assignments of the permission set that grant made, and with `deleteSet` the set.
 * @param name of the permission set
 * @param set as it stands, made by grant; null where there is none
 * @param userIds of those from whom it is taken
 */
export const withoutReceipt = (
  name: string,
  set: StandingSet | null,
  userIds: ReadonlySet<string>,
  deleteSet: boolean,
): RevokePlan => {
  const assignments = set?.assignments ?? [];
  const others = assignments.filter(({ userId }) => !userIds.has(userId));
  const going = assignments.filter(({ userId }) => userIds.has(userId));
  const end: RevokeAction[] =
    set === null || !deleteSet
      ? []
      : others.length === 0
        ? [{ action: 'deleteSet', setId: set.id, holds: entriesIn(set) }]
        : [{ action: 'keep', what: 'set', why: 'OTHERS_HAVE_IT', users: usernames(others), more: [], asked: true }];
  return {
    name: set?.name ?? name,
    formerName: null,
    set: set && { id: set.id },
    actions: [
      ...some(
        'unassign',
        going.map((row) => unassigned(row, set?.name ?? name)),
      ),
      ...end,
    ],
    notFound: [],
  };
};
