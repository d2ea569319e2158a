import type { PlainFunction } from './evaluateFormula.js';
import { FormulaError, decimal, numberValue, reckoned } from './formulaValue.js';
import type { FormulaValue } from './formulaValue.js';

/** A function of numbers, which gives null as soon as one of them is blank. */
const ofNumbers = (least: number, most: number, run: (...numbers: number[]) => number): PlainFunction => ({
  least,
  most,
  run: (args: readonly FormulaValue[]) => {
    const numbers = args.map(numberValue);
    return numbers.some((one) => one === null) ? null : reckoned(run(...numbers.filter((one) => one !== null)));
  },
});

/** Halves go away from zero. */
const rounded = (value: number, places: number): number => {
  const factor = 10 ** Math.trunc(places);
  return (Math.sign(value) * Math.round(decimal(Math.abs(value) * factor))) / factor;
};

const positive = (value: number, run: (value: number) => number): number => {
  if (value <= 0) throw new FormulaError('The number must be positive');
  return run(value);
};

export const mathFunctions: Record<string, PlainFunction> = {
  ABS: ofNumbers(1, 1, Math.abs),
  MAX: ofNumbers(1, Infinity, (...numbers) => Math.max(...numbers)),
  MIN: ofNumbers(1, Infinity, (...numbers) => Math.min(...numbers)),
  MOD: ofNumbers(2, 2, (value, by) => {
    if (by === 0) throw new FormulaError('Division by zero');
    return value % by;
  }),
  ROUND: ofNumbers(2, 2, rounded),
  TRUNC: ofNumbers(1, 2, (value, places = 0) => Math.trunc(decimal(value * 10 ** places)) / 10 ** places),
  // Away from zero and towards it; MCEILING and MFLOOR go up and down.
  CEILING: ofNumbers(1, 1, (value) => Math.sign(value) * Math.ceil(Math.abs(value))),
  FLOOR: ofNumbers(1, 1, (value) => Math.trunc(value)),
  MCEILING: ofNumbers(1, 1, Math.ceil),
  MFLOOR: ofNumbers(1, 1, Math.floor),
  SQRT: ofNumbers(1, 1, (value) => (value === 0 ? 0 : positive(value, Math.sqrt))),
  EXP: ofNumbers(1, 1, Math.exp),
  LN: ofNumbers(1, 1, (value) => positive(value, Math.log)),
  LOG: ofNumbers(1, 1, (value) => positive(value, Math.log10)),
  PI: ofNumbers(0, 0, () => Math.PI),
};
