import { contains, emptyContent, withEntries } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { setupAccessId } from '../access/setupAccess.js';
import type { SetupAccess } from '../access/setupAccess.js';
import type { OrgSchema } from '../access/snapshot.js';
import type { Plan } from '../grant/grantPlan.js';
import { hasNamedSet, holdsOwnSet, namedSetKey } from '../grant/namedSet.js';
import type { NamedSet } from '../grant/namedSet.js';
import { platformRowTest } from '../grant/platformRowTest.js';
import { withStep } from '../grant/receipt.js';
import type { AssignedTo, Receipt } from '../grant/receipt.js';
import { ownAssignments } from '../grant/unannounced.js';
import type { OrgFailure } from '../org/failure.js';
import type { OrgClient } from '../org/orgClient.js';
import type { AccessReading } from '../org/read/readAccess.js';
import { readNamedSets } from '../org/read/readNamedSets.js';
import type { Outcome } from '../grant/grantOutcome.js';
import { keyOf, qualifiedName } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import { takeBackAndLook } from './takeBackAndLook.js';

/** What came of holding the sets that were assigned as they are against the plan. */
export type NamedHeldAgainstPlan =
  | { readonly found: 'asPlanned' }
  /** The names of those that could not be read whole afterwards. */
  | { readonly found: 'unread'; readonly names: readonly string[] }
  | {
      readonly found: 'unannounced';
      readonly outcomes: readonly Outcome[];
      /** What nobody was told of. */
      readonly more: More;
      readonly receipt: Receipt;
      /** The names of those that could not be read whole. */
      readonly names: readonly string[];
      /** What was read after taking back; why not, where it was not read. */
      readonly after: AccessReading | OrgFailure;
    };

/** What was written, as far as it is looked at here. */
type Written = { readonly outcomes: readonly Outcome[]; readonly receipt: Receipt };

type More = { readonly entries: readonly Entry[]; readonly setup: readonly SetupAccess[] };

/**
 * What a set gives that the plan did not tell. Where the own set of the grant is part of a group, the group gives what the plan
 * adds to that, and what the platform writes for it by itself (fact B8).
 */
const moreIn = (plan: Pick<Plan, 'permissionSet' | 'adds'>, planned: NamedSet, now: NamedSet): More => {
  const holds = [...planned.holds, ...(holdsOwnSet(planned, plan) ? plan.adds.map(({ entry }) => entry) : [])];
  const announced = withEntries(emptyContent, holds);
  const isPlatforms = holdsOwnSet(planned, plan) ? platformRowTest(holds) : () => false;
  const told = new Set(planned.setupAccess.map(setupAccessId));
  return {
    entries: now.holds.filter((entry) => !contains(announced, entry) && !isPlatforms(entry)),
    setup: now.setupAccess.filter((one) => !told.has(setupAccessId(one))),
  };
};

/** Who has one of them after the writes, and how he came by it. */
type Holder = Pick<AssignedTo, 'username' | 'what'> & { readonly by: 'thisRun' | 'nobodyKnows' | 'before' };

/** Everybody to whom this run gave one of them, to whom it may have given it and who has it, and who had it before. */
const holdersOf = (
  { named }: Pick<Plan, 'named'>,
  { outcomes, receipt }: Written,
  { snapshot: { users } }: AccessReading,
): Holder[] => {
  const isShown = ({ userId, what }: AssignedTo): boolean => {
    const user = users.find(({ id }) => sameId(id, userId));
    const set = named.find((one) => namedSetKey(one) === keyOf(what));
    // Where that is not known he may have it.
    return user === undefined || set === undefined || hasNamedSet(user, set) !== false;
  };
  return [
    ...receipt.steps.flatMap((step): Holder[] =>
      step.step === 'namedSets' && step.state !== 'failed'
        ? step.assigned.flatMap((one): Holder[] => {
            const { username, what } = one;
            if (step.state === 'done' && one.recordId !== null) return [{ username, what, by: 'thisRun' }];
            return isShown(one) ? [{ username, what, by: 'nobodyKnows' }] : [];
          })
        : [],
    ),
    ...outcomes.flatMap(({ step, result, user, detail }): Holder[] =>
      step === 'namedSets' && result === 'alreadyDone' && user !== undefined && detail !== undefined
        ? [{ username: user, what: detail, by: 'before' }]
        : [],
    ),
  ];
};

