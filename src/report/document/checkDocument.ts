/** What a check found, as a report document. */
import type { UserNotFound } from '../../access/snapshot.js';
import { exitCodes, isReady } from '../../exitCode.js';
import { levels } from '../../kinds/requirement.js';
import { isOpen } from '../../kinds/verdict.js';
import { rootCauses } from '../../check/rootCauses.js';
import type { RootCause } from '../../check/rootCauses.js';
import { causeText } from '../check/causeText.js';
import { checkJson } from '../check/checkJson.js';
import type { CheckReport, ReportCheck, ReportFinding } from '../check/checkReport.js';
import { fieldRows } from '../check/fieldView.js';
import { settingUp } from '../check/givingSteps.js';
import { headline } from '../check/headline.js';
import { checkSteps, correcting } from '../check/nextSteps.js';
import { integrationName, notFoundNote, readiness } from '../check/readinessMatrix.js';
import { inOrder } from '../check/sections.js';
import type { TextOptions } from '../check/textStyle.js';
import { leftOutSentences } from '../check/leftOutOfPage.js';
import { opinionSentences } from '../check/opinionText.js';
import { projectText } from '../check/projectText.js';
import { waivedBy, waiversSentences } from '../check/waiversText.js';
import { warningTexts } from '../check/warnings.js';
import { beyondOf, surplusTables } from './surplusTables.js';
import { counted } from '../counted.js';
import { groupBy, unique } from '../groups.js';
import { visible } from '../visible.js';
import { actionsOf } from '../words.js';
import type { DocumentFrame } from './documentFrame.js';
import { documentTone, fact, orgParts, plainItem } from './documentParts.js';
import { failsWith, findingItem, itemTone } from './findingItem.js';
import type {
  DocumentCause,
  DocumentFact,
  DocumentGroup,
  DocumentItem,
  DocumentStep,
  DocumentTable,
  DocumentTone,
  ReportDocument,
} from './reportDocument.js';

/** What is told of one finding depends on these. */
type Place = {
  readonly report: CheckReport;
  readonly options: TextOptions;
  readonly frame: DocumentFrame;
};

/** What fails first, then what else is open, then the rest; within these by level, and in the order of the terminal. */
const itemsOf = (check: ReportCheck, { report, options }: Place): DocumentItem[] => {
  const surroundings = {
    words: options.words,
    vocabulary: report.vocabulary,
    instanceUrl: report.org.instanceUrl,
    failOn: check.failOn,
    userId: check.user.id,
  };
  const ordered = levels.flatMap((level) => inOrder(check.findings.filter((finding) => finding.level === level)));
  const fails = (finding: ReportFinding): boolean => failsWith(finding, check.failOn);
  return [
    ...ordered.filter(fails),
    ...ordered.filter((finding) => !fails(finding) && isOpen(finding)),
    ...ordered.filter((finding) => !fails(finding) && !isOpen(finding)),
  ].map((finding) => findingItem(finding, surroundings));
};

const groupFacts = (check: ReportCheck, { report, options, frame: { said } }: Place): DocumentFact[] => {
  const { words } = options;
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
    ...opinionSentences(check, words).map((sentence) => fact(said('fact.opinion'), sentence)),
    fact(said('fact.definition'), `${check.reference} (${requirements.definitionHash})`),
    ...leftOutSentences(check, options).map((sentence) => fact(said('fact.leftOut'), sentence)),
  ];
};

/** Where the fields are asked for: a table of each check. */
const fieldTables = ({ report, options }: Place): DocumentTable[] => {
  const { fields, words } = options;
  if (!fields) return [];
  return report.checks.map((check, at) => ({
    key: `fields-${at + 1}`,
    of: { user: visible(check.user.username), integration: visible(integrationName(check)) },
    title: `${words('report.field.title')}: ${words('report.pair', [integrationName(check), visible(check.user.username)])}`,
    notes: [],
    columns: ['field', 'access', 'status', 'reason'].map((key) => words(`report.field.head.${key}`)),
    rows: fieldRows(check, fields, words).map(({ name, access, status, tone, reason }) => [
      { text: name },
      { text: access },
      { text: status, tone: documentTone(tone) },
      { text: reason },
    ]),
  }));
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

/** One check as a group. */
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
    items: [...surplusItems(check, place), ...itemsOf(check, place)],
  };
};

