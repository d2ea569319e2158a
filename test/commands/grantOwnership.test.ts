/** Whose a permission set is, and what somebody has put into it beyond what grant did. */
import { expect } from 'chai';
import type { Rewrite } from '../local-org/http/faults.js';
import { json } from '../local-org/http/httpExchange.js';
import { userId } from '../local-org/http/testClient.js';
import { storeNewRow, storeRow } from '../local-org/permissions/rowStore.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { allowOrgWide } from '../support/allowOrgWide.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant, grantRefusal, isWrite, revoke, revokeRefusal, stepsOf } from '../support/granting.js';
import { changesBetween, noChanges, permissionFacts, rememberTables, stateOf } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

const scenario = () =>
  loadScenario('default', {
    permissionSets: {
      Integration_6sense: {
        description: 'sf integration grant: permissions that 6sense (6sense) needs.',
        userPermissions: ['ApiEnabled', 'ManageSharing', 'ViewSetup', 'ViewRoles'],
        objects: { Lead: 'read' },
      },
    },
    users: {
      ann: { profile: 'Minimum Access - Salesforce' },
      ben: { profile: 'Minimum Access - Salesforce' },
    },
  });

describe('whose permission set it is', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  let restore: () => void;
  let reader: string;
  let foreign: string;

  before(async () => {
    world = await openWorld({ org: scenario() }, admin);
    definitions = await makeDefinitions();
    const rules = [{ userPermission: 'ApiEnabled' }, { object: 'Account', access: ['read', 'edit'] }];
    reader = await definitions.define('reader', rules);
    foreign = await definitions.define('foreign', [{ object: 'Account' }], { permissionSet: 'Integration_reader' });
    restore = rememberTables(world.org.org);
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });
  afterEach(() => restore());

  const on = (who: string, ...argv: string[]): string[] => ['-o', admin, '-u', `${who}@example.com`, ...argv];
  const write = (who: string, ...argv: string[]) => grant(world.org, ...on(who, '--no-prompt', ...argv));
  const plan = (who: string, ...argv: string[]) => grant(world.org, ...on(who, '--dry-run', ...argv));
  const setNamed = (name: string) =>
    [...(world.org.org.tables.get('PermissionSet')?.values() ?? [])].find((row) => row['Name'] === name) ?? {};
  const put = (name: string, permission: string): void =>
    storeRow(world.org.org, 'PermissionSet', { ...setNamed(name), [`Permissions${permission}`]: true });
  const allowRead = (name: string, sobject: string): void =>
    void storeNewRow(world.org.org, 'ObjectPermissions', {
      ParentId: String(setNamed(name)['Id']),
      SobjectType: sobject,
      PermissionsRead: true,
    });
  const flat = (text: string): string => text.replace(/\s+/g, ' ');

  describe('one of another integration', () => {
    const refusedWithoutChange = async (
      refusal: () => Promise<{ exitCode: number; name: string; requests: readonly Parameters<typeof isWrite>[0][] }>,
      name: string,
    ) => {
      await write('ann', '-i', reader);
      const before = stateOf(world.org.org);
      const error = await refusal();
      expect(error).to.include({ exitCode: 2, name });
      expect(error.requests.filter(isWrite)).to.deep.equal([]);
      expect(changesBetween(before, stateOf(world.org.org))).to.deep.equal(noChanges);
      return error as unknown as Error & { actions?: string[] };
    };

    it('is not extended or assigned, and its integration is named', async () => {
      const error = await refusedWithoutChange(
        () => grantRefusal(world.org, ...on('ben', '-i', foreign, '--no-prompt')),
        'SetOfAnotherError',
      );
      expect(error.message).to.include('Integration_reader').and.to.include('reader');
    });

    it('neither where it is named with --permission-set', async () => {
      await refusedWithoutChange(
        () =>
          grantRefusal(world.org, ...on('ben', '-i', foreign, '--no-prompt', '--permission-set', 'Integration_reader')),
        'SetOfAnotherError',
      );
    });

    it('is not taken from anybody, nor deleted, by revoke', async () => {
      await refusedWithoutChange(
        () => revokeRefusal(world.org, ...on('ann', '-i', foreign, '--delete', '--no-prompt')),
        'SetOfAnotherError',
      );
    });
  });

  describe('what it holds beyond what grant put in', () => {
    it('is nothing right after grants, whoever gets it next', async () => {
      await write('ann', '-i', reader);
      const { result, text } = await plan('ben', '-i', reader);
      expect(result.plan.permissionSet).to.not.have.property('beyond');
      expect(text).to.not.include('somebody else');
    });

    it('is nothing after grant has extended it', async () => {
      await write('ann', '-i', reader);
      await definitions.define('reader', [
        { userPermission: ['ApiEnabled', 'RunReports'] },
        { object: ['Account', 'Lead'], access: ['read', 'edit'] },
        { field: 'Account.Website' },
      ]);
      try {
        await write('ann', '-i', reader);
        expect(permissionFacts(world.org.org).has('Integration_reader userPermission:RunReports')).to.equal(true);
      } finally {
        await definitions.define('reader', [
          { userPermission: 'ApiEnabled' },
          { object: 'Account', access: ['read', 'edit'] },
        ]);
      }
      // By now nobody asks for Run Reports, but grant has put it in.
      expect((await plan('ben', '-i', reader)).result.plan.permissionSet).to.not.have.property('beyond');
    });

    it('is listed, for people and in JSON, before anybody gets it', async () => {
      await write('ann', '-i', reader);
      put('Integration_reader', 'RunReports');
      allowRead('Integration_reader', 'Case');
      const { result, text } = await plan('ben', '-i', reader);
      expect(result.plan.permissionSet.beyond).to.deep.equal(['object:Case:read', 'userPermission:RunReports']);
      expect(flat(text)).to.match(/by somebody else, not asked for by this definition ! Run Reports.*! Case: Read/);
      // Once it is mixed it stays so: grant does not make what others did its own.
      await definitions.define('reader', [
        { userPermission: 'ApiEnabled' },
        { object: ['Account', 'Lead'], access: ['read', 'edit'] },
      ]);
      await write('ann', '-i', reader);
      await definitions.define('reader', [
        { userPermission: 'ApiEnabled' },
        { object: 'Account', access: ['read', 'edit'] },
      ]);
      expect((await plan('ben', '-i', reader)).result.plan.permissionSet.beyond).to.include('object:Case:read');
    });

    it('has to be allowed by name where it rules the whole org, also in a set with our mark that somebody planted', async () => {
      const error = await grantRefusal(world.org, ...on('ann', '-i', '6sense', '--no-prompt'));
      expect(error).to.include({ exitCode: 2, name: 'OrgWideNotAllowedError' });
      expect((error.actions ?? []).join(' ')).to.include('somebody has put into the permission set');
      const { result } = await plan('ann', '-i', '6sense');
      expect(result.plan.permissionSet.beyond).to.include('userPermission:ManageSharing');
    });

    it('is listed of a set that somebody else made, where it is named on purpose', async () => {
      storeRow(world.org.org, 'PermissionSet', { ...setNamed('Integration_6sense'), Description: 'Made by hand.' });
      const { result } = await plan('ann', '-i', reader, '--permission-set', 'Integration_6sense');
      expect(result.plan.permissionSet.beyond)
        .to.include('userPermission:ManageSharing')
        .and.include('object:Lead:read');
    });
  });

  describe('revoke', () => {
    it('does not delete a set that holds what others put in, and says what', async () => {
      await write('ann', '-i', reader);
      allowRead('Integration_reader', 'Case');
      const { exitCode, result, text } = await revoke(world.org, ...on('ann', '-i', reader, '--delete', '--no-prompt'));
      expect(stepsOf(result.outcomes)).to.include('deleteSet skipped HOLDS_MORE');
      expect(exitCode).to.equal(1);
      expect(text).to.include('Case');
      expect(permissionFacts(world.org.org).has('Integration_reader object:Case:read')).to.equal(true);
      expect(permissionFacts(world.org.org).has('Integration_reader -> ann@example.com')).to.equal(false);
    });

    it('deletes one that holds nothing but what grant put in', async () => {
      await write('ann', '-i', reader);
      const { result } = await revoke(world.org, ...on('ann', '-i', reader, '--delete', '--no-prompt'));
      expect(stepsOf(result.outcomes)).to.include('deleteSet done');
    });

    it('leaves a mark that fits what is left, so that the rest can go later', async () => {
      const { folder } = definitions;
      await write('ann', '-i', reader);
      const wider = [{ userPermission: 'ApiEnabled' }, { object: ['Account', 'Lead'], access: ['read', 'edit'] }];
      await definitions.define('reader', wider);
      await write('ann', '-i', reader, '--save-receipt', `${folder}/wider.json`);
      await definitions.define('reader', [
        { userPermission: 'ApiEnabled' },
        { object: 'Account', access: ['read', 'edit'] },
      ]);
      await revoke(world.org, '-o', admin, '--receipt', `${folder}/wider.json`, '--no-prompt');
      const facts = permissionFacts(world.org.org);
      expect(facts.has('Integration_reader object:Lead:read')).to.equal(false);
      expect((await plan('ben', '-i', reader)).result.plan.permissionSet).to.not.have.property('beyond');
      put('Integration_reader', 'RunReports');
      expect((await plan('ben', '-i', reader)).result.plan.permissionSet.beyond).to.deep.equal([
        'userPermission:RunReports',
      ]);
    });
  });

  describe('a receipt that the org contradicts', () => {
    const doctored = async (name: string, edit: (receipt: Record<string, unknown>) => void): Promise<string> => {
      const path = `${definitions.folder}/${name}.json`;
      await write('ann', '-i', reader, '--save-receipt', path);
      const { readFile, writeFile } = await import('node:fs/promises');
      const receipt = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
      edit(receipt);
      await writeFile(path, JSON.stringify(receipt));
      return path;
    };
    const refusedBack = async (path: string): Promise<void> => {
      const before = stateOf(world.org.org);
      const error = await revokeRefusal(world.org, '-o', admin, '--receipt', path, '--delete', '--no-prompt');
      expect(error.exitCode).to.equal(2);
      expect(error.name).to.match(/^ReceiptSet/);
      expect(changesBetween(before, stateOf(world.org.org))).to.deep.equal(noChanges);
    };

    it('says that the grant made a set which is not marked as its own', async () => {
      await refusedBack(
        await doctored('made', (receipt) => {
          receipt['permissionSet'] = { name: 'View_Setup_Only', id: setNamed('View_Setup_Only')['Id'], created: true };
        }),
      );
    });

    it('says that the grant made a set which was there long before', async () => {
      await refusedBack(
        await doctored('older', () => {
          storeRow(world.org.org, 'PermissionSet', {
            ...setNamed('Integration_reader'),
            CreatedDate: '2019-01-01T00:00:00.000+0000',
          });
        }),
      );
    });

    it('says that it was there when it was made only after the grant', async () => {
      await refusedBack(
        await doctored('younger', (receipt) => {
          receipt['startedAt'] = '2019-01-01T00:00:00.000Z';
          receipt['permissionSet'] = { ...(receipt['permissionSet'] as object), created: false };
        }),
      );
    });

    it('names an assignment that is older than the grant: that one stays', async () => {
      const path = await doctored('assignment', () => {
        const id = userId(world.org.org, 'ann@example.com');
        for (const row of [...(world.org.org.tables.get('PermissionSetAssignment')?.values() ?? [])])
          if (row['AssigneeId'] === id && row['PermissionSetId'] === setNamed('Integration_reader')['Id'])
            storeRow(world.org.org, 'PermissionSetAssignment', {
              ...row,
              SystemModstamp: '2019-01-01T00:00:00.000+0000',
            });
      });
      const { result } = await revoke(world.org, '-o', admin, '--receipt', path, '--no-prompt');
      expect(result.plan.unassign).to.deep.equal([]);
      expect(result.notFound?.map(({ what, why }) => [what, why])).to.deep.include(['assignment', 'OLDER']);
      expect(permissionFacts(world.org.org).has('Integration_reader -> ann@example.com')).to.equal(true);
    });
  });

  describe('an org that answers with another set than the one that it was asked for', () => {
    const another: Rewrite = (right) =>
      right.body.kind === 'json'
        ? json(
            right.status,
            JSON.parse(JSON.stringify(right.body.value).replaceAll('"Name":"Integration_6sense"', '"Name":"Other"')),
          )
        : right;
    beforeEach(() => {
      world.org.faults.add({ kind: 'rewritten', times: Infinity, rewrite: another });
    });
    afterEach(() => world.org.faults.clear());

    for (const [name, refusal, argv] of [
      ['grant', grantRefusal, ['-u', 'ann@example.com', '--no-prompt', ...allowOrgWide]],
      ['revoke', revokeRefusal, ['-u', 'ann@example.com', '--no-prompt']],
    ] as const)
      it(`${name} does not go on with that`, async () => {
        const error = await refusal(world.org, '-o', admin, '-i', '6sense', ...argv);
        expect(error).to.include({ exitCode: 2, name: 'NotSalesforceAnswerError' });
        expect(error.requests.filter(isWrite)).to.deep.equal([]);
      });
  });
});
