import {
  FALSE,
  NULL,
  TRUE,
  composedKey,
  isIgnorant,
  keyOfValue,
  kindOf,
  kindOfValue,
  mayBeBlank,
  truth,
} from './abstract.js';
import type { Abstract, KnownValue, Truth, ValueKind } from './abstract.js';
import { asTruth, atom, uncertainTruth } from './evaluation.js';
import type { Atom, Evaluation } from './evaluation.js';
import { not, sameTruth } from './truth.js';
import type { FormulaValue, IdValue } from './value.js';

/** Whether the value is blank: null or the empty text. Blanks and zeros are none (fact V6). */
export const isBlank = (walk: Evaluation, value: Abstract): Truth => {
  if (value.is === 'truth') return uncertainTruth(walk, 'ISBLANK');
  if (value.is === 'known') return truth(mayBeBlank(value) ? TRUE : FALSE);
  if (!value.mayBeBlank || assumedValue(walk, value) !== undefined) return truth(FALSE);
  const key = composedKey('blank', [value]);
  return atom(walk, { key, results: TRUE | FALSE, ignorant: value.ignorant });
};

/** The value that something has by what is assumed. */
const assumedValue = (walk: Evaluation, value: Abstract): string | number | undefined =>
  walk.assumed.values.get(keyOfValue(value) ?? '');

/** A value that something can be compared with for good: no blank, no id. */
const plainValue = (value: Abstract): string | number | undefined =>
  value.is === 'known' && value.value !== '' && (typeof value.value === 'string' || typeof value.value === 'number')
    ? value.value
    : undefined;

/** What follows from equality of something unknown with a plain value. */
const fixing = (one: Abstract, other: Abstract): Pick<Atom, 'fixes'> => {
  const value = plainValue(other);
  return one.is === 'unknown' && one.key !== undefined && one.kind !== 'id' && value !== undefined
    ? { fixes: { key: one.key, value } }
    : {};
};

/** Whether a value that is assumed is another one. Texts that differ in case alone may still be the same in a picklist. */
const isOther = (assumed: string | number | undefined, value: string | number | undefined): boolean =>
  assumed !== undefined && value !== undefined && String(assumed).toLowerCase() !== String(value).toLowerCase();

const isText = (value: Abstract): boolean => kindOf(value) === 'text';
const isNull = (value: Abstract): boolean => value.is === 'known' && value.value === null;
const isIdValue = (value: FormulaValue): value is IdValue => typeof value === 'object' && value?.kind === 'id';

/** An id against a text: rules see 15 characters of it; whoever wrote down 18 may be right or wrong (fact V2). */
const idIsText = (walk: Evaluation, { id }: IdValue, text: string): Truth => {
  const short = id.slice(0, 15);
  if (text.slice(0, 15).toLowerCase() !== short.toLowerCase()) return truth(FALSE);
  if (text.length === 15 && walk.facts.inFlow !== true) return truth(text === short ? TRUE : FALSE);
  return text.length === 15 || text.length === 18 ? uncertainTruth(walk, 'Id') : truth(FALSE);
};

const equalKnown = (walk: Evaluation, a: KnownValue, b: KnownValue): Truth => {
  const [left, right] = [a.value, b.value];
  if (left === null || right === null) {
    // texts: blank is the empty text (fact V6)
    if (isText(a) || isText(b)) return truth((left ?? '') === (right ?? '') ? TRUE : FALSE);
    // others: null is equal to nothing and different from nothing. What the word NULL beside them gives is not certain.
    const certain = walk.facts.inFlow !== true && left !== right && a.kind !== 'null' && b.kind !== 'null';
    return certain ? truth(NULL) : uncertainTruth(walk, 'NULL');
  }
  if (isIdValue(left) && isIdValue(right)) return truth(left.id.slice(0, 15) === right.id.slice(0, 15) ? TRUE : FALSE);
  if (isIdValue(left)) return typeof right === 'string' ? idIsText(walk, left, right) : uncertainTruth(walk, '=');
  if (isIdValue(right)) return typeof left === 'string' ? idIsText(walk, right, left) : uncertainTruth(walk, '=');
  if (kindOfValue(left) !== kindOfValue(right)) return uncertainTruth(walk, '=');
  return truth(keyOfValue(a) === keyOfValue(b) ? TRUE : FALSE);
};

