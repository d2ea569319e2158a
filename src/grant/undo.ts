import type { Receipt } from './receipt.js';

export const undoWays = ['receipt', 'unassign', 'byHand'] as const;

/** How a grant can be taken back; `deletesSet`: with the permission set, which that grant made. */
export type Undo =
  | { readonly how: 'receipt'; readonly deletesSet: boolean }
  | { readonly how: 'unassign'; readonly usernames: readonly string[]; readonly deletesSet: boolean }
  | { readonly how: 'byHand' };

/**
 * How what was written can be taken back; null where nothing was.
 * @param receipt what was written, kept in a file or not
 * @param kept whether it is kept in a file: only then exactly this can be taken back
 * @param ownSet whether the permission set is one that grant makes: others are not touched without a receipt
 */
export const undoOf = (receipt: Receipt, kept: boolean, ownSet: boolean): Undo | null => {
  const isRemoved = receipt.steps.some(({ step, state }) => step === 'removeSet' && state === 'done');
  const written = receipt.steps.filter(
    ({ step, state }) => state !== 'failed' && step !== 'removeSet' && !(isRemoved && step === 'permissionSet'),
  );
  if (written.length === 0) return null;
  // Where only licenses and sets that rules name were assigned, none was made.
  const deletesSet =
    receipt.permissionSet.created &&
    !isRemoved &&
    written.some(({ step }) => step === 'permissionSet' || step === 'assignments');
  if (kept) return { how: 'receipt', deletesSet };
  // Sets that rules name stay without a receipt: nobody knows then who has assigned them.
  const assigned = written.flatMap((step) => (step.step === 'assignments' ? step.assigned : []));
  const usernames = [...new Set(assigned.map(({ username }) => username))];
  return ownSet && usernames.length > 0 ? { how: 'unassign', usernames, deletesSet } : { how: 'byHand' };
};
