/**
 * Custom settings, custom metadata types, and details of a standard master: objects of the org's own that take no object
 * permissions (facts B10, E12).
 */
import { expect } from 'chai';
import IntegrationExplain from '../../src/commands/integration/explain.js';
import type { ExplainResult } from '../../src/report/explain/explainResult.js';
import { runCommand } from '../support/commandRun.js';
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

const sets: NonNullable<Scenario['permissionSets']> = {
  Nothing: { userPermissions: ['ApiEnabled'] },
  Settings_Reader: { userPermissions: ['ApiEnabled', 'ViewAllCustomSettings'] },
  Customizer: { userPermissions: ['ApiEnabled', 'CustomizeApplication'] },
  Account_Reader: { userPermissions: ['ApiEnabled'], objects: { Account: 'read viewAllRecords' } },
  Account_Writer: { userPermissions: ['ApiEnabled'], objects: { Account: 'read edit' } },
  Opener: { userPermissions: ['ApiEnabled'], opens: ['Sync_Settings__c'] },
  Opener_And_More: { userPermissions: ['ApiEnabled', 'RunReports'], opens: ['Sync_Settings__c'] },
  Other_Opener: { userPermissions: ['ApiEnabled'], opens: ['Other_Settings__c'] },
};

const scenario = (more: Partial<Scenario>): Partial<Scenario> => ({
  objects: {
    Sync_Settings__c: { customSetting: true },
    Other_Settings__c: { customSetting: true },
    Signal__c: {},
    Invoice__c: {},
    Invoice_Line__c: {},
  },
  fields: {
    Sync_Settings__c: { Url__c: 'string(255)' },
    Other_Settings__c: { Url__c: 'string(255)' },
    Signal__c: { Account__c: 'reference ->Account master child=Signals', Score__c: 'double(3,0)' },
    Invoice__c: {},
    Invoice_Line__c: { Invoice__c: 'reference ->Invoice__c master child=Lines' },
  },
  permissionSets: sets,
  users: {
    nothing: { profile, permissionSets: ['Nothing'] },
    settings: { profile, permissionSets: ['Settings_Reader'] },
    customizer: { profile, permissionSets: ['Customizer'] },
    reader: { profile, permissionSets: ['Account_Reader'] },
    writer: { profile, permissionSets: ['Account_Writer'] },
    opened: { profile, permissionSets: ['Opener'] },
    other: { profile, permissionSets: ['Other_Opener'] },
    surplus: { profile, permissionSets: ['Nothing', 'Opener_And_More'] },
    grouped: { profile, permissionSetGroups: ['Openers'] },
    muted: { profile, permissionSetGroups: ['Muted_Openers'] },
    expired: {
      profile,
      permissionSets: ['Nothing', { name: 'Opener', expires: '2020-01-01T00:00:00Z' }],
    },
    integration: {
      profile: 'Minimum Access - API Only Integrations',
      permissionSetLicenses: ['SalesforceAPIIntegrationPsl'],
    },
  },
  permissionSetGroups: {
    Openers: { permissionSets: ['Opener'] },
    Muted_Openers: { permissionSets: ['Opener'], muting: { opens: ['Sync_Settings__c'] } },
  },
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

    it('one that a set opens by itself is there for reading, and says by which', async () => {
      await open();
      const opened = await checked('opened', rules);
      expect(statusOf(opened, 'object:Sync_Settings__c:read')).to.equal('met GRANTED');
      expect(finding(opened, 'object:Sync_Settings__c:read').grantedBy.map(({ name }) => name)).to.deep.equal([
        'Opener',
      ]);
      expect(statusOf(opened, 'object:Sync_Settings__c:edit')).to.equal('unmet DERIVED_PERMISSION_MISSING');
      expectAgreement(world.org.org, opened);
      const grouped = await checked('grouped', rules);
      expect(finding(grouped, 'object:Sync_Settings__c:read').grantedBy).to.deep.include({
        ...{ type: 'PermissionSetGroup', name: 'Openers', namespace: null, label: 'Openers', through: ['Opener'] },
      });
      expectAgreement(world.org.org, grouped);
    });

    it('one that is muted or of an expired assignment is missing, and says so', async () => {
      await open();
      const muted = await checked('muted', rules);
      expect(statusOf(muted, 'object:Sync_Settings__c:read')).to.equal('unmet DERIVED_PERMISSION_MISSING');
      expect(finding(muted, 'object:Sync_Settings__c:read').actions.join(' ')).to.include('muting');
      expectAgreement(world.org.org, muted);
      const expired = await checked('expired', rules);
      expect(statusOf(expired, 'object:Sync_Settings__c:read')).to.equal('unmet DERIVED_PERMISSION_MISSING');
      expectAgreement(world.org.org, expired);
    });

    it('one that another set opens is not there, and the next step names the page that opens it alone', async () => {
      await open();
      const other = await checked('other', rules);
      expect(statusOf(other, 'object:Sync_Settings__c:read')).to.equal('unmet DERIVED_PERMISSION_MISSING');
      const { actions } = finding(other, 'object:Sync_Settings__c:read');
      expect(actions.join(' ')).to.include('Custom Setting Definitions > Edit, and add Sync_Settings__c');
      expect(actions.join(' ')).to.include('Schema Settings');
      expectAgreement(world.org.org, other);
    });

    it('rows are asked for beside those of permissions, and only where a setting is asked about', async () => {
      await open();
      const callsFor = async (object: string): Promise<string[]> => {
        const before = world.org.requests.length;
        await checked('opened', [{ object }]);
        return world.org.requests.slice(before).map((entry) => JSON.stringify(entry));
      };
      const ordinary = await callsFor('Invoice__c');
      expect(ordinary.filter((entry) => entry.includes('SetupEntityAccess'))).to.deep.equal([]);
      const setting = await callsFor('Sync_Settings__c');
      // At the same time: a call holds five queries (fact I8).
      expect(setting.length).to.be.at.most(ordinary.length + 1);
      expect(setting.filter((entry) => entry.includes('SetupEntityAccess'))).to.have.length(1);
    });

    it('explain names what opens one, why that is not there, and that it would be lost without it', async () => {
      await open();
      const explained = async (user: string, ...argv: string[]): Promise<ExplainResult> => {
        const { outcome } = await runCommand<ExplainResult>(world.org, IntegrationExplain, [
          ...['-o', admin, '-u', `${user}@example.com`, '--sobject', 'Sync_Settings__c', ...argv],
        ]);
        if ('error' in outcome) throw outcome.error;
        return outcome.result;
      };
      const muted = await explained('muted');
      expect(muted.has).to.equal(false);
      expect(muted.paths?.map(({ name, why, through }) => [name, why, through])).to.deep.equal([
        ['Muted_Openers', 'muted', ['Opener']],
      ]);
      const without = await explained('opened', '--without', 'Opener');
      expect([without.has, without.without?.has]).to.deep.equal([true, false]);
      expect((await explained('grouped', '--without', 'Opener')).without?.has).to.equal(false);
    });

    it('a set that is needed for nothing but opening one is none that could go', async () => {
      await open();
      const path = await definitions.define('needs', [{ object: 'Sync_Settings__c' }]);
      const { text } = await check(world.org, '-o', admin, '-u', 'surplus@example.com', '-i', path, '--surplus');
      expect(text).to.include('Opener_And_More').and.to.not.include('Can be unassigned');
      const without = await definitions.define('needs', [{ userPermission: 'ApiEnabled' }]);
      const less = await check(world.org, '-o', admin, '-u', 'surplus@example.com', '-i', without, '--surplus');
      expect(less.text).to.include('Can be unassigned');
    });

    it('the user himself sees the same', async () => {
      await open({}, 'settings@example.com');
      const one = await checked('settings', rules, 'settings@example.com');
      expect(statusOf(one, 'object:Sync_Settings__c:read')).to.equal('met GRANTED');
    });

    it('who looks at himself does not learn whether one is opened to him', async () => {
      await open({}, 'other@example.com');
      const one = await checked('other', rules, 'other@example.com');
      expect(statusOf(one, 'object:Sync_Settings__c:read')).to.equal('unknown NOT_VISIBLE_TO_SELF');
      expect(statusOf(one, 'object:Sync_Settings__c:edit')).to.equal('unmet DERIVED_PERMISSION_MISSING');
    });
  });

  describe('custom metadata types', () => {
    const rules = [{ object: 'Setting__mdt', access: ['read'] }];
    const metadataTypes = {
      org: { name: 'Types', addFeatures: ['CustomMetadata', 'ApiOnlySystemIntegrationsProfile'] },
      permissionSets: { ...sets, Opener: { opens: ['Setting__mdt'] } },
    };

    it('are read with Customize Application, or where they are opened by themselves', async () => {
      await open(metadataTypes);
      const opened = await checked('opened', rules);
      expect(statusOf(opened, 'object:Setting__mdt:read')).to.equal('met GRANTED');
      expectAgreement(world.org.org, opened);
      const nothing = await checked('nothing', rules);
      expect(statusOf(nothing, 'object:Setting__mdt:read')).to.equal('unmet DERIVED_PERMISSION_MISSING');
      expect(finding(nothing, 'object:Setting__mdt:read').actions.join(' ')).to.include(
        'Custom Metadata Types > Edit, and add Setting__mdt',
      );
      expectAgreement(world.org.org, nothing);
      const customizer = await checked('customizer', rules);
      expect(statusOf(customizer, 'object:Setting__mdt:read')).to.equal('met GRANTED');
      expectAgreement(world.org.org, customizer);
    });

    it('a license that does not allow Customize Application leaves it to people to open the one', async () => {
      await open(metadataTypes);
      const one = await checked('integration', rules);
      expect(statusOf(one, 'object:Setting__mdt:read')).to.equal('unmet DERIVED_PERMISSION_MISSING');
      expect(finding(one, 'object:Setting__mdt:read').actions.join(' ')).to.include('licenses do not allow');
      const { result } = await planned('integration', rules);
      expect(idsOf(result.plan.adds)).to.deep.equal([]);
      expect(result.plan.manual.map(({ id }) => id)).to.include('object:Setting__mdt:read');
      expectAgreement(world.org.org, one);
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
        permissionSetGroups: {},
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
