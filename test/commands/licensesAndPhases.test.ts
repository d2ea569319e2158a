/** What a grant gives beside its set, or for a while alone: licenses that a rule names, and what is needed only to install. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { check, finding, only, statusOf } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo, revoke } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('integration grant and revoke', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  beforeEach(async () => {
    world = await openWorld({ scenario: 'licensed' }, admin);
    definitions = await makeDefinitions();
  });
  afterEach(async () => {
    await world.close();
    await definitions.remove();
  });

  const rows = (table: string): Array<Record<string, unknown>> => [
    ...(world.org.org.tables.get(table)?.values() ?? []),
  ];
  const idOf = (table: string, column: string, name: string): unknown =>
    rows(table).find((row) => row[column] === name)?.['Id'];
  const holds = (user: string, license: string): boolean =>
    rows('PermissionSetLicenseAssign').some(
      (row) =>
        row['AssigneeId'] === idOf('User', 'Username', `${user}@example.com`) &&
        row['PermissionSetLicenseId'] === idOf('PermissionSetLicense', 'DeveloperName', license),
    );
  const used = (license: string): unknown =>
    rows('PermissionSetLicense').find(({ DeveloperName }) => DeveloperName === license)?.['UsedLicenses'];
  const receipt = (): string => join(world.folder, 'receipt.json');
  const takeBack = (...argv: string[]) =>
    revoke(world.org, '-o', admin, '--receipt', receipt(), '--no-prompt', ...argv);

  describe('a permission set license that a rule names', () => {
    const license = 'CardPaymentsPsl';

    it('is assigned while seats are free, read back, and given back by the receipt', async () => {
      const path = await definitions.define('acme', [{ permissionSetLicense: license }]);
      const before = Number(used(license));
      const granted = await grantTo(world.org, 'std', path, '--save-receipt', receipt());
      expect(granted.exitCode, granted.text).to.equal(0);
      expect(granted.result.plan.users[0]?.licenses).to.deep.equal([license]);
      expect(granted.result.plan.closes).to.deep.equal([`license:${license}`]);
      expect(granted.result.outcomes.map(({ step, result }) => `${step} ${result}`)).to.deep.equal([
        'licenses done',
        'proof done',
      ]);
      expect([holds('std', license), used(license)]).to.deep.equal([true, before + 1]);
      // Of a license alone no permission set is made.
      expect(idOf('PermissionSet', 'Name', 'Integration_acme')).to.equal(undefined);
      expect((await grantTo(world.org, 'std', path)).result.outcomes).to.deep.equal([]);
      const back = await takeBack();
      expect(back.exitCode, back.text).to.equal(0);
      expect([holds('std', license), used(license)]).to.deep.equal([false, before]);
    });

    it('comes before the set that needs it, and goes with the same receipt', async () => {
      const path = await definitions.define('acme', [
        { permissionSetLicense: license },
        { object: 'CardPaymentMethod', access: ['read'] },
      ]);
      const granted = await grantTo(world.org, 'std', path, '--save-receipt', receipt());
      expect(granted.exitCode, granted.text).to.equal(0);
      expect(granted.result.plan.adds.map(({ id }) => id)).to.deep.equal(['object:CardPaymentMethod:read']);
      expect(holds('std', license)).to.equal(true);
      expect((await takeBack('--delete')).exitCode).to.equal(0);
      expect(holds('std', license)).to.equal(false);
      expect(idOf('PermissionSet', 'Name', 'Integration_acme')).to.equal(undefined);
    });

    it('stays with whoever had it before', async () => {
      const path = await definitions.define('acme', [
        { permissionSetLicense: license },
        { userPermission: 'RunReports' },
      ]);
      const granted = await grantTo(world.org, 'payer', path, '--save-receipt', receipt());
      expect(granted.exitCode, granted.text).to.equal(0);
      expect(granted.result.plan.users[0]?.licenses).to.deep.equal([]);
      expect(await readFile(receipt(), 'utf8')).to.not.include(license);
      expect((await takeBack()).exitCode).to.equal(0);
      expect(holds('payer', license)).to.equal(true);
    });

    it('is left to people where no seat is free, it has ended, or the org has none', async () => {
      const rules = [{ permissionSetLicense: ['FullPsl', 'OldPsl', 'OffPsl', 'NoSuchPsl'] }];
      const path = await definitions.define('acme', rules);
      const one = only(await check(world.org, '-o', admin, '-u', 'std@example.com', '-i', path));
      expect(
        ['FullPsl', 'OldPsl', 'OffPsl', 'NoSuchPsl'].map((name) => statusOf(one, `license:${name}`)),
      ).to.deep.equal([
        'unmet LICENSE_NO_SEAT',
        'unmet LICENSE_EXPIRED',
        'unmet LICENSE_DISABLED',
        'impossible NO_SUCH_PERMISSION_SET_LICENSE',
      ]);
      const granted = await grantTo(world.org, 'std', path);
      expect(granted.exitCode).to.equal(1);
      expect(granted.result.plan.users[0]?.licenses).to.deep.equal([]);
      expect(granted.result.outcomes).to.deep.equal([]);
      expect(granted.result.plan.manual).to.have.length(4);
    });

    it('that the org refuses to assign is told, and nothing is written', async () => {
      const path = await definitions.define('acme', [
        { permissionSetLicense: license },
        { userPermission: 'RunReports' },
      ]);
      world.org.faults.add({
        kind: 'rowRefused',
        match: { subrequest: true, path: /sobjects\/PermissionSetLicenseAssign/i },
        times: Infinity,
      });
      const granted = await grantTo(world.org, 'std', path, '--save-receipt', receipt());
      expect(granted.exitCode).to.not.equal(0);
      expect(granted.result.outcomes.find(({ result }) => result === 'failed')).to.include({
        user: 'std@example.com',
        code: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      });
      expect(holds('std', license)).to.equal(false);
      expect(idOf('PermissionSet', 'Name', 'Integration_acme')).to.equal(undefined);
    });
  });

  describe('what is needed only to install', () => {
    const rules = [
      { userPermission: 'RunReports' },
      { userPermission: 'ViewSetup', when: { phase: 'install' } },
      { object: 'Lead', access: ['read', 'create'], when: { phase: 'install' } },
      { permissionSetLicense: 'CardPaymentsPsl', when: { phase: 'install' } },
    ];
    const checked = async (path: string, ...argv: string[]) =>
      only(await check(world.org, '-o', admin, '-u', 'std@example.com', '-i', path, ...argv));

    it('is taken back by the receipt of its own grant, and the rest stays', async () => {
      const path = await definitions.define('acme', rules);
      expect((await grantTo(world.org, 'std', path)).exitCode).to.equal(0);
      const set = (): unknown => rows('PermissionSet').find(({ Name }) => Name === 'Integration_acme');
      const before = JSON.stringify(set());
      const installing = await grantTo(world.org, 'std', path, '--phase', 'install', '--save-receipt', receipt());
      expect(installing.exitCode, installing.text).to.equal(0);
      expect(installing.result.plan.adds.map(({ id }) => id)).to.include.members([
        'object:Lead:create',
        'userPermission:ViewSetup',
      ]);
      expect((await checked(path, '--phase', 'install')).ready).to.equal(true);
      const back = await takeBack();
      expect(back.exitCode, back.text).to.equal(0);
      const after = await checked(path, '--phase', 'install');
      expect((await checked(path)).ready).to.equal(true);
      for (const id of [
        'object:Lead:read',
        'object:Lead:create',
        'userPermission:ViewSetup',
        'license:CardPaymentsPsl',
      ])
        expect(finding(after, id).status, id).to.equal('unmet');
      const permissions = (text: string): string[] => (text.match(/"Permissions\w+":true/g) ?? []).sort();
      expect(permissions(JSON.stringify(set()))).to.deep.equal(permissions(before));
    });

    it('is taken back whole where one grant gave everything', async () => {
      const path = await definitions.define('acme', rules);
      const state = (): unknown[] =>
        ['PermissionSet', 'ObjectPermissions', 'PermissionSetAssignment', 'PermissionSetLicenseAssign'].map(
          (table) => rows(table).length,
        );
      const before = state();
      const granted = await grantTo(world.org, 'std', path, '--phase', 'install', '--save-receipt', receipt());
      expect(granted.exitCode, granted.text).to.equal(0);
      expect((await takeBack('--delete')).exitCode).to.equal(0);
      expect(state()).to.deep.equal(before);
    });
  });
});
