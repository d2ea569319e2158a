import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';

describe('a transport', function () {
  this.timeout(60_000);
  it('leaves nothing behind at the signal of the run, however a request ends: a run about many orgs has thousands', async () => {
    // A thread of its own collects its own garbage, and not that of all tests that this process has run: that took a second each time.
    const worker = new Worker(new URL('./leftListeners.ts', import.meta.url));
    try {
      const [left] = (await once(worker, 'message')) as [unknown];
      expect(left).to.deep.equal([0, 0]);
    } finally {
      await worker.terminate();
    }
  });
});
