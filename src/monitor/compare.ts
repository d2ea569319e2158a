/** What is new between what was kept of the last look and the look now. Pure: the time is that of the look. */
import type { GrantedBy } from '../access/snapshot.js';
import type { Status } from '../kinds/verdict.js';
import { keyOf, matchesPattern } from '../platform/names.js';
import { changeBetween, isHeld, isMissing } from './changes.js';
import type { Look, LookFinding } from './look.js';
import { mostChanges } from './monitorState.js';
import type { KeptFinding, KeptLook } from './monitorState.js';
import type { News, NewsKind, Upcoming } from './news.js';
import { isReminderDue } from './reminder.js';
import { upcomingKey } from './upcoming.js';

/** Sentences that the comparison itself adds; each stands under `why.<key>` in messages/integration.monitor.md. */
export const addedSentences = [
  'pluginChanged',
  'goneFromOrg',
  'noLongerNeeded',
  'acceptedNow',
  'acceptedNoMore',
  'definition',
] as const;
export type Say = (key: (typeof addedSentences)[number], args: readonly string[]) => string;

/** Something still met that rests on less than before. */
export type LostSource = {
  readonly id: string;
  readonly what: string;
  readonly source: GrantedBy;
  readonly left: number;
};

export type Comparison = {
  /** The change of the definition first, then by id; who did it is not in it yet. */
  readonly news: readonly News[];
  readonly lostSources: readonly LostSource[];
  /** What nobody was told of before. */
  readonly upcoming: readonly Upcoming[];
  /** What is to be kept of this look. */
  readonly next: KeptLook;
};

/** What has become of one finding: the news of it, if there is any, and what is kept. */
type Step = { readonly news: News | null; readonly next: KeptFinding };

const newsOf = (
  news: NewsKind,
  finding: Pick<LookFinding, 'id' | 'level' | 'forbid' | 'what'>,
  more: Pick<News, 'was' | 'is' | 'since' | 'why'>,
): News => ({
  news,
  id: finding.id,
  ...more,
  level: finding.level,
  what: finding.what,
  ...(finding.forbid ? { forbid: true } : {}),
});

const keptOf = (finding: LookFinding, at: string, told: string | null): KeptFinding => {
  const { id, kind, level, forbid, status, code, counts, what, sobject, grantedBy } = finding;
  return {
    ...{ id, kind, level, forbid, status, code, counts, what, grantedBy },
    ...(sobject === undefined ? {} : { sobject }),
    ...{ since: at, told, changes: [{ at, status }] },
  };
};

/** Since when it is as it is now. Impossible instead of unmet is no new loss, and what nobody could see in between is none. */
const sinceOf = (before: KeptFinding, now: LookFinding, at: string): string => {
  if (before.status === now.status) return before.since;
  if (!isMissing(now.status)) return at;
  if (isMissing(before.status)) return before.since;
  const { lastKnown } = before;
  return before.status === 'unknown' && lastKnown !== undefined && isMissing(lastKnown.status) ? lastKnown.at : at;
};

/** Kept beside the one before. @param told null where all is as it should be */
const keptAfter = (before: KeptFinding, now: LookFinding, at: string, told: string | null): KeptFinding => {
  const { lastKnown, ...fresh } = { ...before, ...keptOf(now, at, told) };
  const isSame = before.status === now.status;
  const known = before.status === 'unknown' ? lastKnown : { at: before.since, status: before.status };
  return {
    ...fresh,
    since: sinceOf(before, now, at),
    changes: isSame ? before.changes : [...before.changes, { at, status: now.status }].slice(-mostChanges),
    ...(now.status === 'unknown' ? { grantedBy: before.grantedBy } : {}),
    ...(now.status === 'unknown' && known !== undefined ? { lastKnown: known } : {}),
  };
};

type Surroundings = {
  readonly at: string;
  readonly say: Say;
  /** What may be the cause of any change: another version of this plugin. */
  readonly notes: readonly string[];
  /** Whether other needs may be asked for than before. */
  readonly isOtherDefinition: boolean;
};

