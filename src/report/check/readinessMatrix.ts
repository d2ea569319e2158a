/** Users down, definitions across: who is ready for what. */
import { groupBy, unique } from '../groups.js';
import { columns, hang, padded, widthOf, widthsOf } from '../layout.js';
import { visible } from '../visible.js';
import type { CheckReport, ReportCheck } from './checkReport.js';
import { countOf, headline } from './headline.js';
import type { TextOptions, Tone } from './textStyle.js';

/** The definition, with its variant where it has several. */
export const integrationName = ({ requirements: { integration, variant } }: ReportCheck): string =>
  variant === null ? integration : `${integration}@${variant}`;

/** One cell of the matrix. */
export type Cell = { readonly text: string; readonly tone: Tone; readonly isFarMore: boolean };

const noCell: Cell = { text: '', tone: 'plain', isFarMore: false };

/** Marks who is ready and can do far more than is needed. */
const farMore = '!';

/** What a check came to, in two words: how much is missing says more than that something is. */
export const cellOf = (check: ReportCheck, options: TextOptions): Cell => {
  const { words } = options;
  const { word, tone } = headline(check, options);
  const { missing, impossible, forbidden, unknown } = countOf(check, 'required');
  const open = missing + impossible + forbidden;
  if (open > 0) return { text: words('report.matrix.missing', [String(open)]), tone, isFarMore: false };
  if (unknown > 0) return { text: words('report.matrix.unknown', [String(unknown)]), tone, isFarMore: false };
  const isFarMore = check.beyond.length > 0;
  return { text: isFarMore ? `${word} ${farMore}` : word, tone, isFarMore };
};

/** As many columns as fit beside the first one, at least one in each block. */
const blocksOf = (widths: readonly number[], room: number): number[][] => {
  const blocks: number[][] = [];
  let left = 0;
  widths.forEach((width, at) => {
    const block = blocks.at(-1);
    if (block && left >= width + 2) {
      block.push(at);
      left -= width + 2;
    } else {
      blocks.push([at]);
      left = room - width;
    }
  });
  return blocks;
};

/** The matrix. Where usernames leave no room beside them, each stands on a line of its own. */
export const readinessMatrix = ({ checks }: CheckReport, options: TextOptions): string[] => {
  const { words, paint, width } = options;
  // Two definitions can have one name: what they were named by tells them apart.
  const references = unique(checks.map(({ reference }) => reference));
  const byReference = new Map(checks.map((check) => [check.reference, integrationName(check)]));
  const names = references.map((reference) => byReference.get(reference) ?? reference);
  const rows = groupBy(checks, ({ user }) => user.username).map((own) => ({
    user: visible(own[0]?.user.username ?? ''),
    cells: references.map((reference) => {
      const check = own.find((one) => one.reference === reference);
      return check ? cellOf(check, options) : noCell;
    }),
  }));
  const head = words('report.head.user');
  const widths = widthsOf([names, ...rows.map(({ cells }) => cells.map(({ text }) => text))]);
  const users = Math.max(...[head, ...rows.map(({ user }) => user)].map(widthOf));
  const isBeside = users + 2 + Math.max(...widths) <= width;
  const first = isBeside ? users : 0;
  const line = (label: string, cells: readonly string[], block: readonly number[]): string => {
    const own = block.map((at) => widths[at] ?? 0);
    return `${isBeside ? padded(label, first) : ''}  ${columns(cells, own)}`.trimEnd();
  };
  const painted = ({ cells }: (typeof rows)[number], label: string, block: readonly number[]): string => {
    const text = block.map((at) => {
      const { text: word, tone } = cells[at] ?? noCell;
      // What is padded is not painted: the width of a painted word is not the one that is seen.
      return at === block.at(-1)
        ? paint(tone, word)
        : paint(tone, word) + ' '.repeat((widths[at] ?? 0) - widthOf(word));
    });
    return `${isBeside ? padded(label, first) : ''}  ${text.join('  ')}`.trimEnd();
  };
  const isMarked = rows.some(({ cells }) => cells.some(({ isFarMore }) => isFarMore));
  return [
    ...blocksOf(widths, width - first - 2).flatMap((block, at) => [
      ...(at === 0 ? [] : ['']),
      paint(
        'heading',
        line(
          head,
          block.map((one) => names[one] ?? ''),
          block,
        ),
      ),
      ...rows.flatMap((row) => [...(isBeside ? [] : [row.user]), painted(row, row.user, block)]),
    ]),
    ...(isMarked ? hang('', words('report.matrix.beyond', [farMore]), width) : []),
  ];
};
