/** The Bulk API jobs of a user: the list cannot be filtered, comes in any order, and says little of each job (fact N6). */
import type { BulkJob, FailedJob, FailedRow } from '../../../health/healthReading.js';
import type { BulkJobs } from '../../../health/healthReading.js';
import { gap, known } from '../../../access/snapshot.js';
import type { Reading } from '../../../access/snapshot.js';
import { keyOf } from '../../../platform/names.js';
import { OrgFailure } from '../../failure.js';
import type { OrgClient } from '../../orgClient.js';
import { isNextJobsPage } from '../../restApi.js';
import { asRow, numberOrNull, text, textOrNull } from '../answerRow.js';
import type { Row } from '../answerRow.js';

/** How many calls may still be made. */
export type CallsLeft = () => number;

const part = 'BulkJobs';

const isId = (id: string): boolean => /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(id);

/** Ids come with 15 or 18 characters; the first 15 say which record it is. */
const sameId = (a: string, b: string): boolean => a.slice(0, 15) === b.slice(0, 15);

const toJob = (row: Row): BulkJob => ({
  id: text(row, 'id'),
  sobject: text(row, 'object'),
  operation: text(row, 'operation'),
  createdById: text(row, 'createdById'),
  createdDate: text(row, 'createdDate'),
  state: text(row, 'state'),
  failedRecords: numberOrNull(row, 'numberRecordsFailed'),
});

/** Failures that end the run wherever they happen; every other one leaves a gap. */
const endsRun: ReadonlySet<string> = new Set(['INTERRUPTED', 'GAVE_UP_WAITING', 'SESSION_EXPIRED', 'REQUEST_LIMIT']);

/** What was read, or the gap that a refusal leaves. @throws OrgFailure where nothing more can be read */
const orGap = async <T>(read: () => Promise<T>, ofPart: string): Promise<Reading<T>> => {
  try {
    return known(await read());
  } catch (error) {
    if (!(error instanceof OrgFailure) || endsRun.has(error.code)) throw error;
    return gap('NOT_ANSWERED', ofPart, [error.code, ...error.args].join(' '));
  }
};

type JobList = { readonly jobs: readonly BulkJob[]; readonly isWhole: boolean };

/** The list of all jobs that the runner sees, as far as the calls go. */
const readList = async (client: OrgClient, callsLeft: CallsLeft): Promise<JobList> => {
  const jobs: BulkJob[] = [];
  const seen = new Set<string>();
  let answer = asRow(await client.get('/jobs/ingest'));
  for (;;) {
    const records = answer['records'];
    if (!Array.isArray(records)) throw new OrgFailure('NOT_SALESFORCE_ANSWER', ['', 'jobs/ingest']);
    jobs.push(...records.map((record) => toJob(asRow(record))));
    if (answer['done'] === true) return { jobs, isWhole: true };
    const next = answer['nextRecordsUrl'];
    if (!isNextJobsPage(next) || seen.has(next) || records.length === 0 || callsLeft() <= 0)
      return { jobs, isWhole: false };
    seen.add(next);
    answer = asRow(await client.jobsPage(next));
  }
};

/** What a job could not write. The CSV has the platform's columns first, then those that were sent. */
const readFailedRows = (client: OrgClient, jobId: string): Promise<Reading<readonly FailedRow[]>> =>
  orGap(async () => {
    const rows = await client.get(`/jobs/ingest/${jobId}/failedResults`);
    if (!Array.isArray(rows)) throw new OrgFailure('NOT_SALESFORCE_ANSWER', ['', 'failedResults']);
    return rows.map(asRow).map((row) => {
      const ids = [text(row, 'sf__Id'), text(row, 'Id')].filter(isId);
      return { error: text(row, 'sf__Error'), recordId: ids[0] ?? null };
    });
  }, part);

type JobDetail = { readonly message: string | null; readonly failedRecords: number | null };

const readDetail = (client: OrgClient, jobId: string): Promise<Reading<JobDetail>> =>
  orGap(async () => {
    const job = asRow(await client.get(`/jobs/ingest/${jobId}`));
    return { message: textOrNull(job, 'errorMessage'), failedRecords: numberOrNull(job, 'numberRecordsFailed') };
  }, part);

/** Ended before all was written: by itself, or by somebody. */
const failedStates: ReadonlySet<string> = new Set(['failed', 'aborted']);
/** Not at its end yet. */
const runningStates: ReadonlySet<string> = new Set(['open', 'uploadcomplete', 'inprogress']);

const isFailed = ({ state }: BulkJob): boolean => failedStates.has(keyOf(state));
/** Jobs of the older Bulk API stand in the same list, and end in another word. */
const hasEnded = ({ state }: BulkJob): boolean => !failedStates.has(keyOf(state)) && !runningStates.has(keyOf(state));

/** Whether it was made since then; one that does not tell counts. */
const isSince = ({ createdDate }: BulkJob, since: string): boolean => !(Date.parse(createdDate) < Date.parse(since));
const newestFirst = (a: BulkJob, b: BulkJob): number => (a.createdDate < b.createdDate ? 1 : -1);

/** A job with the errors of its rows, and where there are none, what is said of the whole. */
const withErrors = async (client: OrgClient, job: BulkJob, callsLeft: CallsLeft): Promise<FailedJob> => {
  const rows = callsLeft() > 0 ? await readFailedRows(client, job.id) : null;
  const wantsMessage = isFailed(job) && rows?.known === true && rows.value.length === 0 && callsLeft() > 0;
  const detail = wantsMessage ? await readDetail(client, job.id) : null;
  return { job, rows, message: detail?.known ? detail.value.message : null };
};

/**
 * The jobs of the user since then, those that failed with their errors, newest first. Whether records of a completed job
 * failed stands in the job's own resource: looked at as far as the calls go.
 * @throws OrgFailure
 */
export const readBulkJobs = async (
  client: OrgClient,
  userId: () => Promise<string>,
  since: string,
  callsLeft: CallsLeft,
): Promise<Reading<BulkJobs>> => {
  const list = await orGap(() => readList(client, callsLeft), part);
  if (!list.known) return list;
  const id = await userId();
  const jobs = list.value.jobs
    .filter((job) => isId(job.id) && sameId(job.createdById, id) && isSince(job, since))
    .sort(newestFirst);
  const failed: FailedJob[] = [];
  for (const job of jobs.filter((one) => isFailed(one) || (one.failedRecords ?? 0) > 0))
    failed.push(await withErrors(client, job, callsLeft));
  let notLookedInto = 0;
  for (const job of jobs.filter((one) => hasEnded(one) && one.failedRecords === null)) {
    const detail = callsLeft() > 0 ? await readDetail(client, job.id) : null;
    const failedRecords = detail?.known ? detail.value.failedRecords : null;
    if (failedRecords === null) notLookedInto += 1;
    else if (failedRecords > 0) failed.push(await withErrors(client, { ...job, failedRecords }, callsLeft));
  }
  return known({ ofUser: jobs.length, failed, notLookedInto, isWhole: list.value.isWhole });
};
