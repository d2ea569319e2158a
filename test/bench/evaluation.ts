/** Pure evaluation, apart from everything else: each run in a fresh process. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { EvaluationRun } from './evaluationRun.js';
import type { Runnable } from './rounds.js';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./evaluationRun.ts', import.meta.url));

export const evaluatedSets = 1000;
/** How many of the sets grant each requirement: none, the usual case, and far too many. */
export const sourcesEach = [0, 10, 100] as const;

/** One turn: a fresh process, which evaluates once cold and `warmRuns` times warm. */
export const evaluationTurn = (sources: number, rounds: number, warmRuns: number): Runnable<EvaluationRun> => ({
  title: `evaluation, ${sources} sources each`,
  rounds,
  run: async () => {
    const args = ['--import', 'tsx', script, String(evaluatedSets), String(sources), String(warmRuns)];
    const { stdout } = await run(process.execPath, args);
    return JSON.parse(stdout) as EvaluationRun;
  },
});
