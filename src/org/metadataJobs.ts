import { setTimeout as delay } from 'node:timers/promises';
import type { MetadataPackage } from '../metadata/metadataPackage.js';
import { withoutSecrets } from '../secrets.js';
import { mayHaveWritten } from '../platform/uncertainFailures.js';
import { OrgFailure } from './failure.js';
import { unzip, zipOf } from './metadataArchive.js';
import type { OrgClient } from './orgClient.js';
import { recordOf, textOf } from './reply.js';
import type { Reply } from './reply.js';

/** One component that the org refused, in its own words. */
export type ComponentProblem = { readonly component: string; readonly problem: string };

/** What an org made of a package: `words` is what it says of the package as a whole (fact H11). */
type DeployVerdict =
  | { readonly end: 'succeeded' }
  | { readonly end: 'failed'; readonly problems: readonly ComponentProblem[]; readonly words: string };

/**
 * How a deploy ended. `refused`: it was not even accepted. `unseen`: it is or may be accepted, and how it ends, perhaps
 * later, is for the reading back to tell; `code` says why.
 */
export type DeployEnd =
  | DeployVerdict
  | { readonly end: 'refused' | 'unseen'; readonly code: string; readonly words: string };

/** How a check-only deploy ended. `unfinished`: not within the time that was given to it. */
export type ValidationEnd =
  | DeployVerdict
  | { readonly end: 'refused'; readonly code: string; readonly words: string }
  | { readonly end: 'canceled' | 'unfinished'; readonly job: string };

/** Files by path, or why they could not be had. */
export type Retrieved =
  | { readonly ok: true; readonly files: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly code: string; readonly words: string };

export type JobOptions = {
  /** Pauses between two looks, in milliseconds; the last one is repeated. */
  readonly pausesMs?: readonly number[];
  /** How long to look at most; the deadline of the whole run may end it earlier. */
  readonly waitMs?: number;
};

const defaultPausesMs: readonly number[] = [250, 500, 1000, 2000];

/** A job that was started, and the last that was seen of it: null where it was still running when the time was up. */
type Job =
  | { readonly accepted: false; readonly code: string; readonly words: string }
  | { readonly accepted: true; readonly job: string; readonly last: Reply | OrgFailure | null };

/** The client gives booleans of SOAP as such where it knows the type, else as text. */
const isTrue = (value: unknown): boolean => value === true || value === 'true';

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** `sf:` stands before the codes of SOAP faults (fact I10). */
const codeOf = (errorCode: string): string => errorCode.replace(/^sf:/, '');

const lastOf = async (
  look: () => Promise<Reply>,
  { pausesMs = defaultPausesMs, waitMs = Infinity }: JobOptions,
): Promise<Reply | OrgFailure | null> => {
  const endsAt = Date.now() + waitMs;
  for (let looks = 0; ; looks += 1) {
    const reply = await look();
    if (!reply.ok || isTrue(recordOf(reply.body)['done'])) return reply;
    const pause = pausesMs[Math.min(looks, pausesMs.length - 1)] ?? 0;
    if (Date.now() + pause >= endsAt) return null;
    await delay(pause);
  }
};

/**
 * Starts a job of the Metadata API, once, and looks at it again and again until it is done.
 * @throws OrgFailure of the start; one of the looks is what was last seen
 */
const runJob = async (started: Reply, look: (job: string) => Promise<Reply>, options: JobOptions): Promise<Job> => {
  if (!started.ok) return { accepted: false, code: codeOf(started.errorCode), words: started.message };
  const job = textOf(started.body);
  const last = await lastOf(() => look(job), options).catch((error: unknown) => {
    if (error instanceof OrgFailure) return error;
    throw error;
  });
  return { accepted: true, job, last };
};

/** What the org says of a job as a whole, in its own words; its status where it says nothing. */
const wordsOf = (result: Readonly<Record<string, unknown>>): string =>
  [result['errorStatusCode'], result['errorMessage']]
    .map((word) => withoutSecrets(textOf(word)))
    .filter((word) => word !== '')
    .join(': ') || textOf(result['status']);

