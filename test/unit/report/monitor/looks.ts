/** Looks, orgs and kept states for the tests of what the monitor reports. What is given takes the place of what is here. */
import type { KeptFinding, KeptLook, MonitorState } from '../../../../src/monitor/monitorState.js';
import type { News, Upcoming } from '../../../../src/monitor/news.js';
import type { ToldLook } from '../../../../src/monitor/round.js';
import type { FleetOrg, FleetReport } from '../../../../src/report/monitor/fleetReport.js';
import type { WatchedLook, WatchReport } from '../../../../src/report/monitor/watchReport.js';
import type { WatchTextOptions } from '../../../../src/report/monitor/watchText.js';
import { wordsOf } from '../support/scenes.js';

const [own, check] = [wordsOf('integration.monitor'), wordsOf('integration.check')];

/** Sentences of the monitor, and those of the check that it takes. */
export const monitorWords: WatchTextOptions['words'] = (key, tokens) =>
  (key.startsWith('report.') ? check : own)(key, tokens);

/** When the look before was, and when this one is. */
export const [before, at] = ['2026-11-27T07:00:00.000Z', '2026-11-28T07:00:00.000Z'] as const;

const told = (name: string, news: readonly News[]): ToldLook => ({
  org: {
    ...{ id: `00D5g000000${name}AAA`, username: `admin@${name}.com`, instanceUrl: `https://${name}.my.salesforce.com` },
    ...{ apiVersion: '68.0', name, type: 'production' },
  },
  ...{ integration: '6sense', user: `6sense@${name}.com`, since: before, at, missing: news.length, unknown: 0 },
  ...{ state: news.length > 0 ? 1 : 0, news, upcoming: [], lostSources: [] },
  command: `sf integration check -i 6sense -u 6sense@${name}.com -o ${name}`,
});

/** An org in which nobody has been looked at. */
export const fleetOrg = (name: string, more: Partial<FleetOrg> = {}): FleetOrg => ({
  ...{ name, username: `admin@${name}.com`, orgId: `00D5g000000${name}AAA`, outcome: 'seen', failure: null },
  ...{ notFound: [], apiCalls: 10, looks: [] },
  ...more,
});

/** An org in which one user has been looked at. */
export const seenOrg = (name: string, news: readonly News[], more: Partial<ToldLook> = {}): FleetOrg =>
  fleetOrg(name, { looks: [{ ...told(name, news), ...more }] });

const nothing = {
  ...{ dryRun: false, channels: [], earlier: [], dropped: [], unready: [] },
  ...{ trouble: null, heartbeatFailed: null, keptAside: [] },
} as const;

/** A run about these orgs of which there is nothing else to say. */
export const fleetWith = (orgs: readonly FleetOrg[], more: Partial<FleetReport> = {}): FleetReport => ({
  ...{ exitCode: 0, at, ...nothing, shards: [], orgs },
  ...more,
});

export const watchedLook = (news: readonly News[] = [], more: Partial<WatchedLook> = {}): WatchedLook => ({
  ...told('acme', news),
  isOvertaken: false,
  ...more,
});

/** Looks at one org of which there is nothing else to say. */
export const watchOf = (looks: readonly WatchedLook[], more: Partial<WatchReport> = {}): WatchReport => ({
  ...{ exitCode: 0, at, ...nothing, looks, org: told('acme', []).org },
  ...{ shortName: 'acme', notFound: [], apiCalls: 12 },
  ...more,
});

export const ending = (more: Partial<Upcoming> = {}): Upcoming => ({
  ...{ kind: 'license', name: 'Salesforce API Integration', ends: '2026-12-01T00:00:00Z' },
  text: 'The license ends on 2026-12-01.',
  ...more,
});

export const usedUp: Upcoming = {
  ...{ kind: 'apiRequests', name: 'DailyApiRequests', ends: null },
  text: '400 of 10000 API requests of the day are left.',
};

/** A source of Read on Lead that is gone, while others are left. */
export const lostSource = (namespace: string | null = null): ToldLook['lostSources'][number] => ({
  ...{ id: 'object:Lead:read', what: 'Read on Lead', left: 2 },
  source: { type: 'PermissionSet', name: 'Extra', namespace, label: 'Extra Access' },
});

export const keptFinding = (more: Partial<KeptFinding> = {}): KeptFinding => ({
  ...{ id: 'field:Lead.Email:read', kind: 'field', level: 'required', forbid: false, status: 'unmet' },
  ...{ code: 'NO_GRANT', counts: true, what: 'Read on Lead.Email', grantedBy: [] },
  ...{ since: before, told: before, changes: [{ at: before, status: 'unmet' }] },
  ...more,
});

export const keptLook = (findings: readonly KeptFinding[] = [], more: Partial<KeptLook> = {}): KeptLook => ({
  user: { id: '0055g00000AbCdEAAV', username: '6sense@acme.com', name: '6sense' },
  ...{ reference: '6sense@leads', authentication: 'oauth', plugin: '0.1.0' },
  definition: { id: '6sense', hash: 'sha256:0', label: '6sense' },
  ...{ first: '2026-11-01T07:00:00.000Z', at, findings, upcomingTold: [] },
  ...more,
});

export const keptState = (looks: readonly KeptLook[], more: Partial<MonitorState> = {}): MonitorState => ({
  org: {
    ...{ id: '00D5g00000AbCdEEAV', username: 'monitor@acme.com', shortName: 'acme' },
    instanceUrl: 'https://acme.my.salesforce.com',
  },
  ...{ integration: '6sense', looks, outbox: [] },
  ...more,
});
