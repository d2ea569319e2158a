import { expect } from 'chai';
import type { Org, Row } from '../../model/orgModel.js';
import { hiddenPermissionSet } from '../assignedSets.js';
import { deleteRow, insertRow, updateRow } from '../dml.js';
import { profileNamed } from '../../schema/storeProfiles.js';
import { idOf, rowById, rowsOf } from '../orgTables.js';
import { adminOf, expectRefusal, nobodysId, setWith, testOrg, userWith } from '../testOrg.js';
import type { SetContentsText } from '../testOrg.js';

const columns: Record<string, string> = {
  R: 'PermissionsRead',
  C: 'PermissionsCreate',
  E: 'PermissionsEdit',
  D: 'PermissionsDelete',
  V: 'PermissionsViewAllRecords',
  M: 'PermissionsModifyAllRecords',
  F: 'PermissionsViewAllFields',
};

const values = (letters: string): Row =>
  Object.fromEntries([...letters].map((letter) => [columns[letter] ?? letter, true]));

const lettersOf = (row: Row | undefined): string | undefined =>
  row === undefined
    ? undefined
    : Object.entries(columns)
        .filter(([, column]) => row[column] === true)
        .map(([letter]) => letter)
        .join('');

const insert = (org: Org, parentId: string, objectName: string, letters: string, apiVersion = 68): string =>
  insertRow(org, adminOf(org, apiVersion), 'ObjectPermissions', {
    ParentId: parentId,
    SobjectType: objectName,
    ...values(letters),
  });

