import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '@salesforce/core';
import { mayHaveWritten } from '../grant/grantOutcome.js';
import { orBroken } from './brokenBody.js';
import { OrgFailure } from './failure.js';

/** One subrequest of a composite call: a path below `/services/data/vXX.X`, asked with GET. `soql` where it is a query. */
export type Ask = { readonly ref: string; readonly path: string; readonly soql?: string };

/** What came back for one subrequest: the parsed body with the query that it answers, or the platform's error. */
export type Reply =
  | { readonly ok: true; readonly body: unknown; readonly soql?: string }
  | { readonly ok: false; readonly errorCode: string; readonly message: string };

/** One record to be written, as a node of a composite graph. `path` may refer to another node: `@{ref.id}`. */
export type Write = {
  readonly ref: string;
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** Below `/services/data/vXX.X/sobjects/`: `PermissionSet` or `PermissionSet/0PS…`. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
};

/** Every error that the platform gave for one record: exhausted licenses, for one, come with several (fact A21). */
export type WriteError = { readonly ref: string; readonly errorCode: string; readonly message: string };

/** All written, with the id of each new record, or nothing written and why. */
export type WriteReply =
  | { readonly ok: true; readonly ids: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly errors: readonly WriteError[] };

/** What the reading cost so far: what a person waits for, and what the org's daily limit is charged. */
export type Cost = { readonly roundTrips: number; readonly apiCalls: number };

export type OrgClient = {
  readonly username: string;
  readonly orgId: string;
  readonly instanceUrl: string;
  /** e.g. `68.0` */
  readonly apiVersion: string;
  /** One composite call: at most 25 subrequests, of which 5 queries (fact I8). Order of replies does not matter. */
  readonly composite: (asks: readonly Ask[], api: 'data' | 'tooling') => Promise<ReadonlyMap<string, Reply>>;
  /** A further page of a query, by the `nextRecordsUrl` that the org gave; any other address is refused unasked. */
  readonly page: (nextRecordsUrl: string) => Promise<unknown>;
  /**
   * Writes up to 500 records, all or none, in one composite graph (fact I9). Never sent twice: when the connection breaks
   * nobody knows whether it was carried out. Only a locked row, which the platform reports as not written, is tried again.
   */
  readonly write: (writes: readonly Write[]) => Promise<WriteReply>;
  /** Metadata API readMetadata, at most 10 names (fact F2). A refusal is a reply, not a failure. */
  readonly readMetadata: (type: 'CustomObject' | 'PermissionSet', names: readonly string[]) => Promise<Reply>;
  /**
   * Has the org check a zipped metadata package (fact H12). Check-only always: nothing is deployed, there is no way to ask
   * for more. The body of the reply is the id of the request. A refusal is a reply, not a failure.
   */
  readonly startValidation: (zip: Buffer) => Promise<Reply>;
  /** How far the check, or a deploy, is. The body of the reply is a DeployResult with details. */
  readonly validationStatus: (id: string) => Promise<Reply>;
  /**
   * Deploys a zipped metadata package, all of it or nothing (fact F21). Never sent twice: when the connection breaks
   * nobody knows whether it was accepted. The body of the reply is the id of the request.
   */
  readonly startDeploy: (zip: Buffer) => Promise<Reply>;
  /** Asks for the files of components, by type. The body of the reply is the id of the request. */
  readonly startRetrieve: (members: Readonly<Record<string, readonly string[]>>) => Promise<Reply>;
  /** How far the retrieve is. The body of the reply is a RetrieveResult, with the archive in base64 once it is done. */
  readonly retrieveStatus: (id: string) => Promise<Reply>;
  readonly cost: () => Cost;
  /** Gives the next phase its own time: a person may have thought about the plan for an hour. */
  readonly restartClock: () => void;
};

