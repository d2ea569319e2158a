/** What is not missing today and has to be looked at all the same. */
import { dateTime } from '../dateTime.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import { phases } from '../../kinds/requirement.js';
import { groupBy, unique } from '../groups.js';
import type { CheckReport, ReportBeyond, ReportCheck } from './checkReport.js';
import type { TextOptions } from './textStyle.js';

/** Most needs that one warning names. */
const mostNamed = 4;

const named = (names: readonly string[], { words }: TextOptions): string =>
  names.length > mostNamed
    ? words('report.more', [names.slice(0, mostNamed).join(', '), String(names.length - mostNamed)])
    : names.join(', ');

const sourcesOf = ([first]: readonly ReportBeyond[]): string => first?.sources.join('; ') ?? '';

/** What a user can do far beyond what is needed, by where it comes from. */
const byPlace = (beyond: readonly ReportBeyond[], { words }: TextOptions): string =>
  groupBy(beyond, ({ sources }) => sources.join('; '))
    .map((same) => `${same.map(({ name }) => name).join(', ')} ${words('report.from', [sourcesOf(same)])}`)
    .join('; ');

/** Those of the first that the second has not. */
const without = (one: readonly ReportBeyond[], other: readonly ReportBeyond[]): readonly ReportBeyond[] =>
  one.filter(({ name }) => !other.some((same) => same.name === name));

/** The same list is told once of a user: where it differs from the one above by little, only that is told. */
const beyondTexts = (
  { beyond, requirements: { label } }: ReportCheck,
  options: TextOptions,
  earlier: ReportCheck | undefined,
): string[] => {
  const { words } = options;
  if (beyond.length === 0) return [];
  const [more, less] = [without(beyond, earlier?.beyond ?? []), without(earlier?.beyond ?? [], beyond)];
  // A short list is sooner read again than looked for.
  if (earlier === undefined || beyond.length <= mostNamed || more.length + less.length >= beyond.length)
    return [words('report.beyond', [label, byPlace(beyond, options)])];
  const above = earlier.requirements.label;
  const told = [
    less.length === 0
      ? words('report.beyond.above', [label, above])
      : words('report.beyond.allBut', [label, above, less.map(({ name }) => name).join(', ')]),
    ...(more.length === 0 ? [] : [words('report.beyond.also', [byPlace(more, options)])]),
  ];
  return [told.join(' ')];
};

/** The first check above of the same user that tells what is far more than needed. */
const earlierOf = (check: ReportCheck, { checks }: CheckReport): ReportCheck | undefined =>
  checks.slice(0, checks.indexOf(check)).find(({ user, beyond }) => user.id === check.user.id && beyond.length > 0);

/** What ends soon, what is there and of no use without something else, what is needed for a time only, and what the user can do far beyond what the integration needs. */
export const warningTexts = (check: ReportCheck, options: TextOptions, earlier?: ReportCheck): string[] => {
  const { ending, findings } = check;
  const { words } = options;
  return [
    ...ending.map(({ until, sources, needs }) =>
      words('report.ending', [
        dateTime(until),
        named(
          needs.map(({ name }) => name),
          options,
        ),
        sources.join('; '),
      ]),
    ),
    ...findings
      .filter(({ status, besides = [] }) => status === 'met' && besides.length > 0)
      .map(({ message }) => message),
    // What somebody does once cannot be taken back.
    ...phases.flatMap((phase) => {
      const names = findings
        .filter((finding) => finding.phase === phase && finding.kind !== 'manual')
        .map(({ name }) => name);
      return names.length === 0 ? [] : [words(`report.temporary.${phase}`, [named(unique(names), options)])];
    }),
    ...beyondTexts(check, options, earlier),
  ];
};

/** The same as lines, set off by a mark. */
export const warnings = (check: ReportCheck, report: CheckReport, options: TextOptions): string[] => {
  const { width, paint } = options;
  const lines = warningTexts(check, options, earlierOf(check, report)).flatMap((text) => {
    const [first = '', ...rest] = hang('! ', visible(text), width);
    return [paint('unsure', '!') + first.slice(1), ...rest];
  });
  return lines.length === 0 ? [] : ['', ...lines];
};
