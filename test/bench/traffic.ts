/** What one run cost on the wire, from the request log of the embedded org. */
import { requestsInSequence } from '../local-org/http/requestLog.js';
import type { RequestRecord } from '../local-org/http/requestLog.js';

export type Traffic = {
  roundTrips: number;
  /** The longest chain of requests that waited for one another. */
  inSequence: number;
  /** What the org's daily limit was charged. */
  apiCalls: number;
  /** Bytes from the command to the org and back, headers and all. */
  sent: number;
  received: number;
  /** Bytes of the bodies that came back, before they were compressed. */
  plainReceived: number;
  /** When the last answer was sent, in milliseconds since the epoch; 0 where there was none. */
  lastAnswerAt: number;
  /** Records in the answers. */
  rows: number;
  /** Milliseconds in which at least one request was on its way. */
  waitedMs: number;
  /** Further pages of queries, and the milliseconds in which at least one of them was on its way. */
  pages: number;
  pagingMs: number;
};

type Interval = readonly [from: number, to: number];

/** How long at least one of the intervals lasted. */
export const covered = (intervals: readonly Interval[]): number => {
  let total = 0;
  let end = -Infinity;
  for (const [from, to] of [...intervals].sort(([a], [b]) => a - b)) {
    total += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return total;
};

const intervalsOf = (records: readonly RequestRecord[]): Interval[] =>
  records.flatMap(({ startedAt, endedAt }) => (endedAt === null ? [] : [[startedAt, endedAt] as const]));

const isPage = ({ path }: RequestRecord): boolean => /\/query(All)?\/01g/.test(path);

/** Adds up the requests of one run; `apiCalls` is what the org counted against its daily limit meanwhile. */
export const trafficOf = (records: readonly RequestRecord[], apiCalls: number): Traffic => {
  const total = (value: (record: RequestRecord) => number): number =>
    records.reduce((sum, record) => sum + value(record), 0);
  const pages = records.filter(isPage);
  return {
    roundTrips: records.length,
    inSequence: requestsInSequence(records),
    apiCalls,
    sent: total(({ wireIn }) => wireIn),
    received: total(({ wireOut }) => wireOut),
    plainReceived: total(({ plainOut }) => plainOut),
    lastAnswerAt: Math.max(0, ...records.map(({ endedAt }) => endedAt ?? 0)),
    rows: total(({ rows }) => rows),
    waitedMs: covered(intervalsOf(records)),
    pages: pages.length,
    pagingMs: covered(intervalsOf(pages)),
  };
};

/** What no measured run may have met: a defect of the embedded org, or a request that never ended. */
export const troubleIn = (records: readonly RequestRecord[]): string[] =>
  records.flatMap(({ method, path, endedAt, internalError }) =>
    internalError !== null || endedAt === null ? [`${method} ${path}: ${internalError ?? 'did not end'}`] : [],
  );
