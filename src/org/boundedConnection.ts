import { PassThrough } from 'node:stream';
import type { Connection } from '@salesforce/core';
import { readBody } from './answerBody.js';
import { wire } from './wire.js';

type Transport = Connection['_transport'];
type HttpRequest = Parameters<Transport['httpRequest']>[0];
type HttpResponse = Awaited<ReturnType<Transport['httpRequest']>>;

/** Who is told of requests and answers. */
export type Told = {
  /** Of every request: the library renews a session that is over, and sends the same once more. */
  readonly onSend?: (() => void) | undefined;
  /** Of the header in which the org says how many API calls of the day are used, as it stands (fact I12). */
  readonly onUsage?: (header: string) => void;
};

const exchange = async (request: HttpRequest, signal: AbortSignal, told: Told): Promise<HttpResponse> => {
  const { method, url, headers = {}, body } = request;
  const sent = { method, url, headers, body: typeof body === 'string' ? body : null };
  const answer = await wire.send(sent, signal);
  told.onUsage?.(answer.headers['sforce-limit-info'] ?? '');
  const text = await readBody(answer.chunks, answer.headers['content-type'] ?? '');
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

/**
 * The connection of sf in everything (session, headers, what it makes of an answer) but how its requests are sent and read.
 * The HTTP client of sf's library reads an answer to its end however long it is, ends the process where it breaks off, and
 * follows redirects to any host; it is not asked here. The given connection stays as it is.
 * @param signal breaks off what is under way
 */
export const boundedConnection = (connection: Connection, signal: AbortSignal, told: Told = {}): Connection => {
  const bounded = Object.create(connection, { _transport: { value: transportOf(signal, told) } }) as Connection;
  // The library makes the Metadata API of a connection once, for that connection.
  const metadata = (): Connection['metadata'] =>
    Object.create(connection.metadata, { _conn: { value: bounded } }) as Connection['metadata'];
  return Object.defineProperty(bounded, 'metadata', { get: metadata });
};
