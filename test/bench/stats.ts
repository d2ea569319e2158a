/** Middle and spread of what was measured several times. */

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** The value below which this share of the values lies, between two of them by proportion. NaN for no values. */
export const quantile = (values: readonly number[], share: number): number => {
  const order = sorted(values);
  const place = (order.length - 1) * share;
  const below = order[Math.floor(place)] ?? NaN;
  const above = order[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
};

/** The middle value; NaN for no values. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Half the distance between the quartiles: how far a typical run lies from the median. */
export const halfSpread = (values: readonly number[]): number => (quantile(values, 0.75) - quantile(values, 0.25)) / 2;

/** The sum; 0 for no values. */
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
