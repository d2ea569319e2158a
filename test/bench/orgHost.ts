/**
 * The process that serves the embedded orgs of the benchmark, so that their work is nobody else's CPU time. Its parent
 * steers it over the channel that Node opens between the two; nothing of that goes over HTTP.
 */
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import type { HistoryState, Org } from '../local-org/model/orgModel.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { rememberTables } from '../support/orgState.js';
import { trafficOf, troubleIn } from './traffic.js';
import type { Traffic } from './traffic.js';

export type OrgOptions = { scenario: string; overrides?: Partial<Scenario>; logins: readonly string[] };
export type Opened = { url: string; tokens: Record<string, string>; objects: number };
export type Taken = { traffic: Traffic; trouble: string[]; cpuMs: number };

export type Calls = {
  /** Starts an org under a key. */
  open: { options: OrgOptions; answer: Opened };
  /** Gives the state of now a name. */
  remember: { state: string; answer: null };
  restore: { state: string; answer: null };
  /** Clears the log, and says how long every answer takes from now on. */
  begin: { latencyMs: number; answer: null };
  /** What was asked since `begin`, and how much CPU time this process spent. */
  take: { answer: Taken };
};
export type CallName = keyof Calls;
export type Call = { [K in CallName]: { id: number; name: K; key: string } & Omit<Calls[K], 'answer'> }[CallName];
export type Reply = { id: number; answer: unknown } | { id: number; error: string };

type Served = { local: LocalOrg; states: Map<string, () => void>; cpu: NodeJS.CpuUsage };
const orgs = new Map<string, Served>();

const served = (key: string): Served => {
  const found = orgs.get(key);
  if (found === undefined) throw new Error(`There is no org ${key}`);
  return found;
};

/** Field history is no table. */
const rememberHistory = (org: Org): (() => void) => {
  const copy = (history: ReadonlyMap<string, HistoryState>): [string, HistoryState][] =>
    [...history].map(([name, state]) => [name, { ...state, trackedFields: new Set(state.trackedFields) }]);
  const before = new Map(copy(org.history));
  return () => {
    org.history.clear();
    for (const [name, state] of copy(before)) org.history.set(name, state);
  };
};

const open = async (key: string, { scenario, overrides, logins }: OrgOptions): Promise<Opened> => {
  const local = await startLocalOrg({ org: loadScenario(scenario, overrides) });
  orgs.set(key, { local, states: new Map(), cpu: process.cpuUsage() });
  return {
    url: local.url,
    tokens: Object.fromEntries(logins.map((username) => [username, local.tokenFor(username)])),
    objects: local.org.schema.size,
  };
};

const remember = ({ local: { org }, states }: Served, state: string): void => {
  const parts = [rememberTables(org), rememberHistory(org)];
  states.set(state, () => parts.forEach((restore) => restore()));
};

const restore = ({ states }: Served, state: string): void => {
  const known = states.get(state);
  if (known === undefined) throw new Error(`There is no state ${state}`);
  known();
};

const begin = (org: Served, latencyMs: number): void => {
  org.local.clearRequests();
  org.local.latency.ms = latencyMs;
  org.local.org.limits.dailyApiRequests.used = 0;
  org.cpu = process.cpuUsage();
};

const take = ({ local, cpu }: Served): Taken => {
  const { user, system } = process.cpuUsage(cpu);
  return {
    traffic: trafficOf(local.requests, local.org.limits.dailyApiRequests.used),
    trouble: troubleIn(local.requests),
    cpuMs: (user + system) / 1000,
  };
};

const answerTo = async (call: Call): Promise<unknown> => {
  switch (call.name) {
    case 'open':
      return open(call.key, call.options);
    case 'remember':
      return remember(served(call.key), call.state);
    case 'restore':
      return restore(served(call.key), call.state);
    case 'begin':
      return begin(served(call.key), call.latencyMs);
    case 'take':
      return take(served(call.key));
  }
};

const say = (reply: Reply): void => void process.send?.(reply);

process.on('message', (call: Call) => {
  answerTo(call).then(
    (answer) => say({ id: call.id, answer: answer ?? null }),
    (error: unknown) => say({ id: call.id, error: error instanceof Error ? error.message : String(error) }),
  );
});
process.once('disconnect', () => process.exit());
