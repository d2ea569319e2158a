import { dateFunctions } from './dateFunctions.js';
import { FormulaError, booleanValue, comesBefore, reckoned, equalValues, hasChanged } from './formulaValue.js';
import { millisecondsOfDay, numberValue, textValue } from './formulaValue.js';
import type { FormulaValue } from './formulaValue.js';
import { mathFunctions } from './mathFunctions.js';
import type { Formula } from './parseFormula.js';
import { textFunctions } from './textFunctions.js';

/** What a formula is evaluated over: one record, who saves it, and the moment. */
export type FormulaContext = {
  isNew: boolean;
  isClone?: boolean;
  /** Milliseconds since 1970. */
  now: number;
  /** The value behind a path: `Amount`, `Account.Owner.Name`, `$User.Alias`. Throws FormulaError for one that is none. */
  value: (path: readonly string[]) => FormulaValue;
  /** The value of a field of the record before it was changed; not called for a new record. */
  prior: (path: readonly string[]) => FormulaValue;
  /** VLOOKUP: a field of the record of another object whose other field has this value. */
  lookUp?: (shown: readonly string[], compared: readonly string[], wanted: string) => FormulaValue;
};

/** A function that needs the values of all its arguments. */
export type PlainFunction = {
  least: number;
  most: number;
  run: (args: readonly FormulaValue[], context: FormulaContext) => FormulaValue;
};

const plainFunctions: Record<string, PlainFunction> = { ...textFunctions, ...mathFunctions, ...dateFunctions };

/**
 * The value of a formula for one record.
 *
 * What is blank follows Salesforce's own published engine: arithmetic and comparison with a blank number or date give null, NOT
 * of null is null, AND, OR and IF take null for false; blank texts are equal. A validation rule refuses only where the whole
 * is true.
 *
 * @throws FormulaError for wrong types, unknown functions and fields, and what gives `#Error!`
 */
export const evaluateFormula = (formula: Formula, context: FormulaContext): FormulaValue => {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'reference':
      return context.value(formula.path);
    case 'prefix':
      return prefixed(formula.sign, evaluateFormula(formula.operand, context));
    case 'sign':
      return signed(formula.sign, formula.left, formula.right, context);
    case 'call':
      return called(formula.name, formula.args, context);
  }
};

const prefixed = (sign: '-' | '+' | '!', operand: FormulaValue): FormulaValue => {
  if (sign === '!') {
    const truth = booleanValue(operand);
    return truth === null ? null : !truth;
  }
  const number = numberValue(operand);
  return number === null || sign === '+' ? number : -number;
};

const signed = (sign: string, left: Formula, right: Formula, context: FormulaContext): FormulaValue => {
  if (sign === '&&') return allTrue([left, right], context);
  if (sign === '||') return anyTrue([left, right], context);
  const [a, b] = [evaluateFormula(left, context), evaluateFormula(right, context)];
  const negated = (truth: boolean | null): boolean | null => (truth === null ? null : !truth);
  switch (sign) {
    case '=':
      return equalValues(a, b);
    case '<>':
      return negated(equalValues(a, b));
    case '<':
      return comesBefore(a, b);
    case '>':
      return comesBefore(b, a);
    case '<=':
      return negated(comesBefore(b, a));
    case '>=':
      return negated(comesBefore(a, b));
    case '&':
      return textValue(a) + textValue(b);
    case '+':
    case '-':
      return sum(a, b, sign === '+' ? 1 : -1);
    default:
      return operated(sign, numberValue(a), numberValue(b));
  }
};

const operated = (sign: string, a: number | null, b: number | null): number | null => {
  if (a === null || b === null) return null;
  if (sign === '/' && b === 0) throw new FormulaError('Division by zero');
  return reckoned(sign === '*' ? a * b : sign === '/' ? a / b : a ** b);
};

/** Numbers, texts, and dates with a number of days between them. */
const sum = (a: FormulaValue, b: FormulaValue, by: 1 | -1): FormulaValue => {
  if (typeof a === 'string' || typeof b === 'string') {
    if (by === 1) return textValue(a) + textValue(b);
    throw new FormulaError('Incorrect parameter type: expected Number');
  }
  if (a === null || b === null) return null;
  if (typeof a === 'number' && typeof b === 'number') return reckoned(a + by * b);
  if (typeof a === 'object' && typeof b === 'number') return moved(a, by * b);
  if (typeof a === 'number' && typeof b === 'object' && by === 1) return moved(b, a);
  if (typeof a === 'object' && typeof b === 'object' && by === -1) return between(a, b);
  throw new FormulaError('Incorrect parameter type');
};

const moved = (moment: object & FormulaValue, by: number): FormulaValue => {
  // Of a date only whole days count.
  if (moment.kind === 'date') return { kind: 'date', day: moment.day + Math.trunc(by) };
  if (moment.kind === 'datetime') return { kind: 'datetime', time: moment.time + Math.round(by * millisecondsOfDay) };
  if (moment.kind === 'time') return { kind: 'time', time: modulo(moment.time + Math.trunc(by)) };
  throw new FormulaError('Incorrect parameter type');
};

