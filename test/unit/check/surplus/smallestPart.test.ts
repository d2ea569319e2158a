import { expect } from 'chai';
import { smallestPart } from '../../../../src/check/surplus/smallestPart.js';

/** The part for a test that holds where all of these are kept, and how many tests it took. */
const partFor = (
  needed: readonly number[],
  of: number,
  mostTests = 1000,
): { part: readonly number[]; tests: number } => {
  let tests = 0;
  const part = smallestPart(
    Array.from({ length: of }, (_, at) => at),
    (kept) => {
      tests += 1;
      return needed.every((one) => kept.includes(one));
    },
    mostTests,
  );
  return { part: [...part].sort((a, b) => a - b), tests };
};

describe('the smallest part of a list that is needed', () => {
  for (const needed of [[], [0], [99], [17], [3, 98], [0, 1, 2], [10, 40, 41, 77]]) {
    it(`is ${needed.join(', ') || 'nothing'} of a hundred, in far fewer tests`, () => {
      const { part, tests } = partFor(needed, 100);
      expect(part).to.deep.equal(needed);
      expect(tests).to.be.at.most(1 + needed.length * 16);
    });
  }

  it('is one of two that both would do: the one that comes first', () => {
    expect(smallestPart(['weak', 'strong'], (kept) => kept.length > 0, 100)).to.deep.equal(['weak']);
  });

  it('is everything of an empty list', () => {
    expect(smallestPart([], () => true, 100)).to.deep.equal([]);
  });

  it('is rather too much than too little where the tests run out', () => {
    const { part, tests } = partFor([10, 40, 41, 77], 100, 5);
    expect(tests).to.equal(5);
    expect(part).to.include.members([10, 40, 41, 77]);
  });
});
