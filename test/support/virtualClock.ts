/** Time that a test turns by hand: timers, the timers that promise, and Date. Nothing waits for the clock of the machine. */
import { syncBuiltinESMExports } from 'node:module';
import sinon from 'sinon';

export type VirtualClock = {
  /** Milliseconds since the epoch, as the code under test reads them. */
  readonly now: () => number;
  /** Lets time pass: every timer that is due meanwhile goes off in its turn, and what it sets off is carried out. */
  readonly pass: (ms: number) => Promise<void>;
  /** Timers that are still to go off. */
  readonly pending: () => number;
  readonly restore: () => void;
};

/** Stops the clock. `restore` must be called, also where the test fails. */
export const stopClock = (): VirtualClock => {
  const clock = sinon.useFakeTimers({ now: Date.now(), toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  // Imports of a builtin by name follow its object when told to.
  syncBuiltinESMExports();
  return {
    now: () => clock.now,
    pass: async (ms) => void (await clock.tickAsync(ms)),
    pending: () => clock.countTimers(),
    restore: () => {
      clock.restore();
      syncBuiltinESMExports();
    },
  };
};
