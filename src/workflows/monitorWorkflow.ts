/** One look of the monitor at one org: read, compare, say who did it, keep. Sending comes after it (deliverNews.ts). */
import type { Connection } from '@salesforce/core';
import type { OrgIdentity, UserNotFound } from '../access/snapshot.js';
import { checkExitCode, exitCodes, worstExitCode } from '../exitCode.js';
import type { StateExitCode } from '../exitCode.js';
import type { Filling } from '../definition/filling.js';
import type { MonitorStore, UnfitReason, UnfitState } from '../files/monitorStore.js';
import { isMissing } from '../monitor/changes.js';
import { compareAll, withLooks } from '../monitor/commitLook.js';
import type { ComparedLook } from '../monitor/commitLook.js';
import type { Say } from '../monitor/compare.js';
import type { Look } from '../monitor/look.js';
import type { LookNews } from '../monitor/message.js';
import type { KeptLook, MonitorState, StateOwner } from '../monitor/monitorState.js';
import type { News } from '../monitor/news.js';
import { withinRound } from '../monitor/round.js';
import type { ToldLook } from '../monitor/round.js';
import type { Explained, Loss } from '../monitor/whoDidIt/loss.js';
import { OrgFailure } from '../org/failure.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import type { ClientOptions } from '../org/transport.js';
import { sameName } from '../platform/names.js';
import type { CheckTarget } from '../project/checkTarget.js';
import { dateTime } from '../report/dateTime.js';
import type { Texts } from '../report/texts.js';
import { visible } from '../report/visible.js';
import type { Words } from '../report/words.js';
import { explainLosses } from './explainLosses.js';
import { findingIn, lookAtOrg } from './lookAtOrg.js';
import type { FoundLook, OrgReading } from './lookAtOrg.js';
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

