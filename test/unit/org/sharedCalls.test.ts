import { expect } from 'chai';
import type { OrgClient } from '../../../src/org/orgClient.js';
import type { Subrequest } from '../../../src/org/restApi.js';
import { sharedCalls } from '../../../src/org/sharedCalls.js';

/** An org that answers each query with its own text, and remembers its calls. */
const echoing = (): { client: OrgClient; calls: string[][]; refs: string[][] } => {
  const calls: string[][] = [];
  const refs: string[][] = [];
  const composite: OrgClient['composite'] = async (subrequests) => {
    calls.push(subrequests.map(({ path }) => path.replace('/query?q=', '')));
    refs.push(subrequests.map(({ ref }) => ref));
    if (subrequests.some(({ path }) => path.endsWith('broken'))) throw new Error('cut off');
    return new Map(subrequests.map(({ ref, path }) => [ref, { ok: true as const, body: path }]));
  };
  return { client: { composite } as OrgClient, calls, refs };
};

const queries = (...names: string[]): Subrequest[] =>
  names.map((name, i) => ({ ref: `q${i}`, path: `/query?q=${name}` }));
const bodies = (replies: ReadonlyMap<string, unknown>): unknown[] =>
  [...replies].map(([ref, reply]) => [ref, (reply as { body: string }).body.replace('/query?q=', '')]);

describe('calls that readers share', () => {
  it('hold five queries each, whoever asks, and what is no query beside them; each reader has its own replies', async () => {
    const { client, calls, refs } = echoing();
    const { now } = sharedCalls(client);
    const [one, two, three] = await Promise.all([
      now.composite([...queries('a', 'b', 'c'), { ref: 'd0', path: '/sobjects/A/describe' }], 'data'),
      now.composite(queries('d', 'e', 'f'), 'data'),
      now.composite([{ ref: 'd0', path: '/sobjects/B/describe' }], 'data'),
    ]);
    expect(calls).to.deep.equal([['a', 'b', 'c', '/sobjects/A/describe', 'd', 'e', '/sobjects/B/describe'], ['f']]);
    expect(new Set(refs[0]).size, 'references in one call').to.equal(7);
    expect(bodies(one)).to.deep.equal([
      ['q0', 'a'],
      ['q1', 'b'],
      ['q2', 'c'],
      ['d0', '/sobjects/A/describe'],
    ]);
    expect(new Map(bodies(two) as [string, string][])).to.deep.equal(
      new Map([
        ['q0', 'd'],
        ['q1', 'e'],
        ['q2', 'f'],
      ]),
    );
    expect(bodies(three)).to.deep.equal([['d0', '/sobjects/B/describe']]);
  });

  it('are not of two APIs, and what is asked in a later turn goes by itself', async () => {
    const { client, calls } = echoing();
    const { now } = sharedCalls(client);
    await Promise.all([now.composite(queries('a'), 'data'), now.composite(queries('b'), 'tooling')]);
    await now.composite(queries('c'), 'data');
    expect(calls).to.deep.equal([['a'], ['b'], ['c']]);
  });

  it('take what has time where there is room; from when it is due it goes with the rest', async () => {
    const { client, calls } = echoing();
    const { now, unhurried } = sharedCalls(client);
    const [first, second] = [unhurried(), unhurried()];
    const early = first.client.composite(queries('x', 'y'), 'data');
    const late = second.client.composite(queries('z'), 'data');
    await now.composite(queries('a', 'b', 'c', 'd'), 'data');
    expect(calls).to.deep.equal([['a', 'b', 'c', 'd', 'x']]);
    first.due();
    await early;
    expect(calls.at(-1)).to.deep.equal(['y', 'z']);
    await late;
    await first.client.composite(queries('w'), 'data');
    expect(calls.at(-1)).to.deep.equal(['w']);
  });

  it('send nothing for who asks nothing, and fail for all who share one', async () => {
    const { client, calls } = echoing();
    const { now } = sharedCalls(client);
    expect((await now.composite([], 'data')).size).to.equal(0);
    expect(calls).to.deep.equal([]);
    const both = await Promise.allSettled([
      now.composite(queries('a'), 'data'),
      now.composite(queries('broken'), 'data'),
    ]);
    expect(both.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
  });
});
