/** A look at a user's health, for people. */
import type { LikelyCause } from '../../health/explainedBy.js';
import type { FailedLogins, Health, HealthPart, JobErrors, JobFailure, Unseen } from '../../health/health.js';
import { exitCodes } from '../../exitCode.js';
import type { Step } from '../check/stepList.js';
import { section, taggedWith } from '../check/textStyle.js';
import type { TextOptions, Tone } from '../check/textStyle.js';
import { counted } from '../counted.js';
import { dateTime } from '../dateTime.js';
import { evidenceText } from '../evidence.js';
import { hang, padded } from '../layout.js';
import { orgMark, orgPlace } from '../orgText.js';
import { visible } from '../visible.js';
import type { HealthReport } from './healthJson.js';

/** `words`: sentences of messages/integration.health.md, and those of the check that begin with `report.`. */
export type HealthTextOptions = Pick<TextOptions, 'width' | 'paint' | 'words' | 'plugin'> & {
  /** The command to be repeated, with further words. */
  readonly again: (words: readonly string[]) => string;
  /** The check of the definition, where one was named. */
  readonly check: string;
  /** How the rows that a job could not write are fetched whole. */
  readonly results: (jobId: string) => string;
};

/** Jobs and errors that are shown; what goes beyond is counted. */
const most = 10;
const indent = ' '.repeat(14);

const beneath = (text: string, { width }: HealthTextOptions, prefix = ''): string[] =>
  hang(indent + prefix, visible(text), width);

const causeLines = (causes: readonly LikelyCause[], options: HealthTextOptions): string[] =>
  causes.flatMap(({ id, status }) => beneath(options.words(`cause.${status}`, [id]), options));

const numeral = (n: number): string => n.toLocaleString('en-US');

const tag = (tone: Tone, key: string, text: string, options: HealthTextOptions): string[] =>
  taggedWith(options.words(key), tone, text, options);

const shownAndMore = <T>(all: readonly T[], lines: (one: T) => string[], options: HealthTextOptions): string[] => [
  ...all.slice(0, most).flatMap(lines),
  ...(all.length > most ? beneath(options.words('more', [String(all.length - most)]), options) : []),
];

const userLines = ({ loginState, freezes, unseen }: Health, options: HealthTextOptions): string[] => {
  const { words } = options;
  const { isActive, isFrozen, isPasswordLocked } = loginState;
  const freezesUnseen = unseen.some(({ part }) => part === 'freezes');
  return [
    ...(isActive === false ? tag('bad', 'tag.failed', words('user.inactive'), options) : []),
    ...(isFrozen === true
      ? [
          ...tag('bad', 'tag.failed', words('user.frozen'), options),
          ...(freezes.length > 0 || freezesUnseen ? [] : beneath(words('user.frozen.byNobody'), options)),
          ...beneath(words('user.frozen.why'), options),
        ]
      : []),
    ...freezes
      .slice(0, most)
      .flatMap(({ action, when, who, text }) =>
        tag('quiet', 'tag.note', words(`freeze.${action}`, [dateTime(when), who, text]), options),
      ),
    ...(isPasswordLocked === true ? tag('unsure', 'tag.warning', words('user.locked'), options) : []),
  ];
};

const loginLines = (logins: readonly FailedLogins[], options: HealthTextOptions): string[] =>
  shownAndMore(
    logins,
    ({ status, application, count, latest, explainedBy }) => [
      ...tag(
        'bad',
        'tag.failed',
        options.words('login', [String(count), status, application, dateTime(latest)]),
        options,
      ),
      ...causeLines(explainedBy, options),
    ],
    options,
  );

const errorLines = (
  { code, message, fields, count, exampleIds, explainedBy }: JobErrors,
  options: HealthTextOptions,
): string[] => [
  ...beneath(
    [
      options.words('rows', [String(count)]),
      ...(code === '' ? [] : [code]),
      message,
      ...(fields.length > 0 ? [`(${fields.join(', ')})`] : []),
    ].join(' '),
    options,
    '- ',
  ),
  ...(exampleIds.length > 0 ? beneath(options.words('rows.examples', [exampleIds.join(', ')]), options, '  ') : []),
  ...causeLines(explainedBy, options),
];

