import { expect } from 'chai';
import { readFlags } from './flags.js';

describe('bench: flags', () => {
  const complete: Array<[argv: string[], complete: boolean, still: number, late: number]> = [
    [[], true, 4, 3],
    [['--quick'], false, 2, 2],
    [['--rounds', '3'], false, 3, 3],
    [['--rounds', '9'], true, 9, 9],
    [['--only', 'curves'], false, 4, 3],
    [['--job', 'check', '--rounds', '20'], false, 20, 20],
    [['--orgs', '30'], false, 4, 3],
    [['--orgs', '300'], true, 4, 3],
  ];
  for (const [argv, expected, still, late] of complete) {
    it(`${argv.join(' ') || 'none'}: ${expected ? 'may' : 'must not'} write the document`, () => {
      const flags = readFlags(argv);
      expect(flags.complete).to.equal(expected);
      expect(flags.rounds).to.deep.equal({ still, late });
    });
  }

  it('chooses parts and jobs', () => {
    expect([...readFlags([]).parts]).to.deep.equal([
      'jobs',
      'curves',
      'evaluation',
      'large',
      'page',
      'fleet',
      'realsize',
    ]);
    expect([...readFlags(['--only', 'curves', '--only', 'evaluation']).parts]).to.deep.equal(['curves', 'evaluation']);
    const one = readFlags(['--job', 'check', '--job', 'empty']);
    expect([[...one.parts], [...(one.jobs ?? [])]]).to.deep.equal([['jobs'], ['check', 'empty']]);
  });

  for (const argv of [
    ['--orgs', '10'],
    ['--orgs', 'x'],
    ['--only', 'everything'],
    ['--job', 'chek'],
    ['--rounds', '0'],
    ['--rounds', 'x'],
    ['--fast'],
  ]) {
    it(`refuses ${argv.join(' ')}`, () => expect(() => readFlags(argv)).to.throw());
  }
});
