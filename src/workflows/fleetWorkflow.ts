/** The monitor over many orgs: each with its own connection, calls and time; one that fails costs its own line. */
import type { Connection } from '@salesforce/core';
import { unreadyChannels } from '../channels/readiness.js';
import { expiresWithinDays } from '../check/expiresWithinDays.js';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import { exitCodes } from '../exitCode.js';
import { openMonitorStore } from '../files/monitorStore.js';
import type { MonitorStore, UnfitState } from '../files/monitorStore.js';
import { formerFolders, roundToGoOnWith, writeRound } from '../files/roundFile.js';
import { outageOwner, withOutages } from '../monitor/outages.js';
import type { OutageOrg } from '../monitor/outages.js';
import { toldOfAll } from '../monitor/recipients.js';
import type { FleetMember, RoundOrg, RoundRecord } from '../monitor/roundRecord.js';
import { goesOn } from '../monitor/roundRecord.js';
import type { Shard } from '../monitor/shard.js';
import { connectOrg } from '../org/connectOrg.js';
import { OrgFailure } from '../org/failure.js';
import { leaveOrg } from '../org/leaveOrg.js';
import { fleetExitCode, isWholeFleet } from '../report/monitor/fleetReport.js';
import type { FleetOrg, FleetReport } from '../report/monitor/fleetReport.js';
import { deliverNews } from './deliverNews.js';
import { inParallel } from './inParallel.js';
import { toldOf } from './keepReading.js';
import { watchOrg } from './monitorWorkflow.js';
import type { MonitorInput } from './monitorWorkflow.js';
import { loadingOnce } from './prepare.js';
import type { LoadMeant } from './prepare.js';
import { takeOverOutages } from './takeOverOutages.js';
import { beat, isOfRun, nothingSent, senderOf } from './watchWorkflow.js';
import type { WatchInput } from './watchWorkflow.js';

/** What is looked at in one of them. */
export type OrgTask = Pick<MonitorInput, 'targets' | 'isWhole' | 'shortName' | 'commandFor'>;

export type FleetInput = Pick<
  WatchInput,
  | 'aliasesOf'
  | 'channels'
  | 'dryRun'
  | 'expiring'
  | 'heartbeat'
  | 'io'
  | 'plugin'
  | 'run'
  | 'send'
  | 'signal'
  | 'texts'
  | 'waitMs'
  | 'words'
> & {
  /** Those of this shard. */
  readonly members: readonly FleetMember[];
  /** Patterns that fit an org, as members: one that fitted none before was told as an org that could not be looked at. */
  readonly fitting: readonly FleetMember[];
  /** Those of other shards. */
  readonly elsewhere: readonly FleetMember[];
  /** Null where the orgs are not shared out. */
  readonly shard: Shard | null;
  /** How many are looked at side by side. */
  readonly parallel: number;
  /** Where looks are kept; no other shard keeps any there. */
  readonly stateDir: string;
  /** As a person named it; undefined for the newest one of each org. */
  readonly apiVersion: string | undefined;
  /** Settles what is looked at in an org. @throws what the project file refuses */
  readonly taskFor: (member: FleetMember) => Promise<OrgTask>;
  /** Who is told, of whatever the project file names for any org: of an org of which nobody knows what is looked at there. */
  readonly notifyLists: ReadonlyArray<readonly string[]>;
  /** Why an org could not be looked at, in words. */
  readonly sayFailure: (error: unknown) => NonNullable<RoundOrg['failure']>;
  /** Told how many orgs are done. */
  readonly onDone?: (done: number) => void;
  readonly onSend?: () => void;
};

const open = ({ name, username, orgId, otherLogins }: FleetMember): FleetOrg => ({
  ...{ name, username, orgId, outcome: 'open', failure: null, notFound: [], apiCalls: 0, looks: [] },
  ...(otherLogins === undefined ? {} : { otherLogins }),
});

type LookedAt = {
  readonly org: FleetOrg;
  readonly unfit: readonly UnfitState[];
  /** Who is told of each of the integrations that are looked at there. */
  readonly notifyLists: ReadonlyArray<readonly string[]>;
};

