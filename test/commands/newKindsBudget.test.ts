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
    profiles: { Office: { license: 'Salesforce', userPermissions: ['ApiEnabled'] } },
    loginRestrictions: { Office: { ipRanges: [['10.0.0.1', '10.0.0.9']] } },
    users: {
      reader: { profile: 'Minimum Access - Salesforce', permissionSets: ['Sync_Users'] },
      restricted: { profile: 'Office', permissionSets: ['Sync_Users'] },
    },
  });

/** Rules of the kinds and forms that a definition could have first. */
const plain = [
  { userPermission: 'ApiEnabled' },
  { object: 'Account', access: ['read', 'edit'] },
  { field: ['Account.Website', 'Account.mk_*'] },
  { api: ['rest'] },
];

/** What they look at has calls that are made anyway; alone, a license or a package has one of its own. */
const ofLicenses: object[] = [
  { permissionSetLicense: 'SalesforceAPIIntegrationPsl' },
  { package: 'acme', seat: true },
  { userFlag: 'MarketingUser' },
  { manual: 'Somebody looks.', name: 'look' },
];

/** What has to be read for them is in the calls that are made anyway. */
const free: object[] = [
  { userPermission: 'RunReports', on: 'profile' },
  { field: ['Account.mk_*__c'], access: ['edit'], editableOnly: true },
  { anyOf: [{ allOf: [{ object: 'Contact' }, { userPermission: 'ViewSetup' }] }, { object: 'Lead' }], name: 'way' },
  { recordVisibility: ['Account', 'Contact'] },
  { profile: 'Sync' },
  { userLicense: 'Salesforce' },
  ...ofLicenses,
];

const further = [
  { object: 'acme__*' },
  { customPermission: 'Sync_Bypass' },
  { apexClass: 'SyncApi' },
  { permissionSetAssigned: 'Sync_Users' },
];

/** What profiles say of logins goes with apps. The Tooling API tells it, by ids of profiles, so that users are asked for first. */
const apps = [{ connectedApp: 'Acme Sync' }];

/** Those that are left out one at a time: each could save a call. */
const costly: object[] = [...ofLicenses, ...further, ...apps];

describe('request budget of the newer kinds of rules', () => {
  const shared = sharedWorld(() => openWorld({ org: scenario() }, admin));

  const spent = async (rules: object[], ...users: string[]) => {
    const { org } = shared.world;
    const reference = await shared.definitions.define('budget', rules);
    const run = () =>
      check(org, '-o', admin, '-i', reference, ...(users.length > 0 ? users : ['-u', 'reader@example.com']));
    // The API version of the org is asked once.
    await run();
    org.clearRequests();
    org.latency.ms = 30;
    await run();
    org.latency.ms = 0;
    return { calls: org.requests.length, inSequence: requestsInSequence(org.requests) };
  };

  it('costs nothing more where none of them is used, and three calls with all of them, one of them in sequence', async () => {
    const before = await spent(plain);
    expect(before).to.deep.equal({ calls: 3, inSequence: 2 });
    expect(await spent([...plain, ...free, ...further, ...apps])).to.deep.equal({ calls: 6, inSequence: 3 });
    expect(await spent([...plain, ...free, ...further])).to.deep.equal({ calls: 6, inSequence: 3 });
  });

  it('costs three where any one of them is left out, too', async () => {
    const others = free.filter((rule) => !costly.includes(rule));
    const more: Record<string, number> = {};
    for (const left of costly) {
      const { calls } = await spent([...plain, ...others, ...costly.filter((rule) => rule !== left)]);
      more[Object.keys(left)[0] ?? ''] = calls - 3;
    }
    expect(new Set(Object.values(more)), JSON.stringify(more)).to.deep.equal(new Set([3]));
  });

  it('costs one call more where a profile restricts addresses, beside the others', async () => {
    const without = await spent([...plain, ...apps]);
    const all = await spent([...plain, ...free, ...further, ...apps]);
    const restricted = ['-u', 'restricted@example.com'];
    expect(await spent([...plain, ...apps], ...restricted)).to.deep.equal({
      calls: without.calls + 1,
      inSequence: without.inSequence,
    });
    expect(await spent([...plain, ...free, ...further, ...apps], ...restricted)).to.deep.equal({
      calls: all.calls + 1,
      inSequence: all.inSequence,
    });
  });

  it('costs few for each of the newer kinds alone, and none in sequence but for objects by pattern and apps', async () => {
    const before = await spent(plain);
    const more: Record<string, number> = {};
    for (const rule of [...free, ...further, ...apps]) {
      const one = await spent([...plain, rule]);
      const [key = ''] = Object.keys(rule);
      more[key] = Math.max(more[key] ?? 0, one.calls - before.calls);
      expect(one.inSequence - before.inSequence, key).to.be.at.most(rule === further[0] || rule === apps[0] ? 1 : 0);
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
      ...{ permissionSetAssigned: 1, connectedApp: 2 },
    });
  });
});
