/** What is open, in few lines: without reasons, which the root causes tell once, and in full with --verbose. */
import { objectAccesses } from '../../platform/objectAccess.js';
import { waitsForObject } from '../../kinds/field/judgeField.js';
import type { FindingCode } from '../../kinds/findingCodes.js';
import { idKey } from '../../kinds/requirementId.js';
import { levels } from '../../kinds/requirement.js';
import { isOpen } from '../../kinds/verdict.js';
import { groupBy, unique } from '../groups.js';
import { hang } from '../layout.js';
import type { ReportFinding } from './checkReport.js';
import { byObject, levelNote } from './findingsText.js';
import { objectTable } from './objectMatrix.js';
import { inOrder, sectionOf } from './sections.js';
import { below, isForbiddenHeld, isWithoutMatch, tagged } from './textStyle.js';
import type { TextOptions } from './textStyle.js';
import { waiverReason } from './waiversText.js';

/** Most names on one line; what goes beyond is counted. */
const mostNamed = 10;

const listOf = (names: readonly string[], { words }: TextOptions): string =>
  names.length > mostNamed
    ? words('report.more', [names.slice(0, mostNamed).join(', '), String(names.length - mostNamed)])
    : names.join(', ');

/** What the names of a line have in common: of fields and objects the object, else nothing. */
const titleOf = (finding: ReportFinding, options: TextOptions): string =>
  finding.need.kind === 'object' && !finding.forbid ? finding.need.sobject : byObject.titleOf(finding, options);

const nameOf = (finding: ReportFinding, { words }: TextOptions): string =>
  finding.need.kind === 'object' && !finding.forbid
    ? words(`report.access.${finding.need.access}`)
    : byObject.nameOf(finding);

const patternOf = ({ need }: ReportFinding): string[] =>
  need.kind === 'field' ? [`${need.sobject}.${need.field}`] : need.kind === 'object' ? [need.sobject] : [];

/** Names with what they have in common in front. */
const lineOf = (findings: readonly ReportFinding[], options: TextOptions): string[] => {
  const [first] = findings;
  if (!first) return [];
  const title = titleOf(first, options);
  const names = unique(findings.map((finding) => nameOf(finding, options)));
  const text = isWithoutMatch(first)
    ? options.words(first.kind === 'object' ? 'report.noMatch.objects' : 'report.noMatch', [
        unique(findings.flatMap(patternOf)).join(', '),
      ])
    : `${title === '' ? '' : `${title}: `}${listOf(names, options)}`;
  return tagged(first, `${text}${isWithoutMatch(first) ? '' : levelNote(first, options, true)}`, options);
};

/** What stands on one line: needs of one level and status that go by their own names; fields and objects by object and access. */
const lineKey = (finding: ReportFinding, options: TextOptions): string => {
  if (isWithoutMatch(finding)) return finding.code;
  const title = titleOf(finding, options);
  const sort = title === '' ? '' : sectionOf(finding);
  return JSON.stringify([sort, finding.level, isForbiddenHeld(finding) ? 'forbidden' : finding.status, title]);
};

const linesOf = (findings: readonly ReportFinding[], options: TextOptions): string[] =>
  groupBy(findings, (finding) => lineKey(finding, options)).flatMap((same) => lineOf(same, options));

const ofObject = ({ need, forbid }: ReportFinding): string[] =>
  need.kind === 'object' && !forbid ? [need.sobject] : [];

/** Objects as a table; of one alone a line for each status says it shorter. */
const objectLines = (findings: readonly ReportFinding[], options: TextOptions): string[] => {
  const open = findings.filter(isOpen);
  if (unique(open.flatMap(ofObject)).length > 1) return objectTable(findings, options);
  const accessOf = ({ need }: ReportFinding): number =>
    need.kind === 'object' ? objectAccesses.indexOf(need.access) : -1;
  return linesOf(
    [...open].sort((a, b) => accessOf(a) - accessOf(b)),
    options,
  );
};

/** Codes of what lacks nothing of its own: it comes with something else. */
const followingCodes: ReadonlySet<FindingCode> = new Set<FindingCode>([
  ...waitsForObject,
  'COMES_WITH_MISSING_PERMISSION',
  'DERIVED_PERMISSION_MISSING',
  'API_BLOCKED',
]);

/** Whether it comes with something that is told here anyway. */
const follows = (findings: readonly ReportFinding[]): ((finding: ReportFinding) => boolean) => {
  const open = new Set(findings.filter(isOpen).map(({ id }) => idKey(id)));
  return ({ code, blockedBy }) =>
    followingCodes.has(code) && blockedBy.length > 0 && blockedBy.every((id) => open.has(idKey(id)));
};

const followLine = (number: number, { words, width, paint }: TextOptions): string[] => {
  if (number === 0) return [];
  const text = number === 1 ? words('report.follow.one') : words('report.follow', [String(number)]);
  return hang('  ', text, width).map((line) => paint('quiet', line));
};

/** What is let pass, each reason once. */
const waivedLines = (findings: readonly ReportFinding[], options: TextOptions): string[] =>
  groupBy(findings, ({ waiver }) => JSON.stringify(waiver ?? null)).flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    return [
      ...tagged(first, listOf(unique(same.map(({ name }) => name)), options), options),
      ...(first.waiver ? below('', [waiverReason(first.waiver, options.words)], options) : []),
    ];
  });

/**
 * Everything that is open and that the causes do not name: lists, and a table of the objects; what is required first. What
 * comes with something else that is told is only counted.
 * @param named ids of the findings that the causes name
 */
export const openNeeds = (
  findings: readonly ReportFinding[],
  named: ReadonlySet<string>,
  options: TextOptions,
): string[] => {
  const left = findings.filter((finding) => !isOpen(finding) || !named.has(finding.id));
  const all = levels.flatMap((level) => inOrder(left.filter((finding) => finding.level === level)));
  const following = all.filter(follows(findings));
  const own = all.filter((finding) => !following.includes(finding));
  const told = new Set(own.filter(isOpen).flatMap(ofObject));
  // Beside another access of the same object it costs no line, and the row tells the whole of the object.
  const objects = all.filter((finding) => ofObject(finding).some((sobject) => told.has(sobject)));
  const isCounted = (finding: ReportFinding): boolean => ofObject(finding).every((sobject) => !told.has(sobject));
  const others = own.filter(
    (finding) => isWithoutMatch(finding) || (ofObject(finding).length === 0 && isOpen(finding)),
  );
  const isField = ({ kind, forbid }: ReportFinding): boolean => kind === 'field' && !forbid;
  const lines = [
    ...linesOf(
      others.filter((finding) => !isField(finding)),
      options,
    ),
    ...objectLines(objects, options),
    ...linesOf(others.filter(isField), options),
    ...followLine(following.filter(isCounted).length, options),
    ...waivedLines(
      findings.filter(({ status }) => status === 'waived'),
      options,
    ),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
};
