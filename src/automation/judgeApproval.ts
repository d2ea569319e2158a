import { keyOf } from '../platform/names.js';
import type { ApprovalProcess } from '../access/orgAutomation.js';
import type { Judged } from './automationDetail.js';
import type { Write } from './formula/facts.js';

/**
 * What an approval process means to one kind of write (fact L17): a record that waits for an approval is locked for everybody
 * but holders of Modify All Data. A new record does not wait yet.
 * @param passesLocks whether the user holds Modify All Data
 */
export const judgeApproval = (
  { lock }: ApprovalProcess,
  { operation, after }: Pick<Write, 'operation' | 'after'>,
  passesLocks: boolean,
): Judged => {
  if (operation === 'create' || after !== undefined) return { verdict: 'unaffected', reason: 'ONLY_CREATES', args: [] };
  if (keyOf(lock) === 'none') return { verdict: 'unaffected', reason: 'NOT_LOCKED', args: [] };
  return passesLocks
    ? { verdict: 'exempt', reason: 'LOCK_DOES_NOT_HOLD', args: [] }
    : { verdict: 'mayBlock', reason: 'LOCKED_WHILE_PENDING', args: [] };
};
