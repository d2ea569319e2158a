/** One finding as an item of a report document. */
import type { FailOn } from '../../exitCode.js';
import type { FindingWaiver } from '../../kinds/finding.js';
import type { ReportDetail, ReportFinding } from '../check/checkReport.js';
import { isForbiddenHeld, toneOf } from '../check/textStyle.js';
import { groupBy, unique } from '../groups.js';
import { findingName } from '../needName.js';
import type { Vocabulary } from '../needName.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import { documentTone } from './documentParts.js';
import type { DocumentDetail, DocumentItem, DocumentTone } from './reportDocument.js';
import { orgUrl, setupPathOf } from './setupUrl.js';
import { sourceTree } from './sourceTree.js';

/** What is told of a finding depends on these. */
export type FindingSurroundings = {
  /** Sentences of the check. */
  readonly words: Words;
  readonly vocabulary: Vocabulary;
  readonly instanceUrl: string;
  readonly failOn: FailOn;
  /** Null where it is about no single user. */
  readonly userId: string | null;
};

const detailTone = ({ verdict }: ReportDetail): DocumentTone => {
  switch (verdict) {
    case 'blocks':
      return 'bad';
    case 'exempt':
    case 'unaffected':
      return 'plain';
    default:
      return 'unsure';
  }
};

const detailOf = (part: ReportDetail, { instanceUrl, words }: FindingSurroundings): DocumentDetail => {
  const { type, name, namespace, verdict, because, path } = part;
  const called = namespace === null ? name : `${namespace}__${name}`;
  const url = orgUrl(instanceUrl, path);
  return {
    text: visible(`${words(`report.part.${type}`)} ${called}: ${words(`report.verdict.${verdict}`)}. ${because}`),
    tone: detailTone(part),
    ...(url === undefined ? {} : { url }),
  };
};

/** Whether it counts for the exit code (`checkExitCode`). */
export const failsWith = ({ level, status }: ReportFinding, failOn: FailOn): boolean => {
  const counts = level === 'required' || (level === 'recommended' && failOn === 'recommended');
  if (!counts) return false;
  return (
    status === 'unmet' ||
    status === 'impossible' ||
    status === 'unknown' ||
    (status === 'degraded' && failOn === 'recommended')
  );
};

/** What it is about, for matrices and filters. */
const subjectOf = ({ need }: ReportFinding): Pick<DocumentItem, 'sobject' | 'field' | 'access'> => ({
  ...('sobject' in need ? { sobject: visible(need.sobject) } : {}),
  ...('field' in need && need.field !== undefined ? { field: visible(need.field) } : {}),
  ...('access' in need ? { access: need.access } : {}),
});

const waiverOf = ({ reason, owner, expires }: FindingWaiver): NonNullable<DocumentItem['waiver']> => ({
  reason: visible(reason),
  ...(owner === undefined ? {} : { owner: visible(owner) }),
  ...(expires === undefined ? {} : { expires: visible(expires) }),
});

/** How a finding is to be taken. */
export const itemTone = (finding: ReportFinding): DocumentTone =>
  finding.status === 'met' ? 'good' : documentTone(toneOf(finding));

/**
 * A finding as an item.
 * @throws Error where messages/finding.md lacks a section
 */
export const findingItem = (finding: ReportFinding, surroundings: FindingSurroundings): DocumentItem => {
  const { words, vocabulary, instanceUrl, failOn, userId } = surroundings;
  const path = setupPathOf(finding.need, userId);
  const url = path === undefined ? undefined : orgUrl(instanceUrl, path);
  return {
    id: visible(finding.id),
    kind: finding.kind,
    level: finding.level,
    status: finding.status,
    fails: failsWith(finding, failOn),
    code: finding.code,
    tone: itemTone(finding),
    statusWord: words(`report.status.${isForbiddenHeld(finding) ? 'forbidden' : finding.status}`),
    name: findingName(finding, vocabulary),
    ...(finding.forbid ? { forbid: true } : {}),
    message: finding.message,
    ...subjectOf(finding),
    because: finding.because.map(visible),
    actions: unique([...finding.hintTexts, ...finding.actions]).map(visible),
    // The same source can give a field and what stands for it.
    sources: groupBy(
      finding.grantedBy.map((source) => sourceTree(source, vocabulary)),
      (source) => JSON.stringify(source),
    ).flatMap(([first]) => (first ? [first] : [])),
    details: (finding.parts ?? []).map((part) => detailOf(part, surroundings)),
    blockedBy: finding.blockedBy.map(visible),
    places: (finding.places ?? []).map((one) => ({ ...one, file: visible(one.file) })),
    ...(url === undefined ? {} : { url }),
    ...(finding.waiver === undefined ? {} : { waiver: waiverOf(finding.waiver) }),
  };
};
