/** What becomes of a reading of an org: it is compared with what was kept, and kept with what is new of it. */
import type { OrgIdentity } from '../access/snapshot.js';
import { checkExitCode, exitCodes } from '../exitCode.js';
import type { UnfitReason, UnfitState } from '../files/monitorStore.js';
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
import { sameName } from '../platform/names.js';
import { dateTime } from '../report/dateTime.js';
import { visible } from '../report/visible.js';
import type { Words } from '../report/words.js';
import { findingIn } from './lookAtOrg.js';
import type { FoundLook, OrgReading } from './lookAtOrg.js';
import type { LookInWords, MonitorInput, OrgWatch } from './monitorWorkflow.js';

/** What one look has found, and what is new of it. */
export type SeenLook = ToldLook & {
  readonly look: Look;
  /** Another run has looked later and was faster: it has told what there is to tell. */
  readonly isOvertaken: boolean;
};

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
