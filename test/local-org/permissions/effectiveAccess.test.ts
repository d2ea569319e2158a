import { expect } from 'chai';
import type { Caller, ObjectAccess, Org } from '../model/orgModel.js';
import { switchHistory } from '../schema/fieldHistory.js';
import { effectiveAccess } from './effectiveAccess.js';
import { hiddenPermissionSet } from './assignedSets.js';
import { storeNewRow, storeRow } from './rowStore.js';
import { idOf, rowById, textOf } from './orgTables.js';
import { assign, setWith, storePermissions, testOrg, userOn, userWith, type SetContentsText } from './testOrg.js';

const letters: Record<string, ObjectAccess> = {
  R: 'read',
  C: 'create',
  E: 'edit',
  D: 'delete',
  V: 'viewAllRecords',
  M: 'modifyAllRecords',
  F: 'viewAllFields',
};

/** The accesses of a user in letters, in the order RCEDVMF. */
const has = (org: Org, caller: Caller, objectName: string): string => {
  const access = effectiveAccess(org, caller.userId).object(objectName);
  return Object.entries(letters)
    .filter(([, word]) => access[word])
    .map(([letter]) => letter)
    .join('');
};

describe('permissions/access: sources of grants', () => {
  it('unites all assigned permission sets and the profile (fact A1)', () => {
    const org = testOrg();
    const caller = userWith(org, { permissions: 'ApiEnabled', objects: { Account: 'RC' } });
    assign(org, caller, setWith(org, { permissions: 'RunReports', objects: { Account: 'RE', Lead: 'R' } }));
    const access = effectiveAccess(org, caller.userId);
    expect(has(org, caller, 'Account')).to.equal('RCE');
    expect(has(org, caller, 'Lead')).to.equal('R');
    expect(['ApiEnabled', 'RunReports', 'ApiUserOnly'].map(access.userPermission)).to.deep.equal([true, true, true]);
    expect(access.userPermission('ModifyAllData')).to.be.false;
  });

  it('lets the profile take part through its hidden permission set (fact A1)', () => {
    const org = testOrg();
    const caller = userOn(org);
    const profileId = textOf(rowById(org, 'User', caller.userId), 'ProfileId') ?? '';
    storePermissions(org, idOf(hiddenPermissionSet(org, profileId) ?? {}), {
      objects: { Account: 'R' },
      fields: { 'Account.Phone': 'r' },
    });
    expect(has(org, caller, 'Account')).to.equal('R');
    expect(effectiveAccess(org, caller.userId).field('Account', 'Phone')).to.deep.equal({ read: true, edit: false });
  });

  it('counts a profile-only permission from the profile (facts D2, D4)', () => {
    const org = testOrg();
    expect(effectiveAccess(org, userOn(org).userId).userPermission('ChatterInternalUser')).to.be.true;
  });

  it('ignores the case of names and knows no unknown permission', () => {
    const org = testOrg();
    const caller = userWith(org, {
      permissions: 'ApiEnabled',
      objects: { Account: 'R' },
      fields: { 'Account.Phone': 'r' },
    });
    const access = effectiveAccess(org, caller.userId);
    expect(access.userPermission('apienabled')).to.be.true;
    expect(access.object('ACCOUNT').read).to.be.true;
    expect(access.field('account', 'PHONE').read).to.be.true;
    expect(access.userPermission('NoSuchPermission')).to.be.false;
    expect(access.object('NoSuchObject').read).to.be.false;
    expect(access.field('Account', 'NoSuchField').read).to.be.false;
  });

  const assignments: Array<[string, Parameters<typeof assign>[3], boolean]> = [
    ['counts an assignment without expiration', {}, true],
    ['counts one that expires later', { ExpirationDate: '2026-11-22T10:00:01.000+0000' }, true],
    ['drops one that expires now', { ExpirationDate: '2026-11-22T10:00:00.000+0000' }, false],
    ['drops one that expired, whatever its offset', { ExpirationDate: '2026-11-22T11:30:00.000+0200' }, false],
    ['drops an inactive one', { IsActive: false }, false],
    ['drops a revoked one', { IsRevoked: true }, false],
    ['counts one whose IsActive is unknown', { IsActive: null }, true],
  ];
  for (const [title, values, counts] of assignments) {
    it(`${title} (facts A2, K2)`, () => {
      const org = testOrg();
      const caller = userOn(org);
      assign(org, caller, setWith(org, { objects: { Account: 'R' } }), values);
      expect(has(org, caller, 'Account')).to.equal(counts ? 'R' : '');
    });
  }

  it('keeps a session-based set inert until a session activates it (fact A9)', () => {
    const org = testOrg();
    const caller = userOn(org);
    const other = userOn(org);
    const setId = setWith(org, { objects: { Account: 'R' }, row: { HasActivationRequired: true } });
    assign(org, caller, setId);
    assign(org, other, setId);
    expect(has(org, caller, 'Account')).to.equal('');
    storeNewRow(org, 'SessionPermSetActivation', { UserId: caller.userId, PermissionSetId: setId });
    expect(has(org, caller, 'Account')).to.equal('R');
    expect(has(org, other, 'Account')).to.equal('');
  });

  it('gives nothing to a user who does not exist', () => {
    const org = testOrg();
    expect(effectiveAccess(org, '005000000000ZZZAAA').userPermission('ApiEnabled')).to.be.false;
  });

  it('does not add what a stored permission would require: the rows are the truth (fact D5)', () => {
    const org = testOrg();
    const caller = userWith(org, { permissions: 'ViewAllData' });
    expect(effectiveAccess(org, caller.userId).userPermission('ViewSetup')).to.be.false;
  });
});

