import { keyOf } from '../platform/names.js';
import type { ReadingScope } from './readingScope.js';

/** Names in a part of a scope: of an object and a field both, of a switch that is on its own. */
const keysOf = (part: unknown, name: string): string[] => {
  if (Array.isArray(part))
    return part.map((one: unknown) => keyOf(typeof one === 'string' ? one : Object.values(one as object).join('.')));
  if (part instanceof Map) return [...(part as ReadonlyMap<string, unknown>).keys()].map(keyOf);
  return part === true ? [name] : [];
};

/**
 * What a reading lacks of what is wanted: names of objects, permissions and so on; empty where it holds everything. Something
 * that nobody read must not pass for something that is not there.
 */
export const missingInScope = (read: ReadingScope, wanted: ReadingScope): string[] =>
  (Object.keys(wanted) as Array<keyof ReadingScope>).flatMap((part) => {
    const known = new Set(keysOf(read[part], part));
    return keysOf(wanted[part], part).filter((key) => !known.has(key));
  });
