/** Which part of many orgs a run is about, where several runs share them out: pure. */

/** The `index`th of `of` parts, counted from 1. */
export type Shard = { readonly index: number; readonly of: number };

/** Most parts: more than this no team starts side by side. */
export const mostShards = 1000;

/** FNV-1a with an end that mixes all bits (that of MurmurHash3): ids that differ in one letter come far apart. */
const hash = (text: string): number => {
  let sum = 0x811c9dc5;
  for (const character of text) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
};

/**
 * The part to which something belongs. What is kept of an org stays with its part, so an org must not go to another one
 * because a customer has come or gone, as it would if the orgs were dealt out in their order. And where there is one part more,
 * only those go elsewhere that the new part gets: each part draws a number for each org, and the highest one has it.
 * @param key of the org, always the same
 * @returns counted from 1
 */
export const shardOf = (key: string, of: number): number => {
  let [best, most] = [1, -1];
  for (let index = 1; index <= of; index += 1) {
    const drawn = hash(`${index}\n${key}`);
    if (drawn > most) [best, most] = [index, drawn];
  }
  return best;
};

/** Why a shard cannot be told. `variables`: those of which one has to be set, or that do not fit together. */
export type NoShard = { readonly problem: 'form' | 'notThere' | 'range'; readonly variables: readonly string[] };

const whole = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;

const within = (index: number | null, of: number | null, variables: readonly string[]): Shard | NoShard =>
  index === null || of === null || index < 1 || of < 1 || index > of || of > mostShards
    ? { problem: 'range', variables }
    : { index, of };

/** What GitLab and Kubernetes tell their jobs: GitLab counts from 1, Kubernetes from 0 and says not how many there are. */
const fromEnvironment = (env: Readonly<Record<string, string | undefined>>, count: number | null): Shard | NoShard => {
  const { CI_NODE_INDEX, CI_NODE_TOTAL, JOB_COMPLETION_INDEX, JOB_COMPLETIONS } = env;
  if (JOB_COMPLETION_INDEX !== undefined) {
    const index = whole(JOB_COMPLETION_INDEX);
    const variables = ['JOB_COMPLETION_INDEX', 'JOB_COMPLETIONS'];
    return within(index === null ? null : index + 1, count ?? whole(JOB_COMPLETIONS), variables);
  }
  if (CI_NODE_INDEX !== undefined)
    return within(whole(CI_NODE_INDEX), count ?? whole(CI_NODE_TOTAL), ['CI_NODE_INDEX', 'CI_NODE_TOTAL']);
  return { problem: 'notThere', variables: ['CI_NODE_INDEX', 'JOB_COMPLETION_INDEX'] };
};

/**
 * The shard that somebody names: `2/4`, `auto`, or `auto/4` where the environment does not say how many there are.
 * @param env variables of the environment
 */
export const parseShard = (text: string, env: Readonly<Record<string, string | undefined>>): Shard | NoShard => {
  const [, index = '', of] = /^(auto|\d{1,9})(?:\/(\d{1,9}))?$/i.exec(text.trim()) ?? [];
  if (index === '') return { problem: 'form', variables: [] };
  if (index.toLowerCase() === 'auto') return fromEnvironment(env, whole(of));
  return of === undefined ? { problem: 'form', variables: [] } : within(Number(index), Number(of), []);
};

/** The name of the folder in which a shard keeps its looks: no two shards share a file. */
export const shardFolder = ({ index, of }: Shard): string => `shard-${index}-of-${of}`;

/** The shard of a folder of this name; null for any other name. */
export const shardOfFolder = (name: string): Shard | null => {
  const [, index, of] = /^shard-(\d+)-of-(\d+)$/.exec(name) ?? [];
  const shard = within(whole(index), whole(of), []);
  return 'problem' in shard ? null : shard;
};
