/** User permissions that are there and of no use alone, and such that an org has only with a feature. */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check, finding, only, statusOf } from '../support/checking.js';
import type { OneCheck } from '../../src/report/check/checkResult.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const profile = 'Minimum Access - API Only Integrations';
const permissionSetLicenses = ['SalesforceAPIIntegrationPsl'];

describe('user permissions that are of no use alone', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  before(async () => {
    definitions = await makeDefinitions();
    const userPermissions = [
      ...['ApiEnabled', 'TransferAnyLead', 'TransferAnyCase', 'EditOppLineItemUnitPrice'],
      ...['EditTask', 'EditEvent', 'ViewAllActivities'],
    ];
    const org = loadScenario('default', {
      org: { seats: { SalesforceAPIIntegrationPsl: 20, 'Salesforce Integration': 20 } },
      permissionSets: {
        Alone: { userPermissions },
        // It cannot be saved without Edit on Lead (fact D5).
        Converting: { userPermissions: ['ApiEnabled', 'ConvertLeads'], objects: { Lead: 'read edit' } },
        Together: {
          userPermissions: [...userPermissions, 'ConvertLeads', 'ActivitiesAccess'],
          objects: {
            Account: 'read create edit',
            Contact: 'read create edit',
            Lead: 'read edit',
            Case: 'read edit',
            Opportunity: 'read edit',
          },
        },
      },
      permissionSetGroups: {},
      users: {
        alone: { profile, permissionSetLicenses, permissionSets: ['Alone'] },
        converting: { profile, permissionSetLicenses, permissionSets: ['Converting'] },
        together: { profile, permissionSetLicenses, permissionSets: ['Together'] },
      },
    });
    world = await openWorld({ org }, admin);
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });
  const checked = async (user: string, ...names: string[]): Promise<OneCheck> => {
    const path = await definitions.define('needs', [{ userPermission: names }]);
    return only(await check(world.org, '-o', admin, '-u', `${user}@example.com`, '-i', path));
  };

  const table: Array<[name: string, words: string[], user?: string]> = [
    ['ConvertLeads', ['Create on Account', 'Edit on Contact'], 'converting'],
    ['TransferAnyLead', ['Edit on Lead']],
    ['TransferAnyCase', ['Edit on Case']],
    ['EditOppLineItemUnitPrice', ['Edit on OpportunityLineItem']],
    ['EditTask', ['Access Activities (ActivitiesAccess)']],
    ['EditEvent', ['Access Activities (ActivitiesAccess)']],
    ['ViewAllActivities', ['Access Activities (ActivitiesAccess)']],
  ];
  for (const [name, words, user = 'alone'] of table) {
    it(`${name} is met, and says what is missing to make use of it`, async () => {
      const alone = finding(await checked(user, name), `userPermission:${name}`);
      expect(alone.status).to.equal('met');
      for (const one of words) expect(alone.message).to.include(one);
      const together = await checked('together', name);
      expect(statusOf(together, `userPermission:${name}`)).to.equal('met GRANTED');
    });
  }

  it('a grant plans nothing for their sake', async () => {
    const path = await definitions.define('needs', [{ userPermission: ['TransferAnyLead', 'EditTask'] }]);
    const { result } = await grantTo(world.org, 'alone', path, '--dry-run');
    expect(result.plan.adds).to.deep.equal([]);
  });

  for (const [name, words] of [
    ['ManageTranslation', 'Translation Workbench'],
    ['CreateAuditFields', 'Setup > User Interface'],
    ['UpdateWithInactiveOwner', 'Setup > User Interface'],
    ['FieldServiceAccess', 'Field Service'],
    ['ViewSetupAuditTrail', "Spring '27"],
  ] as const)
    it(`${name} is not there before something is turned on, and the next step says what`, async () => {
      const one = await checked('alone', name);
      expect(statusOf(one, `userPermission:${name}`)).to.equal('impossible NO_SUCH_USER_PERMISSION');
      expect(finding(one, `userPermission:${name}`).actions.join(' ')).to.include(words);
    });

  it('an object that this org does not have is not taken for a typing error of itself', async () => {
    const path = await definitions.define('needs', [{ object: ['CampaignMemberStatus', 'FeedItem', 'Acount'] }]);
    const one = only(await check(world.org, '-o', admin, '-u', 'alone@example.com', '-i', path));
    for (const name of ['CampaignMemberStatus', 'FeedItem'])
      expect(finding(one, `object:${name}:read`).actions.join(' '), name).to.not.include(`did you mean ${name}`);
    expect(finding(one, 'object:Acount:read').actions.join(' ')).to.include('did you mean Account');
  });
});
