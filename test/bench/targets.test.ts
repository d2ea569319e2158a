import { expect } from 'chai';
import type { Cost } from './cost.js';
import type { JobId } from './jobs.js';
import type { JobResult, Results } from './results.js';
import { targetsOf } from './targets.js';
import { results, summary } from './testResults.js';

const job = (id: JobId, latencyMs: number, more: Partial<Cost>): JobResult => ({
  id,
  title: id,
  latencyMs,
  summary: summary(more),
});
const stat = (median: number): { median: number; half: number } => ({ median, half: 1 });

describe('bench: targets', () => {
  it('are only those that were measured', () => {
    expect(targetsOf(results())).to.deep.equal([]);
    expect(targetsOf(results({ jobs: [job('check', 0, { userMs: 1 })] }))).to.deep.equal([]);
  });

  const cases: Array<[title: string, jobs: JobResult[], figure: number, met: boolean]> = [
    [
      'CPU time is user and system time together',
      [job('checkSelf', 0, { userMs: 900, systemMs: 400 }), job('empty', 0, { userMs: 600, systemMs: 400 })],
      1.3,
      true,
    ],
    ['CPU time just above', [job('checkSelf', 0, { userMs: 1301 }), job('empty', 0, { userMs: 1000 })], 1.301, false],
    ['three round trips more', [job('check', 100, { inSequence: 4 }), job('empty', 100, { inSequence: 1 })], 3, true],
    ['four round trips more', [job('check', 100, { inSequence: 4 }), job('empty', 100, {})], 4, false],
    [
      'a grant as slow as the two commands',
      [job('grant', 0, { wallMs: 5 }), job('grantByHand', 0, { wallMs: 5 })],
      1,
      false,
    ],
    [
      'a faster one, with latency',
      [job('grant', 100, { wallMs: 4 }), job('grantByHand', 100, { wallMs: 5 })],
      0.8,
      true,
    ],
  ];
  for (const [title, jobs, figure, met] of cases) {
    it(`${title}: ${met ? 'met' : 'missed'}`, () => {
      const [one, ...more] = targetsOf(results({ jobs }));
      expect(more).to.deep.equal([]);
      expect(one?.figure).to.be.closeTo(figure, 1e-9);
      expect(one?.met).to.equal(met);
    });
  }

  it('holds a check to the wall time of the empty command, with the log file of sf and without', () => {
    const jobs = [
      job('check', 0, { wallMs: 1250, userMs: 1 }),
      job('empty', 0, { wallMs: 1000, userMs: 1 }),
      job('checkUnlogged', 0, { wallMs: 1251 }),
      job('emptyUnlogged', 0, { wallMs: 1000 }),
    ];
    const walls = targetsOf(results({ jobs })).filter(({ limit }) => limit === 1.25);
    expect(walls.map(({ figure, met }) => [figure, met])).to.deep.equal([
      [1.25, true],
      [1.251, false],
    ]);
  });

  it('compares help by wall time and by CPU time', () => {
    const jobs = [job('help', 0, { wallMs: 120, userMs: 100 }), job('coreHelp', 0, { wallMs: 100, userMs: 100 })];
    expect(targetsOf(results({ jobs })).map(({ met }) => met)).to.deep.equal([false, true]);
  });

  it('takes the paging out of the time of many users', () => {
    const points = [
      { number: 1, summary: summary({ wallMs: 1000 }) },
      { number: 500, summary: summary({ wallMs: 3400, pagingMs: 400 }) },
    ];
    const [one] = targetsOf(results({ curves: [{ id: 'users', title: '', unit: '', points }] }));
    expect(one).to.include({ figure: 3, limit: 3, met: true });
  });

  it('holds the evaluation to its limit both cold and warm, at ten sources each', () => {
    const evaluated = (sourcesEach: number, cold: number, warm: number) => ({
      requirements: 10_000,
      permissionSets: 1000,
      sourcesEach,
      cold: stat(cold),
      warm: stat(warm),
    });
    const evaluation = [evaluated(0, 1, 1), evaluated(10, 51, 50), evaluated(100, 900, 900)];
    expect(targetsOf(results({ evaluation })).map(({ figure, met }) => [figure, met])).to.deep.equal([
      [51, false],
      [50, true],
    ]);
  });

  it('holds the memory of a watch of many orgs to 1.3 times that of a few', () => {
    const run = (orgs: number, latencyMs: number, peak: number, held: number): Results['fleet'][number] => ({
      ...{ orgs, latencyMs, wall: stat(1), peakBytes: stat(peak), heldBytes: stat(held) },
    });
    const fleet = [run(300, 0, 131, 50), run(10, 0, 100, 50), run(10, 100, 100, 50), run(300, 100, 130, 70)];
    expect(targetsOf(results({ fleet })).map(({ figure, met }) => [figure, met])).to.deep.equal([
      ...[
        [1.31, false],
        [1, true],
      ],
      ...[
        [1.3, true],
        [1.4, false],
      ],
    ]);
    expect(targetsOf(results({ fleet: [run(10, 0, 1, 1)] }))).to.deep.equal([]);
  });

  it('holds the page to less than a second: written, opened, filtered', () => {
    const page = [
      {
        id: 'one' as const,
        title: 'page',
        bytes: 1,
        written: stat(999),
        opened: stat(1000),
        searched: stat(300),
        chosen: stat(1200),
      },
    ];
    expect(targetsOf(results({ page })).map(({ figure, met }) => [figure, met])).to.deep.equal([
      [999, true],
      [1000, false],
      [1200, false],
    ]);
  });

  it('holds large tasks to a second of CPU time', () => {
    const large = [
      { id: 'plan' as const, title: 'plan', cpu: stat(1000) },
      { id: 'plan' as const, title: 'plan', cpu: stat(1001) },
    ];
    expect(targetsOf(results({ large })).map(({ figure, met }) => [figure, met])).to.deep.equal([
      [1000, true],
      [1001, false],
    ]);
  });
});
