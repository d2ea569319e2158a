import type { Entry } from '../access/entry.js';
import type { Finding } from '../kinds/finding.js';
import { stepNames } from './grantPlan.js';

/** Steps of a grant, of a dry run, of --output-dir, and of a revoke; each has its sentence in the messages. */
export const outcomeSteps = [...stepNames, 'file', 'validation', 'unassign', 'entries', 'deleteSet'] as const;
export const outcomeResults = ['done', 'alreadyDone', 'failed', 'skipped'] as const;

/** One need that an outcome is about. The need is null where only the id is known. */
export type OutcomeNeed = { readonly id: string; readonly need: Finding['need'] | Entry | null };

/** How one step of a grant or a revoke ended. */
export type Outcome = {
  readonly step: (typeof outcomeSteps)[number];
  readonly user?: string;
  readonly result: (typeof outcomeResults)[number];
  readonly code?: string;
  readonly detail?: string;
  /** What it is about, where `detail` names it by ids: so that people read names. */
  readonly about?: readonly OutcomeNeed[];
  /** Failed, but a part of it is written. */
  readonly partly?: true;
  /** Failed, but it may be written. */
  readonly open?: true;
  /** Failed because the org refused it, and nothing else was in the way. */
  readonly refused?: true;
};
