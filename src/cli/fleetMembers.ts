/** Which orgs `--orgs` means, of those that `sf` is logged in to. */
import { StateAggregator } from '@salesforce/core';
import { formatPlace } from '../definition/definitionMistake.js';
import { nearest } from '../kinds/nearest.js';
import type { FleetMember } from '../monitor/roundRecord.js';
import { mostShards, parseShard, shardOf } from '../monitor/shard.js';
import type { Shard } from '../monitor/shard.js';
import { orgNames } from '../platform/orgNames.js';
import type { NamedOrg } from '../project/projectFile.js';
import { Refusal } from '../refusal.js';
import type { RunOrg } from './runOrg.js';

const bundle = 'integration.monitor';

/** The word that stands for what the project file has under `orgs`. */
export const projectWord = 'project';

type Login = { readonly username: string; readonly aliases: readonly string[]; readonly orgId: string | null };

/** A name that is wanted, and where a project file has it; null where the command line names it. */
type Wanted = { readonly name: string; readonly place: NamedOrg['place'] | null };

const isPattern = (word: string): boolean => /[*?]/.test(word);

/** `*` for any characters, `?` for one; capital letters do not count. */
const matcher = (pattern: string): ((name: string) => boolean) => {
  const expression = [...pattern]
    .map((one) => (one === '*' ? '.*' : one === '?' ? '.' : one.replace(/[\\^$.|+()[\]{}]/, '\\$&')))
    .join('');
  const regular = new RegExp(`^${expression}$`, 'i');
  return (name) => regular.test(name);
};

const loginOf = async (username: string): Promise<Login> => {
  const { aliases, orgs } = await StateAggregator.getInstance();
  const fields = (await orgs.hasFile(username)) ? await orgs.peek(username) : null;
  return { username, aliases: aliases.getAll(username), orgId: fields?.orgId ?? null };
};

/** The usernames of all logins, as `sf org list` has them, from the names of their files. */
const allUsernames = async (): Promise<string[]> => {
  const { orgs } = await StateAggregator.getInstance();
  const files = await orgs.list().catch(() => []);
  return files.map((file) => file.replace(/\.json$/, '')).sort();
};

const wantedOf = (words: readonly string[], inProject: readonly NamedOrg[] | null): Wanted[] =>
  words.flatMap((word): readonly Wanted[] => {
    if (word !== projectWord) return [{ name: word, place: null }];
    if (inProject === null || inProject.length === 0) throw new Refusal(bundle, 'noProjectOrgs');
    return inProject;
  });

/** Those that a pattern fits, each called by the name that it fits, where that is an alias. */
const fittedBy = (pattern: string, logins: readonly Login[]): FleetMember[] => {
  const fits = matcher(pattern);
  return logins.flatMap(({ username, aliases, orgId }): FleetMember[] => {
    const name = aliases.find(fits) ?? (fits(username) ? (aliases[0] ?? username) : null);
    return name === null ? [] : [{ name, username, orgId }];
  });
};

/** A pattern in the place of an org: where it fits none, and in what is kept of orgs that could not be looked at. */
const patternAlone = (pattern: string): FleetMember => ({ name: pattern, username: pattern, orgId: null });

/** Patterns that fit nothing. @param places where the project file has them; empty for one of the command line */
const noOrgFits = (patterns: readonly string[], places: ReadonlyArray<NamedOrg['place']>): Refusal => {
  const [place] = places;
  return place === undefined
    ? new Refusal(bundle, 'noOrgFits', [patterns])
    : new Refusal(bundle, 'patternFitsNone', [formatPlace(place), patterns]);
};

/** Each org once, however many of its users are logged in: an alias that was named counts before a username. */
const eachOnce = (members: readonly FleetMember[]): FleetMember[] => {
  const kept: FleetMember[] = [];
  const others = new Map<FleetMember, string[]>();
  for (const one of members) {
    const same = kept.find(
      ({ username, orgId }) =>
        username === one.username || (orgId !== null && orgId.slice(0, 15) === one.orgId?.slice(0, 15)),
    );
    if (same === undefined) kept.push(one);
    else if (same.name !== one.name) others.set(same, [...(others.get(same) ?? []), one.name]);
  }
  return kept.map((one) => {
    const otherLogins = [...new Set(others.get(one))];
    return otherLogins.length === 0 ? one : { ...one, otherLogins };
  });
};

const byName = (a: FleetMember, b: FleetMember): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** The orgs that words mean. */
export type NamedOrgs = {
  /** Sorted by name. */
  readonly members: readonly FleetMember[];
  /** Patterns that fit, as members: one that fitted nothing before can be told to fit again. */
  readonly fitting: readonly FleetMember[];
};

