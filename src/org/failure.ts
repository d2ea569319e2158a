/**
 * Why a run could not be carried out. Thrown by the readers; the command layer makes the sentence and the next step from
 * `code` and `args` (messages/failure.md). Never carries a request, a response or a header: those could hold a token.
 */
export const failureCodes = [
  'SESSION_EXPIRED',
  'API_DISABLED',
  'REQUEST_LIMIT',
  'SERVER_UNAVAILABLE',
  'NOT_SALESFORCE_ANSWER',
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
  'RUNNER_LACKS',
  'SET_NOT_OURS',
  'BAD_SET_NAME',
  'CONSENT_REFUSED',
  'RECEIPT_OF_ANOTHER_ORG',
  'PLAN_OF_ANOTHER_ORG',
  'PLAN_CHANGED',
  'CONSENT_REQUIRED',
] as const;
export type FailureCode = (typeof failureCodes)[number];

export class OrgFailure extends Error {
  public readonly code: FailureCode;
  public readonly args: readonly string[];

  public constructor(code: FailureCode, args: readonly string[] = []) {
    super(`${code}: ${args.join(' ')}`);
    this.name = 'OrgFailure';
    this.code = code;
    this.args = args;
  }
}
