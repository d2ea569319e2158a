import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant, stepsOf } from '../support/granting.js';
import { openWorld } from '../support/world.js';

const admin = 'admin@example.com';

/** What View All Data and Modify All Data need is told by some orgs and not by others, and all ask for it (facts D6, D7, Q8). */
describe('a permission over all data', function () {
  this.timeout(60_000);
  let definitions: Definitions;

  before(async () => {
    definitions = await makeDefinitions();
  });
  after(() => definitions.remove());

  /** What the grant of a permission comes to, and what it adds. */
  const granted = async (
    permission: string,
    dataPermissionDependencies: 'told' | 'untold',
  ): Promise<{ steps: readonly string[]; adds: string[] }> => {
    const world = await openWorld(
      { org: loadScenario('default', { org: { behaviours: { dataPermissionDependencies } } }) },
      admin,
    );
    try {
      const reference = await definitions.define(`broad-${permission.toLowerCase()}`, [{ userPermission: permission }]);
      const allow = ['ViewAllData', 'ModifyAllData', 'ModifyMetadata'].flatMap((name) => ['--allow', name]);
      const argv = ['-o', admin, '-u', 'standard@example.com', '-i', reference, '--no-prompt', ...allow];
      const { result } = await grant(world.org, ...argv);
      return { steps: stepsOf(result.outcomes), adds: (result.plan?.adds ?? []).map(({ id }) => id).sort() };
    } finally {
      await world.close();
    }
  };

  for (const permission of ['ViewAllData', 'ModifyAllData']) {
    it(`${permission} is granted with all that it needs, whether the org lists that or not`, async () => {
      const told = await granted(permission, 'told');
      expect(told.steps).to.deep.equal(['permissionSet done', 'assignments done', 'proof done']);
      expect(await granted(permission, 'untold')).to.deep.equal(told);
    });
  }
});
