import { FALSE, NULL, TRUE, composedKey, truth } from '../abstract.js';
import { atom, uncertainTruth } from '../evaluation.js';
import { anyIgnorant } from './functionRule.js';
import type { FunctionRule } from './functionRule.js';

/** One piece of a pattern that Java and JavaScript read alike: a letter, a class, `.`, `\d` and the like. */
const piece = String.raw`(?:[A-Za-z0-9 @_,:;=#%&<>"'!~-]|\\[dw.@+*?()\[\]{}|/\\^$-]|\.|\[\^?(?:[A-Za-z0-9](?:-[A-Za-z0-9])?|[@_ .,:;+*?]|\\[dw.-])+\])`;
const counted = String.raw`(?:\{\d{1,3}\}|\{\d{1,3},\d{1,3}\}|[*+?])?`;
/** A row of pieces: no groups, so that nothing repeated is repeated again. */
const simple = new RegExp(String.raw`^\^?(?:${piece}${counted})*\$?$`);

/** So many pieces of which the length is open are still quick on short texts. */
const mostOpen = 2;
const longestText = 200;

const isSafe = (pattern: string, text: string): boolean => {
  const open = pattern.match(/[*+?]|,\d+\}/g)?.length ?? 0;
  return (
    pattern.length <= 200 &&
    open <= mostOpen &&
    text.length <= longestText &&
    /^[\x20-\x7e]*$/.test(text) &&
    simple.test(pattern)
  );
};

/** REGEX, which wants the whole text to match. Only what Java and JavaScript surely read alike, and never a slow one. */
export const regex: FunctionRule = (walk, args, name) => {
  const [text, pattern] = args;
  if (text === undefined || pattern === undefined || args.length > 2) return uncertainTruth(walk, name);
  if (text.is !== 'known' || pattern.is !== 'known')
    return atom(walk, {
      key: composedKey(name, [text, pattern]),
      results: TRUE | FALSE | NULL,
      ignorant: anyIgnorant(args),
    });
  return typeof text.value === 'string' && typeof pattern.value === 'string' && isSafe(pattern.value, text.value)
    ? truth(new RegExp(`^(?:${pattern.value})$`).test(text.value) ? TRUE : FALSE)
    : uncertainTruth(walk, name);
};
