/** What a user permission is of use with only, beside what the platform itself requires in a permission set. */
import { keyOf } from './names.js';
import type { ObjectAccess } from './objectAccess.js';

/** Access to an object, or another user permission, that has to be there as well. */
export type UsedWith =
  | { readonly kind: 'object'; readonly sobject: string; readonly access: ObjectAccess }
  | { readonly kind: 'userPermission'; readonly name: string };

const on = (sobject: string, access: ObjectAccess): UsedWith => ({ kind: 'object', sobject, access });
const beside = (name: string): UsedWith => ({ kind: 'userPermission', name });

/** Tasks and events are seen with Access Activities alone, whatever else is held (fact B11). */
const activities = [beside('ActivitiesAccess')];

const uses: ReadonlyMap<string, readonly UsedWith[]> = new Map([
  // Converting a lead writes the lead, an account and a contact (Salesforce Help; the lead also by fact Q8).
  [
    'convertleads',
    [
      on('Lead', 'edit'),
      on('Account', 'create'),
      on('Account', 'edit'),
      on('Contact', 'create'),
      on('Contact', 'edit'),
    ],
  ],
  // A new owner is written into the record (Salesforce Help on transferring records).
  ['transferanylead', [on('Lead', 'edit')]],
  ['transferanycase', [on('Case', 'edit')]],
  // The price stands on the opportunity's products (fact B11).
  ['editopplineitemunitprice', [on('OpportunityLineItem', 'edit')]],
  ['edittask', activities],
  ['editevent', activities],
  ['viewallactivities', activities],
]);

/** What a user permission is of no use without; nothing for most. */
export const usedWith = (permission: string): readonly UsedWith[] => uses.get(keyOf(permission)) ?? [];
