import type { Traffic } from './traffic.js';

/** What one process used, by its own account at its end, and how long it took for whoever started it. */
export type ProcessCost = { wallMs: number; userMs: number; systemMs: number; peakBytes: number };

/** How large a result was; only where the command printed one as JSON. */
export type ResultSize = {
  findings: number;
  /** Permission sets, groups and profiles named in findings as their sources. */
  sources: number;
  bytes: number;
};

/** One run of a job: one command, or several that a person starts one after the other. */
export type Cost = ProcessCost &
  Traffic & {
    processes: number;
    /** CPU time that the whole machine spent on something else meanwhile. */
    foreignMs: number;
    /** From the last answer of the org to the first output; 0 where there was no answer. */
    tailMs: number;
    result: ResultSize | null;
  };

/** User and system time. */
export const cpuOf = ({ userMs, systemMs }: ProcessCost): number => userMs + systemMs;

/** Wall time without the time in which the command had a request on its way: its own work. */
export const ownWallOf = ({ wallMs, waitedMs }: Cost): number => wallMs - waitedMs;

/** Several commands one after the other: everything adds up, but memory, of which the largest process decides. */
export const together = (costs: readonly Cost[]): Cost => {
  const total = (value: (cost: Cost) => number): number => costs.reduce((sum, cost) => sum + value(cost), 0);
  return {
    processes: total(({ processes }) => processes),
    wallMs: total(({ wallMs }) => wallMs),
    userMs: total(({ userMs }) => userMs),
    systemMs: total(({ systemMs }) => systemMs),
    peakBytes: Math.max(...costs.map(({ peakBytes }) => peakBytes)),
    roundTrips: total(({ roundTrips }) => roundTrips),
    inSequence: total(({ inSequence }) => inSequence),
    apiCalls: total(({ apiCalls }) => apiCalls),
    sent: total(({ sent }) => sent),
    received: total(({ received }) => received),
    plainReceived: total(({ plainReceived }) => plainReceived),
    lastAnswerAt: Math.max(...costs.map(({ lastAnswerAt }) => lastAnswerAt)),
    rows: total(({ rows }) => rows),
    waitedMs: total(({ waitedMs }) => waitedMs),
    pages: total(({ pages }) => pages),
    pagingMs: total(({ pagingMs }) => pagingMs),
    foreignMs: total(({ foreignMs }) => foreignMs),
    tailMs: total(({ tailMs }) => tailMs),
    result: costs.at(-1)?.result ?? null,
  };
};
