import { expect } from 'chai';
import { comparedFigures, worseTable, worseThan } from './compare.js';
import type { Stat } from './summary.js';

const stat = (median: number, half = 1): Stat => ({ median, half });
const job = (id: string, cpuMs: Stat, more: object = {}) => ({
  id,
  title: id,
  latencyMs: 0,
  summary: { cpuMs, ...more },
});
const names = (before: object, now: object): string[] => worseThan(before, now).map(({ what }) => what);

describe('bench: what got worse', () => {
  const table: ReadonlyArray<readonly [string, Stat, Stat, boolean]> = [
    ['more than twice both spreads', stat(100), stat(105), true],
    ['twice both spreads', stat(100), stat(104), false],
    ['less', stat(100), stat(50), false],
    ['more, where runs differ as much', stat(100, 10), stat(130, 10), false],
    ['one request more, which no run differs by', stat(3, 0), stat(4, 0), true],
    ['the same number of requests', stat(3, 0), stat(3, 0), false],
    ['of which nothing is known', stat(3, 0), stat(NaN, NaN), false],
  ];
  for (const [title, before, now, worse] of table)
    it(title, () => {
      expect(names({ jobs: [job('check', before)] }, { jobs: [job('check', now)] })).to.have.length(worse ? 1 : 0);
    });

  it('a job is held against itself, whatever its place in the list; a new one against none', () => {
    const before = { jobs: [job('check', stat(100)), job('grant', stat(10))] };
    const now = { jobs: [job('new', stat(900)), job('grant', stat(10)), job('check', stat(200))] };
    expect(names(before, now)).to.deep.equal(['jobs, check check 0, cpuMs']);
    expect(comparedFigures(before, now)).to.equal(2);
  });

  it('points of a curve by their number', () => {
    const curve = (one: number, many: number) => ({
      curves: [
        {
          ...{ id: 'sets', title: 'Sets', unit: 'set' },
          points: [
            { number: 1, summary: { cpuMs: stat(one) } },
            { number: 300, summary: { cpuMs: stat(many) } },
          ],
        },
      ],
    });
    expect(names(curve(10, 20), curve(10, 90))).to.deep.equal(['curves, sets Sets set, 300, cpuMs']);
  });

  it('what was measured may be more', () => {
    const before = { jobs: [job('check', stat(1), { findings: stat(5, 0), roundTrips: stat(3, 0) })] };
    const now = { jobs: [job('check', stat(1), { findings: stat(9, 0), roundTrips: stat(4, 0) })] };
    expect(names(before, now)).to.deep.equal(['jobs, check check 0, roundTrips']);
  });

  it('is a table with the worst first, or a sentence', () => {
    const before = { jobs: [job('a', stat(10, 0)), job('b', stat(100, 0))] };
    const now = { jobs: [job('a', stat(20, 0)), job('b', stat(120, 0.5))] };
    expect(worseTable(worseThan(before, now), 2).split('\n').slice(2)).to.deep.equal([
      '| jobs, a a 0, cpuMs | 10 ± 0 | 20 ± 0 | 2.00 |',
      '| jobs, b b 0, cpuMs | 100 ± 0 | 120 ± 0.5 | 1.20 |',
    ]);
    expect(worseTable([], 7)).to.equal('Nothing got worse beyond the spread: 7 figures compared.');
  });
});