describe('permissions/access: objects', () => {
  const table: Array<[fact: string, contents: SetContentsText, objectName: string, expected: string]> = [
    ['no rows (A1)', {}, 'Account', ''],
    ['View All Data (K4)', { permissions: 'ViewAllData' }, 'Account', 'RV'],
    ['Modify All Data (K4)', { permissions: 'ModifyAllData' }, 'Account', 'RCEDVM'],
    ['View All Data on Product2, which stores no View All (K4, B7)', { permissions: 'ViewAllData' }, 'Product2', 'RV'],
    ['View All Fields (C15)', { objects: { Account: 'RF' } }, 'Account', 'RF'],
    [
      'View All Fields (Global) (C15)',
      { permissions: 'ViewAllFieldsGlobal', objects: { Account: 'R' } },
      'Account',
      'RF',
    ],
    ['View All Fields (Global) reads no object (C15)', { permissions: 'ViewAllFieldsGlobal' }, 'Account', ''],
    ['Task without Access Activities (B11)', { permissions: 'EditTask ViewAllData' }, 'Task', ''],
    ['Task, write (B11)', { permissions: 'ActivitiesAccess EditTask' }, 'Task', 'RCED'],
    ['Event needs EditEvent (B11)', { permissions: 'ActivitiesAccess EditTask' }, 'Event', 'R'],
    ['Task, all records (B11)', { permissions: 'ActivitiesAccess ViewAllActivities' }, 'Task', 'RV'],
    ['Task with Modify All Data only modifies all (B11)', { permissions: 'ModifyAllData' }, 'Task', 'M'],
    ['User is readable for everybody (B11)', {}, 'User', 'R'],
    ['User, View All Users (B11)', { permissions: 'ViewAllUsers' }, 'User', 'RV'],
    ['User, Manage Internal Users (B11)', { permissions: 'ManageInternalUsers' }, 'User', 'RCE'],
    ['User, Modify All Data does not delete (B11)', { permissions: 'ModifyAllData ViewAllData' }, 'User', 'RV'],
    ['CampaignMember without Campaign (B11)', { objects: { Lead: 'R' } }, 'CampaignMember', ''],
    ['CampaignMember, Campaign alone (B11)', { objects: { Campaign: 'RV' } }, 'CampaignMember', ''],
    ['CampaignMember with leads (B11)', { objects: { Campaign: 'R', Lead: 'R' } }, 'CampaignMember', 'R'],
    ['CampaignMember with contacts (B11)', { objects: { Campaign: 'RV', Contact: 'R' } }, 'CampaignMember', 'RV'],
    ['OpportunityLineItem, read (B11)', { objects: { Opportunity: 'R' } }, 'OpportunityLineItem', 'R'],
    ['OpportunityLineItem, write (B11)', { objects: { Opportunity: 'RE' } }, 'OpportunityLineItem', 'RCED'],
    [
      'OpportunityContactRole, write (B11)',
      { objects: { Opportunity: 'RE', Contact: 'R' } },
      'OpportunityContactRole',
      'RCED',
    ],
    ['OpportunityHistory (B11)', { objects: { Opportunity: 'RCEV' } }, 'OpportunityHistory', 'RV'],
    ['OpportunityFieldHistory (B11)', { objects: { Opportunity: 'R' } }, 'OpportunityFieldHistory', 'R'],
    ['AccountHistory (B11)', { objects: { Account: 'RE' } }, 'AccountHistory', 'R'],
    ['AccountHistory without Account (B11)', { objects: { Lead: 'R' } }, 'AccountHistory', ''],
    ['ActivityFieldHistory (B11)', { permissions: 'ActivitiesAccess EditTask' }, 'ActivityFieldHistory', ''],
    ['ActivityFieldHistory, View All Data (B11)', { permissions: 'ViewAllData' }, 'ActivityFieldHistory', 'RV'],
    ['detail of a custom master has its own (B9)', { objects: { Master__c: 'R' } }, 'Detail__c', ''],
    ['detail of a standard master follows it (B10)', { objects: { Account: 'RE' } }, 'AccountDetail__c', 'RCED'],
    ['its own rows count for nothing (B10)', { objects: { AccountDetail__c: 'RCED' } }, 'AccountDetail__c', ''],
    ['setup object without View Setup (A3)', {}, 'ObjectPermissions', ''],
    ['setup object, reading (A3)', { permissions: 'ViewSetup' }, 'ObjectPermissions', 'RV'],
    [
      'setup object, writing (H3)',
      { permissions: 'ViewSetup ManageProfilesPermissionsets' },
      'ObjectPermissions',
      'RCEDV',
    ],
    [
      'writing alone opens nothing that cannot be read (A3)',
      { permissions: 'ManageProfilesPermissionsets' },
      'ObjectPermissions',
      '',
    ],
    [
      'assignments with Assign Permission Sets (A3, H3)',
      { permissions: 'AssignPermissionSets' },
      'PermissionSetAssignment',
      'RCEDV',
    ],
    ['assignments with View Setup (A3)', { permissions: 'ViewSetup' }, 'PermissionSetAssignment', 'RV'],
    ['UserLogin needs Manage Users (G8)', { permissions: 'ViewSetup ViewAllUsers' }, 'UserLogin', ''],
  ];
  for (const [title, contents, objectName, expected] of table) {
    it(`${title}`, () => {
      const org = testOrg();
      expect(has(org, userWith(org, contents), objectName)).to.equal(expected);
    });
  }

  it('lets the history of a custom object follow it (fact B11)', () => {
    const org = testOrg();
    switchHistory(org, 'Master__c', true);
    expect(has(org, userWith(org, { objects: { Master__c: 'RE' } }), 'Master__History')).to.equal('R');
    expect(has(org, userWith(org, {}), 'Master__History')).to.equal('');
  });

  it('keeps object permissions of a detail of a standard master where the org is set so (fact B10)', () => {
    const org = testOrg({ behaviours: { detailOfStandardMaster: 'keep' } });
    expect(has(org, userWith(org, { objects: { AccountDetail__c: 'RC' } }), 'AccountDetail__c')).to.equal('RC');
    expect(has(org, userWith(org, { objects: { Account: 'RE' } }), 'AccountDetail__c')).to.equal('');
  });
});

