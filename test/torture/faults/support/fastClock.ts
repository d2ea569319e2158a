/** Time that runs faster: pauses between attempts and deadlines of minutes pass in a test as they would for a person. */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

/** A second of the run takes ten milliseconds; the shortest deadline that a flag can name, a minute, 600. */
const speed = 100;

/**
 * Runs something with a clock a hundred times as fast. Only the promise timer and Date.now change, which is all that the
 * product measures time with; sockets, and whoever took hold of them before, keep theirs.
 */
export const withFastClock = async <T>(run: () => Promise<T>): Promise<T> => {
  const now = Date.now;
  const { setTimeout } = timers;
  const startedAt = now();
  Date.now = () => startedAt + (now() - startedAt) * speed;
  const fast = <V>(ms?: number, value?: V, options?: Parameters<typeof setTimeout>[2]): Promise<V> =>
    setTimeout((ms ?? 0) / speed, value, options) as Promise<V>;
  // Imports of a builtin by name follow its object when told to.
  Object.assign(timers, { setTimeout: fast });
  syncBuiltinESMExports();
  try {
    return await run();
  } finally {
    Date.now = now;
    Object.assign(timers, { setTimeout });
    syncBuiltinESMExports();
  }
};
