/**
 * Time for tests: nothing waits for the clock of the machine. Replaced are the promise timer and Date.now, which is all
 * that the product and the embedded org measure time with.
 */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { onSilence } from './inProcess.js';

type Timer = { readonly due: number; readonly goOff: () => void };

type Clock = {
  /** Milliseconds since the epoch, as the code under test reads them. */
  readonly now: () => number;
  /** The timer that is due first. */
  readonly next: () => Timer | undefined;
  /** Turns the clock to a moment, and lets the timer that is due then go off. */
  readonly turnTo: (moment: number, timer?: Timer) => void;
  readonly pending: () => number;
  readonly restore: () => void;
};

/** The longest time that a timer of Node can hold; it takes a longer one for 1 ms. */
const longestTimerMs = 2 ** 31 - 1;

const aborted = (reason: unknown): Error =>
  Object.assign(new Error('The operation was aborted', { cause: reason }), { code: 'ABORT_ERR', name: 'AbortError' });

let isInstalled = false;

/**
 * Puts a clock in the place of the machine's, which stands still until it is turned.
 * @param onTimer called when something has begun to wait for it
 */
const install = (onTimer: () => void = () => undefined): Clock => {
  const realNow = Date.now;
  const { setTimeout: realTimer } = timers;
  let now = realNow();
  const waiting = new Set<Timer>();
  const timer = <T>(ms = 1, value?: T, { signal }: { signal?: AbortSignal } = {}): Promise<T> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(aborted(signal.reason));
      const abort = (): void => {
        waiting.delete(one);
        reject(aborted(signal?.reason));
      };
      const one: Timer = {
        due: now + (ms >= 1 && ms <= longestTimerMs ? ms : 1),
        goOff: () => {
          signal?.removeEventListener('abort', abort);
          resolve(value as T);
        },
      };
      waiting.add(one);
      onTimer();
      signal?.addEventListener('abort', abort, { once: true });
    });
  isInstalled = true;
  Date.now = () => now;
  // Imports of a builtin by name follow its object when told to.
  Object.assign(timers, { setTimeout: timer });
  syncBuiltinESMExports();
  return {
    now: () => now,
    next: () => [...waiting].sort((a, b) => a.due - b.due)[0],
    turnTo: (moment, one) => {
      now = Math.max(now, moment);
      if (one === undefined) return;
      waiting.delete(one);
      one.goOff();
    },
    pending: () => waiting.size,
    restore: () => {
      isInstalled = false;
      Date.now = realNow;
      Object.assign(timers, { setTimeout: realTimer });
      syncBuiltinESMExports();
    },
  };
};

/** Lets everything happen that waits for nothing but its turn. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export type StoppedClock = Pick<Clock, 'now' | 'pending' | 'restore'> & {
  /** Lets time pass: every timer that is due meanwhile goes off in its turn, and what it sets off is carried out. */
  readonly pass: (ms: number) => Promise<void>;
};

/** Stops the clock; time passes when the test says so. `restore` must be called, also where the test fails. */
export const stopClock = (): StoppedClock => {
  const { now, next, turnTo, pending, restore } = install();
  const pass = async (ms: number): Promise<void> => {
    const end = now() + ms;
    await settle();
    for (let one = next(); one !== undefined && one.due <= end; one = next()) {
      turnTo(one.due, one);
      await settle();
    }
    turnTo(end);
  };
  return { now, pass, pending, restore };
};

/** A clock of product and org that stands at a moment until it is turned; within `inHurriedTime` it goes on from there. */
export const standingClock = (org: {
  now: () => number;
}): { readonly turnTo: (moment: string) => void; readonly restore: () => void } => {
  const realNow = Date.now;
  org.now = () => Date.now();
  return {
    turnTo: (moment) => {
      const time = Date.parse(moment);
      Date.now = () => time;
    },
    restore: () => {
      Date.now = realNow;
    },
  };
};

/** Longer than every pause between two requests, shorter than every deadline that a flag can name. */
const longestPauseMs = 4000;

/**
 * Runs something in time that passes as fast as the run allows: every pause is over as soon as it begins. A deadline is
 * reached only where pauses add up to it, or once an org that answers in this process has left a request without an
 * answer: however busy the machine is, no other run can miss it. Within such time it is the same time.
 */
export const inHurriedTime = async <T>(run: (now: () => number) => Promise<T>): Promise<T> => {
  if (isInstalled) return run(Date.now);
  let [running, soon, isSilent] = [true, false, false];
  // Only where something waits: turning all the time would take a processor while files are read.
  const turnSoon = (): void => {
    if (soon) return;
    soon = true;
    setImmediate(turn);
  };
  const { now, next, turnTo, restore } = install(turnSoon);
  const turn = (): void => {
    soon = false;
    const one = running ? next() : undefined;
    if (one === undefined || (one.due - now() > longestPauseMs && !isSilent)) return;
    turnTo(one.due, one);
    turnSoon();
  };
  const noLonger = onSilence(() => {
    isSilent = true;
    turnSoon();
  });
  try {
    return await run(now);
  } finally {
    running = false;
    noLonger();
    restore();
  }
};
