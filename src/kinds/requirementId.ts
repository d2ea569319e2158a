/**
 * Requirement ids: stable, because scripts and waiver files rely on them. They compare without regard to case, as names
 * in Salesforce do. This is where every id is written; nothing reads one back.
 */
import { entryId } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { compareKeys, keyOf } from '../platform/names.js';
import { kindOf } from './kinds.js';
import type { Need } from './kinds.js';
import { isOpener, openerId } from './opener.js';
import type { OpenerNeed } from './opener.js';
import { userNeedId } from './user/userNeed.js';
import { requiredFieldsId } from './requiredFields/requiredFieldsNeed.js';
import type { RequiredFieldsNeed } from './requiredFields/requiredFieldsNeed.js';
import type { UserNeed } from './user/userNeed.js';

/** A need of a rule, one that every user has, or one thing that a permission set can hold. */
export type Identified = Need | UserNeed | RequiredFieldsNeed | OpenerNeed | Entry;

const isEntry = (need: Identified): need is Entry =>
  need.kind === 'userPermission' || need.kind === 'object' || need.kind === 'field';

/** The id of a need; one that the user must not have begins with `not:`. */
export const requirementId = (need: Identified, forbid = false): string => {
  const not = forbid ? 'not:' : '';
  if (isEntry(need)) return `${not}${entryId(need)}`;
  if (need.kind === 'user') return userNeedId(need);
  if (need.kind === 'requiredFields') return requiredFieldsId(need);
  if (isOpener(need)) return openerId(need);
  return `${not}${kindOf(need).idOf(need)}`;
};

/** The form in which ids are compared. */
export const idKey = keyOf;

/** Sort order of findings and requirements: by id without regard to case, then by spelling. */
export const compareIds = (a: string, b: string): number => compareKeys(a, b);
