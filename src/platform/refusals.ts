/**
 * Codes with which the platform refuses a record because of whoever writes it, or of the moment: any other record of the
 * same sort would be refused as well. Everything else is about the record.
 */
const notOfTheRecord: ReadonlySet<string> = new Set([
  'API_CURRENTLY_DISABLED',
  'API_DISABLED_FOR_ORG',
  'INSUFFICIENT_ACCESS_OR_READONLY',
  'INVALID_SESSION_ID',
  'REQUEST_LIMIT_EXCEEDED',
  'SERVER_UNAVAILABLE',
  'UNABLE_TO_LOCK_ROW',
]);

/** Whether a refusal with this code is about the record alone, so that others may be written. */
export const isAboutRecord = (code: string): boolean => !notOfTheRecord.has(code);

/** Whether the platform says that the record is there already (facts A19, H9); its words are in some language. */
export const isDuplicate = (code: string): boolean => code === 'DUPLICATE_VALUE';

/** Whether the platform says that something of this name is there already. */
export const isNameTaken = (code: string): boolean => isDuplicate(code) || code === 'DUPLICATE_DEVELOPER_NAME';

/** Whether the platform says that the record is not there any more. */
export const isGoneAlready = (code: string): boolean =>
  ['ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY', 'NOT_FOUND'].includes(code);
