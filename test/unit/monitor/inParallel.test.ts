import { expect } from 'chai';
import { inParallel } from '../../../src/workflows/inParallel.js';

describe('side by side', () => {
  it('lets nobody wait for one that takes long, and keeps the order', async () => {
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const ended: number[] = [];
    const all = inParallel([1, 2, 3, 4, 5, 6], 2, async (number) => {
      if (number === 1) await slow;
      ended.push(number);
      if (number === 6) release();
      return number * 10;
    });
    expect(await all).to.deep.equal([10, 20, 30, 40, 50, 60]);
    expect(ended).to.deep.equal([2, 3, 4, 5, 6, 1]);
  });

  it('never does more at once than it may', async () => {
    let [now, most] = [0, 0];
    await inParallel(Array.from({ length: 50 }), 7, async () => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
    });
    expect(most).to.equal(7);
  });

  it('begins nothing more once something was thrown, and lets end what had begun', async () => {
    const [begun, ended]: [number[], number[]] = [[], []];
    const failed = await inParallel([1, 2, 3, 4, 5], 2, async (number) => {
      begun.push(number);
      if (number === 1) throw new Error('one');
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(number);
    }).catch((error: unknown) => error);
    expect(failed).to.have.property('message', 'one');
    expect([begun, ended]).to.deep.equal([[1, 2], [2]]);
  });
});
