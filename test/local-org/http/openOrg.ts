import { setTimeout as delay } from 'node:timers/promises';

import type { Language, Org } from '../model/orgModel.js';
import { newMetadataJobs } from '../metadata/metadataJobs.js';
import type { MetadataJobs } from '../metadata/metadataJobs.js';
import { rowById, textOf } from '../permissions/orgTables.js';
import { loadScenario } from '../scenarios/loadScenario.js';
import { soapFault } from '../soap/soapEnvelope.js';
import { findUser, issueAccessToken, issueRefreshToken, loginObstacle } from './accessTokens.js';
import { answerOfFault, createFaultControl, errorOfFault, withBrokenText, withFewerRows } from './faults.js';
import type { Fault, FaultControl } from './faults.js';
import { floodOf, floodPage, withEndlessPages, withManyDependencies, withNestedElement } from './floods.js';
import type { Flood } from './floods.js';
import { json, newRequestDetails } from './httpExchange.js';
import type { HttpAnswer, HttpRequest } from './httpExchange.js';
import { preciseNow } from './requestLog.js';
import type { RequestRecord } from './requestLog.js';
import { answerRequest, isSoap } from './requestRouter.js';
import { languages } from './languages.js';
import { translateAnswer } from './translateAnswer.js';
import type { RunningOrg } from './runningOrg.js';

export type LocalOrgOptions = {
  /** Name of a scenario or path of a scenario file; default `default`. */
  scenario?: string;
  /** An org that exists already, instead of a scenario. */
  org?: Org;
  /** Instead of that of the scenario; default: the environment variable LOCAL_ORG_LANGUAGE, else that of the scenario. */
  language?: Language;
  /** How long every answer takes at least. */
  latencyMs?: number;
};

/** One request that has come in. */
export type IncomingRequest = {
  request: HttpRequest;
  /** Path and query as sent. */
  target: string;
  bytesIn: number;
  /** The answer to a request that the platform does not even look at. */
  refusal?: HttpAnswer | undefined;
};

/**
 * What becomes of a request: an answer, of which half may be cut off; more than anybody can read; a broken connection; or
 * nothing at all, ever.
 */
export type Exchanged =
  | { kind: 'answer'; answer: HttpAnswer; cutOff: boolean }
  | { kind: 'flood'; flood: Flood }
  | { kind: 'reset' }
  | { kind: 'silence' };

/** An org that answers requests, by whatever way they come. */
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

/** An org without a wire: `exchange` is where a wire, or a test, hands requests in. */
export type OpenOrg = LocalOrg & {
  /** Carries out one request, with the faults that hit it. The record of it is in the request log at once. */
  exchange: (incoming: IncomingRequest) => { record: RequestRecord; ended: Promise<Exchanged> };
};

/**
 * Opens an org.
 * @param url where it says that it is, without a trailing slash; whoever knows it only later sets it with `setUrl`
 */
export function openOrg(options: LocalOrgOptions, url: string): { org: OpenOrg; setUrl: (url: string) => void } {
  const org = options.org ?? loadScenario(options.scenario ?? 'default');
  const language = options.language ?? languages.find((known) => known === process.env['LOCAL_ORG_LANGUAGE']);
  if (language !== undefined) org.language = language;
  const faults = createFaultControl();
  const running: RunningOrg = {
    org,
    url,
    faults,
    locators: new Map(),
    refreshTokens: new Map(),
    describeStamps: new Map(),
    metadataJobs: newMetadataJobs(),
    startedAt: org.now(),
  };
  const requests: RequestRecord[] = [];
  const latency = { ms: options.latencyMs ?? 0 };
  const local: OpenOrg = {
    url,
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
    exchange: (incoming) => {
      const { request, target, bytesIn } = incoming;
      const record = newRecord(requests, request.method, target, bytesIn);
      const fault = faults.take({ method: request.method, target, body: request.body, subrequest: false });
      record.fault = fault?.kind ?? null;
      const ended = carryOut(running, incoming, record, fault, latency.ms + (fault?.delayMs ?? 0));
      return { record, ended };
    },
    close: () => Promise.resolve(),
  };
  const setUrl = (known: string): void => {
    local.url = known;
    running.url = known;
  };
  return { org: local, setUrl };
}