/** What ends the whole run: a mistake in a definition is one in each org, but where it is what this org has that is too much. */
const endsAll = (error: unknown): boolean => error instanceof DefinitionMistake && error.code !== 'TooManyObjects';

/** What is the same for the looks at all orgs. */
const sharedOf = ({ aliasesOf, dryRun, run, plugin, texts, words, waitMs, signal }: FleetInput) =>
  ({ aliasesOf, dryRun, run, plugin, texts, words, waitMs, signal }) as const;

const lookAtMember = async (
  member: FleetMember,
  store: MonitorStore,
  round: string,
  loadMeant: LoadMeant,
  input: FleetInput,
): Promise<LookedAt> => {
  const { signal } = input;
  let { notifyLists } = input;
  if (signal.aborted) return { org: open(member), unfit: [], notifyLists };
  let connection: Connection | null = null;
  try {
    const task = await input.taskFor(member);
    notifyLists = task.targets.map(({ notify = [] }) => notify);
    const seen = await watchOrg({
      ...{ ...sharedOf(input), ...task, store, round, loadMeant },
      channels: input.channels.map(({ name }) => name),
      expiring: input.expiring ?? expiresWithinDays,
      connect: async () => (connection = await connectOrg(member.username, input.apiVersion, input)),
    });
    const org: FleetOrg = {
      ...{ ...open(member), outcome: 'seen', orgId: seen.org.id, apiCalls: seen.apiCalls },
      notFound: seen.notFound.map(({ username }) => username),
      looks: seen.looks.map(toldOf),
    };
    return await leaveOrg(connection, { org, unfit: seen.unfit, notifyLists });
  } catch (error) {
    if (endsAll(error)) throw error;
    if (error instanceof OrgFailure && error.code === 'INTERRUPTED')
      return { org: open(member), unfit: [], notifyLists };
    const org: FleetOrg = { ...open(member), outcome: 'failed', failure: input.sayFailure(error) };
    return leaveOrg(connection, { org, unfit: [], notifyLists });
  }
};

/**
 * Keeps which orgs could not be looked at; nothing is written where all of them could, now and before.
 * @param former stores in which that may lie, as orgs were shared out another way before
 * @param elsewhere orgs of other parts: one that had no login, or another id, may have been of this part then; how it is, they say
 * @throws Refusal
 */
const keepOutages = async (
  store: MonitorStore,
  former: readonly MonitorStore[],
  looked: readonly LookedAt[],
  elsewhere: readonly LookedAt[],
  mark: Parameters<typeof withOutages>[2],
): Promise<readonly UnfitState[]> => {
  const outageOrg = ({ org, notifyLists }: LookedAt): OutageOrg => {
    const notify = toldOfAll(notifyLists, mark.channels);
    return { ...org, ...(notify === undefined ? {} : { notify }) };
  };
  const orgs = looked.map(outageOrg);
  const unusable = await takeOverOutages(store, former, orgs);
  const { state, unfit } = await store.read(outageOwner);
  const isQuiet = state === null && unfit === null && orgs.every(({ outcome }) => outcome !== 'failed');
  if (isQuiet) return unusable;
  const kept = await store.change(outageOwner, (before) =>
    Promise.resolve(withOutages(before, [...orgs, ...elsewhere.map(outageOrg)], mark)),
  );
  return [...unusable, ...(kept.unfit === null ? [] : [kept.unfit])];
};

const withoutLooks = (org: FleetOrg): RoundOrg => {
  const { name, username, orgId, otherLogins, outcome, failure, notFound, apiCalls } = org;
  return {
    ...{ name, username, orgId, outcome, failure, notFound, apiCalls },
    ...(otherLogins === undefined ? {} : { otherLogins }),
  };
};

/**
 * Looks at orgs once, and tells channels of all of them together.
 * @throws DefinitionMistake; Refusal where the folder of the looks cannot be used: nothing was sent then
 */
