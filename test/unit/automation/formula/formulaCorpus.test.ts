import { expect } from 'chai';
import { judgeRule } from '../../../../src/automation/formula/judgeRule.js';
import { parseFormula } from '../../../../src/automation/formula/parseFormula.js';
import { corpusCases, userNames } from './corpus.js';

describe('the corpus of formulas', () => {
  const cases = corpusCases();

  it('has at least 200 formulas, each for three users, and no formula twice in a group', () => {
    expect(cases.length / userNames.length).to.be.at.least(200);
    expect(new Set(cases.map(({ about, user, formula }) => JSON.stringify([about, user, formula]))).size).to.equal(
      cases.length,
    );
    expect(new Set(cases.map(({ verdict }) => verdict)).size).to.equal(5);
  });

  for (const { about, user, formula, verdict, facts, writes } of cases)
    it(`${about}, ${user}: ${formula}`, () => {
      const parsed = parseFormula(formula);
      expect(parsed.ok ? judgeRule(parsed.expression, facts, writes).verdict : parsed.mistake).to.equal(verdict);
    });
});
