import { otherNameIn } from '../../definition/definitionReference.js';
import { isReady } from '../../exitCode.js';
import { counted } from '../counted.js';
import { evidenceText } from '../evidence.js';
import { hang, padded } from '../layout.js';
import { projectText } from './projectText.js';
import { orgMark, orgPlace } from '../orgText.js';
import { visible } from '../visible.js';
import { causeLines, namedByCauses, toldCauses } from './causeLines.js';
import type { ToldCause } from './causeLines.js';
import type { CheckReport, ReportCheck } from './checkReport.js';
import { fieldView } from './fieldView.js';
import type { FieldFilter } from './fieldFilter.js';
import { headline, legend, summaryLines } from './headline.js';
import { nextSteps } from './nextSteps.js';
import { openNeeds } from './openNeeds.js';
import { integrationName, notFoundNote, readinessMatrix } from './readinessMatrix.js';
import { opinionLines } from './opinionText.js';
import { leftOutOfPage } from './leftOutOfPage.js';
import { findingSections } from './sections.js';
import type { TextOptions } from './textStyle.js';
import { surplusInShort, surplusLines } from './surplusText.js';
import { waivedBy, waiversSentences } from './waiversText.js';
import { warnings } from './warnings.js';

/** A line of the head of a report: what it is, and the text. */
const headLines = (lines: ReadonlyArray<readonly [string, string]>, { words, width }: TextOptions): string[] =>
  lines.flatMap(([key, text]) => hang(padded(words(`report.${key}`), 13), visible(text), width));

/** Where, when, by whom and with what: it has to be seen later what the report proves. */
const evidence = ({ org, checkedAt, checks, project }: CheckReport, options: TextOptions): [string, string][] => [
  ['org', options.words('report.org.text', [orgMark(org, options.words), orgPlace(org)])],
  ['checked', evidenceText(org, checkedAt, options)],
  ...(project === null ? [] : [['project', projectText(project, options.words)] satisfies [string, string]]),
  // Where the sources are read there is nothing to be said of it.
  ...(checks.some(({ user }) => user.evidence.mode === 'self')
    ? [['mode', options.words('report.mode.self', [org.username])] satisfies [string, string]]
    : []),
];

/** By which other name of the product it was asked for; nothing where it was by its id or path. */
export const askedAs = ({ reference, requirements }: ReportCheck, { words }: Pick<TextOptions, 'words'>): string => {
  const name = otherNameIn(reference, requirements.integration);
  return name === null ? '' : ` ${words('report.askedAs', [name])}`;
};

/** Whom, where and how: an administrator must never wonder which user or org was looked at. */
const about = (check: ReportCheck, report: CheckReport, options: TextOptions): string[] => {
  const { words } = options;
  const { user } = check;
  const hidden = words('report.hidden');
  const suffix = user.requestedUsername === null ? '' : ` ${words('report.sandboxSuffix', [user.requestedUsername])}`;
  const lines: [string, string][] = [
    ['integration', integrationName(check) + askedAs(check, options)],
    ['user', `${user.name} <${user.username}>${suffix}`],
    [
      'profile',
      words('report.profile.text', [user.profile ?? hidden, user.userLicense === '' ? hidden : user.userLicense]),
    ],
  ];
  return headLines([...lines, ...evidence(report, options)], options);
};

const verdictLines = (check: ReportCheck, causes: number, options: TextOptions): string[] => {
  const { tone, lead, text } = headline(check, options);
  const [first = '', ...rest] = hang(lead, [text, ...causeCount(check, causes, options)].join(' '), options.width);
  return [options.paint(tone, lead.trimEnd()) + first.slice(lead.trimEnd().length), ...rest];
};

/** How many causes there are; of a user who is ready nothing has to be counted. */
const causeCount = (check: ReportCheck, number: number, { words }: TextOptions): string[] => {
  if (number === 0 || isReady(check.exitCode)) return [];
  return [number === 1 ? words('report.causes.one') : words('report.causes', [String(number)])];
};

/** What a check came to, and why: a line for each root cause. */
const verdictAndCauses = (check: ReportCheck, causes: readonly ToldCause[], options: TextOptions): string[] => [
  ...verdictLines(check, causes.length, options),
  ...causeLines(causes, options),
];

/** What was found, from the verdict to the last need. */
const found = (check: ReportCheck, report: CheckReport, options: TextOptions): string[] => {
  const causes = toldCauses(check, report.vocabulary);
  return [
    ...verdictAndCauses(check, causes, options),
    ...warnings(check, report, options),
    ...opinionLines(check, options),
    ...(options.verbose ? findingSections(check, options) : openNeeds(check.findings, namedByCauses(causes), options)),
    ...(report.checks.length === 1 ? surplusLines(report, options) : []),
  ];
};

