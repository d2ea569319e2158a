/** Rules that one of several names meets: of the user's license, of the user's profile. */
import { z } from 'zod';
import { compareKeys, keyOf, sameName } from '../platform/names.js';
import { seenText } from '../platform/unseen.js';
import { encodeIdValue } from '../platform/idValue.js';
import { expecting } from './ruleShapes.js';
import type { Sought } from './sought.js';

/** A name as people see it in Setup; the bar stands between names in an id. */
export const shownName = z
  .string()
  .max(255)
  .regex(/^[^|]*[^|\s][^|]*$/, expecting('notEmpty'))
  .regex(seenText, expecting('nothingControl'));

/** The names in the order in which an id has them. */
export const sortedNames = (names: readonly string[]): string[] => names.map((name) => name.trim()).sort(compareKeys);

/** The names as the part of an id: several in their order, with bars between. */
export const namesInId = (names: readonly string[]): string => names.map(encodeIdValue).join('|');

/** Whether a name is among these. */
export const isAmong = (name: string, names: readonly string[]): boolean => names.some((one) => sameName(one, name));

/** Only letters and digits, small, without an s at the end. */
const likeness = (name: string): string =>
  keyOf(name)
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/s$/, '');

/**
 * That a name may have been meant as the one that the user has: only where no more than a hyphen, a space or an s is another, as the
 * org may well have a profile or license of any other name.
 */
export const soughtAs = (own: string, names: readonly string[]): { readonly sought?: Sought } => {
  const name = names.find((one) => likeness(one) === likeness(own));
  return name === undefined || name.length < 4 ? {} : { sought: { name, candidates: [own] } };
};

/**
 * Which of the forbidden lists rules out every name of a required one: its place, or -1.
 * @param forbidden each with its names
 */
export const ruledOutBy = (
  forbidden: ReadonlyArray<{ readonly names: readonly string[] }>,
): ((required: { readonly names: readonly string[] }) => number) => {
  const keys = forbidden.map(({ names }) => new Set(names.map(keyOf)));
  return ({ names }) => keys.findIndex((out) => names.every((name) => out.has(keyOf(name))));
};
