/** A refusal that the org itself refutes: what it says it did not write is there when it is read. */
import { contains } from '../access/entry.js';
import type { Content } from '../access/snapshot.js';
import { exitCodes, writingExitCode } from '../exitCode.js';
import { isNameTaken } from '../platform/refusals.js';
import type { Outcome } from './grantOutcome.js';
import type { Plan } from './grantPlan.js';
import { markOf } from './ownership.js';

/** The permission set of a plan as it is found after the writing; null where there is none. */
export type FoundAfter = {
  readonly description: string;
  readonly content: Content;
  /** Ids of the inspected users to whom it is assigned. */
  readonly assignees: readonly string[];
} | null;

/**
 * Whether the outcomes say that nothing was written because the org refused it: to be believed only where nothing of it is
 * found afterwards. A name that is taken says by itself why it is found.
 */
export const saysNothingWritten = (outcomes: readonly Outcome[]): boolean =>
  writingExitCode(outcomes) === exitCodes.couldNotRun &&
  outcomes.some(({ refused, code }) => refused === true && !isNameTaken(code ?? ''));

/** Whether something of the plan is in the org that was not there before. */
export const isThere = (
  { permissionSet: { existing }, adds, users, requirements }: Plan,
  found: FoundAfter,
): boolean => {
  if (found === null) return false;
  if (existing === null) return markOf(found.description)?.integration === requirements.integration;
  return (
    users.some(({ id, assign }) => assign && found.assignees.includes(id)) ||
    adds.some(({ entry }) => contains(found.content, entry) && !contains(existing.content, entry))
  );
};

/** The outcomes once nobody knows what is written: the words of the refusal stay. */
export const asContradicted = (outcomes: readonly Outcome[]): Outcome[] =>
  outcomes.map((outcome): Outcome => {
    if (outcome.result !== 'failed' || outcome.refused !== true) return outcome;
    const { step, user, code = '', detail = '', about } = outcome;
    return {
      step,
      ...(user === undefined ? {} : { user }),
      result: 'failed',
      code: 'REFUSED_BUT_DONE',
      detail: detail || code,
      ...(about ? { about } : {}),
      open: true,
    };
  });
