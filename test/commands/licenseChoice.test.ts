/** What is asked for comes with permission set licenses of which several open the same: which one is given, and what is said of the others. */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo, isWrite, stepsOf } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const sold = ['sold__Alpha__c', 'sold__Beta__c'];

describe('a choice of licenses', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  before(async () => {
    definitions = await makeDefinitions();
  });
  afterEach(() => world.close());
  after(() => definitions.remove());

  const open = async (licenses: Readonly<Record<string, readonly string[]>>) => {
    const org = loadScenario('licensed', {
      objects: Object.fromEntries(sold.map((name) => [name, {}])),
      packages: { sold: { seats: -1 } },
      permissionSets: { Extra: { userPermissions: [] } },
      licensedObjects: ['CardPaymentMethod', 'SBQQ__Quote__c', 'SBQQ__QuoteLine__c', ...sold],
      licenses: Object.fromEntries(
        Object.entries(licenses).map(([name, objects]) => [
          name,
          { total: 3, userPermissions: [], objects: Object.fromEntries(objects.map((one) => [one, 'R'])) },
        ]),
      ),
    });
    world = await openWorld({ org }, admin);
  };
  const [alpha = '', beta = ''] = sold;

  for (const [title, others] of [
    ['the other one of them', { OnePsl: [alpha] }],
    ['the other one of them, and comes first by name', { AOnePsl: [beta] }],
    ['two others one each', { AOnePsl: [beta], ZOnePsl: [beta] }],
  ] as const)
    for (const user of ['std', 'plat', 'int', 'bare'])
      it(`of which one opens both objects and ${title}: ${user} gets that one, and all that is promised is proved`, async () => {
        await open({ BothPsl: [alpha, beta], ...others });
        const path = await definitions.define('needs', [{ object: sold }]);
        const { exitCode, result, text } = await grantTo(world.org, user, path);
        expect(stepsOf(result.outcomes), text).to.include('proof done');
        expect(result.plan.users[0]?.licenses).to.include('BothPsl');
        const named = Object.keys(others).map((name) => `license:${name}`);
        expect(result.plan.closes).to.include('license:BothPsl').and.not.include.members(named);
        expect(result.plan.manual).to.deep.equal([]);
        expect(exitCode).to.equal(0);
        expect((await grantTo(world.org, user, path)).requests.filter(isWrite), 'a second time').to.deep.equal([]);
      });

  for (const user of ['std', 'plat', 'int'])
    it(`of which two open all: people choose for ${user}, and nothing is written`, async () => {
      await open({ BothPsl: [alpha, beta], TwoPsl: [alpha, beta] });
      const path = await definitions.define('needs', [{ object: sold }]);
      const { exitCode, result, requests } = await grantTo(world.org, user, path);
      expect(requests.filter(isWrite)).to.deep.equal([]);
      expect(result.plan.closes).to.deep.equal([]);
      expect(result.plan.manual.map(({ id }) => id)).to.include.members(['license:BothPsl', 'license:TwoPsl']);
      expect(exitCode).to.equal(1);
    });

  it('that a rule makes opens a way whose permission set is assigned too', async () => {
    await open({ BothPsl: [alpha, beta], TwoPsl: [alpha, beta] });
    const path = await definitions.define('needs', [
      { permissionSetLicense: 'BothPsl' },
      { anyOf: [{ allOf: [{ object: alpha, access: ['read'] }, { permissionSetAssigned: 'Extra' }] }], name: 'way' },
    ]);
    const { exitCode, result, text } = await grantTo(world.org, 'std', path);
    expect(result.plan.manual, text).to.deep.equal([]);
    expect(result.plan.users[0]?.permissionSets).to.deep.equal(['Extra']);
    expect(exitCode).to.equal(0);
  });
});
