import { millisecondsOf } from '../model/datetimes.js';
import type { FieldSchema } from '../model/orgModel.js';
import { isIdShaped } from '../permissions/orgTables.js';
import { periodOf, type Period } from './dateLiterals.js';
import { errorAt, unexpectedToken } from './soqlErrors.js';
import { readString, stringText, type StringPiece, type Token } from './soqlTokens.js';
import type { Condition } from './parsedQuery.js';
import type { ResolvedPath } from './fieldPaths.js';
import type { QueryContext } from './queryContext.js';
import { classOf, compareKeys, keyOf, multipicklistItems, type Key, type ValueClass } from './valueKeys.js';
import type { Predicate } from './compileWhere.js';

type Comparison = Extract<Condition, { kind: 'compare' }>;
type Operator = Comparison['operator'];

/** Operators that a class of values understands. */
const OPERATORS_BY_CLASS: Record<ValueClass, ReadonlySet<Operator>> = {
  text: new Set(['=', '!=', '<', '<=', '>', '>=', 'LIKE', 'IN', 'NOT IN']),
  id: new Set(['=', '!=', '<', '<=', '>', '>=', 'IN', 'NOT IN']),
  looseId: new Set(['=', '!=', '<', '<=', '>', '>=', 'IN', 'NOT IN']),
  number: new Set(['=', '!=', '<', '<=', '>', '>=', 'IN', 'NOT IN']),
  date: new Set(['=', '!=', '<', '<=', '>', '>=', 'IN', 'NOT IN']),
  datetime: new Set(['=', '!=', '<', '<=', '>', '>=', 'IN', 'NOT IN']),
  boolean: new Set(['=', '!=', 'IN', 'NOT IN']),
  multipicklist: new Set(['=', '!=', 'IN', 'NOT IN', 'INCLUDES', 'EXCLUDES']),
  none: new Set(),
};

/** One literal as a range of keys; a single value is a range of one. */
type Operand = { start: Key; end: Key };

/**
 * Makes `field operator literal(s)` executable.
 *
 * Throws INVALID_QUERY_FILTER_OPERATOR for operators or ids that do not fit the field, INVALID_FIELD for literals of
 * the wrong type, MALFORMED_QUERY for literals this org does not evaluate.
 */
export const compileComparison = (context: QueryContext, resolved: ResolvedPath, comparison: Comparison): Predicate => {
  const { path, operator, literals } = comparison;
  const valueClass = classOf(context, resolved.field, resolved.idOf);
  if (!OPERATORS_BY_CLASS[valueClass].has(operator)) {
    // "invalid operator on id field" is the platform's text; for other types it is built alike.
    const type = valueClass === 'looseId' ? 'id' : resolved.field.type;
    throw errorAt(context.soql, path.at, 'INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${type} field`);
  }
  const read = resolved.read;
  const first = literals[0] ?? { kind: 'end', text: '', at: path.at };
  if (operator === 'LIKE') {
    const pattern = likePattern(context, resolved.field, path.at, first);
    return (row) => pattern.test(String(read(row) ?? ''));
  }
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') {
    const choices = literals.map((literal) => {
      if (literal.kind !== 'string') throw wrongType(context, resolved.field, path.at, valueClass);
      return multipicklistItems(stringText(context.soql, literal));
    });
    const includes: Predicate = (row) => {
      const chosen = multipicklistItems(read(row));
      return choices.some((choice) => choice.size > 0 && [...choice].every((item) => chosen.has(item)));
    };
    return operator === 'INCLUDES' ? includes : (row) => !includes(row);
  }
  const operands = literals.map((literal) => operandOf(context, resolved.field, path.at, valueClass, literal));
  if (operator === '=' || operator === '!=' || operator === 'IN' || operator === 'NOT IN') {
    const equal = equalsAny(operands);
    const negated = operator === '!=' || operator === 'NOT IN';
    return (row) => equal(keyOf(read(row), valueClass)) !== negated;
  }
  const operand = operands[0] ?? { start: null, end: null };
  if (operand.start === null) throw unexpectedToken(context.soql, first.at, first.text);
  const holds = inOrder(operator, operand);
  return (row) => {
    const key = keyOf(read(row), valueClass);
    return key !== null && holds(key);
  };
};

const equalsAny = (operands: Operand[]): ((key: Key) => boolean) => {
  const single = new Set(operands.filter(({ start, end }) => start === end).map(({ start }) => start));
  const ranges = operands.filter(({ start, end }) => start !== end);
  return (key) =>
    single.has(key) ||
    (key !== null && ranges.some(({ start, end }) => compareKeys(key, start) >= 0 && compareKeys(key, end) <= 0));
};

