import { keyOf } from './names.js';

/**
 * User permissions that an org has only once a setting or feature is on (facts C12, D5, G6, J10), by what it is called in the messages
 * (`NO_SUCH_USER_PERMISSION.<setting>.actions`).
 */
const settings: ReadonlyMap<string, string> = new Map([
  ['createauditfields', 'auditFields'],
  ['updatewithinactiveowner', 'auditFields'],
  ['useanyapiclient', 'apiAccessControl'],
  ['managetranslation', 'translations'],
  ['fieldserviceaccess', 'fieldService'],
  ['editknowledge', 'knowledge'],
  ['allowviewknowledge', 'knowledge'],
  ['manageterritories', 'territories'],
  // Fact G6.
  ['viewsetupaudittrail', 'auditTrail'],
]);

/** The setting that brings the user permission; undefined for one that needs none, or of which that is not known. */
export const settingOfPermission = (name: string): string | undefined => settings.get(keyOf(name));
