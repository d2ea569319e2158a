import { FALSE, NULL, TRUE, truth } from './abstract.js';
import type { Truth } from './abstract.js';

/*
 * AND, OR and NOT as the platform's own engine has them (fact V3): AND and OR take null for false and are never null themselves,
 * NOT of null is null.
 */

/** AND: true when all are. */
export const and = (parts: readonly Truth[]): Truth => {
  const canBeTrue = parts.every(({ results }) => (results & TRUE) !== 0);
  const canFail = parts.some(({ results }) => (results & (FALSE | NULL)) !== 0);
  return truth((canBeTrue ? TRUE : 0) | (canFail ? FALSE : 0));
};

/** OR: true when one is. */
export const or = (parts: readonly Truth[]): Truth => {
  const canBeTrue = parts.some(({ results }) => (results & TRUE) !== 0);
  const canFail = parts.every(({ results }) => (results & (FALSE | NULL)) !== 0);
  return truth((canBeTrue ? TRUE : 0) | (canFail ? FALSE : 0));
};

/** NOT: null stays null. */
export const not = ({ results }: Truth): Truth =>
  truth((results & TRUE ? FALSE : 0) | (results & FALSE ? TRUE : 0) | (results & NULL));

/** Whether two conditions are equal; null where one of them is. */
export const sameTruth = (a: Truth, b: Truth): Truth => {
  const equal = (a.results & b.results & TRUE) !== 0 || (a.results & b.results & FALSE) !== 0;
  const differ =
    ((a.results & TRUE) !== 0 && (b.results & FALSE) !== 0) || ((a.results & FALSE) !== 0 && (b.results & TRUE) !== 0);
  const blank = ((a.results | b.results) & NULL) !== 0;
  return truth((equal ? TRUE : 0) | (differ ? FALSE : 0) | (blank ? NULL : 0));
};
