import { expect } from 'chai';
import { growthVerdict } from './verdict.js';
import type { CurvePoint } from './verdict.js';

const curve = (noise: number, ...points: Array<[items: number, cost: number]>): CurvePoint[] =>
  points.map(([items, cost]) => ({ items, cost, noise }));
const along = (cost: (items: number) => number, noise = 0): CurvePoint[] =>
  curve(noise, ...[10, 30, 100, 300, 1000].map((items): [number, number] => [items, cost(items)]));

describe('bench: whether a cost grows faster than the result', () => {
  const cases: Array<[title: string, points: CurvePoint[], holds: boolean]> = [
    ['linear, with a large fixed cost', along((items) => 5000 + 3 * items), true],
    ['not at all', along(() => 700), true],
    ['less than linear', along((items) => Math.sqrt(items)), true],
    ['with the square', along((items) => 1000 + items ** 2 / 100), false],
    ['with the square, hidden behind a large fixed cost', along((items) => 50_000 + items ** 2 / 100), false],
    ['n log n', along((items) => 100 + items * Math.log2(items)), false],
    ['a step at the very end', along((items) => (items < 1000 ? 1000 + items : 4000)), false],
    ['a step at the end, within the noise', along((items) => (items < 1000 ? 1000 : 1100), 60), true],
    ['a step at the end, beyond the noise', along((items) => (items < 1000 ? 1000 : 1500), 60), false],
    ['it falls', along((items) => 1000 - items / 10), true],
    ['a page more at the end, where one page is the noise', along((items) => (items < 1000 ? 4 : 5), 1), true],
    ['twenty pages more at the end', along((items) => (items < 1000 ? 4 : 24), 1), false],
  ];
  for (const [title, points, holds] of cases) {
    it(`${holds ? 'no' : 'yes'}: ${title}`, () => expect(growthVerdict(points).holds).to.equal(holds));
  }

  it('tells what an item costs at both ends, without the fixed cost', () => {
    const { marginal } = growthVerdict(curve(10, [10, 510], [30, 530], [100, 600], [1000, 3300]));
    expect(marginal).to.deep.equal({ small: 1, large: 3 });
  });

  it('does not begin the large end before a difference stands out of the noise', () => {
    const { marginal } = growthVerdict(curve(10, [10, 500], [30, 501], [100, 600], [1000, 1500]));
    expect(marginal?.large).to.equal(1);
  });

  const flat: Array<[cost: number, noise: number, holds: boolean]> = [
    [1000, 0, true],
    [1049, 0, true],
    [1051, 0, false],
    [1069, 10, true],
    [1071, 10, false],
  ];
  for (const [last, noise, holds] of flat) {
    it(`same result: 1000 → ${last}, noise ${noise}: ${holds ? 'the same' : 'it grows'}`, () => {
      expect(growthVerdict(curve(noise, [80, 1000], [80, last]))).to.deep.equal({ holds, marginal: null });
    });
  }

  it('needs points enough to say anything', () => {
    expect(() => growthVerdict(curve(0, [1, 1]))).to.throw('two points');
    expect(() => growthVerdict(curve(0, [1, 1], [2, 2]))).to.throw('three points');
    expect(() => growthVerdict(curve(0, [1, 1], [1, 1], [2, 2]))).to.throw('three points');
  });
});
