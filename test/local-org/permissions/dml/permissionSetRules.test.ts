import { expect } from 'chai';
import type { Org, Row } from '../../model/orgModel.js';
import { deleteRow, insertRow, updateRow } from '../dml.js';
import { hiddenPermissionSet } from '../assignedSets.js';
import { profileNamed } from '../../schema/storeProfiles.js';
import { idOf, rowById, rowsOf } from '../orgTables.js';
import { requirementClosure } from '../userPermissions.js';
import { adminOf, assign, columnsOf, expectRefusal, setWith, testOrg, userOn, userWith } from '../testOrg.js';

const rowsOfSet = (org: Org, setId: string): Row[] =>
  rowsOf(org, 'ObjectPermissions').filter((row) => row['ParentId'] === setId);

/** Columns of a permission with all that it needs. */
const closed = (org: Org, name: string): Row =>
  columnsOf([name, ...requirementClosure(org.userPermissions, [name])].join(' '));

describe('permissions/dml: PermissionSet', () => {
  it('is created with its system permissions in one go (fact H2)', () => {
    const org = testOrg();
    const id = insertRow(org, adminOf(org), 'PermissionSet', {
      Name: 'Integration',
      Label: 'Integration',
      PermissionsApiEnabled: true,
    });
    expect(rowById(org, 'PermissionSet', id)).to.include({
      IsOwnedByProfile: false,
      IsCustom: true,
      Type: 'Regular',
      ProfileId: null,
      PermissionsApiEnabled: true,
      PermissionsViewSetup: false,
    });
  });

  it('has Type Session where an activation is required (facts A9, A10)', () => {
    const org = testOrg();
    const values = { Name: 'S', Label: 'S', HasActivationRequired: true };
    expect(rowById(org, 'PermissionSet', insertRow(org, adminOf(org), 'PermissionSet', values))?.['Type']).to.equal(
      'Session',
    );
  });

  it('needs Manage Profiles and Permission Sets to be written (fact H3)', () => {
    const org = testOrg();
    expectRefusal(
      () => insertRow(org, userWith(org, { permissions: 'ViewSetup' }), 'PermissionSet', { Name: 'A', Label: 'A' }),
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      'entity type cannot be inserted: Permission Set',
    );
    const manager = userWith(org, { permissions: 'ManageProfilesPermissionsets' });
    expect(insertRow(org, manager, 'PermissionSet', { Name: 'A', Label: 'A' })).to.match(/^0PS/);
  });

  const names: Array<[name: string, good: boolean]> = [
    ['Integration_cognism', true],
    ['A1', true],
    ['1A', false],
    ['_A', false],
    ['A_', false],
    ['A__B', false],
    ['A B', false],
    ['A-B', false],
    ['Ä', false],
  ];
  for (const [name, good] of names) {
    it(`${good ? 'takes' : 'refuses'} the name "${name}" (fact H4)`, () => {
      const org = testOrg();
      const insert = (): string => insertRow(org, adminOf(org), 'PermissionSet', { Name: name, Label: 'L' });
      if (good) expect(insert()).to.match(/^0PS/);
      else
        expectRefusal(insert, 'FIELD_INTEGRITY_EXCEPTION', /can only contain underscores and alphanumeric characters/);
    });
  }

  const tooLong: Array<[field: string, limit: number]> = [
    ['Name', 80],
    ['Label', 80],
    ['Description', 255],
  ];
  for (const [field, limit] of tooLong) {
    it(`limits ${field} to ${limit} characters (fact H4)`, () => {
      const org = testOrg();
      const values = (length: number): Row => ({ Name: 'N', Label: 'L', [field]: 'a'.repeat(length) });
      expectRefusal(
        () => insertRow(org, adminOf(org), 'PermissionSet', values(limit + 1)),
        'STRING_TOO_LONG',
        new RegExp(`max length=${limit}`),
      );
      insertRow(org, adminOf(org), 'PermissionSet', values(limit));
    });
  }

  it('takes a name once, whatever the case (facts H4, H9)', () => {
    const org = testOrg();
    const admin = adminOf(org);
    insertRow(org, admin, 'PermissionSet', { Name: 'A', Label: 'A' });
    expectRefusal(
      () => insertRow(org, admin, 'PermissionSet', { Name: 'a', Label: 'Other' }),
      'DUPLICATE_VALUE',
      /duplicate value found: Name/,
    );
  });

  it('cannot change its license (fact A11)', () => {
    const org = testOrg();
    const LicenseId = idOf(rowsOf(org, 'UserLicense')[0] ?? {});
    const id = insertRow(org, adminOf(org), 'PermissionSet', { Name: 'A', Label: 'A', LicenseId });
    expect(rowById(org, 'PermissionSet', id)?.['LicenseId']).to.equal(LicenseId);
    expectRefusal(
      () => updateRow(org, adminOf(org), 'PermissionSet', id, { LicenseId: null }),
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      /LicenseId/,
    );
  });

  it('knows no permission that the org lacks (facts C12, D2)', () => {
    const values = { Name: 'A', Label: 'A', PermissionsUseAnyApiClient: true };
    const without = testOrg();
    expectRefusal(
      () => insertRow(without, adminOf(without), 'PermissionSet', values),
      'INVALID_FIELD',
      "No such column 'PermissionsUseAnyApiClient' on sobject of type PermissionSet",
    );
    const org = testOrg({ features: ['ApiAccessControl'] });
    insertRow(org, adminOf(org), 'PermissionSet', values);
  });

  it('refuses a permission without what it needs, naming it (facts D5, D6)', () => {
    const org = testOrg();
    const id = insertRow(org, adminOf(org), 'PermissionSet', { Name: 'A', Label: 'A' });
    const update = (values: Row): void => updateRow(org, adminOf(org), 'PermissionSet', id, values);
    const all = closed(org, 'ManageUsers');
    delete all['PermissionsViewRoles'];
    expectRefusal(
      () => update(all),
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission ManageUsers depends on permission(s): ViewRoles',
    );
    expectRefusal(
      () => update({ PermissionsAuthorApex: true }),
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission AuthorApex depends on permission(s): ViewSetup, ModifyMetadata',
    );
    expect(rowById(org, 'PermissionSet', id)?.['PermissionsAuthorApex']).to.be.false;
    update({ ...all, PermissionsViewRoles: true });
  });

  it('refuses to take away what another permission needs (fact D5)', () => {
    const org = testOrg();
    const id = insertRow(org, adminOf(org), 'PermissionSet', { Name: 'A', Label: 'A', ...closed(org, 'EmailMass') });
    expectRefusal(
      () => updateRow(org, adminOf(org), 'PermissionSet', id, { PermissionsEditTask: false }),
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission EmailSingle depends on permission(s): EditTask',
    );
  });

  it('needs object permissions for Manage Public Documents (fact D5)', () => {
    const org = testOrg();
    expectRefusal(
      () =>
        insertRow(org, adminOf(org), 'PermissionSet', { Name: 'A', Label: 'A', PermissionsEditPublicDocuments: true }),
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission Manage Public Documents depends on permission(s): Create Document, Delete Document, Edit Document, Read Document',
    );
  });

  it('gains Read and View All on every object with View All Data (facts B7, B8)', () => {
    const org = testOrg();
    const values = { Name: 'A', Label: 'A', ...closed(org, 'ViewAllData') };
    const id = insertRow(org, adminOf(org), 'PermissionSet', values);
    const rows = new Map(rowsOfSet(org, id).map((row) => [row['SobjectType'], row]));
    const stored = [...org.schema.values()].filter(
      (schema) => schema.permissionable && schema.name !== 'AccountDetail__c',
    );
    expect([...rows.keys()]).to.have.members(stored.map((schema) => schema.name));
    expect(rows.get('Account')).to.include({
      PermissionsRead: true,
      PermissionsViewAllRecords: true,
      PermissionsEdit: false,
    });
    expect(rows.get('Product2')).to.include({ PermissionsRead: true, PermissionsViewAllRecords: false });
  });

  it('gains full rows with Modify All Data, also on rows that are there (facts B7, B8)', () => {
    const org = testOrg();
    const id = setWith(org, { objects: { Account: 'RF' } });
    updateRow(org, adminOf(org), 'PermissionSet', id, closed(org, 'ModifyAllData'));
    const rows = new Map(rowsOfSet(org, id).map((row) => [row['SobjectType'], row]));
    expect(rows.get('Account')).to.include({ PermissionsModifyAllRecords: true, PermissionsViewAllFields: true });
    expect(rows.get('Lead')).to.include({ PermissionsDelete: true, PermissionsViewAllFields: false });
    expect(rows.get('Pricebook2')).to.include({ PermissionsDelete: true, PermissionsModifyAllRecords: false });
  });

  it('is written on Profile where a profile owns it (facts A1, H2)', () => {
    const org = testOrg();
    const profileId = profileNamed(org, 'Minimum Access - Salesforce');
    const hidden = idOf(hiddenPermissionSet(org, profileId) ?? {});
    expectRefusal(
      () => updateRow(org, adminOf(org), 'PermissionSet', hidden, { PermissionsRunReports: true }),
      'INSUFFICIENT_ACCESS_OR_READONLY',
      'insufficient access rights on object id',
    );
    updateRow(org, adminOf(org), 'Profile', profileId, { PermissionsRunReports: true });
    expect(rowById(org, 'PermissionSet', hidden)?.['PermissionsRunReports']).to.be.true;
    expectRefusal(
      () => deleteRow(org, adminOf(org), 'PermissionSet', hidden),
      'INSUFFICIENT_ACCESS_OR_READONLY',
      /rights/,
    );
  });

  it('cannot be deleted while it is assigned; its rows go with it (fact H10)', () => {
    const org = testOrg();
    const admin = adminOf(org);
    const id = setWith(org, { objects: { Account: 'R' }, fields: { 'Account.Phone': 'r' } });
    const assignment = assign(org, userOn(org), id);
    expectRefusal(() => deleteRow(org, admin, 'PermissionSet', id), 'DELETE_FAILED', /assigned to users/);
    deleteRow(org, admin, 'PermissionSetAssignment', assignment);
    deleteRow(org, admin, 'PermissionSet', id);
    for (const objectName of ['ObjectPermissions', 'FieldPermissions']) {
      expect(rowsOf(org, objectName).some((row) => row['ParentId'] === id)).to.be.false;
    }
  });
});

