import { expect } from 'chai';
import type { Caller, Row } from '../../model/orgModel.js';
import { createOrg } from '../../schema/newOrg.js';
import { deleteRow, insertRow, updateRow } from '../dml.js';
import { inTransaction } from '../rowTransactions.js';
import { rowById, rowsOf } from '../orgTables.js';
import { adminOf, expectRefusal, nobodysId, refusal, testOrg, userWith, type SetContentsText } from '../testOrg.js';

const everything: SetContentsText = {
  objects: { Account: 'RCED', Contact: 'RCED', Opportunity: 'RCED', Lead: 'RCED' },
  fields: { 'Account.Phone': 'rw', 'Account.Website': 'r', 'Account.BillingAddress': 'rw', 'Contact.AccountId': 'rw' },
};

describe('permissions/dml: records', () => {
  it('stores what was sent, with id, owner and audit fields of the platform (fact C8)', () => {
    const org = testOrg();
    const caller = userWith(org, everything);
    const id = insertRow(org, caller, 'account', { name: 'Acme', PHONE: '1', BillingCity: 'Ulm' });
    expect(id).to.match(/^001\w{15}$/);
    expect(rowById(org, 'Account', id)).to.include({
      Id: id,
      Name: 'Acme',
      Phone: '1',
      BillingCity: 'Ulm',
      Website: null,
      OwnerId: caller.userId,
      CreatedById: caller.userId,
      LastModifiedById: caller.userId,
      CreatedDate: '2026-11-22T10:00:00.000+0000',
      SystemModstamp: '2026-11-22T10:00:00.000+0000',
      IsDeleted: false,
    });
  });

  it('changes only what is sent, and who changed it when', () => {
    let now = Date.parse('2026-11-22T10:00:00Z');
    const org = testOrg({ now: () => now });
    const caller = userWith(org, everything);
    const id = insertRow(org, adminOf(org), 'Account', { Name: 'Acme', Phone: '1' });
    now += 1000;
    updateRow(org, caller, 'Account', id.slice(0, 15), { Phone: '' });
    expect(rowById(org, 'Account', id)).to.include({
      Name: 'Acme',
      Phone: null,
      CreatedById: adminOf(org).userId,
      LastModifiedById: caller.userId,
      LastModifiedDate: '2026-11-22T10:00:01.000+0000',
    });
  });

  type Case = [
    title: string,
    contents: SetContentsText,
    objectName: string,
    values: Row,
    code: string,
    message: string | RegExp,
  ];
  const inserts: Case[] = [
    [
      'an object that the caller cannot read (I7)',
      {},
      'Account',
      { Name: 'A' },
      'NOT_FOUND',
      'The requested resource does not exist',
    ],
    ['an object that does not exist (I7)', {}, 'Foo', {}, 'NOT_FOUND', 'The requested resource does not exist'],
    [
      'without create (K5)',
      { objects: { Account: 'R' } },
      'Account',
      { Name: 'A' },
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      'entity type cannot be inserted: Account',
    ],
    [
      'an object that nobody inserts (B11)',
      { objects: { Account: 'RCED' } },
      'AccountHistory',
      {},
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      'entity type cannot be inserted: Account History',
    ],
    [
      'an unknown field (I5)',
      everything,
      'Account',
      { Name: 'A', Foo: 1 },
      'INVALID_FIELD',
      "No such column 'Foo' on sobject of type Account",
    ],
    [
      'a hidden field, in the same words (I5, C13)',
      everything,
      'Account',
      { Name: 'A', Fax: '1' },
      'INVALID_FIELD',
      "No such column 'Fax' on sobject of type Account",
    ],
    [
      'a field that can only be read (K5)',
      everything,
      'Account',
      { Name: 'A', Website: 'x' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'Unable to create/update fields: Website. Please check the security settings of this field and verify that it is read/write for your profile or permission set.',
    ],
    [
      'an audit field (C8)',
      everything,
      'Account',
      { Name: 'A', CreatedDate: '2020-01-01T00:00:00Z' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      /fields: CreatedDate\./,
    ],
    [
      'the id',
      everything,
      'Account',
      { Id: nobodysId('001'), Name: 'A' },
      'INVALID_FIELD',
      'The Id field should not be specified in the sobject data.',
    ],
    [
      'missing required fields (H9)',
      everything,
      'Lead',
      {},
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [LastName, Company]',
    ],
    [
      'a text that is too long (H9)',
      everything,
      'Account',
      { Name: 'A', Phone: '1'.repeat(41) },
      'STRING_TOO_LONG',
      `Account Phone: data value too large: ${'1'.repeat(41)} (max length=40)`,
    ],
    [
      'an id of another object',
      everything,
      'Contact',
      { LastName: 'C', AccountId: nobodysId('003') },
      'MALFORMED_ID',
      /^Account ID: id value of incorrect type: 003/,
    ],
    [
      'what is no id',
      everything,
      'Contact',
      { LastName: 'C', AccountId: 'x' },
      'MALFORMED_ID',
      'Account ID: id value of incorrect type: x',
    ],
    [
      'a record that is not there (H9)',
      everything,
      'Contact',
      { LastName: 'C', AccountId: nobodysId('001') },
      'INVALID_CROSS_REFERENCE_KEY',
      'invalid cross reference id',
    ],
    [
      'a date that is none',
      everything,
      'Opportunity',
      { Name: 'O', StageName: 'Prospecting', CloseDate: 'soon' },
      'JSON_PARSER_ERROR',
      /Cannot deserialize instance of date from VALUE_STRING value soon/,
    ],
  ];
  for (const [title, contents, objectName, values, code, message] of inserts) {
    it(`refuses to insert: ${title}`, () => {
      const org = testOrg();
      const caller = userWith(org, contents);
      expectRefusal(() => insertRow(org, caller, objectName, values), code, message);
      expect(rowsOf(org, objectName)).to.deep.equal([]);
    });
  }

  it('names the fields of an error (fact H8)', () => {
    const org = testOrg();
    expect(refusal(() => insertRow(org, adminOf(org), 'Account', {})).fields).to.deep.equal(['Name']);
  });

  it('needs edit to update and delete to delete (fact K5)', () => {
    const org = testOrg();
    const id = insertRow(org, adminOf(org), 'Account', { Name: 'Acme' });
    const reader = userWith(org, { objects: { Account: 'R' } });
    const refused = 'insufficient access rights on object id';
    expectRefusal(
      () => updateRow(org, reader, 'Account', id, { Name: 'B' }),
      'INSUFFICIENT_ACCESS_OR_READONLY',
      refused,
    );
    expectRefusal(() => deleteRow(org, reader, 'Account', id), 'INSUFFICIENT_ACCESS_OR_READONLY', refused);
    expect(rowById(org, 'Account', id)?.['Name']).to.equal('Acme');
  });

  it('tells deleted, unknown and malformed ids apart (facts B12, I7)', () => {
    const org = testOrg();
    const admin = adminOf(org);
    const id = insertRow(org, admin, 'Account', { Name: 'Acme' });
    deleteRow(org, admin, 'Account', id);
    expectRefusal(() => updateRow(org, admin, 'Account', id, {}), 'ENTITY_IS_DELETED', 'entity is deleted');
    expectRefusal(() => deleteRow(org, admin, 'Account', id), 'ENTITY_IS_DELETED', 'entity is deleted');
    expect(refusal(() => deleteRow(org, admin, 'Account', id)).httpStatus).to.equal(404);
    expectRefusal(() => updateRow(org, admin, 'Account', nobodysId('001'), {}), 'NOT_FOUND', /does not exist/);
    expectRefusal(() => updateRow(org, admin, 'Account', '001', {}), 'MALFORMED_ID', 'bad id 001');
    expectRefusal(
      () => updateRow(org, admin, 'ObjectPermissions', nobodysId('000'), { PermissionsRead: true }),
      'INVALID_CROSS_REFERENCE_KEY',
      'invalid cross reference id',
    );
  });

  it('gives a required field with a default that default, also where nothing is sent for it (fact H9)', () => {
    const line = 'picklist perm required default; values=A|B; default=B';
    const org = createOrg({
      customObjects: [{ name: 'Case__c' }],
      customFields: [{ object: 'Case__c', name: 'Kind__c', line }],
    });
    for (const sent of [{}, { Kind__c: null }]) {
      const id = insertRow(org, adminOf(org), 'Case__c', { Name: 'One', ...sent });
      expect(rowById(org, 'Case__c', id)?.['Kind__c']).to.equal('B');
    }
  });

  it('does not update a required field to nothing (fact H9)', () => {
    const org = testOrg();
    const id = insertRow(org, adminOf(org), 'Account', { Name: 'Acme' });
    expectRefusal(
      () => updateRow(org, adminOf(org), 'Account', id, { Name: null }),
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [Name]',
    );
  });

  it('keeps unique fields unique, whatever the case (fact H9)', () => {
    const org = testOrg();
    const admin = adminOf(org);
    const master = insertRow(org, admin, 'Master__c', { Name: 'M' });
    const first = insertRow(org, admin, 'Detail__c', { Master__c: master, Code__c: 'abc' });
    expectRefusal(
      () => insertRow(org, admin, 'Detail__c', { Master__c: master, Code__c: 'ABC' }),
      'DUPLICATE_VALUE',
      `duplicate value found: Code__c duplicates value on record with id: ${first.slice(0, 15)}`,
    );
    updateRow(org, admin, 'Detail__c', first, { Code__c: 'ABC' });
  });

  it('deletes details with their master and clears lookups (fact B9)', () => {
    const org = testOrg();
    const admin = adminOf(org);
    const master = insertRow(org, admin, 'Master__c', { Name: 'M' });
    const detail = insertRow(org, admin, 'Detail__c', { Master__c: master });
    deleteRow(org, admin, 'Master__c', master);
    expect(rowById(org, 'Detail__c', detail)).to.equal(undefined);
    const account = insertRow(org, admin, 'Account', { Name: 'Acme' });
    const contact = insertRow(org, admin, 'Contact', { LastName: 'C', AccountId: account });
    deleteRow(org, admin, 'Account', account);
    expect(rowById(org, 'Contact', contact)?.['AccountId']).to.equal(null);
  });

  it('puts names of people together (fact C5)', () => {
    const org = testOrg();
    const admin = adminOf(org);
    const id = insertRow(org, admin, 'Contact', { FirstName: 'Jane', LastName: 'Doe' });
    expect(rowById(org, 'Contact', id)?.['Name']).to.equal('Jane Doe');
    updateRow(org, admin, 'Contact', id, { FirstName: null });
    expect(rowById(org, 'Contact', id)?.['Name']).to.equal('Doe');
    expectRefusal(() => updateRow(org, admin, 'Contact', id, { Name: 'X' }), 'INVALID_FIELD_FOR_INSERT_UPDATE', /Name/);
  });

  it('makes a person account of an account with a last name (fact C6)', () => {
    const org = testOrg({ features: ['PersonAccounts'] });
    const id = insertRow(org, adminOf(org), 'Account', { FirstName: 'Jane', LastName: 'Doe' });
    expect(rowById(org, 'Account', id)).to.include({ Name: 'Jane Doe', IsPersonAccount: true });
  });

  it('closes opportunities and tasks by stage and status', () => {
    const org = testOrg();
    const admin = adminOf(org);
    const id = insertRow(org, admin, 'Opportunity', { Name: 'O', StageName: 'Closed Won', CloseDate: '2026-12-31' });
    expect(rowById(org, 'Opportunity', id)).to.include({ IsClosed: true, IsWon: true });
    const task = insertRow(org, admin, 'Task', { Subject: 'Call', Status: 'Completed', Priority: 'Normal' });
    expect(rowById(org, 'Task', task)?.['IsClosed']).to.be.true;
  });

  it('lets Set Audit Fields write the creation of a record (fact D1)', () => {
    const org = testOrg({ features: ['AuditFieldsInactiveOwner'] });
    const contents = { permissions: 'CreateAuditFields', objects: { Account: 'RCE' } };
    const caller = userWith(org, contents);
    const id = insertRow(org, caller, 'Account', { Name: 'A', CreatedDate: '2020-01-01T00:00:00Z' });
    expect(rowById(org, 'Account', id)?.['CreatedDate']).to.equal('2020-01-01T00:00:00.000+0000');
    expectRefusal(
      () => updateRow(org, caller, 'Account', id, { CreatedDate: '2021-01-01T00:00:00Z' }),
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      /CreatedDate/,
    );
  });

  it('writes a hidden field with Modify All Data (fact C17)', () => {
    const org = testOrg();
    const caller = userWith(org, { permissions: 'ModifyAllData' });
    const id = insertRow(org, caller, 'Account', { Name: 'A', Fax: '1' });
    expect(rowById(org, 'Account', id)?.['Fax']).to.equal('1');
  });

  it('puts everything back when a later part of a transaction fails', () => {
    const org = testOrg();
    const admin: Caller = adminOf(org);
    const table = org.tables.get('PermissionSet');
    const before = rowsOf(org, 'PermissionSet').length;
    expectRefusal(
      () =>
        inTransaction(org, () => {
          const id = insertRow(org, admin, 'PermissionSet', { Name: 'A', Label: 'A' });
          deleteRow(org, admin, 'PermissionSet', id);
          insertRow(org, admin, 'PermissionSet', { Name: 'B', Label: 'B' });
          insertRow(org, admin, 'PermissionSet', { Name: 'B', Label: 'B' });
        }),
      'DUPLICATE_VALUE',
      /Name/,
    );
    expect(rowsOf(org, 'PermissionSet')).to.have.length(before);
    expect(org.tables.get('PermissionSet')).to.equal(table);
  });
});
