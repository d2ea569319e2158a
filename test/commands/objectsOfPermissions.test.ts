/** User permissions that need access to objects in the same permission set: a grant gives both, in an order that the org takes. */
import { expect } from 'chai';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('permissions that need access to objects (facts D5, Q8)', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  beforeEach(async () => {
    world = await openWorld({ scenario: 'setupAccess' }, admin);
    definitions = await makeDefinitions();
  });
  afterEach(async () => {
    await world.close();
    await definitions.remove();
  });

  const documents = ['create', 'delete', 'edit', 'read'].map((access) => `object:Document:${access}`);
  const cases: [permission: string, objects: string[]][] = [
    ['EditPublicDocuments', documents],
    [
      'ImportPersonal',
      ['Account:create', 'Account:edit', 'Account:read', 'Contact:create', 'Contact:read'].map(
        (one) => `object:${one}`,
      ),
    ],
    ['ConvertLeads', ['object:Lead:edit', 'object:Lead:read']],
  ];
  for (const [permission, objects] of cases) {
    it(`${permission} comes with what it needs, into a new set`, async () => {
      const path = await definitions.define('acme', [{ userPermission: permission }]);
      const { exitCode, text, result } = await grantTo(world.org, 'plain', path);
      expect(exitCode, text).to.equal(0);
      const added = result.plan.adds.filter(({ reason }) => reason === 'dependency');
      expect(added.map(({ id }) => id)).to.deep.equal(objects);
      expect(new Set(added.map(({ origin }) => origin))).to.deep.equal(new Set(['platformRule']));
      expect(result.plan.users[0]?.receives).to.include.members(objects);
      expect(result.outcomes.map(({ step, result: how }) => `${step} ${how}`)).to.deep.equal([
        'permissionSet done',
        'assignments done',
        'proof done',
      ]);
      expect((await grantTo(world.org, 'plain', path)).result.plan.adds).to.deep.equal([]);
    });
  }

  it('and into a set that is there, only what it lacks', async () => {
    const path = await definitions.define('acme', [{ object: 'Document', access: ['read', 'edit'] }]);
    expect((await grantTo(world.org, 'plain', path)).exitCode).to.equal(0);
    await definitions.define('acme', [{ userPermission: 'EditPublicDocuments' }]);
    const { exitCode, text, result } = await grantTo(world.org, 'plain', path);
    expect(exitCode, text).to.equal(0);
    expect(result.plan.adds.map(({ id }) => id)).to.deep.equal([
      'object:Document:create',
      'object:Document:delete',
      'userPermission:EditPublicDocuments',
    ]);
  });
});
