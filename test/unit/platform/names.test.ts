import { expect } from 'chai';
import {
  compareKeys,
  fieldKey,
  isNamePattern,
  keyMatcherOf,
  matchesPattern,
  qualifiedName,
  sameName,
  sortedByName,
  splitQualifiedName,
} from '../../../src/platform/names.js';

describe('the order of names', () => {
  const names = ['b', 'B', 'a_b', 'A', 'ab', 'a', 'AB', 'b', 'É', 'z'];

  it('does not look at case first, and then at the spelling', () => {
    expect([...names].sort(compareKeys)).to.deep.equal(['A', 'a', 'a_b', 'AB', 'ab', 'B', 'b', 'b', 'z', 'É']);
    expect(compareKeys('b', 'b')).to.equal(0);
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

describe('names without regard to case', () => {
  it('are the same name', () => {
    expect(sameName('Account', 'ACCOUNT')).to.equal(true);
    expect(sameName('Account', 'Accounts')).to.equal(false);
    expect(fieldKey('Account', 'Website')).to.equal('account.website');
  });
});

describe('patterns of names', () => {
  const cases: Array<[pattern: string, names: string[], others: string[]]> = [
    ['Account', ['Account', 'aCCOUNT'], ['Accounts', 'Accoun', '']],
    ['*', ['', 'Account'], []],
    ['Billing*', ['Billing', 'billingCity'], ['ShippingCity', 'Billin', 'PreBillingCity']],
    ['*__c', ['Score__c', '__C'], ['Score__cs', 'Score', '_c']],
    ['*City*', ['BillingCity', 'cityCode', 'OtherCityCode'], ['BillingStreet', 'Cit']],
    ['a*b', ['ab', 'aXb', 'abab'], ['a', 'b', 'aba', 'bab']],
    // The beginning and the end of a pattern do not share letters, nor do its parts.
    ['ab*b', ['abb', 'abXb'], ['ab']],
    ['*ab*b', ['xabb', 'abb'], ['xab', 'ab']],
    ['a*b*c', ['abc', 'aXbXc'], ['ac', 'acb', 'aXc']],
    ['a*b*b*c', ['abbc', 'abXbc'], ['abc', 'abXc']],
    ['a**c', ['ac', 'abc'], ['a', 'c']],
    ['acme__*__c', ['acme__Signal__c', 'ACME__X__c'], ['acme__c', 'Signal__c', 'acme__Signal__e']],
    // A star is the only sign that stands for something else.
    ['a.c', ['a.c'], ['abc']],
  ];
  for (const [pattern, names, others] of cases) {
    it(`${pattern} stands for ${names.join(', ')}`, () => {
      const all = [...names, ...others];
      expect(all.filter((name) => matchesPattern(pattern, name))).to.deep.equal(names);
      const matches = keyMatcherOf(pattern);
      expect(all.filter((name) => matches(name.toLowerCase()))).to.deep.equal(names);
    });
  }

  it('are told by their star', () => {
    expect(['Account', 'Acc*', '*', ''].map(isNamePattern)).to.deep.equal([false, true, true, false]);
  });

  it('cost no exponential time', () => {
    expect(matchesPattern(`${'a*'.repeat(40)}b`, 'a'.repeat(255))).to.equal(false);
  });
});

describe('names of packaged things (facts A23, H4)', () => {
  const cases: Array<[qualified: string, name: string, namespace: string | null]> = [
    ['Reader', 'Reader', null],
    ['acme__Reader', 'Reader', 'acme'],
    ['my_ns__Order_Reader', 'Order_Reader', 'my_ns'],
    ['acme__Thing__c', 'Thing__c', 'acme'],
  ];
  for (const [qualified, name, namespace] of cases) {
    it(qualified, () => {
      expect(splitQualifiedName(qualified)).to.deep.equal({ name, namespace });
      expect(qualifiedName({ name, namespace })).to.equal(qualified);
    });
  }
});
