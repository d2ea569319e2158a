/** Whoever runs the commands reads Salesforce in some language: what is found must not depend on which. */
import { expect } from 'chai';
import type { Language, Org } from '../local-org/model/orgModel.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check, only, statusOf } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { track } from '../support/historyTracking.js';
import { logIn } from '../support/sfHome.js';
import { everyCase } from '../support/largeMatrix.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

const scenario = (): Org =>
  loadScenario('default', {
    fields: {
      Opportunity: { Score__c: 'double(4,0) calc' },
      Activity: { Score__c: 'double(5,0)', Fee__c: 'currency(18,2)', Share__c: 'percent(3,0)' },
      Contact: { National_Id__c: 'encryptedstring(40)' },
      Lead: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`F${i}__c`, 'string(20)'])),
    },
    permissionSets: {
      Deployer: { userPermissions: ['ApiEnabled', 'ViewSetup', 'ModifyMetadata'] },
      Contacts: {
        userPermissions: ['ApiEnabled'],
        objects: { Account: 'read', Contact: 'read' },
        fields: { 'Contact.National_Id__c': 'read' },
      },
    },
    users: {
      deployer: { lastName: 'Deployer', profile: 'Minimum Access - Salesforce', permissionSets: ['Deployer'] },
      reader: { lastName: 'Reader', profile: 'Minimum Access - Salesforce', permissionSets: ['Contacts'] },
    },
    history: { Lead: { enabled: true, fields: Array.from({ length: 19 }, (_, i) => `F${i}__c`) } },
  } as Parameters<typeof loadScenario>[1]);

// All other tests are of an org that speaks English. A push takes one language (`largeMatrix.ts`).
for (const language of (everyCase ? ['en', 'de', 'ja'] : ['de']) satisfies Language[]) {
  describe(`an org that speaks ${language}`, function () {
    this.timeout(120_000);
    let world: World;
    let definitions: Definitions;
    before(async () => {
      definitions = await makeDefinitions();
    });
    after(() => definitions.remove());
    beforeEach(async () => {
      world = await openWorld({ org: scenario(), language }, admin);
    });
    afterEach(() => world.close());

    it('knows the fields of which no history can be kept', async () => {
      const fields = ['Case.CaseNumber', 'Opportunity.Score__c', 'Lead.Status', 'Lead.OwnerId'];
      const { result } = await track(world.org, '-o', admin, ...fields.flatMap((name) => ['--field', name]));
      const found = result.sobjects.flatMap(({ sobject, requested }) =>
        requested.map(({ field, status, code }) => `${sobject}.${field} ${status} ${code}`),
      );
      expect(found.sort()).to.deep.equal([
        'Case.CaseNumber impossible FIELD_NOT_TRACKABLE',
        'Lead.OwnerId untracked FIELD_NOT_TRACKED',
        'Lead.Status untracked FIELD_NOT_TRACKED',
        'Opportunity.Score__c impossible FIELD_NOT_TRACKABLE',
      ]);
    });

    it('knows amounts and percentages of tasks', async () => {
      const fields = ['Task.Score__c', 'Task.Fee__c', 'Task.Share__c'];
      const { result } = await track(world.org, '-o', admin, ...fields.flatMap((name) => ['--field', name]));
      const found = result.sobjects.flatMap(({ requested }) => requested.map(({ field, code }) => `${field} ${code}`));
      expect(found.sort()).to.deep.equal([
        'Fee__c FIELD_NOT_TRACKABLE',
        'Score__c FIELD_NOT_TRACKED',
        'Share__c FIELD_NOT_TRACKABLE',
      ]);
    });

    it('knows encrypted text', async () => {
      const path = await definitions.define('masked', [{ field: 'Contact.National_Id__c' }]);
      const one = only(await check(world.org, '-o', admin, '-i', path, '-u', 'reader@example.com'));
      expect(statusOf(one, 'field:Contact.National_Id__c:read')).to.equal('degraded VALUES_MASKED');
    });

    it('says NO_SLOT of the field that somebody else has just taken the last slot from', async () => {
      world.org.faults.add({
        kind: 'rewritten',
        match: { path: '/services/Soap/m/', body: /<deploy\b/ },
        onHit: () => world.org.org.history.get('Lead')?.trackedFields.add('F19__c'),
      });
      const { result } = await track(world.org, '-o', admin, '--field', 'Lead.F20__c', '--enable', '--no-prompt');
      expect((result.outcomes ?? []).map(({ field, code }) => `${field} ${code}`)).to.deep.equal(['F20__c NO_SLOT']);
    });

    it('says INSUFFICIENT_ACCESS to whoever may not customize the org', async () => {
      await logIn(world.org, 'deployer@example.com');
      const argv = ['--field', 'Lead.Status', '--enable', '--no-prompt'];
      const { result } = await track(world.org, '-o', 'deployer@example.com', ...argv);
      expect((result.outcomes ?? []).map(({ code }) => code)).to.deep.equal(['INSUFFICIENT_ACCESS']);
    });

    it('tracks a picklist', async () => {
      const fields = ['--field', 'Lead.Status', '--enable', '--no-prompt'];
      const { result } = await track(world.org, '-o', admin, ...fields);
      expect(result.sobjects[0]?.requested.map(({ status }) => status)).to.deep.equal(['tracked']);
    });

    it('has the same findings', async () => {
      const run = await check(world.org, '-o', admin, '-i', '6sense', '-u', 'sixsense@example.com');
      const found = only(run).findings.map(({ id, status, code, blockedBy }) => [id, status, code, blockedBy]);
      world.org.org.language = 'en';
      const english = await check(world.org, '-o', admin, '-i', '6sense', '-u', 'sixsense@example.com');
      expect(found).to.deep.equal(
        only(english).findings.map(({ id, status, code, blockedBy }) => [id, status, code, blockedBy]),
      );
    });
  });
}
