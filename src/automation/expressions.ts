/** Expressions of the formula language, made without a text: for conditions of flows and criteria of rules. */
import type { Expression, Operator } from './formula/expression.js';

/** Something that stands in no text. */
export const nowhere = { start: 0, end: 0 } as const;

/** Something of which nothing is known; two of the same name are the same thing. */
export const unknown = (...name: readonly string[]): Expression => ({
  ...nowhere,
  kind: 'reference',
  reference: { kind: 'resource', path: ['?', ...name] },
});

/** TRUE or FALSE. */
export const boolean = (value: boolean): Expression => ({ ...nowhere, kind: 'boolean', value });

/** A function with its arguments. */
export const call = (name: string, ...args: readonly Expression[]): Expression => ({
  ...nowhere,
  kind: 'call',
  name,
  args,
});

/** Two operands with an operator between them. */
export const compared = (first: Expression, operator: Operator, operand: Expression): Expression => ({
  ...nowhere,
  kind: 'chain',
  first,
  rest: [{ operator, operand }],
});

/** The opposite. */
export const not = (operand: Expression): Expression => call('NOT', operand);

/** Both of two conditions. */
export const both = (a: Expression, b: Expression): Expression => call('AND', a, b);

/**
 * A comparison of texts. Whether it minds upper and lower case is not the same everywhere in flows and criteria: two texts that differ in
 * case alone are neither equal nor unequal.
 */
export const ofTexts = (test: (a: Expression, b: Expression) => Expression, a: Expression, b: Expression): Expression =>
  b.kind === 'text' && b.value !== ''
    ? call(
        'OR',
        test(a, b),
        both(test(call('LOWER', a), { ...b, value: b.value.toLowerCase() }), unknown('case', JSON.stringify([a, b]))),
      )
    : test(a, b);

/** Whether two values are equal, as far as upper and lower case do not decide it. */
export const equal = (a: Expression, b: Expression): Expression =>
  ofTexts((left, right) => compared(left, '=', right), a, b);
