/** One run of the monitor: look, keep, send, and say that it has run. */
import type { ChannelIo } from '../channels/channelIo.js';
import { unreadyChannels } from '../channels/readiness.js';
import type { UnreadyChannel } from '../channels/readiness.js';
import { expiresWithinDays } from '../check/expiresWithinDays.js';
import { exitCodes, monitorExitCode } from '../exitCode.js';
import type { ExitCode } from '../exitCode.js';
import type { Delivery } from '../monitor/message.js';
import type { MonitorState } from '../monitor/monitorState.js';
import { isOutageState } from '../monitor/outages.js';
import type { ChannelSettings } from '../monitor/monitorSettings.js';
import { openMonitorStore } from '../files/monitorStore.js';
import type { MonitorStore, UnfitState } from '../files/monitorStore.js';
import { shardFolders } from '../files/roundFile.js';
import { Refusal } from '../refusal.js';
import type { KeptReport } from '../report/monitor/keptStates.js';
import type { WatchReport } from '../report/monitor/watchReport.js';
import { deliverNews } from './deliverNews.js';
import type { Delivered, Sender } from './deliverNews.js';
import { hasLost, stateOfWatch, watchOrg } from './monitorWorkflow.js';
import type { MonitorInput, OrgWatch } from './monitorWorkflow.js';

export type WatchInput = Omit<MonitorInput, 'channels' | 'store' | 'expiring'> & {
  /** Where looks are kept: a folder, or what stands for it in a test. */
  readonly state: string | MonitorStore;
  readonly signal: AbortSignal;
  /** How many days ahead something that ends is told; null: as many as usual. */
  readonly expiring: number | null;
  readonly channels: readonly ChannelSettings[];
  /** What channels need of the world. */
  readonly io: Pick<ChannelIo, 'env' | 'print' | 'sleep' | 'fetch'>;
  /** Sends in place of the channels, in a test. */
  readonly send?: Sender;
  /** The address that is called after a complete run, and what named it; null where nobody wants that. */
  readonly heartbeat: { readonly address: string; readonly from: string } | null;
};

export type WatchOutcome = {
  readonly exitCode: ExitCode;
  readonly watch: OrgWatch;
  /** How the news of this run was taken, and that of runs before. */
  readonly channels: readonly Delivery[];
  readonly earlier: readonly Delivery[];
  readonly dropped: readonly string[];
  /** Channels that nothing can be sent to. */
  readonly unready: readonly UnreadyChannel[];
  /** Why it could not be written down what was confirmed, as a code of the file system; null where it could. */
  readonly trouble: string | null;
  /** Why the heartbeat could not be sent; null where it was, or is not wanted. */
  readonly heartbeatFailed: string | null;
};

/** What becomes of news where nothing is sent. */
export const nothingSent: Delivered = { deliveries: [], dropped: [], trouble: null, unfit: [] };

/** Whether a message is of this run. */
export const isOfRun = ({ messageId }: Pick<Delivery, 'messageId'>, run: string): boolean =>
  messageId.startsWith(`${run}.`);

/**
 * Sends by the channels. What this run has found to be new stands in its report on stdout already; what runs before it could not
 * print is printed.
 */
export const senderOf =
  ({ channels: all, io, signal, run }: Pick<WatchInput, 'channels' | 'io' | 'signal' | 'run'>): Sender =>
  async (message, channels) => {
    const isPrinted = ({ type }: ChannelSettings): boolean => type === 'stdout' && message.id.startsWith(`${run}.`);
    const printed = channels
      .filter(isPrinted)
      .map(({ name }): Delivery => ({ name, result: 'delivered', messageId: message.id }));
    const others = channels.filter((one) => !isPrinted(one));
    if (others.length === 0) return printed;
    // Loaded now: most runs have nothing to send.
    const { sendMessage } = await import('../channels/send.js');
    return [...printed, ...(await sendMessage(message, others, { ...io, signal, now: Date.now, all }))];
  };

/** Says that a run was complete, where somebody wants to know. @returns why that could not be said; null where it could */
export const beat = async ({
  heartbeat,
  io,
  signal,
}: Pick<WatchInput, 'heartbeat' | 'io' | 'signal'>): Promise<string | null> => {
  if (heartbeat === null) return null;
  const { heartbeat: call } = await import('../channels/heartbeat.js');
  return call(heartbeat.address, { ...io, signal, now: Date.now }, heartbeat.from);
};

/**
 * Runs the monitor once.
 * @throws DefinitionMistake, OrgFailure, Refusal: before anything was sent
 */
export const watch = async (input: WatchInput): Promise<WatchOutcome> => {
  const { channels, send = senderOf(input), dryRun, run, signal, state } = input;
  const store = typeof state === 'string' ? openMonitorStore(state, input) : state;
  const seen = await watchOrg({
    ...{ ...input, store, channels: channels.map(({ name }) => name) },
    expiring: input.expiring ?? expiresWithinDays,
  });
  if (!dryRun) input.onStage?.('send');
  const sent = dryRun ? nothingSent : await deliverNews({ store, channels, send, signal });
  // States of other integrations and orgs in this folder: what they hold for channels is not sent.
  const elsewhere = sent.unfit.filter(({ path }) => seen.unfit.every((one) => one.path !== path));
  const unready = unreadyChannels(channels, input.io.env);
  const failed =
    sent.trouble !== null ||
    (!dryRun && unready.length > 0) ||
    sent.deliveries.some(({ result }) => result === 'failed');
  const isComplete = !dryRun && !failed && !signal.aborted;
  const heartbeatFailed = isComplete ? await beat(input) : null;
  const code = monitorExitCode(failed || heartbeatFailed !== null, hasLost(seen), stateOfWatch(seen));
  return {
    exitCode: signal.aborted ? exitCodes.interrupted : code,
    watch: { ...seen, unfit: [...seen.unfit, ...elsewhere] },
    channels: sent.deliveries.filter((one) => isOfRun(one, run)),
    earlier: sent.deliveries.filter((one) => !isOfRun(one, run)),
    dropped: sent.dropped,
    unready,
    trouble: sent.trouble === null ? null : sent.trouble.args.flat().slice(-1).join(''),
    heartbeatFailed,
  };
};

/** What a run came to, as reports take it. */
export const reportOfWatch = (
  { watch: seen, exitCode, channels, earlier, dropped, unready, trouble, heartbeatFailed }: WatchOutcome,
  shortName: string,
  dryRun: boolean,
): WatchReport => ({
  ...{ exitCode, shortName, dryRun, channels, earlier, dropped, unready, trouble, heartbeatFailed },
  ...{ org: seen.org, at: seen.at, apiCalls: seen.apiCalls, keptAside: seen.unfit },
  looks: seen.looks,
  notFound: seen.notFound.map(({ username }) => username),
});

/**
 * What was kept of looks, without an org; also by parts of many orgs, in folders of their own.
 * @throws Refusal where nothing was kept there
 */
export const readKept = async (stateDir: string, signal: AbortSignal): Promise<KeptReport> => {
  const states: MonitorState[] = [];
  const keptAside: UnfitState[] = [];
  for (const folder of [stateDir, ...(await shardFolders(stateDir))]) {
    const found = await openMonitorStore(folder, { waitMs: 0, signal }).all();
    states.push(...[...found.states.values()].filter((state) => !isOutageState(state)));
    keptAside.push(...found.unfit);
  }
  if (states.length === 0 && keptAside.length === 0) throw new Refusal('integration.monitor', 'noState', [stateDir]);
  return { at: new Date(Date.now()).toISOString(), stateDir, states, keptAside };
};
