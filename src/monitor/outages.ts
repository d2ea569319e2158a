/**
 * Orgs that could not be looked at, between two runs about many orgs: that one fails is told once, and once more when it can be
 * looked at again. Pure.
 */
import { keyOf } from '../platform/names.js';
import type { ChannelSettings } from './monitorSettings.js';
import { shortOrgId } from './monitorState.js';
import type { MonitorState, StateOwner } from './monitorState.js';
import { orgsFor, toldOfAll } from './recipients.js';
import type { RoundOrg } from './roundRecord.js';

/** An org that could not be looked at, or can be again. */
export type OrgNews = {
  readonly news: 'failed' | 'back';
  /** As people call it. */
  readonly name: string;
  /** Since when it could not be looked at: ISO 8601, UTC. */
  readonly since: string;
  /** Why it could not, as a code and in words. */
  readonly code: string;
  readonly text: string;
  /** Names of channels, and addresses, that are told of it; left out: every channel. Empty: nobody. */
  readonly notify?: readonly string[];
};

/** What is kept of an org that could not be looked at. Its `notify` is whoever was told; left out in states of earlier versions too. */
export type KeptOutage = Omit<OrgNews, 'news'> & {
  readonly username: string;
  /** Left out where it is not known, as without a login. */
  readonly orgId?: string;
  /** When a run was last about it: ISO 8601. Left out in states of earlier versions. */
  readonly at?: string;
  /** That nobody was told of it, as no channel is told of that org. */
  readonly isUntold?: true;
};

/** How it went at an org, and who is told of it, as `OrgNews` has it. */
export type OutageOrg = Pick<RoundOrg, 'name' | 'username' | 'orgId' | 'outcome' | 'failure'> & Pick<OrgNews, 'notify'>;

/**
 * Where it is kept: a state beside those of the orgs, as of one that may never be seen nothing else is kept, and so that it goes
 * out with their news. No id of an org is like this one.
 */
export const outageOwner: StateOwner = { orgId: 'fleet', integration: 'orgs' };

/** The state of it in which nothing is kept. */
export const outageState = (): MonitorState => ({
  org: { id: outageOwner.orgId, username: '', shortName: '', instanceUrl: '' },
  ...{ integration: outageOwner.integration, looks: [], outages: [], outbox: [] },
});

/** Whether a state is about orgs that could not be looked at, and of none of them. */
export const isOutageState = ({ org }: Pick<MonitorState, 'org'>): boolean => org.id === outageOwner.orgId;

/** How long an org is kept that no run is about any more. */
const mostDays = 60;
const dayMs = 86_400_000;

type Named = Pick<OutageOrg, 'name' | 'username' | 'orgId' | 'outcome'>;

const hasIdOf = (one: KeptOutage, { orgId }: Named): boolean =>
  one.orgId !== undefined && orgId !== null && shortOrgId(one.orgId) === shortOrgId(orgId);

/** Whether they have one name, and of one of them nothing but that is known, as `sf` was not logged in to it. */
const hasNameOf = (one: KeptOutage, { name, orgId, outcome }: Named): boolean =>
  keyOf(one.name) === keyOf(name) && (one.orgId === undefined || (orgId === null && outcome === 'failed'));

/**
 * Whether what is kept is about this org: by its id, as it may have several logins; by the username, as a refreshed sandbox
 * has another id (fact W1); or by the name, where there was no login then or is none now. What is kept of another org of the run,
 * by its id, is never about this one.
 */
export const isOutageOf = (one: KeptOutage, org: Named, orgs: readonly Named[]): boolean =>
  hasIdOf(one, org) ||
  ((keyOf(one.username) === keyOf(org.username) || hasNameOf(one, org)) &&
    !orgs.some((other) => other !== org && hasIdOf(one, other)));

/** What stays kept of an org, by the login and the id that it has now: by these the next run knows it. */
const keptFurther = (
  before: KeptOutage,
  { username, orgId }: Pick<Named, 'username' | 'orgId'>,
  at: string,
): KeptOutage => ({
  ...{ ...before, username, at },
  ...(orgId === null ? {} : { orgId }),
});

