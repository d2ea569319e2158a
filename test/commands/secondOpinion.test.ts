import { join } from 'node:path';
import { AuthInfo } from '@salesforce/core';
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { check, expectNarrow, finding, only, refusal, statusOf } from '../support/checking.js';
import type { Checked } from '../support/checking.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { logIn, setAlias } from '../support/sfHome.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const user = 'asked@example.com';

type Behaviours = NonNullable<NonNullable<Scenario['org']>['behaviours']>;

const scenario = (behaviours: Behaviours = {}): Partial<Scenario> => ({
  org: { behaviours },
  profiles: { Bare: { license: 'Salesforce' } },
  permissionSets: {
    Own: {
      userPermissions: ['ApiEnabled', 'ActivitiesAccess', 'EditTask'],
      objects: { Lead: 'read edit', Account: 'read', Region__c: 'read create' },
      fields: {
        'Lead.Email': 'edit',
        'Account.BillingAddress': 'edit',
        'Lead.mk_Score__c': 'read',
      },
    },
  },
  users: { asked: { lastName: 'Asked', profile: 'Bare', permissionSets: ['Own'] } },
});

const rules = [
  { userPermission: 'ApiEnabled' },
  { object: 'Lead', access: ['read', 'edit', 'delete', 'viewAllRecords'] },
  { object: 'Region__c', access: ['read'] },
  { object: 'Task', access: ['read'] },
  { field: ['Lead.Email', 'Lead.mk_Score__c', 'Lead.OwnerId', 'Account.BillingCity'], access: ['read'] },
  { field: ['Lead.Email', 'Lead.mk_Score__c', 'Account.BillingCity'], access: ['edit'] },
];

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** The ids of the findings that became unknown because two opinions differ. */
const differing = (run: Checked): string[] =>
  only(run)
    .findings.filter(({ code }) => code === 'OPINIONS_DIFFER')
    .map(({ id }) => id);

describe('check --cross-check', function () {
  this.timeout(120_000);
  const open = (behaviours: Behaviours) => (): Promise<World> =>
    openWorld({ org: loadScenario('default', scenario(behaviours)) }, admin);

  describe('of an org that tells the truth', () => {
    const shared = sharedWorld(open({}));
    const run = async (...argv: string[]): Promise<Checked> =>
      check(shared.world.org, '-o', admin, '-u', user, '-i', await shared.definitions.define('asked', rules), ...argv);

    it('agrees, says so in one line, and changes no finding', async () => {
      const [plain, asked] = [await run(), await run('--cross-check')];
      expectNarrow(asked.text);
      expect(only(asked)).to.deep.equal(only(plain));
      // Not answered: View All on Lead, and whether a part of an address can be written.
      expect(oneLine(asked.text)).to.include(
        'Salesforce itself agrees on 11 of 13 needs of objects and fields. Of 2 it says nothing; what was found stays as it is.',
      );
      expect(plain.text).to.not.include('Salesforce itself');
    });

    it('takes one call more at most: it reads the describes at once that are otherwise read where something is open', async () => {
      const [plain, asked] = [await run(), await run('--cross-check')];
      expect(asked.calls - plain.calls).to.be.within(0, 1);
      expect(asked.result.apiCalls - plain.result.apiCalls).to.be.within(0, 1);
    });

    it('is repeated by the command that the report ends with', async () => {
      expect((await run('--cross-check')).text).to.include('--cross-check -o admin@example.com');
    });
  });

  // Of each of these the user has nothing, so that each answer of the platform agrees.
  const manyFields = [
    ...[
      'Title',
      'Company',
      'Phone',
      'MobilePhone',
      'Fax',
      'Website',
      'Description',
      'Industry',
      'Rating',
      'LeadSource',
    ],
    ...['AnnualRevenue', 'NumberOfEmployees', 'DoNotCall', 'HasOptedOutOfEmail', 'HasOptedOutOfFax'],
  ].map((field) => `Lead.${field}`);
  const contactFields = [
    ...['Title', 'Department', 'Phone', 'MobilePhone', 'HomePhone', 'OtherPhone', 'Fax', 'Birthdate', 'Description'],
    ...['AssistantName', 'AssistantPhone', 'DoNotCall', 'LeadSource', 'HasOptedOutOfEmail', 'HasOptedOutOfFax'],
  ].map((field) => `Contact.${field}`);

  for (const [title, userFieldAccess, calls, answered] of [
    ['that takes a list of fields: one call for all of them', 'lists', 1, 'all 30'],
    ['that takes none: 25 of them one by one, in five calls more', 'equals', 6, '25 of 30'],
  ] as const)
    describe(`of an org ${title}`, () => {
      const shared = sharedWorld(open({ userFieldAccess }));
      it('reads and compares', async () => {
        const of = await shared.definitions.define('many', [
          { field: [...manyFields, ...contactFields], access: ['read'], level: 'recommended' },
        ]);
        const run = (...argv: string[]): Promise<Checked> =>
          check(shared.world.org, '-o', admin, '-u', user, '-i', of, ...argv);
        const [plain, asked] = [await run(), await run('--cross-check')];
        expect(asked.result.apiCalls - plain.result.apiCalls).to.equal(calls);
        expect(only(asked)).to.deep.equal(only(plain));
        expect(oneLine(asked.text)).to.include(`Salesforce itself agrees on ${answered}`);
      });
    });

  describe('of an org that was told to lie', () => {
    const shared = sharedWorld(
      open({
        accessOpinions: [
          ['Lead', 'IsDeletable', true],
          ['Lead.Email', 'IsAccessible', false],
          ['Region__c', 'IsReadable', false],
          ['Task', '', null],
        ],
      }),
    );
    const run = async (...argv: string[]): Promise<Checked> =>
      check(shared.world.org, '-o', admin, '-u', user, '-i', await shared.definitions.define('asked', rules), ...argv);

    it('makes unknown what the two differ about, and names both opinions', async () => {
      const plain = await run();
      const asked = await run('--cross-check');
      expectNarrow(asked.text);
      expect(differing(asked)).to.deep.equal(['field:Lead.Email:read', 'object:Lead:delete', 'object:Region__c:read']);
      for (const id of differing(asked)) expect(finding(only(asked), id).status).to.equal('unknown');
      expect(statusOf(only(plain), 'object:Region__c:read')).to.equal('met GRANTED');
      expect(finding(only(asked), 'object:Region__c:read').message).to.equal(
        'Two opinions of Read on Region__c: profile and permission sets say yes, UserEntityAccess says no. So it is not known.',
      );
      expect(finding(only(asked), 'object:Lead:delete').message).to.include(
        'profile and permission sets say no, UserEntityAccess says yes',
      );
      expect(finding(only(asked), 'field:Lead.Email:read').message).to.include('say yes, UserFieldAccess says no');
      expect(finding(only(asked), 'object:Region__c:read').grantedBy.map(({ name }) => name)).to.deep.equal(['Own']);
      expect(oneLine(asked.text)).to.include('It differs on 3, which are unknown therefore.');
    });

    it('leaves alone what it does not answer', async () => {
      const [plain, asked] = [await run(), await run('--cross-check')];
      expect(finding(only(asked), 'object:Task:read')).to.deep.equal(finding(only(plain), 'object:Task:read'));
      expect(oneLine(asked.text)).to.include('Of 3 it says nothing; what was found stays as it is.');
    });

    it('exits with 3 where nothing but that is open', async () => {
      const definition = await shared.definitions.define('one', [{ object: 'Region__c', access: ['read'] }]);
      const asked = await check(shared.world.org, '-o', admin, '-u', user, '-i', definition, '--cross-check');
      expect(asked.exitCode).to.equal(3);
    });

    it('stays in a snapshot', async () => {
      const file = join(shared.world.home, 'opinions.json');
      const asked = await run('--cross-check', '--save-snapshot', file);
      const again = await check(shared.world.org, '--snapshot', file);
      expect(only(again)).to.deep.equal(only(asked));
      expect(oneLine(again.text)).to.include('It differs on 3, which are unknown therefore.');
    });

    it('makes nothing surplus', async () => {
      const asked = await run('--cross-check', '--surplus');
      const without = await run('--surplus');
      expect(only(asked).surplus).to.deep.equal(only(without).surplus);
    });
  });
});

