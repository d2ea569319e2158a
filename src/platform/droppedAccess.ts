import { keyOf } from './names.js';
import type { ObjectAccess } from './objectAccess.js';

/** Objects on which the platform silently drops View All and Modify All for ordinary licenses (fact B7). */
const withoutViewAll = ['idea', 'product2', 'pricebook2', 'pushtopic'];
/** And those on which it drops View All Fields (fact C16). */
const withoutViewAllFields = [...withoutViewAll, 'servicecontract', 'entitlement', 'invoice', 'payment'];
const dropped: Readonly<Partial<Record<ObjectAccess, ReadonlySet<string>>>> = {
  viewAllRecords: new Set(withoutViewAll),
  modifyAllRecords: new Set(withoutViewAll),
  viewAllFields: new Set(withoutViewAllFields),
};

/** Whether the platform takes a write of this access and keeps nothing of it. */
export const isDroppedAccess = (sobject: string, access: ObjectAccess): boolean =>
  dropped[access]?.has(keyOf(sobject)) ?? false;
