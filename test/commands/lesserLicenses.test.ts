/** Users of lesser licenses: what opens an object, where the rows of their license say nothing of it (traps of licenses). */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { check, finding, only, statusOf } from '../support/checking.js';
import type { OneCheck } from '../../src/report/check/checkResult.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo, isWrite } from '../support/granting.js';
import { expectAgreement } from '../support/oracle.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('users of lesser licenses', function () {
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
  const unreadable = { addFeatures: ['Knowledge', 'Payments'] };
  const checked = async (user: string, ...rules: unknown[]): Promise<OneCheck> => {
    const path = await definitions.define('needs', rules);
    return only(await check(world.org, '-o', admin, '-u', `${user}@example.com`, '-i', path));
  };
  const planned = async (user: string, rules: unknown[], ...argv: string[]) =>
    grantTo(world.org, user, await definitions.define('needs', rules), ...argv);

  for (const readable of [true, 'ofPermissionSetLicenses'] as const)
    it(`an object that comes with a license waits for it, whoever wants it (ceilings told: ${String(readable)})`, async () => {
      await open({ org: { ...unreadable, behaviours: { licenseCeilingsReadable: readable } } });
      const one = await checked('plat', { object: 'CardPaymentMethod', access: ['read', 'create'] });
      expect(finding(one, 'object:CardPaymentMethod:read').blockedBy).to.deep.equal(['license:CardPaymentsPsl']);
      expect(statusOf(one, 'license:CardPaymentsPsl')).to.equal('unmet LICENSE_NEEDED');
      expect(finding(one, 'license:CardPaymentsPsl').message).to.include('Free seats: 4');
      expectAgreement(world.org.org, one);
    });

  for (const sobject of ['Case', 'Lead', 'Campaign', 'Product2', 'Order'])
    it(`the license rules out ${sobject}, though nothing that it allows is asked for`, async () => {
      await open();
      const rules = [{ object: sobject }];
      expect(statusOf(await checked('plat', ...rules), `object:${sobject}:read`)).to.equal(
        'impossible LICENSE_FORBIDS',
      );
      const { result, requests } = await planned('plat', rules);
      expect(result.plan.adds).to.deep.equal([]);
      expect(requests.filter(isWrite)).to.deep.equal([]);
    });

  it('a set that somebody else has on a lesser license is not given what that license rules out', async () => {
    await open({
      permissionSets: { Vendor: { userPermissions: ['ApiEnabled'] } },
      users: {
        plat: { profile: 'Standard Platform User', permissionSets: ['Vendor'] },
        full: { profile: 'Minimum Access - Salesforce', permissionSets: ['Vendor'] },
      },
    });
    const { result } = await planned('full', [{ object: 'Lead' }], '--permission-set', 'Vendor');
    expect(result.plan.adds).to.deep.equal([]);
    expect(result.plan.manual.map(({ id }) => id)).to.deep.equal(['object:Lead:read']);
  });

  it('where the org tells nothing of user licenses, the plan says that the license may refuse it, and nothing stays behind', async () => {
    await open({ org: { ...unreadable, behaviours: { licenseCeilingsReadable: false } } });
    const rules = [{ object: ['Account', 'Opportunity', 'Product2'] }];
    const dry = await planned('plat', rules, '--dry-run');
    expect(dry.result.plan.mayRefuse?.map(({ username }) => username)).to.deep.equal(['plat@example.com']);
    expect(dry.result.plan.closes).to.deep.equal([]);
    const { exitCode, result } = await planned('plat', rules);
    expect(exitCode).to.not.equal(68);
    expect(result.outcomes.find(({ result: how }) => how === 'failed')?.step).to.equal('assignments');
    const sets = [...(world.org.org.tables.get('PermissionSet')?.values() ?? [])].map(({ Name }) => Name);
    expect(sets).to.not.include('Integration_needs');
  });
});
