import { FALSE, TRUE, NULL, composedKey, known, longestText, truth } from '../abstract.js';
import type { Truth } from '../abstract.js';
import { atom, uncertain, uncertainTruth } from '../evaluation.js';
import type { Evaluation } from '../evaluation.js';
import { asText } from '../comparison.js';
import type { FormulaValue } from '../value.js';
import { anyIgnorant, computed, taking } from './functionRule.js';
import type { FunctionRule } from './functionRule.js';

/** The text of a value; blank is the empty one. Nothing where it is no text. */
const textOf = (value: FormulaValue | undefined): string | undefined => {
  if (value === null) return '';
  return typeof value === 'string' ? value : undefined;
};
/** A text, or blank where it is empty. */
const orBlank = (text: string): string | null => (text === '' ? null : text);
const count = (value: FormulaValue | undefined): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** A function of one text. */
const ofText = (compute: (text: string) => FormulaValue | undefined): FunctionRule =>
  taking(
    1,
    1,
    computed('text', ([value]) => {
      const text = textOf(value);
      return text === undefined ? undefined : compute(text);
    }),
  );

/** LEFT and RIGHT. An id is known to have 15 characters, whatever follows. */
const side = (cut: (text: string, length: number) => string, isLeft: boolean): FunctionRule =>
  taking(
    2,
    2,
    computed('text', ([value, length]) => {
      const many = count(length);
      if (many === undefined) return undefined;
      if (isLeft && typeof value === 'object' && value?.kind === 'id')
        return many <= 15 ? value.id.slice(0, many) : undefined;
      const text = textOf(value);
      return text === undefined ? undefined : orBlank(cut(text, many));
    }),
  );

/** CONTAINS and BEGINS. What comes of a blank side is not certain, but for a blank text, which holds nothing (fact V7). */
const finding =
  (found: (text: string, sought: string) => boolean): FunctionRule =>
  (walk, args, name) => {
    const [text, sought] = args;
    if (text === undefined || sought === undefined || args.length > 2) return uncertainTruth(walk, name);
    if (text.is !== 'known' || sought.is !== 'known')
      return atom(walk, {
        key: composedKey(name, [text, sought]),
        results: TRUE | FALSE | NULL,
        ignorant: anyIgnorant(args),
      });
    if (typeof sought.value === 'object' && sought.value?.kind === 'id' && typeof text.value === 'string')
      return idIn(walk, text.value, sought.value.id, name);
    const [where, what] = [textOf(text.value), textOf(sought.value)];
    if (where === undefined || what === undefined || what === '') return uncertainTruth(walk, name);
    if (where === '') return uncertainTruth(walk, name, FALSE | NULL);
    return truth(found(where, what) ? TRUE : FALSE);
  };

/** An id in a text: rules look for its 15 characters (fact V2). */
const idIn = (walk: Evaluation, text: string, id: string, name: string): Truth => {
  const short = id.slice(0, 15);
  if (name !== 'CONTAINS') return uncertainTruth(walk, name);
  if (id.length === 18 && text.includes(id)) return truth(TRUE);
  if (text.includes(short)) return walk.facts.inFlow === true ? uncertainTruth(walk, name) : truth(TRUE);
  return truth(FALSE);
};

/** INCLUDES: one of the values of a multi-select picklist. */
const includes: FunctionRule = (walk, args, name) => {
  const [values, sought] = args;
  if (values === undefined || sought === undefined || args.length > 2) return uncertainTruth(walk, name);
  if (values.is !== 'known' || sought.is !== 'known')
    return atom(walk, {
      key: composedKey(name, [values, sought]),
      results: TRUE | FALSE | NULL,
      ignorant: anyIgnorant(args),
    });
  if (values.value === null || values.value === '') return uncertainTruth(walk, name, FALSE | NULL);
  if (typeof values.value !== 'string' || typeof sought.value !== 'string') return uncertainTruth(walk, name);
  const all = values.value.split(';');
  const like = all.some((one) => one.toLowerCase() === String(sought.value).toLowerCase());
  if (all.includes(sought.value)) return truth(TRUE);
  return like ? uncertainTruth(walk, name) : truth(FALSE);
};