const reminder = (before: KeptFinding, now: LookFinding, since: string, at: string): Step => {
  if (!now.counts || !isReminderDue(before.told, at))
    return { news: null, next: keptAfter(before, now, at, before.told) };
  return {
    news: newsOf('stillMissing', now, { was: before.status, is: now.status, since, why: now.why }),
    next: keptAfter(before, now, at, at),
  };
};

/** Something that was looked for in both looks. */
const compareBoth = (before: KeptFinding, now: LookFinding, { at, say, notes }: Surroundings): Step => {
  const change = changeBetween(before.status, now.status);
  const told = (news: NewsKind, why: readonly string[]): Step => ({
    news: newsOf(news, now, { was: before.status, is: now.status, since: at, why }),
    next: keptAfter(before, now, at, news === 'restored' ? null : at),
  });
  const lost = (): Step =>
    told('lost', [...now.why, ...(before.status === 'waived' ? [say('acceptedNoMore', [])] : []), ...notes]);
  const restored = (): Step => told('restored', now.status === 'waived' ? [say('acceptedNow', [])] : []);
  switch (change) {
    case 'same':
      return { news: null, next: keptAfter(before, now, at, before.told) };
    case 'lost':
      return lost();
    case 'restored':
      return restored();
    case 'back':
      return before.told === null ? { news: null, next: keptAfter(before, now, at, null) } : restored();
    case 'becameUnknown':
      return told('becameUnknown', [...now.why, ...notes]);
    case 'added':
      return told('requirementAdded', now.why);
    case 'still':
      return reminder(before, now, before.since, at);
    case 'again':
      return before.lastKnown !== undefined && isMissing(before.lastKnown.status)
        ? reminder(before, now, before.lastKnown.at, at)
        : lost();
  }
};

/** Something that was not looked for before: the definition asks for more, or the org has more that its patterns reach. */
const compareNew = (now: LookFinding, { at, isOtherDefinition }: Surroundings): Step => {
  const isUnknown = now.status === 'unknown';
  if (!isUnknown && !isMissing(now.status)) return { news: null, next: keptOf(now, at, null) };
  const news = isUnknown && !isOtherDefinition ? 'becameUnknown' : 'requirementAdded';
  return {
    news: newsOf(news, now, { was: null, is: now.status, since: at, why: now.why }),
    next: keptOf(now, at, at),
  };
};

/** Kinds whose patterns reach what the org has: such a need goes away together with its object or field. */
const reachedByPatterns: ReadonlySet<string> = new Set(['object', 'field']);

/**
 * Something that is not looked for any more. Where the definition is the same, the org has lost the object or the field that a
 * pattern reached; where that pattern could not be followed this time, it is kept as it was.
 */
const compareGone = (
  before: KeptFinding,
  look: Look,
  { at, say, isOtherDefinition }: Surroundings,
): { readonly news: News | null; readonly next: KeptFinding | null } => {
  const isReached = reachedByPatterns.has(before.kind) && !isOtherDefinition;
  const isUnfollowed = look.findings.some(
    ({ kind, forbid, sobject, unfollowed }) =>
      unfollowed === true &&
      kind === before.kind &&
      forbid === before.forbid &&
      // States of earlier versions do not say which object it is.
      (before.sobject === undefined || sobject === undefined || matchesPattern(sobject, before.sobject)),
  );
  if (isReached && isUnfollowed) return { news: null, next: before };
  const gone = (news: NewsKind, why: string): News =>
    newsOf(news, before, { was: before.status, is: null, since: at, why: [why] });
  if (isReached && isHeld(before.status)) return { news: gone('lost', say('goneFromOrg', [])), next: null };
  const isOpen = isMissing(before.status) || before.status === 'unknown';
  return { news: isOpen ? gone('restored', say('noLongerNeeded', [])) : null, next: null };
};

const isSameSource = (a: GrantedBy, b: GrantedBy): boolean =>
  a.type === b.type && a.namespace === b.namespace && (a.name === b.name || a.label === b.label);

