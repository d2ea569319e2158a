/** Users down, definitions across: who is ready for what. */
import type { UserNotFound } from '../../access/snapshot.js';
import { referenceTo } from '../../definition/definitionReference.js';
import { exitCodes, isReady } from '../../exitCode.js';
import { groupBy, unique } from '../groups.js';
import { columns, hang, padded, widthOf, widthsOf } from '../layout.js';
import { visible } from '../visible.js';
import type { CheckReport, ReportCheck, ReportFinding } from './checkReport.js';
import { countOf, headline, isToFillIn } from './headline.js';
import type { TextOptions, Tone } from './textStyle.js';

/** The definition, with its variant where it has several, and the features that are used. */
export const integrationName = ({ requirements }: ReportCheck): string =>
  referenceTo(requirements.integration, requirements);

/** One cell of the matrix. */
export type ReadinessCell = {
  readonly text: string;
  readonly tone: Tone;
  /** Ready, and can do far more than is needed. */
  readonly isFarMore: boolean;
};

/** A user with a cell for each definition; or a name that leads to no user, and what is said of it. */
export type ReadinessRow = {
  readonly user: string;
  readonly cells: readonly ReadinessCell[];
  readonly note: string | null;
};

/** Who is ready for what, as data. */
export type Readiness = {
  /** Names of the definitions, one for each cell. */
  readonly integrations: readonly string[];
  readonly rows: readonly ReadinessRow[];
  /** How many users are ready for each definition. */
  readonly totals: readonly string[];
  /** The numbers of all pairs, in a sentence. */
  readonly sentence: string;
};

const noCell: ReadinessCell = { text: '', tone: 'plain', isFarMore: false };

/** Marks who is ready and can do far more than is needed. */
const farMore = '!';

/** What nobody has filled in or seen to yet: what hangs on it was not looked at, so who is ready may not be. */
const isLeftToPeople = ({ level, status, code }: ReportFinding): boolean =>
  level !== 'optional' && status === 'unknown' && (code === 'FILL_IN' || code === 'BY_HAND');

/** What a check came to, in two words: how much is missing says more than that something is. */
const cellOf = (check: ReportCheck, options: TextOptions): ReadinessCell => {
  const { words } = options;
  const { word, tone } = headline(check, options);
  const { missing, impossible, forbidden, unknown } = countOf(check, 'required');
  const open = missing + impossible + forbidden;
  if (open > 0) return { text: words('report.matrix.missing', [String(open)]), tone, isFarMore: false };
  if (unknown > 0) return { text: words('report.matrix.unknown', [String(unknown)]), tone, isFarMore: false };
  const isFarMore = check.beyond.length > 0 && isReady(check.exitCode);
  const left = check.findings.filter(isLeftToPeople);
  if (left.length > 0 && isReady(check.exitCode)) {
    // Where nothing else is open, it is told apart from what somebody has to mend.
    const key = left.every(isToFillIn) ? 'fillIn' : 'open';
    const text = words(`report.matrix.${key}`, [word, String(left.length)]);
    return { text: isFarMore ? `${text} ${farMore}` : text, tone: 'unsure', isFarMore };
  }
  return { text: isFarMore ? `${word} ${farMore}` : word, tone, isFarMore };
};

/** What is said of a name that leads to no user. */
export const notFoundNote = ({ code, meant }: UserNotFound, { words }: TextOptions): string => {
  if (code === 'USER_AMBIGUOUS') return words('report.matrix.ambiguous', [meant.join(', ')]);
  return meant.length === 0 ? words('report.matrix.noUser') : words('report.matrix.noUser.meant', [meant.join(', ')]);
};

/** The number of pairs that ended so, in words; nothing for none. */
const counted = (key: string, number: number, { words }: TextOptions): string[] => {
  if (number === 0) return [];
  return [number === 1 ? words(`${key}.one`) : words(key, [String(number)])];
};

/** Who is ready for what, with totals. Names from the org are harmless. */
export const readiness = ({ checks, notFound, unjudged = [] }: CheckReport, options: TextOptions): Readiness => {
  const { words } = options;
  // Two definitions can have one name: what they were named by tells them apart.
  const references = unique([...checks.map(({ reference }) => reference), ...unjudged]);
  const byReference = new Map(checks.map((check) => [check.reference, check]));
  /** The variant only where several of one definition are compared: the columns are narrow. */
  const nameOf = (reference: string): string => {
    const check = byReference.get(reference);
    if (!check) return reference;
    const { integration } = check.requirements;
    const same = references.filter((one) => byReference.get(one)?.requirements.integration === integration);
    return same.length > 1 ? integrationName(check) : integration;
  };
  const users = groupBy(checks, ({ user }) => user.username);
  const ready = checks.filter(({ exitCode }) => isReady(exitCode)).length;
  const unknown = checks.filter(({ exitCode }) => exitCode === exitCodes.unknown).length;
  return {
    integrations: references.map(nameOf),
    rows: [
      ...users.map((own) => ({
        user: visible(own[0]?.user.username ?? ''),
        cells: references.map((reference) => {
          const check = own.find((one) => one.reference === reference);
          return check ? cellOf(check, options) : noCell;
        }),
        note: null,
      })),
      ...notFound.map((missing) => ({
        user: visible(missing.username),
        cells: [],
        note: visible(notFoundNote(missing, options)),
      })),
    ],
    totals: references.map((reference) => {
      const own = checks.filter((check) => check.reference === reference);
      const number = own.filter(({ exitCode }) => isReady(exitCode)).length;
      return words('report.matrix.of', [String(number), String(own.length)]);
    }),
    sentence: [
      words('report.matrix.ready', [String(ready), String(checks.length)]),
      ...counted('report.matrix.notReady', checks.length - ready - unknown, options),
      ...counted('report.matrix.notKnown', unknown, options),
      ...counted('report.matrix.notFound', notFound.length, options),
    ].join(' '),
  };
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

/** More blocks than this are no table any more: definitions then go down, where the users fit across. */
const mostBlocks = 2;

/** What is padded is not painted: the width of a painted word is not the one that is seen. */
const paintedCells = (
  cells: readonly ReadinessCell[],
  widths: readonly number[],
  paint: TextOptions['paint'],
): string =>
  cells
    .map(({ text, tone }, at) =>
      at === cells.length - 1
        ? paint(tone, text)
        : paint(tone, text) + ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(text))),
    )
    .join('  ');

