import { expect } from 'chai';
import type { Caller, Org, Row } from '../model/orgModel.js';
import { findObject } from '../schema/schemaLookup.js';
import { storeNewRow } from './rowStore.js';
import { idOf, rowsOf, textOf } from './orgTables.js';
import { adminOf, assign, setWith, testOrg, userOn, userWith } from './testOrg.js';
import { mayQuery, visibleFields, visibleRows } from './visibleRows.js';

const seen = (org: Org, caller: Caller, objectName: string): readonly Row[] =>
  visibleRows(org, caller, objectName, rowsOf(org, objectName));

describe('permissions/visibility: objects', () => {
  const table: Array<[objectName: string, permissions: string, may: boolean, fact: string]> = [
    ['NoSuchObject', 'ModifyAllData ViewAllData ViewSetup', false, 'I4'],
    ['Account', '', false, 'I4'],
    ['Account', 'ViewAllData', true, 'K4'],
    ['User', '', true, 'B11'],
    ['PermissionSetAssignment', '', false, 'A3'],
    ['PermissionSetAssignment', 'ViewSetup', true, 'A3'],
    ['PermissionSetAssignment', 'AssignPermissionSets', true, 'A3'],
    ['PermissionSetAssignment', 'ManageUsers', true, 'A3'],
    ['ObjectPermissions', 'AssignPermissionSets', false, 'A3'],
    ['ObjectPermissions', 'ViewSetup', true, 'A3'],
    ['FieldPermissions', 'ManageUsers', false, 'A3'],
    ['FieldPermissions', 'ViewSetup', true, 'A3'],
    ['SetupEntityAccess', '', false, 'A3'],
    ['PermissionSetGroupComponent', 'AssignPermissionSets', false, 'A3'],
    ['PermissionSetLicense', '', true, 'A3'],
    ['UserLogin', 'ViewSetup', false, 'G8'],
    ['UserLogin', 'ManageUsers', true, 'G8'],
    ['LoginHistory', '', true, 'G7'],
    ['UserPermissionAccess', '', true, 'E7'],
    ['EntityDefinition', '', true, 'C13'],
    ['CustomField', '', false, 'A3'],
    ['CustomField', 'ViewSetup', true, 'A3'],
    ['PermissionDependency', '', false, 'A3'],
    ['PermissionDependency', 'ViewSetup', true, 'A3'],
  ];
  for (const [objectName, permissions, may, fact] of table) {
    it(`${objectName} with ${permissions || 'nothing'}: ${String(may)} (fact ${fact})`, () => {
      const org = testOrg();
      expect(mayQuery(org, userWith(org, { permissions }), objectName)).to.equal(may);
    });
  }

  it('hides an object from an API version that does not know it (fact A7)', () => {
    const org = testOrg();
    expect(mayQuery(org, adminOf(org, 44), 'PermissionSetGroup')).to.be.false;
    expect(mayQuery(org, adminOf(org, 45), 'PermissionSetGroup')).to.be.true;
  });

  it('knows no permission set groups in an org without them (fact A7)', () => {
    const org = testOrg({ features: [] });
    expect(mayQuery(org, adminOf(org), 'PermissionSetGroup')).to.be.false;
  });
});

describe('permissions/visibility: fields', () => {
  const names = (org: Org, caller: Caller, objectName: string): string[] => {
    const schema = findObject(org, objectName);
    return schema === undefined ? [] : visibleFields(org, caller, schema).map(({ name }) => name);
  };

  it('leaves out fields without field permission, and components with their compound (facts C3, C18)', () => {
    const org = testOrg();
    const caller = userWith(org, {
      objects: { Account: 'R' },
      fields: { 'Account.Phone': 'r', 'Account.BillingAddress': 'r' },
    });
    const fields = names(org, caller, 'Account');
    expect(fields).to.include.members(['Id', 'Name', 'OwnerId', 'Phone', 'BillingAddress', 'BillingCity']);
    expect(fields).to.not.include('Website');
    expect(fields).to.not.include('ShippingCity');
  });

  it('shows all fields with View All Fields (fact C15)', () => {
    const org = testOrg();
    expect(names(org, userWith(org, { objects: { Account: 'RF' } }), 'Account')).to.include.members(['Website', 'Fax']);
  });

  it('leaves out what the API version does not know (fact B1)', () => {
    const org = testOrg();
    expect(names(org, adminOf(org, 62), 'ObjectPermissions')).to.not.include('PermissionsViewAllFields');
    expect(names(org, adminOf(org, 63), 'ObjectPermissions')).to.include('PermissionsViewAllFields');
  });

  it('shows nothing of an object that cannot be read', () => {
    const org = testOrg();
    expect(names(org, userWith(org, {}), 'Account')).to.deep.equal([]);
  });
});

