import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { createTransport } from '../../../src/org/transport.js';

const collectThrice = async (): Promise<void> => {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 3; turn += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
};

let collecting: Promise<void> | undefined;

/** Collects garbage, as happens while a request is under way; requests side by side see the same collection. */
const collectGarbage = (): Promise<void> => {
  collecting ??= collectThrice().finally(() => (collecting = undefined));
  return collecting;
};

describe('a transport', function () {
  this.timeout(60_000);
  it('leaves nothing behind at the signal of the run, however a request ends: a run about many orgs has thousands', async () => {
    const { signal } = new AbortController();
    const { attempt } = createTransport({ waitMs: 60_000, signal });
    const refused = async (): Promise<never> => {
      await collectGarbage();
      throw new Error('refused');
    };
    // Side by side: Node keeps hold of the way to take a listener away for the last one alone.
    await Promise.all([1, 2, 3].map(() => attempt(collectGarbage)));
    await Promise.all([1, 2, 3].map(() => attempt(refused).catch(() => undefined)));
    expect(getEventListeners(signal, 'abort')).to.deep.equal([]);
  });
});
