/** Which orgs `--orgs` means, of those that `sf` is logged in to. */
import { StateAggregator } from '@salesforce/core';
import { nearest } from '../kinds/nearest.js';
import type { FleetMember } from '../monitor/roundRecord.js';
import { mostShards, parseShard, shardOf } from '../monitor/shard.js';
import type { Shard } from '../monitor/shard.js';
import { orgNames } from '../platform/orgNames.js';
import { Refusal } from '../refusal.js';
import type { RunOrg } from './projectSettings.js';

const bundle = 'integration.monitor';

/** The word that stands for what the project file has under `orgs`. */
export const projectWord = 'project';

type Login = { readonly username: string; readonly aliases: readonly string[]; readonly orgId: string | null };

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

const wordsOf = (words: readonly string[], inProject: readonly string[] | null): string[] =>
  words.flatMap((word) => {
    if (word !== projectWord) return [word];
    if (inProject === null || inProject.length === 0) throw new Refusal(bundle, 'noProjectOrgs');
    return inProject.map((one) => one.trim());
  });

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

/**
 * The orgs that words mean: aliases, usernames, patterns such as `prod-*` over both, and `project` for those of the project
 * file. A name that `sf` is not logged in to stays: it fails as an org of its own.
 * @param inProject what the project file has under `orgs`; null without one
 * @returns sorted by name
 * @throws Refusal for a pattern that fits nothing, and for a project file that names no orgs
 */
export const fleetMembers = async (
  words: readonly string[],
  inProject: readonly string[] | null,
): Promise<FleetMember[]> => {
  const wanted = wordsOf(
    words.map((word) => word.trim()).filter((word) => word !== ''),
    inProject,
  );
  const logins = wanted.some(isPattern) ? await Promise.all((await allUsernames()).map(loginOf)) : [];
  const { aliases } = await StateAggregator.getInstance();
  const named = await Promise.all(
    wanted.map(async (word): Promise<FleetMember[]> => {
      if (!isPattern(word)) {
        const { username, orgId } = await loginOf(aliases.resolveUsername(word));
        return [{ name: word, username, orgId }];
      }
      const fits = matcher(word);
      const found = logins.flatMap(({ username, aliases: own, orgId }): FleetMember[] => {
        const name = own.find(fits) ?? (fits(username) ? (own[0] ?? username) : null);
        return name === null ? [] : [{ name, username, orgId }];
      });
      if (found.length === 0) {
        const names = logins.flatMap((one) => [one.username, ...one.aliases]);
        throw new Refusal(bundle, 'noOrgFits', [word]).meaning(nearest(word.replace(/[*?]/g, ''), names));
      }
      return found;
    }),
  );
  const members = eachOnce(named.flat()).sort(byName);
  if (members.length === 0) throw new Refusal(bundle, 'noProjectOrgs');
  return members;
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

/** What is known of one of the orgs without a call, for what a project file says of it. @throws Refusal without a login */
export const runOrgOf = async ({ name, username, orgId }: FleetMember): Promise<RunOrg> => {
  const { aliases, orgs } = await StateAggregator.getInstance();
  if (!(await orgs.hasFile(username))) throw new Refusal(bundle, 'noLogin', [name]);
  const instanceUrl = ((await orgs.peek(username))?.instanceUrl ?? '').replace(/\/+$/, '');
  const own = aliases.getAll(username);
  return {
    names: orgNames({ id: orgId ?? '', username, instanceUrl }, own).filter((one) => one !== ''),
    shortName: name,
  };
};
