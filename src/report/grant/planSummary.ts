/** A plan in numbers: what it adds, closes and leaves out. */
import { isEmpty } from '../../grant/grantPlan.js';
import { levels } from '../../kinds/requirement.js';
import type { TextOptions } from '../check/textStyle.js';
import { groupBy, unique } from '../groups.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import { actionKey, actionsOf, isToldTogether } from '../words.js';
import type { PlanReport } from './planReport.js';

/** A sentence for a number, with one of its own for one. */
export const counted = (key: string, number: number, { words }: TextOptions): string =>
  number === 1 ? words(`${key}.one`) : words(key, [String(number)]);

/** What a plan leaves out: a sentence, what of it is told one by one, and the command that plans or tells all of it. */
export type LeftOut = {
  readonly text: string;
  /** The needs that nobody can grant, each with what to do. */
  readonly items: readonly string[];
  readonly more: { readonly text: string; readonly command: string | null } | null;
};

/** So many are told one by one: a plan is read for what it gives. */
const mostTold = 5;

type ByHand = PlanReport['leftOut']['byHand'][number];

/** All of them, whatever words would plan them: what people have to do does not differ by these. */
const togetherByHand = (all: readonly ByHand[]): ByHand => ({
  include: unique(all.flatMap(({ include }) => include.split(','))).join(','),
  findings: all.flatMap(({ findings }) => findings),
});

/** Needs that nobody can grant, with what to do; those about which the same is to be done stand together. */
const leftByHand = (
  { include, findings }: ByHand,
  { vocabulary }: PlanReport,
  options: TextOptions,
  commandFor: (...more: string[]) => string | null,
): LeftOut => {
  const groups = groupBy(findings, (finding) => (isToldTogether(finding) ? actionKey(finding) : finding.id));
  const untold = groups.slice(mostTold).flat().length;
  const command = commandFor('--dry-run', ...include.split(',').flatMap((word) => ['--include', word]));
  return {
    text: counted('plan.leftOut.byHand', findings.length, options),
    items: groups.slice(0, mostTold).map((same) => {
      const names = unique(same.map(({ name }) => name)).join(', ');
      return `${names}: ${actionsOf(same, vocabulary).join(' ')}`;
    }),
    more: untold === 0 ? null : { text: options.words('plan.leftOut.more', [String(untold), include]), command },
  };
};

/** How many needs of a plan something is said of, and which. */
const namingSentence = (key: string, names: readonly string[], { words }: TextOptions): string => {
  const untold = names.length - mostTold;
  const first = names.slice(0, mostTold).join(', ');
  const told = untold > 0 ? words('report.more', [first, String(untold)]) : first;
  return visible(names.length === 1 ? words(`${key}.one`, [told]) : words(key, [String(names.length), told]));
};

/** What the plan leaves out that `--include` would plan, and what stays for people. */
export const leftOutParts = (report: PlanReport, options: TextOptions): LeftOut[] => {
  const { leftOut } = report;
  const commandFor = (...more: string[]): string | null => options.includeCommand?.(more) ?? null;
  return [
    ...(['recommended', 'optional', 'degraded'] as const).flatMap((word) =>
      leftOut[word].length === 0
        ? []
        : [
            {
              text: namingSentence(`plan.leftOut.${word}`, leftOut[word], options),
              items: [],
              more: { text: '', command: commandFor('--include', word) },
            },
          ],
    ),
    ...(leftOut.byHand.length === 0 ? [] : [leftByHand(togetherByHand(leftOut.byHand), report, options, commandFor)]),
  ];
};

/** The same as lines. A command stands in a line of its own, so that it can be copied. */
export const leftOutLines = (report: PlanReport, options: TextOptions): string[] =>
  leftOutParts(report, options).flatMap(({ text, items, more }) => [
    ...hang('', text, options.width),
    ...items.flatMap((item) => hang('  - ', visible(item), options.width)),
    ...(more === null || more.text === '' ? [] : hang('  ', more.text, options.width)),
    ...(more === null || more.command === null ? [] : [`  ${more.command}`]),
  ]);

/** How many needs the plan closes, by level, as `check` counts them: "22 required and 6 recommended". */
const closingSentence = (key: string, { closing }: PlanReport, { words }: TextOptions): string => {
  const some = levels.filter((level) => closing[level] > 0);
  const parts = (some.length > 0 ? some : levels.slice(0, 1)).map((level) =>
    words(`plan.summary.level.${level}`, [String(closing[level])]),
  );
  const last = parts.at(-1) ?? '';
  const said = parts.length === 1 ? last : words('plan.summary.and', [parts.slice(0, -1).join(', '), last]);
  // The word behind the last number goes with that: "3 required and 1 recommended need".
  const number = closing[some.at(-1) ?? 'required'];
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
    // A waiver forbids nothing, and whoever wrote it may think that it does.
    ...(report.waived.length > 0 ? [namingSentence('plan.summary.waived', report.waived, options)] : []),
    ...(plan.manual.length > 0 ? [counted('plan.summary.manual', plan.manual.length, options)] : []),
  ].join(' ');
};
