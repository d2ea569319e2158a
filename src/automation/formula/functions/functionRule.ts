import { composedKey, isIgnorant, known, longestText } from '../abstract.js';
import type { Abstract, ValueKind } from '../abstract.js';
import { because, uncertain, unknownOf } from '../evaluation.js';
import type { Evaluation } from '../evaluation.js';
import type { FormulaValue } from '../value.js';

/** How a function is evaluated whose arguments are all evaluated first. */
export type FunctionRule = (walk: Evaluation, args: readonly Abstract[], name: string) => Abstract;

/** Functions for which some values are an error: texts that are no number or date, what cannot be divided or has no root. */
const failing: ReadonlySet<string> = new Set([
  ...['DATE', 'DATEVALUE', 'DATETIMEVALUE', 'TIMEVALUE', 'VALUE'],
  ...['MOD', 'SQRT', 'LN', 'LOG'],
]);

/** A value that nobody can tell, since the function is not evaluated. */
export const notEvaluated = (walk: Evaluation, name: string): Abstract => {
  if (failing.has(name)) walk.failures.push(name);
  return because(
    walk,
    { why: 'function', name },
    { is: 'unknown', kind: 'any', mayBeBlank: true, key: undefined, ignorant: true },
  );
};

/** Takes between `least` and `most` arguments; with another number of them nobody knows what the platform makes of it. */
export const taking =
  (least: number, most: number, rule: FunctionRule): FunctionRule =>
  (walk, args, name) =>
    args.length < least || args.length > most ? notEvaluated(walk, name) : rule(walk, args, name);

/**
 * A function of values: computed where all are known.
 * @param kind what it gives
 * @param compute nothing where it is not certain what the platform gives
 * @param mayBeBlank whether it can give blank
 */
export const computed =
  (
    kind: ValueKind,
    compute: (values: readonly FormulaValue[]) => FormulaValue | undefined,
    mayBeBlank = true,
  ): FunctionRule =>
  (walk, args, name) => {
    const values = args.flatMap((arg) => (arg.is === 'known' ? [arg.value] : []));
    if (values.length < args.length) {
      const key = composedKey(name, args);
      if (failing.has(name)) walk.failures.push(name);
      return unknownOf(kind, key, args, mayBeBlank);
    }
    const result = compute(values);
    const isTold = result !== undefined && !(typeof result === 'string' && result.length > longestText);
    return isTold ? known(result, result === null ? kind : undefined) : uncertain(walk, name, kind);
  };

/** Whether something that could not be read or evaluated is among the arguments. */
export const anyIgnorant = (args: readonly Abstract[]): boolean => args.some(isIgnorant);
