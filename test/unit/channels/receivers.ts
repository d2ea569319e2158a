/** Servers that get what channels send, on this machine; and time that passes when a test says so. */
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { ChannelIo } from '../../../src/channels/channelIo.js';

const pem = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/tls/localhost.${name}.pem`, import.meta.url)), 'utf8');

/** A certificate for localhost that was made for the tests, and its key. */
export const certificate = { key: pem('key'), cert: pem('cert') };

export type Got = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

export type Receiver = { readonly url: string; readonly got: readonly Got[]; readonly close: () => Promise<void> };

/** What a receiver does with its nth request, from 0. */
export type Answering = (response: ServerResponse, got: Got, number: number) => void;

/** Answers with a status, and nothing else. */
export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answering =>
  (response) =>
    void response.writeHead(code, headers).end(code === 200 ? 'ok' : '');

/** Starts a receiver. @param secure with the certificate above */
export const receiver = async (answering: Answering, secure = false): Promise<Receiver> => {
  const got: Got[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      got.push(one);
      answering(response, one, got.length - 1);
    });
  };
  const server = secure ? createTlsServer(certificate, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${secure ? 'https://localhost' : 'http://127.0.0.1'}:${port}`,
    got,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

export type VirtualIo = {
  readonly io: ChannelIo;
  /** How long the pauses between attempts were, in milliseconds. */
  readonly pauses: readonly number[];
  /** What was printed. */
  readonly printed: readonly string[];
  /** Lets every limit that is running now be over. */
  readonly expire: () => void;
  readonly abort: () => void;
};

/** Pauses are over at once, and limits when the test says so. */
export const virtualIo = (env: ChannelIo['env'], more: Partial<ChannelIo> = {}): VirtualIo => {
  const controller = new AbortController();
  const pauses: number[] = [];
  const printed: string[] = [];
  const limits = new Map<() => void, number>();
  let now = Date.parse('2026-11-28T07:00:00Z');
  return {
    io: {
      ...{ env, signal: controller.signal, now: () => now, print: (text) => void printed.push(text) },
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          if (signal === controller.signal) {
            pauses.push(ms);
            now += ms;
            return resolve();
          }
          limits.set(resolve, ms);
          signal.addEventListener('abort', () => {
            limits.delete(resolve);
            reject(new Error('over'));
          });
        }),
      ...more,
    },
    pauses,
    printed,
    expire: () => {
      for (const [end, ms] of [...limits]) {
        limits.delete(end);
        now += ms;
        end();
      }
    },
    abort: () => controller.abort(),
  };
};
