import type { FormulaValue } from './value.js';

/**
 * What a value is, as far as the text of the formula and the schema tell. `null` is the word NULL itself; `any` is what could be
 * everything.
 */
export type ValueKind =
  | 'text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'time'
  | 'id'
  | 'multipicklist'
  | 'null'
  | 'any';

/** Which results a condition can have, as bits. Null is a third result of its own: it is not true, and neither is NOT of it. */
export const TRUE = 1;
export const FALSE = 2;
export const NULL = 4;

/** A value that is known, but for conditions. `kind` also where the value is blank. */
export type KnownValue = {
  readonly is: 'known';
  readonly value: FormulaValue;
  readonly kind: ValueKind;
  /** A text that is the value of a picklist: whether its blank is null is told nowhere. */
  readonly ofPicklist?: true;
};

/** A value that is not known. */
export type UnknownValue = {
  readonly is: 'unknown';
  readonly kind: ValueKind;
  readonly mayBeBlank: boolean;
  /** Two values with the same key are the same value, whatever it is; without a key nothing is known of the sort. */
  readonly key: string | undefined;
  /** Whether it is unknown because something could not be read or evaluated, not only because it is in the record. */
  readonly ignorant: boolean;
  /** As of a known value. */
  readonly ofPicklist?: true;
};

/** A condition, known or not: the results that it can have. Why it is not known its atoms tell. */
export type Truth = { readonly is: 'truth'; readonly results: number };

/** What is known of the value of an expression. */
export type Abstract = KnownValue | UnknownValue | Truth;

/** A value that is known, with its kind where it is blank. */
export const known = (value: FormulaValue, kind: ValueKind = kindOfValue(value)): Abstract =>
  typeof value === 'boolean' ? truth(value ? TRUE : FALSE) : { is: 'known', value, kind };

/** A condition with these results. */
export const truth = (results: number): Truth => ({ is: 'truth', results });

/** Whether exactly one result is possible. */
export const isSettled = (value: Abstract): boolean =>
  value.is === 'known' || (value.is === 'truth' && (value.results & (value.results - 1)) === 0);

/** The kind of a value that is there. */
export const kindOfValue = (value: FormulaValue): ValueKind => {
  if (value === null) return 'any';
  if (typeof value === 'object') return value.kind;
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
};

/** The kind of an expression. */
export const kindOf = (value: Abstract): ValueKind => (value.is === 'truth' ? 'boolean' : value.kind);

/** Whether the value can be blank; an empty text is blank. */
export const mayBeBlank = (value: Abstract): boolean => {
  if (value.is === 'truth') return (value.results & NULL) !== 0;
  return value.is === 'known' ? value.value === null || value.value === '' : value.mayBeBlank;
};

/** Whether something that could not be read or evaluated has a part in it. */
export const isIgnorant = (value: Abstract): boolean => value.is === 'unknown' && value.ignorant;

/**
 * The longest text that is reckoned: the platform gives none that is longer. Each step of a formula can make the text before it
 * many times as long, so that one of a few lines would fill the memory.
 */
export const longestText = 4000;

/** Keys grow with the formula; beyond this length it is not worth it to see that two parts are the same. */
const longestKey = 1000;

/** The key of what is made of these parts in this way; none where a part has none. */
export const composedKey = (made: string, parts: readonly Abstract[]): string | undefined => {
  let key = made;
  for (const part of parts) {
    const own = keyOfValue(part);
    if (own === undefined || key.length > longestKey) return undefined;
    key += `(${own})`;
  }
  return key;
};

/** The key of a value; a known value is its own key. */
export const keyOfValue = (value: Abstract): string | undefined => {
  if (value.is === 'unknown') return value.key;
  if (value.is === 'truth') return isSettled(value) ? `truth ${value.results}` : undefined;
  return `= ${JSON.stringify(value.value)}`;
};
