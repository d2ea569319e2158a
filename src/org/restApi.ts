import type { Connection } from '@salesforce/core';
import { boundedConnection } from './boundedConnection.js';
import { passingCodes, refuseText, refusedTwice, writeFailure } from './errorToFailure.js';
import type { Where } from './errorToFailure.js';
import type { CsvRow } from './csvRows.js';
import { OrgFailure } from './failure.js';
import { isGoneAlready, isNameTaken } from '../platform/refusals.js';
import { errorIn, recordOf, textOf } from './reply.js';
import type { Reply } from './reply.js';
import type { Transport } from './transport.js';

/** One subrequest of a composite call: a path below `/services/data/vXX.X`, sent with GET. */
export type Subrequest = { readonly ref: string; readonly path: string };

/** One record to be written, as a node of a composite graph. `path` may refer to another node: `@{ref.id}`. */
export type Write = {
  readonly ref: string;
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** Below `/services/data/vXX.X/sobjects/`: `PermissionSet` or `PermissionSet/0PS…`. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
};

/** Nodes in one composite graph (fact I9). */
export const nodesPerGraph = 500;

/** Every error that the platform gave for one record: exhausted licenses, for one, come with several (fact A21). */
export type WriteError = { readonly ref: string; readonly errorCode: string; readonly message: string };

/** All written, with the id of each new record, or nothing written and why. */
export type WriteReply =
  | { readonly ok: true; readonly ids: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly errors: readonly WriteError[] };

/** API calls of the day that the org has, and those that are used. */
export type ApiUsage = { readonly used: number; readonly max: number };

export type RestApi = {
  /** As the last answer said; null where none did. */
  readonly apiUsage: () => ApiUsage | null;
  /** One composite call: at most 25 subrequests, of which 5 queries (fact I8). Order of replies does not matter. */
  readonly composite: (
    subrequests: readonly Subrequest[],
    api: 'data' | 'tooling',
  ) => Promise<ReadonlyMap<string, Reply>>;
  /** A further page of a query, by the `nextRecordsUrl` that the org gave; for any other address nothing is sent. */
  readonly page: (nextRecordsUrl: string) => Promise<unknown>;
  /**
   * What a resource below `/services/data/vXX.X` answers: JSON, or the rows of a CSV as records.
   * @param path with its query, made of names and ids that were looked at before
   */
  readonly get: (path: string) => Promise<unknown>;
  /**
   * A file with comma-separated values below `/services/data/vXX.X`, which may be too large to be kept.
   * @param path made of names and ids that were looked at before
   * @param headings that it must have
   * @param onRow gets every row at least once: where an answer breaks off in the middle, the next attempt begins anew
   * @returns how many bytes it had, decompressed
   */
  readonly csv: (path: string, headings: readonly string[], onRow: (row: CsvRow) => void) => Promise<number>;
  /** A further page of the list of Bulk API jobs, by the address that the org gave; for any other nothing is sent. */
  readonly jobsPage: (nextRecordsUrl: string) => Promise<unknown>;
  /**
   * Writes up to 500 records, all or none, in one composite graph (fact I9). Not tried again: when the connection breaks
   * nobody knows whether it was carried out. Only a locked row, which the platform reports as not written, is; and sf sends
   * what was refused for its session once more when it has renewed that.
   */
  readonly write: (writes: readonly Write[]) => Promise<WriteReply>;
};

/** All errors of one node's body. */
const errorsIn = (ref: string, body: unknown): WriteError[] =>
  (Array.isArray(body) ? body : [body]).map((one) => ({ ref, ...errorIn(one) }));

/** Whether it is an id as the platform makes them: it goes into queries and paths, and into the receipt. */
const isRecordId = (id: string): boolean => /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(id);

/** What the platform says of the nodes that it did not even try because another one failed (fact I8). */
const haltedCode = 'PROCESSING_HALTED';

/**
 * What became of a write. Only an answer that says of every node that it was written, or of one at least why it was not,
 * is taken for either: of everything else nobody knows whether it was carried out.
 * @throws OrgFailure NOT_SALESFORCE_ANSWER, or the error of an answer that was cut off
 */
