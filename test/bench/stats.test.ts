import { expect } from 'chai';
import { halfSpread, median } from './stats.js';

describe('bench: median and spread', () => {
  const cases: Array<[values: number[], middle: number, half: number]> = [
    [[3], 3, 0],
    [[4, 2], 3, 0.5],
    [[9, 1, 5], 5, 2],
    [[10, 1, 2, 3, 4], 3, 1],
    // Numbers, not texts.
    [[100, 9, 20], 20, 22.75],
  ];
  for (const [values, middle, half] of cases) {
    it(`${values.join(', ')}: ${middle} ±${half}`, () => {
      expect(median(values)).to.equal(middle);
      expect(halfSpread(values)).to.equal(half);
    });
  }

  it('knows nothing of nothing', () => expect(median([])).to.be.NaN);
});
