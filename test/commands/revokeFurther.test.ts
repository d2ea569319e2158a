/** What others have put into a permission set beside permissions: with --delete the set stays, and it is named. */
import { join } from 'node:path';
import { expect } from 'chai';
import { insertRow } from '../local-org/permissions/dml.js';
import { storeNewRow } from '../local-org/permissions/rowStore.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo, revoke, stepsOf } from '../support/granting.js';
import { rememberTables } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const pageId = '0665g000000AbCdAAK';

const scenario = () =>
  loadScenario('default', {
    org: { addFeatures: ['ApiOnlySystemIntegrationsProfile', 'SetupData'] },
    users: { full: { profile: 'Minimum Access - Salesforce' } },
  });

describe('integration revoke --delete of a set that holds more than permissions', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  let restore: () => void;
  let receipts = 0;

  before(async () => {
    world = await openWorld({ org: scenario() }, admin);
    definitions = await makeDefinitions();
    for (const Name of ['SyncApi', 'Foo']) storeNewRow(world.org.org, 'ApexClass', { Name });
    restore = rememberTables(world.org.org);
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });
  afterEach(() => {
    restore();
    world.org.faults.clear();
  });

  const rows = (table: string): Array<Record<string, unknown>> => [
    ...(world.org.org.tables.get(table)?.values() ?? []),
  ];
  const setOf = (name: string): Record<string, unknown> | undefined =>
    rows('PermissionSet').find(({ Name }) => Name === `Integration_${name}`);
  const setId = (name: string): string => String(setOf(name)?.['Id']);
  const classId = (name: string): string => String(rows('ApexClass').find(({ Name }) => Name === name)?.['Id']);
  /** Somebody adds access to a thing of Setup, of a type that the org tells by its id or that is given. */
  const added = (name: string, SetupEntityId: string, SetupEntityType?: string): void => {
    const caller = { userId: String(rows('User')[0]?.['Id']), apiVersion: 66 };
    const row = { ParentId: setId(name), SetupEntityId };
    if (SetupEntityType === undefined) insertRow(world.org.org, caller, 'SetupEntityAccess', row);
    else storeNewRow(world.org.org, 'SetupEntityAccess', { ...row, SetupEntityType });
  };
  const tab = (name: string, Name: string): void =>
    void storeNewRow(world.org.org, 'PermissionSetTabSetting', { ParentId: setId(name), Name });
  const granted = async (reference: string): Promise<string> => {
    receipts += 1;
    const receipt = join(world.folder, `receipt-${receipts}.json`);
    const { exitCode, text } = await grantTo(world.org, 'full', reference, '--save-receipt', receipt);
    expect(exitCode, text).to.be.oneOf([0, 1]);
    return receipt;
  };
  const plain = () => definitions.define('plain', [{ object: 'Account', access: ['read'] }]);
  const withClass = () =>
    definitions.define('classy', [{ object: 'Account', access: ['read'] }, { apexClass: 'SyncApi' }]);
  const byName = (reference: string, ...argv: string[]) =>
    revoke(world.org, '-o', admin, '-u', 'full@example.com', '-i', reference, '--delete', '--no-prompt', ...argv);
  const byReceipt = (receipt: string, ...argv: string[]) =>
    revoke(world.org, '-o', admin, '--receipt', receipt, '--delete', '--no-prompt', ...argv);
  const unwrapped = (text: string): string => text.replace(/\s+/g, ' ');

  it('without a receipt: a class of another', async () => {
    await granted('6sense');
    added('6sense', classId('Foo'));
    const { exitCode, result, text } = await byName('6sense');
    expect(stepsOf(result.outcomes)).to.deep.equal(['unassign done', 'deleteSet skipped HOLDS_MORE']);
    expect([exitCode, result.plan.deletesPermissionSet]).to.deep.equal([1, false]);
    expect(unwrapped(text)).to.include('stays: somebody has added apexClass:Foo.');
    expect(result.outcomes.at(-1)?.detail).to.include('apexClass:Foo');
    expect(rows('SetupEntityAccess').some(({ ParentId }) => ParentId === setId('6sense'))).to.equal(true);
  });

  it('by a receipt that has no such things', async () => {
    const receipt = await granted('6sense');
    added('6sense', classId('Foo'));
    const { exitCode, result } = await byReceipt(receipt);
    expect(exitCode).to.equal(1);
    expect(stepsOf(result.outcomes)).to.deep.equal(['unassign done', 'entries done', 'deleteSet skipped HOLDS_MORE']);
    expect(result.outcomes.at(-1)?.detail).to.equal('apexClass:Foo');
    expect(setOf('6sense')).to.not.equal(undefined);
  });

  it('of whatever type: pages, flows, tabs', async () => {
    const path = await withClass();
    const receipt = await granted(path);
    added('classy', pageId, 'ApexPage');
    added('classy', '3005g000000AbCdAAK', 'FlowDefinition');
    tab('classy', 'standard-Account');
    const ids = [`apexPage:${pageId}`, 'flowDefinition:3005g000000AbCdAAK', 'tab:standard-Account'].join(', ');
    const dry = await byName(path, '--dry-run');
    expect([dry.exitCode, dry.result.plan.deletesPermissionSet]).to.deep.equal([1, false]);
    const { exitCode, result } = await byReceipt(receipt);
    expect([exitCode, result.outcomes.at(-1)?.code]).to.deep.equal([1, 'HOLDS_MORE']);
    expect(result.outcomes.at(-1)?.detail).to.equal(ids);
    expect(rows('PermissionSetTabSetting').some(({ ParentId }) => ParentId === setId('classy'))).to.equal(true);
  });

  it('what the grant has put in itself does not keep it', async () => {
    const before = rows('SetupEntityAccess').length;
    const path = await withClass();
    await granted(path);
    const named = await byName(path);
    expect([named.exitCode, stepsOf(named.result.outcomes).at(-1)], named.text).to.deep.equal([0, 'deleteSet done']);
    const back = await byReceipt(await granted(path));
    expect([back.exitCode, stepsOf(back.result.outcomes).at(-1)], back.text).to.deep.equal([0, 'deleteSet done']);
    expect(rows('SetupEntityAccess')).to.have.length(before);
  });

  it('nor what it has put in for a phase', async () => {
    const path = await definitions.define('phased', [
      { object: 'Account', access: ['read'] },
      { apexClass: 'SyncApi', when: { phase: 'install' } },
    ]);
    await grantTo(world.org, 'full', path, '--phase', 'install');
    const { exitCode, result, text } = await byName(path);
    expect([exitCode, stepsOf(result.outcomes).at(-1)], text).to.deep.equal([0, 'deleteSet done']);
  });

  it('cannot be seen whole: the set stays, and it is said why', async () => {
    for (const table of ['SetupEntityAccess', 'PermissionSetTabSetting']) {
      const path = await plain();
      const receipt = await granted(path);
      world.org.faults.add({
        kind: 'rowRefused',
        match: { subrequest: true, path: new RegExp(`FROM ${table}`, 'i') },
        times: Infinity,
      });
      const dry = await byName(path, '--dry-run');
      expect([dry.exitCode, dry.result.plan.deletesPermissionSet], table).to.deep.equal([1, false]);
      expect(unwrapped(dry.text)).to.match(new RegExp(`The permission set Integration_plain stays: .*${table}`));
      const back = await byReceipt(receipt);
      expect(stepsOf(back.result.outcomes)).to.deep.equal([
        'unassign done',
        'entries done',
        'deleteSet skipped NOT_READ_WHOLE',
      ]);
      expect(back.exitCode).to.equal(1);
      expect(setOf('plain')).to.not.equal(undefined);
      world.org.faults.clear();
      restore();
    }
  });
});