export type ClientOptions = {
  /** How long all requests of the run may take together, in milliseconds. */
  readonly waitMs: number;
  /** Aborted when the person interrupts. */
  readonly signal?: AbortSignal;
  /** Called before anything is sent that may change the org. */
  readonly onWrite?: () => void;
  /** Pauses between attempts, in milliseconds; as many retries as there are entries. */
  readonly backoffMs?: readonly number[];
};

/** Which host was asked for what: what people need to know of an answer that is none. */
type Where = readonly [host: string, request: string];

const defaultBackoffMs: readonly number[] = [500, 1500];

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One line of the platform's words, without markup and of bearable length. */
const oneLine = (message: string): string => {
  const line = message.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
};

/** The platform's own error inside an answer: REST says errorCode, collections say statusCode (fact H8). */
const errorIn = (body: unknown): { errorCode: string; message: string } => {
  const first = record(Array.isArray(body) ? body[0] : body);
  // Query errors start with an excerpt of our query; the sentence about it is the last line (fact I4).
  const message = text(first['message']);
  const sentence = message.split('\n').at(-1) ?? message;
  return { errorCode: text(first['errorCode']) || text(first['statusCode']), message: oneLine(sentence || message) };
};

const endedEarly = 'The answer ended early.';

/** Passing troubles of the platform or the network, worth another attempt for a read (facts I11, I15). */
const passingCodes = new Set(['SERVER_UNAVAILABLE', 'UNABLE_TO_LOCK_ROW', 'UNKNOWN_EXCEPTION', 'CUT_OFF']);
const isConcurrencyLimit = (message: string): boolean => /^Concurrent/i.test(message);

type Trouble = { readonly failure: OrgFailure; readonly passing: boolean };

const trouble = (code: OrgFailure['code'], args: readonly string[], passing: boolean): Trouble => ({
  failure: new OrgFailure(code, args),
  passing,
});

/** How the client's XML parser says where it got stuck. */
const isBrokenXml = (message: string): boolean => /\bLine: \d+\s+Column: \d+/.test(message);

const looksLikeHtml = (message: string): boolean => /^\s*<|html content/i.test(message);

/** All errors of one node's body. */
const errorsIn = (ref: string, body: unknown): WriteError[] =>
  (Array.isArray(body) ? body : [body]).map((one) => ({ ref, ...errorIn(one) }));

/** What the platform says of the nodes that it did not even try because another one failed (fact I8). */
const haltedCode = 'PROCESSING_HALTED';

/**
 * What became of a write. Only an answer that says of every node that it was written, or of one at least why it was not,
 * is taken for either: of everything else nobody knows whether it was carried out.
 */
const graphReply = (body: unknown, writes: readonly Write[], where: Where): WriteReply => {
  refuseText(body);
  const graphs = record(body)['graphs'];
  const graph = record(Array.isArray(graphs) ? graphs[0] : undefined);
  const entries = record(graph['graphResponse'])['compositeResponse'];
  const unclear = (): OrgFailure => new OrgFailure('NOT_SALESFORCE_ANSWER', where);
  if (!Array.isArray(entries)) throw unclear();
  const nodes = entries.map(record).map((entry) => ({
    ref: text(entry['referenceId']),
    status: Number(entry['httpStatusCode']),
    body: entry['body'],
  }));
  if (graph['isSuccessful'] === true) {
    const ids = new Map(
      nodes
        .filter(({ status }) => status >= 200 && status < 300)
        .map((node) => [node.ref, text(record(node.body)['id'])] as const),
    );
    const isWritten = ({ ref, method }: Write): boolean => ids.has(ref) && (method !== 'POST' || ids.get(ref) !== '');
    if (!writes.every(isWritten)) throw unclear();
    return { ok: true, ids };
  }
  const errors = nodes.filter(({ status }) => status >= 400).flatMap(({ ref, body: answer }) => errorsIn(ref, answer));
  const own = errors.filter(({ errorCode }) => errorCode !== haltedCode);
  if (graph['isSuccessful'] !== false || !errors.some(({ errorCode }) => errorCode !== '')) throw unclear();
  return { ok: false, errors: own.length > 0 ? own : errors };
};