/**
 * The orgs that words mean: aliases, usernames, patterns such as `prod-*` over both, and `project` for those of the project
 * file. A name that `sf` is not logged in to stays: it fails as an org of its own. So does a pattern of the project file that fits
 * nothing, as its orgs are looked for every day, and the others must not wait for them.
 * @param inProject what the project file has under `orgs`; null without one
 * @throws Refusal for a pattern of the command line that fits nothing, for those of a project file where nothing else is named,
 * and for a project file that names no orgs
 */
export const fleetMembers = async (
  words: readonly string[],
  inProject: readonly NamedOrg[] | null,
): Promise<NamedOrgs> => {
  const wanted = wantedOf(
    words.map((word) => word.trim()).filter((word) => word !== ''),
    inProject,
  );
  const hasPatterns = wanted.some(({ name }) => isPattern(name));
  const logins = hasPatterns ? await Promise.all((await allUsernames()).map(loginOf)) : [];
  const { aliases } = await StateAggregator.getInstance();
  const named = await Promise.all(
    wanted.map(async ({ name, place }) => {
      if (isPattern(name)) return { name, place, found: fittedBy(name, logins) };
      const { username, orgId } = await loginOf(aliases.resolveUsername(name));
      return { name, place, found: [{ name, username, orgId }] };
    }),
  );
  const nothing = named.filter(({ found }) => found.length === 0);
  const refused = nothing.find(({ place }) => place === null);
  const all = logins.flatMap((one) => [one.username, ...one.aliases]);
  const meant = (pattern: string): string[] => nearest(pattern.replace(/[*?]/g, ''), all);
  if (refused !== undefined) throw noOrgFits([refused.name], []).meaning(meant(refused.name));
  if (nothing.length > 0 && nothing.length === named.length)
    throw noOrgFits(
      nothing.map(({ name }) => name),
      nothing.flatMap(({ place }) => place ?? []),
    ).meaning([...new Set(nothing.flatMap(({ name }) => meant(name)))]);
  const members = eachOnce(
    named.flatMap(({ name, found }) => (found.length === 0 ? [patternAlone(name)] : found)),
  ).sort(byName);
  if (members.length === 0) throw new Refusal(bundle, 'noProjectOrgs');
  const fitting = named.filter(({ name, found }) => isPattern(name) && found.length > 0);
  return { members, fitting: fitting.map(({ name }) => patternAlone(name)) };
};

/** The shard that a flag names; null without one. @throws Refusal */
export const shardOfFlag = (text: string | undefined): Shard | null => {
  if (text === undefined) return null;
  const shard = parseShard(text, process.env);
  if (!('problem' in shard)) return shard;
  if (shard.problem === 'form') throw new Refusal(bundle, 'shardForm', [text]);
  if (shard.problem === 'notThere') throw new Refusal(bundle, 'shardNotThere', [text, shard.variables]);
  throw shard.variables.length === 0
    ? new Refusal(bundle, 'shardRange', [text, String(mostShards)])
    : new Refusal(bundle, 'shardVariables', [text, shard.variables]);
};

/** Those of a shard: by the id of the org, which never changes; by the username where there is no such login. */
export const membersOfShard = (members: readonly FleetMember[], shard: Shard | null): readonly FleetMember[] =>
  shard === null
    ? members
    : members.filter(
        ({ orgId, username }) => shardOf(orgId?.slice(0, 15) ?? username.toLowerCase(), shard.of) === shard.index,
      );

/**
 * What is known of one of the orgs without a call, for what a project file says of it.
 * @param inProject what the project file has under `orgs`; null without one
 * @throws Refusal without a login, and for a pattern that fits none
 */
export const runOrgOf = async (
  { name, username, orgId }: FleetMember,
  inProject: readonly NamedOrg[] | null,
): Promise<RunOrg> => {
  const { aliases, orgs } = await StateAggregator.getInstance();
  if (!(await orgs.hasFile(username))) {
    if (!isPattern(name)) throw new Refusal(bundle, 'noLogin', [name]);
    throw noOrgFits(
      [name],
      (inProject ?? []).filter((one) => one.name === name).map(({ place }) => place),
    );
  }
  const instanceUrl = ((await orgs.peek(username))?.instanceUrl ?? '').replace(/\/+$/, '');
  const own = aliases.getAll(username);
  return {
    names: orgNames({ id: orgId ?? '', username, instanceUrl }, own).filter((one) => one !== ''),
    shortName: name,
  };
};
