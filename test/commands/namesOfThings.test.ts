/** Names that are not what they look like: of groups, of permissions on profiles, of users in sandboxes. */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { rowsOf } from '../local-org/permissions/orgTables.js';
import { check, only, refusal, statusOf } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant, revoke } from '../support/granting.js';
import { runCommand } from '../support/commandRun.js';
import IntegrationRevoke from '../../src/commands/integration/revoke.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

describe('names', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  const open = async (more: Partial<Scenario>, admin: string, scenario = 'default'): Promise<void> => {
    const org = loadScenario(scenario, more as Parameters<typeof loadScenario>[1]);
    world = await openWorld({ org }, admin);
    definitions = await makeDefinitions();
  };
  afterEach(async () => {
    await world.close();
    await definitions.remove();
  });

  describe('of a permission set group', () => {
    const admin = 'admin@example.com';
    const groups: Partial<Scenario> = {
      org: { behaviours: { aggregateNames: 'ofGroup' } },
      permissionSetGroups: { Integration_names: { permissionSets: ['Sales_Read'] } },
      users: { ann: { profile: 'Minimum Access - Salesforce' } },
    };

    it('are none of a permission set: a grant makes a set of its own and leaves the group alone', async () => {
      await open(groups, admin);
      const file = await definitions.define('names', [{ userPermission: 'RunReports' }]);
      const { exitCode, result } = await grant(
        world.org,
        ...['-o', admin, '-u', 'ann@example.com', '-i', file, '--no-prompt'],
      );
      expect(result.plan.permissionSet.exists).to.equal(false);
      expect(exitCode).to.equal(0);
      const sets = rowsOf(world.org.org, 'PermissionSet').filter(({ Name }) => Name === 'Integration_names');
      const group = sets.find(({ Type }) => Type === 'Group');
      expect(sets.map(({ Type }) => Type).sort()).to.deep.equal(['Group', 'Regular']);
      const again = await grant(world.org, ...['-o', admin, '-u', 'ann@example.com', '-i', file, '--no-prompt']);
      expect(again.result.plan.adds).to.deep.equal([]);
      const back = await revoke(
        world.org,
        ...['-o', admin, '-u', 'ann@example.com', '-i', file, '--no-prompt', '--delete'],
      );
      expect(back.exitCode).to.equal(0);
      expect(rowsOf(world.org.org, 'PermissionSet').filter(({ Name }) => Name === 'Integration_names')).to.deep.equal([
        group,
      ]);
    });

    it('are no permission set that could be revoked', async () => {
      await open(groups, admin);
      const file = await definitions.define('names', [{ userPermission: 'RunReports' }]);
      const argv = ['-o', admin, '-u', 'ann@example.com', '-i', file, '--no-prompt'];
      const { outcome } = await runCommand(world.org, IntegrationRevoke, [
        ...argv,
        '--permission-set',
        'Integration_names',
      ]);
      expect('error' in outcome, JSON.stringify(outcome)).to.equal(true);
    });
  });

  describe('of user permissions', () => {
    const admin = 'admin@example.com';
    for (const [word, other] of [
      ['InstallMultiforce', 'InstallPackaging'],
      ['InstallPackaging', 'InstallMultiforce'],
    ] as const) {
      it(`${word} is the permission that elsewhere is called ${other}`, async () => {
        await open({ users: { ann: { profile: 'Minimum Access - Salesforce' } } }, admin);
        const file = await definitions.define('names', [{ userPermission: word }]);
        const argv = ['-o', admin, '-i', file];
        const ofAdmin = only(await check(world.org, ...argv, '-u', admin));
        expect(statusOf(ofAdmin, 'userPermission:InstallPackaging')).to.equal('met GRANTED');
        const ofUser = only(await check(world.org, ...argv, '-u', 'ann@example.com'));
        expect(statusOf(ofUser, 'userPermission:InstallPackaging')).to.equal('unmet USER_PERMISSION_MISSING');
      });
    }
  });

  describe('of users', () => {
    for (const [title, name] of [
      ['with blanks around it', ' cognism@example.com '],
      ['in other letters', 'Cognism@Example.COM'],
      ['with both, without the suffix of the sandbox', '  COGNISM@example.com'],
    ] as const) {
      it(`${title}: found in a sandbox`, async () => {
        const admin = 'admin@example.com.uat';
        await open({}, admin, 'sandbox');
        const { result } = await check(world.org, '-o', admin, '-i', 'cognism', '-u', name);
        expect(result.checks.map(({ user }) => user.username)).to.deep.equal(['cognism@example.com.uat']);
      });
    }

    // Where a username with the suffix is taken in any org, Salesforce puts six characters before it.
    const prefixed: Partial<Scenario> = {
      users: {
        dora: { username: '00x7Vqdora@example.com', profile: 'Standard User' },
        joann: { username: 'joann@example.com', profile: 'Standard User' },
      },
    };

    it('with what Salesforce put before them in a sandbox: found', async () => {
      const admin = 'admin@example.com.uat';
      await open(prefixed, admin, 'sandbox');
      const { result } = await check(world.org, '-o', admin, '-i', 'cognism', '-u', 'dora@example.com');
      expect(result.checks.map(({ user }) => user.username)).to.deep.equal(['00x7Vqdora@example.com.uat']);
    });

    it('that only end like the one that was asked for are somebody else, and are named', async () => {
      const admin = 'admin@example.com.uat';
      await open(prefixed, admin, 'sandbox');
      const error = await refusal(world.org, '-o', admin, '-i', 'cognism', '-u', 'ann@example.com');
      expect(error.message).to.include('ann@example.com');
      expect(error.actions?.join(' ')).to.include('joann@example.com.uat');
    });
  });
});
