import type { Entry } from '../access/entry.js';
import { some, unassigned, whyItStays } from './revokeActions.js';
import type { NotFound, RevokeAction, RevokePlan } from './revokePlan.js';
import type { StandingNamed } from './standing.js';
import type { StandingSet } from '../access/standingSet.js';
import { entriesIn } from '../access/standingSet.js';

/** What becomes of a set that is to go as a whole: it stays where others have it or have put something in. */
const endOf = (set: StandingSet, userIds: ReadonlySet<string>, beyond: readonly Entry[]): RevokeAction => {
  const others = [
    ...set.assignments.filter(({ userId }) => !userIds.has(userId)),
    ...set.groups.flatMap(({ holders }) => holders),
  ];
  return whyItStays(set, beyond, others) ?? { action: 'deleteSet', setId: set.id, holds: entriesIn(set) };
};

/**
 * The way back without a receipt: the assignments of the permission set that grant made, and with `deleteSet` the set. A set that
 * is not there is told, and so are the sets that the definition names: they stay, as only a receipt knows who has assigned them.
 * @param name of the permission set
 * @param set as it stands, made by grant for this integration; null where there is none
 * @param userIds of those from whom it is taken
 * @param beyond what others have put into it (`beyondDefinition`)
 * @param named assignments to these users of sets that the definition names
 */
export const withoutReceipt = (
  name: string,
  set: StandingSet | null,
  userIds: ReadonlySet<string>,
  deleteSet: boolean,
  beyond: readonly Entry[],
  named: readonly StandingNamed[],
): RevokePlan => {
  const staying = named.map(({ id, username, name: what }): NotFound => ({
    ...{ what: 'assignment', name: username, id, why: 'NO_RECEIPT', detail: what },
  }));
  if (set === null) {
    const notFound = { what: 'permissionSet', name, id: null, why: 'NO_SUCH_SET' } as const;
    return { name, formerName: null, set: null, actions: [], notFound: [notFound, ...staying] };
  }
  const going = set.assignments.filter(({ userId }) => userIds.has(userId));
  return {
    name: set.name,
    formerName: null,
    set: { id: set.id },
    actions: [
      ...some(
        'unassign',
        going.map((row) => unassigned(row, set.name)),
      ),
      ...(deleteSet ? [endOf(set, userIds, beyond)] : []),
    ],
    notFound: staying,
  };
};
