/** Several users in one grant: whom the org refuses keeps nothing back from the others, and nothing is left that nobody has. */
import { expect } from 'chai';
import type { OutcomeResult } from '../../src/report/grant/grantResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { allowOrgWide } from '../support/allowOrgWide.js';
import { grant, isWrite } from '../support/granting.js';
import type { Carried } from '../support/granting.js';
import type { GrantResult } from '../../src/report/grant/grantResult.js';
import { changesBetween, noChanges, permissionFacts, stateOf } from '../support/orgState.js';
import type { OrgState } from '../support/orgState.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const admin = 'admin@example.com';

const scenario = () =>
  loadScenario('default', {
    org: {
      behaviours: { licenseCeilingsReadable: false },
      seats: { 'Salesforce Integration': 20, SalesforceAPIIntegrationPsl: 20, 'Salesforce Platform': 20 },
    },
    permissionSets: { Shared: { objects: { Account: 'read' } } },
    users: {
      full: { profile: 'Minimum Access - Salesforce' },
      full2: { profile: 'Minimum Access - Salesforce' },
      plat: { profile: 'Standard Platform User' },
      plat2: { profile: 'Standard Platform User' },
      bare: { profile: 'Minimum Access - API Only Integrations' },
      bare2: { profile: 'Minimum Access - API Only Integrations' },
    },
  });

/** Of Salesforce Platform nobody can say whether it allows this; it does not. */
const rules = [{ userPermission: 'TransferAnyLead' }, { object: 'Lead', access: ['read'] }];

describe('integration grant for several users, of whom the org refuses some', function () {
  this.timeout(60_000);
  const shared = sharedWorld(() => openWorld({ org: scenario() }, admin));
  let initial: OrgState;
  let reference: string;
  before(async () => {
    initial = stateOf(shared.world.org.org);
    reference = await shared.definitions.define('several', rules);
  });

  const run = (users: readonly string[], ...argv: string[]): Promise<Carried<GrantResult>> =>
    grant(
      shared.world.org,
      ...['-o', admin, ...users.flatMap((user) => ['-u', `${user}@example.com`]), '-i', reference],
      ...['--no-prompt', ...allowOrgWide, ...argv],
    );
  const told = (outcomes: readonly OutcomeResult[]): string[] =>
    outcomes.map(({ step, user = '', result, code = '' }) =>
      [step, user.replace('@example.com', ''), result, code].filter((word) => word !== '').join(' '),
    );
  const has = (user: string, what = 'Integration_several'): boolean =>
    permissionFacts(shared.world.org.org).has(`${what} -> ${user}@example.com`);
  const licensed = (user: string): boolean =>
    permissionFacts(shared.world.org.org).has(`license SalesforceAPIIntegrationPsl -> ${user}@example.com`);

  for (const users of [
    ['plat', 'full'],
    ['full', 'plat'],
    ['plat', 'full', 'plat2', 'full2'],
  ]) {
    it(`in doubt, ${users.join(', ')}: who may have it gets it, and each is told how it ended`, async () => {
      const { exitCode, result, text } = await run(users);
      expect(result.plan.mayRefuse?.map(({ username }) => username)).to.deep.equal(
        users.filter((user) => user.startsWith('plat')).map((user) => `${user}@example.com`),
      );
      expect(exitCode, text).to.equal(68);
      expect(told(result.outcomes)).to.have.members([
        'permissionSet done',
        ...users.map((user) =>
          user.startsWith('plat') ? `assignments ${user} failed FIELD_INTEGRITY_EXCEPTION` : `assignments ${user} done`,
        ),
      ]);
      for (const user of users) expect(has(user), user).to.equal(user.startsWith('full'));
      for (const user of users) expect(text).to.include(`${user}@example.com`);
    });
  }

  it('all are refused: nothing is left, and each is told', async () => {
    const { exitCode, result } = await run(['plat', 'plat2']);
    expect(told(result.outcomes)).to.deep.equal([
      'permissionSet skipped NOT_WITHOUT_ASSIGNMENT',
      'assignments plat failed FIELD_INTEGRITY_EXCEPTION',
      'assignments plat2 failed FIELD_INTEGRITY_EXCEPTION',
    ]);
    expect(exitCode, 'nothing was written').to.equal(2);
    expect(changesBetween(initial, stateOf(shared.world.org.org))).to.deep.equal(noChanges);
  });

  it('into a set that was there: as it was where all are refused, extended where one gets it', async () => {
    const nobody = await run(['plat', 'plat2'], '--permission-set', 'Shared');
    expect(nobody.exitCode).to.equal(2);
    expect(changesBetween(initial, stateOf(shared.world.org.org))).to.deep.equal(noChanges);
    const one = await run(['plat', 'full'], '--permission-set', 'Shared');
    expect(one.exitCode).to.equal(68);
    expect([has('plat', 'Shared'), has('full', 'Shared')]).to.deep.equal([false, true]);
  });

  describe('although nothing was in doubt', () => {
    const refuse = (times: number): void =>
      void shared.world.org.faults.add({
        kind: 'licenseRefused',
        match: { subrequest: true, method: 'POST', path: 'sobjects/PermissionSetAssignment' },
        times,
      });

    for (const [title, users, steps] of [
      [
        'one user',
        ['full'],
        ['permissionSet skipped NOT_WITHOUT_ASSIGNMENT', 'assignments full failed FIELD_INTEGRITY_EXCEPTION'],
      ],
      [
        'one user who needs a license first',
        ['bare'],
        [
          'licenses bare skipped LICENSE_NOT_ALONE',
          'permissionSet skipped NOT_WITHOUT_ASSIGNMENT',
          'assignments bare failed FIELD_INTEGRITY_EXCEPTION',
        ],
      ],
    ] as const)
      it(`${title}: nothing of the run stays, not even the license`, async () => {
        refuse(Infinity);
        const { exitCode, result } = await run(users);
        expect(result.plan.mayRefuse).to.equal(undefined);
        expect(told(result.outcomes)).to.deep.equal(steps);
        expect(exitCode).to.equal(2);
        expect(changesBetween(initial, stateOf(shared.world.org.org))).to.deep.equal(noChanges);
        shared.world.org.faults.clear();
        expect((await run(users)).exitCode, 'the next run does it').to.equal(0);
      });

    it('one of two who need a license: the other gets license and set', async () => {
      refuse(1);
      const { exitCode, result } = await run(['bare', 'bare2']);
      expect(told(result.outcomes)).to.deep.equal([
        'licenses bare skipped LICENSE_NOT_ALONE',
        'licenses bare2 done',
        'permissionSet done',
        'assignments bare failed FIELD_INTEGRITY_EXCEPTION',
        'assignments bare2 done',
      ]);
      expect(exitCode).to.equal(68);
      expect([has('bare'), has('bare2')]).to.deep.equal([false, true]);
      expect([licensed('bare'), licensed('bare2')]).to.deep.equal([false, true]);
      const { requests } = await run(['bare', 'bare2']);
      expect(requests.filter(isWrite)).to.have.length(1);
      expect([has('bare'), has('bare2')]).to.deep.equal([true, true]);
    });
  });
});
