/** Pure: each cost along a curve, and whether it grows faster than the result. */
import type { CurveResult } from './results.js';
import type { FigureName, Stat, Summary } from './summary.js';
import { growthVerdict } from './verdict.js';
import type { Verdict } from './verdict.js';

type Measure = {
  title: string;
  figure: FigureName;
  /** What a figure is uncertain by at least, beside its spread: a share of it, and an amount. */
  share: number;
  amount: number;
};

/**
 * Memory depends on when the garbage was last collected; bytes on ids, times and how well they compress; requests come in
 * whole ones, one for each started page.
 */
const measures: readonly Measure[] = [
  { title: 'own wall time', figure: 'ownWallMs', share: 0.01, amount: 0 },
  { title: 'CPU time', figure: 'cpuMs', share: 0.01, amount: 0 },
  { title: 'peak memory', figure: 'peakBytes', share: 0.02, amount: 0 },
  { title: 'requests', figure: 'roundTrips', share: 0, amount: 1 },
  { title: 'bytes received', figure: 'received', share: 0.005, amount: 0 },
];

/** Findings, and the sources that are named in them. */
export const itemsOf = ({ findings, sources }: Summary): number => findings.median + sources.median;

const noiseOf = ({ median, half }: Stat, { share, amount }: Measure): number => Math.max(half, share * median, amount);

export type Growth = { title: string; figure: FigureName; verdict: Verdict };

/** The verdict on each cost of a curve. */
export const growthOf = ({ points }: CurveResult): Growth[] =>
  measures.map((measure) => ({
    title: measure.title,
    figure: measure.figure,
    verdict: growthVerdict(
      points.map(({ summary }) => ({
        items: itemsOf(summary),
        cost: summary[measure.figure].median,
        noise: noiseOf(summary[measure.figure], measure),
      })),
    ),
  }));
