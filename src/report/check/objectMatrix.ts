/** Object access as a table, object × access, with what has to be said about it below. */
import type { FindingCode } from '../../kinds/findingCodes.js';
import { phases } from '../../kinds/requirement.js';
import { isOpen } from '../../kinds/verdict.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { groupBy, unique } from '../groups.js';
import { columns, padded, widthsOf } from '../layout.js';
import { visible } from '../visible.js';
import type { ReportFinding } from './checkReport.js';
import { below, idLines, isShown, isWithoutMatch, reasonLines, statusWord, toneOf } from './textStyle.js';
import type { TextOptions, Tone } from './textStyle.js';
import { waiverReason } from './waiversText.js';

/** One cell of a table of objects: what stands in it, and in which tone. */
export type AccessCell = {
  readonly sobject: string;
  readonly access: ObjectAccess;
  readonly text: string;
  readonly tone: Tone;
};

/** The left edge of what is said below a table. */
const left = '    ';

/** Rows under their headings: objects by access word, only words that some cell is about. */
export const accessTable = (
  cells: readonly AccessCell[],
  { words, width, paint }: Pick<TextOptions, 'words' | 'width' | 'paint'>,
): string[] => {
  const used = objectAccesses.filter((access) => cells.some((cell) => cell.access === access));
  const sobjects = unique(cells.map(({ sobject }) => sobject));
  const byPlace = new Map(cells.map((cell) => [`${cell.sobject} ${cell.access}`, cell]));
  const find = (sobject: string, access: ObjectAccess): AccessCell | undefined => byPlace.get(`${sobject} ${access}`);
  const heads = ['', ...used.map((access) => words(`report.column.${access}`))];
  const rows = sobjects.map((sobject) => [
    visible(sobject),
    ...used.map((access) => find(sobject, access)?.text ?? '-'),
  ]);
  const widths = widthsOf([heads, ...rows]);
  // Long names stand on a line of their own, so that the words still fit beside each other.
  const narrow = widths.reduce((sum, column) => sum + column + 2, 2) > width;
  const line = (sobject: string, row: readonly string[]): string =>
    row
      .map((text, at) => {
        const cell = find(sobject, used[at] ?? 'read');
        const blanks = at === row.length - 1 ? '' : ' '.repeat(padded(text, widths[at + 1] ?? 0).length - text.length);
        return `${cell ? paint(cell.tone, text) : text}${blanks}`;
      })
      .join('  ');
  return [
    `  ${narrow ? columns(['', ...heads.slice(1)], [4, ...widths.slice(1)]) : columns(heads, widths)}`,
    ...rows.flatMap(([name = '', ...row], at) => {
      const text = line(sobjects[at] ?? '', row);
      return narrow ? [`  ${name}`, `      ${text}`] : [`  ${padded(name, widths[0] ?? 0)}  ${text}`];
    }),
  ];
};

type Cell = { readonly sobject: string; readonly access: ObjectAccess; readonly finding: ReportFinding };

const entriesOf = (findings: readonly ReportFinding[]): Cell[] =>
  findings.flatMap((finding) =>
    finding.need.kind === 'object' ? [{ sobject: finding.need.sobject, access: finding.need.access, finding }] : [],
  );

/** Codes that the cell says already. */
const plainCodes: ReadonlySet<FindingCode> = new Set<FindingCode>(['OBJECT_PERMISSION_MISSING']);

/** Codes whose sentence is the same for several accesses of one object: it names what gives them. */
const sharedCodes: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'DERIVED_PERMISSION_MISSING',
  'COMES_WITH_MISSING_PERMISSION',
  'MINIMUM_HELD',
  'NOT_VISIBLE_TO_SELF',
  'NOT_READABLE',
  'API_VERSION_TOO_OLD',
  'INCOMPLETE_ANSWER',
]);

const accessWords = (entries: readonly Cell[], { words }: TextOptions): string =>
  objectAccesses
    .filter((access) => entries.some((entry) => entry.access === access))
    .map((access) => words(`report.access.${access}`))
    .join(', ');

const sobjectsOf = (entries: readonly Cell[]): string => unique(entries.map(({ sobject }) => sobject)).join(', ');

/**
 * What a shared sentence says beside the objects and their access: what would have to be given instead, what could not be
 * read, the least that is there. Empty where it says nothing more.
 */
const sharedReason = ({ finding }: Cell, { words }: TextOptions): string => {
  const { code, gap, need, blockerNames } = finding;
  if (code === 'NOT_VISIBLE_TO_SELF' || code === 'API_VERSION_TOO_OLD') return '';
  if (code === 'MINIMUM_HELD' && need.kind === 'object')
    return need.minimum.map((access) => words(`report.access.${access}`)).join(', ');
  if (gap) return [gap.part, gap.detail].filter((part) => part !== '').join(': ');
  return blockerNames.join(', ');
};

/** Sentences that are the same for several objects or several words of access, told together. */
const sharedNotes = (entries: readonly Cell[], options: TextOptions): string[] =>
  groupBy(entries, (entry) => JSON.stringify([entry.finding.code, sharedReason(entry, options)])).flatMap((same) => {
    const byObject = groupBy(same, ({ sobject }) => sobject);
    return groupBy(byObject, (own) => accessWords(own, options)).flatMap((alike) => {
      const all = alike.flat();
      const [first] = all;
      if (!first) return [];
      const reason = sharedReason(first, options);
      const tokens = [sobjectsOf(all), accessWords(all, options), ...(reason === '' ? [] : [reason])];
      return [options.words(`report.note.${first.finding.code}`, tokens)];
    });
  });

