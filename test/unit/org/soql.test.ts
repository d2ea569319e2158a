import { expect } from 'chai';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { chunk, isApiName, list, quote, startsWith } from '../../../src/org/soql.js';

describe('soql', () => {
  const hostile = [
    "O'Hara",
    'back\\slash',
    "' OR Id != '",
    'line\nbreak',
    '"double"',
    'tab\there',
    '\b\f\r',
    "\\' OR Name LIKE '%",
  ];
  for (const value of hostile) {
    it(`keeps ${JSON.stringify(value)} inside its literal`, () => {
      const query = parseQuery(`SELECT Id FROM User WHERE Username = ${quote(value)} AND IsActive = true`);
      expect(query.where).to.have.nested.property('left.field', 'Username');
      expect(query.where).to.have.nested.property('right.left.field', 'IsActive');
      expect(query.where).to.not.have.nested.property('right.right');
    });
  }
  it('lets wildcards of a prefix match themselves', () => {
    expect(startsWith("50%_o'\\")).to.equal("'50\\%\\_o\\'\\\\%'");
  });
  it('makes lists and chunks', () => {
    expect(list(['a', "b'"])).to.equal("('a','b\\'')");
    expect(chunk([1, 2, 3, 4, 5], 2)).to.deep.equal([[1, 2], [3, 4], [5]]);
    expect(chunk([], 2)).to.deep.equal([]);
  });
  it('knows API names', () => {
    expect(['ApiEnabled', 'My_Thing__c'].every(isApiName)).to.equal(true);
    expect(['', '1a', 'a b', "a'b", 'a.b', 'ä'].some(isApiName)).to.equal(false);
  });
});
