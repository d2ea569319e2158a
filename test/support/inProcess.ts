/**
 * The seam below the product: an embedded org that answers in this process, without a socket. What sf's HTTP library
 * would send is handed to the org, and what the org does with it comes back as that library reports it, so that
 * everything above (sf's connection, its XML, our transport) is the real thing. That both ways end alike is held by
 * test/unit/org/orgClient.test.ts, which runs every fault on either.
 */
import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import { splitTarget } from '../local-org/http/httpExchange.js';
import type { HttpAnswer } from '../local-org/http/httpExchange.js';
import { wire } from '../../src/org/wire.js';
import type { WireAnswer, WireRequest } from '../../src/org/wire.js';
import { openOrg } from '../local-org/http/openOrg.js';
import type { Flood } from '../local-org/http/floods.js';
import type { LocalOrg, LocalOrgOptions, OpenOrg } from '../local-org/http/openOrg.js';

type Request = { method: string; url: string; headers?: Record<string, string>; body?: string | null };
type Response = { statusCode: number; headers: Record<string, string>; body: string };
/** What comes of a request: an answer, whole or cut off, or more than anybody can read. */
type Outcome = { response: Response; cutOff: boolean } | { flood: Flood };
type TransportModule = {
  Transport: { prototype: { httpRequest: (request: Request, options?: unknown) => unknown } };
};
type PromiseModule = {
  StreamPromise: { create: (make: () => { stream: PassThrough; promise: Promise<Response> }) => unknown };
};

const orgs = new Map<string, OpenOrg>();
let opened = 0;

/** What the library makes of an answer, or of its absence. */
const responseOf = ({ status, headers, body }: HttpAnswer): Response => {
  if (body.kind === 'none') return { statusCode: status, headers, body: '' };
  const [text, contentType] =
    body.kind === 'json'
      ? [JSON.stringify(body.value), 'application/json;charset=UTF-8']
      : [body.text, body.contentType];
  return { statusCode: status, headers: { ...headers, 'content-type': contentType }, body: text };
};

const never = (): Promise<never> => new Promise(() => undefined);

const toldOfSilence = new Set<() => void>();

/** Calls the function whenever a request of this process is left without an answer; what it returns ends that. */
export const onSilence = (tell: () => void): (() => void) => {
  toldOfSilence.add(tell);
  return () => void toldOfSilence.delete(tell);
};

/** How fetch says that the connection was closed before an answer came. */
const closed = (): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) });

/**
 * The library pipes a body without listening for errors: when it breaks off, the call never settles and the process is
 * told (src/org/brokenBody.ts).
 */
const breakOff = (): Promise<never> => {
  process.nextTick(() => {
    throw new TypeError('terminated');
  });
  return never();
};

const exchange = async (org: OpenOrg, { method, url, headers = {}, body }: Request): Promise<Outcome> => {
  const target = url.slice(new URL(url).origin.length) || '/';
  const text = body ?? '';
  const { record, ended } = org.exchange({
    request: {
      method: method.toUpperCase(),
      ...splitTarget(target),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
      body: text,
    },
    target,
    bytesIn: Buffer.byteLength(text),
  });
  const exchanged = await ended;
  if (exchanged.kind === 'silence') {
    for (const tell of toldOfSilence) tell();
    return never();
  }
  if (exchanged.kind === 'reset') throw closed();
  if (exchanged.kind === 'flood') return exchanged;
  const response = responseOf(exchanged.answer);
  record.bytesOut = Buffer.byteLength(response.body);
  record.plainOut = record.bytesOut;
  return { response, cutOff: exchanged.cutOff };
};

/** What sf's library makes of it: only what is whole. */
const wholeExchange = async (org: OpenOrg, request: Request): Promise<Response> => {
  const outcome = await exchange(org, request);
  if ('flood' in outcome) throw new Error('Floods of sf itself have to go over the wire.');
  return outcome.cutOff ? breakOff() : outcome.response;
};

/** What our own requests get of it: the body in pieces, of which the last may be that it breaks off. */
const openExchange = async (org: OpenOrg, request: WireRequest, signal: AbortSignal): Promise<WireAnswer> => {
  const outcome = await Promise.race([exchange(org, request), broken(signal)]);
  if ('flood' in outcome) {
    return { status: 200, headers: outcome.flood.headers, chunks: outcome.flood.plain() };
  }
  const { response, cutOff } = outcome;
  const { statusCode: status, headers, body } = response;
  const bytes = Buffer.from(body);
  return { status, headers, chunks: cutOff ? cutInHalf(bytes) : [bytes] };
};

function* cutInHalf(bytes: Buffer): Iterable<Buffer> {
  yield bytes.subarray(0, Math.floor(bytes.length / 2));
  throw new TypeError('terminated');
}

const broken = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const abort = (): void => reject(new DOMException('This operation was aborted', 'AbortError'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });

/** Leads requests to the orgs of this process to them; all others go where they went. */
const leadRequests = (): void => {
  // The copy that @salesforce/core uses.
  const require = createRequire(createRequire(import.meta.url).resolve('@salesforce/core'));
  const { Transport } = require('@jsforce/jsforce-node/lib/transport') as TransportModule;
  const { StreamPromise } = require('@jsforce/jsforce-node/lib/util/promise') as PromiseModule;
  const { prototype } = Transport;
  const overHttp = prototype.httpRequest;
  prototype.httpRequest = function (request, options) {
    const org = orgs.get(new URL(request.url).origin);
    if (org === undefined) return overHttp.call(this, request, options);
    return StreamPromise.create(() => ({ stream: new PassThrough(), promise: wholeExchange(org, request) }));
  };
  const { send } = wire;
  wire.send = (request, signal) => {
    const org = orgs.get(new URL(request.url).origin);
    return org === undefined ? send(request, signal) : openExchange(org, request, signal);
  };
};

/** Opens an org that answers in this process. `close` takes it away again. */
export const openInProcess = (options: LocalOrgOptions = {}): LocalOrg => {
  if (opened === 0) leadRequests();
  opened += 1;
  // An address of this machine, which sf does not look up; nobody listens on ports as low as these. Above 80, which an
  // address leaves out.
  const url = `http://127.0.0.1:${100 + opened}`;
  const { org } = openOrg(options, url);
  orgs.set(url, org);
  org.close = () => {
    orgs.delete(url);
    return Promise.resolve();
  };
  return org;
};
