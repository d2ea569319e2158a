/** A plan in numbers: what it adds, closes and leaves out. */
import { isEmpty } from '../../grant/grantPlan.js';
import { levels } from '../../kinds/requirement.js';
import type { TextOptions } from '../check/textStyle.js';
import { hang } from '../layout.js';
import type { PlanReport } from './planReport.js';

/** A sentence for a number, with one of its own for one. */
export const counted = (key: string, number: number, { words }: TextOptions): string =>
  number === 1 ? words(`${key}.one`) : words(key, [String(number)]);

/** What a plan leaves out, and the command that would plan it, where the sentence does not say it. */
export type LeftOut = { readonly text: string; readonly command: string | null };

/** How much the plan leaves out that `--include` would plan. */
export const leftOutParts = ({ leftOut }: PlanReport, options: TextOptions): LeftOut[] => {
  const { words, includeCommand } = options;
  const commandFor = (...more: string[]): string | null => includeCommand?.(more) ?? null;
  return [
    ...(['recommended', 'optional', 'degraded'] as const).flatMap((word) =>
      leftOut[word] === 0
        ? []
        : [{ text: counted(`plan.leftOut.${word}`, leftOut[word], options), command: commandFor('--include', word) }],
    ),
    ...leftOut.byHand.map(({ include, number }) => ({
      text:
        number === 1
          ? words('plan.leftOut.byHand.one', [include])
          : words('plan.leftOut.byHand', [String(number), include]),
      command: commandFor('--dry-run', ...include.split(',').flatMap((word) => ['--include', word])),
    })),
  ];
};

/** The same as lines. A command stands in a line of its own, so that it can be copied. */
export const leftOutLines = (report: PlanReport, options: TextOptions): string[] =>
  leftOutParts(report, options).flatMap(({ text, command }) => [
    ...hang('', text, options.width),
    ...(command === null ? [] : [`  ${command}`]),
  ]);

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
