import type { Words } from './words.js';

/**
 * So many of something, in words.
 * @param key of the sentence; `<key>.one` is that of one
 * @param before what the sentence says before the number
 */
export const counted = (key: string, count: number, words: Words, before: readonly string[] = []): string =>
  count === 1 ? words(`${key}.one`, [...before]) : words(key, [...before, String(count)]);