/** Where surplus makes the command fail, that it does: every format has to show it. */
const surplusItems = (check: ReportCheck, { options }: Place): DocumentItem[] => {
  const { words } = options;
  const { surplus = [], surplusCode = exitCodes.done } = check;
  if (surplusCode === exitCodes.done) return [];
  const isUnknown = surplusCode === exitCodes.unknown;
  const many =
    surplus.length === 1 ? words('report.surplus.fails.one') : words('report.surplus.fails', [String(surplus.length)]);
  return [
    plainItem({
      id: 'surplus',
      kind: 'surplus',
      status: isUnknown ? 'unknown' : 'unmet',
      fails: true,
      code: isUnknown ? 'SURPLUS_UNKNOWN' : 'SURPLUS',
      tone: isUnknown ? 'unsure' : 'bad',
      statusWord: words(`report.status.${isUnknown ? 'unknown' : 'forbidden'}`),
      name: words('report.surplus.item'),
      message: isUnknown ? words('report.surplus.notKnown') : many,
    }),
  ];
};

/** A name that leads to no user as a group: it makes the command fail, so every format has to show it. */
const notFoundGroup = (missing: UserNotFound, at: number, { options }: Place): DocumentGroup => {
  const { words } = options;
  const { code, username } = missing;
  const name = visible(username);
  const note = visible(notFoundNote(missing, options));
  const item = plainItem({
    id: `user:${username}`,
    kind: 'user',
    status: 'unmet',
    fails: true,
    code,
    tone: 'bad',
    statusWord: words('report.status.unmet'),
    name,
    message: note,
    actions: [visible(words('report.step.notFound', [username]))],
  });
  return {
    key: `user-${at + 1}`,
    title: name,
    user: name,
    facts: [],
    verdict: { word: words('report.notReady'), text: note, tone: 'bad' },
    warnings: [],
    causes: [],
    items: [item],
  };
};

/** Users down, definitions across; a name that leads to no user is a row too. */
const matrixOf = ({ report, options, frame: { said } }: Place): DocumentTable => {
  const { integrations, rows, sentence } = readiness(report, options);
  const marks = rows.some(({ cells }) => cells.some(({ isFarMore }) => isFarMore));
  return {
    key: 'matrix',
    title: said('matrix.title'),
    notes: [
      sentence,
      options.words('report.matrix.explained'),
      ...(marks ? [options.words('report.matrix.beyond', ['!'])] : []),
    ],
    columns: [said('matrix.user'), ...integrations.map(visible)],
    rowUsers: rows.map(({ user }) => user),
    rows: rows.map(({ user, cells, note }) => [
      { text: user },
      ...(note === null
        ? cells.map(({ text, tone }) => ({ text, tone: documentTone(tone) }))
        : integrations.map((_, at) => (at === 0 ? { text: note, tone: 'bad' as const } : { text: '' }))),
    ]),
  };
};

/** What the files of waivers let pass, and what is the matter with them. */
const waiverFacts = ({ report: { waivers, checks }, options: { words }, frame: { said } }: Place): DocumentFact[] => {
  return waivers.map((file) =>
    fact(said('fact.waivers'), waiversSentences(file, waivedBy(file, checks), words).join(' ')),
  );
};

