/** How a transaction ended, step by step and user by user. */
import type { Outcome } from '../../grant/grantOutcome.js';
import { failedWrite, refusalIn } from './failedWrite.js';
import type { AssignmentStep } from '../../grant/receipt.js';
import { writesIn } from './userWrites.js';
import type { AssignmentWrite, UserWrites } from './userWrites.js';
import type { TogetherEnd } from './writeTogether.js';

/** References of the writes that give a set to somebody, be it that of the grant or one that a rule names. */
const setRefs = (users: readonly UserWrites[]): ReadonlySet<string> =>
  new Set(users.flatMap(({ all }) => all.flatMap(({ step, write }) => (step === 'licenses' ? [] : [write.ref]))));

/** How one assignment ended of a user who may have been refused something. */
const outcomeOf = ({ step, username, what, write }: AssignmentWrite, owner: UserWrites, end: TogetherEnd): Outcome => {
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
  const refs = setRefs([owner]);
  const isForRefused = step === 'licenses' && errors?.some(({ ref }) => refs.has(ref)) === true;
  return { ...about, result: 'skipped', ...(isForRefused ? { code: 'LICENSE_NOT_ALONE' } : {}) };
};

/** How the assignments of one step ended; one outcome where all of the transaction was refused. */
const stepOutcomes = (step: AssignmentStep, users: readonly UserWrites[], end: TogetherEnd): Outcome[] => {
  const own = users.flatMap((owner) => writesIn(step, [owner]).map((one) => ({ one, owner })));
  if (own.length === 0) return [];
  if (!end.whole) return own.map(({ one, owner }) => outcomeOf(one, owner, end));
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
  const ofUsers = new Set(users.flatMap(({ all }) => all.map(({ write }) => write.ref)));
  const own = (whole ?? []).filter(({ ref }) => !ofUsers.has(ref));
  if (own.length > 0) return failedWrite('permissionSet', { ok: false, errors: own }, nameOf);
  const assignments = setRefs(users);
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
  ...stepOutcomes('namedSets', users, end),
  ...(content ? [contentOutcome(users, end, content.name, content.nameOf)] : []),
  ...stepOutcomes('assignments', users, end),
];
