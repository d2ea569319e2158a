import { keyOf } from '../platform/names.js';
import type { ReadingScope } from './readingScope.js';

const keysOf = (part: unknown): string[] => {
  if (Array.isArray(part)) return part.map((one) => keyOf(JSON.stringify(one)));
  if (part instanceof Map) return [...(part as ReadonlyMap<string, unknown>).keys()].map(keyOf);
  return part === true ? ['true'] : [];
};

/**
 * What a reading lacks of what is wanted: names of objects, permissions and so on; empty where it holds everything. Something
 * that nobody read must not pass for something that is not there.
 */
export const missingInScope = (read: ReadingScope, wanted: ReadingScope): string[] =>
  (Object.keys(wanted) as Array<keyof ReadingScope>).flatMap((part) => {
    const known = new Set(keysOf(read[part]));
    return keysOf(wanted[part])
      .filter((key) => !known.has(key))
      .map((key) => key.replace(/^"|"$/g, ''));
  });
