import { composedKey, kindOf, known, longestText, mayBeBlank } from './abstract.js';
import type { Abstract, ValueKind } from './abstract.js';
import { product, quotient, sum } from './decimals.js';
import { uncertain, unknownOf } from './evaluation.js';
import type { Evaluation } from './evaluation.js';
import type { FormulaValue } from './value.js';

/** `&`: texts one after the other; blanks count for nothing. */
export const concatenated = (walk: Evaluation, a: Abstract, b: Abstract): Abstract => {
  if (a.is === 'truth' || b.is === 'truth') return uncertain(walk, '&', 'text');
  if (a.is !== 'known' || b.is !== 'known')
    return unknownOf('text', composedKey('&', [a, b]), [a, b], mayBeBlank(a) && mayBeBlank(b));
  const [left, right] = [a.value ?? '', b.value ?? ''];
  return typeof left === 'string' && typeof right === 'string' && left.length + right.length <= longestText
    ? known(left + right)
    : uncertain(walk, '&', 'text');
};

const kindOfSum = (a: ValueKind, b: ValueKind, minus: boolean): ValueKind => {
  const isTime = (kind: ValueKind): boolean => kind === 'date' || kind === 'datetime';
  if (a === 'number' && b === 'number') return 'number';
  if (isTime(a) && a === b) return minus ? 'number' : 'any';
  if (isTime(a) && b === 'number') return a;
  if (isTime(b) && a === 'number' && !minus) return b;
  if (a === 'text' || b === 'text') return 'text';
  return 'any';
};

const knownSum = (a: FormulaValue, b: FormulaValue, minus: boolean): FormulaValue | undefined => {
  if (typeof a === 'number' && typeof b === 'number') return sum(a, minus ? -b : b);
  if (typeof a !== 'object' || a?.kind !== 'date') return undefined;
  if (typeof b === 'object' && b?.kind === 'date') return minus ? a.day - b.day : undefined;
  return typeof b === 'number' && Number.isInteger(b) ? { kind: 'date', day: a.day + (minus ? -b : b) } : undefined;
};

const knownProduct = (operator: '*' | '/' | '^', a: number, b: number): number | undefined => {
  if (operator === '*') return product(a, b);
  if (operator === '/') return quotient(a, b);
  if (!Number.isInteger(a) || !Number.isInteger(b) || b > 50) return undefined;
  const result = a ** b;
  return Number.isSafeInteger(result) ? result : undefined;
};

/** `+ - * / ^`: null where a side is blank, but for texts. What is not exact is not answered. */
export const reckoned = (
  walk: Evaluation,
  operator: '+' | '-' | '*' | '/' | '^',
  a: Abstract,
  b: Abstract,
): Abstract => {
  const sums = operator === '+' || operator === '-';
  const kind = sums ? kindOfSum(kindOf(a), kindOf(b), operator === '-') : 'number';
  if (operator === '+' && kind === 'text') return concatenated(walk, a, b);
  if (a.is === 'truth' || b.is === 'truth') return uncertain(walk, operator, kind);
  if (a.is !== 'known' || b.is !== 'known') {
    if (operator === '^' || (operator === '/' && (b.is !== 'known' || b.value === 0))) walk.failures.push(operator);
    return unknownOf(kind, composedKey(operator, [a, b]), [a, b]);
  }
  const result = sums
    ? knownSum(a.value, b.value, operator === '-')
    : typeof a.value === 'number' && typeof b.value === 'number'
      ? knownProduct(operator, a.value, b.value)
      : undefined;
  return result === undefined ? uncertain(walk, operator, kind) : known(result);
};
