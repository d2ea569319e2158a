import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '@salesforce/core';
import { orBroken } from './brokenBody.js';
import { OrgFailure } from './failure.js';

/** How long sf may take to connect, in milliseconds; its own HTTP client would wait for half an hour. */
const connectMs = 120_000;

/**
 * sf connects while it parses the flags, and once a day asks the org for its API versions then: nothing else of a run
 * happens outside our own client. Settles like `work`, but not when the connection breaks, nothing comes, or the person
 * interrupts.
 * @throws OrgFailure CONNECTION_LOST, GAVE_UP_WAITING, INTERRUPTED, and what `work` rejects with
 */
export const whileConnecting = async <T>(work: Promise<T>, signal: AbortSignal, waitMs = connectMs): Promise<T> => {
  // What is given up may fail later, when nobody listens any more.
  work.catch(() => undefined);
  const over = new AbortController();
  const tooLong = delay(waitMs, undefined, { signal: over.signal }).then(() => {
    throw new OrgFailure('GAVE_UP_WAITING', [String(Math.round(waitMs / 1000))]);
  });
  tooLong.catch(() => undefined);
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => reject(new OrgFailure('INTERRUPTED'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true, signal: over.signal });
  });
  const connected = orBroken(work).catch((error: unknown) => {
    if (error instanceof TypeError && error.message === 'terminated') {
      throw new OrgFailure('CONNECTION_LOST', ['the org']);
    }
    throw error;
  });
  try {
    return await Promise.race([connected, tooLong, stopped]);
  } finally {
    over.abort();
  }
};

/** What is needed of an org that sf has connected to. */
type Connected = { readonly getConnection: (version?: string) => Connection };

/**
 * The connection that sf has made. Where the org did not tell its API versions, sf goes on with one of its own that is
 * years old, which has neither the columns nor the objects that a check is built on.
 * @param version as the person named it
 * @throws OrgFailure API_VERSION_UNKNOWN
 */
export const connectionTo = (org: Connected, version: string | undefined): Connection => {
  const connection = org.getConnection(version);
  if (version === undefined && connection.getApiVersion() !== connection.getAuthInfoFields().instanceApiVersion) {
    throw new OrgFailure('API_VERSION_UNKNOWN');
  }
  return connection;
};
