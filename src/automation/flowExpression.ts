/** Conditions of flows as expressions of the formula language, so that one evaluator judges both. */
import type { FlowCondition, FlowConditions, FlowDefinition, FlowValue } from '../access/orgAutomation.js';
import { keyOf } from '../platform/names.js';
import type { Expression, Operator } from './formula/expression.js';
import { parseFormula } from './formula/parseFormula.js';
import { readReference } from './formula/readReference.js';

const nowhere = { start: 0, end: 0 } as const;

/** Something of which nothing is known; two of the same name are the same thing. */
export const unknown = (...name: readonly string[]): Expression => ({
  ...nowhere,
  kind: 'reference',
  reference: { kind: 'resource', path: ['?', ...name] },
});

const boolean = (value: boolean): Expression => ({ ...nowhere, kind: 'boolean', value });

const call = (name: string, ...args: readonly Expression[]): Expression => ({ ...nowhere, kind: 'call', name, args });

const compared = (first: Expression, operator: Operator, operand: Expression): Expression => ({
  ...nowhere,
  kind: 'chain',
  first,
  rest: [{ operator, operand }],
});

const not = (operand: Expression): Expression => call('NOT', operand);

/** Both of two conditions. */
export const both = (a: Expression, b: Expression): Expression => call('AND', a, b);

/** How deep formulas of a flow may name each other; those that go in circles end here. */
const deepest = 20;

/** Formulas and constants that an expression names are put in their place. */
const resolved = (expression: Expression, flow: FlowDefinition, depth: number): Expression => {
  const inner = (one: Expression): Expression => resolved(one, flow, depth);
  if (expression.kind === 'reference') {
    const { reference } = expression;
    return reference.kind === 'resource' ? resource(reference.path.join('.'), flow, depth) : expression;
  }
  if (expression.kind === 'call') return { ...expression, args: expression.args.map(inner) };
  if (expression.kind === 'chain')
    return {
      ...expression,
      first: inner(expression.first),
      rest: expression.rest.map(({ operator, operand }) => ({ operator, operand: inner(operand) })),
    };
  return 'operand' in expression ? { ...expression, operand: inner(expression.operand) } : expression;
};

/** Formulas of a flow that are already made: each is made once, however often others name it. */
const madeOf = new WeakMap<FlowDefinition, Map<string, Expression>>();

/** What a name of the flow stands for: the formula or the value, where it is one of these. */
const resource = (name: string, flow: FlowDefinition, depth: number): Expression => {
  const key = keyOf(name);
  const constant = flow.constants.get(key);
  if (constant !== undefined) return valueOf(constant, flow, depth + 1);
  const formula = flow.formulas.get(key);
  if (formula === undefined || depth >= deepest) return unknown(name);
  const made = madeOf.get(flow) ?? new Map<string, Expression>();
  madeOf.set(flow, made);
  const before = made.get(key);
  if (before !== undefined) return before;
  // whoever names it while it is being made goes in a circle
  made.set(key, unknown(name));
  const expression = formulaOf(formula, flow, depth + 1);
  made.set(key, expression);
  return expression;
};

/** A formula of the flow; unknown where it cannot be read. */
const formulaOf = (text: string, flow: FlowDefinition, depth: number): Expression => {
  const parsed = parseFormula(text);
  return parsed.ok ? resolved(parsed.expression, flow, depth) : unknown('formula', text);
};

const referenceOf = (name: string, flow: FlowDefinition, depth: number): Expression => {
  const reference = depth > deepest ? undefined : readReference(name, true);
  if (reference === undefined) return unknown(name);
  return reference.kind === 'resource'
    ? resource(reference.path.join('.'), flow, depth)
    : { ...nowhere, kind: 'reference', reference };
};

const valueOf = (value: FlowValue, flow: FlowDefinition, depth: number): Expression => {
  switch (value.is) {
    case 'text':
      return { ...nowhere, kind: 'text', value: value.value };
    case 'number':
      return { ...nowhere, kind: 'number', value: value.value };
    case 'flag':
      return boolean(value.value);
    case 'reference':
      return referenceOf(value.value, flow, depth);
    case 'other':
      return unknown('value');
  }
};

/**
 * A comparison of texts. Whether it minds upper and lower case is not the same everywhere in flows: two texts that differ in
 * case alone are neither equal nor unequal.
 */
const ofTexts = (test: (a: Expression, b: Expression) => Expression, a: Expression, b: Expression): Expression =>
  b.kind === 'text' && b.value !== ''
    ? call(
        'OR',
        test(a, b),
        both(test(call('LOWER', a), { ...b, value: b.value.toLowerCase() }), unknown('case', JSON.stringify([a, b]))),
      )
    : test(a, b);

