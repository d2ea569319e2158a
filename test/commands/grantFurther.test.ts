/** What a permission set holds beside permissions: classes, pages, apps, custom permissions and tabs go to whoever gets it. */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { storeNewRow } from '../local-org/permissions/rowStore.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

const scenario = () =>
  loadScenario('default', {
    org: { addFeatures: ['ApiOnlySystemIntegrationsProfile', 'SetupData'] },
    permissionSets: {
      Vendor_Sync: { objects: { Account: 'read' } },
      Plain_Sync: { objects: { Account: 'read' } },
    },
    users: {
      full: { profile: 'Minimum Access - Salesforce' },
      has: { profile: 'Minimum Access - Salesforce', permissionSets: ['Vendor_Sync'] },
      plat: { profile: 'Standard Platform User' },
    },
  });

describe('integration grant into a set that holds more than permissions', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  let reference: string;
  const pageId = '0665g000000AbCdAAK';

  before(async () => {
    world = await openWorld({ org: scenario() }, admin);
    definitions = await makeDefinitions();
    reference = await definitions.define('vendor', [{ object: 'Account', access: ['viewAllRecords'] }]);
    const { org } = world.org;
    const set = [...(org.tables.get('PermissionSet') ?? [])].find(([, row]) => row['Name'] === 'Vendor_Sync');
    const setId = set?.[0] ?? '';
    const held = (entity: string, type: string): void =>
      void storeNewRow(org, 'SetupEntityAccess', { ParentId: setId, SetupEntityId: entity, SetupEntityType: type });
    const permission = storeNewRow(org, 'CustomPermission', { DeveloperName: 'Do_Sync', MasterLabel: 'Do Sync' });
    const apexClass = storeNewRow(org, 'ApexClass', { Name: 'SyncApi' });
    const app = storeNewRow(org, 'ConnectedApplication', { Name: 'Sync App' });
    held(String(permission['Id']), 'CustomPermission');
    held(String(apexClass['Id']), 'ApexClass');
    held(String(app['Id']), 'ConnectedApplication');
    // Of a page only the id is told: this org does not let the runner read pages.
    held(pageId, 'ApexPage');
    storeNewRow(org, 'PermissionSetTabSetting', { ParentId: setId, Name: 'standard-Account' });
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });
  afterEach(() => world.org.faults.clear());

  const further = [
    'apexClass:SyncApi',
    `apexPage:${pageId}`,
    'connectedApp:Sync App',
    'customPermission:Do_Sync',
    'tab:standard-Account',
  ];
  const plan = async (user: string, set: string) => {
    const target = ['-o', admin, '-u', `${user}@example.com`, '-i', reference, '--permission-set', set];
    const { result, text } = await grant(world.org, ...target, '--dry-run');
    return { plan: result.plan, text: text.replace(/\s+/g, ' ') };
  };

  it('it is among what the user receives, and named as what somebody else has put in', async () => {
    const { plan: planned, text } = await plan('full', 'Vendor_Sync');
    expect(planned.users[0]?.receives).to.include.members(further);
    expect(planned.permissionSet.beyond).to.include.members(further);
    for (const name of ['SyncApi', pageId, 'Sync App', 'Do_Sync', 'standard-Account']) expect(text).to.include(name);
  });

  it('whoever has the set already receives nothing of it', async () => {
    const { plan: planned } = await plan('has', 'Vendor_Sync');
    expect(planned.users[0]?.receives).to.deep.equal(['object:Account:viewAllRecords']);
  });

  it('a set without any has none', async () => {
    const { plan: planned } = await plan('full', 'Plain_Sync');
    expect(planned.users[0]?.receives).to.deep.equal(['object:Account:read', 'object:Account:viewAllRecords']);
  });

  it('whether a lesser license allows it, the org does not tell: that is in doubt', async () => {
    const { plan: planned, text } = await plan('plat', 'Vendor_Sync');
    expect(planned.closes).to.deep.equal([]);
    expect(planned.mayRefuse?.[0]).to.deep.include({ username: 'plat@example.com', ids: further });
    expect(text).to.include('The license may refuse this');
  });

  it('where it cannot be read, that is said', async () => {
    world.org.faults.add({
      kind: 'rowRefused',
      match: { subrequest: true, path: /FROM SetupEntityAccess/i },
      times: Infinity,
    });
    const { plan: planned, text } = await plan('full', 'Vendor_Sync');
    expect(planned.permissionSet.beyondUnread).to.match(/SetupEntityAccess/);
    expect(text).to.include('What else the permission set holds could not be read');
  });
});
