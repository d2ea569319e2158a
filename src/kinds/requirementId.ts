/**
 * Requirement ids: stable, because scripts and waiver files rely on them. They compare without regard to case, as names
 * in Salesforce do. This is where every id is written; nothing reads one back.
 */
import { entryId } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { compareKeys, keyOf } from '../platform/names.js';
import { kindOf } from './kinds.js';
import type { Need } from './kinds.js';
import { licenseId } from './license/licenseNeed.js';
import type { LicenseNeed } from './license/licenseNeed.js';
import { userNeedId } from './user/userNeed.js';
import { packageSeatId } from './packageSeat/packageSeatNeed.js';
import type { PackageSeatNeed } from './packageSeat/packageSeatNeed.js';
import { requiredFieldsId } from './requiredFields/requiredFieldsNeed.js';
import type { RequiredFieldsNeed } from './requiredFields/requiredFieldsNeed.js';
import type { UserNeed } from './user/userNeed.js';
import { userFlagId } from './userFlag/userFlagNeed.js';
import type { UserFlagNeed } from './userFlag/userFlagNeed.js';

/** A need of a rule, one that every user has, or one thing that a permission set can hold. */
export type Identified = Need | UserNeed | RequiredFieldsNeed | LicenseNeed | PackageSeatNeed | UserFlagNeed | Entry;

const isEntry = (need: Identified): need is Entry =>
  need.kind === 'userPermission' || need.kind === 'object' || need.kind === 'field';

/** The id of a need; one that the user must not have begins with `not:`. */
export const requirementId = (need: Identified, forbid = false): string => {
  const not = forbid ? 'not:' : '';
  if (isEntry(need)) return `${not}${entryId(need)}`;
  if (need.kind === 'user') return userNeedId(need);
  if (need.kind === 'requiredFields') return requiredFieldsId(need);
  if (need.kind === 'license') return licenseId(need);
  if (need.kind === 'packageSeat') return packageSeatId(need);
  if (need.kind === 'userFlag') return userFlagId(need);
  return `${not}${kindOf(need).idOf(need)}`;
};

/** The form in which ids are compared. */
export const idKey = keyOf;

/** Sort order of findings and requirements: by id without regard to case, then by spelling. */
export const compareIds = (a: string, b: string): number => compareKeys(a, b);