/** What one look has found, and what is new of it. */
export type SeenLook = ToldLook & {
  readonly look: Look;
  /** Another run has looked later and was faster: it has told what there is to tell. */
  readonly isOvertaken: boolean;
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

const sayWith =
  (words: Words): Say =>
  (key, args) =>
    words(`why.${key}`, args.map(visible));

const lossKey = (look: Look, id: string): string =>
  [look.reference, look.authentication, look.filling ?? '', look.user.id, id.toLowerCase()].join('\n');

/** The losses among the news for which somebody may be named. */
const lossesIn = (compared: readonly ComparedLook[], found: readonly FoundLook[]): Loss[] =>
  compared.flatMap(({ look, kept, comparison }) => {
    const own = found.find((one) => one.look === look);
    return (comparison?.news ?? []).flatMap((news): Loss[] => {
      const finding = own && news.news === 'lost' ? findingIn(own, news.id) : null;
      if (finding === null) return [];
      const before = kept?.findings.find(({ id }) => id.toLowerCase() === news.id.toLowerCase());
      return [
        {
          key: lossKey(look, news.id),
          ...{ need: finding.need, forbid: finding.forbid, blockers: finding.blockers, user: look.user },
          sources: finding.forbid ? finding.grantedBy : (before?.grantedBy ?? []),
          ...(kept === null ? {} : { since: kept.at }),
        },
      ];
    });
  });

/** News with who did it. */
const explainedNews = (news: News, look: Look, explained: ReadonlyMap<string, Explained>, words: Words): News => {
  const found = news.news === 'lost' ? explained.get(lossKey(look, news.id)) : undefined;
  if (found === undefined) return news;
  const expired = (found.expired ?? []).map(({ label, at }) => words('why.expired', [visible(label), dateTime(at)]));
  return {
    ...news,
    why: [...expired, ...news.why, ...(found.cut === true ? [words('why.trailCut')] : [])],
    by: found.by,
    ...(found.nobody === undefined ? {} : { nobody: found.nobody }),
  };
};

/** The looks at one integration, which share a state. */
type OfIntegration = { readonly owner: StateOwner; readonly found: readonly FoundLook[] };

const byIntegration = ({ org, found }: OrgReading): OfIntegration[] =>
  [...new Set(found.map(({ look }) => look.definition.id))].map((integration) => ({
    owner: { orgId: org.id, integration },
    found: found.filter(({ look }) => look.definition.id === integration),
  }));

/** The look of a reading; what was found in it. @throws Error for a look of another reading */
const foundOf = (look: Look, found: readonly FoundLook[]): FoundLook => {
  const own = found.find((one) => one.look === look);
  if (own === undefined) throw new Error('no such look');
  return own;
};

const wordsOf = ({ look, filling }: FoundLook): LookInWords => ({
  ...{ reference: look.reference, authentication: look.authentication },
  ...{ username: look.user.username, filling },
});

/** Why a state was not used, where channels are told of it: one of a newer version is refused before. */
const asideOf = (why: UnfitReason | null): LookNews['aside'] => (why === null || why === 'newer' ? undefined : why);

/** What is told of a look; null where nothing is new. */
const lookNews = (
  { look, kept, comparison }: ComparedLook,
  missing: number,
  aside: LookNews['aside'],
  found: readonly FoundLook[],
  explained: ReadonlyMap<string, Explained>,
  org: OrgIdentity,
  { shortName, commandFor, words }: KeepInput,
): LookNews | null => {
  if (comparison === null) return null;
  const isNew = comparison.news.length > 0 || (kept !== null && comparison.upcoming.length > 0);
  if (!isNew && aside === undefined) return null;
  const own = foundOf(look, found);
  return {
    org: { id: org.id, username: org.username, shortName, type: org.type, instanceUrl: org.instanceUrl },
    ...{ integration: look.reference, user: look.user.username, since: kept?.at ?? null, missing },
    news: comparison.news.map((one) => explainedNews(one, look, explained, words)),
    upcoming: comparison.upcoming,
    ...(aside === undefined ? {} : { aside }),
    command: commandFor(wordsOf(own)),
    notify: own.notify,
  };
};

const seenLook = (
  { look, kept, comparison }: ComparedLook,
  found: readonly FoundLook[],
  explained: ReadonlyMap<string, Explained>,
  org: OrgIdentity,
  { commandFor, words }: KeepInput,
): SeenLook => {
  const own = foundOf(look, found);
  const { evaluation } = own;
  const counted = look.findings.filter(({ counts }) => counts);
  return {
    ...{ org, look, since: kept?.at ?? null, isOvertaken: comparison === null },
    ...{ integration: look.reference, user: look.user.username, at: look.at },
    news: (comparison?.news ?? []).map((one) => explainedNews(one, look, explained, words)),
    upcoming: comparison?.upcoming ?? [],
    lostSources: comparison?.lostSources ?? [],
    missing: counted.filter(({ status }) => isMissing(status)).length,
    unknown: counted.filter(({ status }) => status === 'unknown').length,
    // A user that is not there is missing.
    state: evaluation === null ? exitCodes.missing : checkExitCode(evaluation.findings, evaluation.failOn),
    command: commandFor(wordsOf(own)),
  };
};

/** What is told of a look, without what it was made of. */
export const toldOf = (seen: SeenLook): ToldLook => {
  const { org, integration, user, since, at, missing, unknown, state, news, upcoming, lostSources, command } = seen;
  return { org, integration, user, since, at, missing, unknown, state, news, upcoming, lostSources, command };
};

/** What becomes of a reading: everything of the run that is not about reading the org. */
type KeepInput = Pick<
  MonitorInput,
  'store' | 'dryRun' | 'run' | 'round' | 'isWhole' | 'channels' | 'shortName' | 'commandFor' | 'words' | 'onStage'
> & { readonly explain: (losses: readonly Loss[], since: string) => Promise<ReadonlyMap<string, Explained>> };

/**
 * Compares what was read with what was kept, and keeps it with what is new of it. Under the lock of each state it is compared
 * again, as another run may have told some of it meanwhile.
 * @throws Refusal where a state cannot be read or written; OrgFailure INTERRUPTED
 */
export const keepReading = async (
  reading: OrgReading,
  input: KeepInput,
): Promise<Pick<OrgWatch, 'looks' | 'unfit'>> => {
  const { store, dryRun, onStage, words } = input;
  const { org } = reading;
  const say = sayWith(words);
  const explained = new Map<string, Explained>();
  const comparedWith = (state: MonitorState | null, found: readonly FoundLook[]): readonly ComparedLook[] =>
    compareAll(
      state,
      found.map(({ look }) => look),
      say,
    );
  const nameNobody = (compared: readonly ComparedLook[]): void => {
    for (const { key } of lossesIn(compared, reading.found))
      if (!explained.has(key)) explained.set(key, { by: [], nobody: 'NOT_READ' });
  };
  const explain = async (compared: readonly ComparedLook[]): Promise<void> => {
    const losses = lossesIn(compared, reading.found);
    const since = compared.flatMap(({ kept }) => kept?.at ?? []).sort()[0];
    if (losses.length === 0 || since === undefined) return;
    try {
      for (const [key, one] of await input.explain(losses, since)) explained.set(key, one);
    } catch (error) {
      // What was lost is told, whoever did it; a run that was stopped has kept nothing, and the next one sees it again.
      if (!(error instanceof OrgFailure) || error.code === 'INTERRUPTED') throw error;
      nameNobody(compared);
    }
  };
  /** A run about a part of what is watched says nothing of the rest; a name that leads to nobody may be that of one who was kept. */
  const isWatched = ({ user }: KeptLook): boolean =>
    !input.isWhole || reading.notFound.some(({ username }) => sameName(username, user.username));
  const seen = (compared: readonly ComparedLook[]): SeenLook[] =>
    compared.map((one) => seenLook(one, reading.found, explained, org, input));
  const groups = byIntegration(reading);
  const before = await Promise.all(groups.map(({ owner }) => store.read(owner)));
  const first = groups.map(({ found }, at) => comparedWith(before[at]?.state ?? null, found));
  onStage?.('whoDidIt');
  await explain(first.flat());
  if (dryRun) return { looks: seen(first.flat()), unfit: before.flatMap(({ unfit }) => unfit ?? []) };
  onStage?.('keep');
  const looks: SeenLook[] = [];
  const unfit: UnfitState[] = [];
  for (const { owner, found } of groups) {
    let last: readonly SeenLook[] = [];
    const kept = await store.change(owner, (state, why) => {
      const compared = comparedWith(state, found);
      // No request while other runs wait: what another run made a loss in this moment is told without a name.
      nameNobody(compared);
      last = seen(compared);
      const { id, username, instanceUrl } = org;
      const next = withLooks(
        state,
        { integration: owner.integration, org: { id, username, shortName: input.shortName, instanceUrl } },
        compared,
        { run: input.run, at: found[0]?.look.at ?? '', channels: input.channels, isWatched },
        (one, missing) => lookNews(one, missing, asideOf(why), found, explained, org, input),
      );
      if (input.round === undefined) return Promise.resolve(next);
      const latest = withinRound(state?.latest ?? null, input.round, last.map(toldOf));
      last = last.map((one, at) => ({ ...one, ...latest.looks[at] }));
      return Promise.resolve({ ...next, latest });
    });
    unfit.push(...[kept.unfit ?? []].flat());
    looks.push(...last);
  }
  return { looks, unfit };
};

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
