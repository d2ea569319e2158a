/** A permission set that is tied to a license holds only what that license allows (facts A11, A17), whoever gets it. */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { grant, grantTo, stepsOf } from '../support/granting.js';
import { changesBetween, noChanges, permissionFacts, stateOf } from '../support/orgState.js';
import type { OrgState } from '../support/orgState.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';
import { sampleOf } from '../support/largeMatrix.js';

const admin = 'admin@example.com';

const scenario = (licenseCeilingsReadable: boolean) =>
  loadScenario('default', {
    org: { behaviours: { licenseCeilingsReadable }, seats: { 'Salesforce Integration': 20 } },
    licenses: {
      DeskPsl: { total: 9, userPermissions: ['ViewRoles'], objects: { Account: 'CRED', Order: 'CRED' } },
      CasesPsl: { total: 9, userPermissions: [], objects: { Account: 'R', Case: 'CRED', Quote: 'CRED' } },
    },
    permissionSets: {
      Desk_Sync: { license: 'DeskPsl', objects: { Account: 'read' } },
      Platform_Sync: { license: 'Salesforce Platform', objects: { Account: 'read' } },
      Integration_Sync: { license: 'Salesforce Integration', userPermissions: ['ApiEnabled'] },
      Free_Sync: { objects: { Account: 'read' } },
    },
    users: {
      full: { profile: 'Minimum Access - Salesforce' },
      has: { profile: 'Minimum Access - Salesforce', permissionSets: ['Desk_Sync'] },
      plat: { profile: 'Standard Platform User', permissionSetLicenses: ['CasesPsl'] },
      int: {
        profile: 'Minimum Access - API Only Integrations',
        permissionSetLicenses: ['SalesforceAPIIntegrationPsl'],
      },
    },
  });

const rules = [
  { object: 'Account', access: ['read', 'edit'] },
  { object: ['Case', 'Order'], access: ['read', 'create'] },
  { userPermission: ['RunReports', 'ViewRoles'] },
];