async function carryOut(
  running: RunningOrg,
  { request, refusal }: IncomingRequest,
  record: RequestRecord,
  fault: Fault | undefined,
  waitMs: number,
): Promise<Exchanged> {
  if (waitMs > 0) await delay(waitMs);
  const details = newRequestDetails();
  const replacement = fault === undefined ? undefined : replacementOf(fault, request.path);
  const flood = fault === undefined ? undefined : floodOf(fault.kind);
  const isLost =
    replacement !== undefined || flood !== undefined || fault?.kind === 'timeout' || fault?.kind === 'reset';
  if (fault?.carriedOut === true && isLost) {
    answerRequest(running, request, details);
    Object.assign(record, details);
  }
  if (fault?.kind === 'timeout') return { kind: 'silence' };
  if (fault?.kind === 'reset') {
    record.endedAt = preciseNow();
    return { kind: 'reset' };
  }
  if (flood !== undefined) return { kind: 'flood', flood };
  const page = fault?.kind === 'endlessPages' ? floodPage(request.path, fault.promised) : undefined;
  const said = refusal ?? replacement ?? page ?? answerRequest(running, request, details);
  const right = translateAnswer(said, running.org.language ?? 'en');
  const answer = withFault(right, fault, request);
  Object.assign(record, details);
  record.username = details.userId === null ? null : usernameOf(running.org, details.userId);
  record.status = answer.status;
  record.endedAt = preciseNow();
  return { kind: 'answer', answer, cutOff: fault?.kind === 'cutOff' };
}

function replacementOf(fault: Fault, path: string): HttpAnswer | undefined {
  const error = isSoap(path) ? errorOfFault(fault.kind) : undefined;
  return error === undefined ? answerOfFault(fault) : soapFault(error);
}

function withFault(answer: HttpAnswer, fault: Fault | undefined, request: HttpRequest): HttpAnswer {
  if (fault?.kind === 'rewritten') return fault.rewrite?.(answer, request) ?? answer;
  const { body } = answer;
  if (body.kind === 'none') return answer;
  if (fault?.kind === 'fewerRows')
    return body.kind === 'json' ? json(answer.status, withFewerRows(body.value), answer.headers) : answer;
  if (fault?.kind === 'endlessPages')
    return body.kind === 'json'
      ? json(answer.status, withEndlessPages(body.value, request.path, fault.promised), answer.headers)
      : answer;
  if (fault?.kind === 'manyDependencies')
    return body.kind === 'json'
      ? json(answer.status, withManyDependencies(body.value, fault.promised), answer.headers)
      : answer;
  if (fault?.kind === 'nestedXml')
    return body.kind === 'text' ? { ...answer, body: { ...body, text: withNestedElement(body.text) } } : answer;
  if (fault?.kind !== 'truncatedJson' && fault?.kind !== 'garbled') return answer;
  const full = body.kind === 'json' ? JSON.stringify(body.value) : body.text;
  const contentType = body.kind === 'json' ? 'application/json;charset=UTF-8' : body.contentType;
  return { ...answer, body: { kind: 'text', text: withBrokenText(full, fault.kind), contentType } };
}

function newRecord(requests: RequestRecord[], method: string, path: string, bytesIn: number): RequestRecord {
  const record: RequestRecord = {
    id: (requests.at(-1)?.id ?? 0) + 1,
    method,
    path,
    status: 0,
    bytesIn,
    bytesOut: 0,
    plainOut: 0,
    wireIn: 0,
    wireOut: 0,
    username: null,
    fault: null,
    startedAt: preciseNow(),
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
