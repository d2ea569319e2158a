/** The closed list of what ends a run, or a step of it, from outside of it. */

/** What can break off a step that has begun: the connection, the session, the deadline, or what is read for it. */
export const stepFailureCodes = [
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
  'API_VERSION_NOT_SUPPORTED',
  'USER_NOT_FOUND',
  'USER_AMBIGUOUS',
  'GRANT_NEEDS_VIEW_SETUP',
  'REVOKE_NEEDS_VIEW_SETUP',
  'TOO_MANY_DEPENDENCIES',
] as const;

/** What can go wrong between a run and the org, or its consent; each has its sentence in messages/failure.md. */
export const failureCodes = [
  ...stepFailureCodes,
  'API_VERSION_TOO_OLD',
  'API_VERSION_UNKNOWN',
  'NO_VIEW_SETUP',
  'HISTORY_UNREADABLE',
  'RUNNER_LACKS',
  'SET_NOT_OURS',
  'SET_OF_ANOTHER',
  'GROUP_WITH_SET_OF_ANOTHER',
  'SET_ON_ANOTHER_LICENSE',
  'SET_HOLDS_FORBIDDEN',
  'SET_WITHOUT_SEAT',
  'SET_NOT_FOUND',
  'SET_ELSEWHERE',
  'SET_NOT_OURS_TO_REVOKE',
  'DEPENDENCIES_UNREAD',
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

const all: ReadonlySet<string> = new Set(failureCodes);

/** Whether the code is one of them. */
export const isFailureCode = (code: string): code is FailureCode => all.has(code);
