/** What a check found, as a report document. */
import type { Gap } from '../../access/snapshot.js';
import { exitCodes, isReady } from '../../exitCode.js';
import type { FindingWaiver } from '../../kinds/finding.js';
import { levels } from '../../kinds/requirement.js';
import type { FailOn } from '../../exitCode.js';
import { rootCauses } from '../../check/rootCauses.js';
import type { RootCause } from '../../check/rootCauses.js';
import { causeText } from '../check/causeText.js';
import { checkJson } from '../check/checkJson.js';
import type { CheckReport, ReportCheck, ReportDetail, ReportFinding } from '../check/checkReport.js';
import { headline } from '../check/headline.js';
import { checkSteps, correcting } from '../check/nextSteps.js';
import { integrationName, readiness } from '../check/readinessMatrix.js';
import { inOrder } from '../check/sections.js';
import { isForbiddenHeld, isOpen, toneOf } from '../check/textStyle.js';
import type { TextOptions, Tone } from '../check/textStyle.js';
import { waiversSentences } from '../check/waiversText.js';
import { warningTexts } from '../check/warnings.js';
import { groupBy, unique } from '../groups.js';
import type { Vocabulary } from '../needName.js';
import { orgMark, orgPlace } from '../orgText.js';
import { visible } from '../visible.js';
import { actionsOf } from '../words.js';
import type { DocumentFrame } from './documentFrame.js';
import type {
  DocumentCause,
  DocumentDetail,
  DocumentFact,
  DocumentGroup,
  DocumentItem,
  DocumentStep,
  DocumentTable,
  DocumentTone,
  ReportDocument,
} from './reportDocument.js';
import { orgUrl, setupPathOf } from './setupUrl.js';
import { sourceTree } from './sourceTree.js';

/** What is told of one finding depends on these. */
type Place = {
  readonly report: CheckReport;
  readonly options: TextOptions;
  readonly frame: DocumentFrame;
};

const fact = (label: string, text: string): DocumentFact => ({ label, text: visible(text) });

/** How a colored text is to be taken: there is no quieter tone in a document. */
export const documentTone = (tone: Tone): DocumentTone =>
  tone === 'good' || tone === 'bad' || tone === 'unsure' ? tone : 'plain';

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

const detailOf = (part: ReportDetail, { report, options: { words } }: Place): DocumentDetail => {
  const { type, name, namespace, verdict, because, path } = part;
  const called = namespace === null ? name : `${namespace}__${name}`;
  const url = orgUrl(report.org.instanceUrl, path);
  return {
    text: visible(`${words(`report.part.${type}`)} ${called}: ${words(`report.verdict.${verdict}`)}. ${because}`),
    tone: detailTone(part),
    ...(url === undefined ? {} : { url }),
  };
};

