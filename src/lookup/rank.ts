/** How well names and labels fit a text that somebody has from a page: without regard to case, spaces, punctuation and order. */
import { isWeak, squeezed, wordsIn } from './words.js';

/** How a name was found, best first; published. */
export const fits = ['exact', 'words', 'similar'] as const;
export type Fit = (typeof fits)[number];

/** What can be found: a name with what people call it, and what else it may be called. */
export type Named = { readonly name: string; readonly label: string | null; readonly also?: readonly string[] };

const textsOf = ({ name, label, also = [] }: Named): string[] => [name, label ?? '', ...also];

/** A fit with its score between 0 and 1, by which fits of one sort are ordered. */
export type Scored = { readonly fit: Fit; readonly score: number };

/** What is longer was not typed by hand. */
const longest = 200;

/** Letters by which two words may differ: none in short ones. */
const typosAllowed = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/** Whether two words differ by at most so many letters that are missing, added, replaced or swapped. */
const isNear = (a: string, b: string, most: number): boolean => {
  if (most === 0 || Math.abs(a.length - b.length) > most || a.length > longest) return false;
  // Nobody gets the first two letters wrong, and most words differ in them: that saves most of the work.
  if (![a[0], a[1]].some((letter, at) => letter === b[at] || letter === b[1 - at])) return false;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforePrevious[j - 2] ?? 0) + 1);
      current.push(best);
    }
    [beforePrevious, previous] = [previous, current];
  }
  return (previous[b.length] ?? 0) <= most;
};

/** One of several: `Leads` and `Lead`, `Activities` and `Activity`. */
const singular = (word: string): string => {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
};

/** Whether a text holds all words of a phrase, in any order, be they one or several. */
export const holdsWords = (words: readonly string[], phrase: readonly string[]): boolean =>
  phrase.length > 0 && phrase.every((one) => words.some((word) => singular(word) === singular(one)));

/** How much a word counts for another one: 1 is the same, 0 has nothing to do with it. */
const likeness = (wanted: string, found: string): number => {
  if (wanted === found) return 1;
  if (singular(wanted) === singular(found)) return 0.95;
  if (wanted.length >= 3 && found.startsWith(wanted)) return 0.8;
  return isNear(wanted, found, typosAllowed(Math.min(wanted.length, found.length))) ? 0.7 : 0;
};

/** Weak words count little, so that the others decide. */
const weightOf = (word: string): number => (isWeak(word) ? 0.15 : 1);

/** How much of one list of words is in the other, between 0 and 1. */
const coverage = (words: readonly string[], within: readonly string[], swapped: boolean): number => {
  const whole = words.reduce((sum, word) => sum + weightOf(word), 0);
  if (whole === 0) return 0;
  const got = words.reduce((sum, word) => {
    const best = Math.max(0, ...within.map((other) => (swapped ? likeness(other, word) : likeness(word, other))));
    return sum + weightOf(word) * best;
  }, 0);
  return got / whole;
};

const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && [...a].sort().join(' ') === [...b].sort().join(' ');

/** A text that is looked for, taken apart once. */
export type Wanted = { readonly squeezed: string; readonly words: readonly string[] };

/** Takes a text apart. */
export const wantedOf = (text: string): Wanted => ({ squeezed: squeezed(text), words: wordsIn(text) });

/** How much of what is wanted has to be found for a fit, and for a name that may have been meant. */
const enough = 0.72;
const enoughForNearest = 0.45;

const scoreOf = (wanted: Wanted, text: string): Scored | null => {
  if (text === '' || wanted.squeezed === '') return null;
  const own = squeezed(text);
  if (own === wanted.squeezed) return { fit: 'exact', score: 1 };
  const words = wordsIn(text);
  const [all, back] = [coverage(wanted.words, words, false), coverage(words, wanted.words, true)];
  const score = 0.75 * all + 0.25 * back;
  if (sameWords(wanted.words, words) || (all === 1 && back === 1)) return { fit: 'words', score };
  const strong = wanted.words.filter((word) => !isWeak(word));
  const missesOne = strong.some((word) => !words.some((other) => likeness(word, other) > 0));
  if (all >= enough && !missesOne) return { fit: all >= 0.9 ? 'words' : 'similar', score };
  if (wanted.squeezed.length >= 6 && isNear(wanted.squeezed, own, 2)) return { fit: 'similar', score: 0.7 };
  return null;
};

const better = (a: Scored | null, b: Scored | null): Scored | null => {
  if (a === null || b === null) return a ?? b;
  const [first, second] = [fits.indexOf(a.fit), fits.indexOf(b.fit)];
  return first < second || (first === second && a.score >= b.score) ? a : b;
};

/** How something fits, by its name or its label, whichever fits better; null where neither does. */
export const fitOf = (wanted: Wanted, named: Named): Scored | null =>
  textsOf(named).reduce<Scored | null>((best, text) => better(best, scoreOf(wanted, text)), null);

/** How near something comes that does not fit, between 0 and 1: for "did you mean". */
const nearness = (wanted: Wanted, named: Named): number =>
  Math.max(
    ...textsOf(named).map((text) => {
      const words = wordsIn(text);
      return 0.6 * coverage(wanted.words, words, false) + 0.4 * coverage(words, wanted.words, true);
    }),
  );

const byScore = <T extends Named>(a: { readonly one: T; readonly score: number }, b: typeof a): number =>
  b.score - a.score || a.one.name.length - b.one.name.length || (a.one.name < b.one.name ? -1 : 1);

/** What fits a text, best first, each with how it fits. */
export const ranked = <T extends Named>(
  text: string,
  candidates: readonly T[],
): Array<{ readonly one: T; readonly fit: Fit; readonly score: number }> => {
  const wanted = wantedOf(text);
  return candidates
    .flatMap((one) => {
      const scored = fitOf(wanted, one);
      return scored === null ? [] : [{ one, ...scored }];
    })
    .sort((a, b) => fits.indexOf(a.fit) - fits.indexOf(b.fit) || byScore(a, b));
};

/** What may have been meant where nothing fits, best first. */
export const nearestTo = <T extends Named>(text: string, candidates: readonly T[], most: number): T[] => {
  const wanted = wantedOf(text);
  return candidates
    .map((one) => ({ one, score: nearness(wanted, one) }))
    .filter(({ score }) => score >= enoughForNearest)
    .sort(byScore)
    .slice(0, most)
    .map(({ one }) => one);
};
