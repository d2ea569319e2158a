import { verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';

export const parameterCodes = { settled: [], open: ['FILL_IN'] } as const;

/** Nobody has said what the parameter stands for: what hangs on it was not looked at. */
export const judgeParameter = (name: string, label: string, example: string): Verdict =>
  verdict('unknown', 'FILL_IN', [name, label, example]);
