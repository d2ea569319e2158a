/** The formula is none, or it cannot be evaluated: `#Error!` in Salesforce. */
export class FormulaError extends Error {}

/**
 * A value of a formula. A text is never null: a blank one is `''`. null is a blank number, date or time, the word NULL, or what a
 * comparison with one of them gives. Days are counted from 1970, times in milliseconds.
 */
export type FormulaValue =
  | null
  | boolean
  | number
  | string
  | { kind: 'picklist'; value: string }
  | { kind: 'multipicklist'; values: readonly string[] }
  | { kind: 'date'; day: number }
  | { kind: 'datetime'; time: number }
  | { kind: 'time'; time: number };

export const millisecondsOfDay = 86_400_000;

/** A number that has been reckoned. @throws FormulaError for one that is too big, or none */
export const reckoned = (value: number): number => {
  if (!Number.isFinite(value)) throw new FormulaError('The number is too big, or divided by zero');
  return value;
};

/** A number as it is shown and compared: Salesforce reckons with decimals, so 0.1 + 0.2 is 0.3. */
export const decimal = (value: number): number => Number(value.toPrecision(14));

/** Whether a value is blank: a text of no characters, no value in a picklist, no number. */
export const isBlank = (value: FormulaValue): boolean =>
  value === null || value === '' || (typeof value === 'object' && blankChoice(value));

const blankChoice = (value: Exclude<FormulaValue, null | boolean | number | string>): boolean =>
  value.kind === 'picklist' ? value.value === '' : value.kind === 'multipicklist' && value.values.length === 0;

/** Text of a value where text is expected: of what is blank `''`. @throws FormulaError for other types */
export const textValue = (value: FormulaValue): string => {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  throw new FormulaError('Incorrect parameter type: expected Text');
};

/** Number of a value; null for a blank one. @throws FormulaError for other types */
export const numberValue = (value: FormulaValue): number | null => {
  if (value === null || typeof value === 'number') return value;
  throw new FormulaError('Incorrect parameter type: expected Number');
};

/** Truth of a value; null where a comparison met a blank. @throws FormulaError for other types */
export const booleanValue = (value: FormulaValue): boolean | null => {
  if (value === null || typeof value === 'boolean') return value;
  throw new FormulaError('Incorrect parameter type: expected Boolean');
};

/** The day of a date or of a date with time. @throws FormulaError for other types */
export const dayValue = (value: FormulaValue): number | null => {
  if (value === null) return null;
  if (typeof value === 'object' && value.kind === 'date') return value.day;
  if (typeof value === 'object' && value.kind === 'datetime') return Math.floor(value.time / millisecondsOfDay);
  throw new FormulaError('Incorrect parameter type: expected Date');
};

/** The type of a value, for values that must be alike; null for NULL, which goes with everything. */
const typeOf = (value: FormulaValue): string | null =>
  value === null ? null : typeof value === 'object' ? value.kind : typeof value;

/** The plain value that two values of a type are compared by. */
const plain = (value: Exclude<FormulaValue, null>): string | number | boolean => {
  if (typeof value === 'number') return decimal(value);
  if (typeof value !== 'object') return value;
  if (value.kind === 'picklist') return value.value;
  if (value.kind === 'multipicklist') return value.values.join(';');
  return value.kind === 'date' ? value.day : value.time;
};

/**
 * Whether two values are the same. Blank texts are equal to each other; with a blank number or date the answer is null.
 * Letters of texts count, upper and lower case differ.
 *
 * @throws FormulaError for values of different types, and for picklists, which only certain functions take
 */
export const equalValues = (left: FormulaValue, right: FormulaValue): boolean | null => {
  const [a, b] = [typeOf(left), typeOf(right)];
  if (a !== null && b !== null && a !== b) throw new FormulaError(`Incorrect parameter type: ${a} and ${b}`);
  if (a === 'picklist' || a === 'multipicklist') {
    throw new FormulaError('Picklist fields are only supported in certain functions');
  }
  if (typeof left === 'string' || typeof right === 'string') return textValue(left) === textValue(right);
  return left === null || right === null ? null : plain(left) === plain(right);
};

/** Whether one value comes before the other; null with a blank number or date. @throws FormulaError as {@link equalValues} */
export const comesBefore = (left: FormulaValue, right: FormulaValue): boolean | null => {
  const [a, b] = [typeOf(left), typeOf(right)];
  if (a !== null && b !== null && a !== b) throw new FormulaError(`Incorrect parameter type: ${a} and ${b}`);
  if ([a, b].some((type) => type === 'boolean' || type === 'picklist' || type === 'multipicklist')) {
    throw new FormulaError('Incorrect parameter type');
  }
  if (left === null || right === null || left === '' || right === '') return null;
  return plain(left) < plain(right);
};

/** Whether a value is another one than before (ISCHANGED): blank and not blank differ too. */
export const hasChanged = (before: FormulaValue, after: FormulaValue): boolean => {
  if (isBlank(before) || isBlank(after)) return isBlank(before) !== isBlank(after);
  const normal = (value: FormulaValue): unknown => {
    const one = value === null ? null : plain(value);
    return typeof one === 'string' ? one.replaceAll('\r\n', '\n') : one;
  };
  return normal(before) !== normal(after);
};
