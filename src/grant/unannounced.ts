/** What a permission set holds after a grant and nobody was told of before: an org may hide it until the set is assigned. */
import { contains, emptyContent, entryId, withEntries } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { setupAccessId } from '../access/setupAccess.js';
import type { SetupAccess } from '../access/setupAccess.js';
import { keyOf } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import { setupAccessIn } from './beyond.js';
import type { Outcome } from './grantOutcome.js';
import type { Plan } from './grantPlan.js';
import { platformRowTest } from './platformRowTest.js';
import type { AssignedTo, AssignmentStep, Receipt } from './receipt.js';

/**
 * What the set holds beyond what it held when it was planned, what the plan added, and what the platform writes for these by
 * itself (fact B8).
 * @param holds everything in it after the writes
 */
export const unannouncedIn = (
  { permissionSet: { existing }, adds }: Pick<Plan, 'permissionSet' | 'adds'>,
  holds: readonly Entry[],
): Entry[] => {
  const told = [...(existing?.holds ?? []), ...adds.map(({ entry }) => entry)];
  const announced = withEntries(emptyContent, told);
  const isPlatforms = platformRowTest(told);
  return holds.filter((entry) => !contains(announced, entry) && !isPlatforms(entry));
};

/**
 * What the set opens in Setup beyond what it opened when it was planned, and what the plan added.
 * @param now all of it after the writes
 */
export const setupUnannouncedIn = (
  { permissionSet, adds }: Pick<Plan, 'permissionSet' | 'adds'>,
  now: readonly SetupAccess[],
): SetupAccess[] => {
  const told = new Set(
    [...setupAccessIn(permissionSet).map(setupAccessId), ...adds.map(({ entry }) => entryId(entry))].map(keyOf),
  );
  return now.filter((one) => !told.has(keyOf(setupAccessId(one))));
};

/** Whether the run has written into the set or given it to somebody, or may have, so that it is held against the plan. */
export const hasTouchedSet = ({ permissionSet: { id }, steps }: Receipt): boolean =>
  id !== null &&
  steps.some(({ step, state }) => (step === 'permissionSet' || step === 'assignments') && state !== 'failed') &&
  !steps.some(({ step, state }) => step === 'removeSet' && state !== 'failed');

/** An assignment that this run certainly made. */
export type OwnAssignment = AssignedTo & { readonly recordId: string };

/**
 * The assignments that this run certainly made, of its own set, or of those that rules name: these and no others can be taken
 * back.
 */
export const ownAssignments = (
  { steps }: Receipt,
  of: Exclude<AssignmentStep, 'licenses'> = 'assignments',
): OwnAssignment[] =>
  steps.flatMap((step) =>
    step.step === of && step.state === 'done'
      ? step.assigned.flatMap((one) => (one.recordId === null ? [] : [{ ...one, recordId: one.recordId }]))
      : [],
  );

/** The proof that has failed because of what nobody was told of. */
export const unannouncedProof = (entries: readonly Entry[], setup: readonly SetupAccess[] = []): Outcome => {
  const all = [
    ...entries.map((entry) => ({ id: entryId(entry), need: entry })),
    ...setup.map((one) => ({ id: setupAccessId(one), need: null })),
  ];
  // Several sets may give the same.
  const about = [...new Map(all.map((one) => [keyOf(one.id), one])).values()];
  return {
    step: 'proof',
    result: 'failed',
    code: 'UNANNOUNCED',
    detail: about.map(({ id }) => id).join(', '),
    about,
  };
};

/** The proof where nobody can say what the set holds: what went well otherwise is not the whole of it. */
export const unreadProof = (proof: Outcome, name: string): Outcome =>
  proof.result === 'done' ? { step: 'proof', result: 'skipped', code: 'SET_NOT_READ', detail: name } : proof;

/**
 * Users of the plan who have the set and to whom this run has not certainly given it: it stays with whoever had it before;
 * of anybody else nobody knows who gave it.
 * @param assignees ids of the users to whom the set is assigned after the writes
 */
export const othersWithSet = (
  { permissionSet: { existing }, users }: Pick<Plan, 'permissionSet' | 'users'>,
  outcomes: readonly Outcome[],
  own: readonly OwnAssignment[],
  assignees: readonly string[],
): Outcome[] => {
  const before = [...(existing?.assignees ?? []), ...(existing?.throughGroups ?? [])];
  return users.flatMap(({ id, username, assign }): Outcome[] => {
    const isAmong = (ids: readonly string[]): boolean => ids.some((one) => sameId(one, id));
    if (isAmong(own.map(({ userId }) => userId))) return [];
    const wasThere = outcomes.some(
      ({ step, user, result }) => step === 'assignments' && user === username && result === 'alreadyDone',
    );
    if (isAmong(before) || wasThere)
      return [{ step: 'unassign', user: username, result: 'skipped', code: 'HELD_BEFORE' }];
    return assign && isAmong(assignees)
      ? [{ step: 'unassign', user: username, result: 'failed', code: 'NOT_TAKEN_BACK', open: true }]
      : [];
  });
};
