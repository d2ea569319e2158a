/** Taking a permission set away can take its license along (fact P3): that is read again, and said. */
import { join } from 'node:path';
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo, revoke } from '../support/granting.js';
import { permissionFacts, rememberTables } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

for (const leaves of ['automatic', 'always'] as const) {
  describe(`integration revoke where a license leaves with its set: ${leaves}`, function () {
    this.timeout(60_000);
    let world: World;
    let definitions: Definitions;
    let restore: () => void;

    before(async () => {
      const org = loadScenario('default', {
        org: { behaviours: { licenseLeavesWithSet: leaves } },
        licenses: { DeskPsl: { total: 5, userPermissions: [], objects: { Account: 'CRED', Order: 'CRED' } } },
        permissionSets: { Desk_Sync: { license: 'DeskPsl', objects: { Account: 'read' } } },
        users: { desk: { profile: 'Minimum Access - Salesforce', permissionSetLicenses: ['DeskPsl'] } },
      });
      world = await openWorld({ org }, admin);
      definitions = await makeDefinitions();
      restore = rememberTables(world.org.org);
    });
    after(async () => {
      await world.close();
      await definitions.remove();
    });
    afterEach(() => restore());

    const held = (user: string): boolean =>
      permissionFacts(world.org.org).has(`license DeskPsl -> ${user}@example.com`);

    for (const user of ['viewer', 'desk']) {
      it(`${user}: says which license went along, and takes back what the grant gave`, async () => {
        const reference = await definitions.define('orders', [{ object: 'Order', access: ['delete'] }]);
        const receipt = join(world.folder, `${user}.json`);
        const argv = ['--permission-set', 'Desk_Sync', '--save-receipt', receipt];
        const granted = await grantTo(world.org, user, reference, ...argv);
        expect(granted.exitCode).to.equal(0);
        expect(held(user)).to.equal(true);
        const back = await revoke(world.org, '-o', admin, '--receipt', receipt, '--no-prompt');
        expect(back.exitCode, back.text).to.equal(0);
        const licenses = back.result.outcomes.filter(({ step }) => step === 'licenses');
        const wasThere = user === 'desk';
        const expected =
          leaves === 'always'
            ? [{ result: 'done', code: wasThere ? 'LICENSE_WENT_TOO' : 'LICENSE_WENT_ALONG' }]
            : wasThere
              ? []
              : [{ result: 'done' }];
        expect(licenses.map(({ result, code }) => ({ result, ...(code === undefined ? {} : { code }) }))).to.deep.equal(
          expected,
        );
        for (const one of licenses) expect(one).to.include({ user: `${user}@example.com`, detail: 'DeskPsl' });
        expect(held(user)).to.equal(wasThere && leaves === 'automatic');
        if (leaves === 'always' && wasThere)
          expect(back.text.replace(/\s+/g, ' ')).to.include('had it before the grant');
      });
    }
  });
}
