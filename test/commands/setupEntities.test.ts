/** Custom permissions and Apex classes: who has access, what a grant adds to its set, and that a receipt takes exactly that back. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { check, finding, only, statusOf } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo, revoke } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const rows = (world: World, table: string): Array<Record<string, unknown>> => [
  ...(world.org.org.tables.get(table)?.values() ?? []),
];

describe('custom permissions and Apex classes', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  beforeEach(async () => {
    world = await openWorld({ scenario: 'setupAccess' }, admin, 'holder@example.com');
    definitions = await makeDefinitions();
  });
  afterEach(async () => {
    await world.close();
    await definitions.remove();
  });

  const both = [{ customPermission: 'Sync_Bypass' }, { apexClass: 'SyncApi' }];
  const checked = async (user: string, rules: readonly unknown[] = both, runner = admin) =>
    only(
      await check(world.org, '-o', runner, '-u', `${user}@example.com`, '-i', await definitions.define('acme', rules)),
    );
  const statuses = async (user: string): Promise<string[]> => {
    const one = await checked(user);
    return ['customPermission:Sync_Bypass', 'apexClass:SyncApi'].map((id) => statusOf(one, id));
  };

  it('are given by sets, profiles, groups without what they mute, and Author Apex', async () => {
    const missing = ['unmet CUSTOM_PERMISSION_MISSING', 'unmet APEX_CLASS_MISSING'];
    expect(await statuses('holder')).to.deep.equal(['met GRANTED', 'met GRANTED']);
    expect(await statuses('grouped')).to.deep.equal(['met GRANTED', 'met GRANTED']);
    expect(await statuses('muted')).to.deep.equal(['unmet CUSTOM_PERMISSION_MISSING', 'met GRANTED']);
    expect(await statuses('office')).to.deep.equal(['met GRANTED', 'unmet APEX_CLASS_MISSING']);
    expect(await statuses('author')).to.deep.equal(['unmet CUSTOM_PERMISSION_MISSING', 'met GRANTED']);
    expect(await statuses('former')).to.deep.equal(missing);
    expect(await statuses('plain')).to.deep.equal(missing);
  });

  it('say where they come from, and what is assigned and gives nothing', async () => {
    const grouped = finding(await checked('grouped'), 'customPermission:Sync_Bypass');
    expect(grouped.grantedBy).to.deep.include.members([
      { type: 'PermissionSetGroup', name: 'Sync_Group', namespace: null, label: 'Sync Group', through: ['Sync_Users'] },
    ]);
    const author = finding(await checked('author'), 'apexClass:SyncApi');
    expect(author.grantedBy.map(({ name, via }) => [name, via])).to.deep.equal([['Developers', 'AuthorApex']]);
    expect(finding(await checked('muted'), 'customPermission:Sync_Bypass').message).to.include('Sync_Bypass');
    expect(finding(await checked('former'), 'apexClass:SyncApi').actions.join(' ')).to.include('Sync_Users');
  });

  it('cost one further call, and nothing where no rule names any', async () => {
    const path = await definitions.define('plain', [{ userPermission: 'ApiEnabled' }]);
    const before = (await check(world.org, '-o', admin, '-u', 'holder@example.com', '-i', path)).calls;
    const more = await definitions.define('more', [{ userPermission: 'ApiEnabled' }, ...both]);
    expect((await check(world.org, '-o', admin, '-u', 'holder@example.com', '-i', more)).calls).to.be.at.most(
      before + 1,
    );
  });

  it('that the org does not have are impossible, with the nearest name, or do not apply', async () => {
    const one = await checked('plain', [
      { customPermission: 'Sync_Bypas' },
      { apexClass: 'SyncApii' },
      { customPermission: 'Do_Sync' },
      { apexClass: 'NoSuchThing', ifPresent: true },
    ]);
    expect(statusOf(one, 'customPermission:Sync_Bypas')).to.equal('impossible NO_SUCH_CUSTOM_PERMISSION');
    expect(finding(one, 'customPermission:Sync_Bypas').actions.join(' ')).to.include('Sync_Bypass');
    expect(statusOf(one, 'apexClass:SyncApii')).to.equal('impossible NO_SUCH_APEX_CLASS');
    expect(finding(one, 'apexClass:SyncApii').actions.join(' ')).to.include('SyncApi');
    // The one of the package has another name.
    expect(finding(one, 'customPermission:Do_Sync').actions.join(' ')).to.include('acme__Do_Sync');
    expect(statusOf(one, 'apexClass:NoSuchThing')).to.equal('notApplicable NOT_IN_THIS_ORG');
  });

  it('of a package take a seat of it', async () => {
    const packaged = [{ customPermission: 'acme__do_sync' }, { apexClass: 'acme__Api' }];
    const held = await checked('holder', packaged);
    expect(statusOf(held, 'customPermission:acme__Do_Sync')).to.equal('met GRANTED');
    const without = await checked('seatless', packaged);
    expect(statusOf(without, 'apexClass:acme__Api')).to.equal('unmet NO_EFFECT_WITHOUT_SEAT');
    expect(finding(without, 'apexClass:acme__Api').blockedBy).to.deep.equal(['packageSeat:acme']);
  });

  it('are unknown to the user himself, and where rows or lists cannot be read', async () => {
    expect(statusOf(await checked('holder', both, 'holder@example.com'), 'apexClass:SyncApi')).to.match(/^unknown /);
    world.org.faults.add({
      kind: 'rowRefused',
      match: { subrequest: true, path: /FROM SetupEntityAccess/i },
      times: Infinity,
    });
    expect(await statuses('plain')).to.deep.equal(['unknown NOT_READABLE', 'unknown NOT_READABLE']);
    world.org.faults.clear();
    world.org.faults.add({ kind: 'rowRefused', match: { subrequest: true, path: /FROM ApexClass/i }, times: Infinity });
    expect(await statuses('holder')).to.deep.equal(['met GRANTED', 'unknown NOT_READABLE']);
  });

  it('a grant adds them to its set, says so, proves it, does nothing twice; the receipt takes exactly them back', async () => {
    const rules = [{ userPermission: 'ApiEnabled' }, ...both, { customPermission: 'acme__Do_Sync' }];
    const path = await definitions.define('acme', rules);
    const entries = ['apexClass:SyncApi', 'customPermission:Sync_Bypass', 'customPermission:acme__Do_Sync'];
    const before = rows(world, 'SetupEntityAccess').length;
    const receipt = join(world.folder, 'receipt.json');
    const granted = await grantTo(world.org, 'bare', path, '--save-receipt', receipt);
    expect(granted.exitCode, granted.text).to.equal(0);
    expect(granted.result.plan.adds.map(({ id }) => id)).to.include.members(entries);
    expect(granted.result.plan.users[0]?.receives).to.include.members(entries);
    expect(granted.result.outcomes.find(({ step }) => step === 'proof')?.result).to.equal('done');
    for (const text of ['Custom permissions', '+ Sync_Bypass', 'Apex classes', '+ SyncApi'])
      expect(granted.text).to.include(text);
    expect(rows(world, 'SetupEntityAccess')).to.have.length(before + 3);
    expect(await readFile(receipt, 'utf8')).to.include('customPermission:acme__Do_Sync');

    const again = await grantTo(world.org, 'bare', path);
    expect([again.exitCode, again.result.plan.adds, again.result.outcomes]).to.deep.equal([0, [], []]);

    // Somebody else gets the set: nothing in it is told as what others have put in, and what is his own stays.
    const second = await grantTo(world.org, 'plain', path, '--dry-run');
    expect(second.result.plan.permissionSet.beyond).to.equal(undefined);
    const [set] = rows(world, 'PermissionSet').filter(({ Name }) => Name === 'Integration_acme');
    const other = rows(world, 'CustomPermission').find(({ DeveloperName }) => DeveloperName === 'Sync_Admin');
    const { insertRow } = await import('../local-org/permissions/dml.js');
    const caller = { userId: String(rows(world, 'User')[0]?.['Id']), apiVersion: 66 };
    insertRow(world.org.org, caller, 'SetupEntityAccess', {
      ParentId: String(set?.['Id']),
      SetupEntityId: String(other?.['Id']),
    });
    // Its name is another one by now: the id tells.
    const named = rows(world, 'ApexClass').find(({ Name }) => Name === 'SyncApi');
    world.org.org.tables.get('ApexClass')?.set(String(named?.['Id']), { ...named, Name: 'SyncApiTwo' } as never);

    const back = await revoke(world.org, '-o', admin, '--receipt', receipt, '--no-prompt');
    expect(back.exitCode, back.text).to.equal(0);
    const left = rows(world, 'SetupEntityAccess').filter(({ ParentId }) => ParentId === set?.['Id']);
    expect(left.map(({ SetupEntityId }) => SetupEntityId)).to.deep.equal([other?.['Id']]);
    const id = String(rows(world, 'User').find(({ Username }) => Username === 'bare@example.com')?.['Id']);
    expect(
      rows(world, 'PermissionSetAssignment').filter(
        ({ AssigneeId, PermissionSetId }) => AssigneeId === id && PermissionSetId === set?.['Id'],
      ),
    ).to.deep.equal([]);
  });

  it('a set that the grant made and that holds them goes as a whole with --delete', async () => {
    const path = await definitions.define('acme', both);
    const receipt = join(world.folder, 'receipt.json');
    const before = rows(world, 'SetupEntityAccess').length;
    expect((await grantTo(world.org, 'bare', path, '--save-receipt', receipt)).exitCode).to.equal(0);
    const back = await revoke(world.org, '-o', admin, '--receipt', receipt, '--delete', '--no-prompt');
    expect(back.exitCode, back.text).to.equal(0);
    expect(rows(world, 'PermissionSet').some(({ Name }) => Name === 'Integration_acme')).to.equal(false);
    expect(rows(world, 'SetupEntityAccess')).to.have.length(before);
  });

  it('a set that exists gains what it lacks, and only that is in the receipt', async () => {
    const path = await definitions.define('acme', [{ customPermission: 'Sync_Bypass' }]);
    expect((await grantTo(world.org, 'bare', path)).exitCode).to.equal(0);
    await definitions.define('acme', both);
    const receipt = join(world.folder, 'receipt.json');
    const granted = await grantTo(world.org, 'bare', path, '--save-receipt', receipt);
    expect(granted.exitCode, granted.text).to.equal(0);
    expect(granted.result.plan.adds.map(({ id }) => id)).to.deep.equal(['apexClass:SyncApi']);
    expect((await revoke(world.org, '-o', admin, '--receipt', receipt, '--no-prompt')).exitCode).to.equal(0);
    expect(await statuses('bare')).to.deep.equal(['met GRANTED', 'unmet APEX_CLASS_MISSING']);
  });

  it('stand in the files for a project, beside what is there', async () => {
    const path = await definitions.define('acme', [...both, { customPermission: 'acme__Do_Sync' }]);
    await mkdir(join(world.folder, 'out'));
    const written = await grantTo(world.org, 'bare', path, '--output-dir', join(world.folder, 'out'));
    expect(written.exitCode, written.text).to.be.oneOf([0, 1]);
    const files = await readdir(join(world.folder, 'out'), { recursive: true });
    const file = files.find((name) => name.endsWith('.permissionset-meta.xml')) ?? '';
    const xml = await readFile(join(world.folder, 'out', file), 'utf8');
    expect(xml.replace(/\s+/g, '')).to.include(
      '<classAccesses><apexClass>SyncApi</apexClass><enabled>true</enabled></classAccesses>',
    );
    expect(xml.replace(/\s+/g, '')).to.include(
      '<customPermissions><enabled>true</enabled><name>Sync_Bypass</name></customPermissions>',
    );
    expect(xml).to.include('<name>acme__Do_Sync</name>');
    // What the file holds by then stays, and nothing stands there twice.
    const own = xml.replace('SyncApi', 'OwnApi').replace('<name>Sync_Bypass</name>', '<name>Own_Bypass</name>');
    await writeFile(join(world.folder, 'out', file), own);
    await grantTo(world.org, 'bare', path, '--output-dir', join(world.folder, 'out'));
    const merged = await readFile(join(world.folder, 'out', file), 'utf8');
    for (const name of ['SyncApi', 'OwnApi', 'Sync_Bypass', 'Own_Bypass', 'acme__Do_Sync'])
      expect(merged.split(`>${name}<`), name).to.have.length(2);
  });
});
