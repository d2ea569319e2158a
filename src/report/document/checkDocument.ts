/** What a check found, as a report document. */
import { exitCodes, isReady } from '../../exitCode.js';
import { checkJson } from '../check/checkJson.js';
import type { CheckReport } from '../check/checkReport.js';
import { fieldRows } from '../check/fieldView.js';
import { settingUp } from '../check/givingSteps.js';
import { checkSteps, correcting } from '../check/nextSteps.js';
import { integrationName, readiness } from '../check/readinessMatrix.js';
import type { TextOptions } from '../check/textStyle.js';
import { projectText } from '../check/projectText.js';
import { waivedBy, waiversSentences } from '../check/waiversText.js';
import { beyondOf, surplusTables } from './surplusTables.js';
import { counted } from '../counted.js';
import { groupBy, unique } from '../groups.js';
import { visible } from '../visible.js';
import { actionsOf } from '../words.js';
import { checkGroup, notFoundGroup } from './checkGroup.js';
import type { CheckPlace } from './checkGroup.js';
import type { DocumentFrame } from './documentFrame.js';
import { documentTone, fact, orgParts } from './documentParts.js';
import type {
  DocumentFact,
  DocumentGroup,
  DocumentStep,
  DocumentTable,
  DocumentTone,
  ReportDocument,
} from './reportDocument.js';

/** Where the fields are asked for: a table of each check. */
const fieldTables = ({ report, options }: CheckPlace): DocumentTable[] => {
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

/** Users down, definitions across; a name that leads to no user is a row too. */
const matrixOf = ({ report, options, frame: { said } }: CheckPlace): DocumentTable => {
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
const waiverFacts = ({
  report: { waivers, checks },
  options: { words },
  frame: { said },
}: CheckPlace): DocumentFact[] => {
  return waivers.map((file) =>
    fact(said('fact.waivers'), waiversSentences(file, waivedBy(file, checks), words).join(' ')),
  );
};

const titleOf = ({ report: { checks, notFound, unjudged = [] }, frame }: CheckPlace): string => {
  const labels = unique([...checks.map(({ requirements }) => requirements.label), ...unjudged]);
  const users = unique([...checks.map(({ user }) => user.username), ...notFound.map(({ username }) => username)]);
  const [label = '', user = ''] = [labels[0], users[0]];
  if (labels.length === 1 && users.length === 1) return visible(frame.said('check.title', [label, user]));
  const who = users.length === 1 ? user : frame.said('check.users', [String(users.length)]);
  const what = labels.length === 1 ? label : frame.said('check.integrations', [String(labels.length)]);
  return visible(frame.said('check.title.several', [who, what]));
};

const verdictOf = (
  { report, options: { words }, frame }: CheckPlace,
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
const stepsOf = ({ report, options }: CheckPlace): DocumentStep[] => {
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
const unreadOf = ({ report: { checks, vocabulary }, frame: { said } }: CheckPlace): string[] => {
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
  const place: CheckPlace = { report, options, frame };
  const { org } = report;
  const { said } = frame;
  const groups = [
    ...report.checks.map((check, at) => checkGroup(check, at, place)),
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
