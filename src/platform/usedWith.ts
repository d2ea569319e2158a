/** What a user permission is of use with only, beside what the platform itself requires in a permission set. */
import { keyOf } from './names.js';
import type { ObjectAccess } from './objectAccess.js';

/** Access to an object that has to be there as well. */
export type UsedWith = { readonly sobject: string; readonly access: ObjectAccess };

/** Converting a lead writes the lead, an account and a contact (Salesforce Help; the lead also by fact Q8). */
const converting: readonly UsedWith[] = [
  { sobject: 'Lead', access: 'edit' },
  { sobject: 'Account', access: 'create' },
  { sobject: 'Account', access: 'edit' },
  { sobject: 'Contact', access: 'create' },
  { sobject: 'Contact', access: 'edit' },
];

/** The access to objects without which a user permission is of no use; nothing for most. */
export const usedWith = (permission: string): readonly UsedWith[] =>
  keyOf(permission) === 'convertleads' ? converting : [];
