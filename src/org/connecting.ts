import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '@salesforce/core';
import { orBroken } from './brokenBody.js';
import { troubleOf } from './errorToFailure.js';
import { OrgFailure } from './failure.js';
import { recordOf } from './reply.js';

/** How long sf may take to connect, in milliseconds; its own HTTP client would wait for half an hour. */
const connectMs = 120_000;

/**
 * Bytes by which the process may grow meanwhile. sf's HTTP client reads an answer to its end, however long it is, and holds
 * all of it: that is all that can be seen of it from here.
 */
const maxGrowth = 250_000_000;

/** How often to look, in milliseconds. */
const lookEveryMs = 20;

/** What sf asks when it connects. */
const where = ['The org', 'services/data'] as const;

/** sf's own errors go on as they are; of what its HTTP client could not read we say so. */
const failureOf = (error: unknown): unknown => {
  if (error instanceof TypeError && error.message === 'terminated') {
    return new OrgFailure('CONNECTION_LOST', ['the org']);
  }
  const { errorCode } = recordOf(error instanceof Error ? { ...error } : {});
  return errorCode === 'UNREADABLE_ANSWER' ? troubleOf(error, where).failure : error;
};

/**
 * sf connects while it parses the flags, and once a day asks the org for its API versions then: nothing else of a run
 * happens outside our own client. Settles like `work`, but not when the connection breaks, nothing comes, or the person
 * interrupts, and not when so much comes that the memory fills.
 * @param memory bytes that the process holds
 * @throws OrgFailure CONNECTION_LOST, NOT_SALESFORCE_ANSWER, ANSWER_TOO_LARGE, GAVE_UP_WAITING, INTERRUPTED, and what
 * `work` rejects with
 */
export const whileConnecting = async <T>(
  work: Promise<T>,
  signal: AbortSignal,
  waitMs = connectMs,
  memory: () => number = process.memoryUsage.rss,
): Promise<T> => {
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
    throw failureOf(error);
  });
  const before = memory();
  let looking: NodeJS.Timeout | undefined;
  const tooMuch = new Promise<never>((_, reject) => {
    looking = setInterval(() => {
      if (memory() - before > maxGrowth) reject(new OrgFailure('ANSWER_TOO_LARGE', where));
    }, lookEveryMs);
  });
  try {
    return await Promise.race([connected, tooLong, stopped, tooMuch]);
  } finally {
    clearInterval(looking);
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
