/**
 * Does something for each entry, so many side by side: where one takes long, the others go on.
 * @param most side by side
 * @returns in the order of the entries
 * @throws the first thing that `work` throws, once all that had begun has ended; nothing more is begun then
 */
export const inParallel = async <T, R>(
  entries: readonly T[],
  most: number,
  work: (entry: T) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  let next = 0;
  let failed: { readonly error: unknown } | null = null;
  const worker = async (): Promise<void> => {
    while (failed === null && next < entries.length) {
      const at = next;
      next += 1;
      try {
        results[at] = await work(entries[at] as T);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, entries.length) }, worker));
  if (failed !== null) throw (failed as { readonly error: unknown }).error;
  return results;
};