/** Definitions down and users across; null where the users do not fit. */
const definitionsDown = ({ integrations, rows, totals }: Readiness, options: TextOptions): string[] | null => {
  const { words, paint, width } = options;
  const checked = rows.filter(({ note }) => note === null);
  const cellsOf = (at: number): ReadinessCell[] => [
    ...checked.map(({ cells }) => cells[at] ?? noCell),
    ...(checked.length > 1 ? [{ ...noCell, text: totals[at] ?? '' }] : []),
  ];
  const heads = [...checked.map(({ user }) => user), ...(checked.length > 1 ? [words('report.head.ready')] : [])];
  const first = Math.max(...[words('report.integration'), ...integrations].map(widthOf));
  const widths = widthsOf([heads, ...integrations.map((_, at) => cellsOf(at).map(({ text }) => text))]);
  if (first + widths.reduce((sum, one) => sum + one + 2, 0) > width) return null;
  return [
    paint('heading', `${padded(words('report.integration'), first)}  ${columns(heads, widths)}`.trimEnd()),
    ...integrations.map((name, at) => `${padded(name, first)}  ${paintedCells(cellsOf(at), widths, paint)}`.trimEnd()),
    ...rows.flatMap(({ user, note }) =>
      note === null ? [] : hang(`${user}: `, note, width).map((text) => paint('bad', text)),
    ),
  ];
};

/** Users down and definitions across, with totals below, in blocks that fit. */
const usersDown = (
  { integrations, rows, totals }: Readiness,
  options: TextOptions,
): { readonly lines: readonly string[]; readonly blocks: number } => {
  const { words, paint, width } = options;
  const head = words('report.head.user');
  const total = words('report.head.ready');
  const checked = rows.filter(({ note }) => note === null);
  const widths = widthsOf([integrations, totals, ...checked.map(({ cells }) => cells.map(({ text }) => text))]);
  const users = Math.max(...[head, total, ...rows.map(({ user }) => user)].map(widthOf));
  const isBeside = users + 2 + Math.max(...widths) <= width;
  const first = isBeside ? users : 0;
  const labelled = (label: string, cells: string): string =>
    `${isBeside ? padded(label, first) : ''}  ${cells}`.trimEnd();
  const widthsIn = (block: readonly number[]): number[] => block.map((at) => widths[at] ?? 0);
  const line = (label: string, cells: readonly string[], block: readonly number[]): string =>
    labelled(
      label,
      columns(
        block.map((at) => cells[at] ?? ''),
        widthsIn(block),
      ),
    );
  const notes = rows.flatMap(({ user, note }) =>
    note === null ? [] : hang(isBeside ? `${padded(user, first)}  ` : `${user}: `, note, width),
  );
  const blocks = blocksOf(widths, width - first - 2);
  const lines = blocks.flatMap((block, at) => [
    ...(at === 0 ? [] : ['']),
    paint('heading', line(head, integrations, block)),
    ...checked.flatMap((row) => [
      ...(isBeside ? [] : [row.user]),
      labelled(
        row.user,
        paintedCells(
          block.map((cell) => row.cells[cell] ?? noCell),
          widthsIn(block),
          paint,
        ),
      ),
    ]),
    ...(at === 0 ? notes.map((text) => paint('bad', text)) : []),
    ...(checked.length > 1 ? [line(isBeside ? total : '', totals, block)] : []),
  ]);
  return { lines, blocks: blocks.length };
};

/**
 * The matrix, with totals. Where usernames leave no room beside them, each stands on a line of its own; where there are more definitions
 * than two blocks hold, they go down instead.
 */
export const readinessMatrix = (report: CheckReport, options: TextOptions): string[] => {
  const { words, width } = options;
  const all = readiness(report, options);
  const { lines, blocks } = usersDown(all, options);
  const isMarked = all.rows.some(({ cells }) => cells.some(({ isFarMore }) => isFarMore));
  return [
    ...((blocks > mostBlocks ? definitionsDown(all, options) : null) ?? lines),
    ...(isMarked ? hang('', words('report.matrix.beyond', [farMore]), width) : []),
    ...hang('', all.sentence, width),
  ];
};