const between = (a: object & FormulaValue, b: object & FormulaValue): number => {
  if (a.kind === 'date' && b.kind === 'date') return a.day - b.day;
  if (a.kind === 'datetime' && b.kind === 'datetime') return reckoned((a.time - b.time) / millisecondsOfDay);
  if (a.kind === 'time' && b.kind === 'time') return modulo(a.time - b.time);
  throw new FormulaError('Incorrect parameter type');
};

const modulo = (time: number): number => ((time % millisecondsOfDay) + millisecondsOfDay) % millisecondsOfDay;

const allTrue = (parts: readonly Formula[], context: FormulaContext): boolean =>
  parts.every((part) => booleanValue(evaluateFormula(part, context)) === true);

const anyTrue = (parts: readonly Formula[], context: FormulaContext): boolean =>
  parts.some((part) => booleanValue(evaluateFormula(part, context)) === true);

type LazyFunction = (args: readonly Formula[], context: FormulaContext, name: string) => FormulaValue;

/** Functions that do not evaluate all of their arguments, or that take a field in place of its value. */
const lazyFunctions: Record<string, LazyFunction> = {
  AND: (args, context, name) => (counted(name, args, 1, Infinity), allTrue(args, context)),
  OR: (args, context, name) => (counted(name, args, 1, Infinity), anyTrue(args, context)),
  IF: (args, context, name) => {
    const [condition, then, otherwise] = counted(name, args, 3, 3);
    return valueOf(booleanValue(valueOf(condition, context)) === true ? then : otherwise, context);
  },
  IFS: (args, context, name) => {
    const all = counted(name, args, 3, Infinity);
    const index = all.findIndex((one, at) => at % 2 === 0 && at + 1 < all.length && isTrue(one, context));
    return valueOf(index === -1 ? all.at(-1) : all[index + 1], context);
  },
  IFERROR: (args, context, name) => {
    const [first, second] = counted(name, args, 2, 2);
    try {
      return valueOf(first, context);
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      return valueOf(second, context);
    }
  },
  CASE: (args, context, name) => {
    const all = counted(name, args, 4, Infinity);
    if (all.length % 2 !== 0) throw new FormulaError('Incorrect number of parameters for function CASE');
    const wanted = choice(valueOf(all[0], context));
    for (let index = 1; index < all.length - 1; index += 2) {
      if (equalValues(wanted, choice(valueOf(all[index], context))) === true) return valueOf(all[index + 1], context);
    }
    return valueOf(all.at(-1), context);
  },
  ISNEW: (args, context, name) => (counted(name, args, 0, 0), context.isNew),
  ISCLONE: (args, context, name) => (counted(name, args, 0, 0), context.isClone ?? false),
  // False for every field of a new record (help, ISCHANGED).
  ISCHANGED: (args, context, name) => {
    const path = fieldOf(name, args);
    const now = context.value(path);
    return !context.isNew && hasChanged(context.prior(path), now);
  },
  // Of a new record the value that it has (help, PRIORVALUE).
  PRIORVALUE: (args, context, name) => {
    const path = fieldOf(name, args);
    return context.isNew ? context.value(path) : context.prior(path);
  },
  VLOOKUP: (args, context, name) => {
    const [shown, compared, wanted] = counted(name, args, 3, 3);
    if (shown?.kind !== 'reference' || compared?.kind !== 'reference' || context.lookUp === undefined) {
      throw new FormulaError('VLOOKUP needs two fields of another object');
    }
    return context.lookUp(shown.path, compared.path, textValue(valueOf(wanted, context)));
  },
};

const called = (name: string, args: readonly Formula[], context: FormulaContext): FormulaValue => {
  const lazy = Object.hasOwn(lazyFunctions, name) ? lazyFunctions[name] : undefined;
  if (lazy !== undefined) return lazy(args, context, name);
  const plain = Object.hasOwn(plainFunctions, name) ? plainFunctions[name] : undefined;
  if (plain === undefined) throw new FormulaError(`Unknown function ${name}`);
  const values = counted(name, args, plain.least, plain.most).map((arg) => evaluateFormula(arg, context));
  return plain.run(values, context);
};

const counted = (name: string, args: readonly Formula[], least: number, most: number): readonly Formula[] => {
  if (args.length >= least && args.length <= most) return args;
  throw new FormulaError(`Incorrect number of parameters for function ${name}`);
};

const valueOf = (formula: Formula | undefined, context: FormulaContext): FormulaValue => {
  if (formula === undefined) throw new FormulaError('A parameter is missing');
  return evaluateFormula(formula, context);
};

const isTrue = (formula: Formula, context: FormulaContext): boolean =>
  booleanValue(evaluateFormula(formula, context)) === true;

/** CASE compares a picklist with texts, as ISPICKVAL does. */
const choice = (value: FormulaValue): FormulaValue =>
  typeof value === 'object' && value?.kind === 'picklist' ? value.value : value;

/** The field of the record itself that ISCHANGED and PRIORVALUE take. */
const fieldOf = (name: string, args: readonly Formula[]): readonly string[] => {
  const [field] = counted(name, args, 1, 1);
  const path = field?.kind === 'reference' ? field.path : [];
  // Flows write `$Record.` before it.
  const own = (path[0] ?? '').toLowerCase() === '$record' ? path.slice(1) : path;
  if (own.length === 1 && own[0]?.startsWith('$') === false) return own;
  throw new FormulaError(`${name} takes a field of the record`);
};