const inOrder = (operator: '<' | '<=' | '>' | '>=', { start, end }: Operand): ((key: Key) => boolean) => {
  if (operator === '<') return (key) => compareKeys(key, start) < 0;
  if (operator === '<=') return (key) => compareKeys(key, end) <= 0;
  if (operator === '>') return (key) => compareKeys(key, end) > 0;
  return (key) => compareKeys(key, start) >= 0;
};

const operandOf = (
  context: QueryContext,
  field: FieldSchema,
  at: number,
  valueClass: ValueClass,
  literal: Token,
): Operand => {
  const wrong = (): Error => wrongType(context, field, at, valueClass);
  const one = (key: Key): Operand => ({ start: key, end: key });
  const word = literal.text.toUpperCase();
  if (literal.kind === 'word' && word === 'NULL') {
    if (valueClass === 'boolean') throw wrong();
    return one(null);
  }
  switch (valueClass) {
    case 'text':
    case 'multipicklist':
    case 'looseId':
      if (literal.kind !== 'string') throw wrong();
      return one(keyOf(stringText(context.soql, literal), valueClass));
    case 'id': {
      if (literal.kind !== 'string') throw wrong();
      const text = stringText(context.soql, literal);
      if (text !== '' && !isIdShaped(text))
        throw errorAt(context.soql, at, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`);
      return one(keyOf(text, valueClass));
    }
    case 'number':
      if (literal.kind !== 'number') throw wrong();
      return one(Number(literal.text));
    case 'boolean':
      if (literal.kind !== 'word' || (word !== 'TRUE' && word !== 'FALSE')) throw wrong();
      return one(word === 'TRUE');
    case 'date':
    case 'datetime':
      return dateOperand(context, literal, valueClass, wrong);
    case 'none':
      throw wrong();
  }
};

const dateOperand = (
  context: QueryContext,
  literal: Token,
  valueClass: 'date' | 'datetime',
  wrong: () => Error,
): Operand => {
  if (literal.kind === 'word') {
    const period = periodOf(literal.text, context.org.now());
    if (period === undefined) throw unexpectedToken(context.soql, literal.at, literal.text);
    return periodOperand(period, valueClass);
  }
  const hasTime = literal.text.includes('T');
  if (literal.kind !== 'date' || hasTime !== (valueClass === 'datetime')) throw wrong();
  const time = hasTime ? millisecondsOf(literal.text) : Date.parse(`${literal.text}T00:00:00Z`);
  // 2026-13-01, or a datetime without a time zone
  const invalid = Number.isNaN(time) || (hasTime && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(literal.text));
  if (invalid) throw unexpectedToken(context.soql, literal.at, literal.text);
  const key = hasTime ? time : literal.text;
  return { start: key, end: key };
};

const periodOperand = ({ start, end }: Period, valueClass: 'date' | 'datetime'): Operand => {
  if (valueClass === 'datetime') return { start, end: end - 1 };
  const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
  return { start: dateOf(start), end: dateOf(end - 1) };
};

const likePattern = (context: QueryContext, field: FieldSchema, at: number, literal: Token): RegExp => {
  if (literal.kind !== 'string') throw wrongType(context, field, at, 'text');
  const pieces = readString(context.soql, literal, true);
  // What LIKE '' finds is not documented, so it is not answered.
  if (pieces.length === 0) throw unexpectedToken(context.soql, literal.at, literal.text);
  const source = ({ text, wildcard }: StringPiece): string => {
    if (!wildcard) return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    return text === '%' ? '.*' : '.';
  };
  // An empty field matches no pattern, not even '%'.
  return new RegExp(
    `^(?=.)${pieces
      .map(source)
      .join('')
      .replace(/(?:\.\*)+/g, '.*')}$`,
    'isu',
  );
};

const TYPE_WORDS: Record<ValueClass, string> = {
  text: 'string',
  id: 'string',
  looseId: 'string',
  multipicklist: 'string',
  number: 'double',
  boolean: 'boolean',
  date: 'date',
  datetime: 'dateTime',
  none: 'string',
};

const wrongType = (context: QueryContext, field: FieldSchema, at: number, valueClass: ValueClass): Error => {
  const type = field.type === 'int' ? 'int' : TYPE_WORDS[valueClass];
  const quotes = type === 'string' ? 'should be' : 'should not be';
  return errorAt(
    context.soql,
    at,
    'INVALID_FIELD',
    `value of filter criterion for field '${field.name}' must be of type ${type} and ${quotes} enclosed in quotes`,
  );
};
