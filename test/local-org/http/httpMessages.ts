import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync, gzipSync } from 'node:zlib';

import type { Flood } from './floods.js';
import { splitTarget } from './httpExchange.js';
import type { HttpAnswer, HttpRequest } from './httpExchange.js';

/** Reads a whole request; bodies may come compressed. */
export async function readRequest(incoming: IncomingMessage): Promise<HttpRequest & { bytesIn: number }> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  const raw = Buffer.concat(chunks);
  const plain = incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
  return {
    method: incoming.method ?? 'GET',
    ...splitTarget(incoming.url ?? '/'),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    ),
    body: plain.toString('utf8'),
    bytes: plain,
    bytesIn: raw.length,
  };
}

/** `plainBytes`: of the body before it was compressed. */
export type Payload = { headers: Record<string, string>; bytes: Buffer; plainBytes: number };

/** The bytes of an answer, compressed when the client accepts gzip, as the platform does. */
export function payloadOf(answer: HttpAnswer, acceptEncoding: string | undefined): Payload {
  const { body } = answer;
  if (body.kind === 'none') return { headers: answer.headers, bytes: Buffer.alloc(0), plainBytes: 0 };
  const [plain, contentType] =
    body.kind === 'json'
      ? [JSON.stringify(body.value), 'application/json;charset=UTF-8']
      : [body.text, body.contentType];
  const headers = { ...answer.headers, 'content-type': contentType };
  const bytes = Buffer.from(plain, 'utf8');
  const plainBytes = bytes.length;
  if (plainBytes === 0 || !/\bgzip\b/.test(acceptEncoding ?? '')) return { headers, bytes, plainBytes };
  return { headers: { ...headers, 'content-encoding': 'gzip' }, bytes: gzipSync(bytes), plainBytes };
}

/** Sends an answer. With `cut` the connection is closed after half of the body. */
export function send(response: ServerResponse, status: number, payload: Payload, cut: boolean): void {
  const withLength = { ...payload.headers, 'content-length': String(payload.bytes.length) };
  // Answers with 204 and 304 have no body and no content-length header.
  response.writeHead(status, status === 204 || status === 304 ? payload.headers : withLength);
  if (!cut) {
    response.end(payload.bytes);
    return;
  }
  response.write(payload.bytes.subarray(0, Math.floor(payload.bytes.length / 2)), () => {
    response.destroy();
  });
}

/** Sends a flood, as fast as it is read and until nobody listens any more. */
export async function sendFlood(response: ServerResponse, { headers, chunks }: Flood): Promise<void> {
  response.writeHead(200, headers);
  // However often it is the end that the client makes of it: nothing is wrong here then.
  await pipeline(Readable.from(chunks(), { objectMode: false }), response).catch(() => undefined);
}
