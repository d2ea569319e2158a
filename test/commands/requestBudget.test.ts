import { expect } from 'chai';
import { listBuiltIn } from '../../src/files/loadDefinition.js';
import { requestsInSequence } from '../local-org/http/requestLog.js';
import type { LocalOrgOptions } from '../local-org/http/localOrgServer.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import { everyCase, runsNow, sampleOf } from '../support/largeMatrix.js';
import { isFirstVendor } from '../support/firstVendors.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

type Spent = { roundTrips: number; inSequence: number; pages: number; charged: number; reported: number };

/**
 * Design §6: at most five round trips, three of them one after the other; a further page costs one more. A definition that asks
 * about automation or picklists takes at most four more, in at most one further step.
 */
describe('request budget of integration check', function () {
  this.timeout(120_000);
  const table: string[] = [];
  let world: World | undefined;

  /** The connection is made and the org's API version known before: sf does that for every command. */
  const open = async (options: LocalOrgOptions, ...usernames: string[]): Promise<World> => {
    world = await openWorld(options, ...usernames);
    await check(world.org, '-o', usernames[0] ?? admin, '-i', '6sense');
    return world;
  };
  /** Latency makes plain which requests waited for one another. */
  const spend = async ({ org }: World, name: string, ...argv: string[]): Promise<Spent> => {
    org.clearRequests();
    org.latency.ms = 30;
    const { used } = org.org.limits.dailyApiRequests;
    const { result } = await check(org, ...argv);
    org.latency.ms = 0;
    const spent = {
      roundTrips: org.requests.length,
      inSequence: requestsInSequence(org.requests),
      pages: org.requests.filter(({ path }) => /\/query\/01g/.test(path)).length,
      charged: org.org.limits.dailyApiRequests.used - used,
      reported: result.apiCalls,
    };
    const numbers = [spent.roundTrips, spent.inSequence, spent.pages, spent.charged].map((n) => String(n).padStart(5));
    table.push(`${name.padEnd(62)}${numbers.join(' ')}`);
    return spent;
  };
  const expectWithin = ({ roundTrips, inSequence, pages, charged, reported }: Spent, reference = ''): void => {
    const asksSurroundings = reference.startsWith('hg-insights') || reference === 'all';
    // Packages, apps and seats, of which some vendor or other speaks, take three more; how many vendors there are makes no difference.
    const most = reference === 'all' ? 12 : asksSurroundings ? 9 : 5;
    expect(roundTrips - pages, 'round trips').to.be.at.most(most);
    expect(inSequence - pages, 'in sequence').to.be.at.most(asksSurroundings ? 4 : 3);
    expect(reported, 'reported API calls').to.equal(charged);
  };

  afterEach(async () => {
    await world?.close();
    world = undefined;
  });
  after(() => {
    const head = `      ${'what is checked'.padEnd(62)}trips   seq pages calls`;
    process.stdout.write(`${[head, ...table.map((line) => `      ${line}`)].join('\n')}\n`);
  });

  const variants = async (): Promise<string[]> =>
    (await listBuiltIn())
      .filter(isFirstVendor)
      .flatMap(({ id, variants: own }) => (own.length === 0 ? [id] : own.map(({ name }) => `${id}@${name}`)));

  it('holds for each definition and variant, as an administrator and as the user itself', async () => {
    const opened = await open({ scenario: 'default' }, admin, 'ciro@example.com', 'grouped@example.com');
    const ways = ['ciro@example.com', 'grouped@example.com'].flatMap((user) => [
      { how: `for ${user}`, argv: ['-o', admin, '-u', user] },
      { how: `for ${user}, by itself`, argv: ['-o', user] },
    ]);
    // A push runs each definition in one of these ways (`largeMatrix.ts`).
    for (const [row, reference] of (await variants()).entries())
      for (const [column, { how, argv }] of ways.entries())
        if (runsNow(row, column, ways.length))
          expectWithin(await spend(opened, `${reference} ${how}`, ...argv, '-i', reference), reference);
  });

  it('lets what surrounds a write wait for nothing that describes tell of the user itself', async () => {
    const user = 'hginsights@example.com';
    const opened = await open({ scenario: 'default' }, user);
    const { inSequence, roundTrips } = await spend(
      opened,
      `hg-insights for ${user}, by itself`,
      '-o',
      user,
      '-i',
      'hg-insights',
    );
    expect(inSequence).to.equal(3);
    expect(roundTrips).to.be.at.most(7);
  });

  it('holds for three users and all definitions in one run', async () => {
    const opened = await open({ scenario: 'default' }, admin);
    const users = ['ciro', 'grouped', 'standard'].flatMap((name) => ['-u', `${name}@example.com`]);
    expectWithin(await spend(opened, 'three users, all definitions', '-o', admin, ...users), 'all');
  });

  const scenarios = ['old-api', 'person-accounts', 'no-campaigns', 'hostile'];
  for (const [row, scenario] of scenarios.entries()) {
    it(`holds in the scenario ${scenario}`, async () => {
      const opened = await open({ scenario }, admin);
      for (const [column, reference] of (await variants()).entries()) {
        if (!runsNow(row, column, scenarios.length)) continue;
        const spent = await spend(opened, `${reference} in ${scenario}`, '-o', admin, '-u', admin, '-i', reference);
        expectWithin(spent, reference);
      }
    });
  }

  it('holds in a sandbox, where the username lacks its suffix', async () => {
    const opened = await open({ scenario: 'sandbox' }, 'admin@example.com.uat');
    const argv = ['-o', 'admin@example.com.uat', '-u', 'cognism@example.com', '-i', 'cognism'];
    expectWithin(await spend(opened, 'cognism in a sandbox, without suffix', ...argv));
  });

  it('holds where a dozen sets hold hundreds of fields of several objects: their rows page side by side', async () => {
    const [objects, fields] = [['Wide_0001__c', 'Wide_0002__c', 'Wide_0003__c', 'Wide_0004__c'], 300];
    const org = loadScenario('many-sets', {
      generateObjects: [{ objects: objects.length, prefix: 'Wide', fieldsPerObject: fields }],
      generate: [
        {
          permissionSets: 12,
          prefix: 'Bulk',
          assignTo: 'busy',
          userPermissions: ['ApiEnabled'],
          objects: Object.fromEntries(objects.map((name) => [name, 'read'])),
          fields: Object.fromEntries(objects.map((name) => [`${name}.*`, 'read' as const])),
        },
      ],
    });
    const opened = await open({ org }, admin);
    const definitions = await makeDefinitions();
    try {
      const reference = await definitions.define('wide', [{ field: objects.map((name) => `${name}.Field_*`) }]);
      const argv = ['-o', admin, '-u', 'busy@example.com', '-i', reference];
      const { inSequence, pages } = await spend(opened, '12 sets, 300 fields of each of 4 objects', ...argv);
      expect(inSequence).to.be.at.most(3);
      expect(pages).to.be.at.least(1);
    } finally {
      await definitions.remove();
    }
  });

  for (const permissionSets of sampleOf([300, 1000])) {
    it(`holds with ${permissionSets} permission sets; pages cost one more each`, async () => {
      const org = loadScenario('many-sets', {
        generate: [
          {
            permissionSets,
            prefix: 'Bulk',
            assignTo: 'busy',
            userPermissions: ['ApiEnabled'],
            objects: { Account: 'read edit', Contact: 'read', Lead: 'read create' },
            fields: { 'Account.Website': 'edit', 'Contact.Email': 'read', 'Lead.Email': 'read' },
          },
        ],
      });
      const opened = await open({ org }, admin);
      // One run takes up to a second: as a rule the smallest and the largest definition stand for the others, and one with fields
      // of which only the describe tells whether field permissions take them.
      for (const reference of everyCase
        ? await variants()
        : ['6sense', 'ciro@quick-setup', 'hg-insights@fine-grained']) {
        const argv = ['-o', admin, '-u', 'busy@example.com', '-i', reference];
        const spent = await spend(opened, `${reference} with ${permissionSets} permission sets`, ...argv);
        expectWithin(spent, reference);
        // Three object and three field rows of each set, 2,000 in a page.
        expect(spent.pages).to.be.at.most(permissionSets <= 300 ? 0 : 2);
      }
    });
  }
});
