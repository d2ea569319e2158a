/** What may follow each step, by key; null where all is over. A step that is not here may be followed by anything, so by the end. */
export type Steps = ReadonlyMap<string, readonly (string | null)[]>;

const nextOf = (steps: Steps, key: string): readonly (string | null)[] => steps.get(key) ?? [null];

/** A shortest way from the start to an end, its steps in order; undefined where none comes to an end. */
const wayToTheEnd = (steps: Steps, start: string): string[] | undefined => {
  const cameFrom = new Map<string, string | null>([[start, null]]);
  for (const key of cameFrom.keys()) {
    for (const next of nextOf(steps, key)) {
      if (next === null) {
        const way: string[] = [];
        for (let at: string | null = key; at !== null; at = cameFrom.get(at) ?? null) way.push(at);
        return way.reverse();
      }
      if (!cameFrom.has(next)) cameFrom.set(next, key);
    }
  }
  return undefined;
};

/**
 * The steps that no way from the start to an end leaves out; keys. What goes in a circle for ever comes to no end.
 * One way is enough to look at: a step of it is left out if something before it leads past it.
 * @param start null where all is over at once
 * @returns undefined where no way comes to an end
 */
export const onEveryWay = (steps: Steps, start: string | null): ReadonlySet<string> | undefined => {
  if (start === null) return new Set();
  const way = wayToTheEnd(steps, start);
  if (way === undefined) return undefined;
  const placeOnWay = new Map(way.map((key, place) => [key, place]));
  const seen = new Set<string>();
  const always = new Set<string>();
  /** The last place on the way that can be reached from what stands before, without what lies between. */
  let reached = 0;
  for (const [place, key] of way.entries()) {
    if (reached <= place) always.add(key);
    const open = [key];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      for (const next of nextOf(steps, one)) {
        const met = next === null ? way.length : placeOnWay.get(next);
        if (met !== undefined) reached = Math.max(reached, met);
        else if (next !== null && !seen.has(next)) {
          seen.add(next);
          open.push(next);
        }
      }
    }
  }
  return always;
};
