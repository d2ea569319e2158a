import { expect } from 'chai';

import type { Caller, Org, Row } from '../model/orgModel.js';
import { effectiveAccess } from '../permissions/effectiveAccess.js';
import { insertRow } from '../permissions/dml.js';
import { recalculateGroups, startGroupRecalculation } from '../permissions/permissionSetGroups.js';
import { adminOf, testOrg, userOn } from '../permissions/testOrg.js';
import { idOf, rowsOf } from '../permissions/orgTables.js';
import { permissionSetGroupType } from './permissionSetGroupFile.js';
import type { DeployOutcome } from './deploy.js';
import { deployFiles, deploySet, problems } from './testPackages.js';
import { writeXml } from './metadataXml.js';
import type { XmlOut } from './metadataXml.js';

describe('embedded org: deployed permission set groups', () => {
  let org: Org;
  beforeEach(() => {
    org = testOrg();
    deploySet(org, adminOf(org), { objects: { Account: 'read edit' } }, { name: 'A' });
    deploySet(org, adminOf(org), { objects: { Lead: 'read' } }, { name: 'B' });
  });
  const deployGroup = (members: string[], more: XmlOut[] = []): DeployOutcome =>
    deployFiles(
      org,
      adminOf(org),
      { PermissionSetGroup: ['All'] },
      {
        'permissionsetgroups/All.permissionsetgroup': writeXml('PermissionSetGroup', [
          ['label', 'All of it'],
          ...more,
          ...members.map((name): XmlOut => ['permissionSets', name]),
        ]),
      },
    );
  const group = (): Row => rowsOf(org, 'PermissionSetGroup')[0] ?? {};
  const member = (): Caller => {
    const user = userOn(org);
    insertRow(org, adminOf(org), 'PermissionSetAssignment', {
      AssigneeId: user.userId,
      PermissionSetGroupId: idOf(group()),
    });
    return user;
  };
  const may = (user: Caller, object: string): boolean => effectiveAccess(org, user.userId).object(object).read;

  it('creates a group whose users get what its sets give, and retrieves it', () => {
    expect(problems(deployGroup(['B', 'A']))).to.deep.equal([]);
    const user = member();
    expect([may(user, 'Account'), may(user, 'Lead'), may(user, 'Contact')]).to.deep.equal([true, true, false]);
    expect(permissionSetGroupType.read(org, 'All', 66)).to.deep.equal([
      ['hasActivationRequired', false],
      ['label', 'All of it'],
      ['permissionSets', 'A'],
      ['permissionSets', 'B'],
      ['status', 'Updated'],
    ]);
  });

  it('takes members out and recalculates, keeping the rows of those that stay', () => {
    deployGroup(['A', 'B']);
    const user = member();
    const [kept] = rowsOf(org, 'PermissionSetGroupComponent');
    expect(deployGroup(['A']).successes[0]).to.include({ created: false, changed: true });
    expect(rowsOf(org, 'PermissionSetGroupComponent')).to.deep.equal([kept]);
    expect([may(user, 'Account'), may(user, 'Lead')]).to.deep.equal([true, false]);
    expect(deployGroup(['A']).successes[0]).to.include({ changed: false });
  });

  it('recalculates the groups of a set that is deployed (fact H15)', () => {
    deployGroup(['A']);
    const user = member();
    deploySet(org, adminOf(org), { objects: { Account: 'read', Contact: 'read' } }, { name: 'A' });
    expect([may(user, 'Contact'), group()['Status']]).to.deep.equal([true, 'Updated']);
  });

  it('leaves them stale where the org recalculates later (facts A6, H15)', () => {
    deployGroup(['A']);
    const user = member();
    org.behaviours.groupRecalculation = 'manual';
    deploySet(org, adminOf(org), { objects: { Account: 'read', Contact: 'read' } }, { name: 'A' });
    expect([may(user, 'Contact'), group()['Status']]).to.deep.equal([false, 'Outdated']);
    startGroupRecalculation(org);
    // A group cannot be deployed while it is recalculated.
    expect(problems(deployGroup(['A', 'B']))[0]).to.include('is being recalculated');
    recalculateGroups(org);
    expect([may(user, 'Contact'), group()['Status']]).to.deep.equal([true, 'Updated']);
    expect(problems(deployGroup(['A', 'B']))).to.deep.equal([]);
  });

  it('does not leave a group stale that a failed deploy touched', () => {
    deployGroup(['A']);
    org.behaviours.groupRecalculation = 'manual';
    deploySet(org, adminOf(org), { objects: { Account: 'read' } }, { name: 'A', checkOnly: true });
    expect(group()['Status']).to.equal('Updated');
  });

  it('refuses unknown members, and names them', () => {
    expect(problems(deployGroup(['A', 'Nope']))).to.deep.equal([
      'All: In field: permissionSets - no PermissionSet named Nope found',
    ]);
    expect(rowsOf(org, 'PermissionSetGroup')).to.deep.equal([]);
  });
});
