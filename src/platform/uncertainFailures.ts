/** Failures after which nobody knows whether the request was carried out. */
const uncertain: ReadonlySet<string> = new Set([
  'CONNECTION_LOST',
  'SERVER_UNAVAILABLE',
  'NOT_SALESFORCE_ANSWER',
  'ANSWER_TOO_LARGE',
  'GAVE_UP_WAITING',
]);

/** Whether a request that failed with this code may have been carried out all the same. */
export const mayHaveWritten = (code: string): boolean => uncertain.has(code);