describe('permissions/access: fields', () => {
  type Case = [
    title: string,
    contents: SetContentsText,
    field: string,
    expected: 'none' | 'read' | 'edit' | 'edit only',
  ];
  const account = (fields: Record<string, 'r' | 'rw'>, accesses = 'RE'): SetContentsText => ({
    objects: { Account: accesses },
    fields,
  });
  const table: Case[] = [
    [
      'a field permission without the object is useless (C11)',
      { fields: { 'Account.Phone': 'rw' } },
      'Account.Phone',
      'none',
    ],
    ['no field permission, no field (C1)', account({}), 'Account.Phone', 'none'],
    ['read (C1)', account({ 'Account.Phone': 'r' }), 'Account.Phone', 'read'],
    ['edit (K5)', account({ 'Account.Phone': 'rw' }), 'Account.Phone', 'edit'],
    ['edit with create alone (K5)', account({ 'Account.Phone': 'rw' }, 'RC'), 'Account.Phone', 'edit'],
    ['edit needs edit or create on the object (K5)', account({ 'Account.Phone': 'rw' }, 'RD'), 'Account.Phone', 'read'],
    ['a field without field permissions follows the object (C7, C8)', account({}), 'Account.Name', 'edit'],
    ['and is read with the object (C8)', account({}, 'R'), 'Account.Name', 'read'],
    ['audit fields are never edited (C8)', account({}), 'Account.CreatedDate', 'read'],
    [
      'a component follows its compound (C3, C4)',
      account({ 'Account.BillingAddress': 'rw' }),
      'Account.BillingCity',
      'edit',
    ],
    ['also for reading (C3)', account({ 'Account.BillingAddress': 'r' }), 'Account.BillingCity', 'read'],
    [
      'a row for a component counts for nothing (C3)',
      account({ 'Account.BillingCity': 'rw' }),
      'Account.BillingCity',
      'none',
    ],
    [
      'the compound is edited although its flags say no (C4)',
      account({ 'Account.BillingAddress': 'rw' }),
      'Account.BillingAddress',
      'edit',
    ],
    [
      'another compound is another permission (C3)',
      account({ 'Account.ShippingAddress': 'rw' }),
      'Account.BillingCity',
      'none',
    ],
    ['parts of a name follow the object (C5)', { objects: { Contact: 'RE' } }, 'Contact.FirstName', 'edit'],
    ['a formula is read only (C7)', account({ 'Account.Score__c': 'rw' }), 'Account.Score__c', 'read'],
    ['View All Fields of the object (C15)', { objects: { Account: 'RF' } }, 'Account.Phone', 'read'],
    [
      'View All Fields (Global) (C15)',
      { permissions: 'ViewAllFieldsGlobal', objects: { Account: 'R' } },
      'Account.Phone',
      'read',
    ],
    ['View All Fields does not edit (C15)', { objects: { Account: 'REF' } }, 'Account.Phone', 'read'],
    ['View All Data does not open fields (C13, K4)', { permissions: 'ViewAllData' }, 'Account.Phone', 'none'],
    [
      'Modify All Data edits regardless and does not read (C13, C17)',
      { permissions: 'ModifyAllData' },
      'Account.Phone',
      'edit only',
    ],
    ['Modify All Data edits no formula (C7, C17)', { permissions: 'ModifyAllData' }, 'Account.Score__c', 'none'],
    [
      'Task fields have field permissions (C9, B5)',
      { permissions: 'ActivitiesAccess EditTask', fields: { 'Task.Description': 'rw' } },
      'Task.Description',
      'edit',
    ],
    [
      'Task and Event are permissioned apart (C10)',
      { permissions: 'ActivitiesAccess EditEvent', fields: { 'Task.Source__c': 'rw' } },
      'Event.Source__c',
      'none',
    ],
    [
      'OpportunityContactRole has none (B11)',
      { objects: { Opportunity: 'RE', Contact: 'R' } },
      'OpportunityContactRole.Role',
      'edit',
    ],
    ['User fields need none (C9)', {}, 'User.Email', 'read'],
  ];
  for (const [title, contents, field, expected] of table) {
    it(title, () => {
      const org = testOrg();
      const [objectName = '', fieldName = ''] = field.split('.');
      const { read, edit } = effectiveAccess(org, userWith(org, contents).userId).field(objectName, fieldName);
      const word = read ? (edit ? 'edit' : 'read') : edit ? 'edit only' : 'none';
      expect(word).to.equal(expected);
    });
  }

  it('unites field permissions of several sets (fact C1)', () => {
    const org = testOrg();
    const caller = userWith(org, account({ 'Account.Phone': 'r' }));
    assign(org, caller, setWith(org, { fields: { 'Account.Phone': 'rw' } }));
    expect(effectiveAccess(org, caller.userId).field('Account', 'Phone').edit).to.be.true;
  });

  it('treats fields of person accounts as fields of Account (fact C6)', () => {
    const org = testOrg({ features: ['PersonAccounts'] });
    const alone = userWith(org, account({ 'Account.PersonEmail': 'rw' }));
    expect(effectiveAccess(org, alone.userId).field('Account', 'PersonEmail').read, 'without Contact').to.be.false;
    const contents = { objects: { Account: 'RE', Contact: 'R' }, fields: { 'Account.PersonEmail': 'rw' as const } };
    const access = effectiveAccess(org, userWith(org, contents).userId);
    expect(access.field('Account', 'PersonEmail').edit).to.be.true;
    expect(access.field('Account', 'PersonMobilePhone').read).to.be.false;
  });

  it('or as the fields of Contact that they mirror, which the other sources say (fact C6)', () => {
    const behaviours = { personAccountFields: 'onContact' as const };
    const org = testOrg({ features: ['PersonAccounts'], behaviours });
    const contents = { objects: { Account: 'RE', Contact: 'RE' }, fields: { 'Contact.Email': 'rw' as const } };
    const access = effectiveAccess(org, userWith(org, contents).userId);
    expect(access.field('Account', 'PersonEmail')).to.deep.equal({ read: true, edit: true });
    expect(access.field('Account', 'PersonMobilePhone').read).to.be.false;
  });

  it('answers from the rows of the moment, not of an earlier question', () => {
    const org = testOrg();
    const setId = setWith(org, { objects: { Account: 'R' } });
    const caller = userOn(org);
    assign(org, caller, setId);
    expect(effectiveAccess(org, caller.userId).object('Account').edit).to.be.false;
    const row = [...(org.tables.get('ObjectPermissions')?.values() ?? [])].find((each) => each['ParentId'] === setId);
    storeRow(org, 'ObjectPermissions', { ...row, PermissionsEdit: true });
    expect(effectiveAccess(org, caller.userId).object('Account').edit).to.be.true;
  });
});
