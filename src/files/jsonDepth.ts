/** Levels of the deepest file of ours: a snapshot has some twenty. */
const deepest = 100;

/**
 * Whether a value is nested deeper than any file of ours. `JSON.parse` takes what is nested a million times; whoever goes
 * through it afterwards, `JSON.stringify` among them, ends in an overflow of the stack.
 */
export const isTooDeep = (value: unknown, left = deepest): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  for (const inner of Object.values(value)) if (isTooDeep(inner, left - 1)) return true;
  return false;
};
