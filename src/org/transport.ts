import { setTimeout as delay } from 'node:timers/promises';
import { orBroken } from './brokenBody.js';
import { troubleOf } from './errorToFailure.js';
import type { Where } from './errorToFailure.js';
import { OrgFailure } from './failure.js';

/** What the requests cost so far. */
export type Cost = {
  /** What the org's daily limit is charged. A request that got no answer is counted: it may have arrived. */
  readonly apiCalls: number;
};

export type ClientOptions = {
  /** How long all requests of the run may take together, in milliseconds. */
  readonly waitMs: number;
  /** Aborted when the person interrupts. */
  readonly signal?: AbortSignal;
  /** Called before anything is sent that may change the org. */
  readonly onWrite?: () => void;
  /** Pauses between attempts, in milliseconds; as many retries as there are entries. */
  readonly backoffMs?: readonly number[];
};

export type AttemptOptions = {
  /** False for a write: once it is under way it is waited for, as nobody could tell what became of it. */
  readonly stoppable?: boolean;
  /** False for what does not count against the API limit. */
  readonly charged?: boolean;
};

/** Sends requests one attempt at a time: counted, within the deadline, and with our own pauses between attempts. */
export type Transport = {
  /**
   * One attempt within what is left of the time: some broken answers never end by themselves.
   * @param send gets the signal that breaks the request off once nobody waits for it any more
   * @throws OrgFailure GAVE_UP_WAITING, INTERRUPTED, and what `send` throws or rejects with
   */
  readonly attempt: <T>(send: (signal: AbortSignal) => PromiseLike<T>, options?: AttemptOptions) => Promise<T>;
  /**
   * Attempts until the answer is a good one or trying again does not help. For reads only.
   * @param check throws what makes an answer worth another attempt; on the last one it takes what there is
   * @throws OrgFailure
   */
  readonly withRetries: <T>(
    where: Where,
    send: (signal: AbortSignal) => PromiseLike<T>,
    check: (answer: T, last: boolean) => void,
    options?: AttemptOptions,
  ) => Promise<T>;
  /**
   * The pause after attempt number `tries` (from 0), cut to what is left of the time; false where there is no further
   * attempt, and then without a pause.
   * @throws OrgFailure INTERRUPTED where `stoppable`
   */
  readonly pause: (tries: number, stoppable: boolean) => Promise<boolean>;
  /** What is left of the time, in milliseconds; zero or less when it is over. */
  readonly timeLeft: () => number;
  /** Called before anything is sent that may change the org. */
  readonly beforeWrite: () => void;
  /**
   * Gives the next phase its own time: a person may have thought about the plan for an hour.
   * @param withinMs where it gets less than all phases may take
   */
  readonly restartClock: (withinMs?: number) => void;
  readonly cost: () => Cost;
};

const defaultBackoffMs: readonly number[] = [500, 1500];

/** The longest time that a timer of Node can wait: 24 days. It takes a longer one for none at all. */
const longestTimerMs = 2 ** 31 - 1;

/** Makes the transport of one run; its time begins now. */
export const createTransport = (options: ClientOptions): Transport => {
  const { signal, onWrite, backoffMs = defaultBackoffMs } = options;
  const waitMs = Math.min(options.waitMs, longestTimerMs);
  let endsAt = Date.now() + waitMs;
  let apiCalls = 0;

  const interrupted = (): OrgFailure => new OrgFailure('INTERRUPTED');
  const gaveUp = (): OrgFailure => new OrgFailure('GAVE_UP_WAITING', [String(Math.round(waitMs / 1000))]);
  const timeLeft = (): number => endsAt - Date.now();

  const attempt: Transport['attempt'] = async (send, { stoppable = true, charged = true } = {}) => {
    if (stoppable && signal?.aborted) throw interrupted();
    const left = timeLeft();
    if (left <= 0) throw gaveUp();
    if (charged) apiCalls += 1;
    const over = new AbortController();
    const tooLong = delay(left, undefined, { signal: over.signal }).then(() => {
      throw gaveUp();
    });
    let interrupt = (): void => undefined;
    const stop = new Promise<never>((_, reject) => {
      if (!stoppable) return;
      interrupt = () => reject(interrupted());
      signal?.addEventListener('abort', interrupt, { once: true });
    });
    // Whoever loses the race must not end as an unhandled rejection.
    for (const loser of [tooLong, stop]) loser.catch(() => undefined);
    try {
      const request = Promise.resolve(send(over.signal));
      request.catch(() => undefined);
      return await Promise.race([orBroken(request), tooLong, stop]);
    } finally {
      over.abort();
      // By hand: of several listeners that go by signals of their own Node forgets how to take all but the last one away, and
      // the answers would stay with them for the whole run.
      signal?.removeEventListener('abort', interrupt);
    }
  };

  const pause: Transport['pause'] = async (tries, stoppable) => {
    const wanted = backoffMs[tries];
    if (wanted === undefined) return false;
    const ms = Math.min(wanted, Math.max(0, timeLeft()));
    await delay(ms, undefined, stoppable && signal ? { signal } : {}).catch(() => {
      throw interrupted();
    });
    return true;
  };

  const withRetries: Transport['withRetries'] = async (where, send, check, attemptOptions) => {
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await attempt(send, attemptOptions);
        check(answer, backoffMs[tries] === undefined);
        return answer;
      } catch (error) {
        const { failure, passing } = troubleOf(error, where);
        if (!passing || !(await pause(tries, true))) throw failure;
      }
    }
  };

  return {
    attempt,
    withRetries,
    pause,
    timeLeft,
    beforeWrite: () => onWrite?.(),
    restartClock: (withinMs = waitMs) => {
      endsAt = Date.now() + Math.min(waitMs, withinMs);
    },
    cost: () => ({ apiCalls }),
  };
};
