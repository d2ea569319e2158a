import type { Entry } from '../access/entry.js';
import type { FailureCode } from '../failureCode.js';
import type { Finding } from '../kinds/finding.js';
import type { PlatformCode } from '../platform/platformCode.js';
import { stepNames } from './grantPlan.js';

/** Steps of a grant, of a dry run, of --output-dir, and of a revoke; each has its sentence in the messages. */
export const outcomeSteps = [...stepNames, 'file', 'validation', 'unassign', 'entries', 'deleteSet'] as const;
export const outcomeResults = ['done', 'alreadyDone', 'failed', 'skipped'] as const;

/**
 * The published, closed list of the codes of ours, beside those of failures, with which a step ends: why it failed or was
 * skipped, or what it has left. Each has its sentence `advice.<code>` in messages/integration.grant.md.
 */
export const stepCodes = [
  'NO_SUCH_LICENSE',
  'LICENSE_NOT_ALONE',
  'NOT_WITHOUT_ASSIGNMENT',
  'REFUSED_BUT_DONE',
  'RECEIPT_UNWRITABLE',
  'SOMEBODY_GOT_IT',
  'SET_STAYS',
  'LICENSES_STAY',
  'GROUP_FAILED',
  'STILL_RECALCULATING',
  'NOT_EFFECTIVE',
  'NOT_READ',
  'REFUSED_BY_VALIDATION',
  'NOT_AUTHORISED',
  'NOT_FINISHED',
  'CANCELED',
  'OTHERS_HAVE_IT',
  'IN_A_GROUP',
  'HOLDS_MORE',
  'NOT_READ_WHOLE',
  'LICENSE_WENT_ALONG',
  'LICENSE_WENT_TOO',
  'UNANNOUNCED',
  'NOT_TAKEN_BACK',
  'HELD_BEFORE',
  'SET_NOT_READ',
  'NOT_IN_FILE',
  'ASSIGN_BY_HAND',
] as const;

/** Why a step ended as it did: a code of ours, the failure that broke it off, or what the platform answered. */
export type OutcomeCode = (typeof stepCodes)[number] | FailureCode | PlatformCode;

/** One need that an outcome is about. The need is null where only the id is known. */
export type OutcomeNeed = { readonly id: string; readonly need: Finding['need'] | Entry | null };

/** How one step of a grant or a revoke ended. */
export type Outcome = {
  readonly step: (typeof outcomeSteps)[number];
  readonly user?: string;
  readonly result: (typeof outcomeResults)[number];
  readonly code?: OutcomeCode;
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
