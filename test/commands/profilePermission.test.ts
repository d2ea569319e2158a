import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check, finding, only } from '../support/checking.js';
import { grantTo } from '../support/granting.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const scenario = () =>
  loadScenario('default', {
    permissionSets: { Api: { userPermissions: ['ApiEnabled'] } },
    users: {
      bySet: { profile: 'Minimum Access - Salesforce', permissionSets: ['Api'] },
      byProfile: { profile: 'System Administrator', permissionSets: ['Api'] },
    },
  });

describe('a user permission that counts only from the profile', () => {
  const shared = sharedWorld(() => openWorld({ org: scenario() }, 'admin@example.com'));
  const rules = [{ userPermission: 'ApiEnabled', on: 'profile' }];
  const checked = async (user: string) => {
    const reference = await shared.definitions.define('on-profile', rules);
    return check(shared.world.org, '-o', 'admin@example.com', '-u', `${user}@example.com`, '-i', reference);
  };

  it('is met by the profile, which is named as its source', async () => {
    const found = finding(only(await checked('byProfile')), 'userPermission:ApiEnabled');
    expect(found.status).to.equal('met');
    expect(found.grantedBy.map(({ type }) => type)).to.deep.equal(['Profile']);
  });

  it('is missing where a permission set gives it, and people are told which profile to open', async () => {
    const result = await checked('bySet');
    const found = finding(only(result), 'userPermission:ApiEnabled');
    expect(`${found.status} ${found.code}`).to.equal('unmet NOT_ON_PROFILE');
    expect(found.actions.join(' ')).to.contain('open the profile Minimum Access - Salesforce');
    expect(result.exitCode).to.equal(1);
  });

  it('is never planned by a grant', async () => {
    const reference = await shared.definitions.define('on-profile', rules);
    const { exitCode, result } = await grantTo(shared.world.org, 'bySet', reference);
    expect(exitCode).to.equal(1);
    expect(result.plan.adds).to.deep.equal([]);
    expect(result.plan.manual.map(({ id }) => id)).to.deep.equal(['userPermission:ApiEnabled']);
  });
});
