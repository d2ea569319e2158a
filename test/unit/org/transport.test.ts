import { expect } from 'chai';
import { OrgFailure } from '../../../src/org/failure.js';
import { createTransport } from '../../../src/org/transport.js';
import { stopClock } from '../../support/virtualClock.js';
import type { StoppedClock } from '../../support/virtualClock.js';

/** An answer that comes when the test says so. */
const later = (): { promise: Promise<string>; come: () => void } => {
  let come = (): void => undefined;
  const promise = new Promise<string>((resolve) => {
    come = () => resolve('answer');
  });
  return { promise, come: () => come() };
};

const endOf = (call: Promise<unknown>): Promise<unknown> =>
  call.catch((error: unknown) => (error instanceof OrgFailure ? error.code : error));

describe('transport', () => {
  let clock: StoppedClock;
  beforeEach(() => {
    clock = stopClock();
  });
  afterEach(() => clock.restore());

  describe('the deadline', () => {
    for (const minutes of [1, 10, 35_791, 35_792, 36_000, 1_000_000]) {
      it(`of ${minutes} minutes: waits for an answer that takes 59 seconds`, async () => {
        const { promise, come } = later();
        const call = endOf(createTransport({ waitMs: minutes * 60_000 }).attempt(() => promise));
        await clock.pass(59_000);
        come();
        expect(await call).to.equal('answer');
      });
    }

    it('ends an attempt that gets no answer, when it is over and not before', async () => {
      const transport = createTransport({ waitMs: 60_000 });
      let ended: unknown = 'waits';
      void endOf(transport.attempt(() => new Promise<never>(() => undefined))).then((how) => (ended = how));
      await clock.pass(59_999);
      expect(ended).to.equal('waits');
      await clock.pass(1);
      expect(ended).to.equal('GAVE_UP_WAITING');
    });

    it('leaves no timer behind when a request could not even be made', async () => {
      const defect = new TypeError('made by hand');
      const call = createTransport({ waitMs: 60_000 }).attempt(() => {
        throw defect;
      });
      expect(await endOf(call)).to.equal(defect);
      expect(clock.pending()).to.equal(0);
    });

    it('leaves no timer behind after an answer', async () => {
      await createTransport({ waitMs: 60_000 }).attempt(() => Promise.resolve('answer'));
      expect(clock.pending()).to.equal(0);
    });
  });

  describe('an interruption', () => {
    for (const [stoppable, ended] of [
      [true, 'INTERRUPTED'],
      [false, 'answer'],
    ] as const) {
      it(`while the request is handed over: ${ended} ${stoppable ? 'of a read' : 'of a write'}`, async () => {
        const stop = new AbortController();
        const { promise, come } = later();
        const transport = createTransport({ waitMs: 60_000, signal: stop.signal });
        const call = transport.attempt(
          () => {
            stop.abort();
            return promise;
          },
          { stoppable },
        );
        await clock.pass(0);
        come();
        expect(await endOf(call)).to.equal(ended);
      });
    }
  });

  describe('the cost', () => {
    it('of requests one after the other or at the same time: a call each', async () => {
      const transport = createTransport({ waitMs: 60_000 });
      await transport.attempt(() => Promise.resolve(0));
      await Promise.all([1, 2].map((i) => transport.attempt(() => Promise.resolve(i))));
      expect(transport.cost()).to.deep.equal({ apiCalls: 3 });
    });

    it('of what does not count against the limit: nothing', async () => {
      const transport = createTransport({ waitMs: 60_000 });
      await transport.attempt(() => Promise.resolve(1), { charged: false });
      expect(transport.cost()).to.deep.equal({ apiCalls: 0 });
    });

    it('of an attempt that fails: as of one that does not', async () => {
      const transport = createTransport({ waitMs: 60_000 });
      await endOf(transport.attempt(() => Promise.reject(new Error('x'))));
      await transport.attempt(() => Promise.resolve(1));
      expect(transport.cost()).to.deep.equal({ apiCalls: 2 });
    });
  });
});
