/** What a look makes of the state of its org and integration: pure, so that it can be done again under a lock. */
import { isMissing } from './changes.js';
import { compare } from './compare.js';
import type { Comparison, Say } from './compare.js';
import type { Look } from './look.js';
import type { LookNews } from './message.js';
import type { KeptLook, MonitorState } from './monitorState.js';

/** An hour: a look this much older than what is kept is late; anything beyond means that the clock was put right. */
const lateMs = 3_600_000;

/**
 * What is kept of the look before. A user whose integration is named another way now, or taken another way, is compared with
 * the only look of his that no other look of this run continues.
 * @param others the looks of this run at the same org and integration
 */
export const keptFor = (state: MonitorState | null, look: Look, others: readonly Look[]): KeptLook | null => {
  const continues = (one: Look, kept: KeptLook): boolean =>
    kept.user.id === one.user.id &&
    kept.reference === one.reference &&
    kept.authentication === one.authentication &&
    kept.filling === one.filling;
  const ofUser = (state?.looks ?? []).filter(({ user }) => user.id === look.user.id);
  const own = ofUser.find((kept) => continues(look, kept));
  if (own) return own;
  const free = ofUser.filter((kept) => !others.some((one) => continues(one, kept)));
  const wanting = others.filter((one) => one.user.id === look.user.id && !ofUser.some((kept) => continues(one, kept)));
  return free.length === 1 && wanting.length <= 1 ? (free[0] ?? null) : null;
};

/** Whether another run has looked after this one and was faster to keep it: then there is nothing to tell. */
export const isOvertaken = (kept: KeptLook | null, look: Look): boolean => {
  const ahead = kept === null ? 0 : Date.parse(kept.at) - Date.parse(look.at);
  return ahead > 0 && ahead <= lateMs;
};

/** One look with what it is compared with; null for an overtaken one. */
export type ComparedLook = {
  readonly look: Look;
  readonly kept: KeptLook | null;
  readonly comparison: Comparison | null;
};

/** Compares all looks of a run at one org and integration with the state. */
export const compareAll = (state: MonitorState | null, looks: readonly Look[], say: Say): ComparedLook[] =>
  looks.map((look) => {
    const kept = keptFor(state, look, looks);
    return { look, kept, comparison: isOvertaken(kept, look) ? null : compare(kept, look, say) };
  });

type Open = {
  /** How much that fails a check is missing or unknown. */
  readonly missing: number;
  /** Whether anything is that was told, and fails no check. */
  readonly isMore: boolean;
};

/** What is missing or unknown, over all users of an integration in an org. */
const openIn = (looks: readonly KeptLook[]): Open => {
  const open = looks
    .flatMap(({ findings }) => findings)
    .filter(({ status }) => isMissing(status) || status === 'unknown');
  return {
    missing: open.filter(({ counts }) => counts).length,
    isMore: open.some(({ counts, told }) => !counts && told !== null),
  };
};

/** Of a run: its id, when it was, and who has to be told. */
export type RunMark = {
  readonly run: string;
  readonly at: string;
  readonly channels: readonly string[];
  /** Whether a look that no look of this run goes on with is kept all the same; left out where each is. */
  readonly isWatched?: (kept: KeptLook) => boolean;
};

/**
 * The state with the looks in it, and what is new in its outbox: both are written at once, so that whatever ends the run
 * afterwards, nothing that was found is forgotten.
 * @param tell makes what is sent of a look, with how much is missing or unknown now; null where there is nothing new
 */
export const withLooks = (
  state: MonitorState | null,
  of: Pick<MonitorState, 'org' | 'integration'>,
  compared: readonly ComparedLook[],
  { run, at, channels, isWatched = () => true }: RunMark,
  tell: (one: ComparedLook, missing: number) => LookNews | null,
): MonitorState => {
  const fresh = compared.flatMap(({ comparison }) => comparison?.next ?? []);
  const replaced = new Set(compared.flatMap(({ kept, comparison }) => (comparison && kept ? [kept] : [])));
  const goesOn = (one: KeptLook): boolean => compared.some(({ kept }) => kept === one);
  const others = state?.looks.filter((kept) => !replaced.has(kept) && (goesOn(kept) || isWatched(kept))) ?? [];
  const looks = [...others, ...fresh];
  const { missing, isMore } = openIn(looks);
  const isEnding = looks.some(({ upcomingTold }) => upcomingTold.length > 0);
  const news = compared
    .flatMap((one) => (one.comparison === null ? [] : (tell(one, missing) ?? [])))
    .map((one) => ({ ...one, ...(isEnding ? { isEnding } : {}), ...(isMore ? { isOpen: isMore } : {}) }));
  const outbox = state?.outbox ?? [];
  return {
    org: of.org,
    integration: of.integration,
    looks,
    ...(state?.latest === undefined ? {} : { latest: state.latest }),
    outbox:
      news.length === 0 || channels.length === 0 ? outbox : [...outbox, { run, at, looks: news, pending: channels }],
  };
};