/** Sources that something still met has lost; a set that was only renamed is not lost. */
const lostSourcesOf = (before: KeptFinding, now: LookFinding): LostSource[] => {
  if (before.status !== 'met' || now.status !== 'met' || now.forbid) return [];
  const less = before.grantedBy.length - now.grantedBy.length;
  if (less <= 0) return [];
  return before.grantedBy
    .filter((source) => !now.grantedBy.some((other) => isSameSource(source, other)))
    .slice(0, less)
    .map((source) => ({ id: now.id, what: now.what, source, left: now.grantedBy.length }));
};

/** The first look: nothing is new, and who runs it reads in its report what is missing. */
const baseline = (look: Look): Comparison => {
  const { at, user, reference, authentication, filling, definition, plugin, findings, upcoming } = look;
  const isOpen = (status: Status): boolean => isMissing(status) || status === 'unknown';
  return {
    news: [],
    lostSources: [],
    upcoming,
    next: {
      ...{ user, reference, authentication, definition, plugin, at, first: at },
      ...(filling === undefined ? {} : { filling }),
      findings: findings.map((one) => keptOf(one, at, isOpen(one.status) && one.counts ? at : null)),
      // Nothing is sent of the first look, so nobody has been told.
      upcomingTold: [],
    },
  };
};

const definitionNews = (kept: KeptLook, look: Look, added: number, removed: number, say: Say): News[] =>
  kept.definition.hash === look.definition.hash
    ? []
    : [
        {
          ...{ news: 'definitionChanged', id: look.definition.id, was: null, is: null, since: look.at, level: null },
          what: look.definition.label,
          why: [say('definition', [String(added), String(removed)])],
        },
      ];

/**
 * Compares a look with what was kept of the one before.
 * @param kept null for the first look: a baseline, without news but for what ends soon
 * @param say the sentences that the comparison adds to those of findings
 */
export const compare = (kept: KeptLook | null, look: Look, say: Say): Comparison => {
  if (kept === null) return baseline(look);
  const { at, plugin, definition, upcoming } = look;
  const isOtherPlugin = kept.plugin !== plugin;
  const surroundings: Surroundings = {
    ...{ at, say },
    notes: isOtherPlugin ? [say('pluginChanged', [kept.plugin, plugin])] : [],
    isOtherDefinition: isOtherPlugin || kept.definition.hash !== definition.hash,
  };
  const before = new Map(kept.findings.map((one) => [keyOf(one.id), one]));
  const now = new Map(look.findings.map((one) => [keyOf(one.id), one]));
  const isNew = (id: string): boolean => !before.has(keyOf(id));
  const steps = look.findings.map((finding) => {
    const old = before.get(keyOf(finding.id));
    return old ? compareBoth(old, finding, surroundings) : compareNew(finding, surroundings);
  });
  const missed = kept.findings.filter(({ id }) => !now.has(keyOf(id)));
  const gone = missed.map((one) => compareGone(one, look, surroundings));
  const added = look.findings.filter(({ id }) => isNew(id)).length;
  const toldBefore = new Set(kept.upcomingTold);
  const all = [...steps, ...gone];
  return {
    news: [
      ...definitionNews(kept, look, added, missed.length, say),
      ...all.flatMap(({ news }) => news ?? []).sort((a, b) => (a.id < b.id ? -1 : 1)),
    ],
    lostSources: look.findings.flatMap((finding) => {
      const old = before.get(keyOf(finding.id));
      return old ? lostSourcesOf(old, finding) : [];
    }),
    upcoming: upcoming.filter((one) => !toldBefore.has(upcomingKey(one, at))),
    next: {
      ...{ user: look.user, reference: look.reference, authentication: look.authentication, definition, plugin, at },
      ...(look.filling === undefined ? {} : { filling: look.filling }),
      first: kept.first,
      findings: all.flatMap(({ next }) => next ?? []).sort((a, b) => (a.id < b.id ? -1 : 1)),
      upcomingTold: [...new Set(upcoming.map((one) => upcomingKey(one, at)))],
    },
  };
};
