import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { PlanResult } from '../../src/report/grant/grantResult.js';
import { check } from '../support/checking.js';
import { grant, grantTo, stepsOf } from '../support/granting.js';
import { changesBetween, noChanges, permissionFacts, stateOf } from '../support/orgState.js';
import { wideFields, wideRules } from '../support/wide.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';
import { ownedBy } from '../support/ownSet.js';

const admin = 'admin@example.com';

const scenario = () =>
  loadScenario('default', {
    objects: { Zoo__c: {}, Animal__c: {}, Toy__c: {} },
    fields: {
      Animal__c: { Zoo__c: 'reference ->Zoo__c master child=Animals; label=Zoo' },
      Toy__c: { Animal__c: 'reference ->Animal__c master child=Toys; label=Animal' },
    },
    permissionSets: {
      Integration_shared: {
        description: ownedBy('shared'),
        userPermissions: ['RunReports'],
        objects: { Account: 'read', Case: 'read edit' },
        fields: { 'Account.Site': 'edit', 'Account.Website': 'read' },
      },
      Integration_session: { description: ownedBy('session'), sessionBased: true, objects: { Account: 'read' } },
      Integration_expired: { description: ownedBy('expired'), objects: { Account: 'read' } },
    },
    permissionSetGroups: { Sync: { permissionSets: ['Integration_shared', 'Sales_Read'] } },
    users: {
      half: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_shared'] },
      other: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_shared'] },
      member: { profile: 'Minimum Access - Salesforce', permissionSetGroups: ['Sync'] },
      inert: {
        profile: 'Minimum Access - Salesforce',
        permissionSets: ['Integration_session', { name: 'Integration_expired', expires: '2025-01-01T00:00:00Z' }],
      },
    },
  });

const addsOf = ({ adds }: PlanResult): string[] => adds.map(({ id }) => id);

