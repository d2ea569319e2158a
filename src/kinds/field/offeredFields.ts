import type { OrgSchema } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';

/**
 * Whether field permissions of this org accept the field, by the picklist of FieldPermissions (fact B4); null where that was
 * not told. A lookup is in it with or without its `Id` (facts C1, X2).
 */
export const isOffered = (
  { offeredFields }: Pick<OrgSchema, 'offeredFields'>,
  sobject: string,
  field: string,
): boolean | null => {
  const own = offeredFields?.known ? offeredFields.value.get(keyOf(sobject)) : undefined;
  if (own === undefined) return null;
  return own.has(keyOf(field)) || (/.Id$/i.test(field) && own.has(keyOf(field).slice(0, -2)));
};
