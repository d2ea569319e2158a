/** One step of a flow: whether it is the end that is looked for, and the steps that may follow; null where the flow is over. */
export type Step = { readonly isEnd: boolean; readonly next: readonly (string | null)[] };

/**
 * Whether a flow comes to such an end on every way from a step.
 * @param steps by key; one that is not among them may do anything
 * @returns false where a way goes in a circle, as nobody knows how that ends
 */
export const everyWayEndsIn = (steps: ReadonlyMap<string, Step>, start: string | null): boolean => {
  const known = new Map<string, boolean>();
  const endsFrom = (key: string | null): boolean => {
    const step = key === null ? undefined : steps.get(key);
    if (key === null || step === undefined) return false;
    const before = known.get(key);
    if (before !== undefined) return before;
    // Until it is known: who comes here again goes in a circle.
    known.set(key, false);
    const ends = step.isEnd || (step.next.length > 0 && step.next.every(endsFrom));
    known.set(key, ends);
    return ends;
  };
  return endsFrom(start);
};