for (const isReadable of [true, false]) {
  describe(`integration grant into a set on a license, in an org that ${isReadable ? 'tells' : 'does not tell'} which objects it allows`, function () {
    this.timeout(60_000);
    const shared = sharedWorld(() => openWorld({ org: scenario(isReadable) }, admin));
    let initial: OrgState;
    before(() => {
      initial = stateOf(shared.world.org.org);
    });

    const plain = (text: string): string => text.replace(/\s+/g, ' ');

    const cases: [user: string, set: string, license: string, forbidden: string[], told: string[]][] = [
      // Which user permissions a permission set license allows, its columns tell.
      ['full', 'Desk_Sync', 'DeskPsl', ['object:Case:create', 'object:Case:read'], ['userPermission:RunReports']],
      ['has', 'Desk_Sync', 'DeskPsl', ['object:Case:create', 'object:Case:read'], ['userPermission:RunReports']],
      [
        'plat',
        'Platform_Sync',
        'Salesforce Platform',
        ['object:Case:create', 'object:Case:read', 'object:Order:create', 'object:Order:read'],
        [],
      ],
      [
        'int',
        'Integration_Sync',
        'Salesforce Integration',
        [],
        [
          ...['object:Account:edit', 'object:Account:read', 'object:Case:create', 'object:Case:read'],
          ...['object:Order:create', 'object:Order:read', 'userPermission:RunReports', 'userPermission:ViewRoles'],
        ],
      ],
    ];
    for (const [user, set, license, forbidden, always] of sampleOf(cases)) {
      it(`${user} into ${set}: what ${license} does not allow is not planned, and what nobody can say is in doubt`, async () => {
        const reference = await shared.definitions.define('vendor', rules);
        const argv = ['--permission-set', set];
        const target = ['-o', admin, '-u', `${user}@example.com`, '-i', reference, ...argv];
        const dry = await grant(shared.world.org, ...target, '--dry-run');
        const { plan } = dry.result;
        const keptOut = [...(isReadable ? forbidden : []), ...always].sort();
        const isKeptOut = ({ id }: { id: string }): boolean => keptOut.includes(id);
        expect(plan.adds.filter(isKeptOut)).to.deep.equal([]);
        const manual = plan.manual.filter(isKeptOut);
        expect(manual.map(({ id, code }) => [id, code])).to.deep.equal(
          // Of an object that the license of the user does not open either, that is told.
          keptOut.map((id) => [id, 'SET_LICENSE_FORBIDS']),
        );
        for (const { message, actions } of manual) {
          for (const name of [set, license]) expect(message).to.include(name);
          expect(actions.join(' ')).to.include('--permission-set');
        }
        if (!isReadable && forbidden.length > 0) {
          expect(plan.closes).to.deep.equal([]);
          expect(plan.mayRefuse?.flatMap(({ ids }) => ids)).to.include.members(forbidden);
          expect(plain(dry.text)).to.include(license);
        }

        const { exitCode, result, text } = await grantTo(shared.world.org, user, reference, ...argv);
        const failed = result.outcomes.filter((outcome) => outcome.result === 'failed');
        if (isReadable || forbidden.length === 0) {
          expect(failed, text).to.deep.equal([]);
          expect(exitCode, 'the rest is for people').to.equal(1);
          for (const id of keptOut) expect(permissionFacts(shared.world.org.org).has(`${set} ${id}`)).to.equal(false);
        } else {
          expect(failed).to.have.length(1);
          expect(exitCode).to.equal(2);
          expect(changesBetween(initial, stateOf(shared.world.org.org))).to.deep.equal(noChanges);
        }
      });
    }

    it('the next step works: a set of its own takes all of it', async () => {
      const reference = await shared.definitions.define('vendor', rules);
      const { exitCode, result } = await grantTo(shared.world.org, 'full', reference);
      expect(stepsOf(result.outcomes)).to.deep.equal(['permissionSet done', 'assignments done', 'proof done']);
      expect(exitCode).to.equal(0);
    });

    it('what comes along with a permission has to be allowed as well', async () => {
      const reference = await shared.definitions.define('along', [
        { object: 'Order', access: ['read'] },
        { object: 'Contact' },
      ]);
      const { plan } = (
        await grant(
          shared.world.org,
          '-o',
          admin,
          '-u',
          'full@example.com',
          '-i',
          reference,
          '--dry-run',
          '--permission-set',
          'Desk_Sync',
        )
      ).result;
      if (isReadable) {
        expect(plan.adds.map(({ id }) => id)).to.deep.equal(['object:Order:read']);
        expect(plan.manual.map(({ id, code }) => [id, code])).to.deep.equal([
          ['object:Contact:read', 'SET_LICENSE_FORBIDS'],
        ]);
      } else expect(plan.mayRefuse?.[0]?.ids).to.include('object:Contact:read');
    });

    for (const [what, path] of [
      ['which license it is', /LicenseId FROM PermissionSet WHERE Id/i],
      [
        'what the licenses allow',
        /MaximumPermissions\w+.* FROM PermissionSetLicense|DeveloperName, MasterLabel.* FROM PermissionSetLicense/i,
      ],
    ] as const)
      it(`where it is not told ${what}, all of it is in doubt`, async () => {
        shared.world.org.faults.add({ kind: '500', match: { subrequest: true, path }, times: Infinity });
        const reference = await shared.definitions.define('vendor', rules);
        const argv = ['--permission-set', 'Desk_Sync'];
        const { plan } = (
          await grant(shared.world.org, '-o', admin, '-u', 'full@example.com', '-i', reference, '--dry-run', ...argv)
        ).result;
        expect(plan.closes).to.deep.equal([]);
        const { exitCode, result } = await grantTo(shared.world.org, 'full', reference, ...argv);
        expect(exitCode, JSON.stringify(result.outcomes)).to.be.oneOf([1, 2]);
        if (exitCode === 2) expect(changesBetween(initial, stateOf(shared.world.org.org))).to.deep.equal(noChanges);
      });
  });
}
