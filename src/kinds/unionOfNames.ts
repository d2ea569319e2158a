import { keyOf } from '../platform/names.js';

/** Both lists in order of appearance; names that differ only in case are the same name, and the first spelling stays. */
export const unionOfNames = <T extends string>(first: readonly T[], second: readonly T[]): T[] => {
  const all = new Map<string, T>();
  for (const name of [...first, ...second]) if (!all.has(keyOf(name))) all.set(keyOf(name), name);
  return [...all.values()];
};
