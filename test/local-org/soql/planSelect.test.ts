import type { Api } from '../model/orgModel.js';
import { expect } from 'chai';
import { companies, ids } from './testing/companies.js';
import { query, plain, refusalOf } from './testing/tinyOrg.js';

const org = companies();
const select = (soql: string, api: Api = 'data'): unknown => plain(query(org, soql, api).records);

describe('embedded org: SOQL SELECT', () => {
  it('shows attributes first, then the values in the order asked, spelled as the org spells them', () => {
    const { objectName, totalSize, records } = query(org, "select industry, NAME from account where name = 'acme'");
    expect({ objectName, totalSize }).to.deep.equal({ objectName: 'Account', totalSize: 1 });
    expect(JSON.stringify(records)).to.equal(
      `[{"attributes":{"type":"Account","url":"/services/data/v65.0/sobjects/Account/${ids.acme}"},"Industry":"Energy","Name":"Acme"}]`,
    );
  });

  it('points to the Tooling API there', () => {
    const [row] = query(org, 'SELECT Id FROM UserLicense', 'tooling').records;
    expect(row?.attributes.url).to.equal('/services/data/v65.0/tooling/sobjects/UserLicense/100000000000001AAA');
  });

  const ALIASES = [
    "SELECT a.Name, a.Owner.Name FROM Account a WHERE a.Name = 'Acme' ORDER BY a.Name",
    "SELECT Account.Name, Account.Owner.Name FROM Account WHERE Account.Name = 'Acme'",
    "SELECT\n  Name,\tOwner.Name\r\nFROM Account\nWHERE Name='Acme'",
  ];
  for (const soql of ALIASES)
    it(`resolves ${JSON.stringify(soql)}`, () => {
      expect(select(soql)).to.deep.equal([{ Name: 'Acme', Owner: { Name: 'Ada' } }]);
    });

  it('nests parents where they are first named, with their own attributes, and null where there is none', () => {
    const { records } = query(
      org,
      'SELECT PermissionSet.Name, AssigneeId, Assignee.Username, PermissionSet.Profile.UserLicense.Name, PermissionSet.ProfileId FROM PermissionSetAssignment LIMIT 2',
    );
    expect(plain(records)).to.deep.equal([
      {
        PermissionSet: {
          Name: 'X00e1',
          Profile: { UserLicense: { Name: 'Salesforce Integration' } },
          ProfileId: ids.api,
        },
        AssigneeId: ids.ada,
        Assignee: { Username: 'ada@example.com' },
      },
      {
        PermissionSet: { Name: 'Sales', Profile: null, ProfileId: null },
        AssigneeId: ids.ada,
        Assignee: { Username: 'ada@example.com' },
      },
    ]);
    expect(records[0]).to.have.nested.property('PermissionSet.attributes.type', 'PermissionSet');
    expect(records[0]).to.have.nested.property('PermissionSet.Profile.UserLicense.attributes.type', 'UserLicense');
  });

  it('walks up five levels and no further', () => {
    expect(
      select("SELECT Parent.Parent.Owner.Profile.UserLicense.Name FROM Account WHERE Name = 'beta'"),
    ).to.deep.equal([{ Parent: { Parent: null } }]);
    const { code } = refusalOf(org, 'SELECT Parent.Parent.Parent.Owner.Profile.UserLicense.Name FROM Account');
    expect(code).to.equal('MALFORMED_QUERY');
  });

  it('shows no parent that the caller cannot see', () => {
    expect(select("SELECT AccountId, Account.Name FROM Contact WHERE LastName = 'Ghost'")).to.deep.equal([
      { AccountId: '001000000000009AAA', Account: null },
    ]);
  });

  describe('polymorphic lookups', () => {
    it('take the parent that the id belongs to, as a record of Name', () => {
      const { records } = query(org, 'SELECT Owner.Name, Owner.Type, Owner.Username, What.Name FROM Task');
      expect(plain(records)).to.deep.equal([
        { Owner: { Name: 'Ada', Type: 'User', Username: 'ada@example.com' }, What: { Name: 'Acme' } },
        { Owner: { Name: 'Queue', Type: 'Group', Username: null }, What: null },
      ]);
      expect(records[0]).to.have.nested.property('Owner.attributes.type', 'Name');
    });

    it('filter by their type', () => {
      expect(select("SELECT Subject FROM Task WHERE Owner.Type = 'Group'")).to.deep.equal([{ Subject: 'Mail' }]);
    });

    it('show the name field of whatever the parent is', () => {
      expect(select('SELECT PermissionSet.Id, PermissionSet.Name FROM PermissionSetGroupComponent')).to.deep.equal([
        { PermissionSet: { Id: ids.sales, Name: 'Sales' } },
        { PermissionSet: { Id: ids.muted, Name: 'Mute' } },
      ]);
    });

    it('refuse fields that not every target has', () => {
      const { code, message } = refusalOf(org, 'SELECT PermissionSet.Label FROM PermissionSetGroupComponent');
      expect(code).to.equal('INVALID_FIELD');
      expect(message).to.include("No such column 'Label' on entity 'Name'.");
    });

    it('answer for the permission set behind Parent, and with null for a muting one', () => {
      expect(
        select("SELECT Parent.Label, Parent.Profile.Name FROM ObjectPermissions WHERE SobjectType != 'Contact'"),
      ).to.deep.equal([
        { Parent: { Label: 'Sales', Profile: null } },
        { Parent: { Label: 'API Only', Profile: { Name: 'API Only' } } },
        { Parent: { Label: null, Profile: null } },
      ]);
    });
  });

  describe('compound addresses', () => {
    it('show their components, or null', () => {
      expect(select("SELECT BillingAddress FROM Account WHERE Name IN ('Acme', 'beta')")).to.deep.equal([
        { BillingAddress: { city: 'Bonn', postalCode: null } },
        { BillingAddress: null },
      ]);
    });
  });

  describe('FIELDS()', () => {
    it('selects what the caller sees in this version', () => {
      const [row] = query(org, 'SELECT FIELDS(ALL) FROM Account LIMIT 1').records;
      expect(Object.keys(row ?? {})).to.include.members(['Id', 'Name', 'Tags__c', 'BillingAddress', 'OwnerId']);
      expect(Object.keys(row ?? {})).to.not.include.members(['Secret__c']);
      expect(Object.keys(row ?? {})).to.not.include.members(['New__c']);
    });

    it('selects custom or standard fields', () => {
      const [custom] = query(org, 'SELECT Name, FIELDS(CUSTOM) FROM Account LIMIT 200').records;
      expect(Object.keys(custom ?? {})).to.deep.equal(['attributes', 'Name', 'IsActive__c', 'Tags__c', 'Founded__c']);
      expect(select('SELECT FIELDS(STANDARD) FROM UserLicense')).to.deep.equal([
        { Id: '100000000000001AAA', Name: 'Salesforce Integration' },
      ]);
    });

    const REFUSED: [soql: string, code: string, message: string][] = [
      [
        'SELECT FIELDS(ALL) FROM Account',
        'MALFORMED_QUERY',
        'The SOQL FIELDS function must have a LIMIT of at most 200',
      ],
      [
        'SELECT FIELDS(CUSTOM) FROM Account LIMIT 201',
        'MALFORMED_QUERY',
        'The SOQL FIELDS function must have a LIMIT of at most 200',
      ],
      ['SELECT Id, FIELDS(ALL) FROM Account LIMIT 1', 'INVALID_FIELD', 'duplicate field selected: Id'],
      ['SELECT Id, Name, id FROM Account', 'INVALID_FIELD', 'duplicate field selected: Id'],
      ['SELECT Owner.Name, Owner.Name FROM Account', 'INVALID_FIELD', 'duplicate field selected: Name'],
    ];
    for (const [soql, code, message] of REFUSED)
      it(`refuses ${soql}`, () => {
        expect(refusalOf(org, soql)).to.deep.equal({ code, message });
      });
  });

  describe('child subqueries', () => {
    it('filter, sort and limit the children of each parent; null where there are none', () => {
      const { records } = query(
        org,
        "SELECT Name, (SELECT LastName, ReportsTo.LastName FROM Contacts WHERE LastName != 'x' ORDER BY LastName) FROM Account WHERE Name IN ('Acme', 'beta')",
      );
      expect(plain(records)).to.deep.equal([
        {
          Name: 'Acme',
          Contacts: {
            totalSize: 2,
            done: true,
            records: [
              { LastName: 'Adams', ReportsTo: { LastName: 'Young' } },
              { LastName: 'Young', ReportsTo: null },
            ],
          },
        },
        { Name: 'beta', Contacts: null },
      ]);
      expect(records[0]).to.have.nested.property('Contacts.records[0].attributes.type', 'Contact');
    });

    it('limit and skip within each parent', () => {
      const counted = query(
        org,
        'SELECT Name, (SELECT SobjectType FROM ObjectPerms LIMIT 1 OFFSET 1) FROM PermissionSet',
      ).records;
      expect(plain(counted)).to.deep.equal([
        { Name: 'X00e1', ObjectPerms: null },
        { Name: 'Sales', ObjectPerms: { totalSize: 1, done: true, records: [{ SobjectType: 'Contact' }] } },
      ]);
    });

    it('take the name of the parent and an alias', () => {
      const { records } = query(
        org,
        "SELECT (SELECT c.Id FROM Account.Contacts c WHERE c.LastName = 'Young') FROM Account WHERE Name = 'Acme'",
      );
      expect(records[0]).to.have.nested.property('Contacts.totalSize', 1);
    });

    const REFUSED: [soql: string, code: string, sentence: string][] = [
      [
        'SELECT (SELECT Id FROM Nothings) FROM Account',
        'INVALID_TYPE',
        "Didn't understand relationship 'Nothings' in FROM part of query call.",
      ],
      [
        'SELECT (SELECT Id FROM Contact) FROM Account',
        'INVALID_TYPE',
        "Didn't understand relationship 'Contact' in FROM part of query call.",
      ],
      [
        'SELECT (SELECT Id FROM Hiddens__r) FROM Account',
        'INVALID_TYPE',
        "Didn't understand relationship 'Hiddens__r' in FROM part of query call.",
      ],
      ['SELECT (SELECT Foo FROM Contacts) FROM Account', 'INVALID_FIELD', "No such column 'Foo' on entity 'Contact'."],
      ['SELECT (SELECT Id, (SELECT Id FROM X) FROM Contacts) FROM Account', 'MALFORMED_QUERY', "unexpected token: '('"],
      [
        'SELECT (SELECT COUNT() FROM Contacts) FROM Account',
        'MALFORMED_QUERY',
        'only root queries support aggregate expressions',
      ],
      [
        'SELECT (SELECT Id FROM Contacts OFFSET 2001) FROM Account',
        'NUMBER_OUTSIDE_VALID_RANGE',
        'Maximum SOQL offset allowed is 2000',
      ],
    ];
    for (const [soql, code, sentence] of REFUSED)
      it(`refuses ${soql}`, () => {
        const refusal = refusalOf(org, soql);
        expect(refusal.code).to.equal(code);
        expect(refusal.message).to.include(sentence);
      });
  });
});
