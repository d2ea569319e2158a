import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import type { OutcomeResult } from '../../src/report/grant/grantResult.js';
import { userId } from '../local-org/http/testClient.js';
import type { Row } from '../local-org/model/orgModel.js';
import { storeNewRow, storeRow } from '../local-org/permissions/rowStore.js';
import { addPlaceholders } from '../local-org/scenarios/addPlaceholders.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant, isWrite, revoke, revokeRefusal, stepsOf } from '../support/granting.js';
import { changesBetween, noChanges, permissionFacts, rememberTables, stateOf } from '../support/orgState.js';
import type { OrgState } from '../support/orgState.js';
import { rememberingSteps } from '../support/rememberedSteps.js';
import type { Remembered } from '../support/rememberedSteps.js';
import { logIn } from '../support/sfHome.js';
import { wideFields, wideRules } from '../support/wide.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { allowOrgWide } from '../support/allowOrgWide.js';
import { ownedBy } from '../support/ownSet.js';
import { itAtNight } from '../support/largeMatrix.js';

const admin = 'admin@example.com';

const scenario = () =>
  loadScenario('default', {
    objects: { Zoo__c: {}, Animal__c: {} },
    fields: {
      Animal__c: { Zoo__c: 'reference ->Zoo__c master child=Animals; label=Zoo' },
    },
    permissionSets: {
      Integration_cognism: {
        description: ownedBy('cognism'),
        objects: { Account: 'read', Contact: 'read edit' },
        fields: { 'Account.Website': 'read' },
      },
      Integration_6sense: { description: 'Made by hand.', objects: { Account: 'read' } },
      Integration_animals: {
        description: ownedBy('animals'),
        userPermissions: ['RunReports'],
        objects: { Zoo__c: 'read' },
      },
      Needs_License: { objects: { Account: 'read' } },
    },
    users: {
      half: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_cognism'] },
    },
  });

