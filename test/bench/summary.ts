/** Pure: several runs of the same thing as medians with their spread. */
import { cpuOf, ownWallOf } from './cost.js';
import type { Cost } from './cost.js';
import { halfSpread, median } from './stats.js';

/** A median, and half the distance between the quartiles. */
export type Stat = { median: number; half: number };

const figures = {
  wallMs: ({ wallMs }: Cost) => wallMs,
  cpuMs: cpuOf,
  /** Wall time without waiting for the org. */
  ownWallMs: ownWallOf,
  waitedMs: ({ waitedMs }: Cost) => waitedMs,
  peakBytes: ({ peakBytes }: Cost) => peakBytes,
  processes: ({ processes }: Cost) => processes,
  roundTrips: ({ roundTrips }: Cost) => roundTrips,
  inSequence: ({ inSequence }: Cost) => inSequence,
  apiCalls: ({ apiCalls }: Cost) => apiCalls,
  sent: ({ sent }: Cost) => sent,
  received: ({ received }: Cost) => received,
  plainReceived: ({ plainReceived }: Cost) => plainReceived,
  tailMs: ({ tailMs }: Cost) => tailMs,
  rows: ({ rows }: Cost) => rows,
  pages: ({ pages }: Cost) => pages,
  pagingMs: ({ pagingMs }: Cost) => pagingMs,
  findings: ({ result }: Cost) => result?.findings ?? 0,
  sources: ({ result }: Cost) => result?.sources ?? 0,
  resultBytes: ({ result }: Cost) => result?.bytes ?? 0,
};
export type FigureName = keyof typeof figures;
export type Summary = Readonly<Record<FigureName, Stat>>;

/** Median and spread of a list of values. */
export const statOf = (values: readonly number[]): Stat => ({ median: median(values), half: halfSpread(values) });

/** Median and spread of each figure. In: at least one run. */
export const summarise = (costs: readonly Cost[]): Summary =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, statOf(costs.map(value))])) as Record<
    FigureName,
    Stat
  >;
