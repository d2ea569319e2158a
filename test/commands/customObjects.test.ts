/** Custom settings, and details of a standard master: custom objects that take no object permissions of their own (fact B10). */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { check, finding, only, statusOf } from '../support/checking.js';
import type { OneCheck } from '../../src/report/check/checkResult.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo } from '../support/granting.js';
import { expectAgreement } from '../support/oracle.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const profile = 'Minimum Access - Salesforce';

const scenario = (more: Partial<Scenario>): Partial<Scenario> => ({
  objects: { Sync_Settings__c: { customSetting: true }, Signal__c: {}, Invoice__c: {}, Invoice_Line__c: {} },
  fields: {
    Sync_Settings__c: { Url__c: 'string(255)' },
    Signal__c: { Account__c: 'reference ->Account master child=Signals', Score__c: 'double(3,0)' },
    Invoice__c: {},
    Invoice_Line__c: { Invoice__c: 'reference ->Invoice__c master child=Lines' },
  },
  permissionSets: {
    Nothing: { userPermissions: ['ApiEnabled'] },
    Settings_Reader: { userPermissions: ['ApiEnabled', 'ViewAllCustomSettings'] },
    Customizer: { userPermissions: ['ApiEnabled', 'CustomizeApplication'] },
    Account_Reader: { userPermissions: ['ApiEnabled'], objects: { Account: 'read viewAllRecords' } },
    Account_Writer: { userPermissions: ['ApiEnabled'], objects: { Account: 'read edit' } },
  },
  users: {
    nothing: { profile, permissionSets: ['Nothing'] },
    settings: { profile, permissionSets: ['Settings_Reader'] },
    customizer: { profile, permissionSets: ['Customizer'] },
    reader: { profile, permissionSets: ['Account_Reader'] },
    writer: { profile, permissionSets: ['Account_Writer'] },
  },
  permissionSetGroups: {},
  history: {},
  records: {},
  rows: {},
  ...more,
});

describe('custom objects without object permissions of their own', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  before(async () => {
    definitions = await makeDefinitions();
  });
  afterEach(() => world.close());
  after(() => definitions.remove());

  const open = async (more: Partial<Scenario> = {}, ...users: string[]) => {
    world = await openWorld({ org: loadScenario('default', scenario(more)) }, admin, ...users);
  };
  const checked = async (user: string, rules: unknown[], runner = admin): Promise<OneCheck> => {
    const path = await definitions.define('needs', rules);
    return only(await check(world.org, '-o', runner, '-u', `${user}@example.com`, '-i', path));
  };
  const planned = async (user: string, rules: unknown[]) =>
    grantTo(world.org, user, await definitions.define('needs', rules));
  const idsOf = (findings: ReadonlyArray<{ id: string }>): string[] => findings.map(({ id }) => id);

  describe('custom settings', () => {
    const rules = [{ object: 'Sync_Settings__c', access: ['read', 'edit'] }];

    it('are read with View All Custom Settings and written with Customize Application alone', async () => {
      await open();
      const nothing = await checked('nothing', rules);
      expect(statusOf(nothing, 'object:Sync_Settings__c:read')).to.equal('unmet DERIVED_PERMISSION_MISSING');
      expect(finding(nothing, 'object:Sync_Settings__c:read').blockedBy).to.deep.equal([
        'userPermission:ViewAllCustomSettings',
      ]);
      expect(finding(nothing, 'object:Sync_Settings__c:edit').blockedBy).to.deep.equal([
        'userPermission:CustomizeApplication',
      ]);
      expectAgreement(world.org.org, nothing);
      const settings = await checked('settings', rules);
      expect(statusOf(settings, 'object:Sync_Settings__c:read')).to.equal('met GRANTED');
      expectAgreement(world.org.org, settings);
      const customizer = await checked('customizer', rules);
      expect(statusOf(customizer, 'object:Sync_Settings__c:edit')).to.equal('met GRANTED');
      expectAgreement(world.org.org, customizer);
    });

    it('a grant gives the narrower permission, and it does', async () => {
      await open();
      const { exitCode, result } = await planned('nothing', [{ object: 'Sync_Settings__c' }]);
      expect(idsOf(result.plan.adds)).to.deep.equal(['userPermission:ViewAllCustomSettings']);
      expect(exitCode).to.equal(0);
      expectAgreement(world.org.org, await checked('nothing', rules));
    });

    it('the user himself sees the same', async () => {
      await open({}, 'settings@example.com');
      const one = await checked('settings', rules, 'settings@example.com');
      expect(statusOf(one, 'object:Sync_Settings__c:read')).to.equal('met GRANTED');
    });
  });

  describe('details of a standard master', () => {
    const rules = [
      { object: 'Signal__c', access: ['read', 'create', 'edit', 'delete', 'viewAllRecords'] },
      { field: 'Signal__c.Score__c' },
    ];

    it('are read as their master is, and written with Edit on it', async () => {
      await open();
      for (const user of ['nothing', 'reader', 'writer']) expectAgreement(world.org.org, await checked(user, rules));
      const reader = await checked('reader', rules);
      expect(statusOf(reader, 'object:Signal__c:read')).to.equal('met GRANTED');
      expect(statusOf(reader, 'object:Signal__c:create')).to.equal('unmet DERIVED_PERMISSION_MISSING');
      expect(finding(reader, 'object:Signal__c:create').blockedBy).to.deep.equal(['object:Account:edit']);
    });

    it('a grant plans the master, and no row that the platform drops', async () => {
      await open();
      const { exitCode, result } = await planned('nothing', rules);
      expect(idsOf(result.plan.adds)).to.deep.equal([
        'field:Signal__c.Score__c:read',
        'object:Account:edit',
        'object:Account:read',
        'object:Account:viewAllRecords',
      ]);
      expect(result.outcomes.map(({ result: how }) => how)).to.deep.equal(['done', 'done', 'done']);
      expect(exitCode).to.equal(0);
      const after = await checked('nothing', rules);
      expect(after.ready).to.equal(true);
      expectAgreement(world.org.org, after);
    });

    it('those of a custom master are ordinary', async () => {
      await open();
      const line = [{ object: 'Invoice_Line__c' }];
      expect(statusOf(await checked('reader', line), 'object:Invoice_Line__c:read')).to.equal(
        'unmet OBJECT_PERMISSION_MISSING',
      );
      const { exitCode, result } = await planned('reader', line);
      expect(idsOf(result.plan.adds)).to.include('object:Invoice_Line__c:read');
      expect(exitCode).to.equal(0);
    });

    it('rows that are there count, and say that the org keeps them', async () => {
      await open({
        org: { name: 'Keeper', behaviours: { detailOfStandardMaster: 'keep' } },
        permissionSets: {
          Signal_Reader: { userPermissions: ['ApiEnabled'], objects: { Account: 'read edit', Signal__c: 'read' } },
        },
        users: { reader: { profile, permissionSets: ['Signal_Reader'] } },
      });
      const one = await checked('reader', rules);
      expect(statusOf(one, 'object:Signal__c:read')).to.equal('met GRANTED');
      expect(statusOf(one, 'object:Signal__c:create')).to.equal('unmet OBJECT_PERMISSION_MISSING');
      expectAgreement(world.org.org, one);
    });

    it('the user himself sees the same', async () => {
      await open({}, 'writer@example.com');
      const one = await checked('writer', rules, 'writer@example.com');
      expect(statusOf(one, 'object:Signal__c:edit')).to.equal('met GRANTED');
      expectAgreement(world.org.org, one);
    });
  });
});
