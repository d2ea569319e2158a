import { expect } from 'chai';
import { generatedName } from '../local-org/scenarios/generatedObjects.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check, expectNarrow, only } from '../support/checking.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const admin = 'admin@example.com';
const user = 'wide@example.com';
const [sets, objects, fieldsPerObject] = [12, 4, 300];
const names = Array.from({ length: objects }, (_, at) => generatedName('Wide', at + 1));
const [first = ''] = names;

describe('check --surplus of a user with many permission sets of many fields', function () {
  this.timeout(240_000);
  const shared = sharedWorld(() =>
    openWorld(
      {
        org: loadScenario('default', {
          generateObjects: [{ objects, prefix: 'Wide', fieldsPerObject }],
          profiles: { Bare: { license: 'Salesforce' } },
          users: { wide: { lastName: 'Wide', profile: 'Bare' } },
          generate: [
            {
              permissionSets: sets,
              prefix: 'Wide',
              assignTo: 'wide',
              userPermissions: ['ApiEnabled'],
              objects: Object.fromEntries(names.map((name) => [name, 'read edit'])),
              fields: Object.fromEntries(names.map((name) => [`${name}.*`, 'edit' as const])),
            },
          ],
        }),
      },
      admin,
    ),
  );

  it('takes one call more, and one for each further page of 2,000 rows', async () => {
    const definition = await shared.definitions.define('narrow', [
      { object: first, access: ['read'] },
      { field: [`${first}.${generatedName('Field', 1)}`, `${first}.${generatedName('Field', 2)}`], access: ['edit'] },
    ]);
    const argv = ['-o', admin, '-u', user, '-i', definition];
    await check(shared.world.org, ...argv);
    const plain = await check(shared.world.org, ...argv);
    const asked = await check(shared.world.org, ...argv, '--surplus');
    const pagesOf = (rows: number): number => Math.max(0, Math.ceil(rows / 2000) - 1);
    const [some, all] = [sets * fieldsPerObject, sets * objects * fieldsPerObject];
    expect(asked.calls - plain.calls).to.equal(1 + pagesOf(all) - pagesOf(some));
    expectNarrow(asked.text);
    const surplus = only(asked).surplus ?? [];
    // Edit below the two fields stays, and Edit of the object with it: without it nobody can write them.
    expect(surplus.filter(({ id }) => id.startsWith('field:'))).to.have.length(2 * objects * fieldsPerObject - 4);
    expect(surplus.every(({ grantedBy }) => grantedBy.length === sets)).to.equal(true);
    expect(surplus.map(({ id }) => id)).to.not.include(`object:${first}:edit`);
    // All but one of them give nothing that the others do not.
    expect(asked.text.replace(/\s+/g, ' ')).to.include('4 more; --verbose names them.');
  });
});