const graphReply = (body: unknown, writes: readonly Write[], where: Where): WriteReply => {
  refuseText(body);
  const graphs = recordOf(body)['graphs'];
  const graph = recordOf(Array.isArray(graphs) ? graphs[0] : undefined);
  const entries = recordOf(graph['graphResponse'])['compositeResponse'];
  const unclear = (): OrgFailure => new OrgFailure('NOT_SALESFORCE_ANSWER', where);
  if (!Array.isArray(entries)) throw unclear();
  const nodes = entries.map(recordOf).map((entry) => ({
    ref: textOf(entry['referenceId']),
    status: Number(entry['httpStatusCode']),
    body: entry['body'],
  }));
  if (graph['isSuccessful'] === true) {
    const ids = new Map(
      nodes
        .filter(({ status }) => status >= 200 && status < 300)
        .map((node) => [node.ref, textOf(recordOf(node.body)['id'])] as const),
    );
    const isWritten = ({ ref, method }: Write): boolean =>
      ids.has(ref) && (method !== 'POST' || isRecordId(ids.get(ref) ?? ''));
    if (!writes.every(isWritten)) throw unclear();
    return { ok: true, ids };
  }
  const errors = nodes.filter(({ status }) => status >= 400).flatMap(({ ref, body: answer }) => errorsIn(ref, answer));
  const own = errors.filter(({ errorCode }) => errorCode !== haltedCode);
  if (graph['isSuccessful'] !== false || !errors.some(({ errorCode }) => errorCode !== '')) throw unclear();
  return { ok: false, errors: own.length > 0 ? own : errors };
};

const subreply = (entry: Record<string, unknown>): Reply => {
  const status = Number(entry['httpStatusCode']);
  const body = entry['body'];
  return status >= 200 && status < 300 ? { ok: true, body } : { ok: false, ...errorIn(body) };
};

/**
 * A composite answer as a map from reference to reply.
 * @throws OrgFailure NOT_SALESFORCE_ANSWER, or the error of an answer that was cut off
 */
const repliesIn = (body: unknown, subrequests: readonly Subrequest[], where: Where): ReadonlyMap<string, Reply> => {
  refuseText(body);
  const entries = recordOf(body)['compositeResponse'];
  if (!Array.isArray(entries)) throw new OrgFailure('NOT_SALESFORCE_ANSWER', where);
  const replies = new Map(
    entries.map(recordOf).map((entry) => [textOf(entry['referenceId']), subreply(entry)] as const),
  );
  for (const { ref } of subrequests) {
    if (!replies.has(ref)) replies.set(ref, { ok: false, errorCode: 'NO_ANSWER', message: '' });
  }
  return replies;
};

/** Throws what makes a composite answer worth nothing, or worth another attempt. */
const refuseReplies = (replies: ReadonlyMap<string, Reply>, last: boolean): void => {
  for (const reply of replies.values()) {
    if (reply.ok) continue;
    if (reply.errorCode === 'INVALID_SESSION_ID') throw new OrgFailure('SESSION_EXPIRED');
    if (reply.errorCode === 'REQUEST_LIMIT_EXCEEDED') throw new OrgFailure('REQUEST_LIMIT', [reply.message]);
    // A part that stays unreadable is a gap for whoever wanted it; the other parts are good answers.
    if (!last && passingCodes.has(reply.errorCode))
      throw Object.assign(new Error(reply.message), { errorCode: reply.errorCode });
  }
};

/**
 * Whether it is the address of a further page, as the platform writes them (fact I2). What else an answer holds there
 * could lead to another host, and the session with it: it is put behind the address of the instance as it is.
 */
export const isNextPage = (url: unknown): url is string =>
  typeof url === 'string' && /^\/services\/data\/v\d{1,3}\.\d\/(?:tooling\/)?query\/[\w-]{1,200}$/.test(url);

/** The same for the list of Bulk API jobs (fact N6). */
export const isNextJobsPage = (url: unknown): url is string =>
  typeof url === 'string' && /^\/services\/data\/v\d{1,3}\.\d\/jobs\/ingest\/?\?[\w=&%.-]{1,300}$/.test(url);

/** The header `api-usage=18/5000`, which may go on with those of the app (fact I12). */
const usageIn = (header: string): ApiUsage | null => {
  const [, used, max] = /^api-usage=(\d{1,12})\/(\d{1,12})(?:;|$)/.exec(header.trim()) ?? [];
  return used === undefined || max === undefined ? null : { used: Number(used), max: Number(max) };
};

