import { matcherOf } from '../platform/names.js';

/** Stands for a star that is meant as a star; no id holds it. */
const star = '\u0001';

/** An id as a waiver names it and nothing else: a star in it is escaped. */
export const literalId = (id: string): string => id.replaceAll('*', '\\*');

/** A test of ids of findings against the id of a waiver: `*` stands for any characters, `\*` for a star, which ids of patterns hold. */
export const waiverMatcher = (waiverId: string): ((id: string) => boolean) => {
  const matches = matcherOf(waiverId.replaceAll('\\*', star));
  return (id) => matches(id.replaceAll('*', star));
};