describe('permissions/dml: Profile', () => {
  it('gets a hidden permission set when it is created (fact A1)', () => {
    const org = testOrg();
    const UserLicenseId = idOf(rowsOf(org, 'UserLicense')[0] ?? {});
    const id = insertRow(org, adminOf(org), 'Profile', { Name: 'Mine', UserLicenseId, PermissionsApiEnabled: true });
    expect(hiddenPermissionSet(org, id)).to.include({
      IsOwnedByProfile: true,
      Type: 'Profile',
      Name: `X${id.slice(0, 15)}`,
      PermissionsApiEnabled: true,
    });
  });

  it('cannot switch API only off in the API-only profile (fact A14)', () => {
    const org = testOrg();
    const id = profileNamed(org, 'Minimum Access - API Only Integrations');
    expectRefusal(
      () => updateRow(org, adminOf(org), 'Profile', id, { PermissionsApiUserOnly: false }),
      'FIELD_INTEGRITY_EXCEPTION',
      /API Only User/,
    );
  });

  it('holds dependencies and license as a permission set does (facts A16, D5)', () => {
    const org = testOrg();
    const update = (name: string, values: Row): void =>
      updateRow(org, adminOf(org), 'Profile', profileNamed(org, name), values);
    expectRefusal(
      () => update('Minimum Access - Salesforce', { PermissionsExportReport: true }),
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission ExportReport depends on permission(s): RunReports',
    );
    expectRefusal(
      () => update('Minimum Access - API Only Integrations', { PermissionsRunReports: true }),
      'FIELD_INTEGRITY_EXCEPTION',
      "The user license doesn't allow the permission: RunReports",
    );
  });

  it('cannot be deleted while users are on it', () => {
    const org = testOrg();
    userOn(org);
    const id = profileNamed(org, 'Minimum Access - Salesforce');
    expectRefusal(() => deleteRow(org, adminOf(org), 'Profile', id), 'DELETE_FAILED', /users are assigned/);
  });
});
