/**
 * A process of its own that does one large task of planning once, with the compiled plugin, cold as every command does it.
 * Argument: the task. Prints the CPU milliseconds as JSON.
 */
import { largeTasks } from './largeTasks.js';
import type { LargeTaskId } from './largeTasks.js';

export type LargeRun = { cpuMs: number };

const task = largeTasks[process.argv[2] as LargeTaskId];
if (task === undefined) throw new Error(`No such task: ${process.argv[2] ?? ''}`);
const compiled = new URL('../../tmp/compiled/', import.meta.url).href;
const run = await task.prepare((path) => import(`${compiled}${path}`));

const before = process.cpuUsage();
run();
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ cpuMs: (user + system) / 1000 } satisfies LargeRun));
