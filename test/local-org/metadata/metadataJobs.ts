import { OrgError } from '../model/orgModel.js';
import type { Caller, Org } from '../model/orgModel.js';
import { effectiveAccess } from '../permissions/effectiveAccess.js';
import { toLongId } from '../permissions/orgTables.js';
import { deploy, soapTimestamp } from './deploy.js';
import type { DeployOptions, DeployOutcome } from './deploy.js';
import { retrieve } from './retrieve.js';
import type { RetrieveOutcome, RetrieveRequest } from './retrieve.js';

export type DeployJob = {
  kind: 'deploy';
  id: string;
  caller: Caller;
  options: DeployOptions;
  createdDate: string;
  startDate: string | null;
  completedDate: string | null;
  canceledBy: string | null;
  status: 'Pending' | 'InProgress' | 'Canceling' | 'Canceled' | DeployOutcome['status'];
  outcome: DeployOutcome | undefined;
  /** Carries the deploy out; called once. */
  run: () => DeployOutcome;
  pollsLeft: number;
};

export type RetrieveJob = {
  kind: 'retrieve';
  id: string;
  caller: Caller;
  outcome: RetrieveOutcome | undefined;
  run: () => RetrieveOutcome;
  pollsLeft: number;
};

/** Deploys and retrieves of an org, and how long they take. */
export type MetadataJobs = {
  jobs: Map<string, DeployJob | RetrieveJob>;
  /**
   * How many status requests a deploy or retrieve needs until it is done. 0 (default): done at once, so the first
   * status is the final one. Otherwise nothing is changed before the last of these requests, as if the job waited in a
   * queue.
   */
  pollsUntilDone: number;
  /**
   * How deploys end that start from now on: as the rules say (`own`, the default), or with an error of the platform
   * that names one component (`component`) or none (`unexplained`, fact H11). A failed deploy changes nothing.
   */
  verdict: 'own' | 'component' | 'unexplained';
};

/** An org in which nothing has been deployed. */
export const newMetadataJobs = (): MetadataJobs => ({ jobs: new Map(), pollsUntilDone: 0, verdict: 'own' });

/** Finishes all deploys that were accepted and not canceled; on the platform they end even if no client polls. */
export const finishJobs = (all: MetadataJobs, org: Org): void => {
  for (const job of all.jobs.values()) {
    if (job.kind === 'deploy' && job.outcome === undefined && !/^Cancel/.test(job.status)) finish(org, job);
  }
};

/** The outcome of a deploy that fails for no fault of the package. A check-only deploy first finds its components. */
const outcomeOfFailure = (
  verdict: Exclude<MetadataJobs['verdict'], 'own'>,
  org: Org,
  caller: Caller,
  zip: Buffer,
  options: DeployOptions,
): DeployOutcome => {
  const { total, successes } = deploy(org, caller, zip, { ...options, checkOnly: true });
  const [first] = successes.filter(({ fullName }) => fullName !== 'package.xml');
  const failed = { total, status: 'Failed' as const, successes: [], failures: [] };
  if (verdict === 'unexplained' || first === undefined) {
    return { ...failed, error: { code: 'UNKNOWN_EXCEPTION', message: 'An unexpected error occurred.' } };
  }
  const problem = 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access to this record';
  return {
    ...failed,
    failures: [{ ...first, success: false, changed: false, created: false, problemType: 'Error', problem }],
  };
};

/**
 * Accepts a deploy and returns its job.
 *
 * @throws OrgError INVALID_OPERATION for rollbackOnError=false on a production org (fact F21)
 */
