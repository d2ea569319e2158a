/** One line per user and integration, before any detail: which pairs are ready. */
import { groupBy } from '../groups.js';
import { columns, widthOf, widthsOf } from '../layout.js';
import { visible } from '../visible.js';
import type { CheckReport, ReportCheck } from './checkReport.js';
import { countOf, headline } from './headline.js';
import type { TextOptions } from './textStyle.js';

/** The definition, with its variant where it has several. */
export const integrationName = ({ requirements: { integration, variant } }: ReportCheck): string =>
  variant === null ? integration : `${integration}@${variant}`;

/** The table. Where usernames make the lines too long, each user becomes a heading. */
export const readinessTable = ({ checks }: CheckReport, options: TextOptions): string[] => {
  const { words, paint, width } = options;
  const heads = ['integration', 'user', 'readyQuestion', 'met', 'missing', 'unknown'].map((key) =>
    words(`report.head.${key}`),
  );
  const rows = checks.map((check) => {
    const { met, missing, impossible, forbidden, unknown } = countOf(check, 'required');
    return [
      integrationName(check),
      visible(check.user.username),
      headline(check, options).word,
      ...[met, missing + impossible + forbidden, unknown].map(String),
    ];
  });
  const widths = widthsOf([heads, ...rows]);
  const lines = [heads, ...rows].map((row) => columns(row, widths));
  if (lines.every((line) => widthOf(line) <= width)) return [paint('heading', lines[0] ?? ''), ...lines.slice(1)];
  const withoutUser = (row: readonly string[]): string => `  ${columns(row.toSpliced(1, 1), widths.toSpliced(1, 1))}`;
  const userOf = (row: readonly string[]): string => row[1] ?? '';
  return [
    paint('heading', withoutUser(heads)),
    ...groupBy(rows, userOf).flatMap((own) => [userOf(own[0] ?? []), ...own.map(withoutUser)]),
  ];
};
