import { expect } from 'chai';
import type { Org, Row } from '../../model/orgModel.js';
import { effectiveAccess } from '../effectiveAccess.js';
import { deleteRow, insertRow, updateRow } from '../dml.js';
import { rowById, rowsOf } from '../orgTables.js';
import { adminOf, assign, expectRefusal, setWith, testOrg, userOn } from '../testOrg.js';
import type { NewOrgOptions } from '../../schema/newOrg.js';

type Sent = 'r' | 'rw' | 'w' | '-';

const insert = (org: Org, parentId: string, field: string, sent: Sent, values: Row = {}, apiVersion = 68): string =>
  insertRow(org, adminOf(org, apiVersion), 'FieldPermissions', {
    ParentId: parentId,
    SobjectType: field.split('.')[0] ?? '',
    Field: field,
    PermissionsRead: sent.includes('r'),
    PermissionsEdit: sent.includes('w'),
    ...values,
  });

describe('permissions/dml: FieldPermissions', () => {
  type Taken = [title: string, field: string, sent: Sent, stored: string | undefined, options?: NewOrgOptions];
  const taken: Taken[] = [
    ['a field for reading, without any object permission (C1, C11)', 'Account.Phone', 'r', 'Account.Phone'],
    ['a field for editing (C1)', 'Account.Phone', 'rw', 'Account.Phone'],
    ['names in any case', 'account.PHONE', 'r', 'Account.Phone'],
    ['a lookup without Id, stored with it (C1)', 'Contact.Account', 'rw', 'Contact.AccountId'],
    ['a lookup with Id (C1)', 'Contact.AccountId', 'rw', 'Contact.AccountId'],
    [
      'a compound for editing, although describe calls it read only (C4)',
      'Account.BillingAddress',
      'rw',
      'Account.BillingAddress',
    ],
    ['a formula for reading (C7)', 'Account.Score__c', 'r', 'Account.Score__c'],
    ['a required boolean that is permissionable (C7)', 'Opportunity.IsPrivate', 'rw', 'Opportunity.IsPrivate'],
    ['a field of Task, which has no object permissions (B5, C9)', 'Task.Description', 'rw', 'Task.Description'],
    ['an activity field on Task (C10)', 'Task.Source__c', 'rw', 'Task.Source__c'],
    ['an activity field on Event (C10)', 'Event.Source__c', 'rw', 'Event.Source__c'],
    ['nothing: success and no row (B13)', 'Account.Phone', '-', undefined],
    [
      'a field of person accounts (C6)',
      'Account.PersonEmail',
      'rw',
      'Account.PersonEmail',
      { features: ['PersonAccounts'] },
    ],
  ];
  for (const [title, field, sent, stored, options] of taken) {
    it(`takes ${title}`, () => {
      const org = testOrg(options);
      const id = insert(org, setWith(org), field, sent);
      expect(id).to.match(/^01k\w{15}$/);
      expect(rowById(org, 'FieldPermissions', id)?.['Field']).to.equal(stored);
    });
  }

  it('refuses what its picklist does not offer, whatever describe calls permissionable (B4)', () => {
    const org = testOrg({
      features: ['PersonAccounts'],
      behaviours: { unofferedFields: ['Account.Phone'], personAccountFields: 'onContact' },
    });
    for (const field of ['Account.Phone', 'Account.PersonEmail'])
      expect(() => insert(org, setWith(org), field, 'r'), field).to.throw(
        `bad value for restricted picklist field: ${field}`,
      );
    expect(insert(org, setWith(org), 'Contact.Email', 'r')).to.match(/^01k/);
  });

  const outside: Array<[title: string, field: string]> = [
    ['a component of an address, although describe calls it permissionable (C3)', 'Account.BillingCity'],
    ['the same of a lead (C3)', 'Lead.City'],
    ['a part of a name (C5)', 'Contact.FirstName'],
    ['Account.Name (C5)', 'Account.Name'],
    ['a required field (C7)', 'Opportunity.StageName'],
    ['a master-detail field (C7)', 'Detail__c.Master__c'],
    ['an owner (C8)', 'Account.OwnerId'],
    ['a standard field of User (C9)', 'User.Email'],
    ['a field of CampaignMember (C9)', 'CampaignMember.Status'],
    ['a field of OpportunityContactRole (B11)', 'OpportunityContactRole.Role'],
    ['an activity field on Activity (C10)', 'Activity.Source__c'],
    ['an unknown field (C12)', 'Account.Foo__c'],
    ['an unknown object', 'Foo.Bar'],
    ['a name without object', 'Phone'],
  ];
  for (const [title, field] of outside) {
    it(`refuses ${title} with the picklist error (fact B4)`, () => {
      const org = testOrg();
      expectRefusal(
        () => insert(org, setWith(org), field, 'r'),
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        `Field Name: bad value for restricted picklist field: ${field}`,
      );
    });
  }

  it('refuses a field of another object than SobjectType (fact B4)', () => {
    const org = testOrg();
    expectRefusal(
      () => insert(org, setWith(org), 'Account.Phone', 'r', { SobjectType: 'Contact' }),
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      /Account\.Phone/,
    );
  });

  it('takes a lookup without Id from v50 on (fact C1)', () => {
    const org = testOrg();
    expectRefusal(
      () => insert(org, setWith(org), 'Contact.Account', 'r', {}, 49),
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      /Contact\.Account/,
    );
    insert(org, setWith(org), 'Contact.Account', 'r', {}, 50);
  });

  it('refuses Edit without Read (fact C2)', () => {
    const org = testOrg();
    expectRefusal(
      () => insert(org, setWith(org), 'Account.Phone', 'w'),
      'FIELD_INTEGRITY_EXCEPTION',
      /^Read permission is required/,
    );
  });

  it('refuses Edit on a formula (fact C7)', () => {
    const org = testOrg();
    expectRefusal(
      () => insert(org, setWith(org), 'Account.Score__c', 'rw'),
      'FIELD_INTEGRITY_EXCEPTION',
      /read-only field/,
    );
  });

  it('refuses to take Read away while View All Fields is on (fact C2)', () => {
    const org = testOrg();
    const admin = adminOf(org);
    const setId = setWith(org, { objects: { Account: 'RF' } });
    const id = insert(org, setId, 'Account.Phone', 'rw');
    const required = /^Read permission is required/;
    const off = { PermissionsRead: false, PermissionsEdit: false };
    expectRefusal(() => updateRow(org, admin, 'FieldPermissions', id, off), 'FIELD_INTEGRITY_EXCEPTION', required);
    expectRefusal(() => deleteRow(org, admin, 'FieldPermissions', id), 'FIELD_INTEGRITY_EXCEPTION', required);
    expect(rowById(org, 'FieldPermissions', id)?.['PermissionsRead']).to.be.true;
  });

  it('deletes the row when Read is taken away (fact B13)', () => {
    const org = testOrg();
    const id = insert(org, setWith(org), 'Account.Phone', 'rw');
    updateRow(org, adminOf(org), 'FieldPermissions', id, { PermissionsRead: false, PermissionsEdit: false });
    expect(rowById(org, 'FieldPermissions', id)).to.equal(undefined);
  });

  it('takes a field once per set (fact H9)', () => {
    const org = testOrg();
    const setId = setWith(org);
    insert(org, setId, 'Contact.AccountId', 'r');
    expectRefusal(() => insert(org, setId, 'Contact.Account', 'rw'), 'DUPLICATE_VALUE', /duplicate value found/);
    insert(org, setWith(org), 'Contact.Account', 'rw');
    expect(rowsOf(org, 'FieldPermissions').filter((row) => row['ParentId'] === setId)).to.have.length(1);
  });

  it('opens an address through its compound (facts C3, C4)', () => {
    const org = testOrg();
    const setId = setWith(org, { objects: { Account: 'RE' } });
    const caller = userOn(org);
    assign(org, caller, setId);
    insert(org, setId, 'Account.BillingAddress', 'rw');
    expect(effectiveAccess(org, caller.userId).field('Account', 'BillingCity').edit).to.be.true;
  });
});
