/**
 * View All Data and Modify All Data in a set that others have: they take objects along that come with a license, so that the
 * write is refused where one of the others does not hold it (facts B8, Q2).
 */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runsNow } from '../support/largeMatrix.js';
import { grant, grantTo, stepsOf } from '../support/granting.js';
import { changesBetween, noChanges, permissionFacts, stateOf } from '../support/orgState.js';
import { ownedBy } from '../support/ownSet.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const admin = 'admin@example.com';
const cpq = ['SalesforceCPQUser'];

const scenario = (licenseCeilingsReadable: boolean) => {
  const own = (integration: string) => ({
    description: ownedBy(integration),
    userPermissions: ['ApiEnabled'],
    objects: { Account: 'read' },
  });
  return loadScenario('licensed', {
    org: {
      addFeatures: ['Knowledge', 'Payments'],
      seats: { SalesforceCPQUser: 9, 'Salesforce Integration': 20, SalesforceAPIIntegrationPsl: 20 },
      behaviours: { licenseCeilingsReadable },
    },
    permissionSets: {
      Integration_held: own('held'),
      Integration_grouped: own('grouped'),
      Integration_lifted: own('lifted'),
      Integration_licensed: own('licensed'),
    },
    permissionSetGroups: { Sync: { permissionSets: ['Integration_grouped'] } },
    users: {
      full: { profile: 'Minimum Access - Salesforce', permissionSetLicenses: cpq },
      poor: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_held'] },
      rich: {
        profile: 'Minimum Access - Salesforce',
        permissionSetLicenses: cpq,
        permissionSets: ['Integration_held', 'Integration_licensed'],
      },
      member: { profile: 'Minimum Access - Salesforce', permissionSetGroups: ['Sync'] },
      // The license of integration users allows every object but those that come with a license of their own.
      lifted: {
        profile: 'Minimum Access - API Only Integrations',
        permissionSetLicenses: ['SalesforceAPIIntegrationPsl'],
        permissionSets: ['Integration_lifted'],
      },
    },
  });
};

for (const isReadable of [true, false]) {
  describe(`View All Data for one, where others have the set, in an org that ${isReadable ? 'tells' : 'does not tell'} what licenses open`, function () {
    this.timeout(60_000);
    const shared = sharedWorld(() => openWorld({ org: scenario(isReadable) }, admin));

    const plain = (text: string): string => text.replace(/\s+/g, ' ');

    for (const [row, permission] of ['ViewAllData', 'ModifyAllData'].entries())
      for (const [column, [id, others]] of (
        [
          ['held', ['poor@example.com']],
          ['grouped', ['member@example.com']],
          ['lifted', ['lifted@example.com']],
        ] as const
      ).entries()) {
        // A push runs every second one (`largeMatrix.ts`).
        if (!runsNow(row + (isReadable ? 1 : 0), column, 2)) continue;
        it(`${permission} into the set ${id}: the plan says by name who stands in the way, and is kept`, async () => {
          const reference = await shared.definitions.define(id, [{ userPermission: [permission, 'RunReports'] }]);
          const before = stateOf(shared.world.org.org);
          const target = ['-o', admin, '-u', 'full@example.com', '-i', reference];
          const dry = await grant(shared.world.org, ...target, '--dry-run');
          const { plan } = dry.result;
          for (const name of others) expect(plain(dry.text)).to.include(name);
          const { exitCode, result, text } = await grantTo(shared.world.org, 'full', reference);
          if (isReadable) {
            const manual = plan.manual.find((finding) => finding.id === `userPermission:${permission}`);
            expect(manual?.code).to.equal('OTHER_HOLDER_FORBIDS');
            for (const name of others) expect(manual?.message).to.include(name);
            expect(manual?.message).to.not.include('rich@example.com');
            expect(plan.closes).to.not.include(`userPermission:${permission}`);
            // What nobody's license stands in the way of is given all the same.
            expect(exitCode, text).to.equal(1);
            expect(result.outcomes.filter((outcome) => outcome.result === 'failed')).to.deep.equal([]);
            expect(permissionFacts(shared.world.org.org).has(`Integration_${id} userPermission:RunReports`)).to.equal(
              true,
            );
          } else {
            // Nobody can say: nothing is promised, and nothing stays where it is refused.
            expect(plan.closes).to.deep.equal([]);
            expect(plan.mayRefuse?.map(({ username }) => username)).to.include.members([...others]);
            // Whether the members of a group count is not known: this org takes what is written into one of its sets.
            expect(exitCode).to.equal(id === 'grouped' ? 0 : 2);
            if (exitCode === 2) expect(changesBetween(before, stateOf(shared.world.org.org))).to.deep.equal(noChanges);
          }
        });
      }

    it('where everybody who has the set holds the license, it is written', async () => {
      const reference = await shared.definitions.define('licensed', [{ userPermission: 'ViewAllData' }]);
      const { exitCode, result } = await grantTo(shared.world.org, 'full', reference);
      expect(stepsOf(result.outcomes)).to.deep.equal(['permissionSet done', 'assignments done', 'proof done']);
      expect(exitCode).to.equal(0);
    });
  });
}
