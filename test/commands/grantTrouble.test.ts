import type { Connection } from '@salesforce/core';
import { expect } from 'chai';
import { writingExitCode } from '../../src/exitCode.js';
import type { Outcome } from '../../src/grant/grantOutcome.js';
import type { Receipt } from '../../src/grant/receipt.js';
import { grantWorkflow } from '../../src/workflows/grantWorkflow.js';
import { planWorkflow } from '../../src/workflows/planGrantWorkflow.js';
import type { GrantOptions } from '../../src/workflows/grantWorkflow.js';
import type { Planned } from '../../src/workflows/planGrantWorkflow.js';
import { expireSessions } from '../local-org/http/controlRequests.js';
import { userId } from '../local-org/http/testClient.js';
import type { Behaviours, Org } from '../local-org/model/orgModel.js';
import { recalculateGroups } from '../local-org/permissions/permissionSetGroups.js';
import { storeNewRow } from '../local-org/permissions/rowStore.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { connect } from '../support/connection.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo, isWrite, stepsOf } from '../support/granting.js';
import { changesBetween, noChanges, permissionFacts, rememberTables, stateOf } from '../support/orgState.js';
import { logIn } from '../support/sfHome.js';
import { inHurriedTime } from '../support/virtualClock.js';
import { wideFields, wideRules } from '../support/wide.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { ownedBy } from '../support/ownSet.js';
import { itAtNight } from '../support/largeMatrix.js';

const admin = 'admin@example.com';

const scenario = (behaviours: Partial<Behaviours> = {}): Org =>
  loadScenario('default', {
    org: { behaviours, seats: { SalesforceAPIIntegrationPsl: 3 } },
    fields: wideFields,
    permissionSets: {
      On_License: { license: 'SalesforceAPIIntegrationPsl', objects: { Account: 'read' } },
      Integration_grouped: { description: ownedBy('grouped'), objects: { Account: 'read' } },
    },
    permissionSetGroups: { Sync: { permissionSets: ['Integration_grouped'] } },
    users: {
      half: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_grouped'] },
      member: { profile: 'Minimum Access - Salesforce', permissionSetGroups: ['Sync'] },
    },
  });

