import { expect } from 'chai';
import { fromPlainJson, toPlainJson } from '../../../src/access/snapshotJson.js';

describe('a snapshot as JSON and back', () => {
  it('has objects of one key for maps and sets; all else stays', () => {
    const value = {
      map: new Map<string, unknown>([
        ['a', new Set([1, 2])],
        ['b', { list: [new Map(), null, 'text'] }],
      ]),
      empty: new Set(),
      none: null,
      yes: true,
    };
    const json = {
      map: {
        $map: [
          ['a', { $set: [1, 2] }],
          ['b', { list: [{ $map: [] }, null, 'text'] }],
        ],
      },
      empty: { $set: [] },
      none: null,
      yes: true,
    };
    expect(toPlainJson(value)).to.deep.equal(json);
    expect(fromPlainJson(json)).to.deep.equal(value);
  });

  it('takes objects that only look like these for what they are', () => {
    for (const json of [
      { $map: [], more: 1 },
      { $set: 'text' },
      { list: [1] },
      {},
      [],
      null,
      'x',
      { more: 1, $set: [] },
    ])
      expect(fromPlainJson(json)).to.deep.equal(json);
  });
});
