import { expect } from 'chai';
import { DefinitionMistake } from '../../../src/definition/definitionMistake.js';
import { asOneMistake, mistakeCollector } from '../../../src/definition/mistakeCollector.js';
import type { Place } from '../../../src/kinds/ruleReader.js';
import { mistakeIn } from './helpers.js';

type At = readonly [key: string, place: string | null];

/** A mistake at `line:column`, at a line or of a whole file; null: of no file at all. */
const mistakeAt = ([key, place]: At): DefinitionMistake => {
  const [line, column] = (place ?? '').split(':').filter(Boolean).map(Number);
  const at: Place = { file: 'acme.yml', ...(line && { line }), ...(column && { column }) };
  return new DefinitionMistake({ code: 'DuplicateKey', key }, place === null ? null : at);
};

const keysOf = (mistake: DefinitionMistake): string[] =>
  [mistake, ...mistake.others].map((one) => (one.mistake.code === 'DuplicateKey' ? one.mistake.key : one.code));

describe('several mistakes as one', () => {
  const cases: readonly (readonly [is: string, found: readonly At[], told: string])[] = [
    [
      'the first line first',
      [
        ['b', '3:1'],
        ['a', '2:9'],
        ['c', '11:1'],
      ],
      'a b c',
    ],
    [
      'the first column first',
      [
        ['b', '2:9'],
        ['c', '2:11'],
        ['a', '2:1'],
      ],
      'a b c',
    ],
    [
      'the line before the column',
      [
        ['b', '3:1'],
        ['a', '2:7'],
        ['c', '3:4'],
      ],
      'a b c',
    ],
    [
      'that of the whole file first',
      [
        ['b', '1:1'],
        ['a', ''],
        ['c', '2:1'],
      ],
      'a b c',
    ],
    [
      'that of no file first',
      [
        ['c', '2:1'],
        ['a', null],
        ['b', '1:1'],
      ],
      'a b c',
    ],
    [
      'that of no file last found',
      [
        ['b', '1:1'],
        ['c', '2:1'],
        ['a', null],
      ],
      'a b c',
    ],
    [
      'that of a line before those in it',
      [
        ['b', '2:1'],
        ['a', '2'],
        ['c', '2:3'],
      ],
      'a b c',
    ],
    [
      'as found where the place is the same',
      [
        ['a', '2:1'],
        ['b', '2:1'],
        ['c', '2:1'],
      ],
      'a b c',
    ],
    [
      'each once',
      [
        ['a', '2:1'],
        ['b', '3:1'],
        ['a', '2:1'],
        ['a', '4:1'],
      ],
      'a b a',
    ],
    [
      'up to four',
      [
        ['e', '5:1'],
        ['d', '4:1'],
        ['c', '3:1'],
        ['b', '2:1'],
        ['a', '1:1'],
      ],
      'a b c d',
    ],
  ];
  for (const [is, found, told] of cases)
    it(`are told ${is}`, () => {
      expect(keysOf(asOneMistake(found.map(mistakeAt), 4)).join(' ')).to.equal(told);
    });

  it('hold those that another one brings', () => {
    const both = asOneMistake([mistakeAt(['b', '2:1']), mistakeAt(['d', '4:1'])]);
    const all = asOneMistake([mistakeAt(['c', '3:1']), both, mistakeAt(['a', '1:1'])]);
    expect(keysOf(all)).to.deep.equal(['a', 'b', 'c', 'd']);
    expect(all.others.map(({ others }) => others)).to.deep.equal([[], [], []]);
  });

  it('need one at least', () => {
    expect(() => asOneMistake([])).to.throw('no mistake');
  });
});

describe('a collector of mistakes', () => {
  const fail =
    (...keys: string[]) =>
    (): never => {
      throw asOneMistake(keys.map((key, at) => mistakeAt([key, `${at + 1}:1`])));
    };

  it('keeps each, gives what could be read, and throws all of them at the end', () => {
    const { attempt, finish } = mistakeCollector();
    expect([attempt(() => 7), attempt(fail('a')), attempt(() => 'x'), attempt(fail('b'))]).to.deep.equal([
      7,
      undefined,
      'x',
      undefined,
    ]);
    expect(keysOf(mistakeIn(finish))).to.deep.equal(['a', 'b']);
  });

  it('throws nothing where nothing is wrong', () => {
    const { attempt, finish } = mistakeCollector();
    attempt(() => 7);
    expect(finish).to.not.throw();
  });

  it('reads no further once there are as many as are told', () => {
    const { attempt } = mistakeCollector(3);
    attempt(fail('a'));
    attempt(fail('b'));
    expect(keysOf(mistakeIn(() => attempt(fail('c'))))).to.deep.equal(['a', 'b', 'c']);
  });

  it('counts those that one brings', () => {
    const { attempt } = mistakeCollector(4);
    attempt(fail('a', 'b'));
    attempt(fail('c'));
    expect(keysOf(mistakeIn(() => attempt(fail('d'))))).to.have.length(4);
    const other = mistakeCollector(3);
    expect(keysOf(mistakeIn(() => other.attempt(fail('a', 'b', 'c', 'd'))))).to.deep.equal(['a', 'b', 'c']);
  });

  it('lets an error that is none of a definition through at once', () => {
    const { attempt, finish } = mistakeCollector();
    const broken = new TypeError('broken');
    expect(() =>
      attempt(() => {
        throw broken;
      }),
    ).to.throw(broken);
    expect(finish).to.not.throw();
  });
});
