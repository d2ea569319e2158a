import { objectAccesses } from '../../platform/objectAccess.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { groupBy, unique } from '../groups.js';
import { columns, widthsOf } from '../layout.js';
import { visible } from '../visible.js';
import type { ReportFinding } from './checkReport.js';
import { below, grantedText, isOpen, isShown, statusWord, toneOf } from './textStyle.js';
import type { TextOptions } from './textStyle.js';

type Entry = { readonly sobject: string; readonly access: ObjectAccess; readonly finding: ReportFinding };

const entriesOf = (findings: readonly ReportFinding[]): Entry[] =>
  findings.flatMap((finding) => {
    const [, sobject = '', word = ''] = /^object:(.+):(\w+)$/.exec(finding.id) ?? [];
    const access = objectAccesses.find((known) => known === word);
    return access ? [{ sobject, access, finding }] : [];
  });

const accessesOf = (entries: readonly Entry[], { words }: TextOptions): string =>
  objectAccesses
    .filter((access) => entries.some((entry) => entry.access === access))
    .map((access) => words(`report.access.${access}`))
    .join(', ');

/** What stands in one cell; a need that is not required is written small. */
const cellText = (entry: Entry | undefined, options: TextOptions): string => {
  if (!entry) return '-';
  const word = statusWord(entry.finding.status, options);
  return entry.finding.level === 'required' || !isOpen(entry.finding) ? word : word.toLowerCase();
};

/** Rows under their headings: objects by access word, only words that somebody asks for. */
const table = (entries: readonly Entry[], sobjects: readonly string[], options: TextOptions): string[] => {
  const used = objectAccesses.filter((access) =>
    entries.some((e) => e.access === access && sobjects.includes(e.sobject)),
  );
  const find = (sobject: string, access: ObjectAccess): Entry | undefined =>
    entries.find((entry) => entry.sobject === sobject && entry.access === access);
  const heads = ['', ...used.map((access) => options.words(`report.column.${access}`))];
  const rows = sobjects.map((sobject) => [
    visible(sobject),
    ...used.map((access) => cellText(find(sobject, access), options)),
  ]);
  const widths = widthsOf([heads, ...rows]);
  // Long names stand on a line of their own, so that the words still fit beside each other.
  const narrow = widths.reduce((sum, width) => sum + width + 2, 2) > options.width;
  const paintCell = (sobject: string, access: ObjectAccess, padded: string): string => {
    const entry = find(sobject, access);
    return entry ? options.paint(toneOf(entry.finding.status), padded) : padded;
  };
  const cells = (sobject: string, row: readonly string[]): string =>
    row.map((cell, i) => paintCell(sobject, used[i] ?? 'read', cell.padEnd(widths[i + 1] ?? 0))).join('  ');
  return [
    `  ${columns(narrow ? ['', ...heads.slice(1)] : heads, narrow ? [4, ...widths.slice(1)] : widths)}`,
    ...rows.flatMap(([name = '', ...row], i) => {
      const line = cells(sobjects[i] ?? '', row);
      return narrow
        ? [`  ${name}`, `      ${line}`.trimEnd()]
        : [`  ${name.padEnd(widths[0] ?? 0)}  ${line}`.trimEnd()];
    }),
  ];
};

/** Sentences below the matrix that say more than "missing", told together where they are alike. */
const notes = (entries: readonly Entry[], options: TextOptions): string[] => {
  const { words } = options;
  const derived = entries.filter(({ finding }) => finding.code === 'DERIVED_PERMISSION_MISSING');
  const blind = entries.filter(({ finding }) => finding.code === 'NOT_VISIBLE_TO_SELF');
  const plain = entries.filter(({ finding }) => finding.code === 'OBJECT_PERMISSION_MISSING');
  const promised = entries.filter(({ finding }) => finding.code === 'COMES_WITH_MISSING_PERMISSION');
  const told = new Set([...derived, ...promised, ...blind, ...plain]);
  const needs = (id: string): string => id.replace(/^(userPermission|object):/, '');
  const sources = unique(plain.flatMap(({ finding }) => finding.blockedBy));
  return [
    ...groupBy(derived, ({ sobject, finding }) => `${sobject}|${finding.blockedBy.join()}`).map((same) =>
      words('report.derived', [
        same[0]?.sobject ?? '',
        accessesOf(same, options),
        (same[0]?.finding.blockedBy ?? []).map(needs).join(' + '),
      ]),
    ),
    ...groupBy(promised, ({ access, finding }) => `${access}|${finding.blockedBy.join()}`).map((same) =>
      words('report.comesWith', [
        unique(same.map(({ sobject }) => sobject)).join(', '),
        accessesOf(same, options),
        (same[0]?.finding.blockedBy ?? []).map(needs).join(', '),
      ]),
    ),
    ...(blind.length > 0 ? [words('report.selfBlind', [accessesOf(blind, options)])] : []),
    ...entries.filter((entry) => !told.has(entry)).map(({ finding }) => finding.message),
    ...sources.map((id) => words('report.notBefore', [id])),
  ];
};

/** Each reason once, with the objects that it is for. */
const reasons = (entries: readonly Entry[]): string[] => {
  const pairs = entries.flatMap(({ sobject, finding }) => finding.because.map((why) => ({ sobject, why })));
  return groupBy(pairs, ({ why }) => why).map(
    (same) => `${unique(same.map(({ sobject }) => sobject)).join(', ')}: ${same[0]?.why ?? ''}`,
  );
};

const remedies = (entries: readonly Entry[], { words }: TextOptions): string[] => {
  const plain = entries.some(({ finding }) => finding.code === 'OBJECT_PERMISSION_MISSING');
  const derived = entries.some(({ finding }) => finding.code === 'DERIVED_PERMISSION_MISSING');
  const toldElsewhere = new Set([
    'OBJECT_PERMISSION_MISSING',
    'DERIVED_PERMISSION_MISSING',
    'COMES_WITH_MISSING_PERMISSION',
  ]);
  const other = entries.filter(({ finding }) => !toldElsewhere.has(finding.code));
  return [
    ...(plain ? [words('report.how.OBJECT_PERMISSION_MISSING')] : []),
    ...(derived ? [words('report.how.DERIVED_PERMISSION_MISSING')] : []),
    ...other.flatMap(({ finding }) => finding.actions),
  ];
};

/** Object access as a matrix, object × access, with what has to be said about it below. */
export const objectMatrix = (findings: readonly ReportFinding[], options: TextOptions): string[] => {
  const entries = entriesOf(findings);
  const sobjects = unique(entries.filter(({ finding }) => isShown(finding, options)).map(({ sobject }) => sobject));
  if (sobjects.length === 0) return [];
  const open = entries.filter(({ finding }) => isOpen(finding));
  const left = '    ';
  const sources = options.verbose
    ? entries.flatMap(({ sobject, access, finding }) =>
        grantedText(finding, options).map((text) => `${sobject} ${options.words(`report.access.${access}`)} ${text}`),
      )
    : [];
  return [
    ...table(entries, sobjects, options),
    ...below('', notes(open, options), options, left),
    ...below(`${options.words('report.why')} `, reasons(open), options, left),
    ...below(
      '! ',
      open.flatMap(({ finding }) => finding.hintTexts),
      options,
      left,
    ),
    ...below('', sources, options, left),
    ...below('> ', remedies(open, options), options, '  '),
  ];
};