const jobLines = ({ job, message, errors }: JobFailure, options: HealthTextOptions): string[] => {
  const { words } = options;
  const failed = job.failedRecords === null ? '' : words('job.failedRecords', [String(job.failedRecords)]);
  const head = words('job', [job.operation, job.sobject, dateTime(job.createdDate), job.state, job.id]);
  return [
    ...tag('bad', 'tag.failed', failed === '' ? head : `${head} ${failed}`, options),
    ...(message === null || message === '' ? [] : beneath(message, options)),
    ...(errors === null
      ? [...beneath(words('job.notRead'), options), `${indent}${options.results(job.id)}`]
      : shownAndMore(errors, (error) => errorLines(error, options), options)),
  ];
};

/** What some user permission opens, each with its sentence `needs.<part>`. */
const partsByRights: ReadonlySet<HealthPart> = new Set([
  'loginState',
  'logins',
  'bulkJobs',
  'apexJobs',
  'interviews',
  'freezes',
]);

/** What was not seen, and what that would need. */
export const unseenLines = (unseen: readonly Unseen[], options: HealthTextOptions): string[] =>
  unseen.flatMap(({ part, gap }) => {
    const { words } = options;
    const what = words(`part.${part}`);
    if (gap === null) return tag('unsure', 'tag.unknown', words('unseen.maxCalls', [what]), options);
    const isForRights = gap.code === 'NOT_AUTHORISED' && partsByRights.has(part);
    return isForRights
      ? tag('unsure', 'tag.unknown', words('unseen.rights', [what, words(`needs.${part}`)]), options)
      : tag(
          'unsure',
          'tag.unknown',
          words('unseen.other', [what, (gap.detail || gap.code).replace(/\.+$/, '')]),
          options,
        );
  });

const isSeen = ({ unseen }: Health, part: HealthPart): boolean =>
  !unseen.some((one) => one.part === part && one.gap !== null);

/** Whether logins and jobs could be seen and there are none. */
const isQuiet = (health: Health): boolean =>
  isSeen(health, 'logins') &&
  isSeen(health, 'bulkJobs') &&
  health.loginsThatWorked === 0 &&
  health.logins.length === 0 &&
  health.jobsOfUser === 0 &&
  health.apexJobs.length === 0;

/** Whether nothing failed and there was nothing that could have: that must not pass for fine. */
export const isNothingSeen = ({ health }: Pick<HealthReport, 'health'>): boolean =>
  health.exitCode === exitCodes.done && health.failures === 0 && isQuiet(health);

/** The verdict in a sentence, painted. */
export const healthHeadline = (report: HealthReport, { words, paint }: HealthTextOptions): string => {
  const { health, maxFailed } = report;
  if (isNothingSeen(report)) return paint('unsure', words('headline.nothing'));
  const { exitCode, failures, isShutOut } = health;
  if (exitCode === exitCodes.missing)
    return paint(
      'bad',
      isShutOut ? words('headline.shutOut') : words('headline.failed', [String(failures), String(maxFailed)]),
    );
  if (exitCode === exitCodes.unknown) return paint('unsure', words('headline.unknown', [String(failures)]));
  return paint(
    'good',
    failures === 0 ? words('headline.fine') : words('headline.within', [String(failures), String(maxFailed)]),
  );
};

/** What there was to look at: nothing can go wrong for who does nothing. */
export const lookedAt = ({ health }: HealthReport, { words }: Pick<HealthTextOptions, 'words'>): string => {
  if (isQuiet(health)) return words('lookedAt.nothing');
  const failed = health.logins.reduce((sum, { count }) => sum + count, 0);
  const logins = health.loginsThatWorked + failed;
  const [seesLogins, seesJobs] = [isSeen(health, 'logins'), isSeen(health, 'bulkJobs')];
  return words('lookedAt', [seesLogins ? String(logins) : '?', seesJobs ? String(health.jobsOfUser) : '?']);
};

