/** A permission set that is tied to a license (facts A11, A12): whom it can be assigned to is known before anything is planned. */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { grant, grantRefusal, grantTo, isWrite, stepsOf } from '../support/granting.js';
import { changesBetween, noChanges, stateOf } from '../support/orgState.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const admin = 'admin@example.com';

const scenario = () =>
  loadScenario('default', {
    // A set on a permission set license does not bring it along in every org (fact A18).
    org: { behaviours: { autoAssignPermissionSetLicense: false } },
    licenses: {
      DeskPsl: { total: 2, userPermissions: [], objects: { Account: 'CRED', Order: 'CRED' } },
      FullPsl: { total: 0, userPermissions: [], objects: { Account: 'CRED' } },
    },
    permissionSets: {
      Desk_Sync: { license: 'DeskPsl', objects: { Account: 'read' } },
      Full_Sync: { license: 'FullPsl', objects: { Account: 'read' } },
      Vendor_Sync: { license: 'Salesforce', objects: { Account: 'read' } },
      Platform_Sync: { license: 'Salesforce Platform', objects: { Account: 'read' } },
    },
    users: {
      plat: { profile: 'Standard Platform User' },
      desk: { profile: 'Standard Platform User', permissionSetLicenses: ['DeskPsl'] },
    },
  });

describe('integration grant into a permission set that is tied to a user license', function () {
  this.timeout(60_000);
  const shared = sharedWorld(() => openWorld({ org: scenario() }, admin));
  let reference: string;
  before(async () => {
    reference = await shared.definitions.define('vendor', [{ object: 'Contact', access: ['viewAllRecords'] }]);
  });

  const plain = (text: string): string => text.replace(/\s+/g, ' ');

  const misfits: [title: string, set: string, users: string[], names: string[], unnamed: string[]][] = [
    [
      'an integration user',
      'Vendor_Sync',
      ['api'],
      ['Vendor_Sync', 'Salesforce', 'api@', 'Salesforce Integration'],
      [],
    ],
    ['a platform user', 'Vendor_Sync', ['plat'], ['plat@', 'Salesforce Platform'], []],
    ['a full user, of a set for platform users', 'Platform_Sync', ['viewer'], ['viewer@', 'Salesforce Platform'], []],
    ['one of two users, who is named', 'Vendor_Sync', ['viewer', 'api'], ['api@'], ['viewer@']],
  ];
  for (const [title, set, users, names, unnamed] of misfits) {
    for (const how of ['--dry-run', '--no-prompt']) {
      it(`${title}, ${how}: refused before anything is planned, with the next step`, async () => {
        const before = stateOf(shared.world.org.org);
        const named = users.flatMap((user) => ['-u', `${user}@example.com`]);
        const target = ['-o', admin, ...named, '-i', reference, '--permission-set', set];
        const refused = await grantRefusal(shared.world.org, ...target, how);
        expect(refused).to.include({ exitCode: 2, name: 'SetOnAnotherLicenseError' });
        for (const name of names) expect(refused.message).to.include(name);
        for (const name of unnamed) expect(refused.message).to.not.include(name);
        expect(refused.actions?.join(' ')).to.include('--permission-set');
        expect(refused.requests.filter(isWrite)).to.deep.equal([]);
        expect(changesBetween(before, stateOf(shared.world.org.org))).to.deep.equal(noChanges);
      });
    }
  }

  it('users of that license get it', async () => {
    const { exitCode, result } = await grantTo(
      shared.world.org,
      'viewer',
      reference,
      '--permission-set',
      'Vendor_Sync',
    );
    expect(stepsOf(result.outcomes)).to.deep.equal(['permissionSet done', 'assignments done', 'proof done']);
    expect(exitCode).to.equal(0);
  });

  describe('or to a permission set license', () => {
    let orders: string;
    before(async () => {
      orders = await shared.definitions.define('orders', [{ object: 'Order', access: ['delete'] }]);
    });
    const argv = ['--permission-set', 'Desk_Sync'];

    for (const user of ['viewer', 'plat']) {
      it(`${user}: the plan says which license it brings, and gives it first`, async () => {
        const { exitCode, result, text } = await grantTo(shared.world.org, user, orders, ...argv);
        expect(result.plan.users[0]?.licenses).to.deep.equal(['DeskPsl']);
        expect(plain(text)).to.include('permission set license DeskPsl');
        expect(stepsOf(result.outcomes)).to.deep.equal([
          'licenses done',
          'permissionSet done',
          'assignments done',
          'proof done',
        ]);
        expect(exitCode).to.equal(0);
        const again = await grantTo(shared.world.org, user, orders, ...argv);
        expect(again.result.outcomes).to.deep.equal([]);
      });
    }

    it('who has the license gets no other, and who needs nothing gets none', async () => {
      const has = await grantTo(shared.world.org, 'desk', orders, ...argv);
      expect([has.exitCode, has.result.plan.users[0]?.licenses]).to.deep.equal([0, []]);
      const accounts = await shared.definitions.define('accounts', [{ object: 'Account', access: ['read'] }]);
      const needs = await grantTo(shared.world.org, 'plat', accounts, ...argv);
      expect([needs.exitCode, needs.result.plan.users[0]?.licenses]).to.deep.equal([0, []]);
      expect(needs.requests.filter(isWrite)).to.deep.equal([]);
    });

    it('no seat is free: refused before anything is written, with what to do', async () => {
      const before = stateOf(shared.world.org.org);
      // Something that the license of the set allows.
      const deleting = await shared.definitions.define('deleting', [{ object: 'Account', access: ['delete'] }]);
      const target = ['-o', admin, '-u', 'viewer@example.com', '-i', deleting, '--permission-set', 'Full_Sync'];
      const refused = await grantRefusal(shared.world.org, ...target, '--dry-run');
      expect(refused).to.include({ exitCode: 2, name: 'SetWithoutSeatError' });
      for (const name of ['Full_Sync', 'FullPsl', 'viewer@example.com']) expect(refused.message).to.include(name);
      expect(changesBetween(before, stateOf(shared.world.org.org))).to.deep.equal(noChanges);
    });
  });

  it('where the org does not tell the license of the set, it is planned all the same', async () => {
    shared.world.org.faults.add({
      kind: '500',
      match: { subrequest: true, path: /LicenseId FROM PermissionSet WHERE Id/i },
      times: Infinity,
    });
    const target = ['-o', admin, '-u', 'viewer@example.com', '-i', reference, '--permission-set', 'Vendor_Sync'];
    const { result, text } = await grant(shared.world.org, ...target, '--dry-run');
    expect(result.plan.users[0]?.assign).to.equal(true);
    expect(plain(text)).to.include('Vendor_Sync');
  });
});