/** What is told of those from whom nothing is taken back. */
const notTaken = (holders: readonly Holder[]): Outcome[] =>
  holders.flatMap(({ username: user, what: detail, by }): Outcome[] => {
    if (by === 'before') return [{ step: 'unassign', user, result: 'skipped', code: 'HELD_BEFORE', detail }];
    return by === 'nobodyKnows'
      ? [{ step: 'unassign', user, result: 'failed', code: 'NOT_TAKEN_BACK', detail, open: true }]
      : [];
  });

/**
 * Reads the sets again that this run has assigned as they are, or may have: an org may show only then what they hold. Whoever got
 * one that gives more than was announced loses that assignment again.
 * @param read reads as `reading` was read
 * @param journal keeps the receipt
 * @throws OrgFailure when the connection breaks
 */
export const takeBackNamed = async (
  client: OrgClient,
  { plan, schema }: { readonly plan: Pick<Plan, 'named' | 'permissionSet' | 'adds'>; readonly schema: OrgSchema },
  written: Written,
  reading: AccessReading,
  read: () => Promise<AccessReading>,
  journal: (receipt: Receipt) => Promise<void>,
): Promise<NamedHeldAgainstPlan> => {
  const { named } = plan;
  const { receipt } = written;
  const holders = holdersOf({ named }, written, reading);
  if (holders.length === 0) return { found: 'asPlanned' };
  const given = named.filter((set) => holders.some(({ what }) => keyOf(what) === namedSetKey(set)));
  const now = await readNamedSets(client, given, schema, Date.now());
  const names: string[] = [];
  const found = given.flatMap((set) => {
    const content = now.get(namedSetKey(set));
    if (content?.known !== true) {
      names.push(qualifiedName(set));
      return [];
    }
    const more = moreIn(plan, set, content.value);
    return more.entries.length + more.setup.length > 0 ? [{ key: namedSetKey(set), more }] : [];
  });
  if (found.length === 0) return names.length === 0 ? { found: 'asPlanned' } : { found: 'unread', names };
  const isFound = ({ what }: Pick<AssignedTo, 'what'>): boolean => found.some(({ key }) => key === keyOf(what));
  const own = ownAssignments(receipt, 'namedSets');
  const going = own.filter(isFound);
  const { outcomes, left, after } = await takeBackAndLook(client, going, read, ({ userId, what }, { snapshot }) => {
    const user = snapshot.users.find(({ id }) => sameId(id, userId));
    const set = named.find((one) => namedSetKey(one) === keyOf(what));
    return user !== undefined && set !== undefined && hasNamedSet(user, set) === true;
  });
  const kept = own.filter((one) => !going.includes(one) || left.includes(one));
  let next = receipt;
  let isKept = true;
  if (kept.length < own.length) {
    next = withStep(receipt, { step: 'namedSets', state: kept.length > 0 ? 'done' : 'failed', assigned: kept });
    isKept = await journal(next).then(
      () => true,
      () => false,
    );
  }
  const unwritable: Outcome = { step: 'unassign', result: 'failed', code: 'RECEIPT_UNWRITABLE', partly: true };
  return {
    found: 'unannounced',
    outcomes: [...outcomes, ...notTaken(holders.filter(isFound)), ...(isKept ? [] : [unwritable])],
    more: {
      entries: found.flatMap(({ more }) => more.entries),
      setup: found.flatMap(({ more }) => more.setup),
    },
    ...{ receipt: next, names, after },
  };
};