/** Whether two values are equal: texts by their letters and their case, blank as the empty text (fact V6). */
export const equal = (walk: Evaluation, a: Abstract, b: Abstract): Truth => {
  if (a.is === 'truth' || b.is === 'truth') return sameTruth(asTruth(walk, a), asTruth(walk, b));
  if (a.is === 'known' && b.is === 'known') return equalKnown(walk, a, b);
  const textual = isText(a) || isText(b);
  if (textual && a.is === 'known' && mayBeBlank(a)) return isBlank(walk, b);
  if (textual && b.is === 'known' && mayBeBlank(b)) return isBlank(walk, a);
  const [one, other] = [keyOfValue(a), keyOfValue(b)];
  if (one !== undefined && one === other && (textual || !mayBeBlank(a))) return truth(TRUE);
  if (isOther(assumedValue(walk, a), plainValue(b)) || isOther(assumedValue(walk, b), plainValue(a)))
    return truth(FALSE);
  const blankIsNull = !textual && (mayBeBlank(a) || mayBeBlank(b));
  const certainlyNull = blankIsNull && walk.facts.inFlow !== true && (isTypedNull(a, b) || isTypedNull(b, a));
  const key = (one ?? '') < (other ?? '') ? composedKey('equal', [a, b]) : composedKey('equal', [b, a]);
  return certainlyNull
    ? truth(NULL)
    : atom(walk, {
        key,
        results: TRUE | FALSE | (blankIsNull ? NULL : 0),
        ignorant: isIgnorant(a) || isIgnorant(b),
        ...fixing(a, b),
        ...fixing(b, a),
      });
};

/** A blank that is known to be a number, a date and the like, by itself or by what it is compared with. */
const isTypedNull = (value: Abstract, other: Abstract): boolean =>
  isNull(value) && (typed.has(kindOf(value)) || (kindOf(value) === 'any' && typed.has(kindOf(other))));
const typed = new Set<ValueKind>(['number', 'date', 'datetime', 'time']);

/** Whether a is before b. */
const isLess = (walk: Evaluation, a: Abstract, b: Abstract): Truth => {
  if (a.is === 'truth' || b.is === 'truth') return uncertainTruth(walk, '<');
  if (isTypedNull(a, b) || isTypedNull(b, a))
    return walk.facts.inFlow === true ? uncertainTruth(walk, 'NULL') : truth(NULL);
  if (isNull(a) || isNull(b)) return uncertainTruth(walk, 'NULL');
  if (a.is === 'known' && b.is === 'known') {
    const [left, right] = [orderOf(a.value), orderOf(b.value)];
    // in which order texts stand depends on the language
    return left === undefined || right === undefined || kindOf(a) !== kindOf(b)
      ? uncertainTruth(walk, '<')
      : truth(left < right ? TRUE : FALSE);
  }
  const results = TRUE | FALSE | (mayBeBlank(a) || mayBeBlank(b) ? NULL : 0);
  return atom(walk, { key: composedKey('less', [a, b]), results, ignorant: isIgnorant(a) || isIgnorant(b) });
};

const orderOf = (value: FormulaValue): number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null || value.kind === 'id') return undefined;
  return value.kind === 'date' ? value.day : value.time;
};

/** `<`, `<=`, `>` or `>=`; null where a side is blank (fact V6). */
export const ordered = (walk: Evaluation, operator: '<' | '<=' | '>' | '>=', a: Abstract, b: Abstract): Truth => {
  switch (operator) {
    case '<':
      return isLess(walk, a, b);
    case '>':
      return isLess(walk, b, a);
    case '<=':
      return not(isLess(walk, b, a));
    case '>=':
      return not(isLess(walk, a, b));
  }
};

/** Whether a picklist has this value. Values that differ in case alone may be the same. */
export const isPicklistValue = (walk: Evaluation, picklist: Abstract, value: Abstract): Truth => {
  const result = equal(walk, asText(picklist), asText(value));
  const [one, other] = [textIn(picklist), textIn(value)];
  return one !== undefined && other !== undefined && one !== other && one.toLowerCase() === other.toLowerCase()
    ? uncertainTruth(walk, 'ISPICKVAL')
    : result;
};

const textIn = (value: Abstract): string | undefined =>
  value.is === 'known' && typeof value.value === 'string' ? value.value : undefined;

/** The same value, known to be a text. */
export const asText = (value: Abstract): Abstract =>
  value.is === 'unknown' && value.kind === 'any' ? { ...value, kind: 'text' } : value;
