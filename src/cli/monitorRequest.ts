/** What a look of the monitor is about, from flags, the project file and what was set once. */
import { randomUUID } from 'node:crypto';
import { fillingKey, fillingOf } from '../definition/filling.js';
import type { ChannelSettings, MonitorSettings } from '../monitor/monitorSettings.js';
import { toldOfAny } from '../monitor/recipients.js';
import type { ProjectAtHand } from '../files/teamProject.js';
import type { CheckTarget } from '../project/checkTarget.js';
import type { ChosenIntegration } from '../project/chooseIntegrations.js';
import type { NamedOrg } from '../project/projectFile.js';
import { Refusal } from '../refusal.js';
import { settleIn } from './projectSettings.js';
import type { RunOrg } from './runOrg.js';

/** The folder of the looks, where nobody names one. */
export const usualStateDir = '.integration-monitor';

export type MonitorFlags = {
  readonly integration?: readonly string[] | undefined;
  readonly user?: readonly string[] | undefined;
  readonly config?: string | undefined;
  readonly 'state-dir'?: string | undefined;
  readonly expiring?: number | undefined;
  readonly heartbeat?: string | undefined;
};

/** What the project file says of the monitor, as it is from the working directory. */
type Settings = {
  /** The file itself; null where there is none. */
  readonly atHand: ProjectAtHand | null;
  readonly settings: MonitorSettings | null;
  readonly placed: (path: string) => string;
  readonly orgs: readonly NamedOrg[] | null;
};

const settingsOf = async (config: string | undefined): Promise<Settings> => {
  // Loaded now: help and a mistake in the flags need no parser.
  const { readProjectAtHand } = await import('../files/teamProject.js');
  const atHand = await readProjectAtHand(config);
  return {
    atHand,
    settings: atHand?.project.monitor ?? null,
    placed: atHand?.placed ?? ((path) => path),
    orgs: atHand?.project.orgs ?? null,
  };
};

/** The folder that the project file names, or the usual one beside it; it may lie in a repository of somebody else. @throws Refusal */
const keptIn = async ({ atHand, settings, placed }: Settings): Promise<string> => {
  const folder = placed(settings?.stateDir ?? usualStateDir);
  if (atHand !== null) {
    const { refuseStateOutside } = await import('../files/teamProject.js');
    await refuseStateOutside(atHand, folder);
  }
  return folder;
};

/** The folder of what is kept between looks. @throws Refusal, DefinitionMistake for the project file */
export const stateDirOf = async (flags: Pick<MonitorFlags, 'config' | 'state-dir'>): Promise<string> => {
  if (flags['state-dir'] !== undefined) return flags['state-dir'];
  return keptIn(await settingsOf(flags.config));
};

/** News goes to stdout where nobody says where else. */
const onlyStdout: readonly ChannelSettings[] = [{ name: 'stdout', type: 'stdout' }];
const channelsOf = (settings: MonitorSettings | null): readonly ChannelSettings[] =>
  settings === null || settings.channels.length === 0 ? onlyStdout : settings.channels;

/** What a run is about in one org. */
export type OrgRequest = {
  /** Each with who is told of it. */
  readonly targets: readonly CheckTarget[];
  /** Whether it is about everything that is watched, and not a part that flags name. */
  readonly isWhole: boolean;
};

/** What is the same for all orgs of a run. */
export type RunRequest = {
  readonly stateDir: string;
  /** Null where nobody says it. */
  readonly expiring: number | null;
  readonly channels: readonly ChannelSettings[];
  /** Address that is called after a complete run, and what named it; null for none. */
  readonly heartbeat: { readonly address: string; readonly from: string } | null;
  /** Of this run, unlike that of any other. */
  readonly run: string;
  /** Names of orgs in the project file; null without one. */
  readonly orgs: readonly NamedOrg[] | null;
  /** The project file, read once; null without one. */
  readonly atHand: ProjectAtHand | null;
};

export type MonitorRequest = OrgRequest & RunRequest;

const heartbeatOf = (flag: string | undefined, settings: MonitorSettings | null): RunRequest['heartbeat'] => {
  if (flag !== undefined) return { address: flag, from: '--heartbeat' };
  const variable = settings?.heartbeatFrom ?? null;
  if (variable === null) return null;
  const address = process.env[variable] ?? '';
  if (address === '') throw new Refusal('integration.monitor', 'heartbeatUnset', [variable]);
  return { address, from: variable };
};

/** What is looked at for one entry, without who is told of it. */
const watchedIn = (one: ChosenIntegration): CheckTarget => ({
  ...fillingOf(one),
  reference: one.reference,
  users: one.users ?? [],
  authentication: one.authentication ?? 'oauth',
  failOn: one.failOn ?? 'required',
  waivers: one.waivers,
});

/** The same look named twice is taken once: everybody whom one of the entries names is told of it. */
const notifyFor = (
  one: ChosenIntegration,
  chosen: readonly ChosenIntegration[],
  channels: readonly ChannelSettings[],
): readonly string[] => {
  const keyOf = (entry: ChosenIntegration): string =>
    JSON.stringify({ ...watchedIn(entry), parameters: undefined, phases: undefined, filling: fillingKey(entry) });
  const same = chosen.filter((other) => keyOf(other) === keyOf(one));
  return toldOfAny(
    same.map(({ notify }) => notify),
    channels,
  );
};

/**
 * Settles what is looked at in one org.
 * @param atHand the project file; null where there is none
 * @throws Refusal where nothing says which integration is watched; what the project file refuses
 */
export const orgRequest = async (
  flags: MonitorFlags,
  org: RunOrg,
  atHand: ProjectAtHand | null,
): Promise<OrgRequest> => {
  const { chosen } = await settleIn(atHand, { integrations: flags.integration, users: flags.user }, org);
  if (chosen.length === 0) throw new Refusal('integration.monitor', 'noIntegration');
  const settings = atHand?.project.monitor ?? null;
  return {
    targets: chosen.map((one) => ({ ...watchedIn(one), notify: notifyFor(one, chosen, channelsOf(settings)) })),
    isWhole: flags.integration === undefined && flags.user === undefined,
  };
};

/** Settles what is the same for all orgs. @throws Refusal, DefinitionMistake for the project file */
export const runRequest = async (flags: MonitorFlags): Promise<RunRequest> => {
  const found = await settingsOf(flags.config);
  const { atHand, settings, orgs } = found;
  return {
    atHand,
    stateDir: flags['state-dir'] ?? (await keptIn(found)),
    expiring: flags.expiring ?? settings?.expiring ?? null,
    channels: channelsOf(settings),
    heartbeat: heartbeatOf(flags.heartbeat, settings),
    run: randomUUID(),
    orgs,
  };
};

/** Settles a look at one org. @throws what the two of it throw */
export const monitorRequest = async (flags: MonitorFlags, org: RunOrg): Promise<MonitorRequest> => {
  const run = await runRequest(flags);
  return { ...(await orgRequest(flags, org, run.atHand)), ...run };
};