describe('permissions/visibility: rows', () => {
  it('shows all rows of an object to whoever may read it, and none to others: no sharing', () => {
    const org = testOrg();
    storeNewRow(org, 'Account', { Name: 'One', OwnerId: adminOf(org).userId });
    expect(seen(org, userWith(org, { objects: { Account: 'R' } }), 'Account')).to.have.length(1);
    expect(seen(org, userWith(org, {}), 'Account')).to.have.length(0);
  });

  it('shows all users to everybody (fact B11)', () => {
    const org = testOrg();
    const caller = userWith(org, {});
    expect(seen(org, caller, 'User').map((row) => row['Id'])).to.include.members([adminOf(org).userId, caller.userId]);
  });

  it('shows the own user only where sharing of users is private, unless with View All Users (fact B11)', () => {
    const org = testOrg({ behaviours: { usersArePrivate: true } });
    const caller = userWith(org, {});
    expect(seen(org, caller, 'User').map((row) => row['Id'])).to.deep.equal([caller.userId]);
    expect(seen(org, userWith(org, { permissions: 'ViewAllUsers' }), 'User').length).to.be.greaterThan(1);
  });

  it('shows the own profile only, unless with View All Profiles (fact J6)', () => {
    const org = testOrg();
    expect(seen(org, userOn(org), 'Profile').map((row) => row['Name'])).to.deep.equal(['Minimum Access - Salesforce']);
    expect(seen(org, userWith(org, { permissions: 'ViewAllProfiles' }), 'Profile').length).to.be.greaterThan(3);
  });

  for (const [permissions, all] of [
    ['', false],
    ['ManageUsers', true],
    ['MonitorLoginHistory', true],
  ] as const) {
    it(`shows ${all ? 'all' : 'the own'} logins with ${permissions || 'nothing'} (fact G7)`, () => {
      const org = testOrg();
      const caller = userWith(org, { permissions });
      storeNewRow(org, 'LoginHistory', { UserId: caller.userId });
      storeNewRow(org, 'LoginHistory', { UserId: adminOf(org).userId });
      expect(seen(org, caller, 'LoginHistory')).to.have.length(all ? 2 : 1);
    });
  }

  it('shows history of fields that can be read only (fact B11)', () => {
    const org = testOrg();
    for (const Field of ['Amount', 'StageName', 'created', 'Account']) {
      storeNewRow(org, 'OpportunityFieldHistory', { Field });
    }
    const fields = (caller: Caller): unknown[] =>
      seen(org, caller, 'OpportunityFieldHistory').map((row) => row['Field']);
    expect(fields(userWith(org, { objects: { Opportunity: 'R' } }))).to.deep.equal(['StageName', 'created']);
    const fls = { 'Opportunity.Amount': 'r', 'Opportunity.AccountId': 'r' } as const;
    expect(fields(userWith(org, { objects: { Opportunity: 'R' }, fields: fls }))).to.have.length(4);
    expect(fields(userWith(org, {}))).to.deep.equal([]);
  });

  it('turns IsActive of an expired assignment to false (fact A2)', () => {
    const org = testOrg();
    const id = assign(org, userOn(org), setWith(org), { ExpirationDate: '2026-11-21T10:00:00.000+0000' });
    const row = seen(org, adminOf(org), 'PermissionSetAssignment').find((each) => each['Id'] === id);
    expect(row?.['IsActive']).to.be.false;
  });

  it('shows the object ceilings of licenses as object permissions, where the org is set so (facts A20, B12)', () => {
    const ceilings = (org: Org): Row[] => {
      const psl = rowsOf(org, 'PermissionSetLicense').find(
        (row) => row['DeveloperName'] === 'SalesforceAPIIntegrationPsl',
      );
      return seen(org, adminOf(org), 'ObjectPermissions').filter((row) => row['ParentId'] === psl?.['Id']);
    };
    const account = ceilings(testOrg()).find((row) => row['SobjectType'] === 'Account');
    expect(account).to.include({ PermissionsRead: true, PermissionsEdit: true });
    expect(textOf(account, 'Id')).to.match(/^000\w{15}$/);
    expect(new Set(ceilings(testOrg()).map(idOf)).size).to.equal(ceilings(testOrg()).length);
    expect(ceilings(testOrg({ behaviours: { licenseCeilingsReadable: false } }))).to.deep.equal([]);
  });
});
