/** Pure: whether a cost grows faster than the result does. */

/** One point of a curve: how large the result is, what it cost (median), and how far typical runs lie from that. */
export type CurvePoint = { items: number; cost: number; noise: number };

export type Verdict = {
  holds: boolean;
  /**
   * Cost per further result item at the small end and at the large end; null where the result stays the same, and the
   * cost has to stay the same too.
   */
  marginal: { small: number; large: number } | null;
};

/** What the large end may cost more per item than the small end, beyond the noise. */
export const tolerance = 1.25;
/** What may come on top where the result stays the same. */
export const flatTolerance = 0.05;

const flat = (first: CurvePoint, last: CurvePoint): Verdict => ({
  holds: last.cost - first.cost <= flatTolerance * first.cost + first.noise + last.noise,
  marginal: null,
});

/**
 * The point at which the small end ends and the large end begins: the first whose cost stands out of the noise (by three
 * times) from that of the first point, else the last but one.
 */
const turn = (points: readonly CurvePoint[], first: CurvePoint): CurvePoint | undefined => {
  const inner = points.slice(1, -1);
  return inner.find(({ cost, noise }) => cost - first.cost > 3 * (noise + first.noise)) ?? inner.at(-1);
};

/**
 * Cost per further item at the large end must be at most that at the small end, times the tolerance, with the noise of
 * the points given to the doubt on both ends. Differences between points leave the fixed cost out by themselves.
 * In: points from the smallest to the largest result; at least three where the result grows, two where it does not.
 */
export const growthVerdict = (points: readonly CurvePoint[]): Verdict => {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) throw new Error('A curve needs two points');
  if (last.items <= first.items) return flat(first, last);
  const middle = turn(points, first);
  if (middle === undefined || middle.items <= first.items || last.items <= middle.items)
    throw new Error('A growing curve needs three points, each with a larger result');
  const slope = (from: CurvePoint, to: CurvePoint, doubt: number): number =>
    (to.cost - from.cost + doubt * (from.noise + to.noise)) / (to.items - from.items);
  const most = Math.max(0, slope(first, middle, 1));
  const least = slope(middle, last, -1);
  return {
    holds: least <= tolerance * most,
    marginal: { small: slope(first, middle, 0), large: slope(middle, last, 0) },
  };
};
