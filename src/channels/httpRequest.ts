/** One request to a receiver of news: to the host that is named and no other, with a bound on what comes back. */
import { EnvHttpProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';
import { ChannelFailure, codeOf, variable } from './channelIo.js';
import type { Attempt, ChannelIo } from './channelIo.js';

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Most bytes that are read of the answer; what comes behind them is left. */
  readonly mostBytes?: number;
};

export type HttpAnswer = { readonly status: number; readonly text: string };

/** Answers of receivers are a word or two. */
const usualBytes = 64 * 1024;

const isThisMachine = ({ hostname }: URL): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);

/**
 * An address to which news may go: https, or http of this machine, without a password in it.
 * @param from the variable that holds it, which a failure names
 * @throws ChannelFailure
 */
export const addressOf = (text: string, from: string): URL => {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url))))
    throw new ChannelFailure(`${from} holds no https address`, false);
  if (url.username !== '' || url.password !== '')
    throw new ChannelFailure(`${from} holds an address with a user or password in it`, false);
  return url;
};

/** The address that an environment variable holds. @throws ChannelFailure */
export const addressFrom = (name: string, env: ChannelIo['env']): URL => addressOf(variable(name, env), name);

/** The way out, through the proxy that sf takes (`src/org/wire.ts`); this machine is reached without one. */
export const proxyAgent = (env: ChannelIo['env']): Dispatcher => {
  const proxy = env['https_proxy'] ?? env['http_proxy'] ?? env['HTTPS_PROXY'] ?? env['HTTP_PROXY'] ?? '';
  const direct = ['localhost', '127.0.0.1', '[::1]', env['no_proxy'] ?? env['NO_PROXY'] ?? ''];
  return new EnvHttpProxyAgent({ httpProxy: proxy, httpsProxy: proxy, noProxy: direct.filter(Boolean).join(',') });
};

/** Whether the other side may take it later: too much at once, or in trouble itself. */
const passes = (status: number): boolean => [408, 425, 429, 500, 502, 503, 504].includes(status);

/** Whether it is the message that is not liked, and not who sends it or where to: malformed, too large, not accepted. */
const isOfMessage = (status: number): boolean => [400, 406, 411, 413, 414, 415, 422].includes(status);

/** How long to wait by `Retry-After`, in seconds or as a date; null where it says nothing that can be used. */
export const retryAfterMs = (value: string | null, now: number): number | null => {
  if (value === null) return null;
  const ms = /^\d{1,9}$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
};

const readBounded = async (body: AsyncIterable<Uint8Array> | null, most: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (body !== null)
    for await (const chunk of body) {
      chunks.push(chunk.subarray(0, most - bytes));
      bytes += chunk.length;
      // Leaving the loop cancels the rest.
      if (bytes >= most) break;
    }
  return Buffer.concat(chunks).toString('utf8');
};

/**
 * Sends a request once.
 * @throws ChannelFailure for every answer but 2xx, redirects among them; and where there is no answer
 */
export const sendRequest = async (request: HttpRequest, { fetch, signal, now }: Attempt): Promise<HttpAnswer> => {
  const { method, url, headers = {}, body, mostBytes = usualBytes } = request;
  try {
    const answer = await fetch(url, {
      method,
      headers: { 'user-agent': 'sf-plugin-integration', ...headers },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal,
    });
    if (answer.status >= 200 && answer.status <= 299)
      return { status: answer.status, text: await readBounded(answer.body, mostBytes) };
    await answer.body?.cancel().catch(() => undefined);
    const wait = retryAfterMs(answer.headers.get('retry-after'), now());
    // GitHub says with 403 that there were too many requests.
    const limited = answer.status === 403 && wait !== null;
    throw new ChannelFailure(
      `HTTP ${answer.status}`,
      passes(answer.status) || limited,
      wait,
      isOfMessage(answer.status),
    );
  } catch (error) {
    if (error instanceof ChannelFailure || signal.aborted) throw error;
    throw new ChannelFailure(codeOf(error) ?? 'no answer', true);
  }
};

/** Headers by which a receiver knows a message that it has already. */
export const idHeaders = (id: string): Record<string, string> => {
  const value = id.replace(/[^\x21-\x7e]/g, '_').slice(0, 200);
  return { 'idempotency-key': value, 'x-sf-integration-id': value };
};

/** Posts JSON. @throws ChannelFailure */
export const postJson = (
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  attempt: Attempt,
): Promise<HttpAnswer> =>
  sendRequest(
    { method: 'POST', url, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body },
    attempt,
  );
