/**
 * Splits values into groups of at most `size`.
 * @returns at least one group, unless there are no values
 */
export const chunk = <T>(values: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, i) => values.slice(i * size, (i + 1) * size));
