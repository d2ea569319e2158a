/** Pauses between two attempts or two looks at a job take no time; deadlines stay as long as they are. */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

/** Longest pause that counts as one between two attempts or looks, in milliseconds. */
const longestPause = 5000;

/** Shortens the pauses of everything in this process; the function puts them back. */
export const withoutPauses = (): (() => void) => {
  const { setTimeout: real } = timers;
  timers.setTimeout = ((ms?: number, ...rest: []) =>
    real(ms !== undefined && ms <= longestPause ? 0 : ms, ...rest)) as typeof timers.setTimeout;
  syncBuiltinESMExports();
  return () => {
    timers.setTimeout = real;
    syncBuiltinESMExports();
  };
};
