/**
 * Users of every license, with and without every permission set license, and definitions of permissions, of objects, and of
 * both: no grant ends half done, no plan promises what it does not keep, and nothing is left behind that nobody has.
 */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { allowOrgWide } from '../support/allowOrgWide.js';
import { grant, grantTo, isWrite } from '../support/granting.js';
import { changesBetween, noChanges, permissionFacts, stateOf } from '../support/orgState.js';
import { runsNow } from '../support/largeMatrix.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const admin = 'admin@example.com';

const profiles: Readonly<Record<string, string>> = {
  salesforce: 'Minimum Access - Salesforce',
  platform: 'Standard Platform User',
  integration: 'Minimum Access - API Only Integrations',
  identity: 'Identity User',
  chatter: 'Chatter Free User',
  community: 'Customer Community Plus User',
};
const permissionSetLicenses = ['SalesforceAPIIntegrationPsl', 'CompliantDataSharingPsl', 'OrdersPsl'];

type Cell = { license: string; extra: string | null; user: string };
const cells: readonly Cell[] = Object.keys(profiles).flatMap((license) =>
  [null, ...permissionSetLicenses].map((extra) => ({
    license,
    extra,
    user: extra === null ? license : `${license}.${permissionSetLicenses.indexOf(extra)}`,
  })),
);

/** What the licenses of communities and of Identity allow is modeled after their kind: little of what others may have. */
const scenario = (licenseCeilingsReadable: boolean) =>
  loadScenario('default', {
    org: {
      behaviours: { licenseCeilingsReadable },
      seats: Object.fromEntries(
        ['Salesforce Integration', 'Salesforce Platform', 'Chatter Free', ...permissionSetLicenses].map((name) => [
          name,
          99,
        ]),
      ),
    },
    userLicenses: {
      Identity: { total: 99, userPermissions: ['ChatterInternalUser', 'ViewHelpLink'], objects: {} },
      'Customer Community Plus': {
        total: 99,
        userPermissions: ['ApiEnabled', 'RunReports', 'ViewHelpLink'],
        objects: { Account: 'CRE', Contact: 'CRE', Case: 'CRE', Product2: 'R', custom: 'CRED' },
      },
    },
    licenses: {
      OrdersPsl: { total: 99, userPermissions: ['RunReports'], objects: { Account: 'R', Order: 'CRED', Quote: 'R' } },
    },
    profiles: {
      'Identity User': { license: 'Identity' },
      'Customer Community Plus User': { license: 'Customer Community Plus' },
    },
    users: Object.fromEntries(
      cells.map(({ license, extra, user }) => [
        user,
        {
          lastName: user,
          profile: profiles[license] ?? '',
          ...(extra === null ? {} : { permissionSetLicenses: [extra] }),
        },
      ]),
    ),
  });

const permissions = [
  { userPermission: ['ApiEnabled', 'RunReports', 'ViewEventLogFiles', 'ManageDashbdsInPubFolders'] },
];
const objects = [
  { object: 'Account', access: ['read', 'edit', 'viewAllRecords'] },
  { object: ['Order', 'Region__c', 'Task'], access: ['read'] },
  { field: ['Account.Website', 'Contact.Email'], access: ['edit'] },
];
const definitionsOf: Readonly<Record<string, readonly object[]>> = {
  permissions,
  objects,
  both: [...permissions, ...objects],
};

for (const [at, isReadable] of [true, false].entries()) {
  describe(`grants over all licenses, in an org that ${isReadable ? 'tells' : 'does not tell'} what they allow`, function () {
    this.timeout(60_000);
    const shared = sharedWorld(() => openWorld({ org: scenario(isReadable) }, admin));

    for (const [row, [kind, rules]] of Object.entries(definitionsOf).entries()) {
      // A push runs a twelfth: between them all licenses, with each that comes beside them (`largeMatrix.ts`).
      for (const { license, extra, user } of cells.filter((_, column) => runsNow(5 * row + 3 * at, column, 12))) {
        it(`${kind} for ${license}${extra === null ? '' : ` with ${extra}`}`, async () => {
          const reference = await shared.definitions.define(kind, rules);
          const before = stateOf(shared.world.org.org);
          const target = ['-o', admin, '-u', `${user}@example.com`, '-i', reference];
          const dry = await grant(shared.world.org, ...target, '--dry-run');
          const { exitCode, result, requests, text } = await grantTo(shared.world.org, user, reference);
          expect(result.plan, 'the dry run says what is done').to.deep.equal(dry.result.plan);
          expect(exitCode, text).to.be.oneOf([0, 1, 2, 3]);

          const failed = result.outcomes.filter((outcome) => outcome.result === 'failed');
          if (failed.length > 0) {
            // Only what the org did not tell may be refused; and then the plan has said so, and promised nothing.
            expect(
              result.plan.mayRefuse?.map(({ username }) => username),
              text,
            ).to.deep.equal([`${user}@example.com`]);
            expect(result.plan.closes).to.deep.equal([]);
            expect(exitCode).to.equal(2);
            expect(changesBetween(before, stateOf(shared.world.org.org)), 'nothing is left').to.deep.equal(noChanges);
            return;
          }
          const statuses = new Map((result.after?.[0]?.findings ?? []).map(({ id, status }) => [id, status]));
          const promised = [...result.plan.closes, ...(result.plan.mayClose ?? [])];
          expect(
            promised.filter((id) => statuses.get(id) !== 'met'),
            'promised and not kept',
          ).to.deep.equal([]);
          const facts = permissionFacts(shared.world.org.org);
          const set = `Integration_${kind}`;
          if (facts.has(set)) expect(facts.has(`${set} -> ${user}@example.com`), 'nobody has the set').to.equal(true);
          else expect(requests.filter(isWrite).length, 'licenses alone').to.be.at.most(1);
        });
      }
    }

    const others = cells.filter(({ extra, license }) => extra === null && license !== 'salesforce');
    for (const [row, [kind, rules]] of Object.entries(definitionsOf).entries()) {
      for (const { license, user } of others.filter((_, column) => runsNow(row + at, column))) {
        it(`${kind} for ${license} and a full user in one run: the one costs the other nothing`, async () => {
          const reference = await shared.definitions.define(kind, rules);
          const set = `Integration_${kind}`;
          const users = [user, 'salesforce'].map((name) => `${name}@example.com`);
          const named = users.flatMap((name) => ['-u', name]);
          const { exitCode, result, text } = await grant(
            shared.world.org,
            ...['-o', admin, ...named, '-i', reference, '--no-prompt', ...allowOrgWide],
          );
          const facts = permissionFacts(shared.world.org.org);
          const failed = result.outcomes.filter((outcome) => outcome.result === 'failed');
          for (const { id } of result.plan.adds)
            expect(facts.has(`${set} ${id}`), `${id} is in the set`).to.equal(true);
          for (const { username, assign } of result.plan.users) {
            const isRefused = failed.some((outcome) => outcome.user === username);
            expect(facts.has(`${set} -> ${username}`), `${username} has it`).to.equal(assign && !isRefused);
            // Whom nobody doubted, nobody refuses; and only who is doubted may be.
            if (isRefused) expect(result.plan.mayRefuse?.map((doubt) => doubt.username)).to.include(username);
          }
          expect(
            failed.map((outcome) => outcome.user),
            text,
          ).to.not.include('salesforce@example.com');
          expect(exitCode, text).to.be.oneOf(failed.length > 0 ? [68] : [0, 1, 3]);
        });
      }
    }
  });
}
