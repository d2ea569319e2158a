import { json, text } from '../http/httpExchange.js';
import type { HttpAnswer } from '../http/httpExchange.js';
import type { BulkJob, Org } from '../model/orgModel.js';
import { notFound } from '../permissions/dml/dmlErrors.js';
import { effectiveAccess } from '../permissions/effectiveAccess.js';
import { toLongId } from '../permissions/orgTables.js';
import type { RestContext, Route } from './restRoute.js';

/** Jobs in one answer to the list ("Get All Jobs" of the Bulk API 2.0 guide). */
const jobsPerAnswer = 1000;

/** Others' jobs are for who has Manage Data Integrations (fact N6). */
function visibleJobs({ org, caller }: RestContext): BulkJob[] {
  const seesAll = effectiveAccess(org, caller.userId).userPermission('ManageDataIntegrations');
  return [...org.bulkJobs.values()].filter(({ createdById }) => seesAll || createdById === caller.userId);
}

/** What the list says of a job: nothing of its records (fact N6). */
const listed = (job: BulkJob, version: number): Record<string, unknown> => ({
  id: job.id,
  operation: job.operation,
  object: job.object,
  createdById: job.createdById,
  createdDate: job.createdDate,
  systemModstamp: job.createdDate,
  state: job.state,
  concurrencyMode: 'Parallel',
  contentType: 'CSV',
  apiVersion: version,
  jobType: 'V2Ingest',
  contentUrl: `services/data/v${version}.0/jobs/ingest/${job.id}/batches`,
});

/** The list, in no order that means anything, in pages with a locator. */
function list(context: RestContext): HttpAnswer {
  const jobs = visibleJobs(context);
  const start = Number(/^[A-Za-z0-9]+-(\d+)$/.exec(context.request.query.get('queryLocator') ?? '')?.[1] ?? 0);
  const end = start + jobsPerAnswer;
  const done = end >= jobs.length;
  const next = `${context.versionPath}/jobs/ingest?queryLocator=01gxx0000004BzT-${end}`;
  return json(200, {
    done,
    records: jobs.slice(start, end).map((job) => listed(job, context.caller.apiVersion)),
    nextRecordsUrl: done ? null : next,
  });
}

function jobOf(context: RestContext): BulkJob {
  const id = toLongId(context.params['id'] ?? '');
  const job = visibleJobs(context).find((one) => one.id === id);
  if (job === undefined) throw notFound();
  return job;
}

function detail(context: RestContext): HttpAnswer {
  const job = jobOf(context);
  return json(200, {
    ...listed(job, context.caller.apiVersion),
    lineEnding: 'LF',
    columnDelimiter: 'COMMA',
    numberRecordsProcessed: job.processed,
    numberRecordsFailed: job.failedRows.length,
    retries: 0,
    totalProcessingTime: 0,
    apiActiveProcessingTime: 0,
    apexProcessingTime: 0,
    ...(job.errorMessage === null ? {} : { errorMessage: job.errorMessage }),
  });
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** The rows that failed: the platform's two columns, then those that were sent. */
function failedResults(context: RestContext): HttpAnswer {
  const { failedRows } = jobOf(context);
  const sent = [...new Set(failedRows.flatMap(({ row }) => Object.keys(row)))];
  const lines = failedRows.map(({ id, error, row }) =>
    [id, error, ...sent.map((name) => row[name] ?? '')].map(quoted).join(','),
  );
  return text(200, `${[['sf__Id', 'sf__Error', ...sent].map(quoted).join(','), ...lines].join('\n')}\n`, 'text/csv');
}

export const bulkJobRoutes: readonly Route[] = [
  { path: '/jobs/ingest', apis: ['data'], methods: { GET: list } },
  { path: '/jobs/ingest/:id', apis: ['data'], methods: { GET: detail } },
  { path: '/jobs/ingest/:id/failedResults', apis: ['data'], methods: { GET: failedResults } },
];

/** Puts a job into the org, with an id of its own. */
export const storeBulkJob = (org: Org, job: Omit<BulkJob, 'id'>): BulkJob => {
  const stored = { ...job, id: org.nextId('750') };
  org.bulkJobs.set(stored.id, stored);
  return stored;
};
