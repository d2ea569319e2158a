/** What a license says of an entry (facts A15, A20). */
import { namespaceOf } from '../platform/customNames.js';
import { keyOf } from '../platform/names.js';
import type { Entry } from './entry.js';
import type { Holder } from './holder.js';
import type { Gap, License } from './snapshot.js';

/** What a license says of an entry; `silent` where the org does not tell its ceiling. */
export type Ceiling = 'allows' | 'forbids' | 'silent' | Gap;

/** Whether an answer lacked what would tell. */
export const isGap = (ceiling: Ceiling): ceiling is Gap => typeof ceiling === 'object';

/** Access to an object. */
export type ObjectEntry = Extract<Entry, { kind: 'object' }>;

/** Whether the license allows access to an object. */
export const objectCeiling = (
  { objects, onlyOf, untold: lacked }: License,
  { sobject, access }: ObjectEntry,
): Ceiling => {
  if (lacked?.objects) return lacked.objects;
  const key = keyOf(sobject);
  const row = objects?.get(key);
  // Of packaged objects all are asked for where they matter, of others those alone that are named.
  const isAsked = onlyOf === undefined || onlyOf.has(key) || namespaceOf(sobject) !== null;
  if (objects === null || (!row && !isAsked)) return 'silent';
  return row?.has(access) === true ? 'allows' : 'forbids';
};

/** The same of a permission set license: one without any row allows nothing, where others tell of the object. */
export const objectCeilingOfSet = ({ orgLicenses }: Holder['user'], license: License, entry: ObjectEntry): Ceiling => {
  const ceiling = objectCeiling(license, entry);
  const tells = (other: License): boolean => ['allows', 'forbids'].some((told) => objectCeiling(other, entry) === told);
  const othersTell = orgLicenses.known && license.objects === null && orgLicenses.value.some(tells);
  return ceiling === 'silent' && othersTell ? 'forbids' : ceiling;
};

/** Whether the license allows a user permission; silent where it has no column for that. */
export const permissionCeiling = (
  { licenseCeilingColumns: columns }: Holder['schema'],
  { userPermissions, untold: lacked }: License,
  name: string,
): Ceiling => {
  const key = keyOf(name);
  if (!columns.known || !columns.value.has(key)) return 'silent';
  const gap = lacked?.userPermissions.get(key);
  if (gap) return gap;
  if (userPermissions === null) return 'silent';
  return userPermissions.has(key) ? 'allows' : 'forbids';
};
