import { expect } from 'chai';
import { loadingOnce, requirementsOfAll } from '../../../src/workflows/prepare.js';
import type { CheckTarget } from '../../../src/project/checkTarget.js';

const target = (more: Partial<CheckTarget>): CheckTarget => ({
  ...{ reference: 'zoominfo', users: ['a@example.com'], authentication: 'oauth', failOn: 'required', waivers: null },
  ...more,
});

describe('definitions of a run about many orgs', () => {
  it('are loaded once, whoever asks, and each filled in for itself', async () => {
    const load = loadingOnce();
    const [first, same, other] = [load('zoominfo'), load('zoominfo'), load('gong')];
    expect(same).to.equal(first);
    expect((await other)[0]?.definition.id).to.equal('gong');
    const [one] = await requirementsOfAll([target({})], load);
    const [two] = await requirementsOfAll([target({ authentication: 'usernamePassword' })], load);
    expect([one, two].map((each) => each?.requirements.authentication)).to.deep.equal(['oauth', 'usernamePassword']);
  });
});
