import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { answerControl, isControl } from './controlRequests.js';
import { text } from './httpExchange.js';
import type { HttpAnswer } from './httpExchange.js';
import { payloadOf, readRequest, send, sendFlood } from './httpMessages.js';
import { openOrg } from './openOrg.js';
import type { LocalOrg, LocalOrgOptions, OpenOrg } from './openOrg.js';
import { preciseNow } from './requestLog.js';
import { countWire } from './wireBytes.js';

export type { LocalOrg, LocalOrgOptions } from './openOrg.js';

/** The platform's bound on URI and headers together (fact I3). */
const maxHeaderBytes = 16_384;

/**
 * Serves an org over HTTP on the loopback interface. Resolves when it accepts connections.
 * @param options `port`: any free one where it is not given
 */
export async function startLocalOrg(options: LocalOrgOptions & { port?: number } = {}): Promise<LocalOrg> {
  const { org, setUrl } = openOrg(options, '');
  // Node's own bound on headers would answer before the org can answer as the platform does.
  const server = createServer({ maxHeaderSize: 1024 * 1024, keepAlive: true }, (incoming, response) => {
    serve(org, incoming, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  org.close = () => close(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: options.port ?? 0, backlog: 511 }, resolve);
  });
  const address = server.address() as AddressInfo;
  setUrl(`http://127.0.0.1:${address.port}`);
  return org;
}

async function serve(org: OpenOrg, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const startedAt = preciseNow();
  const request = await readRequest(incoming);
  if (isControl(request.path)) {
    countWire(incoming.socket, response, () => undefined);
    const answer = answerControl(org, request);
    send(response, answer.status, payloadOf(answer, undefined), false);
    return;
  }
  const { record, ended } = org.exchange({
    request,
    target: incoming.url ?? '/',
    bytesIn: request.bytesIn,
    refusal: tooLong(incoming),
  });
  record.startedAt = startedAt;
  countWire(incoming.socket, response, (bytes) => Object.assign(record, bytes));
  const exchanged = await ended;
  if (exchanged.kind === 'silence') return;
  if (exchanged.kind === 'reset') {
    incoming.socket.resetAndDestroy();
    return;
  }
  if (exchanged.kind === 'flood') {
    await sendFlood(response, exchanged.flood);
    return;
  }
  const { answer, cutOff } = exchanged;
  const payload = payloadOf(answer, incoming.headers['accept-encoding']);
  const body = request.method === 'HEAD' ? { ...payload, bytes: Buffer.alloc(0) } : payload;
  record.bytesOut = body.bytes.length;
  record.plainOut = payload.plainBytes;
  record.endedAt = preciseNow();
  send(response, answer.status, body, cutOff);
}

/** 414 for the URI alone, 431 for URI and headers (fact I3). */
function tooLong(incoming: IncomingMessage): HttpAnswer | undefined {
  const uri = Buffer.byteLength(incoming.url ?? '');
  if (uri > maxHeaderBytes) return text(414, '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>', 'text/html');
  const headers = incoming.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part) + 2, 0);
  if (uri + headers <= maxHeaderBytes) return undefined;
  return text(431, '<h1>Bad Message 431</h1><pre>reason: Request Header Fields Too Large</pre>', 'text/html');
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