/** Sorts what the HTTP client threw into our failures. The thrown object itself goes no further. */
const troubleOf = (error: unknown, where: Where): Trouble => {
  if (error instanceof OrgFailure) return { failure: error, passing: false };
  const { name, message, errorCode } = record(
    error instanceof Error ? { ...error, name: error.name, message: error.message } : {},
  );
  // A SOAP fault says `sf:CODE`, and begins its sentence with the code (fact I10).
  const code = (text(errorCode) || text(name)).replace(/^sf:/, '');
  const words = text(message).startsWith(`${code}: `) ? text(message).slice(code.length + 2) : text(message);
  const status = Number(/^ERROR_HTTP_(\d{3})$/.exec(code)?.[1] ?? NaN);
  if (
    code === 'INVALID_SESSION_ID' ||
    status === 401 ||
    /expired access\/refresh token|invalid_grant/i.test(`${code} ${words}`)
  ) {
    return trouble('SESSION_EXPIRED', [], false);
  }
  if (code === 'API_DISABLED_FOR_ORG' || code === 'API_CURRENTLY_DISABLED')
    return trouble('API_DISABLED', [oneLine(words)], false);
  if (code === 'REQUEST_LIMIT_EXCEEDED') return trouble('REQUEST_LIMIT', [oneLine(words)], isConcurrencyLimit(words));
  if (looksLikeHtml(words)) return trouble('NOT_SALESFORCE_ANSWER', where, !(status < 500));
  // Part of an answer is none, whatever the org did: no refusal of the org's.
  if (isBrokenXml(words)) return trouble('SERVER_UNAVAILABLE', [endedEarly], true);
  if (passingCodes.has(code) || status >= 500) return trouble('SERVER_UNAVAILABLE', [oneLine(words) || code], true);
  if (code === 'NOT_FOUND' || status === 404 || code === 'UNSUPPORTED_API_VERSION' || status === 410) {
    return trouble('API_VERSION_NOT_SUPPORTED', where, false);
  }
  if (/^(UND_ERR|E[A-Z]{4,}$)/.test(code) || /fetch failed|socket|terminated|aborted/i.test(words)) {
    return trouble('CONNECTION_LOST', where, true);
  }
  // The client stumbled over an answer that is not built as the platform builds them.
  if (error instanceof TypeError || error instanceof RangeError) return trouble('NOT_SALESFORCE_ANSWER', where, true);
  return trouble('REFUSED', [code, oneLine(words)], false);
};

/** How the platform calls its errors; the client calls an error of which it knows the status alone `ERROR_HTTP_400`. */
const isPlatformCode = (code: string): boolean => /^(?:sf:)?(?!ERROR_HTTP_)[A-Z][A-Z0-9_]*$/.test(code);

/** What a write ended in that came to no answer: a refusal only where the platform itself says why. */
const writeFailure = (error: unknown, where: Where): OrgFailure => {
  const { failure } = troubleOf(error, where);
  const { errorCode } = record(error instanceof Error ? { ...error } : {});
  if (error instanceof OrgFailure || mayHaveWritten(failure.code)) return failure;
  return isPlatformCode(text(errorCode)) ? failure : new OrgFailure('NOT_SALESFORCE_ANSWER', where);
};

const subreply = (entry: Record<string, unknown>, soql: string | undefined): Reply => {
  const status = Number(entry['httpStatusCode']);
  const body = entry['body'];
  if (!(status >= 200 && status < 300)) return { ok: false, ...errorIn(body) };
  return { ok: true, body, ...(soql === undefined ? {} : { soql }) };
};

