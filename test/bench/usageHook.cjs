/**
 * Preloaded into every measured process: writes what it used, by its own account, when it ends. Builtins only, so that
 * it costs next to nothing, and the same for all.
 */
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

/** What is still referred to at the end, where the run was started with `--expose-gc`: without the garbage that waits for its turn. */
const held = () => {
  const usage = process.resourceUsage();
  if (!globalThis.gc) return usage;
  // What objects hold outside of the heap, such as buffers, goes with the second one.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return { ...usage, heldBytes: heapUsed + external };
};

if (isMainThread && process.env.BENCH_USAGE) {
  process.on('exit', () => {
    writeFileSync(`${process.env.BENCH_USAGE}.${process.pid}`, JSON.stringify(held()));
  });
}