/** Whether it counts for the exit code (`checkExitCode`). */
const failsWith = ({ level, status }: ReportFinding, failOn: FailOn): boolean => {
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

const itemTone = (finding: ReportFinding): DocumentTone =>
  finding.status === 'met' ? 'good' : documentTone(toneOf(finding));

const itemOf = (finding: ReportFinding, check: ReportCheck, place: Place): DocumentItem => {
  const { report, options } = place;
  const { vocabulary, org } = report;
  const path = setupPathOf(finding.need, check.user.id);
  const url = path === undefined ? undefined : orgUrl(org.instanceUrl, path);
  return {
    id: visible(finding.id),
    kind: finding.kind,
    level: finding.level,
    status: finding.status,
    fails: failsWith(finding, report.failOn),
    code: finding.code,
    tone: itemTone(finding),
    statusWord: options.words(`report.status.${isForbiddenHeld(finding) ? 'forbidden' : finding.status}`),
    name: finding.name,
    message: finding.message,
    ...subjectOf(finding),
    because: finding.because.map(visible),
    actions: unique([...finding.hintTexts, ...finding.actions]).map(visible),
    sources: finding.grantedBy.map((source) => sourceTree(source, vocabulary)),
    details: (finding.parts ?? []).map((part) => detailOf(part, place)),
    blockedBy: finding.blockedBy.map(visible),
    places: (finding.places ?? []).map((one) => ({ ...one, file: visible(one.file) })),
    ...(url === undefined ? {} : { url }),
    ...(finding.waiver === undefined ? {} : { waiver: waiverOf(finding.waiver) }),
  };
};

/** What fails first, then what else is open, then the rest; within these by level, and in the order of the terminal. */
const itemsOf = (check: ReportCheck, place: Place): DocumentItem[] => {
  const ordered = levels.flatMap((level) => inOrder(check.findings.filter((finding) => finding.level === level)));
  const fails = (finding: ReportFinding): boolean => failsWith(finding, place.report.failOn);
  return [
    ...ordered.filter(fails),
    ...ordered.filter((finding) => !fails(finding) && isOpen(finding)),
    ...ordered.filter((finding) => !fails(finding) && !isOpen(finding)),
  ].map((finding) => itemOf(finding, check, place));
};

const groupFacts = (check: ReportCheck, { report, options: { words }, frame: { said } }: Place): DocumentFact[] => {
  const { user, requirements } = check;
  const hidden = words('report.hidden');
  const suffix = user.requestedUsername === null ? '' : ` ${words('report.sandboxSuffix', [user.requestedUsername])}`;
  return [
    fact(said('fact.integration'), `${requirements.label} (${integrationName(check)})`),
    fact(said('fact.user'), `${user.name} <${user.username}>${suffix}`),
    fact(
      said('fact.profile'),
      words('report.profile.text', [user.profile ?? hidden, user.userLicense === '' ? hidden : user.userLicense]),
    ),
    fact(said('fact.mode'), words(`report.mode.${user.evidence.mode}`, [report.org.username])),
    fact(said('fact.definition'), `${check.reference} (${requirements.definitionHash})`),
  ];
};

/** The gravest tone of what it mends. */
const worstTone = (tones: readonly DocumentTone[]): DocumentTone => {
  if (tones.includes('bad')) return 'bad';
  return tones.includes('unsure') ? 'unsure' : 'plain';
};

const causeOf = (cause: RootCause<ReportFinding>, { report }: Place): DocumentCause => {
  const { title, text, needs } = causeText(cause, report.vocabulary);
  const all = [...cause.roots, ...cause.falls];
  return {
    title: visible(title),
    text: visible(text),
    tone: worstTone(all.map(itemTone)),
    ids: all.map(({ id }) => visible(id)),
    needs,
  };
};

const groupOf = (check: ReportCheck, at: number, place: Place): DocumentGroup => {
  const { word, text, tone } = headline(check, place.options);
  const integration = visible(integrationName(check));
  const user = visible(check.user.username);
  return {
    key: `check-${at + 1}`,
    title: `${integration}, ${user}`,
    user,
    integration,
    facts: groupFacts(check, place),
    verdict: { word, text: visible(text), tone: documentTone(tone) },
    warnings: warningTexts(check, place.options).map(visible),
    causes: rootCauses(check.findings).map((cause) => causeOf(cause, place)),
    items: itemsOf(check, place),
  };
};

/** Users down, definitions across; a name that leads to no user is a row too. */
const matrixOf = ({ report, options, frame: { said } }: Place): DocumentTable => {
  const { integrations, rows, sentence } = readiness(report, options);
  const marks = rows.some(({ cells }) => cells.some(({ isFarMore }) => isFarMore));
  return {
    key: 'matrix',
    title: said('matrix.title'),
    notes: [sentence, ...(marks ? [options.words('report.matrix.beyond', ['!'])] : [])],
    columns: [said('matrix.user'), ...integrations.map(visible)],
    rows: rows.map(({ user, cells, note }) => [
      { text: user },
      ...(note === null
        ? cells.map(({ text, tone }) => ({ text, tone: documentTone(tone) }))
        : integrations.map((_, at) => (at === 0 ? { text: note, tone: 'bad' as const } : { text: '' }))),
    ]),
  };
};

const counted = (key: string, number: number, { said }: DocumentFrame): string =>
  number === 1 ? said(`${key}.one`) : said(key, [String(number)]);

/** What the file of waivers let pass, and what is the matter with it. */
const waiverFacts = ({ report: { waivers, checks }, options: { words }, frame: { said } }: Place): DocumentFact[] => {
  if (!waivers) return [];
  const waived = checks.flatMap(({ findings }) => findings.filter(({ status }) => status === 'waived')).length;
  return [fact(said('fact.waivers'), waiversSentences(waivers, waived, words).join(' '))];
};

const titleOf = ({ report: { checks }, frame }: Place): string => {
  const labels = unique(checks.map(({ requirements }) => requirements.label));
  const users = unique(checks.map(({ user }) => user.username));
  const [label = '', user = ''] = [labels[0], users[0]];
  if (labels.length === 1 && users.length === 1) return visible(frame.said('check.title', [label, user]));
  const who = users.length === 1 ? user : counted('check.users', users.length, frame);
  const what = labels.length === 1 ? label : counted('check.integrations', labels.length, frame);
  return visible(frame.said('check.title.several', [who, what]));
};

const verdictOf = (
  { report, options: { words }, frame }: Place,
  groups: readonly DocumentGroup[],
): ReportDocument['verdict'] => {
  const [first, ...more] = groups;
  if (first && more.length === 0) return first.verdict;
  const ready = report.checks.filter(({ exitCode }) => isReady(exitCode)).length;
  const all = report.checks.length;
  const tone: DocumentTone =
    ready === all ? 'good' : groups.some((group) => group.verdict.tone === 'bad') ? 'bad' : 'unsure';
  const key = isReady(report.exitCode) ? 'ready' : report.exitCode === exitCodes.unknown ? 'notKnown' : 'notReady';
  return {
    word: words(`report.${key}`),
    text: frame.said('check.verdict.several', [String(ready), String(all)]),
    tone,
  };
};

/** Of several checks each step says which it is for; the next check, which is for all, is said once. */
const stepsOf = ({ report, options }: Place): DocumentStep[] => {
  const { checks } = report;
  const corrected = correcting(report, options);
  if (checks.length === 1) return [...corrected, ...checks.flatMap((check) => [...checkSteps(check, report, options)])];
  const open = checks.filter(({ exitCode }) => !isReady(exitCode));
  const steps = open.flatMap((check) =>
    checkSteps(check, report, { ...options, command: '' }).map(({ text, ...more }) => ({
      ...more,
      text: visible(`${integrationName(check)}, ${check.user.username}: ${text}`),
    })),
  );
  const again = options.words(open.length > 0 ? 'report.step.again' : 'report.step.repeat');
  return [...corrected, ...steps, ...(options.command === '' ? [] : [{ text: again, command: options.command }])];
};

/** What could not be read, each part once, with how many needs hang on it and what to do. */
const unreadOf = ({ report: { checks, vocabulary }, frame: { said } }: Place): string[] => {
  const unread = checks.flatMap(({ findings }) => findings.flatMap((finding) => (finding.gap ? [finding] : [])));
  const keyOf = ({ gap, code }: { gap?: Gap; code: string }): string =>
    `${code} ${gap?.part ?? ''} ${gap?.detail ?? ''}`;
  return groupBy(unread, keyOf).map((same) => {
    const { part = '', detail = '' } = same[0]?.gap ?? {};
    const what = part === '' || detail === '' ? part || detail : said('unread.why', [part, detail]);
    const text = same.length === 1 ? said('unread.one', [what]) : said('unread', [what, String(same.length)]);
    return visible([text, ...actionsOf(same, vocabulary as Vocabulary)].join(' '));
  });
};

/**
 * The document of a check.
 * @param options as for the text of the terminal; width and colors do not count
 * @throws Error where a code or a kind has no words
 */
export const checkDocument = (report: CheckReport, options: TextOptions, frame: DocumentFrame): ReportDocument => {
  const place: Place = { report, options, frame };
  const { org } = report;
  const { said } = frame;
  const groups = report.checks.map((check, at) => groupOf(check, at, place));
  return {
    command: 'check',
    title: titleOf(place),
    facts: [
      fact(said('fact.org'), orgPlace(org)),
      fact(said('fact.orgType'), orgMark(org, options.words)),
      fact(said('fact.runBy'), org.username),
      fact(said('fact.tool'), `sf-plugin-integration ${frame.version}, API ${org.apiVersion}`),
      ...waiverFacts(place),
      ...(options.command === '' ? [] : [{ ...fact(said('fact.command'), options.command), isCommand: true as const }]),
    ],
    org: { id: org.id, instanceUrl: org.instanceUrl },
    runBy: visible(org.username),
    at: report.checkedAt,
    version: frame.version,
    exitCode: report.exitCode,
    verdict: verdictOf(place, groups),
    tables: report.checks.length + report.notFound.length > 1 ? [matrixOf(place)] : [],
    groups,
    steps: stepsOf(place).map(({ text, command }) => ({
      text: visible(text),
      ...(command === undefined ? {} : { command: visible(command) }),
    })),
    unread: unreadOf(place),
    json: checkJson(report),
  };
};
