/**
 * Requirement ids: stable, because scripts and waiver files rely on them. They compare without regard to case, as names
 * in Salesforce do.
 */
import type { Need } from './requirement.js';

/** Control characters, line and paragraph separators, direction marks, halves of surrogate pairs, and `%` itself. */
const unsafe = /[%\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Percent-encodes what would break an id over lines or hide in a terminal; everything else stays readable. */
export const encodeIdValue = (value: string): string =>
  value.replace(unsafe, (character) =>
    // a lone surrogate has no UTF-8 form: it is written as the replacement character
    encodeURIComponent(/^\p{Cs}$/u.test(character) ? '\uFFFD' : character),
  );

/** The part of an id that says what is needed, without the mark of a forbidden one. */
const needId = (need: Need): string => {
  switch (need.kind) {
    case 'userPermission':
      return `userPermission:${need.name}`;
    case 'object':
      return `object:${need.sobject}:${need.access}`;
    case 'field':
      return `field:${need.sobject}.${need.field}:${need.access}`;
    case 'historyTracking':
      return `historyTracking:${need.sobject}${need.field === undefined ? '' : `.${need.field}`}`;
    case 'api':
      return `api:${need.api}`;
    case 'picklistValue':
      return `picklistValue:${need.sobject}.${need.field}=${encodeIdValue(need.value)}`;
    case 'automation':
      return `automation:${need.sobject}`;
    case 'anyOf':
      return `anyOf:${need.name}`;
  }
};

/** The id of a need; one that the user must not have begins with `not:`. */
export const requirementId = (need: Need, forbid = false): string => `${forbid ? 'not:' : ''}${needId(need)}`;

/** The form in which ids are compared. */
export const idKey = (id: string): string => id.toLowerCase();

/** Sort order of findings and requirements: by id without regard to case, then by spelling. */
export const compareIds = (a: string, b: string): number => {
  const [left, right] = [idKey(a), idKey(b)];
  if (left !== right) return left < right ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
};