const titleOf = ({ report: { checks, notFound, unjudged = [] }, frame }: Place): string => {
  const labels = unique([...checks.map(({ requirements }) => requirements.label), ...unjudged]);
  const users = unique([...checks.map(({ user }) => user.username), ...notFound.map(({ username }) => username)]);
  const [label = '', user = ''] = [labels[0], users[0]];
  if (labels.length === 1 && users.length === 1) return visible(frame.said('check.title', [label, user]));
  const who = users.length === 1 ? user : frame.said('check.users', [String(users.length)]);
  const what = labels.length === 1 ? label : frame.said('check.integrations', [String(labels.length)]);
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
  const missing = report.notFound.length;
  const isGood = ready === all && missing === 0;
  const tone: DocumentTone = isGood ? 'good' : groups.some((group) => group.verdict.tone === 'bad') ? 'bad' : 'unsure';
  const key = isReady(report.exitCode) ? 'ready' : report.exitCode === exitCodes.unknown ? 'notKnown' : 'notReady';
  return {
    word: words(`report.${key}`),
    text: [
      frame.said('check.verdict.several', [String(ready), String(all)]),
      ...(missing === 0 ? [] : [counted('report.matrix.notFound', missing, words)]),
    ].join(' '),
    tone,
  };
};

/** Of several checks each step says which it is for; the next check, which is for all, is said once. */
const stepsOf = ({ report, options }: Place): DocumentStep[] => {
  const { checks } = report;
  const corrected = correcting(report, options);
  if (checks.length === 1) return [...corrected, ...checks.flatMap((check) => [...checkSteps(check, report, options)])];
  const open = checks.filter(({ exitCode }) => !isReady(exitCode));
  // What is done for all at once is said once.
  const setup = open.length === 0 ? [] : settingUp(report, options);
  const ofOne = { ...options, command: '' };
  const steps = open.flatMap((check) =>
    checkSteps(check, report, ofOne)
      .filter(({ command }) => command === undefined || command !== options.setupCommand)
      .map(({ text, ...more }) => ({
        ...more,
        text: visible(`${integrationName(check)}, ${check.user.username}: ${text}`),
      })),
  );
  const again = options.words(open.length > 0 ? 'report.step.again' : 'report.step.repeat');
  return [
    ...corrected,
    ...setup,
    ...steps,
    ...(options.command === '' ? [] : [{ text: again, command: options.command }]),
  ];
};

/** What could not be read, each part once, with how many needs hang on it and what to do. */
const unreadOf = ({ report: { checks, vocabulary }, frame: { said } }: Place): string[] => {
  const unread = checks.flatMap(({ findings }) =>
    findings.flatMap((finding) => (finding.gap ? [{ ...finding, gap: finding.gap }] : [])),
  );
  return groupBy(unread, ({ code, gap: { part, detail } }) => JSON.stringify([code, part, detail])).flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const { part, detail } = first.gap;
    const what = detail === '' ? part : said('unread.why', [part, detail]);
    const text = counted('unread', same.length, said, [what]);
    return [visible([text, ...actionsOf(same, vocabulary)].join(' '))];
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
  const groups = [
    ...report.checks.map((check, at) => groupOf(check, at, place)),
    ...report.notFound.map((missing, at) => notFoundGroup(missing, at, place)),
  ];
  const parts = orgParts(org, options.words, frame);
  return {
    command: 'check',
    title: titleOf(place),
    ...parts,
    facts: [
      ...parts.facts,
      ...(report.project === null ? [] : [fact(said('fact.project'), projectText(report.project, options.words))]),
      ...waiverFacts(place),
      ...(options.command === '' ? [] : [{ ...fact(said('fact.command'), options.command), isCommand: true as const }]),
    ],
    at: report.checkedAt,
    exitCode: report.exitCode,
    verdict: verdictOf(place, groups),
    tables: [
      ...(report.checks.length + report.notFound.length > 1 ? [matrixOf(place)] : []),
      ...fieldTables(place),
      ...surplusTables(report, options.words),
    ],
    groups,
    ...(report.surpluses.length === 0 ? {} : { beyond: beyondOf(report, options.words) }),
    steps: stepsOf(place).map(({ text, command }) => ({
      text: visible(text),
      ...(command === undefined ? {} : { command: visible(command) }),
    })),
    unread: unreadOf(place),
    json: checkJson(report),
  };
};
