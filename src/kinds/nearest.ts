/** "Did you mean": the candidates that a person may have meant. */

import { sameName } from '../platform/names.js';

/** Longer words are not typing mistakes; comparing them would only cost time. */
const longest = 80;

/** Which letters and digits a word in small letters has, a bit each; other signs share one. */
const lettersOf = (word: string): number => {
  let bits = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (code >= 97 && code <= 122) bits |= 1 << (code - 97);
    else bits |= 1 << (code >= 48 && code <= 57 ? 26 + (code % 5) : 31);
  }
  return bits;
};

const bitsIn = (bits: number): number => {
  let left = bits;
  let count = 0;
  for (; left !== 0; count++) left &= left - 1;
  return count;
};

/**
 * Whether words with these letters may be within so many edits: each edit takes one letter away and brings one at most. Most names of
 * an org end here.
 */
const mayBeNear = (from: number, to: number, allowed: number): boolean => bitsIn(from ^ to) <= 2 * allowed;

/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other; Infinity where they are more than allowed. */
export const distance = (from: string, to: string, allowed: number): number => {
  // Each letter more or less is an edit.
  if (Math.abs(from.length - to.length) > allowed) return Infinity;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  let leastBefore = 0;
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        cost = Math.min(cost, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(cost);
      if (cost < least) least = cost;
    }
    // What is left cannot become less: a swap reaches back two letters, and no further.
    if (least > allowed && leastBefore > allowed) return Infinity;
    leastBefore = least;
    beforePrevious = previous;
    previous = current;
  }
  const edits = previous[to.length] ?? 0;
  return edits > allowed ? Infinity : edits;
};

const isSign = (letter: string | undefined): boolean => letter !== undefined && /[\s_-]/.test(letter);

/**
 * Edits to the nearest beginning of a name that ends with a word of it: "Minimum Acess" is meant as "Minimum Access - Salesforce".
 * Infinity where none is near.
 */
const distanceToBeginning = (wanted: string, name: string, allowed: number): number => {
  if (wanted.length < 6 || name.length <= wanted.length) return Infinity;
  let least = Infinity;
  for (let end = wanted.length - allowed; end <= wanted.length + allowed; end++) {
    if (isSign(name[end]) && !isSign(name[end - 1]))
      least = Math.min(least, distance(wanted, name.slice(0, end), allowed));
  }
  return least;
};

/** Blanks and signs between the words of one name, more or less than between those of another. */
const mostSigns = 4;

/** Whether the letters of two words are the same, whatever signs stand between them. */
const haveSameLetters = (one: number, other: number): boolean => (one ^ other) << 1 === 0;

/** The words of a name, small and sorted; empty where it is a single word. */
const wordsOf = (name: string): string => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return words.length < 2 ? '' : words.sort().join(' ');
};

/** Whether two names have the same words, at least so many, in whatever order: `ApiOnlyUser` and `ApiUserOnly`. */
export const hasSameWords = (a: string, b: string, least: number): boolean => {
  const words = wordsOf(a);
  return words.split(' ').length >= least && words === wordsOf(b);
};

/**
 * The candidates nearest to `word`, best first, at most `limit`: those within three edits and a third of its length, those of the
 * same words in another order (`ApiOnlyUser` is ApiUserOnly), and those that it begins or is part of, also with such edits at a word's end. Case does not count. Empty when nothing is near.
 */
export const nearest = (word: string, candidates: readonly string[], limit = 3): string[] => {
  const wanted = word.toLowerCase();
  if (wanted === '' || wanted.length > longest) return [];
  const allowed = Math.min(3, Math.floor(wanted.length / 3));
  const words = wordsOf(word);
  const letters = lettersOf(wanted);
  const scoreOf = (candidate: string): number => {
    const name = candidate.toLowerCase();
    const others = lettersOf(name);
    const edits = mayBeNear(letters, others, allowed) ? distance(wanted, name, allowed) : Infinity;
    if (edits <= allowed) return edits;
    const isAsLong = Math.abs(candidate.length - word.length) <= mostSigns;
    if (words !== '' && isAsLong && haveSameLetters(letters, others) && wordsOf(candidate) === words) return 1;
    if (wanted.length >= 3 ? name.includes(wanted) : wanted.length === 2 && name.startsWith(wanted)) return allowed + 1;
    return distanceToBeginning(wanted, name, allowed) <= allowed ? allowed + 2 : Infinity;
  };
  const near: { readonly candidate: string; readonly score: number }[] = [];
  let most = allowed + 2;
  for (const candidate of new Set(candidates)) {
    if (candidate.length > longest) continue;
    const score = scoreOf(candidate);
    // A mistyped beginning is looked for where no whole name is near.
    if (score <= allowed) most = allowed + 1;
    if (score <= most) near.push({ candidate, score });
  }
  return near
    .filter(({ score }) => score <= most)
    .sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
};

/**
 * The names that may have been meant: those that Setup calls so, then those that are near by their letters and words.
 * @param called names whose label it is; those that are not among the candidates do not count
 */
export const namesMeant = (name: string, candidates: readonly string[], called: readonly string[] = []): string[] => {
  const labeled = called.flatMap((one) => candidates.filter((candidate) => sameName(candidate, one)).slice(0, 1));
  return labeled.length > 0 ? [...new Set(labeled)] : nearest(name, candidates);
};
