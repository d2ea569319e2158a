/** Trying again, and no longer than there is time. */
import { setTimeout as timer } from 'node:timers/promises';
import { ChannelFailure } from './channelIo.js';
import type { ChannelIo } from './channelIo.js';

export type Patience = {
  /** Milliseconds for everything. */
  readonly whole: number;
  /** Milliseconds for one attempt. */
  readonly one: number;
  /** Pauses between attempts, in milliseconds. */
  readonly pauses: readonly number[];
};

/** Of a channel: four attempts. */
export const channelPatience: Patience = { whole: 90_000, one: 20_000, pauses: [1000, 4000, 15_000] };

const defaultSleep = async (ms: number, signal: AbortSignal): Promise<void> => {
  await timer(ms, undefined, { signal });
};

/** Runs something that ends after a time, whether it heeds its signal or not. @throws what it throws, or ChannelFailure */
const within = async <T>(ms: number, io: ChannelIo, run: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const over = new AbortController();
  const done = new AbortController();
  const signal = AbortSignal.any([io.signal, over.signal]);
  const ended = new Promise<never>((_, reject) => {
    const tell = (): void =>
      reject(new ChannelFailure(io.signal.aborted ? 'ABORTED' : 'ETIMEDOUT', !io.signal.aborted));
    if (signal.aborted) tell();
    else signal.addEventListener('abort', tell, { once: true });
  });
  (io.sleep ?? defaultSleep)(ms, done.signal).then(
    () => over.abort(),
    () => undefined,
  );
  try {
    return await Promise.race([run(signal), ended]);
  } finally {
    done.abort();
  }
};

/**
 * Tries until it is done, with pauses between; as long as the other side wants, where it says so and there is time.
 * @throws ChannelFailure the last one
 */
export const withAttempts = async (
  run: (signal: AbortSignal) => Promise<void>,
  { whole, one, pauses }: Patience,
  io: ChannelIo,
): Promise<void> => {
  const end = io.now() + whole;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await within(Math.min(one, Math.max(1, end - io.now())), io, run);
      return;
    } catch (error) {
      const pause = pauses[attempt];
      if (!(error instanceof ChannelFailure) || !error.passes || pause === undefined) throw error;
      const wait = Math.max(pause, error.waitMs ?? 0);
      if (io.now() + wait >= end) throw error;
      try {
        await (io.sleep ?? defaultSleep)(wait, io.signal);
      } catch {
        throw new ChannelFailure('ABORTED', false);
      }
    }
  }
};
