/** What is not missing today and has to be looked at all the same. */
import { dateTime } from '../dateTime.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import { phases } from '../../kinds/requirement.js';
import { groupBy, unique } from '../groups.js';
import type { ReportBeyond, ReportCheck } from './checkReport.js';
import type { TextOptions } from './textStyle.js';

/** Most needs that one warning names. */
const mostNamed = 4;

const named = (names: readonly string[], { words }: TextOptions): string =>
  names.length > mostNamed
    ? words('report.more', [names.slice(0, mostNamed).join(', '), String(names.length - mostNamed)])
    : names.join(', ');

const sourcesOf = ([first]: readonly ReportBeyond[]): string => first?.sources.join('; ') ?? '';

/** What ends soon, what is there and of no use without something else, what is needed for a time only, and what the user can do far beyond what the integration needs. */
export const warningTexts = (
  { ending, beyond, requirements, findings }: ReportCheck,
  options: TextOptions,
): string[] => {
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
    ...(beyond.length > 0
      ? [
          words('report.beyond', [
            requirements.label,
            groupBy(beyond, ({ sources }) => sources.join('; '))
              .map((same) => `${same.map(({ name }) => name).join(', ')} ${words('report.from', [sourcesOf(same)])}`)
              .join('; '),
          ]),
        ]
      : []),
  ];
};

/** The same as lines, set off by a mark. */
export const warnings = (check: ReportCheck, options: TextOptions): string[] => {
  const { width, paint } = options;
  const lines = warningTexts(check, options).flatMap((text) => {
    const [first = '', ...rest] = hang('! ', visible(text), width);
    return [paint('unsure', '!') + first.slice(1), ...rest];
  });
  return lines.length === 0 ? [] : ['', ...lines];
};
