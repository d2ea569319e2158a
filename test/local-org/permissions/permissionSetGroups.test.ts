import { expect } from 'chai';
import type { Caller, Org } from '../model/orgModel.js';
import { effectiveAccess } from './effectiveAccess.js';
import { deleteRow, insertRow, updateRow } from './dml.js';
import { aggregatePermissionSet } from './assignedSets.js';
import { recalculateGroups, startGroupRecalculation } from './permissionSetGroups.js';
import { storeNewRow } from './rowStore.js';
import { idOf, rowById, rowsOf, textOf } from './orgTables.js';
import { adminOf, columnsOf, expectRefusal, setWith, storePermissions, testOrg, userOn } from './testOrg.js';
import type { SetContentsText } from './testOrg.js';
import type { NewOrgOptions } from '../schema/newOrg.js';

type Group = { org: Org; admin: Caller; groupId: string; aggregateId: string; caller: Caller };

/** A group with these members, assigned to a user; everything made by the administrator through the API. */
const groupOf = (members: SetContentsText[], options: NewOrgOptions = {}): Group & { setIds: string[] } => {
  const org = testOrg(options);
  const admin = adminOf(org);
  const groupId = insertRow(org, admin, 'PermissionSetGroup', { DeveloperName: 'Team', MasterLabel: 'Team' });
  const setIds = members.map((contents) => setWith(org, contents));
  for (const PermissionSetId of setIds) {
    insertRow(org, admin, 'PermissionSetGroupComponent', { PermissionSetGroupId: groupId, PermissionSetId });
  }
  const caller = userOn(org);
  insertRow(org, admin, 'PermissionSetAssignment', { AssigneeId: caller.userId, PermissionSetGroupId: groupId });
  const aggregateId = idOf(aggregatePermissionSet(org, groupId) ?? {});
  return { org, admin, groupId, aggregateId, caller, setIds };
};

const mute = ({ org, admin, groupId }: Group, contents: SetContentsText): string => {
  const id = insertRow(org, admin, 'MutingPermissionSet', {
    DeveloperName: 'Muted',
    MasterLabel: 'Muted',
    ...columnsOf(contents.permissions),
  });
  storePermissions(org, id, contents);
  insertRow(org, admin, 'PermissionSetGroupComponent', { PermissionSetGroupId: groupId, PermissionSetId: id });
  return id;
};

const statusOf = ({ org, groupId }: Group): string | null =>
  textOf(rowById(org, 'PermissionSetGroup', groupId), 'Status');

