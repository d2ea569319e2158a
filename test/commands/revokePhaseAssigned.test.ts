/** A phase that is over takes along what was given for it beside permissions: things of Setup, licenses, sets that rules name. */
import { expect } from 'chai';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo, revoke } from '../support/granting.js';
import { permissionFacts } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('revoke of a phase, and what was assigned for it', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  const open = async (scenario: string): Promise<void> => {
    world = await openWorld({ scenario }, admin);
    definitions = await makeDefinitions();
  };
  afterEach(async () => {
    await world.close();
    await definitions.remove();
  });

  const setupRows = (): string[] =>
    [...(world.org.org.tables.get('SetupEntityAccess')?.values() ?? [])].map(
      (row) => `setup ${String(row['ParentId'])} ${String(row['SetupEntityId'])}`,
    );
  const facts = (): string[] => [...permissionFacts(world.org.org), ...setupRows()].sort();
  const install = { when: { phase: 'install' } };
  const granted = async (user: string, rules: readonly unknown[], ...phases: string[]): Promise<string> => {
    const path = await definitions.define('acme', JSON.parse(JSON.stringify(rules)) as unknown[]);
    const done = await grantTo(world.org, user, path, ...phases.flatMap((phase) => ['--phase', phase]));
    expect(
      done.result.outcomes.map(({ result }) => result),
      done.text,
    ).to.not.include('failed');
    return path;
  };
  const back = (user: string, path: string) =>
    revoke(world.org, ...['-o', admin, '-i', path, '-u', `${user}@example.com`, '--phase', 'install', '--no-prompt']);

  it('takes custom permissions, Apex classes, licenses and named sets of the phase, and nothing of daily use', async () => {
    await open('namedSets');
    const daily = [{ object: 'Lead', access: ['read'] }, { customPermission: 'Sync_Bypass' }];
    const path = await granted('bot', daily);
    const before = facts();
    const whole = [
      ...daily,
      { apexClass: 'SyncApi', ...install },
      { permissionSetAssigned: ['acme__Sync_User', 'Acme_Access'], ...install },
      { permissionSetLicense: 'SyncPsl', ...install },
      { userPermission: 'ViewSetup', ...install },
    ];
    await granted('bot', whole, 'install');
    expect(facts()).to.not.deep.equal(before);
    const done = await back('bot', path);
    expect(done.exitCode, done.text).to.equal(0);
    for (const text of ['acme__Sync_User', 'Acme_Access', 'SyncPsl', 'SyncApi']) expect(done.text).to.include(text);
    expect(done.result.plan.entries).to.deep.equal([
      'apexClass:SyncApi',
      'userPermission:ViewRoles',
      'userPermission:ViewSetup',
    ]);
    expect(facts()).to.deep.equal(before);
  });

  it('leaves what daily use has from such a set, or needs again in another phase, and says so', async () => {
    await open('namedSets');
    const rules = [
      { object: 'Account', access: ['read'] },
      // Puts something into a set of its own, from whose date it is known that the others are not older.
      { object: 'Lead', access: ['read'] },
      { permissionSetAssigned: 'acme__Sync_User', ...install },
      { permissionSetAssigned: 'acme__Reports', ...install },
      { permissionSetAssigned: 'acme__Reports', when: { phase: 'upgrade' } },
    ];
    const path = await granted('bot', rules, 'install');
    const before = facts();
    const done = await back('bot', path);
    expect(done.text).to.match(/acme__Sync_User stays assigned to bot@example\.com[\s\S]*Account: Read/);
    expect(done.text).to.match(/acme__Reports stays assigned to bot@example\.com[\s\S]*upgrade/);
    expect(done.result.plan.keptAssigned).to.deep.equal([
      { username: 'bot@example.com', what: 'acme__Reports', phases: ['upgrade'] },
      { username: 'bot@example.com', what: 'acme__Sync_User', neededFor: ['object:Account:read'] },
    ]);
    expect(facts()).to.deep.equal(before);
  });

  it('leaves and names what was assigned where no set of a grant tells its age', async () => {
    await open('namedSets');
    const path = await granted('bot', [{ permissionSetAssigned: 'acme__Reports', ...install }], 'install');
    const before = facts();
    const done = await back('bot', path);
    expect(done.exitCode, done.text).to.equal(0);
    expect(done.result.notFound?.map(({ why, detail }) => [why, detail])).to.deep.include([
      'NO_RECEIPT',
      'acme__Reports',
    ]);
    expect(facts()).to.deep.equal(before);
  });

  it('takes the admission of an app', async () => {
    await open('apps');
    const path = await granted('viewer', [{ userPermission: 'PasswordNeverExpires' }]);
    const before = facts();
    await granted(
      'viewer',
      [{ userPermission: 'PasswordNeverExpires' }, { connectedApp: 'Acme Sync', ...install }],
      'install',
    );
    expect((await back('viewer', path)).exitCode).to.equal(0);
    expect(facts()).to.deep.equal(before);
  });
});
