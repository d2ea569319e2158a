import type { StepName } from './plan.js';

/** How one step of a grant or a revoke ended. */
export type Outcome = {
  readonly step: StepName | 'unassign' | 'entries' | 'deleteSet';
  readonly user?: string;
  readonly result: 'done' | 'alreadyDone' | 'failed' | 'skipped';
  readonly code?: string;
  readonly detail?: string;
};

/** Exit code of the writing alone: undefined where nothing failed. 68 is sf's code for partial success. */
export const failureExitCode = (outcomes: readonly Outcome[]): 2 | 68 | undefined => {
  if (!outcomes.some(({ result }) => result === 'failed')) return undefined;
  return outcomes.some(({ result }) => result === 'done') ? 68 : 2;
};
