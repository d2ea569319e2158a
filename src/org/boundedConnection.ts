import { PassThrough } from 'node:stream';
import type { Connection } from '@salesforce/core';
import { readBody } from './answerBody.js';
import { orBroken } from './brokenBody.js';
import { wire } from './wire.js';
import type { WireAnswer } from './wire.js';

type Transport = Connection['_transport'];
type HttpRequest = Parameters<Transport['httpRequest']>[0];
type HttpResponse = Awaited<ReturnType<Transport['httpRequest']>>;

/** A body, as it comes in. */
type Chunks = WireAnswer['chunks'];

/** Who is told of requests and answers. */
export type Told = {
  /** Of every request: the library renews a session that is over, and sends the same once more. */
  readonly onSend?: (() => void) | undefined;
  /** Of the header in which the org says how many API calls of the day are used, as it stands (fact I12). */
  readonly onUsage?: (header: string) => void;
  /** Reads the body of a good answer while it comes in, in the place of whoever reads it whole. */
  readonly onFile?: ((chunks: Chunks) => Promise<void>) | undefined;
};

/** What says that the platform, or somebody in its place, had something else to say. */
const isNoFile = /^\s*(application\/json|(text|application)\/(x?html|xml))\b/i;

const exchange = async (request: HttpRequest, signal: AbortSignal, told: Told): Promise<HttpResponse> => {
  const { method, url, headers = {}, body } = request;
  const sent = { method, url, headers, body: typeof body === 'string' ? body : null };
  const answer = await wire.send(sent, signal);
  told.onUsage?.(answer.headers['sforce-limit-info'] ?? '');
  const contentType = answer.headers['content-type'] ?? '';
  if (told.onFile && answer.status === 200 && !isNoFile.test(contentType)) {
    await told.onFile(answer.chunks);
    return { statusCode: answer.status, headers: { ...answer.headers }, body: '' };
  }
  const text = await readBody(answer.chunks, contentType);
  return { statusCode: answer.status, headers: { ...answer.headers }, body: text };
};

/** sf's library pipes requests and answers through a stream; nobody reads this one. */
const unread = (): PassThrough => new PassThrough();

/** What sends the requests of a connection, in the place of the HTTP client of sf's library. */
const transportOf = (signal: AbortSignal, told: Told): Pick<Transport, 'httpRequest'> => ({
  httpRequest: (request) => {
    told.onSend?.();
    return Object.assign(exchange(request, signal, told), { stream: unread });
  },
});

/** What renews a session that is over, as sf's library has it: once for all requests that wait for it. */
type Renewal = { readonly refresh: (since: number) => Promise<void>; _refreshPromise: unknown };

/** Those that broke off, and with what. */
const brokenRenewals = new WeakMap<Renewal, unknown>();

/**
 * The same renewal, but one that breaks off is over. To sf it stays under way for as long as the process lives (brokenBody.ts
 * says why): every later request would wait for it, and another renewal for the lock that this one holds. So there is none.
 */
const endingRenewal = (renewal: Renewal): Renewal => {
  const refresh = async (since: number): Promise<void> => {
    if (brokenRenewals.has(renewal)) throw brokenRenewals.get(renewal);
    const renewing = renewal.refresh(since);
    const { _refreshPromise: underWay } = renewal;
    try {
      await orBroken(renewing);
    } catch (error) {
      const isUnderWay = underWay !== undefined && renewal._refreshPromise === underWay;
      if (isUnderWay) {
        brokenRenewals.set(renewal, error);
        renewal._refreshPromise = undefined;
      }
      throw error;
    }
  };
  return Object.create(renewal, { refresh: { value: refresh } }) as Renewal;
};

/**
 * The connection of sf in everything (session, headers, what it makes of an answer) but how its requests are sent and read.
 * The HTTP client of sf's library reads an answer to its end however long it is, ends the process where it breaks off, and
 * follows redirects to any host; it is not asked here. The given connection stays as it is.
 * @param signal breaks off what is under way
 */
export const boundedConnection = (connection: Connection, signal: AbortSignal, told: Told = {}): Connection => {
  const { _refreshDelegate: renewal } = connection as unknown as { readonly _refreshDelegate?: Renewal };
  const bounded = Object.create(connection, {
    _transport: { value: transportOf(signal, told) },
    ...(renewal === undefined ? {} : { _refreshDelegate: { value: endingRenewal(renewal) } }),
  }) as Connection;
  // The library makes the Metadata API of a connection once, for that connection.
  const metadata = (): Connection['metadata'] =>
    Object.create(connection.metadata, { _conn: { value: bounded } }) as Connection['metadata'];
  return Object.defineProperty(bounded, 'metadata', { get: metadata });
};