/** The REST API of the org behind the connection. Every call throws an OrgFailure when it gets no usable answer. */
export const createRestApi = (connection: Connection, transport: Transport): RestApi => {
  const { attempt, withRetries, pause, beforeWrite } = transport;
  const instanceUrl = connection.instanceUrl.replace(/\/+$/, '');
  const { host } = new URL(instanceUrl);
  const root = `/services/data/v${connection.getApiVersion()}`;

  let usage: ApiUsage | null = null;
  const onUsage = (header: string): void => {
    usage = usageIn(header) ?? usage;
  };

  const send =
    (method: 'GET' | 'POST', path: string, body?: unknown, onSend?: () => void) =>
    (signal: AbortSignal): PromiseLike<unknown> =>
      boundedConnection(connection, signal, { onSend, onUsage }).request({
        method,
        url: `${instanceUrl}${path}`,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });

  const composite: RestApi['composite'] = async (subrequests, api) => {
    const body = {
      allOrNone: false,
      compositeRequest: subrequests.map(({ ref, path }) => ({
        method: 'GET',
        url: `${root}${path}`,
        referenceId: ref,
      })),
    };
    const path = api === 'tooling' ? 'tooling/composite' : 'composite';
    const where: Where = [host, path];
    let replies: ReadonlyMap<string, Reply> = new Map();
    await withRetries(where, send('POST', `${root}/${path}`, body), (answer, last) => {
      replies = repliesIn(answer, subrequests, where);
      refuseReplies(replies, last);
    });
    return replies;
  };

  const page: RestApi['page'] = async (nextRecordsUrl) => {
    const where: Where = [host, 'query'];
    if (!isNextPage(nextRecordsUrl)) throw new OrgFailure('NOT_SALESFORCE_ANSWER', where);
    return withRetries<unknown>(where, send('GET', nextRecordsUrl), (answer) => {
      refuseText(answer);
      if (!Array.isArray(recordOf(answer)['records'])) throw new OrgFailure('NOT_SALESFORCE_ANSWER', where);
    });
  };

  const get: RestApi['get'] = async (path) => {
    const where: Where = [host, path.split('?')[0]?.replace(/^\//, '') ?? ''];
    return withRetries<unknown>(where, send('GET', `${root}${path}`), refuseText);
  };

  const csv: RestApi['csv'] = async (path, headings, onRow) => {
    const where: Where = [host, path.replace(/^\//, '')];
    // Loaded where there is such a file.
    const { readCsv } = await import('./csvRows.js');
    let bytes: number | null = null;
    const once = (signal: AbortSignal): PromiseLike<unknown> => {
      const onFile = async (chunks: Parameters<typeof readCsv>[0]): Promise<void> => {
        bytes = await readCsv(chunks, headings, onRow);
      };
      return boundedConnection(connection, signal, { onUsage, onFile }).request({
        method: 'GET',
        url: `${instanceUrl}${root}${path}`,
      });
    };
    await withRetries<unknown>(where, once, (answer) => {
      if (bytes !== null) return;
      refuseText(answer);
      throw new OrgFailure('NOT_SALESFORCE_ANSWER', where);
    });
    return bytes ?? 0;
  };

  const jobsPage: RestApi['jobsPage'] = async (nextRecordsUrl) => {
    const where: Where = [host, 'jobs/ingest'];
    if (!isNextJobsPage(nextRecordsUrl)) throw new OrgFailure('NOT_SALESFORCE_ANSWER', where);
    return withRetries<unknown>(where, send('GET', nextRecordsUrl), refuseText);
  };

  const write: RestApi['write'] = async (writes) => {
    const compositeRequest = writes.map(({ ref, method, path, body }) => ({
      method,
      url: `${root}/sobjects/${path}`,
      referenceId: ref,
      ...(body ? { body } : {}),
    }));
    const body = { graphs: [{ graphId: 'write', compositeRequest }] };
    const where: Where = [host, 'composite/graph'];
    const once = async (): Promise<WriteReply> => {
      let sent = 0;
      const onSend = (): void => void (sent += 1);
      try {
        const answer = await attempt(send('POST', `${root}/composite/graph`, body, onSend), { stoppable: false });
        const reply = graphReply(answer, writes, where);
        if (!reply.ok && sent > 1) throw refusedTwice();
        return reply;
      } catch (error) {
        const failure = writeFailure(error, where);
        throw sent > 1 && !failure.maybeWritten ? refusedTwice() : failure;
      }
    };
    beforeWrite();
    for (let tries = 0; ; tries += 1) {
      const reply = await once();
      // What the attempt before was said not to have done is done: nobody knows what that one has written.
      if (
        tries > 0 &&
        !reply.ok &&
        reply.errors.some(({ errorCode }) => isNameTaken(errorCode) || isGoneAlready(errorCode))
      )
        throw new OrgFailure('NOT_SALESFORCE_ANSWER', where);
      const locked = !reply.ok && reply.errors.some(({ errorCode }) => errorCode === 'UNABLE_TO_LOCK_ROW');
      if (!locked || !(await pause(tries, false))) return reply;
    }
  };

  return { composite, page, get, csv, jobsPage, write, apiUsage: () => usage };
};
