/** What the reading comes to: what went wrong, what could not be seen, and the exit code. */
import type { Gap, Reading } from '../access/snapshot.js';
import { exitCodes } from '../exitCode.js';
import { isScarce } from '../platform/scarce.js';
import type { StateExitCode } from '../exitCode.js';
import type { Finding } from '../kinds/finding.js';
import type { Authentication } from '../kinds/requirement.js';
import { compareKeys } from '../platform/names.js';
import { explainingError, explainingLogin } from './explainedBy.js';
import type { LikelyCause } from './explainedBy.js';
import { failedLoginsOf } from './failedLogins.js';
import type {
  ApexJob,
  BulkJob,
  FailedInterview,
  FailedJob,
  FreezeEntry,
  HealthReading,
  LoginGroup,
  OrgLimit,
} from './healthReading.js';
import { errorGroupsOf } from './rowErrors.js';
import type { ErrorGroup } from './rowErrors.js';

/** What may not have been seen, each with its sentence in messages/integration.health.md. */
export const healthParts = [
  'user',
  'loginState',
  'logins',
  'bulkJobs',
  'failedRows',
  'apexJobs',
  'interviews',
  'freezes',
  'limits',
] as const;
export type HealthPart = (typeof healthParts)[number];

/** Something that could not be seen: a gap, or that the limit of calls was reached (null). */
export type Unseen = { readonly part: HealthPart; readonly gap: Gap | null };

/** What explains it: open findings, where a check was made. */
type Explained = { readonly explainedBy: readonly LikelyCause[] };

export type FailedLogins = LoginGroup & Explained;
export type JobErrors = ErrorGroup & Explained;

/** A job that failed, with the errors of its rows by cause; null where they were not read. */
export type JobFailure = {
  readonly job: BulkJob;
  readonly message: string | null;
  readonly errors: readonly JobErrors[] | null;
};

export type Health = {
  readonly exitCode: StateExitCode;
  /** What counts against the limit: failed logins, jobs, Apex jobs and flows. */
  readonly failures: number;
  /** The user cannot log in now, whatever went well before. */
  readonly isShutOut: boolean;
  readonly loginState: {
    readonly isActive: boolean | null;
    readonly isFrozen: boolean | null;
    readonly isPasswordLocked: boolean | null;
  };
  readonly freezes: readonly FreezeEntry[];
  readonly logins: readonly FailedLogins[];
  readonly loginsThatWorked: number;
  readonly jobs: readonly JobFailure[];
  readonly jobsOfUser: number;
  readonly apexJobs: readonly ApexJob[];
  readonly interviews: readonly FailedInterview[];
  /** Those of which little is left. */
  readonly scarce: readonly OrgLimit[];
  readonly limits: readonly OrgLimit[];
  /** Completed jobs of which nobody has looked whether some of their records failed. */
  readonly jobsNotLookedInto: number;
  readonly unseen: readonly Unseen[];
};

/** How the reading is judged. */
export type HealthOptions = {
  /** Failures that are put up with. */
  readonly maxFailed: number;
  /** How the integration logs in: a locked password shuts out only who uses it. */
  readonly authentication: Authentication;
};

const orNone = <T>(reading: Reading<readonly T[]> | null): readonly T[] =>
  reading?.known === true ? reading.value : [];

const byDate = <T extends { readonly createdDate: string }>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => compareKeys(b.createdDate, a.createdDate));

const failureOf = ({ job, rows, message }: FailedJob, findings: readonly Finding[]): JobFailure => ({
  job,
  message,
  errors: rows?.known
    ? errorGroupsOf(rows.value).map((error) => ({
        ...error,
        explainedBy: explainingError(findings, job.sobject, job.operation, error),
      }))
    : null,
});

const unseenOf = (part: HealthPart, reading: Reading<unknown> | null): Unseen[] => {
  if (reading === null) return [{ part, gap: null }];
  return reading.known ? [] : [{ part, gap: reading.gap }];
};

/** Each part once: the first reason of several. */
const unseenIn = (reading: HealthReading, logins: Reading<unknown>): Unseen[] => {
  const { bulkJobs } = reading;
  const unreadRows = bulkJobs.known ? bulkJobs.value.failed.filter(({ rows }) => rows?.known !== true) : [];
  const isCut = bulkJobs.known && !bulkJobs.value.isWhole;
  return [
    ...unseenOf('user', reading.user.isActive),
    ...unseenOf('loginState', reading.loginState),
    ...unseenOf('logins', logins),
    ...(isCut ? [{ part: 'bulkJobs', gap: null } as const] : unseenOf('bulkJobs', bulkJobs)),
    ...unreadRows.slice(0, 1).flatMap(({ rows }) => unseenOf('failedRows', rows)),
    ...unseenOf('apexJobs', reading.apexJobs),
    ...unseenOf('interviews', reading.interviews),
    ...unseenOf('freezes', reading.freezes),
    ...unseenOf('limits', reading.limits),
  ];
};

/** What can be missing without leaving open whether something went wrong: it only says more of what is known. */
const beside: ReadonlySet<HealthPart> = new Set(['failedRows', 'freezes', 'limits']);

/**
 * What went wrong lately.
 * @param findings of the check of a definition; empty where none was named
 */
export const healthOf = (
  reading: HealthReading,
  findings: readonly Finding[],
  { maxFailed, authentication }: HealthOptions,
): Health => {
  const { user, loginState, bulkJobs } = reading;
  const failedLogins = failedLoginsOf(reading);
  const logins = orNone(failedLogins);
  const jobs = byDate(
    (bulkJobs.known ? bulkJobs.value.failed : []).map((one) => ({ ...one, createdDate: one.job.createdDate })),
  );
  const [apexJobs, interviews] = [byDate(orNone(reading.apexJobs)), byDate(orNone(reading.interviews))];
  const state = {
    isActive: user.isActive.known ? user.isActive.value : null,
    isFrozen: loginState.known ? loginState.value.isFrozen : null,
    isPasswordLocked: loginState.known ? loginState.value.isPasswordLocked : null,
  };
  const counted = (groups: readonly LoginGroup[]): number => groups.reduce((sum, { count }) => sum + count, 0);
  const failures = counted(logins) + jobs.length + apexJobs.length + interviews.length;
  const isLocked = authentication === 'usernamePassword' && state.isPasswordLocked === true;
  const isShutOut = state.isActive === false || state.isFrozen === true || isLocked;
  const unseen = unseenIn(reading, failedLogins);
  const notLookedInto = bulkJobs.known ? bulkJobs.value.notLookedInto : 0;
  const isUnclear = notLookedInto > 0 || unseen.some(({ part }) => !beside.has(part));
  const withoutFailures = isUnclear ? exitCodes.unknown : exitCodes.done;
  return {
    exitCode: failures > maxFailed || isShutOut ? exitCodes.missing : withoutFailures,
    failures,
    isShutOut,
    loginState: state,
    freezes: orNone(reading.freezes),
    logins: logins.map((group) => ({ ...group, explainedBy: explainingLogin(findings, group) })),
    loginsThatWorked: counted(orNone(reading.logins)) - counted(logins),
    jobs: jobs.map((job) => failureOf(job, findings)),
    jobsOfUser: bulkJobs.known ? bulkJobs.value.ofUser : 0,
    apexJobs,
    interviews,
    scarce: orNone(reading.limits).filter(isScarce),
    limits: orNone(reading.limits),
    jobsNotLookedInto: notLookedInto,
    unseen,
  };
};
