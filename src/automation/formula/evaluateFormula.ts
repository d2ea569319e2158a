import { FALSE, NULL, TRUE } from './abstract.js';
import { evaluate } from './evaluate.js';
import { evaluation } from './evaluation.js';
import type { Expression } from './expression.js';
import type { FormulaFacts } from './facts.js';
import type { Evaluated } from './judgement.js';
import { reasonsOnce } from './judgeCondition.js';
import { sizeOf } from './referencesIn.js';
import type { FormulaValue } from './value.js';

const ofResult = new Map<number, FormulaValue>([
  [TRUE, true],
  [FALSE, false],
  [NULL, null],
]);

/**
 * The value of a formula.
 * @returns the value where it is the same whatever is not known, otherwise what is not known
 */
export const evaluateFormula = (expression: Expression, facts: FormulaFacts): Evaluated => {
  if (sizeOf(expression) === undefined) return { known: false, reasons: [{ why: 'uncertain', name: 'AND' }] };
  const walk = evaluation(facts);
  const value = evaluate(walk, expression);
  if (value.is === 'known') return { known: true, value: value.value };
  const result = value.is === 'truth' ? ofResult.get(value.results) : undefined;
  return result === undefined ? { known: false, reasons: reasonsOnce(walk.reasons) } : { known: true, value: result };
};
