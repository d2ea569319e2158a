import { expect } from 'chai';
import type { ReadFact } from '../../../src/access/orgAutomation.js';
import { factsFromOrg } from '../../../src/automation/factsFromOrg.js';
import { judgeCondition } from '../../../src/automation/formula/judgeCondition.js';
import { parseFormula } from '../../../src/automation/formula/parseFormula.js';

const answer = (text: string, read: Record<string, ReadFact>, userFields?: ReadonlyMap<string, string>): string => {
  const parsed = parseFormula(text);
  if (!parsed.ok) throw new Error(text);
  const globals = factsFromOrg(new Map(Object.entries(read)), userFields);
  return judgeCondition(parsed.expression, { globals, fields: new Map() }).answer;
};

describe('factsFromOrg', () => {
  it('does not know whether a number is a percentage, which formulas see as a fraction', () => {
    const share = { '$user.share__c': { state: 'known', value: 40 } } as const;
    expect(answer('$User.Share__c < 0.5', share)).to.equal('undecided');
    expect(answer('$User.Share__c = 0.4', share)).to.equal('undecided');
    expect(answer('$User.Share__c = 40', share)).to.equal('undecided');
    expect(answer('$User.Share__c < 50', share)).to.equal('always');
    expect(answer('$User.Share__c = 1', share)).to.equal('never');
  });

  const level = (value: number): Record<string, ReadFact> => ({ '$user.level__c': { state: 'known', value } });
  for (const [type, cases] of [
    ['double', { '$User.Level__c < 5': 'never', '$User.Level__c = 40': 'always', '$User.Level__c = 0.4': 'never' }],
    ['currency', { '$User.Level__c < 5': 'never', '$User.Level__c > 39': 'always' }],
    // Formulas see 40 % as 0.4 (fact V9).
    ['percent', { '$User.Level__c < 5': 'always', '$User.Level__c = 0.4': 'always', '$User.Level__c = 40': 'never' }],
    ['', { '$User.Level__c < 5': 'undecided', '$User.Level__c < 50': 'always' }],
  ] as const) {
    it(`sees a number of a user as formulas do where its type is ${type === '' ? 'not told' : type}`, () => {
      for (const [text, expected] of Object.entries(cases))
        expect(answer(text, level(40), new Map([['level__c', type]])), text).to.equal(expected);
    });
  }

  it('knows the type of a field of whoever manages, too, and of no other record', () => {
    const types = new Map([['level__c', 'double']]);
    const of = (key: string): Record<string, ReadFact> => ({ [key]: { state: 'known', value: 40 } });
    expect(answer('$User.Manager.Level__c < 5', of('$user.manager.level__c'), types)).to.equal('never');
    expect(answer('$User.Contact.Level__c < 5', of('$user.contact.level__c'), types)).to.equal('undecided');
    expect(answer('$Setup.S__c.Level__c < 5', of('$setup.s__c.level__c'), types)).to.equal('undecided');
    expect(answer('$Organization.Level__c < 5', of('$organization.level__c'), types)).to.equal('undecided');
  });

  it('knows zero, standard fields and everything that is no number', () => {
    expect(answer('$User.Share__c < 0.5', { '$user.share__c': { state: 'known', value: 0 } })).to.equal('always');
    expect(answer('$User.Logins < 0.5', { '$user.logins': { state: 'known', value: 40 } })).to.equal('never');
    expect(answer('$User.Off__c', { '$user.off__c': { state: 'known', value: true } })).to.equal('always');
    expect(answer('$User.Off__c', { '$user.off__c': { state: 'unreadable' } })).to.equal('undecided');
  });

  it('tells zero as one value, and nothing of a number that cannot be told as a fraction', () => {
    const told = (value: number): unknown =>
      factsFromOrg(new Map([['$user.share__c', { state: 'known', value }]])).get('$user.share__c');
    expect(told(0)).to.deep.equal({ state: 'known', value: 0 });
    expect(told(40)).to.deep.equal({ state: 'oneOf', values: [40, 0.4] });
    expect(told(1e-16)).to.deep.equal({ state: 'unreadable' });
  });
});