/** JSON that the client could not parse reaches us as text: the answer was cut off on its way. */
const refuseText = (body: unknown): void => {
  if (typeof body === 'string' && /^\s*[[{]/.test(body)) {
    throw Object.assign(new Error(endedEarly), { errorCode: 'CUT_OFF' });
  }
};

/**
 * Whether it is the address of a further page, as the platform writes them (fact I2). What else an answer holds there
 * could lead to another host, and the session with it: it is put behind the address of the instance as it is.
 */
export const isNextPage = (url: unknown): url is string =>
  typeof url === 'string' && /^\/services\/data\/v\d{1,3}\.\d\/(?:tooling\/)?query\/[\w-]{1,200}$/.test(url);

/** A composite answer as a map; anything that does not look like one is not from Salesforce. */
const repliesIn = (body: unknown, asks: readonly Ask[], where: Where): ReadonlyMap<string, Reply> => {
  refuseText(body);
  const entries = record(body)['compositeResponse'];
  if (!Array.isArray(entries)) throw new OrgFailure('NOT_SALESFORCE_ANSWER', where);
  const queries = new Map(asks.map(({ ref, soql }) => [ref, soql]));
  const replies = new Map(
    entries.map(record).map((entry) => {
      const ref = text(entry['referenceId']);
      return [ref, subreply(entry, queries.get(ref))] as const;
    }),
  );
  for (const { ref } of asks) {
    if (!replies.has(ref)) replies.set(ref, { ok: false, errorCode: 'NO_ANSWER', message: '' });
  }
  return replies;
};

/**
 * Talks to one org through the connection that `sf` has authorised. Every call is counted, has a deadline of ours, and
 * is retried by us where the platform says that trying again helps: all calls here only read, so trying again is safe.
 * The HTTP client's own retries (5, for minutes) are off, and its 30-minute timeout is cut to what is left of ours.
 * @throws OrgFailure from every call
 */
export const createOrgClient = (connection: Connection, options: ClientOptions): OrgClient => {
  const { waitMs, signal, onWrite, backoffMs = defaultBackoffMs } = options;
  let endsAt = Date.now() + waitMs;
  const apiVersion = connection.getApiVersion();
  const instanceUrl = connection.instanceUrl.replace(/\/+$/, '');
  const { host } = new URL(instanceUrl);
  let roundTrips = 0;
  let apiCalls = 0;

  const interrupted = (): OrgFailure => new OrgFailure('INTERRUPTED');

  /** One attempt within what is left of the time: some broken answers never end by themselves. */
  const attempt = async <T>(send: () => PromiseLike<T>, stoppable = true): Promise<T> => {
    if (stoppable && signal?.aborted) throw interrupted();
    const left = endsAt - Date.now();
    if (left <= 0) throw new OrgFailure('GAVE_UP_WAITING', [String(Math.round(waitMs / 1000))]);
    roundTrips += 1;
    apiCalls += 1;
    const cancel = new AbortController();
    const tooLong = delay(left, undefined, { signal: cancel.signal, ref: true }).then(() => {
      throw new OrgFailure('GAVE_UP_WAITING', [String(Math.round(waitMs / 1000))]);
    });
    const stop = new Promise<never>((_, reject) => {
      // A write that is under way is waited for: nobody could tell what became of it.
      if (stoppable)
        signal?.addEventListener('abort', () => reject(interrupted()), { once: true, signal: cancel.signal });
    });
    const request = Promise.resolve(send());
    // Whoever loses the race must not end as an unhandled rejection.
    request.catch(() => undefined);
    tooLong.catch(() => undefined);
    try {
      return await Promise.race([orBroken(request), tooLong, stop]);
    } finally {
      cancel.abort();
    }
  };

  /** `check` throws what makes an answer worth another attempt; on the last one it takes what there is. */
  const withRetries = async <T>(
    where: Where,
    send: () => PromiseLike<T>,
    check: (answer: T, last: boolean) => void,
  ): Promise<T> => {
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await attempt(send);
        check(answer, backoffMs[tries] === undefined);
        return answer;
      } catch (error) {
        const { failure, passing } = troubleOf(error, where);
        const pause = backoffMs[tries];
        if (!passing || pause === undefined) throw failure;
        await delay(Math.min(pause, Math.max(0, endsAt - Date.now())), undefined, signal ? { signal } : {}).catch(
          () => {
            throw interrupted();
          },
        );
      }
    }
  };

  const http = (): { retry: { maxRetries: number }; followRedirect: boolean; timeout: number } => ({
    retry: { maxRetries: 0 },
    // The client would take the session along to whatever host the answer names.
    followRedirect: false,
    timeout: Math.max(1, endsAt - Date.now()),
  });

  const composite: OrgClient['composite'] = async (asks, api) => {
    const root = `/services/data/v${apiVersion}`;
    const body = JSON.stringify({
      allOrNone: false,
      compositeRequest: asks.map(({ ref, path }) => ({ method: 'GET', url: `${root}${path}`, referenceId: ref })),
    });
    const url = `${instanceUrl}${root}${api === 'tooling' ? '/tooling' : ''}/composite`;
    const where: Where = [host, api === 'tooling' ? 'tooling/composite' : 'composite'];
    let replies: ReadonlyMap<string, Reply> = new Map();
    const send = (): PromiseLike<unknown> =>
      connection.request({ method: 'POST', url, body, headers: { 'content-type': 'application/json' } }, http());
    await withRetries(where, send, (answer, last) => {
      replies = repliesIn(answer, asks, where);
      for (const reply of replies.values()) {
        if (reply.ok) continue;
        if (reply.errorCode === 'INVALID_SESSION_ID') throw new OrgFailure('SESSION_EXPIRED');
        if (reply.errorCode === 'REQUEST_LIMIT_EXCEEDED') throw new OrgFailure('REQUEST_LIMIT', [reply.message]);
        // A part that stays unreadable is a gap for whoever asked it; the other parts are good answers.
        if (!last && passingCodes.has(reply.errorCode))
          throw Object.assign(new Error(reply.message), { errorCode: reply.errorCode });
      }
    });
    return replies;
  };

  const page: OrgClient['page'] = async (nextRecordsUrl) => {
    const where: Where = [host, 'query'];
    if (!isNextPage(nextRecordsUrl)) throw new OrgFailure('NOT_SALESFORCE_ANSWER', where);
    return withRetries<unknown>(
      where,
      () => connection.request({ method: 'GET', url: `${instanceUrl}${nextRecordsUrl}` }, http()),
      (answer) => {
        refuseText(answer);
        if (!Array.isArray(record(answer)['records'])) throw new OrgFailure('NOT_SALESFORCE_ANSWER', where);
      },
    );
  };

  const write: OrgClient['write'] = async (writes) => {
    const root = `/services/data/v${apiVersion}`;
    const compositeRequest = writes.map(({ ref, method, path, body }) => ({
      method,
      url: `${root}/sobjects/${path}`,
      referenceId: ref,
      ...(body ? { body } : {}),
    }));
    const body = JSON.stringify({ graphs: [{ graphId: 'write', compositeRequest }] });
    const send = (): PromiseLike<unknown> =>
      connection.request(
        {
          method: 'POST',
          url: `${instanceUrl}${root}/composite/graph`,
          body,
          headers: { 'content-type': 'application/json' },
        },
        http(),
      );
    const where: Where = [host, 'composite/graph'];
    onWrite?.();
    for (let tries = 0; ; tries += 1) {
      let reply: WriteReply;
      try {
        reply = graphReply(await attempt(send, false), writes, where);
      } catch (error) {
        throw writeFailure(error, where);
      }
      const pause = backoffMs[tries];
      const locked = !reply.ok && reply.errors.some(({ errorCode }) => errorCode === 'UNABLE_TO_LOCK_ROW');
      if (!locked || pause === undefined) return reply;
      await delay(Math.min(pause, Math.max(0, endsAt - Date.now())));
    }
  };

  const partial: ReadonlySet<string> = new Set(['SERVER_UNAVAILABLE', 'CONNECTION_LOST', 'NOT_SALESFORCE_ANSWER']);

  /** A call of the Metadata API; what it refuses is a reply. */
  const metadata = async (
    name: string,
    call: (where: Where) => Promise<unknown>,
    failureOf = (error: unknown, where: Where): OrgFailure => troubleOf(error, where).failure,
  ): Promise<Reply> => {
    const where: Where = [host, name];
    try {
      return { ok: true, body: await call(where) };
    } catch (error) {
      const failure = failureOf(error, where);
      if (failure.code === 'REFUSED')
        return { ok: false, errorCode: failure.args[0] ?? '', message: failure.args[1] ?? '' };
      // Only a part of the reading hangs on the Metadata API: that it fails alone is a gap, not the end of the run.
      if (partial.has(failure.code)) return { ok: false, errorCode: failure.code, message: failure.args.join(' ') };
      throw failure;
    }
  };

  const readMetadata: OrgClient['readMetadata'] = (type, names) =>
    metadata('readMetadata', (where) =>
      withRetries<unknown>(
        where,
        () => connection.metadata.read(type, [...names]),
        (answer) => {
          // One record for each name, an empty one where there is no such component; a page of a proxy reads as none.
          if (Array.isArray(answer) && answer.length === 0) throw new OrgFailure('NOT_SALESFORCE_ANSWER', where);
        },
      ),
    );

  const idIn = (answer: unknown, where: Where): string => {
    const { id } = record(answer);
    if (text(id) === '') throw new OrgFailure('NOT_SALESFORCE_ANSWER', where);
    return text(id);
  };

  const deploy = (zip: Buffer, checkOnly: boolean): Promise<Reply> =>
    metadata(
      'deploy',
      async (where) => {
        const options = { checkOnly, rollbackOnError: true, singlePackage: true };
        if (!checkOnly) onWrite?.();
        return idIn(await attempt<unknown>(() => connection.metadata.deploy(zip, options)), where);
      },
      writeFailure,
    );

  const startValidation: OrgClient['startValidation'] = (zip) => deploy(zip, true);

  const startDeploy: OrgClient['startDeploy'] = (zip) => deploy(zip, false);

  const startRetrieve: OrgClient['startRetrieve'] = (members) => {
    const types = Object.entries(members).map(([name, names]) => ({ name, members: [...names] }));
    const request = {
      apiVersion: Number(apiVersion),
      singlePackage: true,
      unpackaged: { types, version: apiVersion, objectPermissions: [] },
    };
    return metadata('retrieve', async (where) => {
      let id = '';
      await withRetries<unknown>(
        where,
        () => connection.metadata.retrieve(request),
        (answer) => {
          id = idIn(answer, where);
        },
      );
      return id;
    });
  };

  const retrieveStatus: OrgClient['retrieveStatus'] = (id) =>
    metadata('checkRetrieveStatus', (where) =>
      withRetries<unknown>(
        where,
        () => connection.metadata.checkRetrieveStatus(id),
        (answer) => void idIn(answer, where),
      ),
    );

  const validationStatus: OrgClient['validationStatus'] = (id) =>
    metadata('checkDeployStatus', (where) =>
      withRetries<unknown>(
        where,
        () => connection.metadata.checkDeployStatus(id, true),
        (answer) => void idIn(answer, where),
      ),
    );

  return {
    username: connection.getUsername() ?? '',
    orgId: connection.getAuthInfoFields().orgId ?? '',
    instanceUrl,
    apiVersion,
    composite,
    page,
    write,
    readMetadata,
    startValidation,
    validationStatus,
    startDeploy,
    startRetrieve,
    retrieveStatus,
    restartClock: () => {
      endsAt = Date.now() + waitMs;
    },
    cost: () => ({ roundTrips, apiCalls }),
  };
};
