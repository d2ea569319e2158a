import { objectAccesses } from '../../../platform/objectAccess.js';
import type { Words } from '../../words.js';

/** A number with its noun: `1 cause`, `27 needs`. `noun` is a key of messages/htmlReport.md, with `.one` for a single one. */
export const counted = (count: number, noun: string, words: Words): string =>
  words(count === 1 ? `${noun}.one` : noun, [count.toLocaleString('en-US')]);

/** What people call a published word of access; a word that has no name here stays as it is. */
export const accessName = (access: string, words: Words): string =>
  objectAccesses.some((one) => one === access) ? words(`access.${access}`) : access;

/** Places a word of access in the order in which people read them; what is not known comes last. */
export const accessOrder = (access: string): number => {
  const at = objectAccesses.findIndex((one) => one === access);
  return at === -1 ? objectAccesses.length : at;
};

/** The same sentences, each without words of its own looked up only once: a page needs some of them for every finding. */
export const remembered = (words: Words): Words => {
  const known = new Map<string, string>();
  return (key, tokens) => {
    if (tokens) return words(key, tokens);
    const found = known.get(key) ?? words(key);
    known.set(key, found);
    return found;
  };
};
