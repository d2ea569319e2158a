import { getEventListeners } from 'node:events';
import { expect } from 'chai';
import { createTransport } from '../../../src/org/transport.js';

describe('a transport', () => {
  it('leaves nothing behind at the signal of the run, however a request ends: a run about many orgs has thousands', async () => {
    const { signal } = new AbortController();
    const { attempt } = createTransport({ waitMs: 60_000, signal });
    for (let at = 0; at < 20; at += 1) {
      await attempt(() => Promise.resolve('answer'));
      await attempt(() => Promise.reject(new Error('refused'))).catch(() => undefined);
    }
    expect(getEventListeners(signal, 'abort')).to.deep.equal([]);
  });
});
