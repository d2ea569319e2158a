import { expect } from 'chai';
import { deleteRow, insertRow, updateRow } from '../dml.js';
import { storeNewRow } from '../rowStore.js';
import { idOf, rowById } from '../orgTables.js';
import { adminOf, expectRefusal, nobodysId, setWith, testOrg } from '../testOrg.js';

describe('permissions/dml: other setup objects', () => {
  it('MutingPermissionSet: takes any permission without what it needs (facts A8, D5)', () => {
    const org = testOrg();
    const values = { DeveloperName: 'Muted', MasterLabel: 'Muted', PermissionsAuthorApex: true };
    const id = insertRow(org, adminOf(org), 'MutingPermissionSet', values);
    updateRow(org, adminOf(org), 'MutingPermissionSet', id, { PermissionsManageUsers: true });
    expect(rowById(org, 'MutingPermissionSet', id)).to.include({
      PermissionsAuthorApex: true,
      PermissionsManageUsers: true,
      PermissionsViewSetup: false,
    });
  });

  it('MutingPermissionSet: follows the rules for names and stays while a group holds it (facts A8, H4)', () => {
    const org = testOrg();
    const admin = adminOf(org);
    expectRefusal(
      () => insertRow(org, admin, 'MutingPermissionSet', { DeveloperName: 'a b', MasterLabel: 'M' }),
      'FIELD_INTEGRITY_EXCEPTION',
      /can only contain/,
    );
    const id = insertRow(org, admin, 'MutingPermissionSet', { DeveloperName: 'M', MasterLabel: 'M' });
    const group = insertRow(org, admin, 'PermissionSetGroup', { DeveloperName: 'G', MasterLabel: 'G' });
    const component = { PermissionSetGroupId: group, PermissionSetId: id };
    const componentId = insertRow(org, admin, 'PermissionSetGroupComponent', component);
    expectRefusal(
      () => insertRow(org, admin, 'PermissionSetGroupComponent', component),
      'DUPLICATE_VALUE',
      /duplicate value found/,
    );
    expectRefusal(
      () => deleteRow(org, admin, 'MutingPermissionSet', id),
      'DELETE_FAILED',
      /part of a permission set group/,
    );
    deleteRow(org, admin, 'PermissionSetGroupComponent', componentId);
    deleteRow(org, admin, 'MutingPermissionSet', id);
    expect(rowById(org, 'MutingPermissionSet', id)).to.equal(undefined);
  });

  it('PermissionSetGroup: follows the rules for names (fact H4)', () => {
    const org = testOrg();
    for (const name of ['1G', 'G_', 'G G']) {
      expectRefusal(
        () => insertRow(org, adminOf(org), 'PermissionSetGroup', { DeveloperName: name, MasterLabel: 'G' }),
        'FIELD_INTEGRITY_EXCEPTION',
        /can only contain/,
      );
    }
  });

  it('SetupEntityAccess: reads its type off the entity and takes it once per set (facts E12, H9)', () => {
    const org = testOrg();
    const app = idOf(storeNewRow(org, 'ConnectedApplication', { Name: 'App' }));
    const row = { ParentId: setWith(org), SetupEntityId: app };
    const id = insertRow(org, adminOf(org), 'SetupEntityAccess', row);
    expect(rowById(org, 'SetupEntityAccess', id)?.['SetupEntityType']).to.equal('ConnectedApplication');
    expectRefusal(() => insertRow(org, adminOf(org), 'SetupEntityAccess', row), 'DUPLICATE_VALUE', /duplicate/);
    expectRefusal(
      () => insertRow(org, adminOf(org), 'SetupEntityAccess', { ...row, ParentId: nobodysId('0PS') }),
      'INVALID_CROSS_REFERENCE_KEY',
      'invalid cross reference id',
    );
  });

  it('licenses and virtual objects are written by nobody (facts A20, E1)', () => {
    const org = testOrg();
    for (const objectName of ['PermissionSetLicense', 'UserLicense', 'EntityDefinition', 'UserPermissionAccess']) {
      expectRefusal(
        () => insertRow(org, adminOf(org), objectName, {}),
        'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        /^entity type cannot be inserted/,
      );
    }
  });
});
