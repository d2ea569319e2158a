import { expect } from 'chai';
import { z } from 'zod';
import { filledOver, fillingKey, fillingOf, fillingWords } from '../../../src/definition/filling.js';
import type { Filling, KeptFilling } from '../../../src/definition/filling.js';
import { fillingShape } from '../../../src/definition/fillingShape.js';

describe('what a run says of a definition', () => {
  const kept: ReadonlyArray<readonly [string, Filling, KeptFilling]> = [
    ['nothing', {}, {}],
    ['no parameters and no phases', { parameters: {}, phases: [] }, {}],
    ['a parameter that stands for nothing', { parameters: { synced: [] } }, { parameters: { synced: [] } }],
    ['phases alone', { phases: ['upgrade', 'install'] }, { phases: ['upgrade', 'install'] }],
    [
      'both',
      { parameters: { synced: ['A__c', 'B__c'], mapped: ['Lead.A__c'] }, phases: ['connect'] },
      { parameters: { synced: ['A__c', 'B__c'], mapped: ['Lead.A__c'] }, phases: ['connect'] },
    ],
    ['parameters alone', { parameters: { mapped: ['Lead.A__c'] } }, { parameters: { mapped: ['Lead.A__c'] } }],
  ];
  for (const [what, said, keeps] of kept)
    it(`is kept without keys that say nothing, and read again as it was: ${what}`, () => {
      expect(fillingOf(said)).to.deep.equal(keeps);
      expect(z.strictObject(fillingShape).parse(JSON.parse(JSON.stringify(keeps)))).to.deep.equal(keeps);
    });

  it('is not read from a file that holds something else', () => {
    const shape = z.strictObject(fillingShape);
    for (const other of [{ phases: ['later'] }, { phases: 'install' }, { parameters: { synced: 'A__c' } }, { x: 1 }])
      expect(shape.safeParse(other).success, JSON.stringify(other)).to.equal(false);
  });

  const over: ReadonlyArray<readonly [string, Filling | null | undefined, Filling, KeptFilling]> = [
    ['nothing over nothing', undefined, {}, {}],
    ['a run without a project file', null, { phases: ['install'] }, { phases: ['install'] }],
    [
      'the project file alone',
      { parameters: { a: ['1'] }, phases: ['install'] },
      {},
      { parameters: { a: ['1'] }, phases: ['install'] },
    ],
    [
      'each parameter by itself',
      { parameters: { a: ['1'], b: ['2'] } },
      { parameters: { b: ['3'], c: [] } },
      { parameters: { a: ['1'], b: ['3'], c: [] } },
    ],
    ['the phases as a whole', { phases: ['install', 'connect'] }, { phases: ['upgrade'] }, { phases: ['upgrade'] }],
    ['no phase in place of one', { phases: ['install'] }, { phases: [] }, {}],
  ];
  for (const [what, first, second, both] of over)
    it(`has the last word over what was said before: ${what}`, () => {
      expect(filledOver(first, second)).to.deep.equal(both);
    });

  it('is one text where it is the same, in whatever order it was said', () => {
    const [a, b, c] = [['1'], ['2', '1'], ['3']];
    const key = '[[["a",["1"]],["b",["2","1"]],["c",["3"]]],["connect","install","upgrade"]]';
    for (const parameters of [
      { a, b, c },
      { b, a, c },
      { c, b, a },
      { b, c, a },
    ])
      for (const phases of [
        ['install', 'connect', 'upgrade'],
        ['upgrade', 'connect', 'install'],
      ] as const)
        expect(fillingKey({ parameters, phases })).to.equal(key);
    expect(fillingKey({})).to.equal('[[],[]]');
    expect(fillingKey({ parameters: {}, phases: [] })).to.equal(fillingKey({}));
    expect(fillingKey({ parameters: { b: ['1', '2'] } })).to.not.equal(fillingKey({ parameters: { b: ['2', '1'] } }));
  });

  const words: ReadonlyArray<readonly [string, Filling, readonly string[]]> = [
    ['nothing', {}, []],
    [
      'parameters and phases',
      { parameters: { synced: ['A__c', 'B__c'], none: [] }, phases: ['install', 'connect'] },
      ['--set', 'synced=A__c,B__c', '--set', 'none=', '--phase', 'install', '--phase', 'connect'],
    ],
  ];
  for (const [what, said, typed] of words)
    it(`is typed again as it was: ${what}`, () => expect(fillingWords(said)).to.deep.equal(typed));
});
