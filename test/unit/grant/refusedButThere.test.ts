import { expect } from 'chai';
import type { Plan } from '../../../src/grant/grantPlan.js';
import { isThere } from '../../../src/grant/refusedButThere.js';

/** A plan that gives a license and nothing else, as far as it is looked at. */
const plan = {
  permissionSet: { existing: null },
  adds: [],
  named: [],
  users: [{ id: '0055g0000000001AAA', licenses: ['SalesforceAPIIntegrationPsl'], permissionSets: [], assign: false }],
  requirements: { integration: 'acme' },
} as unknown as Plan;

describe('a license that the org says it has not given', () => {
  const holder = (...names: string[]): Parameters<typeof isThere>[2][number] => ({
    id: '0055g0000000001',
    evidence: { mode: 'admin', sources: { known: true, value: [] } } as never,
    permissionSetLicenses: {
      known: true,
      value: names.map((name) => ({ name, label: name, expiresAt: null, state: 'active' })) as never,
    },
  });
  for (const [title, held, there] of [
    ['is there where the user has it afterwards', ['salesforceapiintegrationpsl'], true],
    ['is not there where the user has another one', ['OtherPsl'], false],
    ['is not there where the user has none', [], false],
  ] as const)
    it(title, () => expect(isThere(plan, null, [holder(...held)])).to.equal(there));

  it('is not there where nobody can say what the user has', () => {
    const hidden = { ...holder(), permissionSetLicenses: { known: false } as never };
    expect(isThere(plan, null, [hidden])).to.equal(false);
  });
});