describe('permissions/groups', () => {
  it('assigns a group through its aggregate permission set (fact A4)', () => {
    const group = groupOf([{ objects: { Account: 'R' } }]);
    const [row] = rowsOf(group.org, 'PermissionSetAssignment').filter(
      (assignment) => assignment['PermissionSetGroupId'] === group.groupId,
    );
    expect(row?.['PermissionSetId']).to.equal(group.aggregateId);
    expect(rowById(group.org, 'PermissionSet', group.aggregateId)).to.include({
      Type: 'Group',
      PermissionSetGroupId: group.groupId,
    });
  });

  it('adds the members up, and they have no assignments of their own (facts A4, A5)', () => {
    const group = groupOf([
      { permissions: 'ApiEnabled', objects: { Account: 'RC' }, fields: { 'Account.Phone': 'r' } },
      { permissions: 'RunReports', objects: { Account: 'RE' }, fields: { 'Account.Phone': 'rw' } },
    ]);
    const access = effectiveAccess(group.org, group.caller.userId);
    expect(['ApiEnabled', 'RunReports'].every(access.userPermission)).to.be.true;
    expect(access.object('Account')).to.include({ read: true, create: true, edit: true, delete: false });
    expect(access.field('Account', 'Phone').edit).to.be.true;
    const own = rowsOf(group.org, 'PermissionSetAssignment').filter((row) =>
      group.setIds.includes(String(row['PermissionSetId'])),
    );
    expect(own).to.deep.equal([]);
  });

  it('subtracts what is muted, and only in this group (facts A5, A8)', () => {
    const group = groupOf([
      { permissions: 'ApiEnabled RunReports', objects: { Account: 'RCED' }, fields: { 'Account.Phone': 'rw' } },
    ]);
    mute(group, { permissions: 'RunReports', objects: { Account: 'D' }, fields: { 'Account.Phone': 'r' } });
    const access = effectiveAccess(group.org, group.caller.userId);
    expect(access.userPermission('RunReports')).to.be.false;
    expect(access.userPermission('ApiEnabled')).to.be.true;
    expect(access.object('Account')).to.include({ edit: true, delete: false });
    expect(access.field('Account', 'Phone')).to.deep.equal({ read: false, edit: false });
    expect(rowById(group.org, 'PermissionSet', group.setIds[0])?.['PermissionsRunReports']).to.be.true;
  });

  it('removes object permissions that need a muted one on the same object (fact B2)', () => {
    const group = groupOf([{ objects: { Account: 'RED', Lead: 'R' } }]);
    mute(group, { objects: { Account: 'R' } });
    const access = effectiveAccess(group.org, group.caller.userId);
    expect(access.object('Account')).to.include({ read: false, edit: false, delete: false });
    expect(access.object('Lead').read).to.be.true;
  });

  for (const [dependentsOfMuted, kept] of [
    ['remove', false],
    ['keep', true],
  ] as const) {
    it(`user permissions that need a muted one: ${dependentsOfMuted} (facts D6, M4)`, () => {
      const permissions = 'ExportReport RunReports ApiEnabled';
      const group = groupOf([{ permissions }], { behaviours: { dependentsOfMuted } });
      mute(group, { permissions: 'RunReports' });
      const access = effectiveAccess(group.org, group.caller.userId);
      expect(access.userPermission('RunReports')).to.be.false;
      expect(access.userPermission('ExportReport')).to.equal(kept);
      expect(access.userPermission('ApiEnabled')).to.be.true;
    });
  }

  it('follows its members and muting sets at once by default (facts A6, H15)', () => {
    const group = groupOf([{ objects: { Account: 'R' } }]);
    const [setId] = group.setIds;
    const reads = (objectName: string): boolean =>
      effectiveAccess(group.org, group.caller.userId).object(objectName).read;
    const rowId = insertRow(group.org, group.admin, 'ObjectPermissions', {
      ParentId: setId ?? '',
      SobjectType: 'Lead',
      PermissionsRead: true,
    });
    expect(reads('Lead')).to.be.true;
    deleteRow(group.org, group.admin, 'ObjectPermissions', rowId);
    expect(reads('Lead')).to.be.false;
    const mutingId = mute(group, {});
    expect(reads('Account')).to.be.true;
    insertRow(group.org, group.admin, 'ObjectPermissions', {
      ParentId: mutingId,
      SobjectType: 'Account',
      PermissionsRead: true,
    });
    expect(reads('Account')).to.be.false;
    const component = rowsOf(group.org, 'PermissionSetGroupComponent').find(
      (row) => row['PermissionSetId'] === mutingId,
    );
    deleteRow(group.org, group.admin, 'PermissionSetGroupComponent', idOf(component ?? {}));
    expect(reads('Account')).to.be.true;
    expect(statusOf(group)).to.equal('Updated');
  });

  it('stays stale while Outdated and Updating, where recalculation waits (facts A6, H15)', () => {
    const group = groupOf([{ objects: { Account: 'R' } }], { behaviours: { groupRecalculation: 'manual' } });
    const may = (): boolean => effectiveAccess(group.org, group.caller.userId).userPermission('RunReports');
    recalculateGroups(group.org);
    expect(statusOf(group)).to.equal('Updated');
    updateRow(group.org, group.admin, 'PermissionSet', group.setIds[0] ?? '', { PermissionsRunReports: true });
    expect([statusOf(group), may()]).to.deep.equal(['Outdated', false]);
    startGroupRecalculation(group.org);
    expect([statusOf(group), may()]).to.deep.equal(['Updating', false]);
    recalculateGroups(group.org);
    expect([statusOf(group), may()]).to.deep.equal(['Updated', true]);
  });

  it('grants nothing in a session-based group until it is activated (facts A7, A9)', () => {
    const group = groupOf([{ objects: { Account: 'R' } }]);
    const reads = (): boolean => effectiveAccess(group.org, group.caller.userId).object('Account').read;
    updateRow(group.org, group.admin, 'PermissionSetGroup', group.groupId, { HasActivationRequired: true });
    expect(reads()).to.be.false;
    storeNewRow(group.org, 'SessionPermSetActivation', {
      UserId: group.caller.userId,
      PermissionSetGroupId: group.groupId,
    });
    expect(reads()).to.be.true;
  });

  it('adds up without the rows of the assignments being complete: a loaded scenario recalculates (fact A4)', () => {
    const org = testOrg();
    const group = storeNewRow(org, 'PermissionSetGroup', { DeveloperName: 'G', MasterLabel: 'G', Status: 'Outdated' });
    const setId = setWith(org, { objects: { Account: 'R' } });
    storeNewRow(org, 'PermissionSetGroupComponent', { PermissionSetGroupId: idOf(group), PermissionSetId: setId });
    const caller = userOn(org);
    storeNewRow(org, 'PermissionSetAssignment', {
      AssigneeId: caller.userId,
      PermissionSetGroupId: idOf(group),
      IsActive: true,
    });
    recalculateGroups(org);
    expect(effectiveAccess(org, caller.userId).object('Account').read).to.be.true;
    expect(rowById(org, 'PermissionSetGroup', idOf(group))?.['Status']).to.equal('Updated');
  });

  it('lets nobody write the aggregate, nor Status (facts A5, A6)', () => {
    const group = groupOf([{ objects: { Account: 'R' } }]);
    expectRefusal(
      () => updateRow(group.org, group.admin, 'PermissionSet', group.aggregateId, { PermissionsApiEnabled: true }),
      'INSUFFICIENT_ACCESS_OR_READONLY',
      'insufficient access rights on object id',
    );
    expectRefusal(
      () =>
        insertRow(group.org, group.admin, 'ObjectPermissions', {
          ParentId: group.aggregateId,
          SobjectType: 'Lead',
          PermissionsRead: true,
        }),
      'INSUFFICIENT_ACCESS_OR_READONLY',
      /insufficient access rights/,
    );
    expectRefusal(
      () => updateRow(group.org, group.admin, 'PermissionSetGroup', group.groupId, { Status: 'Updated' }),
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      /Unable to create\/update fields: Status/,
    );
  });

  it('is deleted with its aggregate and components, but not while assigned (fact H10)', () => {
    const group = groupOf([{ objects: { Account: 'R' } }]);
    expectRefusal(
      () => deleteRow(group.org, group.admin, 'PermissionSetGroup', group.groupId),
      'DELETE_FAILED',
      /assigned to users/,
    );
    const [assignment] = rowsOf(group.org, 'PermissionSetAssignment').filter((row) => row['PermissionSetGroupId']);
    deleteRow(group.org, group.admin, 'PermissionSetAssignment', idOf(assignment ?? {}));
    deleteRow(group.org, group.admin, 'PermissionSetGroup', group.groupId);
    expect(rowById(group.org, 'PermissionSet', group.aggregateId)).to.equal(undefined);
    expect(rowsOf(group.org, 'PermissionSetGroupComponent')).to.deep.equal([]);
    expect(rowsOf(group.org, 'ObjectPermissions').some((row) => row['ParentId'] === group.aggregateId)).to.be.false;
  });
});
