/** Fields that can be read and whose values arrive masked, and external ids that are no key of upserts by themselves. */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check, finding, only, statusOf } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant } from '../support/granting.js';
import { permissionFacts } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const masked = 'field:Contact.National_Id__c:read';
const key = 'field:Contact.Ext__c:edit';

describe('fields of which the permission is not all', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;

  beforeEach(async () => {
    const holds = {
      objects: { Account: 'read', Contact: 'read create edit' },
      fields: { 'Contact.National_Id__c': 'edit', 'Contact.Ext__c': 'edit', 'Contact.Key__c': 'edit' },
    };
    const user = { profile: 'Minimum Access - Salesforce' };
    const org = loadScenario('default', {
      fields: {
        Contact: {
          National_Id__c: 'encryptedstring(40)',
          Ext__c: 'string(40) external',
          Key__c: 'string(40) external unique',
        },
      },
      permissionSets: {
        Contacts: { userPermissions: ['ApiEnabled'], ...holds },
        Objects: { userPermissions: ['ApiEnabled'], objects: holds.objects },
        Encrypted: { userPermissions: ['ViewEncryptedData'] },
        Everything: { userPermissions: ['ViewAllData', 'ModifyAllData'] },
      },
      users: {
        ann: { ...user, permissionSets: ['Contacts'] },
        bea: { ...user, permissionSets: ['Contacts', 'Encrypted'] },
        cleo: { ...user, permissionSets: ['Contacts', 'Everything'] },
        dora: { ...user, permissionSets: ['Objects'] },
      },
    } as Parameters<typeof loadScenario>[1]);
    world = await openWorld({ org }, admin);
    definitions = await makeDefinitions();
  });
  afterEach(async () => {
    await world.close();
    await definitions.remove();
  });
  const look = async (user: string, rules: readonly unknown[]) =>
    only(
      await check(world.org, '-o', admin, '-u', `${user}@example.com`, '-i', await definitions.define('masked', rules)),
    );
  const give = async (user: string, rules: readonly unknown[]) =>
    grant(
      world.org,
      ...['-o', admin, '-u', `${user}@example.com`, '--no-prompt', '-i', await definitions.define('masked', rules)],
    );

  const encrypted = { field: 'Contact.National_Id__c', access: ['read', 'edit'] };
  const upsert = { field: ['Contact.Ext__c', 'Contact.Key__c'], access: ['edit'] };

  it('classic encrypted text arrives masked without View Encrypted Data, and says so', async () => {
    const found = await look('ann', [encrypted]);
    expect(statusOf(found, masked)).to.equal('degraded VALUES_MASKED');
    expect(statusOf(found, 'field:Contact.National_Id__c:edit')).to.equal('degraded VALUES_MASKED');
    const one = finding(found, masked);
    expect(one.blockedBy).to.deep.equal(['userPermission:ViewEncryptedData']);
    expect(one.grantedBy.map(({ name }) => name)).to.deep.equal(['Contacts']);
    expect(one.message).to.include('masked');
  });

  it('View All Data and Modify All Data do not include it; whoever has it sees the values', async () => {
    expect(statusOf(await look('cleo', [encrypted]), masked)).to.equal('degraded VALUES_MASKED');
    expect(statusOf(await look('bea', [encrypted]), masked)).to.equal('met GRANTED');
  });

  it('the field is planned, and View Encrypted Data only where a rule names it', async () => {
    const read = { field: 'Contact.National_Id__c', access: ['read'] };
    const { result } = await give('dora', [read]);
    expect(result.plan.adds.map(({ id }) => id)).to.deep.equal([masked]);
    expect(permissionFacts(world.org.org).has('Integration_masked field:Contact.National_Id__c:read')).to.equal(true);
    const asked = await give('dora', [read, { userPermission: 'ViewEncryptedData' }]);
    expect(asked.result.plan.adds.map(({ id }) => id)).to.include('userPermission:ViewEncryptedData');
    expect(asked.exitCode).to.equal(0);
    expect(statusOf(await look('dora', [read]), masked)).to.equal('met GRANTED');
  });

  it('an external id that is not unique is a key of upserts only with View All Data', async () => {
    const found = await look('ann', [upsert]);
    expect(statusOf(found, key)).to.equal('met UPSERT_NEEDS_MORE');
    expect(finding(found, key).message).to.include('View All Data').and.to.include('Unique');
    expect(statusOf(found, 'field:Contact.Key__c:edit')).to.equal('met GRANTED');
    expect(statusOf(await look('cleo', [upsert]), key)).to.equal('met GRANTED');
    expect(statusOf(await look('ann', [{ field: 'Contact.Ext__c' }]), 'field:Contact.Ext__c:read')).to.equal(
      'met GRANTED',
    );
  });
});
