import { expect } from 'chai';
import { decodeIdValue, encodeIdValue } from '../../../src/platform/idValue.js';
import { isLongId, longId } from '../../../src/platform/recordId.js';
import { sameId } from '../../../src/platform/sameId.js';

describe('ids of 15 and of 18 characters (fact V2)', () => {
  // Each of the last three tells which of five characters are capitals: the first counts 1, the fifth 16.
  const cases: Array<[id: string, long: string]> = [
    ['0017000000ULFqT', '0017000000ULFqTAAX'],
    ['000000000000000', '000000000000000AAA'],
    ['ABCDEabcdeFgHiJ', 'ABCDEabcdeFgHiJ5AV'],
    ['A0000B0000Z000Z', 'A0000B0000Z000ZBBR'],
    ['00D1A000000abAB', '00D1A000000abABUAY'],
  ];
  for (const [id, long] of cases) {
    it(`${id} is ${long}`, () => {
      expect(longId(id)).to.equal(long);
      expect(longId(long)).to.equal(long);
      // The suffix is reckoned anew where somebody has changed its case.
      expect(longId(`${id}aaa`)).to.equal(long);
      expect([long, id, `${id}aaa`].map(isLongId)).to.deep.equal([true, false, false]);
      expect([sameId(id, long), sameId(long, id), sameId(long, long)]).to.deep.equal([true, true, true]);
    });
  }

  it('what is no id stays as it is', () => {
    const others = [
      '',
      '0017000000ULFq',
      '0017000000ULFqTA',
      '0017000000ULFqTAAXX',
      '0017000000ULF_T',
      '-0017000000ULFqT',
      '0017000000ULFqTAA-',
      '0017000000ULFqT\n',
    ];
    expect(others.map(longId)).to.deep.equal(others);
    // A text of 18 characters can be none by what it is made of.
    expect([...others, 'x-0017000000ULFq-x'].filter(isLongId)).to.deep.equal([]);
  });

  it('differ by case', () => {
    expect(sameId('0017000000ULFqT', '0017000000ULFqt')).to.equal(false);
    expect(sameId('0017000000ULFqTAAX', '0017000000ULFqUAAX')).to.equal(false);
  });
});

describe('values in ids of rules', () => {
  const cases: Array<[value: string, encoded: string]> = [
    ['Acme Größe: 1/2', 'Acme Größe: 1/2'],
    ['100 %', '100 %25'],
    ['two\nlines', 'two%0Alines'],
    ['\u001b[31mred', '%1B[31mred'],
    ['a\u200bb\u202ec', 'a%E2%80%8Bb%E2%80%AEc'],
    ['%41', '%2541'],
    ['', ''],
  ];
  for (const [value, encoded] of cases) {
    it(`${JSON.stringify(value)} is written ${encoded}`, () => {
      expect(encodeIdValue(value)).to.equal(encoded);
      expect(decodeIdValue(encoded)).to.equal(value);
    });
  }

  it('half a character becomes the one that stands for none', () => {
    expect(encodeIdValue('a\uD800b')).to.equal('a%EF%BF%BDb');
    expect(encodeIdValue('a😀b')).to.equal('a😀b');
  });

  it('what is not encoded is taken as it stands', () => {
    expect(['100 %', '%E0%A4%A', 'plain'].map(decodeIdValue)).to.deep.equal(['100 %', '%E0%A4%A', 'plain']);
  });
});
