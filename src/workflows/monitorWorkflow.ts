/** One look of the monitor at one org: read, compare, say who did it, keep. Sending comes after it (deliverNews.ts). */
import type { Connection } from '@salesforce/core';
import type { OrgIdentity, UserNotFound } from '../access/snapshot.js';
import { exitCodes, worstExitCode } from '../exitCode.js';
import type { StateExitCode } from '../exitCode.js';
import type { Filling } from '../definition/filling.js';
import type { MonitorStore, UnfitState } from '../files/monitorStore.js';
import type { Look } from '../monitor/look.js';
import type { KeptLook } from '../monitor/monitorState.js';
import type { Explained, Loss } from '../monitor/whoDidIt/loss.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import type { ClientOptions } from '../org/transport.js';
import type { CheckTarget } from '../project/checkTarget.js';
import type { Texts } from '../report/texts.js';
import type { Words } from '../report/words.js';
import { explainLosses } from './explainLosses.js';
import { keepReading } from './keepReading.js';
import type { SeenLook } from './keepReading.js';
import { lookAtOrg } from './lookAtOrg.js';
import { requirementsOfAll } from './prepare.js';
import type { LoadMeant } from './prepare.js';
import { readWaiversFiles } from './waiveFindings.js';

/** What people who wait are told; each has its sentence `stage.<stage>`. */
export const monitorStages = ['definitions', 'people', 'permissions', 'evaluate', 'whoDidIt', 'keep', 'send'] as const;
type Stage = (typeof monitorStages)[number];

/** Looks for who did it, once for all losses of an org. @throws OrgFailure */
export type ExplainLosses = (
  client: OrgClient,
  losses: readonly Loss[],
  since: string,
) => Promise<ReadonlyMap<string, Explained>>;

/** What a command line says of a look. */
export type LookInWords = Pick<Look, 'reference' | 'authentication'> & {
  readonly username: string;
  readonly filling: Filling;
};

export type MonitorInput = ClientOptions & {
  readonly targets: readonly CheckTarget[];
  /** In place of what loads definitions, where several orgs are held against the same. */
  readonly loadMeant?: LoadMeant;
  readonly aliasesOf: (username: string) => Promise<readonly string[]>;
  /** How people call the org. */
  readonly shortName: string;
  readonly connect: () => Promise<Connection>;
  readonly store: MonitorStore;
  /** Looks and compares; keeps nothing and has nothing sent. */
  readonly dryRun: boolean;
  /** Whether the run is about everything that is watched: then looks of others are kept no more. */
  readonly isWhole: boolean;
  /** Of this run: what it finds goes out together. */
  readonly run: string;
  /** Of a run about many orgs: what it tells of each is kept under this name. */
  readonly round?: string;
  /** Names of the channels that are told. */
  readonly channels: readonly string[];
  readonly expiring: number;
  readonly plugin: string;
  readonly texts: Texts;
  /** Texts of messages/integration.monitor.md. */
  readonly words: Words;
  /** The command with which a person looks at it. */
  readonly commandFor: (look: LookInWords) => string;
  /** In place of what reads the audit trail, in a test. */
  readonly explain?: ExplainLosses;
  readonly onStage?: (stage: Stage) => void;
};

export type OrgWatch = {
  readonly org: OrgIdentity;
  /** When it was looked at: ISO 8601, UTC. */
  readonly at: string;
  readonly looks: readonly SeenLook[];
  readonly unfit: readonly UnfitState[];
  readonly notFound: readonly UserNotFound[];
  readonly apiCalls: number;
};

/** How long reading the audit trail may take, beside what is read before. */
const trailMs = 60_000;

/**
 * Looks at one org and keeps what it has seen. What is new is in the outbox of the states afterwards.
 * @throws DefinitionMistake, OrgFailure; Refusal also where a state cannot be read or written: then nothing was sent
 */
export const watchOrg = async (input: MonitorInput): Promise<OrgWatch> => {
  const { targets, store, dryRun, onStage, explain = explainLosses } = input;
  onStage?.('definitions');
  const integrations = await requirementsOfAll(targets, input.loadMeant);
  const waivers = await readWaiversFiles(integrations, false);
  if (!dryRun) await store.prepare();
  const client = createOrgClient(await input.connect(), input);
  const ids = [...new Set(integrations.map(({ requirements }) => requirements.integration))];
  const keptOf = async (): Promise<KeptLook[]> => {
    const all = await Promise.all(ids.map((integration) => store.read({ orgId: client.orgId, integration })));
    return all.flatMap(({ state }) => state?.looks ?? []);
  };
  const now = Date.now();
  const reading = await lookAtOrg(client, { ...input, integrations, waivers, keptOf, now });
  const kept = await keepReading(reading, {
    ...input,
    explain: (losses, since) => {
      // Reading the org may have taken all its time.
      client.restartClock(trailMs);
      return explain(client, losses, since);
    },
  });
  return {
    ...{ org: reading.org, at: new Date(now).toISOString(), notFound: reading.notFound },
    ...kept,
    apiCalls: client.cost().apiCalls,
  };
};

/** What is missing or unknown over all looks; a user that nobody finds is missing. */
export const stateOfWatch = ({ looks, notFound }: OrgWatch): StateExitCode =>
  worstExitCode([...looks.map(({ state }) => state), ...(notFound.length > 0 ? [exitCodes.missing] : [])]);

/** Whether something was lost, whatever its level. */
export const hasLost = ({ looks }: OrgWatch): boolean =>
  looks.some(({ news }) => news.some((one) => one.news === 'lost'));