/** What to do next, with the command that does it where there is one. */
export const healthSteps = (
  { health, wasChecked, openNeeds }: HealthReport,
  { words, again, check }: Pick<HealthTextOptions, 'words' | 'again' | 'check'>,
): Step[] => {
  const hasErrors = health.logins.length > 0 || health.jobs.some(({ errors }) => errors !== null && errors.length > 0);
  const wantsCalls = health.unseen.some(({ gap }) => gap === null) || health.jobsNotLookedInto > 0;
  const calls = Math.max(50, 10 * Math.ceil((health.jobsNotLookedInto + health.jobs.length * 2 + 20) / 10));
  return [
    ...(wantsCalls ? [{ text: words('next.maxCalls'), command: again(['--max-calls', String(calls)]) }] : []),
    ...(wasChecked || !hasErrors ? [] : [{ text: words('next.integration') }]),
    ...(openNeeds > 0 ? [{ text: words('next.openNeeds', [String(openNeeds)]), command: check }] : []),
    ...(health.loginState.isFrozen === true ? [{ text: words('next.frozen') }] : []),
  ];
};

/** A command stands in a line of its own, to be copied. */
const nextLines = (report: HealthReport, options: HealthTextOptions): string[] =>
  healthSteps(report, options).flatMap(({ text, command }) => [
    ...hang('  ', visible(text), options.width),
    ...(command === undefined ? [] : [`    ${command}`]),
  ]);

/** The report for people: what went wrong, newest first, what could not be seen, and what to do next. */
export const healthText = (report: HealthReport, options: HealthTextOptions): string => {
  const { at, health, reading, org } = report;
  const { words } = options;
  const told = (key: string, text: string): string[] =>
    hang(padded(words(`report.${key}`), 13), visible(text), options.width);
  const title = words('title', [reading.user.username, org.username, dateTime(reading.since)]);
  const notLooked =
    health.jobsNotLookedInto === 0
      ? []
      : tag('unsure', 'tag.unknown', counted('job.notLookedInto', health.jobsNotLookedInto, words), options);
  return [
    ...hang('', visible(title), options.width),
    ...told('org', words('report.org.text', [orgMark(org, words), orgPlace(org)])),
    ...told('checked', evidenceText(org, at, options)),
    '',
    healthHeadline(report, options),
    ...hang('', lookedAt(report, options), options.width),
    ...section(words('section.user'), userLines(health, options), options),
    ...section(words('section.logins', [String(health.loginsThatWorked)]), loginLines(health.logins, options), options),
    ...section(
      words('section.jobs', [String(health.jobsOfUser)]),
      [...shownAndMore(health.jobs, (job) => jobLines(job, options), options), ...notLooked],
      options,
    ),
    ...section(
      words('section.apexJobs'),
      shownAndMore(
        health.apexJobs,
        ({ className, jobType, status, errors, message, createdDate }) => [
          ...tag(
            'bad',
            'tag.failed',
            words('apexJob', [className || jobType, status, String(errors), dateTime(createdDate)]),
            options,
          ),
          ...(message === '' ? [] : beneath(message, options)),
        ],
        options,
      ),
      options,
    ),
    ...section(
      words('section.flows'),
      shownAndMore(
        health.interviews,
        ({ label, element, message, createdDate }) => [
          ...tag('bad', 'tag.failed', words('flow', [label, element, dateTime(createdDate)]), options),
          ...(message === '' ? [] : beneath(message, options)),
        ],
        options,
      ),
      options,
    ),
    ...section(
      words('section.limits'),
      health.scarce.flatMap((limit) =>
        tag(
          'unsure',
          'tag.warning',
          words('limit', [limit.name, numeral(limit.remaining), numeral(limit.max)]),
          options,
        ),
      ),
      options,
    ),
    ...section(words('section.unseen'), unseenLines(health.unseen, options), options),
    ...section(words('section.next'), nextLines(report, options), options),
  ].join('\n');
};
