import { expect } from 'chai';
import { check, finding, only } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('integration check: a permission set that a package brings', () => {
  let world: World;
  let definitions: Definitions;
  before(async () => {
    definitions = await makeDefinitions();
    world = await openWorld({ scenario: 'packaged' }, admin, 'direct@example.com');
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });

  const of = async (username: string, rule: Record<string, unknown>, runner = admin): Promise<string> => {
    const path = await definitions.define('acme-sync', [rule]);
    const one = only(await check(world.org, '-o', runner, '-i', path, '-u', username));
    const [first] = one.findings.filter(({ kind }) => kind === 'permissionSetAssigned');
    if (!first) throw new Error('no finding');
    const { id, status, code, grantedBy, actions } = finding(one, first.id);
    const sources = grantedBy.map(({ name, through }) => [name, ...(through ?? [])].join(' through '));
    return [id, status, code, ...sources, ...actions.slice(0, -1)].join('; ');
  };
  const sync = { permissionSetAssigned: 'ACME__sync_user' };
  const id = 'permissionSetAssigned:acme__Sync_User';

  const cases: [title: string, username: string, rule: Record<string, unknown>, expected: string][] = [
    ['assigned directly', 'direct@example.com', sync, `${id}; met; PERMISSION_SET_ASSIGNED; Sync_User`],
    [
      'as a member of an assigned group',
      'grouped@example.com',
      sync,
      `${id}; met; PERMISSION_SET_ASSIGNED; Acme_Access through Sync_User`,
    ],
    [
      'a group by its own name',
      'grouped@example.com',
      { permissionSetAssigned: 'Acme_Access' },
      'permissionSetAssigned:Acme_Access; met; PERMISSION_SET_ASSIGNED; Acme_Access',
    ],
    ['one of the same name is not it', 'namesake@example.com', sync, `${id}; unmet; PERMISSION_SET_NOT_ASSIGNED`],
    [
      'a set that this org does not have',
      'direct@example.com',
      { permissionSetAssigned: 'acme__Nope' },
      'permissionSetAssigned:acme__Nope; impossible; NO_SUCH_PERMISSION_SET',
    ],
    [
      'and may lack',
      'direct@example.com',
      { permissionSetAssigned: 'acme__Nope', ifPresent: true },
      'permissionSetAssigned:acme__Nope; notApplicable; NOT_IN_THIS_ORG',
    ],
  ];
  for (const [title, username, rule, expected] of cases) {
    it(title, async () => expect(await of(username, rule)).to.equal(expected));
  }

  it('an assignment that has run out is told', async () => {
    const told = await of('former@example.com', sync);
    expect(told).to.match(
      /^permissionSetAssigned:acme__Sync_User; unmet; PERMISSION_SET_NOT_ASSIGNED; .*Sync_User.*expired/,
    );
  });
  it('the user himself cannot see it', async () => {
    expect(await of('direct@example.com', sync, 'direct@example.com')).to.include('; unknown; ');
  });
});
