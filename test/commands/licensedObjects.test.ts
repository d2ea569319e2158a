/** What a user may hold because of licenses: seats and their end, objects that come with a license, packages, lesser licenses. */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { check, finding, only, statusOf } from '../support/checking.js';
import type { OneCheck } from '../../src/report/check/checkResult.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo, isWrite, stepsOf } from '../support/granting.js';
import { expectAgreement } from '../support/oracle.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const lifter = 'license:SalesforceAPIIntegrationPsl';

describe('what licenses let a user hold', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  before(async () => {
    definitions = await makeDefinitions();
  });
  afterEach(() => world.close());
  after(() => definitions.remove());

  const open = async (more: Partial<Scenario> = {}) => {
    world = await openWorld({ org: loadScenario('licensed', more) }, admin);
  };
  const checked = async (user: string, ...rules: unknown[]): Promise<OneCheck> => {
    const path = await definitions.define('needs', rules);
    return only(await check(world.org, '-o', admin, '-u', `${user}@example.com`, '-i', path));
  };
  const planned = async (user: string, rules: unknown[], ...argv: string[]) =>
    grantTo(world.org, user, await definitions.define('needs', rules), ...argv);
  const idsOf = (findings: ReadonlyArray<{ id: string }>): string[] => findings.map(({ id }) => id);

  describe('seats', () => {
    const full = { org: { seats: { SalesforceAPIIntegrationPsl: 2 } } };
    const account = { object: 'Account' };

    it('none is free: the license is for people, with how many there are, and nothing is planned', async () => {
      await open(full);
      const one = await checked('bare', account);
      const { status, code, message, actions } = finding(one, lifter);
      expect([status, code]).to.deep.equal(['unmet', 'LICENSE_NO_SEAT']);
      expect(message).to.include('0 of 2 seats are free');
      expect(actions.join(' ')).to.match(/Take .* or buy more/);
      // Who holds them is not read along; how to see it is said.
      expect(actions.join(' ')).to.include(
        "SELECT Assignee.Username FROM PermissionSetLicenseAssign WHERE PermissionSetLicense.DeveloperName = 'SalesforceAPIIntegrationPsl'",
      );
      expect(statusOf(one, 'object:Account:read')).to.equal('unmet LICENSE_FIRST');
      expect(finding(one, 'object:Account:read').blockedBy).to.deep.equal([lifter]);

      const { exitCode, result, requests } = await planned('bare', [account]);
      expect(result.plan.adds).to.deep.equal([]);
      expect(result.plan.users).to.have.nested.property('[0].assign', false);
      expect(result.plan.users).to.have.deep.nested.property('[0].licenses', []);
      expect(result.plan.closes).to.deep.equal([]);
      expect(idsOf(result.plan.manual)).to.deep.equal([lifter, 'object:Account:read']);
      expect(requests.filter(isWrite)).to.deep.equal([]);
      expect(exitCode).to.equal(1);
    });

    it('whoever has one keeps it', async () => {
      await open(full);
      const one = await checked('int', account);
      expect(statusOf(one, lifter)).to.equal('met LICENSE_ASSIGNED');
      expect(statusOf(one, 'object:Account:read')).to.equal('met GRANTED');
    });

    for (const [title, license, code] of [
      ['expired', { expires: '2026-11-27' }, 'LICENSE_EXPIRED'],
      ['disabled', { status: 'Disabled' }, 'LICENSE_DISABLED'],
    ] as const) {
      it(`one that has been ${title} opens nothing, to whoever has it`, async () => {
        await open();
        const row = [...(world.org.org.tables.get('PermissionSetLicense')?.values() ?? [])].find(
          ({ DeveloperName }) => DeveloperName === 'SalesforceAPIIntegrationPsl',
        );
        if (!row) throw new Error('no license');
        const changes = 'expires' in license ? { ExpirationDate: license.expires } : { Status: license.status };
        world.org.org.tables.get('PermissionSetLicense')?.set(String(row['Id']), { ...row, ...changes });
        const rules = [account, { userPermission: ['ApiEnabled', 'RunReports'] }, { field: 'Account.Name' }];
        const one = await checked('int', ...rules);
        expect(statusOf(one, lifter)).to.equal(`unmet ${code}`);
        expect(statusOf(one, 'object:Account:read')).to.equal('unmet NO_EFFECT_WITHOUT_LICENSE');
        expect(finding(one, 'object:Account:read').blockedBy).to.deep.equal([lifter]);
        expect(finding(one, 'field:Account.Name:read').status).to.equal('unmet');
        expect(statusOf(one, 'userPermission:RunReports')).to.equal('unmet LICENSE_FIRST');
        expect(statusOf(one, 'userPermission:ApiEnabled')).to.equal('met GRANTED');
        expectAgreement(world.org.org, one);
        const { result, requests } = await planned('int', rules);
        expect(result.plan.adds).to.deep.equal([]);
        expect(requests.filter(isWrite)).to.deep.equal([]);
      });
    }

    it('lasts until its last day is over', async () => {
      await open();
      // The command goes by the clock of the machine.
      const today = new Date().toISOString().slice(0, 10);
      const table = world.org.org.tables.get('PermissionSetLicense');
      for (const [id, row] of table ?? []) table?.set(id, { ...row, ExpirationDate: today });
      expect(statusOf(await checked('int', account), lifter)).to.equal('met LICENSE_ASSIGNED');
    });
  });

  describe('objects that come with a permission set license', () => {
    const cards = { object: 'CardPaymentMethod', access: ['read', 'create'] };
    const license = 'license:CardPaymentsPsl';

    for (const user of ['std', 'int']) {
      it(`${user}: names the license that opens it, and a grant assigns it first`, async () => {
        await open();
        const one = await checked(user, cards);
        expect(statusOf(one, license)).to.equal('unmet LICENSE_NEEDED');
        expect(finding(one, license).message).to.include('Free seats: 4');
        expect(finding(one, 'object:CardPaymentMethod:read').blockedBy).to.deep.equal([license]);
        expect(finding(one, 'object:CardPaymentMethod:read').actions.join(' ')).to.include('Card');
        const { exitCode, result } = await planned(user, [cards]);
        expect(result.plan.users[0]?.licenses).to.deep.equal(['CardPaymentsPsl']);
        expect(stepsOf(result.outcomes)).to.deep.equal([
          'licenses done',
          'permissionSet done',
          'assignments done',
          'proof done',
        ]);
        expect(exitCode).to.equal(0);
      });
    }

    it('who has the license is given the rest', async () => {
      await open();
      const one = await checked('payer', cards);
      expect(statusOf(one, license)).to.equal('met LICENSE_ASSIGNED');
      expect(statusOf(one, 'object:CardPaymentMethod:read')).to.equal('unmet OBJECT_PERMISSION_MISSING');
    });

    it('where several would do, people choose: nothing is planned', async () => {
      await open({
        licenses: {
          CardPaymentsPsl: { total: 5, userPermissions: [], objects: { CardPaymentMethod: 'CREDVMF' } },
          PaymentsPsl: { total: 5, userPermissions: [], objects: { CardPaymentMethod: 'CREDVMF' } },
          SalesforceCPQUser: { total: 3, userPermissions: [], objects: { SBQQ__Quote__c: 'CREDVMF' } },
        },
      });
      const one = await checked('std', cards);
      expect(statusOf(one, 'object:CardPaymentMethod:read')).to.equal('unmet LICENSE_FIRST');
      expect(finding(one, 'object:CardPaymentMethod:read').blockedBy).to.deep.equal([license, 'license:PaymentsPsl']);
      const { result, requests } = await planned('std', [cards]);
      expect(result.plan.users[0]?.licenses).to.deep.equal([]);
      expect(requests.filter(isWrite)).to.deep.equal([]);
    });

    it('a field of such an object names the license too', async () => {
      await open();
      const one = await checked('std', { field: 'CardPaymentMethod.NickName' });
      expect(finding(one, 'field:CardPaymentMethod.NickName:read').blockedBy).to.include(
        'object:CardPaymentMethod:read',
      );
      expect(statusOf(one, license)).to.equal('unmet LICENSE_NEEDED');
    });
  });

  describe('a lesser user license', () => {
    const rules = [{ object: ['Account', 'Opportunity', 'Product2'] }];

    it('what it rules out is impossible, and the rest is granted', async () => {
      await open();
      const one = await checked('plat', ...rules);
      expect(statusOf(one, 'object:Account:read')).to.equal('met GRANTED');
      expect(statusOf(one, 'object:Opportunity:read')).to.equal('impossible LICENSE_FORBIDS');
      expect(statusOf(one, 'object:Product2:read')).to.equal('impossible LICENSE_FORBIDS');
    });

    it('unless a permission set license of the org opens it', async () => {
      await open({
        licenses: {
          CRMUserPsl: { label: 'CRM User', total: 5, userPermissions: [], objects: { Opportunity: 'CRED' } },
        },
        licensedObjects: [],
        permissionSets: {},
        users: { plat: { profile: 'Standard Platform User' } },
      });
      const one = await checked('plat', ...rules);
      expect(finding(one, 'object:Opportunity:read').blockedBy).to.deep.equal(['license:CRMUserPsl']);
      expect(statusOf(one, 'object:Product2:read')).to.equal('impossible LICENSE_FORBIDS');
    });
  });

  describe('View All Data where objects come with a license', () => {
    const rules = [{ userPermission: ['ViewAllData'] }, { object: 'Account' }];
    const license = 'license:SalesforceCPQUser';

    it('waits for the license that carries them', async () => {
      await open();
      const one = await checked('std', ...rules);
      expect(finding(one, 'userPermission:ViewAllData').blockedBy).to.deep.equal([license]);
      expect(statusOf(one, license)).to.equal('unmet LICENSE_NEEDED');
      const { exitCode, result } = await planned('std', rules);
      expect(result.plan.users[0]?.licenses).to.deep.equal(['SalesforceCPQUser']);
      expect(stepsOf(result.outcomes).at(-1)).to.equal('proof done');
      expect(exitCode).to.equal(0);
    });

    it('is for people where no seat is free, and nothing is left behind', async () => {
      await open({ org: { addFeatures: ['Knowledge', 'Payments'] } });
      const table = world.org.org.tables.get('PermissionSetLicense');
      for (const [id, row] of table ?? [])
        if (row['DeveloperName'] === 'SalesforceCPQUser') table?.set(id, { ...row, UsedLicenses: 3 });
      const { exitCode, result, requests } = await planned('std', rules);
      expect(result.plan.closes).to.not.include('userPermission:ViewAllData');
      expect(idsOf(result.plan.manual)).to.include.members([license, 'userPermission:ViewAllData']);
      expect(requests.filter(isWrite)).to.deep.equal([]);
      expect(exitCode).to.equal(1);
    });
  });

  describe('packages', () => {
    const rules = [{ object: 'acme__Signal__c' }, { field: 'acme__Signal__c.acme__Score__c' }];

    it('without a seat nothing of the package can be used', async () => {
      await open();
      const one = await checked('int', ...rules, { field: 'Account.acme__Grade__c' });
      expect(statusOf(one, 'packageSeat:acme')).to.equal('unmet PACKAGE_SEAT_MISSING');
      const { message, actions } = finding(one, 'packageSeat:acme');
      expect(message).to.include('1 of 5');
      expect(actions.join(' ')).to.include('Installed Packages');
      expect(statusOf(one, 'object:acme__Signal__c:read')).to.equal('unmet NO_EFFECT_WITHOUT_SEAT');
      expect(finding(one, 'object:acme__Signal__c:read').blockedBy).to.deep.equal(['packageSeat:acme']);
      expect(finding(one, 'field:acme__Signal__c.acme__Score__c:read').status).to.equal('unmet');
    });

    it('with a seat, or in a package that the whole org may use, all is well', async () => {
      await open();
      expect(statusOf(await checked('marketer', ...rules), 'packageSeat:acme')).to.equal('met PACKAGE_SEAT_HELD');
      const site = await checked('int', { object: 'site__Signal__c' });
      expect(statusOf(site, 'object:site__Signal__c:read')).to.equal('met GRANTED');
      expect(idsOf(site.findings)).to.not.include('packageSeat:site');
      expect(statusOf(await checked('marketer', ...rules), 'object:acme__Signal__c:read')).to.equal('met GRANTED');
    });

    it('a package that has expired is of no use, whoever has a seat', async () => {
      await open();
      const table = world.org.org.tables.get('PackageLicense');
      for (const [id, row] of table ?? []) table?.set(id, { ...row, ExpirationDate: '2026-11-01T00:00:00.000+0000' });
      const one = await checked('marketer', ...rules);
      expect(statusOf(one, 'packageSeat:acme')).to.equal('unmet PACKAGE_EXPIRED');
      expect(finding(one, 'object:acme__Signal__c:read').status).to.equal('unmet');
    });
  });

  describe('Knowledge', () => {
    const rules = [{ object: 'Knowledge__kav', access: ['read', 'create', 'edit'] }];

    it('writing articles takes the flag and Manage Articles; reading takes neither', async () => {
      await open();
      const one = await checked('int', ...rules);
      expect(statusOf(one, 'object:Knowledge__kav:read')).to.equal('met GRANTED');
      expect(finding(one, 'object:Knowledge__kav:create').status).to.equal('unmet');
      expect(finding(one, 'object:Knowledge__kav:create').blockedBy).to.include.members([
        'userFlag:KnowledgeUser',
        'userPermission:EditKnowledge',
      ]);
    });

    it('with the flag a grant gives Manage Articles', async () => {
      await open();
      const { exitCode, result } = await planned('marketer', rules);
      expect(idsOf(result.plan.adds)).to.include('userPermission:EditKnowledge');
      expect(exitCode).to.equal(0);
    });
  });
});
