/** Conditions of flows as expressions of the formula language, so that one evaluator judges both. */
import type { FlowCondition, FlowConditions, FlowDefinition, FlowValue } from '../access/orgAutomation.js';
import { keyOf } from '../platform/names.js';
import { joinedBy } from './conditionLogic.js';
import { boolean, both, call, compared, equal, not, nowhere, ofTexts, unknown } from './expressions.js';
import type { Expression, Operator } from './formula/expression.js';
import { parseFormula } from './formula/parseFormula.js';
import { readReference } from './formula/readReference.js';

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

const orderings: ReadonlyMap<string, Operator> = new Map([
  ['GreaterThan', '>'],
  ['GreaterThanOrEqualTo', '>='],
  ['LessThan', '<'],
  ['LessThanOrEqualTo', '<='],
]);

/** `IsChanged` of a process: whether it holds for a new record is not certain. */
export const changedInProcess = 'IsChangedInProcess';

const isChangedInProcess = (field: Expression): Expression =>
  call('OR', call('ISCHANGED', field), both(call('ISNEW'), unknown('changed in a process')));

/** Tests whose value says whether they have to hold or not. */
const tests: ReadonlyMap<string, (field: Expression) => Expression> = new Map([
  ['IsNull', (one) => call('ISBLANK', one)],
  ['IsBlank', (one) => call('ISBLANK', one)],
  ['IsChanged', (one) => call('ISCHANGED', one)],
  [changedInProcess, isChangedInProcess],
]);

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
    if (b.kind !== 'boolean') return untold;
    return b.value ? test(a) : not(test(a));
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

/** Conditions as one expression; true where there are none, unknown where nobody can say how they are joined. */
export const conditionsOf = ({ logic, all }: FlowConditions, flow: FlowDefinition): Expression => {
  if (all.length === 0) return boolean(true);
  const conditions = all.map((one) => conditionOf(one, flow));
  return joinedBy(logic, conditions) ?? unknown('logic', logic, JSON.stringify(all));
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
