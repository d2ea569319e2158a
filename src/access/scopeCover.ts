import { keyOf } from '../platform/names.js';
import type { ReadingScope } from './readingScope.js';

/** Names in a part of a scope: of an object and a field both, of a switch that is on its own. */
const namesIn = (part: unknown, name: string): string[] => {
  if (Array.isArray(part))
    return part.map((one: unknown) => (typeof one === 'string' ? one : Object.values(one as object).join('.')));
  if (part instanceof Map) return [...(part as ReadonlyMap<string, unknown>).keys()];
  return part === true ? [name] : [];
};

/**
 * What a reading lacks of what is wanted: names of objects, permissions and so on, as they are wanted, each once; empty where
 * it holds everything. Something that nobody read must not pass for something that is not there.
 */
export const missingInScope = (read: ReadingScope, wanted: ReadingScope): string[] => {
  const parts = Object.keys(wanted) as Array<keyof ReadingScope>;
  // Maps have keys in place of names, so their spelling is the last to be taken.
  const inOrder = [...parts].sort((a, b) => Number(wanted[a] instanceof Map) - Number(wanted[b] instanceof Map));
  const missing = new Map<string, string>();
  for (const part of inOrder) {
    const known = new Set(namesIn(read[part], part).map(keyOf));
    for (const name of namesIn(wanted[part], part))
      if (!known.has(keyOf(name)) && !missing.has(keyOf(name))) missing.set(keyOf(name), name);
  }
  return [...missing.values()];
};
