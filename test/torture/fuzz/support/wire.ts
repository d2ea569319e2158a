/**
 * A proxy before the embedded org that can change one answer on its way, and a host that is not the org's: whatever is
 * sent there is written down.
 */
import { Agent, createServer, request as send } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** One request of the run, counted from 0, and what the org answered. */
export type Exchange = {
  readonly index: number;
  readonly method: string;
  readonly path: string;
  readonly answer: Answer;
};

/** Gives another answer, or undefined to let it pass. */
export type Tamper = (exchange: Exchange) => Answer | undefined;

export type Wire = {
  readonly url: string;
  /** Address of the other host. */
  readonly elsewhere: string;
  /** What was sent to the other host since the last `begin`: all of it, headers and body. */
  readonly sentElsewhere: () => readonly string[];
  /** Paths of the requests since the last `begin`. */
  readonly paths: () => readonly string[];
  /** Starts a run: requests are counted anew and their answers go through `tamper`. */
  readonly begin: (tamper: Tamper | null) => void;
  readonly close: () => Promise<void>;
};

const bytesOf = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks);
};

const opened = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Headers as they go on; length and encoding belong to the bytes that are sent. */
const plain = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(
        ([name]) =>
          !['content-length', 'content-encoding', 'transfer-encoding', 'connection', 'keep-alive'].includes(name),
      )
      .map(([name, value]) => [name, String(value)]),
  );

/** Opens both hosts before the org at `target`. */
export const openWire = async (target: string): Promise<Wire> => {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(target);
  let tamper: Tamper | null = null;
  let paths: string[] = [];
  const elsewhere: string[] = [];

  const forward = (incoming: IncomingMessage, body: Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = { ...incoming.headers, 'accept-encoding': 'identity', host: `${hostname}:${port}` };
      const { method, url: path } = incoming;
      const outgoing = send({ agent, hostname, port, method, path, headers }, (answer) => {
        bytesOf(answer)
          .then((bytes) => resolve({ status: answer.statusCode ?? 500, headers: plain(answer.headers), body: bytes }))
          .catch(reject);
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  const proxy = createServer({ maxHeaderSize: 1024 * 1024 }, (incoming, response) => {
    const index = paths.length;
    const path = incoming.url ?? '';
    paths.push(path);
    const own = tamper;
    bytesOf(incoming)
      .then((body) => forward(incoming, body))
      .then((answer) => own?.({ index, method: incoming.method ?? '', path, answer }) ?? answer)
      .then(({ status, headers, body }) => {
        const bodiless = status === 204 || status === 304;
        response.writeHead(status, bodiless ? headers : { ...headers, 'content-length': String(body.length) });
        response.end(bodiless ? undefined : body);
      })
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  const other = createServer({ maxHeaderSize: 1024 * 1024 }, (incoming, response) => {
    bytesOf(incoming)
      .then((body) => {
        elsewhere.push(
          `${incoming.method ?? ''} ${incoming.url ?? ''} ${JSON.stringify(incoming.headers)} ${body.toString('utf8')}`,
        );
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"totalSize":0,"done":true,"records":[]}');
      })
      .catch(() => response.destroy());
  });
  const [url, elsewhereUrl] = [await opened(proxy), await opened(other)];
  return {
    url,
    elsewhere: elsewhereUrl,
    sentElsewhere: () => elsewhere,
    paths: () => paths,
    begin: (next) => {
      tamper = next;
      paths = [];
      elsewhere.length = 0;
    },
    close: async () => {
      agent.destroy();
      await Promise.all([closed(proxy), closed(other)]);
    },
  };
};