/** What becomes of one org. */
type Step = { readonly news: readonly OrgNews[]; readonly next: readonly KeptOutage[] };

/** Whoever both lists name: whoever did not hear that an org failed must not hear of it when it is back. */
const toldOfBoth = (
  one: OrgNews['notify'],
  other: OrgNews['notify'],
  channels: readonly ChannelSettings[],
): Pick<OrgNews, 'notify'> => {
  // An empty list is nobody here, and every channel there.
  if (one?.length === 0 || other?.length === 0) return { notify: [] };
  const notify = toldOfAll([one ?? [], other ?? []], channels);
  return notify === undefined ? {} : { notify };
};

/** @param before what was kept of it; undefined where nothing was */
const stepOf = (
  org: OutageOrg,
  before: KeptOutage | undefined,
  at: string,
  channels: readonly ChannelSettings[],
): Step => {
  const { name, username, orgId, outcome, failure, notify } = org;
  if (outcome === 'open') return { news: [], next: before === undefined ? [] : [keptFurther(before, org, at)] };
  if (outcome === 'seen') {
    if (before === undefined || before.isUntold) return { news: [], next: [] };
    const { since, code, text } = before;
    const told = toldOfBoth(before.notify, notify, channels);
    return { news: [{ news: 'back', name, since, code, text, ...told }], next: [] };
  }
  if (before !== undefined && !before.isUntold) return { news: [], next: [keptFurther(before, org, at)] };
  const why = { since: before?.since ?? at, code: failure?.code ?? '', text: failure?.text ?? '' };
  const kept: KeptOutage = { name, username, ...(orgId === null ? {} : { orgId }), ...why, at };
  // Nobody was told of what nobody hears.
  if (channels.every((one) => orgsFor(one, [org], channels).length === 0))
    return { news: [], next: [{ ...kept, isUntold: true }] };
  const told = notify === undefined ? {} : { notify };
  return { news: [{ news: 'failed', name, ...why, ...told }], next: [{ ...kept, ...told }] };
};

/**
 * What is new of orgs. Another reason than before is no news: most of what fails fails in more than one way.
 * @param kept orgs that are not in this run stay in it, until no run was about them for long: they have left
 * @param at when the run was: ISO 8601
 * @param channels who has to be told
 */
export const compareOutages = (
  kept: readonly KeptOutage[],
  orgs: readonly OutageOrg[],
  at: string,
  channels: readonly ChannelSettings[],
): Step => {
  const steps = orgs.map((org) =>
    stepOf(
      org,
      // Where states of earlier versions have a refreshed sandbox twice, what has its id now is the newer one.
      kept.find((one) => hasIdOf(one, org)) ?? kept.find((one) => isOutageOf(one, org, orgs)),
      at,
      channels,
    ),
  );
  const others = kept.filter((one) => !orgs.some((org) => isOutageOf(one, org, orgs)));
  const isGone = (one: KeptOutage): boolean => Date.parse(at) - Date.parse(one.at ?? one.since) > mostDays * dayMs;
  return {
    news: steps.flatMap(({ news }) => news),
    next: [...others.filter((one) => !isGone(one)), ...steps.flatMap(({ next }) => next)],
  };
};

/**
 * The state with what this run has found of its orgs, and what is new of it in the outbox: both are written at once.
 * @param channels who has to be told
 */
export const withOutages = (
  state: MonitorState | null,
  orgs: readonly OutageOrg[],
  { run, at, channels }: { readonly run: string; readonly at: string; readonly channels: readonly ChannelSettings[] },
): MonitorState => {
  const { news, next } = compareOutages(state?.outages ?? [], orgs, at, channels);
  const outbox = state?.outbox ?? [];
  const pending = channels.filter((one) => orgsFor(one, news, channels).length > 0).map(({ name }) => name);
  return {
    ...outageState(),
    outages: next,
    outbox: pending.length === 0 ? outbox : [...outbox, { run, at, looks: [], orgs: news, pending }],
  };
};
