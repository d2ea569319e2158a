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

/** Only letters and digits, small, without an s at the end, nor the word license that people add to the name of one. */
const likeness = (name: string): string =>
  keyOf(name)
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/licen[cs]es?$/, '')
    .replace(/s$/, '');

/**
 * That a name may have been meant as the one that the user has, or as one that orgs have: only where no more than a hyphen, a space, an
 * s or the word license is another, as the org may well have a profile or license of any other name.
 * @param known names that orgs have
 */
export const soughtAs = (
  own: string,
  names: readonly string[],
  known: readonly string[] = [],
): { readonly sought?: Sought } => {
  for (const name of names) {
    if (name.length < 4 || isAmong(name, known)) continue;
    const like = [own, ...known].find((one) => likeness(one) === likeness(name));
    // By the word alone no name may be near enough to be told.
    if (like !== undefined) return { sought: { name, candidates: [like], called: [like] } };
  }
  return {};
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
