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
    users: { reader: { profile: 'Minimum Access - Salesforce' } },
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

const further = [{ object: 'acme__*' }, { customPermission: 'Anything' }, { apexClass: 'Anything' }];

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
    expect(before.calls).to.be.at.most(5);
    expect(before.inSequence).to.be.at.most(3);
    const all = await spent([...plain, ...free, ...further]);
    expect(all.calls - before.calls).to.be.within(1, 3);
    expect(all.inSequence - before.inSequence).to.be.at.most(1);
  });
});
