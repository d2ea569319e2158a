import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import type { Org } from '../model/orgModel.js';
import { newMetadataJobs } from '../metadata/metadataJobs.js';
import type { MetadataJobs } from '../metadata/metadataJobs.js';
import { rowById, textOf } from '../permissions/orgTables.js';
import { loadScenario } from '../scenarios/loadScenario.js';
import { soapFault } from '../soap/soapEnvelope.js';
import { answerControl, isControl } from './controlRequests.js';
import { json, newRequestDetails, text } from './httpExchange.js';
import type { HttpAnswer } from './httpExchange.js';
import { answerOfFault, createFaultControl, errorOfFault, withBrokenText, withFewerRows } from './faults.js';
import type { Fault, FaultControl } from './faults.js';
import { preciseNow } from './requestLog.js';
import type { RequestRecord } from './requestLog.js';
import { answerRequest, isSoap } from './requestRouter.js';
import type { RunningOrg } from './runningOrg.js';
import { payloadOf, readRequest, send } from './httpMessages.js';
import { countWire } from './wireBytes.js';
import { findUser, issueAccessToken, issueRefreshToken, loginObstacle } from './accessTokens.js';

export type LocalOrgOptions = {
  /** Name of a scenario or path of a scenario file; default `default`. */
  scenario?: string;
  /** An org that exists already, instead of a scenario. */
  org?: Org;
  /** Default: any free port. */
  port?: number;
  /** How long every answer takes at least. */
  latencyMs?: number;
};

export type LocalOrg = {
  url: string;
  org: Org;
  /** The access token of a user, the same one until it expires. Throws for users who cannot log in. */
  tokenFor: (username: string) => string;
  refreshTokenFor: (username: string) => string;
  requests: RequestRecord[];
  clearRequests: () => void;
  faults: FaultControl;
  latency: { ms: number };
  /** Deploys and retrieves, and how many polls they take. */
  metadataJobs: MetadataJobs;
  close: () => Promise<void>;
};

/** The platform's bound on URI and headers together (fact I3). */
const maxHeaderBytes = 16_384;

/** Serves an org over HTTP on the loopback interface. Resolves when it accepts connections. */
export async function startLocalOrg(options: LocalOrgOptions = {}): Promise<LocalOrg> {
  const org = options.org ?? loadScenario(options.scenario ?? 'default');
  const faults = createFaultControl();
  const running: RunningOrg = {
    org,
    url: '',
    faults,
    locators: new Map(),
    refreshTokens: new Map(),
    describeStamps: new Map(),
    metadataJobs: newMetadataJobs(),
    startedAt: org.now(),
  };
  const requests: RequestRecord[] = [];
  const latency = { ms: options.latencyMs ?? 0 };
  const local: LocalOrg = {
    url: '',
    org,
    tokenFor: (username) => tokenFor(org, username),
    refreshTokenFor: (username) => issueRefreshToken(running, userIdOf(org, username)),
    requests,
    clearRequests: () => {
      requests.length = 0;
    },
    faults,
    latency,
    metadataJobs: running.metadataJobs,
    close: () => close(server),
  };
  // Node's own bound on headers would answer before the org can answer as the platform does.
  const server = createServer({ maxHeaderSize: 1024 * 1024, keepAlive: true }, (incoming, response) => {
    serve({ running, local, incoming, response }).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: options.port ?? 0, backlog: 511 }, resolve);
  });
  const address = server.address() as AddressInfo;
  local.url = `http://127.0.0.1:${address.port}`;
  running.url = local.url;
  return local;
}

type Exchange = { running: RunningOrg; local: LocalOrg; incoming: IncomingMessage; response: ServerResponse };

