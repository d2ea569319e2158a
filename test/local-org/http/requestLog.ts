/** One request as the log shows it. Times are milliseconds since the epoch, with fractions. */
export type RequestRecord = {
  id: number;
  method: string;
  /** With the query string, as sent. */
  path: string;
  /** 0 while it runs, and for connections that were cut. */
  status: number;
  /** Of the bodies alone, as they were sent. */
  bytesIn: number;
  bytesOut: number;
  /** Of the body that was answered, before it was compressed. */
  plainOut: number;
  /** With request line or status line and headers; 0 while it runs. */
  wireIn: number;
  wireOut: number;
  userId: string | null;
  username: string | null;
  /** Against the daily limit: a composite request counts once, each subrequest of a batch counts. */
  apiCallsCharged: number;
  /** Subrequests of a composite or batch request. */
  subrequests: number;
  /** SOQL that was run, in order. */
  queries: readonly string[];
  /** Records in the answers to queries, pages included, children not. */
  rows: number;
  /** Name of the SOAP call, e.g. `readMetadata`. */
  soapCall: string | null;
  /** Kind of the fault that hit it. */
  fault: string | null;
  startedAt: number;
  endedAt: number | null;
  /** Stack of a defect in the embedded org itself. */
  internalError: string | null;
};

/** The current time in milliseconds since the epoch with sub-millisecond digits, for measuring what overlaps. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}

/** The longest chain of requests of which each began after the one before had ended (design §6). */
export function requestsInSequence(records: readonly RequestRecord[]): number {
  const ended = records.filter((record) => record.endedAt !== null).sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
  // depth[i]: longest chain ending with request i; j can precede i when it had ended before i started.
  const depths: number[] = [];
  ended.forEach((record, index) => {
    const before = depths.slice(0, index).filter((_, other) => (ended[other]?.endedAt ?? 0) <= record.startedAt);
    depths.push(1 + Math.max(0, ...before));
  });
  return Math.max(0, ...depths);
}
