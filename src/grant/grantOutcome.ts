import { mayHaveWritten } from '../platform/uncertainFailures.js';
import type { StepName } from './grantPlan.js';

/** How one step of a grant or a revoke ended. */
export type Outcome = {
  readonly step: StepName | 'file' | 'validation' | 'unassign' | 'entries' | 'deleteSet';
  readonly user?: string;
  readonly result: 'done' | 'alreadyDone' | 'failed' | 'skipped';
  readonly code?: string;
  readonly detail?: string;
  /** Failed, but a part of it is written. */
  readonly partly?: true;
};

/**
 * Exit code of the writing alone: undefined where nothing failed. 2 promises that nothing was written, 68 is sf's code for
 * partial success, 69 says that the time was up.
 */
export const failureExitCode = (outcomes: readonly Outcome[]): 2 | 68 | 69 | undefined => {
  const failed = outcomes.filter(({ result }) => result === 'failed');
  if (failed.length === 0) return undefined;
  if (failed.some(({ code }) => code === 'GAVE_UP_WAITING')) return 69;
  const written =
    outcomes.some(({ result }) => result === 'done') ||
    failed.some(({ partly, code }) => partly === true || mayHaveWritten(code ?? ''));
  return written ? 68 : 2;
};
