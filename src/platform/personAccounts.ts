/**
 * Fields that person accounts mirror on Account (fact C6). Whether their field permissions are those of Account or those of the
 * fields of Contact that they mirror, the sources do not agree on; that whoever reads them has to read contacts, they do.
 */
import { hasSuffix } from './customNames.js';
import { sameName } from './names.js';

/** Whether fields of the object may mirror those of Contact. */
export const mayMirrorContact = (sobject: string): boolean => sameName(sobject, 'Account');

/**
 * The field of Contact that a field of Account may mirror: `PersonEmail` → `Email`, `Level__pc` → `Level__c`. Undefined for
 * every other field. Whether Contact has it, is for the caller to look.
 */
export const mirroredContactField = (sobject: string, field: string): string | undefined => {
  if (!mayMirrorContact(sobject)) return undefined;
  if (/__pc$/i.test(field)) return field.replace(/__pc$/i, '__c');
  return /^Person(?=[A-Z])/.test(field) && !hasSuffix(field) ? field.slice('Person'.length) : undefined;
};
