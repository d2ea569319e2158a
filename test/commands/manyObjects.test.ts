import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check, only } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
/** More than the 2,000 rows of one batch (fact E5), with names that make a list longer than a statement may be (fact I3). */
const count = 2600;
const objects = Array.from({ length: count }, (_, i) => `Customer_Relation_Archive_Part_${1000 + i}__c`);
const readable = objects.filter((_, i) => i % 100 === 0);

describe('a definition that names more objects than an answer holds', function () {
  this.timeout(120_000);
  let world: World;
  let definitions: Definitions;

  before(async () => {
    const org = loadScenario('default', {
      objects: Object.fromEntries(objects.map((name) => [name, {}])),
      permissionSets: { Reader: { objects: Object.fromEntries(readable.map((name) => [name, 'read'])) } },
      users: { reader: { profile: 'Minimum Access - Salesforce', permissionSets: ['Reader'] } },
    });
    world = await openWorld({ org }, admin);
    definitions = await makeDefinitions();
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });

  it('finds every one of them', async () => {
    const reference = await definitions.define('all', [{ object: objects, access: ['read'] }]);
    const { findings } = only(await check(world.org, '-o', admin, '-u', 'reader@example.com', '-i', reference));
    const own = findings.filter(({ kind }) => kind === 'object');
    const counts = (status: string): string[] => own.filter((one) => one.status === status).map(({ id }) => id);
    expect(own).to.have.length(count);
    expect(counts('met')).to.deep.equal(readable.map((name) => `object:${name}:read`));
    expect(counts('unmet')).to.have.length(count - readable.length);
  });
});