const orderings: ReadonlyMap<string, Operator> = new Map([
  ['GreaterThan', '>'],
  ['GreaterThanOrEqualTo', '>='],
  ['LessThan', '<'],
  ['LessThanOrEqualTo', '<='],
]);

/** Tests whose value says whether they have to hold or not. */
const tests: ReadonlyMap<string, string> = new Map([
  ['IsNull', 'ISBLANK'],
  ['IsBlank', 'ISBLANK'],
  ['IsChanged', 'ISCHANGED'],
]);

const equal = (a: Expression, b: Expression): Expression => ofTexts((left, right) => compared(left, '=', right), a, b);

const isField = (expression: Expression): boolean =>
  expression.kind === 'reference' && expression.reference.kind === 'field';

/** One comparison; unknown where its operator is not known here. */
const conditionOf = ({ left, operator, right }: FlowCondition, flow: FlowDefinition): Expression => {
  const a = referenceOf(left, flow, 0);
  const b = valueOf(right, flow, 0);
  const untold = unknown('condition', left, operator, JSON.stringify(right));
  if (right.is === 'other') return untold;
  const ordering = orderings.get(operator);
  if (ordering !== undefined) return compared(a, ordering, b);
  const test = tests.get(operator);
  if (test !== undefined) {
    if (b.kind !== 'boolean' || (test === 'ISCHANGED' && !isField(a))) return untold;
    return b.value ? call(test, a) : not(call(test, a));
  }
  switch (operator) {
    case 'EqualTo':
      return equal(a, b);
    case 'NotEqualTo':
      return not(equal(a, b));
    case 'StartsWith':
      return ofTexts((x, y) => call('BEGINS', x, y), a, b);
    case 'Contains':
      return ofTexts((x, y) => call('CONTAINS', x, y), a, b);
    default:
      return untold;
  }
};

/** `1 AND (2 OR NOT 3)` as an expression; undefined where it cannot be read. */
const byNumbers = (logic: string, conditions: readonly Expression[]): Expression | undefined => {
  const words = logic.match(/\d+|[()]|[A-Za-z]+|\S/g) ?? [];
  let at = 0;
  const isNext = (word: string): boolean => words[at]?.toUpperCase() === word;
  const either = (depth: number): Expression | undefined => joined('OR', (inner) => joined('AND', one, inner), depth);
  const joined = (
    word: 'AND' | 'OR',
    member: (depth: number) => Expression | undefined,
    depth: number,
  ): Expression | undefined => {
    const members = [member(depth)];
    while (isNext(word)) {
      at += 1;
      members.push(member(depth));
    }
    const all = members.flatMap((each) => each ?? []);
    if (all.length < members.length) return undefined;
    return all.length === 1 ? all[0] : call(word, ...all);
  };
  const one = (depth: number): Expression | undefined => {
    if (depth > 100) return undefined;
    if (isNext('NOT')) {
      at += 1;
      const operand = one(depth + 1);
      return operand && not(operand);
    }
    const word = words[at];
    at += 1;
    if (word === '(') {
      const inner = either(depth + 1);
      const isClosed = words[at] === ')';
      at += 1;
      return isClosed ? inner : undefined;
    }
    return word !== undefined && /^\d+$/.test(word) ? conditions[Number(word) - 1] : undefined;
  };
  const all = either(0);
  return at === words.length ? all : undefined;
};

/** Conditions as one expression; true where there are none, unknown where nobody can say how they are joined. */
export const conditionsOf = ({ logic, all }: FlowConditions, flow: FlowDefinition): Expression => {
  if (all.length === 0) return boolean(true);
  const conditions = all.map((one) => conditionOf(one, flow));
  switch (keyOf(logic)) {
    case 'and':
      return call('AND', ...conditions);
    case 'or':
      return call('OR', ...conditions);
    default:
      return byNumbers(logic, conditions) ?? unknown('logic', logic, JSON.stringify(all));
  }
};

/** When the flow starts, as far as its conditions tell; null where it has none. */
export const entryOf = (flow: FlowDefinition): Expression | null => {
  const { filters, filterFormula } = flow.start;
  const all = [
    ...(filters.all.length > 0 ? [conditionsOf(filters, flow)] : []),
    ...(filterFormula === null ? [] : [formulaOf(filterFormula, flow, 0)]),
  ];
  const [first, second] = all;
  if (first === undefined) return null;
  return second === undefined ? first : both(first, second);
};
