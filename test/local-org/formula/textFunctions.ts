import { toLongId } from '../permissions/orgTables.js';
import type { PlainFunction } from './evaluateFormula.js';
import { FormulaError, decimal, isBlank, millisecondsOfDay, numberValue, textValue } from './formulaValue.js';
import type { FormulaValue } from './formulaValue.js';

const takes = (least: number, most: number, run: PlainFunction['run']): PlainFunction => ({ least, most, run });

/** A function of one text, whose result is blank where the text is. */
const ofText = (run: (text: string) => string): PlainFunction => takes(1, 1, ([text = null]) => run(textValue(text)));

/** Text and count; blank where one of them is. */
const ofTextAndCount = (run: (text: string, count: number) => string): PlainFunction =>
  takes(2, 2, ([text = null, count = null]) => {
    const number = numberValue(count);
    return number === null || number <= 0 ? '' : run(textValue(text), Math.trunc(number));
  });

/** Of a part of a text. A blank part is in every text; a blank text gives null, not false. */
const ofPart = (run: (text: string, part: string) => boolean): PlainFunction =>
  takes(2, 2, ([text = null, part = null]) => {
    if (textValue(part) === '') return true;
    return textValue(text) === '' ? null : run(textValue(text), textValue(part));
  });

const padded = (atStart: boolean): PlainFunction =>
  takes(2, 3, ([text = null, count = null, padding = ' ']) => {
    const [given, length, fill] = [textValue(text), numberValue(count), textValue(padding)];
    if (length === null || length <= 0 || given === '') return '';
    if (length <= given.length || fill === '') return given.slice(0, length);
    return atStart ? given.padStart(length, fill) : given.padEnd(length, fill);
  });

const isNumberText = (text: string): boolean => /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text);

const two = (number: number): string => String(number).padStart(2, '0');

/** What TEXT makes of a value; blank of what is blank. */
const shown = (value: FormulaValue): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(decimal(value));
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') throw new FormulaError('Incorrect parameter type for function TEXT');
  switch (value.kind) {
    case 'picklist':
      return value.value;
    case 'multipicklist':
      throw new FormulaError('Incorrect parameter type for function TEXT');
    case 'date':
      return new Date(value.day * millisecondsOfDay).toISOString().slice(0, 10);
    case 'datetime':
      return `${new Date(value.time).toISOString().slice(0, 19).replace('T', ' ')}Z`;
    case 'time': {
      const of = (unit: number, count: number): number => Math.floor(value.time / unit) % count;
      return `${two(of(3_600_000, 24))}:${two(of(60_000, 60))}:${two(of(1000, 60))}.${String(value.time % 1000).padStart(3, '0')}`;
    }
  }
};

/** A pattern of Java, as far as JavaScript understands it, over the whole text. */
const matches = (text: string, pattern: string): boolean => {
  try {
    // Java knows `(?i)` at the beginning and possessive quantifiers; the latter match the same but for backtracking.
    const ignoreCase = pattern.startsWith('(?i)');
    const plain = pattern.replace(/^\(\?i\)/, '').replace(/([*+?}])\+/g, '$1');
    return new RegExp(`^(?:${plain})$`, ignoreCase ? 'i' : '').test(text);
  } catch {
    throw new FormulaError('Invalid regular expression');
  }
};

const chosen = (value: FormulaValue): string => {
  if (typeof value === 'object' && value?.kind === 'picklist') return value.value;
  if (value === null) return '';
  throw new FormulaError('Incorrect parameter type: expected Picklist');
};

export const textFunctions: Record<string, PlainFunction> = {
  ISBLANK: takes(1, 1, ([value = null]) => isBlank(value)),
  // Texts are never null (help, ISNULL).
  ISNULL: takes(1, 1, ([value = null]) => typeof value !== 'string' && isBlank(value)),
  BLANKVALUE: takes(2, 2, ([value = null, other = null]) => (isBlank(value) ? other : value)),
  NULLVALUE: takes(2, 2, ([value = null, other = null]) =>
    typeof value !== 'string' && isBlank(value) ? other : value,
  ),
  ISPICKVAL: takes(2, 2, ([value = null, text = null]) => chosen(value) === textValue(text)),
  INCLUDES: takes(2, 2, ([value = null, text = null]) => {
    if (value === null) return false;
    if (typeof value !== 'object' || value.kind !== 'multipicklist') {
      throw new FormulaError('Incorrect parameter type: expected Multi-Select Picklist');
    }
    return value.values.includes(textValue(text));
  }),
  TEXT: takes(1, 1, ([value = null]) => shown(value)),
  VALUE: takes(1, 1, ([value = null]) => {
    const text = textValue(value);
    if (text === '') return null;
    if (!isNumberText(text)) throw new FormulaError('Invalid number in function VALUE');
    return Number(text);
  }),
  ISNUMBER: takes(1, 1, ([value = null]) => isNumberText(textValue(value))),
  LEN: takes(1, 1, ([value = null]) => textValue(value).length),
  LEFT: ofTextAndCount((text, count) => text.slice(0, count)),
  RIGHT: ofTextAndCount((text, count) => text.slice(-count)),
  MID: takes(3, 3, ([text = null, start = null, count = null]) => {
    const [from, length] = [numberValue(start), numberValue(count)];
    if (from === null || length === null) return '';
    const first = Math.max(1, Math.trunc(from)) - 1;
    return textValue(text).slice(first, first + Math.max(0, Math.trunc(length)));
  }),
  UPPER: takes(1, 2, ([text = null]) => textValue(text).toUpperCase()),
  LOWER: takes(1, 2, ([text = null]) => textValue(text).toLowerCase()),
  TRIM: ofText((text) => text.trim()),
  REVERSE: ofText((text) => [...text].reverse().join('')),
  INITCAP: ofText((text) =>
    text.toLowerCase().replace(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1)),
  ),
  CONTAINS: ofPart((text, part) => text.includes(part)),
  BEGINS: ofPart((text, part) => text.startsWith(part)),
  FIND: takes(2, 3, ([part = null, text = null, start = 1]) => {
    const [wanted, given] = [textValue(part), textValue(text)];
    if (wanted === '' || given === '') return 0;
    return given.indexOf(wanted, Math.max(0, (numberValue(start) ?? 1) - 1)) + 1;
  }),
  SUBSTITUTE: takes(3, 3, ([text = null, from = null, to = null]) =>
    textValue(from) === '' ? '' : textValue(text).replaceAll(textValue(from), () => textValue(to)),
  ),
  LPAD: padded(true),
  RPAD: padded(false),
  REGEX: takes(2, 2, ([text = null, pattern = null]) => matches(textValue(text), textValue(pattern))),
  CASESAFEID: ofText(toLongId),
  BR: takes(0, 0, () => '\n'),
};
