import type { FindingCode } from '../../kinds/findingCodes.js';
import { groupBy, unique } from '../groups.js';
import type { ReportFinding } from './checkReport.js';
import { below, grantedText, isOpen, isShown, levelNote, tagged } from './textStyle.js';
import type { TextOptions } from './textStyle.js';

/** Codes that the heading and the status word already explain; their remedy is told once for all of them. */
const plainCodes: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'GRANTED',
  'USER_PERMISSION_MISSING',
  'FIELD_PERMISSION_MISSING',
  'BLOCKED_BY_OBJECT',
  'BLOCKED_BY_OBJECT_FIELD_UNSEEN',
  'FOLLOWS_OBJECT',
  'NOT_EVALUATED',
]);

/** Fields that wait for their object: the remedy is told with the object. */
const waitCodes: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'BLOCKED_BY_OBJECT',
  'BLOCKED_BY_OBJECT_FIELD_UNSEEN',
]);
const waits = ({ code }: ReportFinding): boolean => waitCodes.has(code);

const isPlain = ({ code }: ReportFinding): boolean => plainCodes.has(code);

/** How findings of one sort are named, and what they have in common. */
export type Telling = {
  /** The name in a list, e.g. a field. */
  readonly nameOf: (finding: ReportFinding) => string;
  /** What stands in front of the list, e.g. the object; empty for none. */
  readonly titleOf: (finding: ReportFinding, options: TextOptions) => string;
};

const sameTelling = (finding: ReportFinding, title: string): string =>
  JSON.stringify([
    finding.status,
    finding.level,
    isPlain(finding) ? [finding.code, title] : finding.id,
    finding.because,
    waits(finding) ? finding.blockedBy : [],
    finding.hintTexts,
  ]);

const group = (findings: readonly ReportFinding[], { nameOf, titleOf }: Telling, options: TextOptions): string[] => {
  const [first] = findings;
  if (!first) return [];
  const title = titleOf(first, options);
  const names = unique(findings.map(nameOf)).join(', ');
  const open = isOpen(first);
  const { words } = options;
  const waiting = waits(first)
    ? [words(first.code === 'BLOCKED_BY_OBJECT' ? 'report.waits' : 'report.waitsUnseen', [first.blockedBy.join(', ')])]
    : [];
  return [
    ...tagged(first, `${title === '' ? '' : `${title}: `}${names}${levelNote(first, options)}`, options),
    ...below('', waiting, options),
    ...(open && !isPlain(first) ? below('', [first.message], options) : []),
    ...below('', unique(findings.flatMap((finding) => grantedText(finding, options))), options),
    ...(open ? below(`${words('report.why')} `, first.because, options) : []),
    ...(open ? below('! ', first.hintTexts, options) : []),
    ...(open && !isPlain(first) ? below('> ', first.actions, options) : []),
  ];
};

/** The remedies of all plain findings, each once. */
const remedies = (findings: readonly ReportFinding[], { words }: TextOptions): string[] =>
  unique(findings.filter((f) => isOpen(f) && isPlain(f)).map(({ code }) => code))
    .filter((code) => !waitCodes.has(code))
    .map((code) => words(`report.how.${code}`));

/** Findings of one section: those that differ only in their name are told together, the remedy once at the end. */
export const tell = (findings: readonly ReportFinding[], telling: Telling, options: TextOptions): string[] => {
  const shown = findings.filter((finding) => isShown(finding, options));
  const groups = groupBy(shown, (finding) => sameTelling(finding, telling.titleOf(finding, options)));
  return [
    ...groups.flatMap((entries) => group(entries, telling, options)),
    ...below('> ', remedies(shown, options), options, '  '),
  ];
};

/** One finding, one entry, by its label or id. */
export const byItself: Telling = {
  nameOf: ({ id, label }) => (label === null ? id : `${label} (${id.slice(id.lastIndexOf(':') + 1)})`),
  titleOf: () => '',
};

const partsOf = (id: string): { sobject: string; field: string; access: string } => {
  const [, sobject = '', field = '', access = ''] = /^(?:not:)?field:([^.]+)\.(.+):(\w+)$/.exec(id) ?? [];
  return { sobject, field, access };
};

/** Fields, listed behind their object and the access that is asked. */
export const byObject: Telling = {
  nameOf: ({ id }) => partsOf(id).field,
  titleOf: ({ id }, { words }) => {
    const { sobject, access } = partsOf(id);
    return `${sobject} ${words(`report.access.${access}`)}`;
  },
};
