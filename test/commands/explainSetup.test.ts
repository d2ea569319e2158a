/** `explain` of custom permissions, Apex classes, apps and boxes on the user's record, by their findings. */
import { expect } from 'chai';
import IntegrationExplain from '../../src/commands/integration/explain.js';
import type { ExplainResult } from '../../src/report/explain/explainResult.js';
import { runCommand } from '../support/commandRun.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('integration explain of things of Setup', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  before(async () => {
    world = await openWorld({ scenario: 'setupAccess' }, admin);
    definitions = await makeDefinitions();
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });

  const explain = async (user: string, finding: string, ...argv: string[]) => {
    const rules = [{ customPermission: 'Sync_Bypass' }, { apexClass: 'SyncApi' }, { userFlag: 'MarketingUser' }];
    const path = await definitions.define('acme', rules);
    const args = ['-o', admin, '-u', `${user}@example.com`, '-i', path, '--finding', finding, ...argv];
    const { outcome, text, exitCode } = await runCommand<ExplainResult>(world.org, IntegrationExplain, args);
    if ('error' in outcome) throw new Error(`${outcome.error.name}: ${outcome.error.message}`);
    return { ...outcome.result, text: text.replace(/\s+/g, ' '), exitCode };
  };

  it('names every source, and the members of a group', async () => {
    const { has, paths, text } = await explain('grouped', 'customPermission:Sync_Bypass');
    expect(has).to.equal(true);
    expect(paths).to.deep.include.members([
      {
        type: 'PermissionSetGroup',
        name: 'Sync_Group',
        namespace: null,
        label: 'Sync Group',
        grants: true,
        through: ['Sync_Users'],
      },
    ]);
    expect(text).to.include('Sync_Group').and.include('Sync_Users');
  });

  it('says what is assigned and gives nothing, and how to get it', async () => {
    const { has, paths, waysToGet } = await explain('former', 'apexClass:SyncApi');
    expect([has, (paths ?? []).map(({ name, grants, why }) => [name, grants, why])]).to.deep.equal([
      false,
      [['Sync_Users', false, 'expired']],
    ]);
    const own = waysToGet.find(({ name }) => name === 'Integration_acme');
    expect(own).to.include({ do: 'create' });
    expect(own?.adds).to.deep.equal(['apexClass:SyncApi']);
  });

  it('names what gives all classes', async () => {
    const { has, paths } = await explain('author', 'apexClass:SyncApi');
    expect([has, (paths ?? []).map(({ name, via }) => [name, via])]).to.deep.equal([
      true,
      [['Developers', 'AuthorApex']],
    ]);
  });

  it('says what goes with a set that is taken away', async () => {
    const { without } = await explain('holder', 'customPermission:Sync_Bypass', '--without', 'Sync_Users');
    expect(without?.has).to.equal(false);
    expect(without?.loses).to.include.members(['apexClass:SyncApi', 'customPermission:Sync_Bypass']);
    const member = await explain('grouped', 'customPermission:Sync_Bypass', '--without', 'Sync_Group');
    expect(member.without?.loses).to.include('customPermission:Sync_Bypass');
    const part = await explain('grouped', 'customPermission:Sync_Bypass', '--without', 'Sync_Users');
    expect(part.without?.loses).to.include('customPermission:Sync_Bypass');
    const muted = await explain('muted', 'apexClass:SyncApi', '--without', 'Muted_Group');
    expect(muted.without?.loses).to.include('apexClass:SyncApi').and.not.include('customPermission:Sync_Bypass');
  });

  it('leaves a box on the record of the user to people', async () => {
    const { has, waysToGet } = await explain('plain', 'userFlag:MarketingUser');
    expect(has).to.equal(false);
    expect(waysToGet.map((way) => way.do)).to.deep.equal(['byHand']);
  });
});
