/** A plan in numbers: what it adds, closes and leaves out. */
import { isEmpty } from '../../grant/grantPlan.js';
import type { TextOptions } from '../check/textStyle.js';
import { hang } from '../layout.js';
import type { PlanReport } from './planReport.js';

/** A sentence for a number, with one of its own for one. */
export const counted = (key: string, number: number, { words }: TextOptions): string =>
  number === 1 ? words(`${key}.one`) : words(key, [String(number)]);

/** How much the plan leaves out that `--include` would plan. */
export const leftOutLines = ({ leftOut }: PlanReport, options: TextOptions): string[] => [
  ...(['recommended', 'optional', 'degraded'] as const).flatMap((word) =>
    leftOut[word] === 0 ? [] : hang('', counted(`plan.leftOut.${word}`, leftOut[word], options), options.width),
  ),
  ...leftOut.byHand.flatMap(({ include, number }) =>
    hang(
      '',
      number === 1
        ? options.words('plan.leftOut.byHand.one', [include])
        : options.words('plan.leftOut.byHand', [String(number), include]),
      options.width,
    ),
  ),
];

/** The plan in a sentence or two: how much it adds, closes and leaves. Empty where nothing is to be written or done. */
export const planSummary = ({ plan }: PlanReport, options: TextOptions): string => {
  // That nothing is to be written has been said; what stays for people is told above.
  if (isEmpty(plan) && plan.manual.length === 0) return '';
  return [
    ...(plan.adds.length > 0 ? [counted('plan.summary.adds', plan.adds.length, options)] : []),
    ...(isEmpty(plan)
      ? []
      : plan.mayClose.length > 0
        ? [counted('plan.summary.mayClose', plan.mayClose.length, options)]
        : [counted('plan.summary.closes', plan.closes.length, options)]),
    ...(plan.manual.length > 0 ? [counted('plan.summary.manual', plan.manual.length, options)] : []),
  ].join(' ');
};