export const watchFleet = async (input: FleetInput): Promise<FleetReport> => {
  const {
    members,
    fitting,
    elsewhere,
    shard,
    parallel,
    stateDir,
    dryRun,
    channels,
    run,
    signal,
    send = senderOf(input),
  } = input;
  const store = openMonitorStore(stateDir, input);
  const startedAt = new Date(Date.now()).toISOString();
  let record: RoundRecord = {
    ...{ kind: 'monitorRound', schemaVersion: 1, round: run, shard, startedAt, endedAt: null },
    orgs: members.map((one) => withoutLooks(open(one))),
    ...(elsewhere.length === 0 ? {} : { elsewhere: elsewhere.map(({ name }) => name) }),
    ...{ channels: [], earlier: [], dropped: [], unready: [], trouble: null, heartbeatFailed: null, keptAside: [] },
  };
  if (!dryRun) {
    await store.prepare();
    const before = await roundToGoOnWith(stateDir);
    if (goesOn(before, shard, Date.now())) record = { ...record, round: before.round, startedAt: before.startedAt };
    await writeRound(stateDir, record);
  }
  // Once is enough, and side by side they would be in each other's way.
  const former = await formerFolders(stateDir, shard);
  const prepared: MonitorStore = {
    ...openMonitorStore(stateDir, input, undefined, former),
    prepare: () => Promise.resolve(),
  };
  const loadMeant = loadingOnce();
  let done = 0;
  const looked = await inParallel(members, parallel, async (member) => {
    const one = await lookAtMember(member, prepared, record.round, loadMeant, input);
    done += 1;
    input.onDone?.(done);
    return one;
  });
  const isSending = !dryRun && !signal.aborted;
  // A run that was stopped tells nothing, and the next one finds it again.
  const mark = { run, at: startedAt, channels };
  const formerStores = former.map((folder) => openMonitorStore(folder, input));
  const there = (one: FleetMember): LookedAt => ({
    ...{ org: { ...open(one), outcome: 'seen' }, unfit: [], notifyLists: input.notifyLists },
  });
  const found = [...looked, ...fitting.map(there)];
  const ofOthers = elsewhere.filter(({ orgId }) => orgId !== null).map(there);
  const ofOutages = isSending ? await keepOutages(store, formerStores, found, ofOthers, mark) : [];
  if (isSending) input.onSend?.();
  const sent = isSending ? await deliverNews({ store, channels, send, signal }) : nothingSent;
  const unfit = [...looked.flatMap((one) => one.unfit), ...ofOutages];
  const report: Omit<FleetReport, 'exitCode'> = {
    ...{ at: startedAt, dryRun, inAll: members.length + elsewhere.length },
    shards: shard === null ? [] : [{ ...shard, state: signal.aborted ? 'unfinished' : 'complete', startedAt }],
    orgs: looked.map(({ org }) => org),
    channels: sent.deliveries.filter((one) => isOfRun(one, run)),
    earlier: sent.deliveries.filter((one) => !isOfRun(one, run)),
    dropped: sent.dropped,
    unready: unreadyChannels(channels, input.io.env),
    trouble: sent.trouble === null ? null : sent.trouble.args.flat().slice(-1).join(''),
    heartbeatFailed: null,
    keptAside: [...unfit, ...sent.unfit.filter(({ path }) => unfit.every((one) => one.path !== path))],
  };
  const heartbeatFailed = isSending && isWholeFleet(report) ? await beat(input) : null;
  const ended = { ...report, heartbeatFailed };
  if (!dryRun && !signal.aborted)
    await writeRound(stateDir, {
      ...{ ...record, endedAt: new Date(Date.now()).toISOString(), orgs: ended.orgs.map(withoutLooks) },
      ...{ channels: ended.channels, earlier: ended.earlier, dropped: ended.dropped, trouble: ended.trouble },
      unready: ended.unready,
      ...{ heartbeatFailed, keptAside: ended.keptAside },
    });
  return { ...ended, exitCode: signal.aborted ? exitCodes.interrupted : fleetExitCode(ended) };
};
