import { expect } from 'chai';
import type { ReadFact } from '../../../src/access/orgAutomation.js';
import { factsFromOrg } from '../../../src/automation/factsFromOrg.js';
import { judgeCondition } from '../../../src/automation/formula/judgeCondition.js';
import { parseFormula } from '../../../src/automation/formula/parseFormula.js';

const answer = (text: string, read: Record<string, ReadFact>): string => {
  const parsed = parseFormula(text);
  if (!parsed.ok) throw new Error(text);
  const globals = factsFromOrg(new Map(Object.entries(read)));
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

  it('knows zero, standard fields and everything that is no number', () => {
    expect(answer('$User.Share__c < 0.5', { '$user.share__c': { state: 'known', value: 0 } })).to.equal('always');
    expect(answer('$User.Logins < 0.5', { '$user.logins': { state: 'known', value: 40 } })).to.equal('never');
    expect(answer('$User.Off__c', { '$user.off__c': { state: 'known', value: true } })).to.equal('always');
    expect(answer('$User.Off__c', { '$user.off__c': { state: 'unreadable' } })).to.equal('undecided');
  });
});
