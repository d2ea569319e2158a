import type { FormulaValue } from '../value.js';
import { computed, taking } from './functionRule.js';
import type { FunctionRule } from './functionRule.js';

const numbers = (values: readonly FormulaValue[]): readonly number[] | undefined =>
  values.every((value) => typeof value === 'number') ? values : undefined;

const ofNumbers = (
  least: number,
  most: number,
  compute: (...values: readonly number[]) => number | undefined,
): FunctionRule =>
  taking(
    least,
    most,
    computed('number', (values) => {
      const all = numbers(values);
      const result = all === undefined ? undefined : compute(...all);
      return result === undefined ? undefined : result + 0;
    }),
  );

/** The functions of numbers. How the platform rounds below zero and takes remainders there is left open. */
export const numberFunctions: Readonly<Record<string, FunctionRule>> = {
  ABS: ofNumbers(1, 1, (value = 0) => Math.abs(value)),
  CEILING: ofNumbers(1, 1, (value = 0) => (value >= 0 || Number.isInteger(value) ? Math.ceil(value) : undefined)),
  FLOOR: ofNumbers(1, 1, (value = 0) => (value >= 0 || Number.isInteger(value) ? Math.floor(value) : undefined)),
  MAX: ofNumbers(1, 100, (...values) => Math.max(...values)),
  MIN: ofNumbers(1, 100, (...values) => Math.min(...values)),
  MOD: ofNumbers(2, 2, (value = 0, by = 0) =>
    Number.isSafeInteger(value) && Number.isSafeInteger(by) && value >= 0 && by > 0 ? value % by : undefined,
  ),
  ROUND: ofNumbers(2, 2, (value = 0, places = 0) => {
    if (Number.isSafeInteger(value) && places >= 0) return value;
    return value > 0 && places === 0 && value < 1e9 ? Math.round(value) : undefined;
  }),
};