const verdictOf = (deployment: Readonly<Record<string, unknown>>): DeployVerdict => {
  const problems = listOf(recordOf(deployment['details'])['componentFailures'])
    .map(recordOf)
    .filter((message) => !isTrue(message['success']) && message['problemType'] !== 'Warning')
    .map((message) => ({
      component: withoutSecrets(textOf(message['fullName']) || textOf(message['fileName'])),
      problem: withoutSecrets(textOf(message['problem'])),
    }));
  if (isTrue(deployment['success']) && problems.length === 0) return { end: 'succeeded' };
  return { end: 'failed', problems, words: wordsOf(deployment) };
};

/**
 * Deploys a package, all of it or nothing (fact F21), and waits for the end. Sent once.
 * @throws OrgFailure where it was certainly not accepted, and GAVE_UP_WAITING
 */
export const deployPackage = async (
  client: OrgClient,
  contents: MetadataPackage,
  options: JobOptions = {},
): Promise<DeployEnd> => {
  const started = await client.startDeploy(await zipOf(contents, client.apiVersion));
  const job = await runJob(started, client.deployStatus, options);
  // After SESSION_EXPIRED the deploy may have been accepted, so it counts as not seen and not as refused.
  const isUnseen = (code: string): boolean => mayHaveWritten(code) || code === 'SESSION_EXPIRED';
  if (!job.accepted) return { ...job, end: isUnseen(job.code) ? 'unseen' : 'refused' };
  const { last } = job;
  if (last instanceof OrgFailure) {
    if (last.code === 'GAVE_UP_WAITING') throw last;
    return { end: 'unseen', code: last.code, words: last.args.join(' ') };
  }
  if (last === null) return { end: 'unseen', code: 'GAVE_UP_WAITING', words: job.job };
  return last.ok
    ? verdictOf(recordOf(last.body))
    : { end: 'unseen', code: codeOf(last.errorCode), words: last.message };
};

/**
 * Has the org check a package as if it were deployed: nothing changes.
 * @throws OrgFailure
 */
export const validatePackage = async (
  client: OrgClient,
  contents: MetadataPackage,
  options: JobOptions = {},
): Promise<ValidationEnd> => {
  const started = await client.startValidation(await zipOf(contents, client.apiVersion));
  const job = await runJob(started, client.deployStatus, options);
  if (!job.accepted) return { end: 'refused', code: job.code, words: job.words };
  const { last } = job;
  // A validation writes nothing, so one that did not end in time leaves nothing half done: it is no failure.
  if (last === null || (last instanceof OrgFailure && last.code === 'GAVE_UP_WAITING'))
    return { end: 'unfinished', job: job.job };
  if (last instanceof OrgFailure) throw last;
  if (!last.ok) return { end: 'refused', code: codeOf(last.errorCode), words: last.message };
  const deployment = recordOf(last.body);
  if (/^Cancel/.test(textOf(deployment['status']))) return { end: 'canceled', job: textOf(deployment['id']) };
  return verdictOf(deployment);
};

/**
 * Retrieves components as files of Metadata API format. What does not exist is simply not among them.
 * @throws OrgFailure
 */
export const retrieveFiles = async (
  client: OrgClient,
  members: MetadataPackage['members'],
  options: JobOptions = {},
): Promise<Retrieved> => {
  const job = await runJob(await client.startRetrieve(members), client.retrieveStatus, options);
  if (!job.accepted) return { ok: false, code: job.code, words: job.words };
  const { last } = job;
  if (last instanceof OrgFailure) throw last;
  if (last === null) return { ok: false, code: 'GAVE_UP_WAITING', words: job.job };
  if (!last.ok) return { ok: false, code: codeOf(last.errorCode), words: last.message };
  const result = recordOf(last.body);
  if (!isTrue(result['success'])) return { ok: false, code: 'RETRIEVE_FAILED', words: wordsOf(result) };
  try {
    return { ok: true, files: await unzip(Buffer.from(textOf(result['zipFile']), 'base64')) };
  } catch {
    throw new OrgFailure('NOT_SALESFORCE_ANSWER', [new URL(client.instanceUrl).host, 'checkRetrieveStatus']);
  }
};
