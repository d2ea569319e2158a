import type { OrgIdentity } from '../../access/snapshot.js';
import { isReady } from '../../exitCode.js';
import type { LikelyCause } from '../../health/explainedBy.js';
import type { Health, JobErrors, JobFailure } from '../../health/health.js';
import type { HealthReading } from '../../health/healthReading.js';
import { orgJson } from '../check/checkJson.js';
import type { HealthResult } from './healthResult.js';

/** A look at a user's health, as the reports take it. */
export type HealthReport = {
  readonly org: OrgIdentity;
  /** ISO 8601, UTC: when the org was read. */
  readonly at: string;
  readonly reading: Pick<HealthReading, 'user' | 'since'>;
  readonly health: Health;
  readonly apiCalls: number;
  readonly maxFailed: number;
  /** Whether a definition was checked, whose findings may explain errors. */
  readonly wasChecked: boolean;
  /** Needs of that definition that are open: each may be the next thing to go wrong. */
  readonly openNeeds: number;
};

const explained = (causes: readonly LikelyCause[]): { explainedBy?: string[] } =>
  causes.length > 0 ? { explainedBy: causes.map(({ id }) => id) } : {};

const errorsJson = ({
  explainedBy,
  fields,
  exampleIds,
  ...rest
}: JobErrors): NonNullable<HealthResult['bulkJobs']['failed'][number]['errors']>[number] => ({
  ...rest,
  fields: [...fields],
  exampleIds: [...exampleIds],
  ...explained(explainedBy),
});

const jobJson = ({ job, message, errors }: JobFailure): HealthResult['bulkJobs']['failed'][number] => ({
  id: job.id,
  sobject: job.sobject,
  operation: job.operation,
  state: job.state,
  createdDate: job.createdDate,
  ...(job.failedRecords === null ? {} : { failedRecords: job.failedRecords }),
  ...(message === null ? {} : { message }),
  ...(errors === null ? {} : { errors: errors.map(errorsJson) }),
});

/** The `--json` result: plain data, newest first. `ready` is true exactly when the exit code is 0. */
export const healthJson = ({ org, reading, health, apiCalls, maxFailed }: HealthReport): HealthResult => ({
  schemaVersion: 1,
  org: orgJson(org),
  user: {
    id: reading.user.id,
    username: reading.user.username,
    ...(reading.user.requestedUsername === null ? {} : { requestedUsername: reading.user.requestedUsername }),
    name: reading.user.name,
    isActive: health.loginState.isActive ?? 'unknown',
    isFrozen: health.loginState.isFrozen ?? 'unknown',
    isPasswordLocked: health.loginState.isPasswordLocked ?? 'unknown',
  },
  since: reading.since,
  ready: isReady(health.exitCode),
  failures: health.failures,
  maxFailed,
  apiCalls,
  logins: {
    worked: health.loginsThatWorked,
    failed: health.logins.map(({ explainedBy, ...rest }) => ({ ...rest, ...explained(explainedBy) })),
  },
  freezes: health.freezes.map((one) => ({ ...one })),
  bulkJobs: {
    ofUser: health.jobsOfUser,
    notLookedInto: health.jobsNotLookedInto,
    failed: health.jobs.map(jobJson),
  },
  apexJobs: health.apexJobs.map((one) => ({ ...one })),
  flows: health.interviews.map((one) => ({ ...one })),
  limits: health.limits.map((one) => ({ ...one })),
  unseen: health.unseen.map(({ part, gap }) => ({
    part,
    code: gap?.code ?? 'MAX_CALLS',
    ...(gap === null || gap.detail === '' ? {} : { detail: gap.detail }),
  })),
});
