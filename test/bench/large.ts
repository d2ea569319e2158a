/** Large tasks of planning, apart from everything else: each run in a fresh process. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LargeRun } from './largeRun.js';
import { largeTasks } from './largeTasks.js';
import type { LargeTaskId } from './largeTasks.js';
import type { Runnable } from './rounds.js';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./largeRun.ts', import.meta.url));

/** One turn: a fresh process, which does the task once. */
export const largeTurn = (id: LargeTaskId, rounds: number): Runnable<LargeRun> => ({
  title: largeTasks[id].title,
  rounds,
  run: async () => {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', script, id]);
    return JSON.parse(stdout) as LargeRun;
  },
});
