import type { AccessSnapshot } from '../access/snapshot.js';
import type { Evaluation } from '../check/evaluation.js';
import { checkExitCode, dryRunExitCode, exitCodes, projectExitCode, runExitCode, worstExitCode } from '../exitCode.js';
import type { ExitCode, StateExitCode } from '../exitCode.js';
import type { Outcome } from './grantOutcome.js';
import { isEmpty } from './grantPlan.js';
import type { Plan } from './grantPlan.js';
import type { Receipt } from './receipt.js';
import { unclearNeeds } from './unclearNeeds.js';

/** How a plan was carried out, or why it was not: only looked at, not agreed to, or written into a project instead of the org. */
export type GrantRun = {
  readonly mode: 'dryRun' | 'notAgreed' | 'project' | 'change';
  readonly plan: Plan;
  readonly before: readonly Evaluation[];
  readonly snapshot: AccessSnapshot;
  readonly outcomes: readonly Outcome[];
  readonly interrupted: boolean;
  /** What the run wrote into the org; null where it was not to write there. */
  readonly receipt: Receipt | null;
  /** The check after the writes; null where there is none or it was not reached. */
  readonly after: { readonly snapshot: AccessSnapshot; readonly evaluations: readonly Evaluation[] } | null;
};

const stateExitCode = (evaluations: readonly Evaluation[]): StateExitCode =>
  worstExitCode(evaluations.map(({ findings }) => checkExitCode(findings, 'required')));

/** What the set holds was not read back: all else may be right, and yet nobody knows that nothing else was given. */
const isProofOpen = (outcomes: readonly Outcome[]): boolean =>
  outcomes.some(({ code, result }) => code === 'SET_NOT_READ' && result === 'skipped');

/** The state that was read at the end, which is not known in full where the proof is open. @param state null where it was not read */
export const withProof = (outcomes: readonly Outcome[], state: StateExitCode | null): StateExitCode | null =>
  isProofOpen(outcomes) ? worstExitCode([state ?? exitCodes.unknown, exitCodes.unknown]) : state;

/** The exit code of a run. */
export const grantRunExitCode = ({ mode, plan, before, outcomes, interrupted, after }: GrantRun): ExitCode => {
  const isManual = plan.manual.length > 0;
  switch (mode) {
    case 'dryRun':
      return dryRunExitCode(!isEmpty(plan) || isManual, stateExitCode(before));
    case 'notAgreed':
      return exitCodes.couldNotRun;
    case 'project':
      return projectExitCode(isManual || plan.named.length > 0, unclearNeeds(before).length > 0);
    case 'change':
      return runExitCode(interrupted, outcomes, withProof(outcomes, after && stateExitCode(after.evaluations)));
  }
};