async function serve({ running, local, incoming, response }: Exchange): Promise<void> {
  const startedAt = preciseNow();
  const request = await readRequest(incoming);
  const target = incoming.url ?? '/';
  if (isControl(request.path)) {
    countWire(incoming.socket, response, () => undefined);
    send(response, ...statusAndPayload(answerControl(local, request), undefined), false);
    return;
  }
  const record = newRecord(local.requests, request.method, target, request.bytesIn, startedAt);
  countWire(incoming.socket, response, (bytes) => Object.assign(record, bytes));
  const fault = running.faults.take({ method: request.method, target, body: request.body, subrequest: false });
  record.fault = fault?.kind ?? null;
  const wait = local.latency.ms + (fault?.delayMs ?? 0);
  if (wait > 0) await delay(wait);
  const details = newRequestDetails();
  const replacement = fault === undefined ? undefined : replacementOf(fault, request.path);
  const isLost = replacement !== undefined || fault?.kind === 'timeout' || fault?.kind === 'reset';
  if (fault?.carriedOut === true && isLost) {
    answerRequest(running, request, details);
    Object.assign(record, details);
  }
  if (fault?.kind === 'timeout') return;
  if (fault?.kind === 'reset') {
    record.endedAt = preciseNow();
    incoming.socket.resetAndDestroy();
    return;
  }
  const answer = tooLong(incoming) ?? replacement ?? answerRequest(running, request, details);
  const [status, payload] = statusAndPayload(withFault(answer, fault), incoming.headers['accept-encoding']);
  Object.assign(record, details);
  record.username = details.userId === null ? null : usernameOf(running.org, details.userId);
  record.status = status;
  const body = request.method === 'HEAD' ? { ...payload, bytes: Buffer.alloc(0) } : payload;
  record.bytesOut = body.bytes.length;
  record.endedAt = preciseNow();
  send(response, status, body, fault?.kind === 'cutOff');
}

function statusAndPayload(
  answer: HttpAnswer,
  acceptEncoding: string | undefined,
): [number, ReturnType<typeof payloadOf>] {
  return [answer.status, payloadOf(answer, acceptEncoding)];
}

/** 414 for the URI alone, 431 for URI and headers (fact I3). */
function tooLong(incoming: IncomingMessage): HttpAnswer | undefined {
  const uri = Buffer.byteLength(incoming.url ?? '');
  if (uri > maxHeaderBytes) return text(414, '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>', 'text/html');
  const headers = incoming.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part) + 2, 0);
  if (uri + headers <= maxHeaderBytes) return undefined;
  return text(431, '<h1>Bad Message 431</h1><pre>reason: Request Header Fields Too Large</pre>', 'text/html');
}

function replacementOf(fault: Fault, path: string): HttpAnswer | undefined {
  const error = isSoap(path) ? errorOfFault(fault.kind) : undefined;
  return error === undefined ? answerOfFault(fault) : soapFault(error);
}

function withFault(answer: HttpAnswer, fault: Fault | undefined): HttpAnswer {
  const { body } = answer;
  if (body.kind === 'none') return answer;
  if (fault?.kind === 'fewerRows')
    return body.kind === 'json' ? json(answer.status, withFewerRows(body.value), answer.headers) : answer;
  if (fault?.kind !== 'truncatedJson' && fault?.kind !== 'garbled') return answer;
  const full = body.kind === 'json' ? JSON.stringify(body.value) : body.text;
  const contentType = body.kind === 'json' ? 'application/json;charset=UTF-8' : body.contentType;
  return { ...answer, body: { kind: 'text', text: withBrokenText(full, fault.kind), contentType } };
}

function newRecord(
  requests: RequestRecord[],
  method: string,
  path: string,
  bytesIn: number,
  startedAt: number,
): RequestRecord {
  const record: RequestRecord = {
    id: (requests.at(-1)?.id ?? 0) + 1,
    method,
    path,
    status: 0,
    bytesIn,
    bytesOut: 0,
    wireIn: 0,
    wireOut: 0,
    username: null,
    fault: null,
    startedAt,
    endedAt: null,
    ...newRequestDetails(),
  };
  requests.push(record);
  return record;
}

function usernameOf(org: Org, userId: string): string | null {
  return textOf(rowById(org, 'User', userId), 'Username');
}

function userIdOf(org: Org, username: string): string {
  const id = findUser(org, username)?.['Id'];
  if (typeof id !== 'string') throw new Error(`The org has no user ${username}`);
  return id;
}

function tokenFor(org: Org, username: string): string {
  const userId = userIdOf(org, username);
  const obstacle = loginObstacle(org, userId);
  if (obstacle !== undefined) throw new Error(`${username} is ${obstacle} and cannot log in`);
  const open = [...org.tokens].find(([, session]) => session.userId === userId && !session.expired);
  return open?.[0] ?? issueAccessToken(org, userId);
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
