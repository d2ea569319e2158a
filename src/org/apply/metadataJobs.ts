import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { mayHaveWritten } from '../../platform/uncertainFailures.js';
import type { OrgClient } from '../orgClient.js';
import type { Reply } from '../reply.js';
import { OrgFailure } from '../failure.js';

/** One component that the org refused, in its own words. */
export type ComponentProblem = { readonly component: string; readonly problem: string };

/**
 * How a deploy ended. `refused`: it was not even accepted. `unseen`: it is or may be accepted, and how it ends, perhaps
 * later, is for the reading back to tell; `code` says why.
 */
export type DeployEnd =
  | { readonly end: 'succeeded' }
  | { readonly end: 'failed'; readonly problems: readonly ComponentProblem[]; readonly words: string }
  | { readonly end: 'refused' | 'unseen'; readonly code: string; readonly words: string };

/** A package: component names by type, and the files by path. */
export type MetadataPackage = {
  readonly members: Readonly<Record<string, readonly string[]>>;
  readonly files: ReadonlyMap<string, string>;
};

export type PollOptions = {
  /** Pauses between two looks, in milliseconds; the last one is repeated. */
  readonly pausesMs?: readonly number[];
};

const defaultPausesMs: readonly number[] = [250, 500, 1000, 2000];

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
/** The client gives booleans of SOAP as such where it knows the type, else as text. */
const isTrue = (value: unknown): boolean => value === true || value === 'true';

/** API names alone come into a package; everything else would be a mistake of ours. */
const safe = (name: string): string => name.replace(/[^\w.]/g, '');

const packageXml = ({ members }: MetadataPackage, apiVersion: string): string => {
  const types = Object.entries(members)
    .filter(([, names]) => names.length > 0)
    .map(
      ([type, names]) =>
        `    <types>\n${names.map((name) => `        <members>${safe(name)}</members>\n`).join('')}        <name>${type}</name>\n    </types>\n`,
    );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata">\n${types.join('')}    <version>${apiVersion}</version>\n</Package>\n`;
};

/** The package as an archive of Metadata API format. */
const zipOf = async (contents: MetadataPackage, apiVersion: string): Promise<Buffer> => {
  const { default: JSZip } = await import('jszip');
  const zip = new JSZip();
  zip.file('package.xml', packageXml(contents, apiVersion));
  for (const [path, content] of contents.files) zip.file(path, content);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
};

/** Asks again and again until the job is done; the client's own deadline and interruption end it. */
const untilDone = async (ask: () => Promise<Reply>, { pausesMs = defaultPausesMs }: PollOptions): Promise<Reply> => {
  for (let look = 0; ; look += 1) {
    const reply = await ask();
    if (!reply.ok || isTrue(record(reply.body)['done'])) return reply;
    await delay(pausesMs[Math.min(look, pausesMs.length - 1)] ?? 0);
  }
};

const codeOf = (errorCode: string): string => errorCode.replace(/^sf:/, '');

/**
 * Deploys a package, all of it or nothing (fact F21), and waits for the end. Sent once.
 * @throws OrgFailure where it was certainly not accepted, and GAVE_UP_WAITING
 */
export const deployPackage = async (
  client: OrgClient,
  contents: MetadataPackage,
  options: PollOptions = {},
): Promise<DeployEnd> => {
  const started = await client.startDeploy(await zipOf(contents, client.apiVersion));
  if (!started.ok) {
    const code = codeOf(started.errorCode);
    return { end: mayHaveWritten(code) ? 'unseen' : 'refused', code, words: started.message };
  }
  let ended: Reply;
  try {
    ended = await untilDone(() => client.validationStatus(text(started.body)), options);
  } catch (error) {
    if (!(error instanceof OrgFailure) || error.code === 'GAVE_UP_WAITING') throw error;
    return { end: 'unseen', code: error.code, words: error.args.join(' ') };
  }
  if (!ended.ok) return { end: 'unseen', code: codeOf(ended.errorCode), words: ended.message };
  const deployment = record(ended.body);
  const problems = listOf(record(deployment['details'])['componentFailures'])
    .map(record)
    .filter((message) => !isTrue(message['success']) && message['problemType'] !== 'Warning')
    .map((message) => ({
      component: text(message['fullName']) || text(message['fileName']),
      problem: text(message['problem']),
    }));
  if (isTrue(deployment['success']) && problems.length === 0) return { end: 'succeeded' };
  // A deployment can fail without a word about any component (fact H11).
  const words = [deployment['errorStatusCode'], deployment['errorMessage']].map(text).filter((word) => word !== '');
  return { end: 'failed', problems, words: words.join(': ') || text(deployment['status']) };
};

/** Bytes of all files of an archive together: ten thousand fields take a fifth of it. */
const maxUnpacked = 50_000_000;

/**
 * The files of an archive, as texts by path. Nothing is written anywhere, whatever the paths look like.
 * @throws where it is no archive, or unpacks to more than any retrieve
 */
const unpacked = async (zip: Buffer): Promise<Map<string, string>> => {
  const { default: JSZip } = await import('jszip');
  const archive = await JSZip.loadAsync(zip);
  const files = new Map<string, string>();
  let bytes = 0;
  for (const entry of Object.values(archive.files)) {
    if (entry.dir) continue;
    const chunks: Buffer[] = [];
    // Piece by piece: what an archive says of its size is not to be trusted.
    for await (const chunk of new Readable().wrap(entry.nodeStream())) {
      const piece = Buffer.from(chunk as Buffer);
      bytes += piece.length;
      if (bytes > maxUnpacked) throw new Error('The archive is too large.');
      chunks.push(piece);
    }
    files.set(entry.name, Buffer.concat(chunks).toString('utf8'));
  }
  return files;
};

/** Files by path, or why they could not be had. */
export type Retrieved =
  | { readonly ok: true; readonly files: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly code: string; readonly words: string };

/**
 * Retrieves components as files of Metadata API format. What does not exist is simply not among them.
 * @throws OrgFailure
 */
export const retrieveFiles = async (
  client: OrgClient,
  members: MetadataPackage['members'],
  options: PollOptions = {},
): Promise<Retrieved> => {
  const started = await client.startRetrieve(members);
  if (!started.ok) return { ok: false, code: codeOf(started.errorCode), words: started.message };
  const ended = await untilDone(() => client.retrieveStatus(text(started.body)), options);
  if (!ended.ok) return { ok: false, code: codeOf(ended.errorCode), words: ended.message };
  const result = record(ended.body);
  if (!isTrue(result['success'])) {
    const words = [result['errorStatusCode'], result['errorMessage']].map(text).filter((word) => word !== '');
    return { ok: false, code: 'RETRIEVE_FAILED', words: words.join(': ') || text(result['status']) };
  }
  try {
    return { ok: true, files: await unpacked(Buffer.from(text(result['zipFile']), 'base64')) };
  } catch {
    throw new OrgFailure('NOT_SALESFORCE_ANSWER', [new URL(client.instanceUrl).host, 'checkRetrieveStatus']);
  }
};