describe('what integration grant plans and does', function () {
  this.timeout(60_000);
  const shared = sharedWorld(() => openWorld({ org: scenario() }, admin));

  const run = (user: string, reference: string, ...argv: string[]): ReturnType<typeof grantTo> =>
    grantTo(shared.world.org, user, reference, ...argv);
  const facts = (): Set<string> => permissionFacts(shared.world.org.org);

  describe('several users', () => {
    it('share one permission set; each gets only what he lacks', async () => {
      const before = facts();
      const argv = ['api', 'standard', 'ready'].flatMap((name) => ['-u', `${name}@example.com`]);
      const { exitCode, result } = await grant(
        shared.world.org,
        '-o',
        admin,
        '-i',
        'hg-insights',
        ...argv,
        '--no-prompt',
      );
      expect(exitCode).to.equal(0);
      expect(result.plan.users.map(({ username, assign, licenses }) => [username, assign, licenses])).to.deep.equal([
        ['api@example.com', true, ['SalesforceAPIIntegrationPsl']],
        ['standard@example.com', true, []],
        ['ready@example.com', false, []],
      ]);
      const appeared = [...facts()].filter((fact) => !before.has(fact));
      expect(appeared.filter((fact) => fact.includes('->'))).to.have.members([
        'Integration_hg_insights -> api@example.com',
        'Integration_hg_insights -> standard@example.com',
        'license SalesforceAPIIntegrationPsl -> api@example.com',
      ]);
      expect(result.after?.map(({ user, ready }) => [user.username, ready])).to.deep.equal([
        ['api@example.com', true],
        ['standard@example.com', true],
        ['ready@example.com', true],
      ]);
    });

    it('a second user later gets the set as it is; nothing else is written', async () => {
      await run('api', 'hg-insights');
      const before = facts();
      const { exitCode, result } = await run('cognism', 'hg-insights');
      expect(exitCode).to.equal(0);
      expect(result.plan.adds).to.deep.equal([]);
      expect([...facts()].filter((fact) => !before.has(fact))).to.deep.equal([
        'Integration_hg_insights -> cognism@example.com',
      ]);
    });
  });

  it('extends a set that exists: its content, its assignees and its groups stay', async () => {
    const reference = await shared.definitions.define('shared', [
      { object: 'Account', access: ['read', 'edit'] },
      { object: 'Lead', access: ['read'] },
      { field: ['Account.Website', 'Account.Site'], access: ['edit'] },
      { userPermission: 'RunReports' },
    ]);
    const before = facts();
    const { exitCode, result } = await run('half', reference);
    expect(exitCode).to.equal(0);
    expect(addsOf(result.plan)).to.deep.equal([
      'field:Account.Website:edit',
      'object:Account:edit',
      'object:Lead:read',
    ]);
    expect(result.plan.users.map(({ assign }) => assign)).to.deep.equal([false]);
    expect(stepsOf(result.outcomes)).to.deep.equal(['permissionSet done', 'groups done', 'proof done']);
    const after = facts();
    expect([...before].filter((fact) => !after.has(fact))).to.deep.equal([]);
    expect([...after].filter((fact) => !before.has(fact) && fact.startsWith('Integration_'))).to.have.members([
      'Integration_shared field:Account.Website:edit',
      'Integration_shared object:Account:edit',
      'Integration_shared object:Lead:read',
    ]);
  });

  describe('entries', () => {
    const cases: [title: string, rules: unknown[], adds: string[], manual: string[]][] = [
      [
        'parts of an address become the address',
        [
          { object: 'Account', access: ['read', 'edit'] },
          { field: ['Account.BillingCity', 'Account.BillingStreet'], access: ['edit'] },
        ],
        ['field:Account.BillingAddress:edit', 'object:Account:edit', 'object:Account:read'],
        [],
      ],
      [
        'a custom field of activities goes to tasks and events',
        [
          { object: 'Task', access: ['read', 'edit'] },
          { field: 'Task.mk_Sequence__c', access: ['edit'] },
        ],
        ['field:Event.mk_Sequence__c:edit', 'field:Task.mk_Sequence__c:edit', 'userPermission:EditTask'],
        [],
      ],
      [
        'of alternatives the first that is possible',
        [
          {
            anyOf: [
              { object: 'NoSuchThing__c', access: ['read'] },
              { userPermission: 'TransferAnyLead' },
              { userPermission: 'TransferAnyEntity' },
            ],
            name: 'one-of-three',
          },
        ],
        ['userPermission:TransferAnyLead'],
        [],
      ],
      [
        'all rules of the member that is taken',
        [
          {
            anyOf: [
              { allOf: [{ object: 'NoSuchThing__c' }, { userPermission: 'RunReports' }] },
              { allOf: [{ userPermission: 'TransferAnyLead' }, { object: 'Campaign', access: ['read'] }] },
            ],
            name: 'two-of-four',
          },
        ],
        ['object:Campaign:read', 'userPermission:TransferAnyLead'],
        [],
      ],
      [
        'what Salesforce requires with it comes along, marked',
        [{ object: 'Opportunity', access: ['modifyAllRecords'] }],
        [
          'object:Account:read',
          'object:Opportunity:delete',
          'object:Opportunity:edit',
          'object:Opportunity:modifyAllRecords',
          'object:Opportunity:read',
          'object:Opportunity:viewAllRecords',
        ],
        [],
      ],
      [
        "masters of masters, which this org's own dependencies name, come first",
        [
          { object: 'Toy__c', access: ['read', 'create'] },
          { object: 'Animal__c', access: ['read'] },
        ],
        ['object:Animal__c:read', 'object:Toy__c:create', 'object:Toy__c:read', 'object:Zoo__c:read'],
        [],
      ],
      [
        'an object that takes no View All is done by hand (fact B7)',
        [{ object: 'Product2', access: ['read', 'viewAllRecords'] }],
        ['object:Product2:read'],
        ['object:Product2:viewAllRecords'],
      ],
      [
        'the management of users is never planned unless it is named',
        [
          { object: 'User', access: ['create'] },
          { object: 'Task', access: ['modifyAllRecords'] },
        ],
        [],
        ['object:Task:modifyAllRecords', 'object:User:create'],
      ],
      [
        'what does not exist, is required or computed is done by hand',
        [
          { object: 'Opportunity', access: ['read', 'edit'] },
          { object: 'NoSuchThing__c', access: ['read'] },
          { field: ['Opportunity.Weighted_Amount__c', 'Opportunity.NoSuch__c'], access: ['edit'] },
        ],
        ['object:Account:read', 'object:Opportunity:edit', 'object:Opportunity:read'],
        ['field:Opportunity.NoSuch__c:edit', 'field:Opportunity.Weighted_Amount__c:edit', 'object:NoSuchThing__c:read'],
      ],
    ];
    for (const [title, rules, adds, manual] of cases) {
      it(title, async () => {
        const reference = await shared.definitions.define('entries', rules);
        const before = facts();
        const { exitCode, result } = await run('viewer', reference);
        expect(addsOf(result.plan)).to.deep.equal(adds);
        expect(result.plan.manual.map(({ id }) => id).sort()).to.deep.equal(manual);
        expect(exitCode).to.equal(manual.length === 0 ? 0 : 1);
        expect(result.outcomes.filter(({ result: ended }) => ended === 'failed')).to.deep.equal([]);
        const added = [...facts()].filter((fact) => !before.has(fact) && / (object|userPermission):/.test(fact));
        expect(added.sort()).to.deep.equal(
          adds.filter((id) => !id.startsWith('field:')).map((id) => `Integration_entries ${id}`),
        );
        for (const { reason, neededBy } of result.plan.adds) {
          expect(neededBy, reason).to.not.be.empty;
        }
      });
    }

    it('a permission that is forbidden and held is done by hand', async () => {
      const reference = await shared.definitions.define('forbidding', [
        { userPermission: 'ApiEnabled' },
        { userPermission: 'ModifyAllData', forbid: true },
      ]);
      const { exitCode, result } = await run('ready', reference);
      expect(exitCode).to.equal(1);
      expect(result.plan.adds).to.deep.equal([]);
      expect(result.plan.manual.map(({ id, code }) => `${id} ${code}`)).to.deep.equal([
        'not:userPermission:ModifyAllData FORBIDDEN_HELD',
      ]);
    });
  });

  describe('scope', () => {
    const levels = [
      { object: 'Account', access: ['read'] },
      { object: 'Contact', access: ['read'], level: 'recommended' },
      { object: 'Lead', access: ['read'], level: 'optional' },
      { object: 'Opportunity', access: ['read', 'edit', 'delete'], minimum: ['read'] },
    ];
    const objects = ['object:Account:read', 'object:Opportunity:read'];
    const cases: [argv: string[], adds: string[], exitCode: number][] = [
      [[], [...objects, 'object:Opportunity:delete', 'object:Opportunity:edit'], 0],
      [['--minimum'], objects, 0],
      [
        ['--include', 'recommended'],
        [...objects, 'object:Contact:read', 'object:Opportunity:delete', 'object:Opportunity:edit'],
        0,
      ],
      [
        ['--include', 'recommended,optional'],
        [...objects, 'object:Contact:read', 'object:Lead:read', 'object:Opportunity:delete', 'object:Opportunity:edit'],
        0,
      ],
      [['--minimum', '--include', 'optional'], [...objects, 'object:Lead:read'], 0],
    ];
    for (const [argv, adds, exitCode] of cases) {
      it(argv.length === 0 ? 'the required' : argv.join(' '), async () => {
        const reference = await shared.definitions.define('levels', levels);
        const ran = await run('viewer', reference, ...argv);
        expect(addsOf(ran.result.plan)).to.deep.equal([...adds].sort());
        expect(ran.exitCode).to.equal(exitCode);
      });
    }

    it('--include degraded adds what a minimum did without', async () => {
      const reference = await shared.definitions.define('levels', levels);
      await run('viewer', reference, '--minimum');
      const again = await run('viewer', reference);
      expect(again.result.plan.adds).to.deep.equal([]);
      const { result } = await run('viewer', reference, '--include', 'degraded');
      expect(addsOf(result.plan)).to.deep.equal(['object:Opportunity:delete', 'object:Opportunity:edit']);
    });
  });

  describe('licenses', () => {
    it('what a license does not allow is done by hand; the rest is granted', async () => {
      const { exitCode, result } = await run('api', 'cognism');
      expect(exitCode).to.equal(1);
      expect(result.plan.manual.map(({ id, code }) => `${id} ${code}`)).to.deep.equal([
        'userPermission:CustomizeApplication LICENSE_FORBIDS_PERMISSION',
      ]);
      expect(addsOf(result.plan))
        .to.include('userPermission:ViewAllData')
        .and.not.include('userPermission:CustomizeApplication');
      expect(result.plan.platformAdds).to.deep.equal(['object:*:read', 'object:*:viewAllRecords']);
      expect(stepsOf(result.outcomes)).to.deep.equal([
        'licenses done',
        'permissionSet done',
        'assignments done',
        'proof done',
      ]);
    });
  });

  describe('an own permission set that the user has and that does not count', () => {
    for (const [id, why, advice] of [
      ['session', /session/i, /\d\. Give Read on Account in a permission set that needs no activation/],
      ['expired', /expire/i, /\d\. Extend the assignment of permission set Integration_expired/],
    ] as const) {
      it(`${id}: is left to people, who are told why`, async () => {
        const reference = await shared.definitions.define(id, [{ object: 'Account', access: ['read'] }]);
        const before = stateOf(shared.world.org.org);
        const { exitCode, result, text } = await run('inert', reference);
        expect(exitCode).to.equal(1);
        expect(result.plan.manual.map((finding) => finding.id)).to.deep.equal(['object:Account:read']);
        expect(result.plan.closes).to.deep.equal([]);
        expect(result.outcomes).to.deep.equal([]);
        expect(text).to.match(why);
        const [, byHand = ''] = text.split('What to do by hand');
        expect(byHand.replace(/\s+/g, ' '))
          .to.match(advice)
          .and.not.match(/enable/);
        expect(changesBetween(before, stateOf(shared.world.org.org))).to.deep.equal(noChanges);
        expect(
          (await check(shared.world.org, '-o', admin, '-u', 'inert@example.com', '-i', reference)).exitCode,
        ).to.equal(1);
      });
    }
  });

  it('writes more than one graph holds (500 records) in several, all of it', async () => {
    const wide = await openWorld({ org: loadScenario('default', { fields: wideFields }) }, admin);
    try {
      const reference = await shared.definitions.define('wide', wideRules);
      const argv = ['-o', admin, '-u', 'api@example.com', '-i', reference, '--no-prompt'];
      const { exitCode, result, requests } = await grant(wide.org, ...argv);
      expect(exitCode).to.equal(0);
      expect(result.plan.adds).to.have.length(522);
      // The set in two, then the license together with the assignment that needs it.
      expect(requests.filter(({ path }) => path.endsWith('/composite/graph'))).to.have.length(3);
      expect(stepsOf(result.outcomes)).to.deep.equal([
        'permissionSet done',
        'licenses done',
        'assignments done',
        'proof done',
      ]);
    } finally {
      await wide.close();
    }
  });
});
