/** The call that says: the monitor has run. Whoever gets it raises the alarm when it does not come. */
import { fetch as undiciFetch } from 'undici';
import { withAttempts } from './attempts.js';
import type { Patience } from './attempts.js';
import { ChannelFailure } from './channelIo.js';
import type { ChannelIo } from './channelIo.js';
import { watchAddress } from './channelSecrets.js';
import { addressOf, proxyAgent, sendRequest } from './httpRequest.js';

const patience: Patience = { whole: 30_000, one: 10_000, pauses: [1000, 4000] };

/**
 * Calls an address after a complete run.
 * @param from what holds the address, which a reason names: a variable, or `--heartbeat`
 * @returns null where it was called; else why not, in a word and without the address
 */
export const heartbeat = async (
  address: string,
  io: Pick<ChannelIo, 'env' | 'signal' | 'now' | 'sleep' | 'fetch'>,
  from = '--heartbeat',
): Promise<string | null> => {
  watchAddress(address);
  const agent = proxyAgent(io.env);
  try {
    const url = addressOf(address, from);
    await withAttempts(
      async (signal) => {
        await sendRequest(
          { method: 'GET', url },
          {
            ...{ env: io.env, signal, now: io.now, all: [], print: () => undefined, said: (key) => key },
            fetch: io.fetch ?? ((input, init) => undiciFetch(input, { ...init, dispatcher: agent })),
          },
        );
      },
      patience,
      io,
    );
    return null;
  } catch (error) {
    return error instanceof ChannelFailure ? error.reason : 'a defect of sf integration';
  } finally {
    void agent.destroy().catch(() => undefined);
  }
};
