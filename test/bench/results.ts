/** Everything that one run of the benchmark has found out. */
import type { Curve } from './curves.js';
import type { JobId } from './jobs.js';
import type { LargeTaskId } from './largeTasks.js';
import type { Machine } from './machine.js';
import type { PageId } from './pages.js';
import type { Stat, Summary } from './summary.js';

export type JobResult = { id: JobId; title: string; latencyMs: number; summary: Summary };
export type CurveResult = Pick<Curve, 'id' | 'title' | 'unit'> & {
  points: ReadonlyArray<{ number: number; summary: Summary }>;
};
/** Milliseconds. `sourcesEach`: how many of the permission sets grant each requirement. */
export type EvaluationResult = {
  requirements: number;
  permissionSets: number;
  sourcesEach: number;
  cold: Stat;
  warm: Stat;
};

/** CPU milliseconds of one large task. */
export type LargeResult = { id: LargeTaskId; title: string; cpu: Stat };

/** The HTML report of many findings: its size, and milliseconds. */
export type PageResult = {
  id: PageId;
  title: string;
  bytes: number;
  written: Stat;
  opened: Stat;
  searched: Stat;
  chosen: Stat;
};

/** The watch of many orgs in one run. */
export type FleetBenchResult = {
  orgs: number;
  latencyMs: number;
  /** Of the whole command, its start included. */
  wall: Stat;
  peakBytes: Stat;
  /** What is still referred to when it ends. */
  heldBytes: Stat;
};

/** One command on the org of real size. `time`: the first one, which knows nothing of the org yet, or a later one. */
export type RealSizeResult = { title: string; time: 'first' | 'next'; baseline: boolean; summary: Summary };

export type Results = {
  machine: Machine;
  /** A few rounds to try things out: nothing to be published. */
  quick: boolean;
  /** Measured rounds by latency in milliseconds, after one that was not measured. */
  rounds: ReadonlyArray<{ latencyMs: number; rounds: number }>;
  jobs: readonly JobResult[];
  curves: readonly CurveResult[];
  evaluation: readonly EvaluationResult[];
  large: readonly LargeResult[];
  page: readonly PageResult[];
  fleet: readonly FleetBenchResult[];
  realSize: readonly RealSizeResult[];
};
