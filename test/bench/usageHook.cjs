/**
 * Preloaded into every measured process: writes what it used, by its own account, when it ends. Builtins only, so that
 * it costs next to nothing, and the same for all.
 */
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread && process.env.BENCH_USAGE) {
  process.on('exit', () => {
    writeFileSync(`${process.env.BENCH_USAGE}.${process.pid}`, JSON.stringify(process.resourceUsage()));
  });
}
