/** Made-up results for the tests of the pure parts. */
import type { Cost } from './cost.js';
import type { Machine } from './machine.js';
import type { Results } from './results.js';
import { summarise } from './summary.js';
import type { Summary } from './summary.js';

const nothing: Cost = {
  wallMs: 0,
  userMs: 0,
  systemMs: 0,
  peakBytes: 0,
  processes: 1,
  foreignMs: 0,
  roundTrips: 0,
  inSequence: 0,
  apiCalls: 0,
  sent: 0,
  received: 0,
  plainReceived: 0,
  lastAnswerAt: 0,
  rows: 0,
  waitedMs: 0,
  pages: 0,
  pagingMs: 0,
  tailMs: 0,
  result: null,
};

export const cost = (more: Partial<Cost> = {}): Cost => ({ ...nothing, ...more });

/** The summary of one run. */
export const summary = (more: Partial<Cost> = {}): Summary => summarise([cost(more)]);

const machine: Machine = {
  cpu: 'Abacus',
  cores: 2,
  memoryBytes: 8 * 2 ** 30,
  system: 'linux x64',
  node: 'v24.0.0',
  sf: '2.0.0',
  commit: 'abcdef0',
  date: '2026-01-01',
  loadBefore: 0.1,
  foreignShare: 0.015,
};

export const results = (more: Partial<Results> = {}): Results => ({
  machine,
  quick: false,
  rounds: [{ latencyMs: 0, rounds: 7 }],
  jobs: [],
  curves: [],
  evaluation: [],
  large: [],
  page: [],
  fleet: [],
  realSize: [],
  ...more,
});