describe('check --verify-as', function () {
  this.timeout(120_000);
  const shared = sharedWorld(() => openWorld({ org: loadScenario('default', scenario()) }, admin, user));
  const run = async (...argv: string[]): Promise<Checked> =>
    check(shared.world.org, '-o', admin, '-u', user, '-i', await shared.definitions.define('asked', rules), ...argv);

  before(() => setAlias('integration-login', user));

  it('compares with what the user sees itself, and says that they agree', async () => {
    const [plain, asked] = [await run(), await run('--verify-as', 'integration-login')];
    expectNarrow(asked.text);
    expect(only(asked)).to.deep.equal(only(plain));
    expect(oneLine(asked.text)).to.match(/What asked@example\.com sees itself agrees on (all )?\d+ (of \d+ )?needs/);
  });

  it('counts the calls of both logins', async () => {
    const [plain, asked] = [await run(), await run('--verify-as', user)];
    expect(asked.result.apiCalls - plain.result.apiCalls).to.equal(asked.calls - plain.calls);
    expect(asked.calls - plain.calls).to.be.at.most(2);
  });

  it('refuses a user who is not checked, in one sentence', async () => {
    const definition = await shared.definitions.define('asked', rules);
    const error = await refusal(shared.world.org, ...['-o', admin, '-u', user, '-i', definition, '--verify-as', admin]);
    expect(error.message).to.equal('admin@example.com is admin@example.com, who is not a user that is checked.');
    expect(error.exitCode).to.equal(2);
  });

  it('refuses an alias under which nobody is logged in', async () => {
    const definition = await shared.definitions.define('asked', rules);
    const error = await refusal(
      shared.world.org,
      ...['-o', admin, '-u', user, '-i', definition, '--verify-as', 'nobody'],
    );
    expect(error.message).to.include('No user is logged in under nobody');
    expect(error.exitCode).to.equal(2);
  });
});

describe('check --verify-as with the login of another org', function () {
  this.timeout(120_000);
  const shared = sharedWorld(() => openWorld({ org: loadScenario('default', scenario()) }, admin));
  it('is refused', async () => {
    const { startLocalOrg } = await import('../local-org/http/localOrgServer.js');
    const elsewhere = await startLocalOrg({ scenario: 'packaged' });
    try {
      await logIn(elsewhere, 'direct@example.com');
      // Every embedded org has the same id.
      const auth = await AuthInfo.create({ username: 'direct@example.com' });
      await auth.save({ orgId: '00D5g0000000OTHEAM' });
      const definition = await shared.definitions.define('asked', rules);
      const error = await refusal(
        shared.world.org,
        ...['-o', admin, '-u', user, '-i', definition, '--verify-as', 'direct@example.com'],
      );
      expect(error.message).to.match(/^direct@example\.com is logged in to another org/);
      expect(error.exitCode).to.equal(2);
    } finally {
      await elsewhere.close();
    }
  });
});
