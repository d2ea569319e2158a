/** How a transaction ended, step by step and user by user. */
import type { Outcome } from '../../grant/grantOutcome.js';
import { failedWrite, refusalIn } from './failedWrite.js';
import type { AssignmentWrite, UserWrites } from './userWrites.js';
import { writesOf } from './userWrites.js';
import type { TogetherEnd } from './writeTogether.js';

type Step = 'licenses' | 'assignments';

/** How one assignment ended of a user who may have been refused something. */
const outcomeOf = (
  step: Step,
  { username, what, write }: AssignmentWrite,
  owner: UserWrites,
  end: TogetherEnd,
): Outcome => {
  const about = { step, user: username, detail: what } as const;
  if (end.there.has(write.ref)) return { ...about, result: 'alreadyDone' };
  const errors = end.refused.get(owner);
  const own = errors?.filter(({ ref }) => ref === write.ref) ?? [];
  if (own.length > 0) {
    const { code, detail } = refusalIn(own);
    return { ...about, result: 'failed', refused: true, code, detail: `${what}: ${detail}` };
  }
  if (!errors && end.ids !== null) return { ...about, result: 'done' };
  // A license is of no use without the set that it is for.
  const isForRefused = step === 'licenses' && errors?.some(({ ref }) => ref === owner.assignment?.write.ref) === true;
  return { ...about, result: 'skipped', ...(isForRefused ? { code: 'LICENSE_NOT_ALONE' } : {}) };
};

/** How the assignments of one step ended; one outcome where all of the transaction was refused. */
const stepOutcomes = (step: Step, users: readonly UserWrites[], end: TogetherEnd): Outcome[] => {
  const own = users.flatMap((owner) =>
    (step === 'licenses' ? owner.licenses : owner.assignment ? [owner.assignment] : []).map((one) => ({ one, owner })),
  );
  if (own.length === 0) return [];
  if (!end.whole) return own.map(({ one, owner }) => outcomeOf(step, one, owner, end));
  const refs = new Map(own.map(({ one }) => [one.write.ref, one.username]));
  const errors = end.whole.filter(({ ref }) => refs.has(ref));
  return errors.length === 0
    ? [{ step, result: 'skipped' }]
    : [failedWrite(step, { ok: false, errors }, (ref) => refs.get(ref) ?? ref)];
};

/** How the write into the permission set ended that was part of the transaction. */
const contentOutcome = (
  users: readonly UserWrites[],
  { ids, whole, refused }: TogetherEnd,
  name: string,
  nameOf: (ref: string) => string,
): Outcome => {
  if (ids !== null) return { step: 'permissionSet', result: 'done', detail: name };
  const ofUsers = new Set(users.flatMap((one) => writesOf(one).map(({ write }) => write.ref)));
  const own = (whole ?? []).filter(({ ref }) => !ofUsers.has(ref));
  if (own.length > 0) return failedWrite('permissionSet', { ok: false, errors: own }, nameOf);
  const assignments = new Set(users.flatMap(({ assignment }) => (assignment ? [assignment.write.ref] : [])));
  const isForAssignment = [...(whole ?? []), ...[...refused.values()].flat()].some(({ ref }) => assignments.has(ref));
  return { step: 'permissionSet', result: 'skipped', ...(isForAssignment ? { code: 'NOT_WITHOUT_ASSIGNMENT' } : {}) };
};

/**
 * The outcomes of a transaction in the order of the steps.
 * @param content the name of the permission set that it wrote into, and the names of the writes; null where it wrote into none
 */
export const togetherOutcomes = (
  users: readonly UserWrites[],
  end: TogetherEnd,
  content: { readonly name: string; readonly nameOf: (ref: string) => string } | null,
): Outcome[] => [
  ...stepOutcomes('licenses', users, end),
  ...(content ? [contentOutcome(users, end, content.name, content.nameOf)] : []),
  ...stepOutcomes('assignments', users, end),
];
