/** What went wrong lately for a user, as a report document. */
import { exitCodes } from '../../exitCode.js';
import type { LikelyCause } from '../../health/explainedBy.js';
import type { JobErrors, JobFailure } from '../../health/health.js';
import { dateTime } from '../dateTime.js';
import type { HealthReport } from '../health/healthJson.js';
import { healthHeadline, healthSteps, isNothingSeen, lookedAt, unseenLines } from '../health/healthText.js';
import type { HealthTextOptions } from '../health/healthText.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { DocumentFrame } from './documentFrame.js';
import { orgParts, plainItem, sentencesIn } from './documentParts.js';
import type { DocumentDetail, DocumentGroup, DocumentItem, DocumentTable, ReportDocument } from './reportDocument.js';

/** A look at a user's health, as its document is made of it. */
export type HealthDocumentInput = {
  readonly report: HealthReport;
  readonly json: unknown;
};

type Failure = Pick<DocumentItem, 'id' | 'kind' | 'name' | 'message'> & Partial<DocumentItem>;

const failure = (own: Failure, { health }: HealthReport, { words }: HealthTextOptions): DocumentItem =>
  plainItem({
    status: 'unmet',
    fails: health.exitCode === exitCodes.missing,
    code: 'FAILED',
    tone: 'bad',
    statusWord: words('tag.failed'),
    ...own,
  });

const explained = (causes: readonly LikelyCause[], { words }: HealthTextOptions): Partial<DocumentItem> => ({
  blockedBy: causes.map(({ id }) => visible(id)),
  actions: causes.map(({ id, status }) => visible(words(`cause.${status}`, [id]))),
});

const errorDetail = ({ code, message, fields, count }: JobErrors, { words }: HealthTextOptions): DocumentDetail => ({
  text: visible(
    [
      words('rows', [String(count)]),
      ...(code === '' ? [] : [code]),
      message,
      ...(fields.length > 0 ? [`(${fields.join(', ')})`] : []),
    ].join(' '),
  ),
  tone: 'bad',
});

const jobItem = (
  { job, message, errors }: JobFailure,
  report: HealthReport,
  options: HealthTextOptions,
): DocumentItem => {
  const { words } = options;
  const causes = (errors ?? []).flatMap(({ explainedBy }) => explainedBy);
  const { operation, sobject, createdDate, state, id } = job;
  const failed = job.failedRecords === null ? '' : words('job.failedRecords', [String(job.failedRecords)]);
  return failure(
    {
      id: `bulkJob:${id}`,
      kind: 'bulkJob',
      code: state,
      name: words('job', [operation, sobject, dateTime(createdDate), state, id]),
      message: [failed, message ?? '', errors === null ? words('job.notRead') : '']
        .filter((text) => text !== '')
        .join(' '),
      sobject: visible(sobject),
      ...explained(causes, options),
      details: (errors ?? []).map((error) => errorDetail(error, options)),
    },
    report,
    options,
  );
};

const stateItems = (report: HealthReport, options: HealthTextOptions): DocumentItem[] => {
  const { words } = options;
  const { isActive, isFrozen, isPasswordLocked } = report.health.loginState;
  const shut = (id: string, key: string): DocumentItem =>
    failure(
      { id: `user:${id}`, kind: 'user', code: id.toUpperCase(), name: words('section.user'), message: words(key) },
      report,
      options,
    );
  return [
    ...(isActive === false ? [shut('inactive', 'user.inactive')] : []),
    ...(isFrozen === true ? [shut('frozen', 'user.frozen')] : []),
    ...(isPasswordLocked === true ? [shut('locked', 'user.locked')] : []),
  ];
};

const itemsOf = (report: HealthReport, options: HealthTextOptions): DocumentItem[] => {
  const { words } = options;
  const { logins, jobs, apexJobs, interviews } = report.health;
  return [
    ...stateItems(report, options),
    ...logins.map(({ status, application, count, latest, explainedBy }, at) =>
      failure(
        {
          id: `login:${at + 1}`,
          kind: 'login',
          name: words('section.logins', [String(report.health.loginsThatWorked)]),
          message: words('login', [String(count), status, application, dateTime(latest)]),
          ...explained(explainedBy, options),
        },
        report,
        options,
      ),
    ),
    ...jobs.map((job) => jobItem(job, report, options)),
    ...apexJobs.map(({ id, className, jobType, status, errors, message, createdDate }) =>
      failure(
        {
          id: `apexJob:${id}`,
          kind: 'apexJob',
          name: words('apexJob', [className || jobType, status, String(errors), dateTime(createdDate)]),
          message,
        },
        report,
        options,
      ),
    ),
    ...interviews.map(({ id, label, element, message, createdDate }) =>
      failure(
        { id: `flow:${id}`, kind: 'flow', name: words('flow', [label, element, dateTime(createdDate)]), message },
        report,
        options,
      ),
    ),
  ];
};

const limitTable = ({ health: { limits } }: HealthReport, words: Words, { said }: DocumentFrame): DocumentTable[] =>
  limits.length === 0
    ? []
    : [
        {
          key: 'limits',
          title: words('section.limits'),
          notes: [],
          columns: ['name', 'left', 'most'].map((key) => said(`column.${key}`)),
          rows: limits.map(({ name, max, remaining }) => [
            { text: visible(name) },
            { text: String(remaining), ...(max > 0 && remaining < max / 10 ? { tone: 'unsure' as const } : {}) },
            { text: String(max) },
          ]),
        },
      ];

/** The document of a look at a user's health. */
export const healthDocument = (
  { report, json }: HealthDocumentInput,
  options: HealthTextOptions,
  frame: DocumentFrame,
): ReportDocument => {
  const { at, health, reading, org } = report;
  const { said } = frame;
  const plain: HealthTextOptions = { ...options, width: Number.POSITIVE_INFINITY, paint: (_, text) => text };
  const isNothing = isNothingSeen(report);
  const isFine = health.exitCode === exitCodes.done && !isNothing;
  const tone = isFine ? 'good' : isNothing || health.exitCode === exitCodes.unknown ? 'unsure' : 'bad';
  const verdict: DocumentGroup['verdict'] = {
    word: said(isNothing ? 'health.nothing' : `health.exit.${health.exitCode}`),
    text: visible([healthHeadline(report, plain), lookedAt(report, plain)].join(' ')),
    tone,
  };
  const items = itemsOf(report, plain);
  const user = visible(reading.user.username);
  return {
    command: 'health',
    title: visible(options.words('title', [reading.user.username, org.username, dateTime(reading.since)])),
    ...orgParts(org, options.words, frame),
    at,
    exitCode: health.exitCode,
    verdict,
    tables: limitTable(report, options.words, frame),
    groups: [{ key: 'health', title: user, user, facts: [], verdict, warnings: [], causes: [], items }],
    steps: healthSteps(report, plain).map(({ text, command }) => ({
      text: visible(text),
      ...(command === undefined ? {} : { command: visible(command) }),
    })),
    unread: sentencesIn(unseenLines(health.unseen, plain)),
    json,
  };
};