/** TEXT: of a picklist its value; of whole numbers and dates as documented, of others not certain. */
const text: FunctionRule = (walk, args, name) => {
  const [value] = args;
  if (value === undefined || args.length > 1 || value.is === 'truth') return uncertain(walk, name, 'text');
  if (value.is === 'unknown') {
    if (value.kind === 'text') {
      const { is, kind, mayBeBlank, key, ignorant } = value;
      return { is, kind, mayBeBlank, key, ignorant };
    }
    // of what kind it is may not be known: a picklist is the same value as its text
    return value.kind === 'any' ? asText(value) : computed('text', () => undefined)(walk, args, name);
  }
  const { value: it } = value;
  if (it === null || typeof it === 'string') return known(it, 'text');
  if (typeof it === 'number') return Number.isSafeInteger(it) ? known(String(it)) : uncertain(walk, name, 'text');
  return typeof it === 'object' && it.kind === 'date'
    ? known(new Date(it.day * 86_400_000).toISOString().slice(0, 10))
    : uncertain(walk, name, 'text');
};

/** VALUE: the number in a text; of other texts the platform makes an error. */
const value: FunctionRule = taking(
  1,
  1,
  computed('number', ([it]) => {
    const digits = textOf(it);
    return digits !== undefined && /^-?\d{1,15}$/.test(digits) ? Number(digits) + 0 : undefined;
  }),
);

/** ISNUMBER: plain digits are a number, letters are none; about signs and exponents nothing is said. */
const isNumber: FunctionRule = (walk, args, name) => {
  const [it] = args;
  if (it === undefined || args.length > 1 || it.is === 'truth') return uncertainTruth(walk, name);
  if (it.is === 'unknown')
    return atom(walk, { key: composedKey(name, [it]), results: TRUE | FALSE, ignorant: it.ignorant });
  const digits = textOf(it.value);
  if (digits !== undefined && /^\d+(?:\.\d+)?$/.test(digits)) return truth(TRUE);
  return digits !== undefined && /[a-df-zA-DF-Z]/.test(digits) && isPlain(digits)
    ? truth(FALSE)
    : uncertainTruth(walk, name, TRUE | FALSE);
};

/** CASESAFEID: the 18 characters of an id. */
const caseSafeId: FunctionRule = taking(
  1,
  1,
  computed('text', ([it]) => (typeof it === 'object' && it?.kind === 'id' && it.id.length === 18 ? it.id : undefined)),
);

const length: FunctionRule = taking(
  1,
  1,
  computed('number', ([it]) => textOf(it)?.length, false),
);

/** A function of a text and another one. */
const ofTexts = (compute: (text: string, ...others: readonly string[]) => FormulaValue | undefined): FunctionRule =>
  computed('text', (values) => {
    const [first, ...others] = values.map(textOf);
    return first === undefined || others.some((other) => other === undefined)
      ? undefined
      : compute(first, ...(others as readonly string[]));
  });

/** The text with another one in each place of a part of it; nothing where that would be too long to be made. */
const substituted = (it: string, old: string, next: string): string | undefined => {
  const parts = it.split(old);
  return it.length + (parts.length - 1) * (next.length - old.length) > longestText ? undefined : parts.join(next);
};

/** The functions of texts. */
export const textFunctions: Readonly<Record<string, FunctionRule>> = {
  BEGINS: finding((where, what) => where.startsWith(what)),
  CASESAFEID: caseSafeId,
  CONTAINS: finding((where, what) => where.includes(what)),
  INCLUDES: includes,
  ISNUMBER: isNumber,
  LEFT: side((it, many) => it.slice(0, many), true),
  LEN: length,
  LOWER: ofText((it) => (isPlain(it) ? orBlank(it.toLowerCase()) : undefined)),
  MID: taking(
    3,
    3,
    computed('text', ([it, start, many]) => {
      const [whole, from, length_] = [textOf(it), count(start), count(many)];
      return whole === undefined || length_ === undefined || from === undefined || from < 1
        ? undefined
        : orBlank(whole.slice(from - 1, from - 1 + length_));
    }),
  ),
  RIGHT: side((it, many) => (many === 0 ? '' : it.slice(-many)), false),
  SUBSTITUTE: taking(
    3,
    3,
    ofTexts((it, old = '', next = '') => {
      const text = old === '' ? undefined : substituted(it, old, next);
      return text === undefined ? undefined : orBlank(text);
    }),
  ),
  TEXT: text,
  TRIM: ofText((it) => (isPlain(it) ? orBlank(it.replace(/^ +| +$/g, '')) : undefined)),
  UPPER: ofText((it) => (isPlain(it) ? orBlank(it.toUpperCase()) : undefined)),
  VALUE: value,
};
