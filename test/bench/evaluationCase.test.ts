import { expect } from 'chai';
import { evaluate } from '../../src/check/evaluate.js';
import { manyRequirements, manySources } from './evaluationCase.js';

describe('bench: the case of the evaluation', () => {
  it('has 10,000 requirements', () => {
    const ids = manyRequirements().map(({ id }) => id);
    expect(new Set(ids).size).to.equal(10_000);
  });

  for (const sources of [0, 10]) {
    it(`grants each of them by ${sources} of the permission sets`, () => {
      const snapshot = manySources(1000, sources);
      const [user] = snapshot.users;
      if (user === undefined) throw new Error('no user');
      const findings = evaluate(manyRequirements(), snapshot, user).filter(({ kind }) => kind !== 'user');
      expect(findings).to.have.length(10_000);
      expect([...new Set(findings.map(({ grantedBy }) => grantedBy.length))]).to.deep.equal([sources]);
      expect(findings.every(({ status }) => (status === 'met') === sources > 0)).to.equal(true);
    });
  }
});
