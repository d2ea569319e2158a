import { AuthInfo, StateAggregator } from '@salesforce/core';
import { expect } from 'chai';
import { whileConnecting } from '../../src/org/connecting.js';
import { OrgFailure } from '../../src/org/failure.js';
import type { FaultKind } from '../local-org/http/faults.js';
import { check, refusal } from '../support/checking.js';
import { grantRefusal } from '../support/granting.js';
import { trackRefusal } from '../support/historyTracking.js';
import { openWorldOnTheWire } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const versions = { path: /\/services\/data\/?$/ };

/** Over HTTP, as it is sf's own requests that are in trouble here, with the retries of its library. */
describe('while sf connects to the org', function () {
  this.timeout(60_000);
  let world: World;

  /** sf asks once a day; this is the next day. */
  const forgetVersions = async (): Promise<void> => {
    const { org } = world;
    const options = { accessToken: org.tokenFor(admin), instanceUrl: org.url, loginUrl: org.url };
    const info = await AuthInfo.create({ accessTokenOptions: options });
    await info.save({ instanceApiVersionLastRetrieved: new Date(0).toLocaleString() });
    StateAggregator.clearInstance();
    org.clearRequests();
  };

  before(async () => {
    world = await openWorldOnTheWire({ scenario: 'default' }, admin);
  });
  after(() => world.close());
  beforeEach(forgetVersions);
  afterEach(() => world.org.faults.clear());

  const argv = ['-o', admin, '-i', 'ciro', '-u', 'ciro@example.com'];

  it('asks for the versions, and takes the newest', async () => {
    const { result } = await check(world.org, ...argv);
    expect(world.org.requests[0]?.path).to.match(versions.path);
    expect(result.org.apiVersion).to.equal('68.0');
  });

  const kinds: Partial<Record<FaultKind, string>> = {
    '401': 'ApiVersionUnknownError',
    htmlOk: 'ApiVersionUnknownError',
    emptyBody: 'ApiVersionUnknownError',
    truncatedJson: 'ApiVersionUnknownError',
    cutOff: 'ConnectionLostError',
  };
  for (const [kind, name] of Object.entries(kinds) as [FaultKind, string][]) {
    it(`${kind}: refuses to go on with an API version of years ago`, async () => {
      world.org.faults.add({ kind, match: versions, times: Infinity });
      const refused = await refusal(world.org, ...argv);
      expect([refused.exitCode, refused.name]).to.deep.equal([2, name]);
      expect(world.org.requests.filter(({ path }) => !versions.path.test(path))).to.deep.equal([]);
    });
  }

  it('so do the commands that write', async () => {
    world.org.faults.add({ kind: '401', match: versions, times: Infinity });
    for (const refused of [
      await grantRefusal(world.org, ...argv, '--no-prompt'),
      await trackRefusal(world.org, '-o', admin, '--enable', '--no-prompt'),
    ])
      expect([refused.exitCode, refused.name]).to.deep.equal([2, 'ApiVersionUnknownError']);
  });

  it('asks nothing where a version was named', async () => {
    world.org.faults.add({ kind: '401', match: versions, times: Infinity });
    const { result } = await check(world.org, ...argv, '--api-version', '66.0');
    expect(result.org.apiVersion).to.equal('66.0');
  });

  describe('and nothing comes', () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    const codeOf = (call: Promise<unknown>): Promise<unknown> =>
      call.catch((error: unknown) => (error instanceof OrgFailure ? error.code : error));

    it('gives up after a while', async () => {
      expect(await codeOf(whileConnecting(never(), new AbortController().signal, 20))).to.equal('GAVE_UP_WAITING');
    });

    it('stops when interrupted, before and while it waits', async () => {
      const stop = new AbortController();
      const waiting = codeOf(whileConnecting(never(), stop.signal));
      stop.abort();
      expect(await waiting).to.equal('INTERRUPTED');
      expect(await codeOf(whileConnecting(never(), stop.signal))).to.equal('INTERRUPTED');
    });

    it('gives up when what comes fills the memory', async () => {
      let held = 150_000_000;
      const memory = (): number => (held += 50_000_000);
      const { signal } = new AbortController();
      expect(await codeOf(whileConnecting(never(), signal, 60_000, memory))).to.equal('ANSWER_TOO_LARGE');
      expect(held).to.be.within(350_000_000, 500_000_000);
    });

    it('says that an answer was none where sf stumbled over it', async () => {
      const work = Promise.reject(Object.assign(new Error('x'), { errorCode: 'UNREADABLE_ANSWER' }));
      expect(await codeOf(whileConnecting(work, new AbortController().signal))).to.equal('NOT_SALESFORCE_ANSWER');
    });

    it('passes on what comes, good or bad', async () => {
      const { signal } = new AbortController();
      expect(await whileConnecting(Promise.resolve(7), signal)).to.equal(7);
      const mistake = new Error('a mistake in the flags');
      expect(await codeOf(whileConnecting(Promise.reject(mistake), signal))).to.equal(mistake);
    });
  });
});
