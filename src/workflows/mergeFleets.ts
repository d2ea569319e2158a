/** One report of several shards, from what they have kept; no org is read and nothing is written. */
import { openMonitorStore } from '../files/monitorStore.js';
import { keptRounds } from '../files/roundFile.js';
import type { KeptRound } from '../files/roundFile.js';
import { shortOrgId } from '../monitor/monitorState.js';
import type { RoundRecord } from '../monitor/roundRecord.js';
import type { ToldLook } from '../monitor/round.js';
import { Refusal } from '../refusal.js';
import { fleetExitCode } from '../report/monitor/fleetReport.js';
import type { FleetOrg, FleetReport, FleetShard } from '../report/monitor/fleetReport.js';

/** Half a day: what a shard has kept that began so much earlier than the latest one is of an earlier day. */
const sameDayMs = 43_200_000;

/** Why an org could not be looked at, in words. */
type SayFailure = (error: unknown) => NonNullable<FleetOrg['failure']>;

type Merged = {
  readonly record: RoundRecord;
  readonly orgs: readonly FleetOrg[];
  readonly unfit: FleetReport['keptAside'];
};

/** The looks of a round, by the first 15 characters of the ids of their orgs. */
const looksIn = async (
  { folder, record }: KeptRound,
  signal: AbortSignal,
): Promise<{ readonly looks: ReadonlyMap<string, readonly ToldLook[]>; readonly unfit: FleetReport['keptAside'] }> => {
  const { states, unfit } = await openMonitorStore(folder, { waitMs: 0, signal }).each(({ latest }) =>
    latest?.round === record.round ? latest.looks : null,
  );
  const looks = new Map<string, ToldLook[]>();
  for (const told of [...states.values()].flat()) {
    const id = shortOrgId(told.org.id);
    const same = looks.get(id);
    if (same) same.push(told);
    else looks.set(id, [told]);
  }
  return { looks, unfit };
};

const mergedOf = async (kept: KeptRound, signal: AbortSignal): Promise<Merged> => {
  const { looks, unfit } = await looksIn(kept, signal);
  const { record } = kept;
  const orgs = record.orgs.map((org): FleetOrg => {
    const own = org.orgId === null ? [] : (looks.get(shortOrgId(org.orgId)) ?? []);
    // A run that was killed has kept the looks that it had made.
    return { ...org, looks: own, ...(org.outcome === 'open' && own.length > 0 ? { outcome: 'seen' } : {}) };
  });
  return { record, orgs, unfit };
};

const latestIn = (kept: readonly KeptRound[]): string =>
  kept
    .map(({ record }) => record.startedAt)
    .sort()
    .at(-1) ?? '';

/**
 * Those of the newest sharing, and what is left out: where the number of parts was changed, what the former parts have kept lies
 * beside it.
 * @throws Refusal where parts and undivided runs are mixed: then nobody can tell what belongs together
 */
const newestSharing = (
  kept: readonly KeptRound[],
): { readonly newest: readonly KeptRound[]; readonly leftOut: NonNullable<FleetReport['leftOut']> } => {
  const counts = [...new Set(kept.map(({ record }) => record.shard?.of ?? 0))];
  if (counts.length > 1 && counts.includes(0))
    throw new Refusal('integration.monitor', 'unlikeShards', [counts.map(String)]);
  const sharings = counts
    .map((of) => ({ of, rounds: kept.filter(({ record }) => (record.shard?.of ?? 0) === of) }))
    .map((one) => ({ ...one, startedAt: latestIn(one.rounds) }))
    .sort((one, other) => (one.startedAt > other.startedAt ? -1 : 1));
  return {
    newest: sharings[0]?.rounds ?? [],
    leftOut: sharings.slice(1).map(({ of, startedAt }) => ({ of, startedAt })),
  };
};

/** The newest record of each part. */
const newestOfEach = (kept: readonly KeptRound[]): KeptRound[] => {
  const newest = new Map<string, KeptRound>();
  for (const one of kept) {
    const { shard, startedAt } = one.record;
    // Orgs that are not shared out may be kept in several folders, each with orgs of its own.
    const key = shard === null ? one.folder : `${shard.index}/${shard.of}`;
    const before = newest.get(key);
    if (before === undefined || before.record.startedAt < startedAt) newest.set(key, one);
  }
  return [...newest.values()];
};

