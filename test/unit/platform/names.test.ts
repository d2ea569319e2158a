import { expect } from 'chai';
import { compareKeys, sortedByName } from '../../../src/platform/names.js';

describe('the order of names', () => {
  const names = ['b', 'B', 'a_b', 'A', 'ab', 'a', 'AB', 'b', 'É', 'z'];

  it('does not look at case first, and then at the spelling', () => {
    expect([...names].sort(compareKeys)).to.deep.equal(['A', 'a', 'a_b', 'AB', 'ab', 'B', 'b', 'b', 'z', 'É']);
  });

  it('is the same for many, whose keys are made once', () => {
    const items = names.map((name, at) => ({ name, at }));
    expect(sortedByName(items, ({ name }) => name).map(({ name }) => name)).to.deep.equal([...names].sort(compareKeys));
    // Equal names keep their order.
    expect(sortedByName(items, ({ name }) => name).flatMap(({ name, at }) => (name === 'b' ? [at] : []))).to.deep.equal(
      [0, 7],
    );
  });
});
