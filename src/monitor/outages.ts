/**
 * Orgs that could not be looked at, between two runs about many orgs: that one fails is told once, and once more when it can be
 * looked at again. Pure.
 */
import { keyOf } from '../platform/names.js';
import type { MonitorState, StateOwner } from './monitorState.js';
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

/** What is kept of an org that people were told of. */
export type KeptOutage = Omit<OrgNews, 'news' | 'notify'> & { readonly username: string };

/** How it went at an org, and who is told of it, as `OrgNews` has it. */
export type OutageOrg = Pick<RoundOrg, 'name' | 'username' | 'outcome' | 'failure'> & Pick<OrgNews, 'notify'>;

/**
 * Where it is kept: a state beside those of the orgs, as of one that may never be seen nothing else is kept, and so that it goes
 * out with their news. No id of an org is like this one.
 */
export const outageOwner: StateOwner = { orgId: 'fleet', integration: 'orgs' };

/** Whether a state is about orgs that could not be looked at, and of none of them. */
export const isOutageState = ({ org }: Pick<MonitorState, 'org'>): boolean => org.id === outageOwner.orgId;

/**
 * What is new of orgs. Another reason than before is no news: most of what fails fails in more than one way.
 * @param kept of which people were told; orgs that are not in this run stay in it
 * @param at when the run was: ISO 8601
 */
export const compareOutages = (
  kept: readonly KeptOutage[],
  orgs: readonly OutageOrg[],
  at: string,
): { readonly news: readonly OrgNews[]; readonly next: readonly KeptOutage[] } => {
  const isOf = (username: string) => (one: KeptOutage) => keyOf(one.username) === keyOf(username);
  const news = orgs.flatMap(({ name, username, outcome, failure, notify }): OrgNews[] => {
    const before = kept.find(isOf(username));
    const told = notify === undefined ? {} : { notify };
    if (outcome === 'failed' && before === undefined)
      return [{ news: 'failed', name, since: at, code: failure?.code ?? '', text: failure?.text ?? '', ...told }];
    if (outcome !== 'seen' || before === undefined) return [];
    return [{ news: 'back', name, since: before.since, code: before.code, text: before.text, ...told }];
  });
  const isBack = (one: KeptOutage): boolean =>
    orgs.some(({ username, outcome }) => outcome === 'seen' && isOf(username)(one));
  const fresh = orgs.flatMap(({ name, username, outcome }): KeptOutage[] => {
    const own = news.find((one) => one.news === 'failed' && one.name === name);
    if (outcome !== 'failed' || own === undefined) return [];
    const { since, code, text } = own;
    return [{ name, username, since, code, text }];
  });
  return { news, next: [...kept.filter((one) => !isBack(one)), ...fresh] };
};

/**
 * The state with what this run has found of its orgs, and what is new of it in the outbox: both are written at once.
 * @param channels who has to be told
 */
export const withOutages = (
  state: MonitorState | null,
  orgs: readonly OutageOrg[],
  { run, at, channels }: { readonly run: string; readonly at: string; readonly channels: readonly string[] },
): MonitorState => {
  const { news, next } = compareOutages(state?.outages ?? [], orgs, at);
  const outbox = state?.outbox ?? [];
  return {
    org: { id: outageOwner.orgId, username: '', shortName: '', instanceUrl: '' },
    integration: outageOwner.integration,
    looks: [],
    outages: next,
    outbox:
      news.length === 0 || channels.length === 0
        ? outbox
        : [...outbox, { run, at, looks: [], orgs: news, pending: channels }],
  };
};
