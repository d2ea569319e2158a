import { stepNames } from './grantPlan.js';

/** Steps of a grant, of a dry run, of --output-dir, and of a revoke; each has its sentence in the messages. */
export const outcomeSteps = [...stepNames, 'file', 'validation', 'unassign', 'entries', 'deleteSet'] as const;
export const outcomeResults = ['done', 'alreadyDone', 'failed', 'skipped'] as const;

/** How one step of a grant or a revoke ended. */
export type Outcome = {
  readonly step: (typeof outcomeSteps)[number];
  readonly user?: string;
  readonly result: (typeof outcomeResults)[number];
  readonly code?: string;
  readonly detail?: string;
  /** Failed, but a part of it is written. */
  readonly partly?: true;
};
