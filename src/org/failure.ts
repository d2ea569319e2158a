import { mayHaveWritten } from '../platform/uncertainFailures.js';
import { Refusal } from '../refusal.js';

/** What can go wrong between a run and the org, or its consent; each has its sentence in messages/failure.md. */
export const failureCodes = [
  'SESSION_EXPIRED',
  'API_DISABLED',
  'REQUEST_LIMIT',
  'SERVER_UNAVAILABLE',
  'NOT_SALESFORCE_ANSWER',
  'ANSWER_TOO_LARGE',
  'CONNECTION_LOST',
  'GAVE_UP_WAITING',
  'INTERRUPTED',
  'REFUSED',
  'API_VERSION_TOO_OLD',
  'API_VERSION_NOT_SUPPORTED',
  'API_VERSION_UNKNOWN',
  'USER_NOT_FOUND',
  'USER_AMBIGUOUS',
  'NO_VIEW_SETUP',
  'GRANT_NEEDS_VIEW_SETUP',
  'HISTORY_UNREADABLE',
  'TOO_MANY_DEPENDENCIES',
  'RUNNER_LACKS',
  'SET_NOT_OURS',
  'SET_OF_ANOTHER',
  'SET_ON_ANOTHER_LICENSE',
  'SET_HOLDS_FORBIDDEN',
  'SET_WITHOUT_SEAT',
  'SET_NOT_FOUND',
  'SET_ELSEWHERE',
  'SET_NOT_OURS_TO_REVOKE',
  'REVOKE_NEEDS_VIEW_SETUP',
  'USER_NOT_IN_RECEIPT',
  'BAD_SET_NAME',
  'CONSENT_REFUSED',
  'RECEIPT_OF_ANOTHER_ORG',
  'RECEIPT_OF_ANOTHER_INTEGRATION',
  'RECEIPT_SET_NOT_MARKED',
  'RECEIPT_SET_OLDER',
  'RECEIPT_SET_YOUNGER',
  'PLAN_OF_ANOTHER_ORG',
  'PLAN_FLAGS',
  'PLAN_CHANGED',
  'PLAN_EDITED',
  'PLAN_DEFINITION_CHANGED',
  'PLAN_WITHOUT_REQUEST',
  'ORG_WIDE_NOT_ALLOWED',
  'CONSENT_REQUIRED',
  'OUTPUT_UNWRITABLE',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** The refusal of a reader or writer of the org. */
export class OrgFailure extends Refusal {
  declare public readonly code: FailureCode;
  declare public readonly args: readonly string[];
  /** Whether the request that failed may have changed the org all the same. */
  public readonly maybeWritten: boolean;

  public constructor(
    code: FailureCode,
    args: readonly string[] = [],
    { maybeWritten = mayHaveWritten(code) }: { readonly maybeWritten?: boolean } = {},
  ) {
    super('failure', code, args);
    this.name = 'OrgFailure';
    this.maybeWritten = maybeWritten;
  }
}
