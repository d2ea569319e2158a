/** What nobody can say of a license before a set is assigned: told in the plan, and nothing stays where it is refused (fact A16). */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check, only } from '../support/checking.js';
import { grant, grantRefusal, grantTo, stepsOf } from '../support/granting.js';
import { changesBetween, noChanges, permissionFacts, stateOf } from '../support/orgState.js';
import type { OrgState } from '../support/orgState.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const admin = 'admin@example.com';

const scenario = (licenseCeilingsReadable: boolean) =>
  loadScenario('default', {
    org: { behaviours: { licenseCeilingsReadable } },
    permissionSets: {
      Has_Opportunity: { objects: { Account: 'read', Opportunity: 'read' } },
      Has_Account: { objects: { Account: 'read' } },
    },
    users: {
      plat: { profile: 'Standard Platform User' },
      full: { profile: 'Minimum Access - Salesforce' },
    },
  });

for (const isReadable of [true, false]) {
  describe(`integration grant where the org ${isReadable ? 'tells' : 'does not tell'} which objects a license allows`, function () {
    this.timeout(60_000);
    const shared = sharedWorld(() => openWorld({ org: scenario(isReadable) }, admin));
    let initial: OrgState;
    before(() => {
      initial = stateOf(shared.world.org.org);
    });

    const plain = (text: string): string => text.replace(/\s+/g, ' ');
    const plan = (user: string, reference: string, ...argv: string[]): ReturnType<typeof grant> =>
      grant(shared.world.org, '-o', admin, '-u', `${user}@example.com`, '-i', reference, '--dry-run', ...argv);

    const refused = [{ userPermission: 'ManageDashbdsInPubFolders' }, { userPermission: 'TransferAnyLead' }];

    it('a user permission that the license does not allow: said before, refused as a whole, and nothing stays', async () => {
      const reference = await shared.definitions.define('perms', refused);
      const dry = await plan('plat', reference);
      expect(dry.result.plan.mayRefuse).to.deep.equal([
        {
          username: 'plat@example.com',
          userLicense: 'Salesforce Platform',
          ids: dry.result.plan.adds.map(({ id }) => id),
        },
      ]);
      expect(dry.result.plan.closes).to.deep.equal([]);
      expect(dry.result.plan.mayClose).to.include('userPermission:TransferAnyLead');
      expect(plain(dry.text)).to.include('The license may refuse this');
      expect(plain(dry.text)).to.include('plat@example.com, license Salesforce Platform: ');
      expect(plain(dry.text)).to.include('if the license allows it');
      const { exitCode, result, text } = await grantTo(shared.world.org, 'plat', reference);
      expect(stepsOf(result.outcomes)).to.deep.equal([
        'permissionSet skipped NOT_WITHOUT_ASSIGNMENT',
        'assignments failed FIELD_INTEGRITY_EXCEPTION',
      ]);
      expect(exitCode, 'nothing was written').to.equal(2);
      expect(text, 'nothing to take back').to.not.include('integration revoke');
      expect(changesBetween(initial, stateOf(shared.world.org.org))).to.deep.equal(noChanges);
    });

    it('one that it allows after all is written and proved', async () => {
      const reference = await shared.definitions.define('allowed', [{ userPermission: 'PasswordNeverExpires' }]);
      const { exitCode, result } = await grantTo(shared.world.org, 'plat', reference);
      expect(stepsOf(result.outcomes)).to.deep.equal(['permissionSet done', 'assignments done', 'proof done']);
      expect(exitCode).to.equal(0);
      expect(permissionFacts(shared.world.org.org).has('Integration_allowed -> plat@example.com')).to.equal(true);
    });

    it('users on the full license, and what somebody has already, are in no doubt', async () => {
      const reference = await shared.definitions.define('sure', [...refused, { object: 'Lead', access: ['read'] }]);
      const { plan: planned } = (await plan('full', reference)).result;
      expect(planned.mayRefuse).to.equal(undefined);
      expect(planned.closes).to.have.length(3);
    });

    it('an object: ruled out where the org tells, in doubt where it does not', async () => {
      const reference = await shared.definitions.define('object', [
        { object: ['Account', 'Opportunity'], access: ['delete', 'viewAllRecords'] },
      ]);
      const { plan: planned } = (await plan('plat', reference)).result;
      if (isReadable) {
        expect(planned.mayRefuse).to.equal(undefined);
        expect(planned.closes).to.include('object:Account:viewAllRecords');
        expect(planned.manual.map(({ id }) => id)).to.include('object:Opportunity:delete');
        const { exitCode, result } = await grantTo(shared.world.org, 'plat', reference);
        expect(result.outcomes.filter((outcome) => outcome.result === 'failed')).to.deep.equal([]);
        expect(exitCode).to.equal(1);
      } else {
        expect(planned.mayRefuse?.[0]?.ids).to.include('object:Opportunity:delete');
        expect(planned.closes).to.deep.equal([]);
        const { exitCode } = await grantTo(shared.world.org, 'plat', reference);
        expect(exitCode).to.equal(2);
        expect(changesBetween(initial, stateOf(shared.world.org.org))).to.deep.equal(noChanges);
      }
    });

    it('what comes along by the word of the org alone was not read of any license, and so none forbids it', async () => {
      const done = await grantTo(shared.world.org, 'api', 'ciro@quick-setup');
      expect(done.exitCode).to.equal(0);
      const added = done.result.plan.adds.filter(({ origin }) => origin === 'orgClaim').map(({ id }) => id);
      expect(added).to.include('userPermission:CreateCustomizeReports');
    });

    it('a set that holds what the license does not allow is refused, or in doubt', async () => {
      const reference = await shared.definitions.define('held', [{ object: 'Account', access: ['viewAllRecords'] }]);
      const argv = ['--permission-set', 'Has_Opportunity'];
      if (isReadable) {
        const target = ['-o', admin, '-u', 'plat@example.com', '-i', reference, ...argv, '--dry-run'];
        const refusal = await grantRefusal(shared.world.org, ...target);
        expect(refusal).to.include({ exitCode: 2, name: 'SetHoldsForbiddenError' });
        for (const name of ['Has_Opportunity', 'plat@example.com', 'Salesforce Platform', 'object:Opportunity:read'])
          expect(refusal.message).to.include(name);
      } else {
        const { exitCode } = await grantTo(shared.world.org, 'plat', reference, ...argv);
        expect(exitCode).to.equal(2);
      }
      expect(changesBetween(initial, stateOf(shared.world.org.org)), 'the set is as it was').to.deep.equal(noChanges);
      const other = await grantTo(shared.world.org, 'plat', reference, '--permission-set', 'Has_Account');
      expect(other.exitCode).to.equal(0);
      expect(
        only(await check(shared.world.org, '-o', admin, '-u', 'plat@example.com', '-i', reference)).ready,
      ).to.equal(true);
    });
  });
}