describe('integration revoke', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  let restore: () => void;
  let initial: OrgState;
  let remembered: Remembered;
  let receipts = 0;

  before(async () => {
    world = await openWorld({ org: scenario() }, admin);
    definitions = await makeDefinitions();
    restore = rememberTables(world.org.org);
    initial = stateOf(world.org.org);
    remembered = rememberingSteps(world.org);
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });
  afterEach(() => {
    restore();
    world.org.org.placeholders.length = 0;
    world.org.faults.clear();
  });

  const facts = (): Set<string> => permissionFacts(world.org.org);
  /** Grants and returns the path of the receipt. */
  const granted = async (user: string, reference: string, ...argv: string[]): Promise<string> => {
    receipts += 1;
    const receipt = join(world.folder, `receipt-${receipts}.json`);
    const target = ['-o', admin, '-u', `${user}@example.com`, '-i', reference];
    const content = await remembered([user, reference, ...argv].join(' '), async () => {
      await grant(world.org, ...target, '--no-prompt', ...allowOrgWide, '--save-receipt', receipt, ...argv);
      return readFile(receipt, 'utf8');
    });
    await writeFile(receipt, content);
    return receipt;
  };
  const back = (...argv: string[]): ReturnType<typeof revoke> => revoke(world.org, '-o', admin, '--no-prompt', ...argv);
  const setNamed = (name: string): Row => {
    const row = [...(world.org.org.tables.get('PermissionSet')?.values() ?? [])].find((one) => one['Name'] === name);
    if (!row) throw new Error(`no permission set ${name}`);
    return row;
  };
  const rowOf = (table: string, set: string, column: string, value: string): Row => {
    const row = [...(world.org.org.tables.get(table)?.values() ?? [])].find(
      (one) => one['ParentId'] === setNamed(set)['Id'] && one[column] === value,
    );
    if (!row) throw new Error(`no ${table} for ${value}`);
    return row;
  };
  const userNamed = (name: string): Row => {
    const row = [...(world.org.org.tables.get('User')?.values() ?? [])].find(
      (one) => one['Username'] === `${name}@example.com`,
    );
    if (!row) throw new Error(`no user ${name}`);
    return row;
  };
  const details = (outcomes: readonly OutcomeResult[]): string => outcomes.map(({ detail }) => detail ?? '').join('\n');

  describe('without a receipt', () => {
    const target = ['-u', 'api@example.com', '-i', 'hg-insights'];

    it('unassigns, and the set and the license stay', async () => {
      await granted('api', 'hg-insights');
      const before = facts();
      const { exitCode, result, text } = await back(...target);
      expect(exitCode).to.equal(0);
      expect(stepsOf(result.outcomes)).to.deep.equal(['unassign done']);
      expect([...before].filter((fact) => !facts().has(fact))).to.deep.equal([
        'Integration_hg_insights -> api@example.com',
      ]);
      expect(result.becomesUnmet).to.include('object:Lead:read');
      expect(text).to.match(/Missing then for api@example\.com:.* Lead: Read.*as planned above/s);
      expect((await check(world.org, '-o', admin, ...target)).exitCode).to.equal(1);
    });

    it('--delete takes the set too when nobody else has it', async () => {
      await granted('api', 'hg-insights');
      const { exitCode, result } = await back(...target, '--delete');
      expect(exitCode).to.equal(0);
      expect(stepsOf(result.outcomes)).to.deep.equal(['unassign done', 'deleteSet done']);
      expect([...facts()].filter((fact) => fact.startsWith('Integration_hg_insights'))).to.deep.equal([]);
    });

    it('--delete leaves a set that others have', async () => {
      await granted('api', 'hg-insights');
      await granted('standard', 'hg-insights');
      const { exitCode, result, text } = await back(...target, '--delete');
      expect(exitCode, 'a script can tell').to.equal(1);
      expect(stepsOf(result.outcomes)).to.deep.equal(['unassign done', 'deleteSet skipped OTHERS_HAVE_IT']);
      expect(text).to.include('standard@example.com');
      expect(facts().has('Integration_hg_insights -> standard@example.com')).to.equal(true);
    });

    it('what could not be checked afterwards is told, not taken for a run that did nothing', async () => {
      const { faults } = world.org;
      const expire = (): void => void faults.add({ kind: '401', match: { path: /composite$/ }, times: Infinity });
      faults.add({ kind: 'slow', match: { path: '/composite/graph' }, onHit: expire });
      const { exitCode, result, text } = await revoke(
        world.org,
        ...['-o', admin, '-u', 'half@example.com', '-i', 'cognism', '--no-prompt'],
      );
      expect(exitCode).to.equal(68);
      expect(stepsOf(result.outcomes)).to.deep.equal(['unassign done', 'proof failed SESSION_EXPIRED']);
      expect(text).to.match(/FAILED +check again/);
      expect(facts().has('Integration_cognism -> half@example.com')).to.equal(false);
    });

    it('--dry-run: exit code 1, and nothing is taken', async () => {
      await granted('api', 'hg-insights');
      const before = stateOf(world.org.org);
      const { exitCode, result, requests } = await revoke(
        world.org,
        ...['-o', admin, ...target, '--delete', '--dry-run'],
      );
      expect(exitCode).to.equal(1);
      expect(result.plan).to.deep.include({
        unassign: [{ username: 'api@example.com', what: 'Integration_hg_insights' }],
        deletesPermissionSet: true,
      });
      expect(requests.filter(isWrite)).to.deep.equal([]);
      expect(changesBetween(before, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('--dry-run says how to carry it out, with the words that named it', async () => {
      const receipt = await granted('api', 'hg-insights');
      const applied = (text: string): string =>
        text
          .split('\n')
          .at(-1)
          ?.replace(/^ +\S+ /, '') ?? '';
      const org = ['-o', admin];
      const named = await revoke(world.org, ...org, ...target, '--delete', '--dry-run');
      expect(named.text).to.include('To apply it:');
      expect(applied(named.text)).to.equal(`integration revoke -i hg-insights -u api@example.com --delete -o ${admin}`);
      const byReceipt = await revoke(world.org, ...org, '--receipt', receipt, '--dry-run');
      expect(applied(byReceipt.text)).to.equal(`integration revoke --receipt ${receipt} -o ${admin}`);
      const nothing = await revoke(world.org, ...org, '-i', 'ciro', '-u', 'api@example.com', '--dry-run');
      expect(nothing.text).to.not.include('To apply it:');
    });

    it('--dry-run with --no-prompt is a dry run', async () => {
      await granted('api', 'hg-insights');
      const { exitCode, requests } = await back(...target, '--dry-run');
      expect(exitCode).to.equal(1);
      expect(requests.filter(isWrite)).to.deep.equal([]);
    });

    it('--dry-run tells beforehand what becomes unmet, and what goes with the set', async () => {
      await granted('api', 'hg-insights');
      const dry = await back(...target, '--delete', '--dry-run');
      expect(dry.text).to.match(/ Lead: Read.*Missing then for api@example\.com:.* Lead: Read/s);
      const { result, text } = await back(...target, '--delete');
      expect(text.match(/ Lead: Read/g)).to.have.length((dry.text.match(/ Lead: Read/g) ?? []).length);
      expect(text).to.include('Missing then for').and.include('as planned above').and.not.include('Missing now for');
      expect(result.becomesUnmet).to.include('object:Lead:read');
      expect(dry.result.becomesUnmet).to.deep.equal(result.becomesUnmet);
    });

    it('a user who may not read permission sets gets a sentence', async () => {
      await logIn(world.org, 'sixsense@example.com');
      const error = await revokeRefusal(
        world.org,
        ...['-o', 'sixsense@example.com', '-u', 'sixsense@example.com', '-i', 'cognism', '--no-prompt'],
      );
      expect(error).to.include({ exitCode: 2, name: 'RevokeNeedsViewSetupError' });
    });

    it('a set of a name that was typed is there, or the command is refused', async () => {
      const error = await revokeRefusal(
        world.org,
        '-o',
        admin,
        '--no-prompt',
        ...target,
        '--permission-set',
        'Integration_6sens',
        '--delete',
      );
      expect(error).to.include({ exitCode: 2, name: 'SetNotFoundError' });
      expect(error.message).to.include('Integration_6sens');
    });

    it('a set that was renamed is not "nothing": it is known by its mark', async () => {
      const { org } = world.org;
      await granted('api', 'hg-insights');
      storeRow(org, 'PermissionSet', { ...setNamed('Integration_hg_insights'), Name: 'Insights' });
      const error = await revokeRefusal(world.org, '-o', admin, '--no-prompt', ...target, '--delete');
      expect(error).to.include({ exitCode: 2, name: 'SetElsewhereError' });
      expect(error.message).to.include('Insights');
      const { exitCode } = await back(...target, '--permission-set', 'insights', '--delete');
      expect(exitCode).to.equal(0);
    });

    it('a set whose system permissions nobody can see is not deleted', async () => {
      await granted('api', 'hg-insights');
      world.org.faults.add({
        kind: 'rowRefused',
        match: { path: '/sobjects/PermissionSet/describe', subrequest: true },
        times: Infinity,
      });
      const error = await revokeRefusal(world.org, '-o', admin, '--no-prompt', ...target, '--delete');
      expect(error).to.include({ exitCode: 2, name: 'RefusedError' });
    });

    it('a set that is part of a group stays, and so do those who have it through the group', async () => {
      const { org } = world.org;
      await granted('api', 'hg-insights');
      const group = storeNewRow(org, 'PermissionSetGroup', {
        DeveloperName: 'Insight_Group',
        MasterLabel: 'G',
        Status: 'Updated',
      });
      storeNewRow(org, 'PermissionSetGroupComponent', {
        PermissionSetGroupId: String(group['Id']),
        PermissionSetId: String(setNamed('Integration_hg_insights')['Id']),
      });
      const empty = await back(...target, '--delete');
      expect(stepsOf(empty.result.outcomes)).to.include('deleteSet skipped IN_A_GROUP');
      expect(empty.text).to.match(/part\s+of\s+the\s+permission\s+set\s+group\s+Insight_Group/);
      storeNewRow(org, 'PermissionSetAssignment', {
        AssigneeId: userId(org, 'viewer@example.com'),
        PermissionSetGroupId: String(group['Id']),
        IsActive: true,
      });
      const held = await back(...target, '--delete');
      expect(stepsOf(held.result.outcomes)).to.deep.equal([]);
      expect(held.text).to.include('viewer@example.com');
      expect(facts().has('Integration_hg_insights object:Lead:read')).to.equal(true);
    });

    it('one who may not read those of others is not sent to log in as the integration user', async () => {
      await logIn(world.org, 'sixsense@example.com');
      const { exitCode, name, actions } = await revokeRefusal(
        world.org,
        ...['-o', 'sixsense@example.com', '-u', 'half@example.com', '-i', 'cognism', '--no-prompt'],
      );
      expect({ exitCode, name }).to.deep.equal({ exitCode: 2, name: 'RevokeNeedsViewSetupError' });
      expect(actions?.join(' ')).to.not.match(/as the integration user itself/);
    });

    it('nothing there: says so, exit code 0, no write', async () => {
      for (const flags of [[], ['--delete']]) {
        const { exitCode, text, requests } = await back(...target, ...flags);
        expect(exitCode).to.equal(0);
        expect(text).to.match(/There is none:\s+permission\s+set\s+Integration_/);
        expect(requests.filter(isWrite)).to.deep.equal([]);
      }
    });

    it('refuses a set that grant did not make', async () => {
      const error = await revokeRefusal(
        world.org,
        ...['-o', admin, '-u', 'sixsense@example.com', '-i', '6sense', '--no-prompt', '--delete'],
      );
      expect(error).to.include({ exitCode: 2, name: 'SetNotOursToRevokeError' });
      expect(error.actions?.join(' ')).to.not.include('--permission-set');
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('wants somebody to be named', async () => {
      const noUser = await revokeRefusal(world.org, '-o', admin, '-i', 'hg-insights', '--no-prompt');
      expect(noUser).to.include({ exitCode: 2, name: 'NoUserError' });
      const nothing = await revokeRefusal(world.org, '-o', admin, '--no-prompt');
      expect(nothing).to.include({ exitCode: 2, name: 'NothingNamedError' });
    });
  });

  describe('with a receipt', () => {
    it('of an extended set: exactly what was added, rows that Salesforce filled up included', async () => {
      const receipt = await granted('half', 'cognism');
      expect(facts().has('Integration_cognism object:Contact:viewAllRecords'), 'filled up').to.equal(true);
      const { exitCode, result } = await back('--receipt', receipt, '--delete');
      expect(exitCode, details(result.outcomes)).to.equal(0);
      expect(result.plan.deletesPermissionSet).to.equal(false);
      expect(result.plan.platformEntries).to.include('object:Contact:viewAllRecords');
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
      expect((await back('--receipt', receipt, '--delete')).text).to.include('Nothing to take back');
    });

    it('of an extended set with placeholder rows, which nobody can change (fact B12)', async () => {
      const receipt = await granted('half', 'cognism');
      const { tables } = world.org.org;
      tables
        .get('ObjectPermissions')
        ?.delete(String(rowOf('ObjectPermissions', 'Integration_cognism', 'SobjectType', 'Region__c')['Id']));
      addPlaceholders(world.org.org, 'Integration_cognism', ['Region__c', 'Lead.Phone']);
      const { exitCode, result } = await back('--receipt', receipt);
      expect(exitCode, details(result.outcomes)).to.equal(0);
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
      expect((await back('--receipt', receipt)).text).to.include('Nothing to take back');
    });

    itAtNight('of a new set whose rows Salesforce filled up', async () => {
      const broad = await definitions.define('broad', [
        { userPermission: 'ViewAllData' },
        { object: 'Lead', access: ['create'] },
      ]);
      for (const argv of [['--delete'], []]) {
        const receipt = await granted('half', broad);
        expect([...facts()]).to.include.members([
          'Integration_broad object:Lead:create',
          'Integration_broad object:Lead:viewAllRecords',
          'Integration_broad object:Account:viewAllRecords',
        ]);
        expect((await back('--receipt', receipt, ...argv)).exitCode).to.equal(0);
        const left = [...facts()].filter((fact) => fact.startsWith('Integration_broad'));
        expect(left).to.deep.equal(argv.length > 0 ? [] : ['Integration_broad']);
      }
    });

    itAtNight('of an extended set that held already what the new permissions need', async () => {
      const reference = await definitions.define('animals', [
        { object: 'Animal__c', access: ['read'] },
        { userPermission: 'CreateCustomizeReports' },
      ]);
      const receipt = await granted('viewer', reference);
      expect(facts().has('Integration_animals object:Animal__c:read')).to.equal(true);
      const { exitCode, result } = await back('--receipt', receipt, '--delete');
      expect(exitCode, details(result.outcomes)).to.equal(0);
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    itAtNight('of a grant that failed half-way', async () => {
      // Too much for one transaction: the set is there when the assignment fails.
      const wide = await openWorld({ org: loadScenario('default', { fields: wideFields }) }, admin);
      try {
        const before = stateOf(wide.org.org);
        wide.org.faults.add({ kind: '401', match: { path: '/composite/graph', nth: 3 } });
        const receipt = join(world.folder, 'half-way.json');
        const reference = await definitions.define('wide', wideRules);
        await grant(
          wide.org,
          ...['-o', admin, '-u', 'api@example.com', '-i', reference, '--no-prompt', '--save-receipt', receipt],
        );
        expect(permissionFacts(wide.org.org).has('Integration_wide')).to.equal(true);
        const taken = await revoke(wide.org, '-o', admin, '--no-prompt', '--receipt', receipt, '--delete');
        expect(taken.exitCode).to.equal(0);
        expect(stepsOf(taken.result.outcomes)).to.deep.equal(['deleteSet done']);
        expect(changesBetween(before, stateOf(wide.org.org))).to.deep.equal(noChanges);
      } finally {
        await wide.close();
      }
    });

    it('of a grant whose answer was lost, which never learned what it had made', async () => {
      world.org.faults.add({ kind: 'truncatedJson', match: { path: '/composite/graph', nth: 1 } });
      const receipt = await granted('api', 'hg-insights');
      expect(JSON.parse(await readFile(receipt, 'utf8'))).to.have.nested.property('permissionSet.id', null);
      expect(setNamed('Integration_hg_insights')).to.be.an('object');
      const { exitCode } = await back('--receipt', receipt, '--delete');
      expect(exitCode).to.equal(0);
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('of a grant that was stopped before its first step', async () => {
      const receipt = await granted('api', 'hg-insights');
      restore();
      const before = stateOf(world.org.org);
      const whole = JSON.parse(await readFile(receipt, 'utf8')) as { permissionSet: object };
      const permissionSet = { ...whole.permissionSet, id: null };
      await writeFile(receipt, JSON.stringify({ ...whole, permissionSet, steps: [] }));
      const { exitCode, text } = await back('--receipt', receipt, '--delete');
      expect(exitCode).to.equal(0);
      expect(text).to.include('Nothing to take back');
      expect(changesBetween(before, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    itAtNight('without --delete the set stays, empty of what was added', async () => {
      const receipt = await granted('api', 'hg-insights');
      const dry = await back('--receipt', receipt, '--dry-run');
      expect(dry.text).to.match(/\d+ permissions out of .*\n {6}\w.*\n {6}Lead: Read, /s);
      const { exitCode, result } = await back('--receipt', receipt);
      expect(exitCode).to.equal(0);
      expect(result.becomesUnmet).to.not.deep.equal([]);
      expect(dry.result.becomesUnmet).to.deep.equal(result.becomesUnmet);
      expect(stepsOf(result.outcomes)).to.deep.equal(['unassign done', 'licenses done', 'entries done']);
      expect([...facts()].filter((fact) => fact.startsWith('Integration_hg_insights'))).to.deep.equal([
        'Integration_hg_insights',
      ]);
    });

    it('leaves a set that somebody else has got since, with what is in it', async () => {
      const receipt = await granted('api', 'hg-insights');
      await granted('standard', 'hg-insights');
      const { exitCode, result } = await back('--receipt', receipt, '--delete');
      expect(exitCode).to.equal(1);
      expect(stepsOf(result.outcomes)).to.deep.equal([
        'unassign done',
        'licenses done',
        'deleteSet skipped OTHERS_HAVE_IT',
      ]);
      expect(facts().has('Integration_hg_insights object:Lead:read')).to.equal(true);
      expect(facts().has('Integration_hg_insights -> api@example.com')).to.equal(false);
      expect(
        (await check(world.org, '-o', admin, '-u', 'standard@example.com', '-i', 'hg-insights')).exitCode,
      ).to.equal(0);
    });

    it('leaves what others have added since', async () => {
      const receipt = await granted('api', 'hg-insights');
      const { org } = world.org;
      const set = setNamed('Integration_hg_insights');
      storeRow(org, 'PermissionSet', { ...set, PermissionsRunReports: true });
      storeNewRow(org, 'ObjectPermissions', {
        ParentId: String(set['Id']),
        SobjectType: 'Case',
        PermissionsRead: true,
      });
      const lead = rowOf('ObjectPermissions', 'Integration_hg_insights', 'SobjectType', 'Opportunity');
      storeRow(org, 'ObjectPermissions', { ...lead, PermissionsCreate: true });
      storeNewRow(org, 'FieldPermissions', {
        ParentId: String(set['Id']),
        SobjectType: 'Account',
        Field: 'Account.Site',
        PermissionsRead: true,
      });
      const { exitCode, result, text } = await back('--receipt', receipt, '--delete');
      expect(exitCode, details(result.outcomes)).to.equal(68);
      expect(stepsOf(result.outcomes).at(-1)).to.equal('deleteSet skipped HOLDS_MORE');
      expect(text).to.match(/^ +- Case: Read$/m);
      expect(text).to.not.include('object:');
      const left = [...facts()].filter((fact) => fact.startsWith('Integration_hg_insights '));
      expect(left).to.include.members([
        'Integration_hg_insights userPermission:RunReports',
        'Integration_hg_insights object:Case:read',
        'Integration_hg_insights field:Account.Site:read',
        'Integration_hg_insights object:Opportunity:create',
      ]);
    });

    itAtNight('leaves a field that others may edit since', async () => {
      const reference = await definitions.define('readers', [
        { object: 'Account', access: ['read'] },
        { field: 'Account.Industry' },
      ]);
      const receipt = await granted('viewer', reference);
      const row = rowOf('FieldPermissions', 'Integration_readers', 'Field', 'Account.Industry');
      storeRow(world.org.org, 'FieldPermissions', { ...row, PermissionsEdit: true });
      const { result } = await back('--receipt', receipt, '--delete');
      expect(stepsOf(result.outcomes)).to.deep.equal(['unassign done', 'entries done', 'deleteSet skipped HOLDS_MORE']);
      expect([...facts()].filter((fact) => fact.startsWith('Integration_readers '))).to.deep.equal([
        'Integration_readers field:Account.Industry:read',
        'Integration_readers field:Account.Industry:edit',
      ]);
    });

    itAtNight('leaves a set of that name that somebody has made anew', async () => {
      const receipt = await granted('viewer', 'hg-insights');
      const { org } = world.org;
      const set = setNamed('Integration_hg_insights');
      for (const table of ['PermissionSet', 'PermissionSetAssignment', 'ObjectPermissions', 'FieldPermissions']) {
        const rows = org.tables.get(table);
        for (const [id, row] of rows ?? []) {
          if ([id, row['PermissionSetId'], row['ParentId']].includes(set['Id'] ?? '')) rows?.delete(id);
        }
      }
      const anew = storeNewRow(org, 'PermissionSet', {
        Name: 'Integration_hg_insights',
        Label: 'New',
        Type: 'Regular',
      });
      storeNewRow(org, 'PermissionSetAssignment', {
        AssigneeId: userId(org, 'viewer@example.com'),
        PermissionSetId: String(anew['Id']),
        IsActive: true,
      });
      const before = stateOf(org);
      const { exitCode, result, text } = await back('--receipt', receipt, '--delete');
      expect(exitCode).to.equal(0);
      expect(text).to.match(/made\s+anew by\s+somebody, so it stays:\s+permission\s+set\s+Integration_hg_insights/);
      expect(result.notFound?.map(({ what, why }) => [what, why])).to.deep.include(['permissionSet', 'MADE_ANEW']);
      expect(result.plan.permissionSet.exists).to.equal(false);
      expect(changesBetween(before, stateOf(org))).to.deep.equal(noChanges);
    });

    it('finds a permission set that was renamed since, by its id', async () => {
      const receipt = await granted('api', 'hg-insights');
      storeRow(world.org.org, 'PermissionSet', { ...setNamed('Integration_hg_insights'), Name: 'Insights' });
      const { exitCode, result, text } = await back('--receipt', receipt, '--delete');
      expect(exitCode, text).to.equal(0);
      expect(stepsOf(result.outcomes)).to.deep.equal(['unassign done', 'licenses done', 'deleteSet done']);
      expect(text).to.include('Insights');
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('takes from a user who was renamed since', async () => {
      const receipt = await granted('api', 'hg-insights');
      storeRow(world.org.org, 'User', { ...userNamed('api'), Username: 'renamed@example.com' });
      const { exitCode, result, text } = await back('--receipt', receipt, '--delete');
      expect(exitCode, text).to.equal(0);
      expect(result.plan.unassign).to.deep.equal([
        { username: 'renamed@example.com', what: 'Integration_hg_insights' },
      ]);
      expect(result.after).to.have.length(1);
      expect(result.becomesUnmet).to.include('object:Lead:read');
      expect([...facts()].filter((fact) => /Integration_hg_insights|license .*renamed/.test(fact))).to.deep.equal([]);
    });

    itAtNight('says who is gone, and takes the rest', async () => {
      receipts += 1;
      const receipt = join(world.folder, `receipt-${receipts}.json`);
      const users = ['api', 'standard'].flatMap((name) => ['-u', `${name}@example.com`]);
      await grant(world.org, '-o', admin, '-i', 'hg-insights', ...users, '--no-prompt', '--save-receipt', receipt);
      const { org } = world.org;
      const gone = String(userNamed('standard')['Id']);
      for (const table of ['User', 'PermissionSetAssignment', 'PermissionSetLicenseAssign', 'UserLogin']) {
        const rows = org.tables.get(table);
        for (const [id, row] of rows ?? []) if ([id, row['AssigneeId'], row['UserId']].includes(gone)) rows?.delete(id);
      }
      const { exitCode, result, text } = await back('--receipt', receipt, '--delete');
      expect(exitCode, text).to.equal(0);
      expect(text).to.match(/standard@example\.com/);
      expect(result.notFound).to.deep.equal([{ what: 'user', name: 'standard@example.com', id: gone, why: 'GONE' }]);
      expect([...facts()].filter((fact) => fact.startsWith('Integration_hg_insights'))).to.deep.equal([]);
    });

    it('says that the set is gone, which is not the same as nothing', async () => {
      const receipt = await granted('api', 'hg-insights');
      const id = String(setNamed('Integration_hg_insights')['Id']);
      await back('--receipt', receipt, '--delete');
      for (const argv of [[], ['--delete'], ['--dry-run']]) {
        const { exitCode, result, text, requests } = await (argv.includes('--dry-run')
          ? revoke(world.org, '-o', admin, '--receipt', receipt, ...argv)
          : back('--receipt', receipt, ...argv));
        expect(exitCode, text).to.equal(0);
        expect(text).to.not.include('Nothing to take back');
        expect(text).to.match(/permission set Integration_hg_insights/);
        expect(result.notFound).to.deep.include({
          what: 'permissionSet',
          name: 'Integration_hg_insights',
          id,
          why: 'GONE',
        });
        expect(requests.filter(isWrite)).to.deep.equal([]);
      }
    });

    itAtNight('leaves an assignment that somebody has made anew, and says so', async () => {
      const receipt = await granted('api', 'hg-insights');
      const { org } = world.org;
      const rows = org.tables.get('PermissionSetAssignment');
      const set = setNamed('Integration_hg_insights')['Id'];
      for (const [id, row] of rows ?? []) if (row['PermissionSetId'] === set) rows?.delete(id);
      storeNewRow(org, 'PermissionSetAssignment', {
        AssigneeId: userId(org, 'api@example.com'),
        PermissionSetId: String(set),
        IsActive: true,
      });
      const { result, text } = await back('--receipt', receipt);
      expect(result.plan.unassign).to.deep.equal([]);
      expect(result.notFound?.map(({ what, name, why }) => [what, name, why])).to.deep.equal([
        ['assignment', 'api@example.com', 'MADE_ANEW'],
      ]);
      expect(text).to.match(/anew/);
      expect(facts().has('Integration_hg_insights -> api@example.com')).to.equal(true);
    });

    describe('whose definition is not there any more', () => {
      it('takes back all the same, and tells what of the added permissions is missing then', async () => {
        const reference = await definitions.define('acme', [
          { object: 'Lead', access: ['read', 'edit'] },
          { field: 'Lead.Website' },
        ]);
        const receipt = await granted('half', reference);
        await rm(reference);
        const { exitCode, result, text } = await back('--receipt', receipt, '--delete');
        expect(exitCode, text).to.equal(0);
        expect(text).to.include('acme.yml');
        expect(result.becomesUnmet).to.include.members(['object:Lead:read', 'object:Lead:edit']);
        expect(result.after).to.equal(null);
        expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
      });

      itAtNight('also where it was named relative to another folder', async () => {
        const reference = await definitions.define('near', [{ object: 'Lead', access: ['read'] }]);
        const receipt = await granted('half', `./${relative(process.cwd(), reference)}`);
        const cwd = process.cwd();
        const elsewhere = join(world.folder, 'another', 'folder');
        await mkdir(elsewhere, { recursive: true });
        process.chdir(elsewhere);
        try {
          const { exitCode, result, text } = await back('--receipt', receipt, '--delete');
          expect(exitCode, text).to.equal(0);
          expect(result.becomesUnmet).to.deep.equal(['object:Lead:read']);
        } finally {
          process.chdir(cwd);
        }
        expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
      });

      itAtNight('or has a mistake by now', async () => {
        const reference = await definitions.define('mine', [{ object: 'Lead', access: ['read'] }]);
        const receipt = await granted('half', reference);
        await writeFile(reference, 'schemaVersion: 1\nid: mine\nlable: Mine\n');
        const { exitCode, result, text } = await back('--receipt', receipt, '--delete');
        expect(exitCode, text).to.equal(0);
        expect(result.becomesUnmet).to.deep.equal(['object:Lead:read']);
      });

      it('but one that is named on the command line has to be there', async () => {
        const receipt = await granted('half', 'cognism');
        const error = await revokeRefusal(
          world.org,
          ...['-o', admin, '--receipt', receipt, '-i', join(world.folder, 'none.yml'), '--no-prompt'],
        );
        expect(error).to.include({ exitCode: 2 });
      });
    });

    describe('and a user', () => {
      /** Grants to api and standard, who need an assignment each, and returns the path of the receipt. */
      const grantedToTwo = async (): Promise<string> => {
        receipts += 1;
        const receipt = join(world.folder, `receipt-${receipts}.json`);
        const users = ['api', 'standard'].flatMap((name) => ['-u', `${name}@example.com`]);
        await grant(world.org, '-o', admin, '-i', 'hg-insights', ...users, '--no-prompt', '--save-receipt', receipt);
        return receipt;
      };

      it('takes only what that user got, and the permissions stay for the others', async () => {
        const receipt = await grantedToTwo();
        const { exitCode, result, text } = await back('--receipt', receipt, '-u', 'api@example.com', '--delete');
        expect(stepsOf(result.outcomes)).to.deep.equal([
          'unassign done',
          'licenses done',
          'deleteSet skipped OTHERS_HAVE_IT',
        ]);
        expect(exitCode, text).to.equal(1);
        expect(result.plan.unassign.map(({ username }) => username)).to.deep.equal(['api@example.com']);
        expect(result.plan.entries).to.deep.equal([]);
        expect(text).to.match(/stay.*standard@example\.com/s);
        expect(facts().has('Integration_hg_insights -> standard@example.com')).to.equal(true);
        expect(facts().has('Integration_hg_insights object:Lead:read')).to.equal(true);
        expect(facts().has('Integration_hg_insights -> api@example.com')).to.equal(false);
      });

      it('takes the permissions too, once nobody else of the receipt has the set', async () => {
        const receipt = await grantedToTwo();
        expect((await back('--receipt', receipt, '-u', 'standard@example.com')).exitCode).to.equal(0);
        const { exitCode } = await back('--receipt', receipt, '-u', 'api@example.com', '--delete');
        expect(exitCode).to.equal(0);
        expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
      });

      itAtNight('takes them all where all are named', async () => {
        const receipt = await grantedToTwo();
        const users = ['-u', 'standard@example.com', '-u', 'API@example.com'];
        const { exitCode } = await back('--receipt', receipt, ...users, '--delete');
        expect(exitCode).to.equal(0);
        expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
      });

      it('knows a renamed user by the old and by the new name', async () => {
        const receipt = await grantedToTwo();
        storeRow(world.org.org, 'User', { ...userNamed('api'), Username: 'renamed@example.com' });
        for (const name of ['api@example.com', 'renamed@example.com']) {
          const dry = ['-o', admin, '--receipt', receipt, '-u', name, '--dry-run'];
          const { result } = await revoke(world.org, ...dry);
          expect(result.plan.unassign.map(({ username }) => username)).to.deep.equal(['renamed@example.com']);
        }
      });

      it('refuses a user to whom that grant gave nothing', async () => {
        const receipt = await grantedToTwo();
        const before = stateOf(world.org.org);
        const error = await revokeRefusal(
          world.org,
          ...['-o', admin, '--receipt', receipt, '-u', 'half@example.com', '--no-prompt'],
        );
        expect(error).to.include({ exitCode: 2, name: 'UserNotInReceiptError' });
        expect(error.message).to.match(/half@example\.com/);
        expect(changesBetween(before, stateOf(world.org.org))).to.deep.equal(noChanges);
      });
    });

    itAtNight('a license that something else needs by now stays, and that is said', async () => {
      const receipt = await granted('api', 'hg-insights');
      storeNewRow(world.org.org, 'PermissionSetAssignment', {
        AssigneeId: userId(world.org.org, 'api@example.com'),
        PermissionSetId: String(setNamed('Needs_License')['Id']),
        IsActive: true,
      });
      const { exitCode, result } = await back('--receipt', receipt, '--delete');
      expect(exitCode).to.equal(68);
      expect(stepsOf(result.outcomes)).to.deep.equal(['unassign done', 'licenses failed FIELD_INTEGRITY_EXCEPTION']);
      expect(facts().has('license SalesforceAPIIntegrationPsl -> api@example.com')).to.equal(true);
      expect(facts().has('Needs_License -> api@example.com')).to.equal(true);
    });

    it('a license that the user had before stays', async () => {
      const receipt = await granted('cognism', 'hg-insights');
      const { exitCode } = await back('--receipt', receipt, '--delete');
      expect(exitCode).to.equal(0);
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('needs no newer API version than the reading does', async () => {
      const old = ['--api-version', '60.0'];
      const receipt = await granted('half', 'hg-insights', ...old);
      const { exitCode } = await back('--receipt', receipt, '--delete', ...old);
      expect(exitCode).to.equal(0);
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('several users: all of them', async () => {
      receipts += 1;
      const receipt = join(world.folder, `receipt-${receipts}.json`);
      const users = ['api', 'standard', 'half'].flatMap((name) => ['-u', `${name}@example.com`]);
      await grant(world.org, '-o', admin, '-i', 'hg-insights', ...users, '--no-prompt', '--save-receipt', receipt);
      const { exitCode, result } = await back('--receipt', receipt, '--delete');
      expect(exitCode).to.equal(0);
      expect(result.plan.unassign).to.have.length(3);
      expect(result.after).to.have.length(3);
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
    });
  });

  describe('as the grant names it', () => {
    /** The command line with which a grant says that it can be taken back. */
    const undoIn = (text: string): string[] => {
      const [line] = /\w+ integration revoke .*/.exec(text) ?? [];
      return (line ?? '').split(' ').slice(3);
    };
    const target = ['-o', admin, '-u', 'api@example.com', '-i', 'hg-insights', '--no-prompt'];

    it('with the receipt: as before', async () => {
      for (const [kind, users] of [
        ['new', ['-u', 'api@example.com', '-i', 'hg-insights']],
        ['extended', ['-u', 'half@example.com', '-i', 'cognism']],
      ] as const) {
        const receipt = join(world.folder, `named-${kind}.json`);
        const { text } = await grant(
          world.org,
          ...['-o', admin, ...users, '--no-prompt', ...allowOrgWide, '--save-receipt', receipt],
        );
        const undo = undoIn(text);
        expect(undo).to.include.members(['--receipt', receipt]);
        const { exitCode } = await revoke(world.org, ...undo, '--no-prompt');
        expect(exitCode).to.equal(0);
        expect(changesBetween(initial, stateOf(world.org.org)), kind).to.deep.equal(noChanges);
      }
    });

    it('without one: what was assigned, and the set that it made', async () => {
      const { text } = await grant(world.org, ...target);
      const undo = undoIn(text);
      expect(undo).to.include.members(['-u', 'api@example.com', '-i', 'hg-insights']);
      expect((await revoke(world.org, ...undo, '--no-prompt')).exitCode).to.equal(0);
      expect([...facts()].filter((fact) => fact.startsWith('Integration_hg_insights'))).to.deep.equal([]);
    });

    it('of what was written although the answer was lost', async () => {
      world.org.faults.add({ kind: 'truncatedJson', match: { path: '/composite/graph', nth: 1 } });
      const receipt = join(world.folder, 'named-part.json');
      const { text } = await grant(world.org, ...target, '--save-receipt', receipt);
      expect((await revoke(world.org, ...undoIn(text), '--no-prompt')).exitCode).to.equal(0);
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('not where nothing was written', async () => {
      await grant(world.org, ...target);
      expect((await grant(world.org, ...target)).text).to.not.include('integration revoke');
      expect((await grant(world.org, ...target.slice(0, -1), '--dry-run')).text).to.not.include('integration revoke');
    });
  });
});
