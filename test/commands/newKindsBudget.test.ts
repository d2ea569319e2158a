import { expect } from 'chai';
import { requestsInSequence } from '../local-org/http/requestLog.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check } from '../support/checking.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const admin = 'admin@example.com';
const scenario = () =>
  loadScenario('default', {
    objects: { acme__Signal__c: {} },
    packages: { acme: { seats: 1 } },
    connectedApps: { 'Acme Sync': { adminApproved: true } },
    permissionSets: {
      Sync_Users: { customPermissions: ['Sync_Bypass'], apexClasses: ['SyncApi'], apps: ['Acme Sync'] },
    },
    users: { reader: { profile: 'Minimum Access - Salesforce', permissionSets: ['Sync_Users'] } },
  });

/** Rules of the kinds and forms that a definition could have first. */
const plain = [
  { userPermission: 'ApiEnabled' },
  { object: 'Account', access: ['read', 'edit'] },
  { field: ['Account.Website', 'Account.mk_*'] },
  { api: ['rest'] },
];

/** What has to be read for them is in the calls that are made anyway. */
const free = [
  { userPermission: 'RunReports', on: 'profile' },
  { field: ['Account.mk_*__c'], access: ['edit'], editableOnly: true },
  { anyOf: [{ allOf: [{ object: 'Contact' }, { userPermission: 'ViewSetup' }] }, { object: 'Lead' }], name: 'way' },
  { recordVisibility: ['Account', 'Contact'] },
  { profile: 'Sync' },
  { userLicense: 'Salesforce' },
  { permissionSetLicense: 'SalesforceAPIIntegrationPsl' },
  { package: 'acme', seat: true },
  { userFlag: 'MarketingUser' },
  { manual: 'Somebody looks.', name: 'look' },
];

const further = [
  { object: 'acme__*' },
  { customPermission: 'Sync_Bypass' },
  { apexClass: 'SyncApi' },
  { permissionSetAssigned: 'Sync_Users' },
];

/** What profiles say of logins goes with apps; the Tooling API tells it, by the ids of profiles, which are known after step 1. */
const apps = [{ connectedApp: 'Acme Sync' }];

describe('request budget of the newer kinds of rules', () => {
  const shared = sharedWorld(() => openWorld({ org: scenario() }, admin));

  const spent = async (rules: object[]) => {
    const { org } = shared.world;
    const reference = await shared.definitions.define('budget', rules);
    const run = () => check(org, '-o', admin, '-u', 'reader@example.com', '-i', reference);
    // The API version of the org is asked once.
    await run();
    org.clearRequests();
    org.latency.ms = 30;
    await run();
    org.latency.ms = 0;
    return { calls: org.requests.length, inSequence: requestsInSequence(org.requests) };
  };

  it('costs nothing more where none of them is used, and at most three calls with all of them, one of them in sequence', async () => {
    const before = await spent(plain);
    expect(before).to.deep.equal({ calls: 3, inSequence: 2 });
    const all = await spent([...plain, ...free, ...further]);
    expect(all.calls - before.calls).to.be.within(1, 3);
    expect(all.inSequence - before.inSequence).to.be.at.most(1);
  });

  it('costs one call more with connected apps beside all of them, and none in sequence', async () => {
    const without = await spent([...plain, ...free, ...further]);
    const all = await spent([...plain, ...free, ...further, ...apps]);
    expect(all.calls - without.calls).to.equal(1);
    expect(all.inSequence).to.equal(without.inSequence);
  });

  it('costs few for each of the newer kinds alone, and none in sequence but for objects by pattern', async () => {
    const before = await spent(plain);
    const more: Record<string, number> = {};
    for (const rule of [...free, ...further, ...apps]) {
      const one = await spent([...plain, rule]);
      const [key = ''] = Object.keys(rule);
      more[key] = Math.max(more[key] ?? 0, one.calls - before.calls);
      expect(one.inSequence - before.inSequence, key).to.be.at.most(rule === further[0] ? 1 : 0);
    }
    expect(more).to.deep.equal({
      ...{
        userPermission: 0,
        field: 0,
        anyOf: 0,
        recordVisibility: 0,
        profile: 0,
        userLicense: 0,
        userFlag: 0,
        manual: 0,
      },
      ...{ permissionSetLicense: 2, package: 1, object: 3, customPermission: 1, apexClass: 1 },
      ...{ permissionSetAssigned: 1, connectedApp: 3 },
    });
  });
});
