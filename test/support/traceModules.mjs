/** Preloaded with `--import`: writes the address of every module that the process loads to the file TRACE_MODULES. */
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const loaded = new Set();
  registerHooks({
    load(url, context, nextLoad) {
      loaded.add(url);
      return nextLoad(url, context);
    },
  });
  process.on('exit', () => writeFileSync(process.env.TRACE_MODULES, JSON.stringify([...loaded])));
}