/** Sentences below the table that say more than its cells. */
const notes = (entries: readonly Cell[], options: TextOptions): string[] => {
  const { words } = options;
  const plain = entries.filter(({ finding }) => plainCodes.has(finding.code));
  const waiting = unique(plain.flatMap(({ finding }) => finding.blockerNames));
  return [
    ...sharedNotes(
      entries.filter(({ finding }) => sharedCodes.has(finding.code)),
      options,
    ),
    ...entries
      .filter(({ finding }) => !plainCodes.has(finding.code) && !sharedCodes.has(finding.code))
      .map(({ finding }) => finding.message),
    ...waiting.map((name) => words('report.notBefore', [name])),
  ];
};

/** Each reason once, with the objects that it is for. */
const reasons = (entries: readonly Cell[]): string[] => {
  const pairs = entries.flatMap(({ sobject, finding }) => finding.because.map((why) => ({ sobject, why })));
  return groupBy(pairs, ({ why }) => why).map(
    (same) => `${unique(same.map(({ sobject }) => sobject)).join(', ')}: ${same[0]?.why ?? ''}`,
  );
};

/** Why something that is assigned does not give it, with what it would give. */
const hints = (entries: readonly Cell[], options: TextOptions): string[] => {
  const pairs = entries.flatMap((entry) => entry.finding.hintTexts.map((hint) => ({ entry, hint })));
  return groupBy(pairs, ({ hint }) => hint).map((same) => {
    const objects = groupBy(
      same.map(({ entry }) => entry),
      ({ sobject }) => sobject,
    ).map((own) => `${sobjectsOf(own)} ${accessWords(own, options)}`);
    return `${objects.join('; ')}: ${same[0]?.hint ?? ''}`;
  });
};

/** Each source once, with what it gives: where everything was asked for. */
const sources = (entries: readonly Cell[], options: TextOptions): string[] => {
  const { words } = options;
  const given = entries.filter(({ finding }) => !isOpen(finding) && finding.sources.length > 0);
  return groupBy(given, ({ sobject, finding }) => JSON.stringify([sobject, finding.sources])).map((same) =>
    words('report.objectFrom', [
      sobjectsOf(same),
      accessWords(same, options),
      same[0]?.finding.sources.join('; ') ?? '',
    ]),
  );
};

/** Why what is waived is let pass, each reason once, with what it is for. */
const waivedNotes = (entries: readonly Cell[], options: TextOptions): string[] => {
  const reasoned = entries.flatMap((entry) =>
    entry.finding.waiver ? [{ entry, reason: waiverReason(entry.finding.waiver, options.words) }] : [],
  );
  return groupBy(reasoned, ({ reason }) => reason).map((same) => {
    const objects = groupBy(
      same.map(({ entry }) => entry),
      ({ sobject }) => sobject,
    ).map((own) => `${sobjectsOf(own)} ${accessWords(own, options)}`);
    return `${objects.join('; ')}: ${same[0]?.reason ?? ''}`;
  });
};

/** What is needed for a time only, phase by phase: no cell says it. */
const phaseNotes = (entries: readonly Cell[], options: TextOptions): string[] =>
  phases.flatMap((phase) => {
    const same = entries.filter(({ finding }) => finding.phase === phase);
    const objects = groupBy(same, ({ sobject }) => sobject).map(
      (own) => `${sobjectsOf(own)} ${accessWords(own, options)}`,
    );
    return objects.length === 0 ? [] : [`${objects.join('; ')}: ${options.words(`report.phase.${phase}`)}`];
  });

/** The objects of which something is to be seen, as a table; all of their access, so that a row tells the whole of an object. */
export const objectTable = (findings: readonly ReportFinding[], options: TextOptions): string[] => {
  const entries = entriesOf(findings);
  const shown = new Set(entries.filter(({ finding }) => isShown(finding, options)).map(({ sobject }) => sobject));
  if (shown.size === 0) return [];
  const cells = entries
    .filter(({ sobject }) => shown.has(sobject))
    .map(({ sobject, access, finding }) => ({
      sobject,
      access,
      text: statusWord(finding, options),
      tone: toneOf(finding),
    }));
  return accessTable(cells, options);
};

/** Patterns that reach no object of the org, each once. */
const withoutMatch = (findings: readonly ReportFinding[]): string[] =>
  unique(findings.filter(isWithoutMatch).map(({ message }) => message));

/** The table, with what has to be said about it. Objects of which everything is met are left out, unless everything was asked for. */
export const objectMatrix = (findings: readonly ReportFinding[], options: TextOptions): string[] => {
  const table = objectTable(findings, options);
  if (table.length === 0) return [];
  const entries = entriesOf(findings);
  const open = entries.filter(({ finding }) => isOpen(finding));
  return [
    ...table,
    ...below('', notes(open, options), options, left),
    ...below('', phaseNotes(open, options), options, left),
    ...below('', withoutMatch(findings), options, left),
    ...below('', waivedNotes(entries, options), options, left),
    ...reasonLines(reasons(open), options, left),
    ...below('! ', hints(open, options), options, left),
    ...(options.verbose ? below('', sources(entries, options), options, left) : []),
    ...idLines(
      entries.map(({ finding }) => finding),
      options,
      left,
    ),
  ];
};
