/** Without repeats, in order of first appearance. */
export const unique = <T>(entries: readonly T[]): T[] => [...new Set(entries)];

/** Groups in order of first appearance. */
export const groupBy = <T>(entries: readonly T[], keyOf: (entry: T) => string): T[][] => {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()];
};
