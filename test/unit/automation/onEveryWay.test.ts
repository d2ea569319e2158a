import { expect } from 'chai';

import { onEveryWay } from '../../../src/automation/onEveryWay.js';

/** `a: b c; b: .`: what may follow a is b or c, and after b all may be over. */
const stepsOf = (text: string): Map<string, (string | null)[]> =>
  new Map(
    text
      .split('; ')
      .filter((one) => one !== '')
      .map((one) => {
        const [key = '', next = ''] = one.split(':');
        return [key, next.split(' ').flatMap((to) => (to === '' ? [] : [to === '.' ? null : to]))];
      }),
  );

describe('steps on every way to the end', () => {
  const rows: [title: string, steps: string, expected: string | undefined][] = [
    ['one step', 'a: .', 'a'],
    ['a chain', 'a: b; b: c; c: .', 'a b c'],
    ['two ways that meet', 'a: b c; b: d; c: d; d: .', 'a d'],
    ['two ways that do not meet', 'a: b c; b: .; c: .', 'a'],
    ['a way past one step', 'a: b c; b: c; c: .', 'a c'],
    ['a way past two steps, by others', 'a: b x; b: c; c: d; x: y; y: d; d: .', 'a d'],
    ['ways past that overlap', 'a: b c; b: c d; c: d; d: .', 'a d'],
    ['a long way past, told first', 'a: x b; x: y; y: z; z: e; b: c; c: .; e: .', 'a'],
    ['an end on the way', 'a: b .; b: .', 'a'],
    ['an end later', 'a: b; b: c .; c: .', 'a b'],
    ['a circle with a way out', 'a: b; b: c; c: b d; d: .', 'a b c d'],
    ['a circle back to the start', 'a: b; b: a c; c: .', 'a b c'],
    ['a loop with a body', 'a: body b; body: a; b: .', 'a b'],
    ['a loop that is left from its body', 'a: body b; body: a .; b: .', 'a'],
    ['a step from which nothing leads on does not count', 'a: b dead; dead:; b: .', 'a b'],
    ['a circle without a way out does not count', 'a: b x; x: y; y: x; b: .', 'a b'],
    ['a step that nobody knows may be the end', 'a: b c; c: .', 'a'],
    ['nothing but what nobody knows', '', 'a'],
    ['no end', 'a: b; b: a', undefined],
    ['nothing follows', 'a:', undefined],
  ];
  for (const [title, steps, expected] of rows)
    it(title, () => {
      const always = onEveryWay(stepsOf(steps), 'a');
      expect(always && [...always].join(' ')).to.equal(expected);
    });

  it('is over at once', () => {
    expect(onEveryWay(stepsOf('a: .'), null)).to.deep.equal(new Set());
  });

  it('is what is left where taking a step out leaves no way to the end, for graphs by chance', () => {
    let seed = 11;
    const below = (n: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (seed >>> 8) % n;
    };
    const reachesEnd = (steps: Map<string, (string | null)[]>, without?: string): boolean => {
      const seen = new Set<string>();
      const open: (string | null)[] = ['0'];
      for (let one = open.pop(); one !== undefined; one = open.pop()) {
        if (one === null) return true;
        if (one === without || seen.has(one)) continue;
        seen.add(one);
        open.push(...(steps.get(one) ?? []));
      }
      return false;
    };
    const ends = { some: 0, none: 0 };
    for (let round = 0; round < 2_000; round += 1) {
      const count = 1 + below(9);
      const keys = Array.from({ length: count }, (_, at) => String(at));
      const to = (): string | null => (below(8) === 0 ? null : String(below(count)));
      const steps = new Map(keys.map((key) => [key, Array.from({ length: below(4) }, to)]));
      const wanted = reachesEnd(steps) ? keys.filter((key) => !reachesEnd(steps, key)) : undefined;
      const always = onEveryWay(steps, '0');
      expect(always && [...always].sort(), JSON.stringify([...steps])).to.deep.equal(wanted);
      ends[wanted ? 'some' : 'none'] += 1;
    }
    expect(Math.min(ends.some, ends.none)).to.be.above(200);
  });

  it('takes ways of any length', () => {
    const steps = new Map<string, (string | null)[]>();
    for (let at = 0; at < 50_000; at += 1) steps.set(String(at), [String(at + 1)]);
    expect(onEveryWay(steps, '0')?.size).to.equal(50_001);
  });
});
