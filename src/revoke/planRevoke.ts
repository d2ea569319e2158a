import { entriesIn } from '../access/standingSet.js';
import type { Holder, StandingAssignment, StandingSet } from '../access/standingSet.js';
import type { Receipt } from '../grant/receipt.js';
import { keyOf } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import { idOf, matched } from './matchReceipt.js';
import {
  addedEntries,
  givenIn,
  mayHaveWrittenSet,
  platformFill,
  recipientsOf,
  removedItsSet,
} from './receiptContents.js';
import { nothingKept, some, unassigned, unassignedNamed, usernames, whyItStays } from './revokeActions.js';
import type { NotFound, RevokeAction, RevokePlan } from './revokePlan.js';
import type { Standing } from './standing.js';
import { leftIn, takeOutOf, takesNothing } from './takeOut.js';

/** The set of a receipt that is not there, unless nothing was ever made, or the grant removed it by itself. */
const setNotFound = (receipt: Receipt, { set, namesake }: Standing): NotFound[] => {
  const { name, id } = receipt.permissionSet;
  if (set || removedItsSet(receipt) || (id === null && !mayHaveWrittenSet(receipt))) return [];
  const why = namesake ? 'MADE_ANEW' : id === null ? 'PERHAPS_NEVER_MADE' : 'GONE';
  return [{ what: 'permissionSet', name, id, why }];
};

/** Who keeps the set: those who have an assignment that stays, and those who have it through a group. */
type Keepers = {
  readonly others: readonly StandingAssignment[];
  /** Those of the others whom the grant was for as well. */
  readonly relying: readonly StandingAssignment[];
  readonly throughGroups: readonly Holder[];
};

/** What becomes of the set itself and of what is in it. */
const aboutSet = (
  set: StandingSet,
  receipt: Receipt,
  keepers: Keepers,
  { deleteSet, onlySome }: { readonly deleteSet: boolean; readonly onlySome: boolean },
): RevokeAction[] => {
  const { others, relying, throughGroups } = keepers;
  const made = receipt.permissionSet.created;
  const takeOut = takeOutOf(set, addedEntries(receipt), platformFill(receipt));
  const left = leftIn(set, takeOut);
  const mayGo = made && deleteSet;
  const kept = mayGo ? whyItStays(set, left, [...others, ...throughGroups]) : null;
  if (mayGo && kept === null) return [{ action: 'deleteSet', setId: set.id, holds: entriesIn(set) }];
  const keepSet = kept === null ? [] : [kept];
  // Everybody who has a set that the grant made has these entries from that grant; of a set that was there before only
  // those whom the grant was for.
  const staying: readonly Holder[] = made ? [...others, ...throughGroups] : onlySome ? relying : [];
  if (staying.length === 0) {
    const isRelying = new Set(relying.map(({ userId }) => userId));
    const alsoFrom = usernames([...others, ...throughGroups].filter(({ userId }) => !isRelying.has(userId)));
    const removal: RevokeAction = {
      action: 'removeEntries',
      setId: set.id,
      takeOut,
      alsoFrom,
      description: set.description,
      holds: entriesIn(set),
      leaves: left,
    };
    return [...(takesNothing(takeOut) ? [] : [removal]), ...keepSet];
  }
  if (keepSet.length > 0 || takesNothing(takeOut)) return keepSet;
  const users = usernames(staying);
  return [{ action: 'keep', what: 'entries', why: 'OTHERS_HAVE_IT', ...nothingKept, users, failsRevoke: !onlySome }];
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
    receipt,
  );
  const licenses = matched(
    givenIn(receipt, 'licenses').filter(({ userId }) => chosen(userId)),
    standing.licenses,
    users,
    ({ license }, { what }) => keyOf(license) === keyOf(what),
    'license',
    receipt,
  );
  const named = matched(
    givenIn(receipt, 'namedSets').filter(({ userId }) => chosen(userId)),
    standing.named,
    users,
    ({ setId }, one) => sameId(setId, one.setId ?? ''),
    'assignment',
    receipt,
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
      ...some('unassign', [
        ...going.map((row) => unassigned(row, name)),
        // As it was called when it was assigned, where the org does not tell its name any more.
        ...named.found.map(({ row, one }) => unassignedNamed({ ...row, name: row.name || one.what })),
      ]),
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
        ? aboutSet(
            set,
            receipt,
            {
              others,
              relying: others.filter((one) => isRecipient(one) && !chosen(one.userId)),
              throughGroups: set.groups.flatMap(({ holders }) => holders),
            },
            { deleteSet, onlySome: only !== null },
          )
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
      ...named.notFound,
      ...licenses.notFound,
    ],
  };
};