describe('integration grant in trouble', function () {
  this.timeout(60_000);
  let world: World;
  let connection: Connection;
  let definitions: Definitions;
  let restore: () => void;

  const open = async (behaviours: Partial<Behaviours> = {}): Promise<void> => {
    world = await openWorld({ org: scenario(behaviours) }, admin);
    connection = await connect(world, admin);
    definitions = await makeDefinitions();
    restore = rememberTables(world.org.org);
  };
  const close = async (): Promise<void> => {
    await world.close();
    await definitions.remove();
  };

  const run = (user: string, reference: string, ...argv: string[]): ReturnType<typeof grantTo> =>
    grantTo(world.org, user, reference, ...argv);
  const facts = (): Set<string> => permissionFacts(world.org.org);

  /** The workflow alone, with a deadline and pauses of its own. */
  const plan = (user: string, integration: string, waitMs = 600_000): Promise<Planned> =>
    planWorkflow({
      reference: integration,
      permissionSet: null,
      users: [`${user}@example.com`],
      authentication: 'oauth',
      scope: { recommended: false, optional: false, degraded: false, minimum: false },
      waitMs,
      backoffMs: [1, 1],
      connect: () => Promise.resolve(connection),
    });
  const apply = async (
    planned: Planned,
    options: Partial<GrantOptions> = {},
  ): Promise<{
    outcomes: readonly Outcome[];
    receipt: Receipt;
    exitCode: number | undefined;
    interrupted: boolean;
  }> => {
    const { outcomes, receipt, interrupted } = await inHurriedTime(() =>
      grantWorkflow(planned, { journal: () => Promise.resolve(), interrupted: () => false, ...options }),
    );
    return { outcomes, receipt, exitCode: writingExitCode(outcomes), interrupted };
  };

  describe('of the platform', () => {
    before(() => open());
    after(close);
    afterEach(() => {
      restore();
      world.org.faults.clear();
    });

    it('no seat left: says so, with what to do, and nothing is planned or written', async () => {
      const before = stateOf(world.org.org);
      const { exitCode, text, result } = await run('api', 'hg-insights');
      expect(exitCode).to.equal(1);
      expect(result.plan.adds.map(({ id }) => id)).to.deep.equal([]);
      expect(result.outcomes).to.deep.equal([]);
      expect(result.plan.closes).to.deep.equal([]);
      expect(text.replace(/\s+/g, ' ')).to.match(/0 of 3 seats are free/);
      expect(changesBetween(before, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('the last seat is taken after the plan: says so, with what to do, and nothing is written', async () => {
      const licenses = world.org.org.tables.get('PermissionSetLicense');
      const free = [...(licenses?.entries() ?? [])].find(
        ([, row]) => row['DeveloperName'] === 'SalesforceAPIIntegrationPsl',
      );
      if (!free) throw new Error('no license');
      licenses?.set(free[0], { ...free[1], TotalLicenses: 4 });
      const planned = await plan('api', 'hg-insights');
      licenses?.set(free[0], { ...free[1], TotalLicenses: 3 });
      const before = stateOf(world.org.org);
      const { outcomes, exitCode } = await apply(planned);
      expect(exitCode).to.equal(2);
      expect(stepsOf(outcomes)).to.deep.equal([
        'licenses failed LICENSE_LIMIT_EXCEEDED',
        'permissionSet skipped',
        'assignments skipped',
      ]);
      expect(changesBetween(before, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    itAtNight('several errors for one record are all shown (fact A21)', async () => {
      const reference = await definitions.define('licensed', [{ object: 'Account', access: ['read'] }]);
      // Where the org tells the license of the set, its seats are known before.
      const path = /LicenseId FROM PermissionSet WHERE Id/i;
      world.org.faults.add({ kind: '500', match: { subrequest: true, path }, times: Infinity });
      const { exitCode, result, text } = await run('viewer', reference, '--permission-set', 'On_License');
      expect(exitCode).to.equal(2);
      const failed = result.outcomes.find(({ result: ended }) => ended === 'failed');
      expect(failed?.detail).to.match(/LICENSE_LIMIT_EXCEEDED.*\|.*FIELD_INTEGRITY_EXCEPTION/);
      expect(text.replace(/\s+/g, ' ')).to.include('FIELD_INTEGRITY_EXCEPTION');
    });

    it('the name is taken between plan and write: the other set stays as it is', async () => {
      const planned = await plan('viewer', 'hg-insights');
      storeNewRow(world.org.org, 'PermissionSet', { Name: 'Integration_hg_insights', Label: 'Mine', Type: 'Regular' });
      const before = stateOf(world.org.org);
      const { outcomes, exitCode } = await apply(planned);
      expect(exitCode).to.equal(2);
      expect(outcomes[0]?.code).to.match(/^DUPLICATE_/);
      expect(outcomes.map(({ step, result }) => `${step} ${result}`)).to.deep.equal([
        'permissionSet failed',
        'assignments skipped',
      ]);
      expect(changesBetween(before, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('whether the permission set exists cannot be read: refused, and not for want of a permission', async () => {
      const before = stateOf(world.org.org);
      world.org.faults.add({
        kind: '500',
        match: { subrequest: true, path: /FROM PermissionSet WHERE/i },
        times: Infinity,
      });
      const refused = await plan('viewer', 'hg-insights').catch((error: unknown) => error);
      expect(refused).to.deep.include({ code: 'REFUSED' });
      expect(changesBetween(before, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('a locked row is tried again', async () => {
      world.org.faults.add({
        kind: 'lockRow',
        match: { subrequest: true, path: 'sobjects/FieldPermissions' },
        times: 2,
      });
      const { outcomes } = await apply(await plan('viewer', 'hg-insights'));
      expect(stepsOf(outcomes)).to.deep.equal(['permissionSet done', 'assignments done', 'proof done']);
      expect(world.org.faults.list()).to.deep.equal([]);
    });

    itAtNight('one that stays locked fails its step as a whole, and names the entry', async () => {
      const before = stateOf(world.org.org);
      world.org.faults.add({
        kind: 'lockRow',
        match: { subrequest: true, path: 'sobjects/FieldPermissions' },
        times: Infinity,
      });
      const { outcomes, exitCode } = await apply(await plan('viewer', 'hg-insights'));
      expect(exitCode).to.equal(2);
      expect(stepsOf(outcomes)).to.deep.equal(['permissionSet failed UNABLE_TO_LOCK_ROW', 'assignments skipped']);
      expect(outcomes[0]?.detail).to.match(/^\w+\.\w+: UNABLE_TO_LOCK_ROW: unable to obtain/);
      expect(changesBetween(before, stateOf(world.org.org)), 'nothing half done').to.deep.equal(noChanges);
    });

    it('the session ends in the middle: what is done is told, and a second run finishes', async () => {
      const free = [...(world.org.org.tables.get('PermissionSetLicense')?.entries() ?? [])].find(
        ([, row]) => row['DeveloperName'] === 'SalesforceAPIIntegrationPsl',
      );
      if (!free) throw new Error('no license');
      world.org.org.tables.get('PermissionSetLicense')?.set(free[0], { ...free[1], TotalLicenses: 5 });
      const reference = await definitions.define('wide', wideRules);
      const planned = await plan('api', reference);
      const { outcomes, exitCode, receipt } = await apply(planned, {
        onStage: (stage) => void (stage === 'assignments' && expireSessions(world.org, admin)),
      });
      expect(exitCode).to.equal(68);
      expect(stepsOf(outcomes)).to.deep.equal(['permissionSet done', 'assignments failed SESSION_EXPIRED']);
      expect(receipt.steps.map(({ step, state }) => `${step} ${state}`)).to.deep.equal([
        'permissionSet done',
        'licenses intended',
        'assignments intended',
      ]);
      await logIn(world.org, admin);
      connection = await connect(world, admin);
      const again = await run('api', reference);
      expect(again.exitCode).to.equal(0);
      expect(stepsOf(again.result.outcomes)).to.deep.equal(['licenses done', 'assignments done', 'proof done']);
    });

    it('an assignment that somebody else makes meanwhile is there, not an error', async () => {
      expect((await run('standard', 'hg-insights')).exitCode).to.equal(0);
      const planned = await plan('viewer', 'hg-insights');
      const set = [...(world.org.org.tables.get('PermissionSet') ?? [])].find(
        ([, row]) => row['Name'] === 'Integration_hg_insights',
      );
      storeNewRow(world.org.org, 'PermissionSetAssignment', {
        AssigneeId: userId(world.org.org, 'viewer@example.com'),
        PermissionSetId: set?.[0] ?? '',
        IsActive: true,
      });
      const { outcomes, receipt } = await apply(planned);
      expect(stepsOf(outcomes).slice(-2)).to.deep.equal(['assignments alreadyDone', 'proof done']);
      expect(receipt.steps.at(-1)).to.deep.include({ step: 'assignments', state: 'done', assigned: [] });
    });

    it('success that did not stick is reported as failed, with what to do (fact B10)', async () => {
      const reference = await definitions.define('dropped', [
        { object: 'Account', access: ['read'] },
        { object: 'Buying_Signal__c', access: ['read'] },
      ]);
      // Without its describe nobody knows that it is a detail of Account.
      const match = { subrequest: true, path: /Buying_Signal__c\/describe/ };
      world.org.faults.add({ kind: '500', match, times: Infinity });
      const { exitCode, result, text } = await run('viewer', reference);
      expect(exitCode).to.equal(68);
      expect(stepsOf(result.outcomes)).to.deep.equal([
        'permissionSet done',
        'assignments done',
        'proof failed NOT_EFFECTIVE',
      ]);
      expect(result.outcomes.at(-1)?.detail).to.equal('object:Buying_Signal__c:read');
      expect(text.replace(/\s+/g, ' ')).to.include('drops some permissions silently');
      // People read names, as in a finding; the ids are for scripts.
      expect(text).to.match(/^ +- Buying_Signal__c: Read$/m);
      expect(text).to.not.include('object:');
    });

    it('what could not be read back is not called missing', async () => {
      const planned = await plan('viewer', 'hg-insights');
      const { outcomes } = await apply(planned, {
        onStage: (stage) =>
          void (
            stage === 'proof' &&
            world.org.faults.add({
              kind: '500',
              match: { subrequest: true, path: /FROM ObjectPermissions/i },
              times: Infinity,
            })
          ),
      });
      expect(stepsOf(outcomes).at(-1)).to.equal('proof skipped NOT_READ');
    });

    it('the receipt cannot be kept after the write: what is written is told, and what the receipt lacks', async () => {
      const planned = await plan('viewer', 'hg-insights');
      let kept = 0;
      const { outcomes, exitCode } = await apply(planned, {
        journal: () => {
          kept += 1;
          return kept > 3 ? Promise.reject(new Error('disk full')) : Promise.resolve();
        },
      });
      expect(exitCode).to.equal(68);
      expect(stepsOf(outcomes)).to.deep.equal(['permissionSet failed RECEIPT_UNWRITABLE', 'assignments done']);
      expect(facts().has('Integration_hg_insights -> viewer@example.com')).to.equal(true);
    });

    itAtNight('the receipt cannot be kept any more: the work stops there', async () => {
      const planned = await plan('viewer', await definitions.define('wide', wideRules));
      let kept = 0;
      const { outcomes, exitCode } = await apply(planned, {
        journal: () => {
          kept += 1;
          return kept > 3 ? Promise.reject(new Error('disk full')) : Promise.resolve();
        },
      });
      expect(exitCode).to.equal(68);
      expect(stepsOf(outcomes)).to.deep.equal(['permissionSet done', 'assignments failed RECEIPT_UNWRITABLE']);
      expect(facts().has('Integration_wide -> viewer@example.com')).to.equal(false);
    });

    const refuseAssignment = (): void =>
      void world.org.faults.add({
        kind: 'licenseRefused',
        match: { subrequest: true, method: 'POST', path: 'sobjects/PermissionSetAssignment' },
      });

    itAtNight(
      'the assignment is refused, and somebody else got the new set meanwhile: it stays, and says whose it is',
      async () => {
        const planned = await plan('viewer', await definitions.define('wide', wideRules));
        refuseAssignment();
        const { outcomes, exitCode } = await apply(planned, {
          onStage: (stage) => {
            if (stage !== 'removeSet') return;
            const set = [...(world.org.org.tables.get('PermissionSet') ?? [])].find(
              ([, row]) => row['Name'] === 'Integration_wide',
            );
            storeNewRow(world.org.org, 'PermissionSetAssignment', {
              AssigneeId: userId(world.org.org, 'standard@example.com'),
              PermissionSetId: set?.[0] ?? '',
              IsActive: true,
            });
          },
        });
        expect(stepsOf(outcomes).at(-1)).to.equal('removeSet skipped SOMEBODY_GOT_IT');
        expect(outcomes.at(-1)?.detail).to.include('standard@example.com');
        expect(exitCode).to.equal(68);
        expect(facts().has('Integration_wide -> standard@example.com')).to.equal(true);
      },
    );

    itAtNight(
      'the assignment is refused, and interrupted before the new set is removed: the set stays, and that is said',
      async () => {
        const planned = await plan('viewer', await definitions.define('wide', wideRules));
        refuseAssignment();
        let stop = false;
        const { outcomes, interrupted } = await apply(planned, {
          interrupted: () => stop,
          onStage: (stage) => {
            if (stage === 'assignments') stop = true;
          },
        });
        expect(interrupted).to.equal(true);
        expect(stepsOf(outcomes).at(-1)).to.equal('removeSet skipped SET_STAYS');
        const again = await run('viewer', await definitions.define('wide', wideRules));
        expect([again.exitCode, ...stepsOf(again.result.outcomes)]).to.deep.equal([
          0,
          'assignments done',
          'proof done',
        ]);
      },
    );

    it('interrupted between two steps: what is done is told, the rest is not begun', async () => {
      const planned = await plan('viewer', await definitions.define('wide', wideRules));
      let stop = false;
      const { outcomes, interrupted } = await apply(planned, {
        interrupted: () => stop,
        onStage: (stage) => {
          if (stage === 'permissionSet') stop = true;
        },
      });
      expect(interrupted).to.equal(true);
      expect(stepsOf(outcomes)).to.deep.equal(['permissionSet done', 'assignments skipped']);
      const again = await run('viewer', await definitions.define('wide', wideRules));
      expect([again.exitCode, ...stepsOf(again.result.outcomes)]).to.deep.equal([0, 'assignments done', 'proof done']);
    });
  });

  describe('with groups that are recalculated', () => {
    before(() => open({ groupRecalculation: 'manual' }));
    after(close);
    beforeEach(() => recalculateGroups(world.org.org));
    afterEach(() => restore());

    const extended = (): Promise<string> =>
      definitions.define('grouped', [{ object: 'Account', access: ['read', 'edit'] }]);

    it('waits until they are done', async () => {
      const reference = await extended();
      const planned = await plan('half', reference);
      const before = facts();
      let waits = 0;
      const { outcomes, exitCode } = await apply(planned, {
        onStage: (stage) => {
          if (stage !== 'groups') return;
          waits += 1;
          if (waits === 2) recalculateGroups(world.org.org);
        },
      });
      expect(exitCode).to.equal(undefined);
      expect(waits).to.be.greaterThan(1);
      expect(stepsOf(outcomes)).to.deep.equal(['permissionSet done', 'groups done', 'proof done']);
      const appeared = [...facts()].filter((fact) => !before.has(fact));
      expect(
        appeared.filter((fact) => / object:Account:edit$/.test(fact)),
        'the set and the group',
      ).to.have.length(2);
    });

    it('gives up when the time is over: exit code 69, and what is written stays', async () => {
      const reference = await extended();
      const planned = await plan('half', reference, 60_000);
      const { outcomes, exitCode } = await apply(planned);
      expect(exitCode).to.equal(69);
      expect(stepsOf(outcomes)).to.deep.equal(['permissionSet done', 'groups failed GAVE_UP_WAITING']);
      expect(facts().has('Integration_grouped object:Account:edit')).to.equal(true);
    });

    itAtNight('a group that fails to recalculate is named', async () => {
      const reference = await extended();
      const planned = await plan('half', reference);
      const { outcomes, exitCode } = await apply(planned, {
        onStage: (stage) => {
          const groups = world.org.org.tables.get('PermissionSetGroup');
          if (stage === 'groups') for (const [id, row] of groups ?? []) groups?.set(id, { ...row, Status: 'Failed' });
        },
      });
      expect(exitCode).to.equal(68);
      expect(stepsOf(outcomes)).to.deep.equal(['permissionSet done', 'groups failed GROUP_FAILED']);
      expect(outcomes.at(-1)?.detail).to.include('Sync');
    });

    it('a second run waits for them too, although it has nothing to write', async () => {
      const reference = await extended();
      await apply(await plan('half', reference, 60_000));
      const again = await run('half', reference);
      expect(again.requests.filter(isWrite)).to.deep.equal([]);
      expect(again.exitCode).to.equal(0);
    });
  });
});