describe('permissions/dml: ObjectPermissions', () => {
  const accepted: Array<
    [title: string, before: SetContentsText, objectName: string, sent: string, stored: string | undefined]
  > = [
    ['plain read (B1)', {}, 'Account', 'R', 'R'],
    ['everything (B1, B2)', {}, 'Account', 'RCEDVMF', 'RCEDVMF'],
    ['an object name in any case', {}, 'aCCOUNT', 'R', 'R'],
    ['Product2: success without View All and Modify All (B7)', {}, 'Product2', 'RCEDVM', 'RCED'],
    ['Pricebook2: the same (B7)', {}, 'Pricebook2', 'RV', 'R'],
    ['Product2: success without View All Fields (C16)', {}, 'Product2', 'RF', 'R'],
    ['everything false: success and no row (B13)', {}, 'Account', '', undefined],
    [
      'detail of a standard master: success and no row (B10)',
      { objects: { Account: 'R' } },
      'AccountDetail__c',
      'RCE',
      undefined,
    ],
    ['detail with Read on its master (B9)', { objects: { Master__c: 'R' } }, 'Detail__c', 'RC', 'RC'],
    ['child of Account with Read on it (B9)', { objects: { Account: 'R' } }, 'Contact', 'R', 'R'],
  ];
  for (const [title, before, objectName, sent, stored] of accepted) {
    it(`takes ${title}`, () => {
      const org = testOrg();
      const id = insert(org, setWith(org, before), objectName, sent);
      expect(id).to.match(/^110\w{15}$/);
      expect(lettersOf(rowById(org, 'ObjectPermissions', id))).to.equal(stored);
    });
  }

  const refused: Array<
    [title: string, before: SetContentsText, objectName: string, sent: string, code: string, message: string]
  > = [
    [
      'create without read (B2)',
      {},
      'Account',
      'C',
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission Create Account depends on permission(s): Read Account',
    ],
    [
      'edit without read (B2)',
      {},
      'Account',
      'E',
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission Edit Account depends on permission(s): Read Account',
    ],
    [
      'delete without edit (B2)',
      {},
      'Account',
      'RD',
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission Delete Account depends on permission(s): Edit Account',
    ],
    [
      'View All without read (B2)',
      {},
      'Account',
      'V',
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission Read All Account depends on permission(s): Read Account',
    ],
    [
      'Modify All without the rest (B2)',
      {},
      'Account',
      'REM',
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission Modify All Account depends on permission(s): Delete Account, Read All Account',
    ],
    [
      'a detail without its master (B9)',
      {},
      'Detail__c',
      'R',
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission Read Detail__c depends on permission(s): Read Master__c',
    ],
    [
      'Opportunity without Account (B9)',
      {},
      'Opportunity',
      'R',
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission Read Opportunity depends on permission(s): Read Account',
    ],
    [
      'Quote without Opportunity (B9)',
      { objects: { Account: 'R' } },
      'Quote',
      'R',
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission Read Quote depends on permission(s): Read Opportunity',
    ],
    [
      'a second row for the object (H9)',
      { objects: { Account: 'R' } },
      'Account',
      'R',
      'DUPLICATE_VALUE',
      'duplicate value found: <unknown> duplicates value on record with id: <unknown>',
    ],
    ...[
      'Task',
      'Event',
      'User',
      'CampaignMember',
      'OpportunityLineItem',
      'OpportunityContactRole',
      'OpportunityHistory',
      'PermissionSet',
      'Foo',
    ].map((name): [string, SetContentsText, string, string, string, string] => [
      `${name}, which has none (B4, B5)`,
      {},
      name,
      'R',
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `Sobject Type Name: bad value for restricted picklist field: ${name}`,
    ]),
  ];
  for (const [title, before, objectName, sent, code, message] of refused) {
    it(`refuses ${title}`, () => {
      const org = testOrg();
      const setId = setWith(org, before);
      const count = rowsOf(org, 'ObjectPermissions').length;
      expectRefusal(() => insert(org, setId, objectName, sent), code, message);
      expect(rowsOf(org, 'ObjectPermissions')).to.have.length(count);
    });
  }

  it('keeps rows of a detail of a standard master where the org is set so, with its dependency (facts B9, B10)', () => {
    const org = testOrg({ behaviours: { detailOfStandardMaster: 'keep' } });
    expectRefusal(
      () => insert(org, setWith(org), 'AccountDetail__c', 'R'),
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission Read AccountDetail__c depends on permission(s): Read Account',
    );
    const id = insert(org, setWith(org, { objects: { Account: 'R' } }), 'AccountDetail__c', 'R');
    expect(lettersOf(rowById(org, 'ObjectPermissions', id))).to.equal('R');
  });

  it('knows View All Fields from v63 on (fact B1)', () => {
    const org = testOrg();
    expectRefusal(() => insert(org, setWith(org), 'Account', 'RF', 62), 'INVALID_FIELD', /PermissionsViewAllFields/);
    insert(org, setWith(org), 'Account', 'RF', 63);
  });

  const parents: Array<[title: string, parentId: (org: Org) => string, good: boolean]> = [
    ['a permission set', (org) => setWith(org), true],
    [
      'a profile through its hidden set (H2)',
      (org) => idOf(hiddenPermissionSet(org, profileNamed(org, 'Minimum Access - Salesforce')) ?? {}),
      true,
    ],
    [
      'a muting permission set, which depends on nothing (A8)',
      (org) => insertRow(org, adminOf(org), 'MutingPermissionSet', { DeveloperName: 'M', MasterLabel: 'M' }),
      true,
    ],
    ['nothing (H9)', () => nobodysId('0PS'), false],
    ['a license (A20, H9)', (org) => idOf(rowsOf(org, 'PermissionSetLicense')[0] ?? {}), false],
  ];
  for (const [title, parentId, good] of parents) {
    it(`${good ? 'hangs on' : 'does not hang on'} ${title}`, () => {
      const org = testOrg();
      const parent = parentId(org);
      if (good) expect(insert(org, parent, 'Lead', 'R')).to.match(/^110/);
      else
        expectRefusal(
          () => insert(org, parent, 'Lead', 'R'),
          'INVALID_CROSS_REFERENCE_KEY',
          'invalid cross reference id',
        );
    });
  }

  it('lets a muting set mute Edit alone (facts A8, B2)', () => {
    const org = testOrg();
    const muting = insertRow(org, adminOf(org), 'MutingPermissionSet', { DeveloperName: 'M', MasterLabel: 'M' });
    expect(lettersOf(rowById(org, 'ObjectPermissions', insert(org, muting, 'Account', 'E')))).to.equal('E');
  });

  it('is updated and deleted under the same rules (facts B2, B7, B9, B13)', () => {
    const org = testOrg();
    const admin = adminOf(org);
    const setId = setWith(org);
    const account = insert(org, setId, 'Account', 'RE');
    const contact = insert(org, setId, 'Contact', 'R');
    const product = insert(org, setId, 'Product2', 'R');
    updateRow(org, admin, 'ObjectPermissions', product, { PermissionsViewAllRecords: true });
    expect(lettersOf(rowById(org, 'ObjectPermissions', product))).to.equal('R');
    expectRefusal(
      () => updateRow(org, admin, 'ObjectPermissions', account, { PermissionsRead: false }),
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission Edit Account depends on permission(s): Read Account',
    );
    expectRefusal(
      () => deleteRow(org, admin, 'ObjectPermissions', account),
      'FIELD_INTEGRITY_EXCEPTION',
      'Permission Read Contact depends on permission(s): Read Account',
    );
    expect(lettersOf(rowById(org, 'ObjectPermissions', account))).to.equal('RE');
    updateRow(org, admin, 'ObjectPermissions', contact, { PermissionsRead: false });
    expect(rowById(org, 'ObjectPermissions', contact)).to.equal(undefined);
    deleteRow(org, admin, 'ObjectPermissions', account);
    expectRefusal(
      () => updateRow(org, admin, 'ObjectPermissions', product, { SobjectType: 'Lead' }),
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      /SobjectType/,
    );
  });

  it('is unknown without View Setup and read-only without the right to manage (facts A3, H3)', () => {
    const org = testOrg();
    const setId = setWith(org);
    const row = { ParentId: setId, SobjectType: 'Account', PermissionsRead: true };
    expectRefusal(() => insertRow(org, userWith(org, {}), 'ObjectPermissions', row), 'NOT_FOUND', /does not exist/);
    expectRefusal(
      () => insertRow(org, userWith(org, { permissions: 'ViewSetup' }), 'ObjectPermissions', row),
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      /cannot be inserted/,
    );
  });
});
