/** A plan in numbers: what it adds, closes and leaves out. */
import { isEmpty } from '../../grant/grantPlan.js';
import { levels } from '../../kinds/requirement.js';
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

/** How many needs the plan closes, by level, as `check` counts them: "22 required and 6 recommended". */
const closingSentence = (key: string, { closing }: PlanReport, { words }: TextOptions): string => {
  const some = levels.filter((level) => closing[level] > 0);
  const parts = (some.length > 0 ? some : levels.slice(0, 1)).map((level) =>
    words(`plan.summary.level.${level}`, [String(closing[level])]),
  );
  const last = parts.at(-1) ?? '';
  const said = parts.length === 1 ? last : words('plan.summary.and', [parts.slice(0, -1).join(', '), last]);
  const number = levels.reduce((sum, level) => sum + closing[level], 0);
  return words(number === 1 ? `${key}.one` : key, [said]);
};

/** The plan in a sentence or two: how much it adds, closes and leaves. Empty where nothing is to be written or done. */
export const planSummary = (report: PlanReport, options: TextOptions): string => {
  const { plan } = report;
  // That nothing is to be written has been said; what stays for people is told above.
  if (isEmpty(plan) && plan.manual.length === 0) return '';
  return [
    ...(plan.adds.length > 0 ? [counted('plan.summary.adds', plan.adds.length, options)] : []),
    ...(isEmpty(plan)
      ? []
      : [closingSentence(`plan.summary.${plan.mayClose.length > 0 ? 'mayClose' : 'closes'}`, report, options)]),
    ...(plan.manual.length > 0 ? [counted('plan.summary.manual', plan.manual.length, options)] : []),
  ].join(' ');
};