const shardsOf = (records: readonly RoundRecord[]): FleetShard[] => {
  const of = records[0]?.shard?.of ?? 0;
  const latest = Math.max(...records.map(({ startedAt }) => Date.parse(startedAt)));
  return Array.from({ length: of }, (_, at): FleetShard => {
    const record = records.find(({ shard }) => shard?.index === at + 1);
    if (record === undefined) return { index: at + 1, of, state: 'missing', startedAt: null };
    const isOld = latest - Date.parse(record.startedAt) > sameDayMs;
    const state = isOld ? 'old' : record.endedAt === null ? 'unfinished' : 'complete';
    return { index: at + 1, of, state, startedAt: record.startedAt };
  });
};

/**
 * Orgs that were named and belong to no part: each part takes an org by its id, and one that `sf` is not logged in to by its name,
 * so that where the parts have not the same logins each may take it for an org of another one. Nobody looks at it then.
 * Where a part is missing, or of an earlier day, the orgs may be its own.
 */
const inNoPart = (
  records: readonly RoundRecord[],
  shards: readonly FleetShard[],
  sayFailure: SayFailure,
): readonly FleetOrg[] => {
  if (shards.some(({ state }) => state === 'missing' || state === 'old')) return [];
  const seen = new Set(
    records.flatMap(({ orgs }) => orgs.flatMap(({ name, otherLogins = [] }) => [name, ...otherLogins])),
  );
  const names = new Set(records.flatMap(({ elsewhere = [] }) => elsewhere).filter((name) => !seen.has(name)));
  return [...names].map((name) => ({
    ...{ name, username: name, orgId: null, outcome: 'failed', notFound: [], apiCalls: 0, looks: [] },
    failure: sayFailure(new Refusal('integration.monitor', 'inNoPart', [name])),
  }));
};

/**
 * Without names to which one part had no login while another one has looked at the org: a login may fail on one machine alone,
 * and is tried again by the next run.
 */
const withoutSeenElsewhere = (orgs: readonly FleetOrg[]): readonly FleetOrg[] => {
  const seen = new Set(
    orgs.flatMap(({ name, otherLogins = [], outcome }) => (outcome === 'seen' ? [name, ...otherLogins] : [])),
  );
  return orgs.filter(({ name, orgId, outcome }) => !(outcome === 'failed' && orgId === null && seen.has(name)));
};

const byName = (a: FleetOrg, b: FleetOrg): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/**
 * Makes one report of what shards have kept in these folders.
 * @param sayFailure why an org could not be looked at, in words
 * @throws Refusal where a folder holds nothing of a run about many orgs, or parts and undivided runs are mixed
 */
export const mergeFleets = async (
  folders: readonly string[],
  signal: AbortSignal,
  sayFailure: SayFailure,
): Promise<FleetReport> => {
  const { newest, leftOut } = newestSharing(await keptRounds(folders));
  const merged: Merged[] = [];
  for (const one of newestOfEach(newest)) merged.push(await mergedOf(one, signal));
  const records = merged.map(({ record }) => record);
  const shards = shardsOf(records);
  const report: Omit<FleetReport, 'exitCode'> = {
    at: records.map(({ startedAt }) => startedAt).sort()[0] ?? '',
    dryRun: false,
    shards,
    leftOut,
    orgs: [...withoutSeenElsewhere(merged.flatMap(({ orgs }) => orgs)), ...inNoPart(records, shards, sayFailure)].sort(
      byName,
    ),
    channels: records.flatMap(({ channels }) => channels),
    earlier: records.flatMap(({ earlier }) => earlier),
    dropped: [...new Set(records.flatMap(({ dropped }) => dropped))],
    unready: [...new Map(records.flatMap(({ unready }) => unready).map((one) => [one.name, one] as const)).values()],
    trouble: records.flatMap(({ trouble }) => trouble ?? [])[0] ?? null,
    heartbeatFailed: records.flatMap(({ heartbeatFailed }) => heartbeatFailed ?? [])[0] ?? null,
    keptAside: merged.flatMap(({ record, unfit }) => [...record.keptAside, ...unfit]),
  };
  return { ...report, exitCode: fleetExitCode(report) };
};