/** Text without any color. */
const uncolored: TextOptions['paint'] = (_, text) => text;

const details = (check: ReportCheck, report: CheckReport, options: TextOptions): string[] => [
  ...about(check, report, options),
  '',
  ...found(check, report, options),
  '',
  ...legend(check, found(check, report, { ...options, paint: uncolored }), options),
  ...summaryLines(check, report.checks.length === 1 ? [apiCalls(report, options)] : [], options),
  ...leftOutOfPage(check, options),
];

/** What the reading cost of the daily limit. */
const apiCalls = ({ apiCalls: number }: CheckReport, { words }: TextOptions): string =>
  counted('report.apiCalls', number, words);

/** One of several checks, in few lines: the table of all of them comes last, and tells no reasons. */
const inShort = (check: ReportCheck, report: CheckReport, options: TextOptions): string[] => [
  options.paint('heading', options.words('report.pair', [integrationName(check), visible(check.user.username)])),
  ...verdictAndCauses(check, toldCauses(check, report.vocabulary), options),
  ...warnings(check, report, options),
  ...opinionLines(check, options),
];

/** What the waivers let pass, and what is the matter with them. */
const waiverLines = ({ waivers, checks }: CheckReport, { words, width }: TextOptions): string[] => {
  return waivers
    .flatMap((file) => waiversSentences(file, waivedBy(file, checks), words))
    .flatMap((sentence) => hang('', sentence, width));
};

/** Who is ready for what, and how the details of one are seen. */
const matrixAlone = (report: CheckReport, options: TextOptions): string[] => {
  const { words, commandFor } = options;
  const open = report.checks.find(({ exitCode }) => !isReady(exitCode));
  return [
    ...headLines(evidence(report, options), options),
    '',
    ...readinessMatrix(report, options),
    ...hang('', words('report.matrix.explained'), options.width),
    ...surplusInShort(report, options),
    ...waiverLines(report, options),
    ...(open && commandFor
      ? ['', words('report.matrix.details'), `  ${commandFor(open.reference, open.user.username)}`]
      : []),
  ];
};

/** Who was to be checked and is not there: without them nobody would see why the command fails. */
const notFoundLines = ({ notFound }: CheckReport, options: TextOptions): string[] =>
  notFound.flatMap((missing) =>
    hang(`${visible(missing.username)}: `, visible(notFoundNote(missing, options)), options.width).map((line) =>
      options.paint('bad', line),
    ),
  );

/** Which checks are not ready, and how the rest is seen: fields that are all active do not tell why the command fails. */
const notReadyLines = ({ checks }: CheckReport, options: TextOptions): string[] =>
  checks
    .filter(({ exitCode }) => !isReady(exitCode))
    .flatMap(({ reference, user }) => [
      ...hang('', options.words('report.field.notReady', [visible(reference), visible(user.username)]), options.width),
      ...(options.commandFor ? [`  ${options.commandFor(reference, user.username)}`] : []),
      '',
    ]);

/** Every field and its state; what else is open is told by the check without that. */
const fieldsAlone = (report: CheckReport, filter: FieldFilter, options: TextOptions): string[] => [
  ...headLines(evidence(report, options), options),
  '',
  ...fieldView(report, filter, options),
  '',
  ...notReadyLines(report, options),
  ...notFoundLines(report, options),
  ...waiverLines(report, options),
  apiCalls(report, options),
];

/** Each check, then who is ready for what, and what to do next: of several in short. */
const allChecks = (report: CheckReport, options: TextOptions): string[] => {
  const rule = '-'.repeat(Math.min(options.width, 80));
  const { verbose } = options;
  const steps = nextSteps(report, options);
  return [
    ...(verbose ? [] : [...headLines(evidence(report, options), options), '']),
    ...report.checks.flatMap((check, at) => [
      ...(at > 0 ? (verbose ? ['', rule, ''] : ['']) : []),
      ...(verbose ? details : inShort)(check, report, options),
    ]),
    ...surplusLines(report, options),
    ...steps,
    '',
    rule,
    '',
    ...readinessMatrix(report, options),
    ...waiverLines(report, options),
    apiCalls(report, options),
  ];
};

/**
 * The whole report for people: one check in whole; several in short, and last on the screen who is ready for what, which
 * may stand alone.
 */
export const checkText = (report: CheckReport, options: TextOptions): string => {
  const [check] = report.checks;
  const isOne = report.checks.length === 1 && report.notFound.length === 0;
  if (options.summary === true) return matrixAlone(report, options).join('\n');
  if (options.fields) return fieldsAlone(report, options.fields, options).join('\n');
  return (
    check && isOne
      ? [...details(check, report, options), ...waiverLines(report, options), ...nextSteps(report, options)]
      : allChecks(report, options)
  ).join('\n');
};
