import { Agent, ProxyAgent, fetch } from 'undici';
import type { Dispatcher } from 'undici';

export type WireRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

export type WireAnswer = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, decompressed, as it comes in. */
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
};

let made: Dispatcher | undefined;

/** The way out: through the proxy that sf's own HTTP client takes, by the same variables in the same order. */
const dispatcher = (): Dispatcher => {
  const { env } = process;
  const proxy = env['https_proxy'] ?? env['http_proxy'] ?? env['HTTPS_PROXY'] ?? env['HTTP_PROXY'];
  const connect = { allowH2: false };
  made ??= proxy === undefined ? new Agent({ connect }) : new ProxyAgent({ uri: proxy, requestTls: connect });
  return made;
};

const overHttp = async ({ method, url, headers, body }: WireRequest, signal: AbortSignal): Promise<WireAnswer> => {
  const answer = await fetch(url, {
    method,
    headers: { ...headers },
    body,
    // Whatever another host says is not the org's word, and no request of ours is its business.
    redirect: 'manual',
    signal,
    dispatcher: dispatcher(),
  });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), chunks: answer.body ?? [] };
};

/**
 * How requests leave this process. A table and no function, so that tests can lead them to an org that answers in this
 * process.
 */
export const wire: {
  /**
   * Sends one request, once, and follows no redirect.
   * @param signal breaks it off, also in the middle of the body
   * @throws TypeError `fetch failed`; while the chunks are read, `terminated`
   */
  send: (request: WireRequest, signal: AbortSignal) => Promise<WireAnswer>;
} = { send: overHttp };
