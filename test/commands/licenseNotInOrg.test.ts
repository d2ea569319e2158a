/** An org that was never given the permission set license which users on the integration license need (facts A13-A17). */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { check, finding, only, statusOf } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant, grantTo, isWrite } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const lifter = 'license:SalesforceAPIIntegrationPsl';
const withoutIt = { permissionSetLicenses: [], permissionSets: [] };

describe('an org without the permission set license of integration users', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  before(async () => {
    definitions = await makeDefinitions();
  });
  afterEach(() => world.close());
  after(() => definitions.remove());

  const open = async ({ licenses, ...more }: Partial<Scenario> = {}) => {
    const org = loadScenario('default', {
      licenses: { SalesforceAPIIntegrationPsl: null, ...licenses },
      users: Object.fromEntries(['cognism', 'hginsights', 'ciro'].map((name) => [name, withoutIt])) as never,
      ...more,
    });
    world = await openWorld({ org }, admin);
  };
  const kinds: Readonly<Record<string, readonly object[]>> = {
    objects: [{ object: 'Account', access: ['read', 'edit'] }, { field: 'Account.Website' }],
    'user permissions': [{ userPermission: ['ApiEnabled', 'ViewEventLogFiles'] }],
    'the Metadata API': [{ api: ['rest', 'metadata'] }],
    tasks: [{ object: 'Task', access: ['read', 'create'] }],
  };

  for (const [kind, rules] of Object.entries(kinds)) {
    it(`says of ${kind} what is missing and who has to do what`, async () => {
      await open();
      const path = await definitions.define('needs', rules);
      const { exitCode, result } = await check(world.org, '-o', admin, '-i', path, '-u', 'api@example.com');
      const [one] = result.checks;
      if (!one) throw new Error('no check');
      expect(exitCode).to.equal(1);
      expect(statusOf(one, lifter)).to.equal('unmet LICENSE_NOT_IN_ORG');
      expect(finding(one, lifter).level).to.equal('required');
      expect(finding(one, lifter).message).to.include('This org has no permission set license');
      expect(finding(one, lifter).actions.join(' ')).to.include('Salesforce').and.to.include('full Salesforce license');
      const waiting = one.findings.filter(({ blockedBy }) => blockedBy?.includes(lifter) === true);
      expect(waiting.map(({ status }) => status).filter((status) => status !== 'unmet')).to.deep.equal([]);
      expect(waiting.length).to.be.greaterThan(0);
    });

    it(`plans nothing of ${kind}, and promises nothing`, async () => {
      await open();
      const path = await definitions.define('needs', rules);
      const { exitCode, result, requests, text } = await grantTo(world.org, 'api', path);
      expect(requests.filter(isWrite)).to.deep.equal([]);
      expect(result.plan.adds).to.deep.equal([]);
      expect(result.plan.closes).to.deep.equal([]);
      expect(result.plan.users.flatMap(({ licenses }) => licenses)).to.deep.equal([]);
      expect(result.plan.manual.map(({ id }) => id)).to.include(lifter);
      expect(text).to.include('This org has no permission set license');
      expect(exitCode).to.equal(1);
      const dry = await grant(world.org, '-o', admin, '-u', 'api@example.com', '-i', path, '--dry-run');
      expect(dry.result.plan).to.deep.equal(result.plan);
    });
  }

  it('another license of the org that is told to allow a user permission opens it all the same', async () => {
    await open({ licenses: { LogsPsl: { total: 3, userPermissions: ['ViewEventLogFiles'], objects: {} } } });
    const path = await definitions.define('needs', [{ userPermission: 'ViewEventLogFiles' }]);
    const one = only(await check(world.org, '-o', admin, '-i', path, '-u', 'api@example.com'));
    expect(finding(one, 'userPermission:ViewEventLogFiles').blockedBy).to.deep.equal(['license:LogsPsl']);
    const { exitCode, result } = await grantTo(world.org, 'api', path);
    expect(result.plan.users[0]?.licenses).to.deep.equal(['LogsPsl']);
    expect(exitCode).to.equal(0);
  });

  it('costs users of a full license nothing', async () => {
    await open();
    const path = await definitions.define('needs', kinds['objects'] ?? []);
    const { exitCode } = await grantTo(world.org, 'standard', path);
    expect(exitCode).to.equal(0);
  });
});
