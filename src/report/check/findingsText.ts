/** Findings as a list: what differs only in its name is told together. */
import { waitsForObject } from '../../kinds/field/judgeField.js';
import type { FindingCode } from '../../kinds/findingCodes.js';
import { isOpen } from '../../kinds/verdict.js';
import { groupBy, unique } from '../groups.js';
import type { ReportFinding } from './checkReport.js';
import { below, idLines, isForbiddenHeld, isShown, isWithoutMatch, reasonLines, tagged } from './textStyle.js';
import type { TextOptions } from './textStyle.js';
import { waiverReason } from './waiversText.js';

/** Codes that the heading and the status word explain already. */
const plainCodes: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'GRANTED',
  'USER_PERMISSION_MISSING',
  'FIELD_PERMISSION_MISSING',
  'FOLLOWS_OBJECT',
]);

/** Fields that wait for their object: all that wait for the same are told together. */
const waitCodes: ReadonlySet<FindingCode> = new Set<FindingCode>(waitsForObject);

/** A reason that has nothing to do with what is needed: it is told once for all names. */
const isVersionTooOld = ({ code }: ReportFinding): boolean => code === 'API_VERSION_TOO_OLD';

/** How findings of one sort are named, and what they have in common. */
export type Telling = {
  /** The name in a list, e.g. a field. */
  readonly nameOf: (finding: ReportFinding) => string;
  /** What stands in front of the list, e.g. the object; empty for none. */
  readonly titleOf: (finding: ReportFinding, options: TextOptions) => string;
};

/** One finding, one entry, by its name. */
export const byItself: Telling = { nameOf: ({ name }) => name, titleOf: () => '' };

/** Fields, listed behind their object and the access that is needed. */
export const byObject: Telling = {
  nameOf: ({ need, name }) => (need.kind === 'field' ? need.field : name),
  titleOf: ({ need, forbid }, { words }) =>
    need.kind === 'field' && !forbid ? `${need.sobject} ${words(`report.column.${need.access}`)}` : '',
};

/** Where something comes from: of what is met only where everything was asked for. */
const shownSources = (finding: ReportFinding, { verbose }: TextOptions): readonly string[] =>
  (verbose && !isOpen(finding)) || isForbiddenHeld(finding) ? finding.sources : [];

/** Findings for which this is the same are told together. */
const sameTelling = (finding: ReportFinding, title: string, options: TextOptions): string => {
  const { status, level, code, id, because, blockedBy, hintTexts } = finding;
  const alike = plainCodes.has(code) || waitCodes.has(code) || isVersionTooOld(finding);
  return JSON.stringify([
    status,
    level,
    alike ? [code, title] : id,
    because,
    waitCodes.has(code) ? blockedBy : [],
    hintTexts,
    shownSources(finding, options),
    finding.waiver ?? null,
    finding.phase ?? null,
  ]);
};

/** Levels are named only where those of several levels stand in one list. */
export const levelNote = ({ level }: ReportFinding, { words }: TextOptions, isMixed: boolean): string =>
  level === 'required' || !isMixed ? '' : ` (${words(`report.level.${level}`)})`;

/** That it is needed for a time only; nothing where it is needed in daily use. */
export const phaseNote = ({ phase }: Pick<ReportFinding, 'phase'>, { words }: Pick<TextOptions, 'words'>): string =>
  phase === undefined ? '' : ` (${words(`report.phase.${phase}`)})`;

/** The pieces of automation that somebody has to look at; all of them where everything was asked for. */
const partLines = ({ parts = [] }: ReportFinding, options: TextOptions): string[] =>
  parts
    .filter(({ verdict }) => options.verbose || (verdict !== 'exempt' && verdict !== 'unaffected'))
    .flatMap(({ type, name, namespace, verdict, because }) =>
      below(
        '- ',
        [
          `${options.words(`report.part.${type}`)} ${namespace === null ? name : `${namespace}__${name}`}: ` +
            `${options.words(`report.verdict.${verdict}`)}. ${because}`,
        ],
        options,
      ),
    );

const together = (
  findings: readonly ReportFinding[],
  { nameOf, titleOf }: Telling,
  options: TextOptions,
  isMixed: boolean,
): string[] => {
  const [first] = findings;
  if (!first) return [];
  const { words } = options;
  const title = titleOf(first, options);
  const names = unique(findings.map(nameOf)).join(', ');
  const sources = shownSources(first, options);
  const explained = plainCodes.has(first.code) || isForbiddenHeld(first);
  const named = isWithoutMatch(first) ? first.message : `${title === '' ? '' : `${title}: `}${names}`;
  return [
    ...tagged(first, `${named}${levelNote(first, options, isMixed)}${phaseNote(first, options)}`, options),
    ...(isOpen(first) && !explained
      ? below('', [isVersionTooOld(first) ? words('report.versionTooOld') : first.message], options)
      : []),
    ...(first.waiver ? below('', [waiverReason(first.waiver, words)], options) : []),
    ...(sources.length > 0 ? below('', [words('report.from', [sources.join('; ')])], options) : []),
    ...findings.flatMap((finding) => partLines(finding, options)),
    ...(isOpen(first) ? reasonLines(first.because, options) : []),
    ...(isOpen(first) ? below('! ', first.hintTexts, options) : []),
    ...idLines(findings, options),
  ];
};

/**
 * The findings of one section.
 * @param isMixed whether those of several levels stand in it, so that each says its level
 */
export const tell = (
  findings: readonly ReportFinding[],
  telling: Telling,
  options: TextOptions,
  isMixed = false,
): string[] => {
  const shown = findings.filter((finding) => isShown(finding, options));
  const groups = groupBy(shown, (finding) => sameTelling(finding, telling.titleOf(finding, options), options));
  return groups.flatMap((entries) => together(entries, telling, options, isMixed));
};
