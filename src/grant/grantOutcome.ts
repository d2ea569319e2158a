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