export const startDeploy = (
  all: MetadataJobs,
  org: Org,
  caller: Caller,
  zip: Buffer,
  options: DeployOptions,
): DeployJob => {
  if (!options.rollbackOnError && isProduction(org)) {
    throw new OrgError(400, 'INVALID_OPERATION', 'rollbackOnError option must be true on a production org');
  }
  const { verdict } = all;
  const job: DeployJob = {
    kind: 'deploy',
    id: org.nextId('0Af'),
    caller,
    options,
    createdDate: soapTimestamp(org),
    startDate: null,
    completedDate: null,
    canceledBy: null,
    status: 'Pending',
    outcome: undefined,
    run: () =>
      verdict === 'own' ? deploy(org, caller, zip, options) : outcomeOfFailure(verdict, org, caller, zip, options),
    pollsLeft: all.pollsUntilDone,
  };
  all.jobs.set(job.id, job);
  if (job.pollsLeft === 0) finish(org, job);
  return job;
};

const isProduction = (org: Org): boolean => !org.isSandbox && org.organizationType !== 'Developer Edition';

const finish = (org: Org, job: DeployJob): void => {
  job.startDate ??= soapTimestamp(org);
  job.outcome = job.run();
  job.status = job.outcome.status;
  job.completedDate = soapTimestamp(org);
};

/**
 * The state of a deploy, one poll further: Pending, InProgress, then what came of it.
 *
 * @throws OrgError INVALID_CROSS_REFERENCE_KEY for an id that is no deploy of the caller
 */
export const pollDeploy = (all: MetadataJobs, org: Org, caller: Caller, id: string): DeployJob => {
  const job = jobOf(all, org, caller, id);
  if (job.kind !== 'deploy') throw unknownJob();
  if (job.status === 'Canceling') {
    job.status = 'Canceled';
    job.completedDate = soapTimestamp(org);
  } else if (job.outcome === undefined && job.status !== 'Canceled') {
    if (job.pollsLeft === 0) {
      finish(org, job);
    } else {
      const first = job.startDate === null && job.pollsLeft === all.pollsUntilDone;
      job.status = first ? 'Pending' : 'InProgress';
      if (!first) job.startDate ??= soapTimestamp(org);
      job.pollsLeft -= 1;
    }
  }
  return job;
};

/**
 * Cancels a deploy: at once while it waits, else with the next poll.
 *
 * @throws OrgError as {@link pollDeploy}; INVALID_ID_FIELD (text assumed) for one that has ended
 */
export const cancelDeploy = (all: MetadataJobs, org: Org, caller: Caller, id: string): DeployJob => {
  const job = jobOf(all, org, caller, id);
  if (job.kind !== 'deploy') throw unknownJob();
  if (job.outcome !== undefined || job.status === 'Canceled') {
    throw new OrgError(400, 'INVALID_ID_FIELD', 'Deployment already completed');
  }
  job.canceledBy = caller.userId;
  job.status = job.status === 'Pending' ? 'Canceled' : 'Canceling';
  if (job.status === 'Canceled') job.completedDate = soapTimestamp(org);
  return job;
};

/** Accepts a retrieve and returns its job. */
export const startRetrieve = (all: MetadataJobs, org: Org, caller: Caller, request: RetrieveRequest): RetrieveJob => {
  const job: RetrieveJob = {
    kind: 'retrieve',
    id: org.nextId('09S'),
    caller,
    outcome: undefined,
    run: () => retrieve(org, caller, request),
    pollsLeft: all.pollsUntilDone,
  };
  all.jobs.set(job.id, job);
  return job;
};

/** The state of a retrieve, one poll further. Throws as {@link pollDeploy}. */
export const pollRetrieve = (all: MetadataJobs, org: Org, caller: Caller, id: string): RetrieveJob => {
  const job = jobOf(all, org, caller, id);
  if (job.kind !== 'retrieve') throw unknownJob();
  if (job.pollsLeft > 0) job.pollsLeft -= 1;
  else job.outcome ??= job.run();
  return job;
};

const jobOf = (all: MetadataJobs, org: Org, caller: Caller, id: string): DeployJob | RetrieveJob => {
  const job = all.jobs.get(toLongId(id));
  const own = job?.caller.userId === caller.userId;
  if (job === undefined || (!own && !effectiveAccess(org, caller.userId).userPermission('ModifyAllData'))) {
    throw unknownJob();
  }
  return job;
};

const unknownJob = (): OrgError => new OrgError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
