import { expect } from 'chai';
import type { Caller, Org } from '../../model/orgModel.js';
import { profileNamed } from '../../schema/storeProfiles.js';
import { deleteRow, insertRow, updateRow } from '../dml.js';
import { effectiveAccess } from '../effectiveAccess.js';
import { idOf, rowById, rowsOf } from '../orgTables.js';
import { storeNewRow } from '../rowStore.js';
import { adminOf, assign, expectRefusal, nobodysId, setWith, testOrg, userOn, userWith } from '../testOrg.js';

const apiOnly = 'Minimum Access - API Only Integrations';

describe('permissions/dml: User', () => {
  const profileSets = (org: Org, caller: Caller): unknown[] =>
    rowsOf(org, 'PermissionSetAssignment')
      .filter((row) => row['AssigneeId'] === caller.userId)
      .map((row) => rowById(org, 'PermissionSet', row['PermissionSetId'])?.['ProfileId']);

  it('is assigned the hidden set of the profile, also of the next one (fact A1)', () => {
    const org = testOrg();
    const caller = userOn(org);
    expect(profileSets(org, caller)).to.deep.equal([profileNamed(org, 'Minimum Access - Salesforce')]);
    const ProfileId = profileNamed(org, 'Standard User');
    updateRow(org, adminOf(org), 'User', caller.userId, { ProfileId });
    expect(profileSets(org, caller)).to.deep.equal([ProfileId]);
    expect(effectiveAccess(org, caller.userId).object('Account').edit).to.be.true;
  });

  it('does not change to a license that what is assigned does not fit (facts A12, A16)', () => {
    const org = testOrg();
    const caller = userOn(org);
    assign(org, caller, setWith(org, { objects: { Account: 'R' } }));
    expectRefusal(
      () => updateRow(org, adminOf(org), 'User', caller.userId, { ProfileId: profileNamed(org, apiOnly) }),
      'FIELD_INTEGRITY_EXCEPTION',
      "The user license doesn't allow the permission: Read Account",
    );
    expect(profileSets(org, caller)).to.include(profileNamed(org, 'Minimum Access - Salesforce'));
  });

  it('takes a seat while active (facts A13, H9)', () => {
    const org = testOrg({ seats: { 'Salesforce Integration': 1 } });
    const caller = userOn(org, apiOnly);
    const used = (): unknown =>
      rowsOf(org, 'UserLicense').find((row) => row['Name'] === 'Salesforce Integration')?.['UsedLicenses'];
    expect(used()).to.equal(1);
    expectRefusal(() => userOn(org, apiOnly), 'LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded');
    updateRow(org, adminOf(org), 'User', caller.userId, { IsActive: false });
    expect(used()).to.equal(0);
    userOn(org, apiOnly);
  });

  it('has a name, a nickname and a login of its own (facts C5, G8)', () => {
    const org = testOrg();
    const caller = userOn(org);
    updateRow(org, adminOf(org), 'User', caller.userId, { FirstName: 'Ina' });
    expect(String(rowById(org, 'User', caller.userId)?.['Name'])).to.match(/^Ina User \d+$/);
    expect(rowsOf(org, 'UserLogin').filter((row) => row['UserId'] === caller.userId)).to.have.length(1);
  });

  it('has a username of its own', () => {
    const org = testOrg();
    const Username = String(rowById(org, 'User', adminOf(org).userId)?.['Username']).toUpperCase();
    expectRefusal(
      () => updateRow(org, adminOf(org), 'User', userOn(org).userId, { Username }),
      'DUPLICATE_USERNAME',
      /^Duplicate Username/,
    );
  });

  it('can be frozen by whoever manages users (fact G8)', () => {
    const org = testOrg();
    const caller = userOn(org);
    const login = rowsOf(org, 'UserLogin').find((row) => row['UserId'] === caller.userId);
    updateRow(org, adminOf(org), 'UserLogin', idOf(login ?? {}), { IsFrozen: true });
    expect(rowById(org, 'UserLogin', idOf(login ?? {}))?.['IsFrozen']).to.be.true;
  });

  it('loses the tokens of apps when frozen, and nobody else does (facts P1, X12)', () => {
    const org = testOrg();
    const [caller, other] = [userOn(org), userOn(org)];
    for (const { userId } of [caller, other]) storeNewRow(org, 'OauthToken', { UserId: userId, AppName: 'Sync App' });
    const login = rowsOf(org, 'UserLogin').find((row) => row['UserId'] === caller.userId);
    updateRow(org, adminOf(org), 'UserLogin', idOf(login ?? {}), { IsFrozen: true });
    expect(rowsOf(org, 'OauthToken').map((row) => row['UserId'])).to.deep.equal([other.userId]);
  });

  it('is written with Manage Internal Users, not without (fact B11)', () => {
    const org = testOrg();
    const target = userOn(org).userId;
    const update = (permissions: string): void =>
      updateRow(org, userWith(org, { permissions }), 'User', target, { Department: 'IT' });
    expectRefusal(() => update(''), 'INSUFFICIENT_ACCESS_OR_READONLY', /rights/);
    update('ManageInternalUsers');
    expect(rowById(org, 'User', target)?.['Department']).to.equal('IT');
  });
});

describe('permissions/dml: SessionPermSetActivation', () => {
  it('turns a session-based set on for the user of the session, and off again (fact A9)', () => {
    const org = testOrg();
    const caller = userOn(org, 'Standard User');
    const setId = setWith(org, { permissions: 'ManageSessionPermissionSets ApiEnabled' });
    assign(org, caller, setId);
    const inert = setWith(org, { objects: { Solution: 'RED' }, row: { HasActivationRequired: true } });
    assign(org, caller, inert);
    const edits = (): boolean => effectiveAccess(org, caller.userId).object('Solution').delete;
    const activate = (PermissionSetId: string): string =>
      insertRow(org, caller, 'SessionPermSetActivation', { AuthSessionId: nobodysId('0Ak'), PermissionSetId });
    expect(edits()).to.be.false;
    expectRefusal(() => activate(setId), 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    const id = activate(inert);
    expect(rowById(org, 'SessionPermSetActivation', id)?.['UserId']).to.equal(caller.userId);
    expect(edits()).to.be.true;
    deleteRow(org, caller, 'SessionPermSetActivation', id);
    expect(edits()).to.be.false;
  });
});
