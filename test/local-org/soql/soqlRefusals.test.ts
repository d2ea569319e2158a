import { expect } from 'chai';
import { companies, ids } from './testing/companies.js';
import { query, refusalOf } from './testing/tinyOrg.js';

const org = companies();

const OBJECT_HINT =
  " If you are attempting to use a custom object, be sure to append the '__c' after the entity name." +
  ' Please reference your WSDL or the describe call for the appropriate names.';
const FIELD_HINT =
  " If you are attempting to use a custom field, be sure to append the '__c' after the custom field name." +
  ' Please reference your WSDL or the describe call for the appropriate names.';
const RELATIONSHIP_HINT =
  " If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name." +
  ' Please reference your WSDL or the describe call for the appropriate names.';

describe('embedded org: how SOQL is refused', () => {
  describe('with the whole text of the platform', () => {
    const TEXTS: [soql: string, code: string, message: string][] = [
      [
        'SELECT Id, Name FROM XYZZY',
        'INVALID_TYPE',
        `\nSELECT Id, Name FROM XYZZY\n                     ^\nERROR at Row:1:Column:22\nsObject type 'XYZZY' is not supported.${OBJECT_HINT}`,
      ],
      [
        'Select Id, Industry, OwnerId, Body from Account',
        'INVALID_FIELD',
        `\nSelect Id, Industry, OwnerId, Body from Account\n                              ^\nERROR at Row:1:Column:31\nNo such column 'Body' on entity 'Account'.${FIELD_HINT}`,
      ],
      [
        'SELECT Id,NumberOfEmployees,AnnualRevenue,Industry,Nope__c,Name,Founded__c,CreatedDate FROM Account',
        'INVALID_FIELD',
        `\nAnnualRevenue,Industry,Nope__c,Name,Founded__c,CreatedDate\n                       ^\nERROR at Row:1:Column:52\nNo such column 'Nope__c' on entity 'Account'.${FIELD_HINT}`
          .replace('\nAnnualRevenue', '\nNumberOfEmployees,AnnualRevenue')
          .replace('\n                       ^', '\n                                         ^'),
      ],
      [
        "SELECT COUNT() FROM Contact WHERE RecordType.Name = 'Volunteer'",
        'INVALID_FIELD',
        `\nSELECT COUNT() FROM Contact WHERE RecordType.Name = 'Volunteer'\n                                  ^\nERROR at Row:1:Column:35\nDidn't understand relationship 'RecordType' in field path.${RELATIONSHIP_HINT}`,
      ],
      [
        "SELECT Id\nFROM Account\nWHERE Nope = 'x'",
        'INVALID_FIELD',
        `\nWHERE Nope = 'x'\n      ^\nERROR at Row:3:Column:7\nNo such column 'Nope' on entity 'Account'.${FIELD_HINT}`,
      ],
    ];
    for (const [soql, code, message] of TEXTS)
      it(soql, () => {
        expect(refusalOf(org, soql)).to.deep.equal({ code, message });
      });

    it('is short for unknown objects on the Tooling API', () => {
      expect(refusalOf(org, 'SELECT COUNT(Id) FROM SourceMember', 'tooling')).to.deep.equal({
        code: 'INVALID_TYPE',
        message: `\nSELECT COUNT(Id) FROM SourceMember\n                      ^\nERROR at Row:1:Column:23\nsObject type 'SourceMember' is not supported.`,
      });
    });
  });

  describe('what the caller cannot see does not exist', () => {
    const unknown = (soql: string): string => refusalOf(org, soql).message.split('\n').at(-1) ?? '';
    it('objects', () => {
      expect(unknown('SELECT Id FROM Hidden__c')).to.equal(`sObject type 'Hidden__c' is not supported.${OBJECT_HINT}`);
      expect(unknown('SELECT Id FROM Nothing__c')).to.equal(
        `sObject type 'Nothing__c' is not supported.${OBJECT_HINT}`,
      );
    });
    for (const soql of [
      'SELECT Secret__c FROM Account',
      "SELECT Id FROM Account WHERE Secret__c = 's'",
      'SELECT Id FROM Account ORDER BY Secret__c',
      'SELECT COUNT(Secret__c) FROM Account',
      'SELECT Parent.Secret__c FROM Account',
      "SELECT Id FROM Contact WHERE Account.Secret__c = 's'",
    ])
      it(`fields: ${soql}`, () => {
        expect(unknown(soql)).to.equal(`No such column 'Secret__c' on entity 'Account'.${FIELD_HINT}`);
      });
    it('rows', () => {
      expect(query(org, "SELECT Id FROM Account WHERE Industry = 'Energy'").totalSize).to.equal(1);
    });
    it('fields and objects of a later version', () => {
      expect(refusalOf(org, 'SELECT New__c FROM Account').code).to.equal('INVALID_FIELD');
      expect(refusalOf(org, 'SELECT Id FROM Future').code).to.equal('INVALID_TYPE');
    });
    it('objects of the other API', () => {
      expect(refusalOf(org, 'SELECT Nope FROM ApexClass', 'data').code).to.equal('INVALID_TYPE');
      expect(query(org, 'SELECT Id FROM ApexClass', 'tooling').totalSize).to.equal(0);
      expect(refusalOf(org, 'SELECT Id FROM AsyncApexJob', 'tooling').code).to.equal('INVALID_TYPE');
    });
    it('objects that are not for queries', () => {
      const { code, message } = refusalOf(org, 'SELECT Id FROM ActivityHistory');
      expect(code).to.equal('INVALID_TYPE_FOR_OPERATION');
      expect(message).to.include('entity type ActivityHistory does not support query');
    });
  });

  describe('filters', () => {
    const FILTERS: [where: string, code: string, sentence: string][] = [
      ["Description = 'x'", 'INVALID_FIELD', "field 'Description' can not be filtered in a query call"],
      ["BillingAddress = 'x'", 'INVALID_FIELD', "field 'BillingAddress' can not be filtered in a query call"],
      ["Id = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: abc'],
      [`ParentId IN ('${ids.acme}', 'x y')`, 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: x y'],
      ["Id LIKE '001%'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on id field'],
      ["IsActive__c LIKE 't%'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on boolean field'],
      [
        "IsActive__c = 'true'",
        'INVALID_FIELD',
        "value of filter criterion for field 'IsActive__c' must be of type boolean and should not be enclosed in quotes",
      ],
      ['IsActive__c = null', 'INVALID_FIELD', 'must be of type boolean'],
      [
        "NumberOfEmployees = '5'",
        'INVALID_FIELD',
        "value of filter criterion for field 'NumberOfEmployees' must be of type int and should not be enclosed in quotes",
      ],
      ["AnnualRevenue > '5'", 'INVALID_FIELD', 'must be of type double and should not be enclosed in quotes'],
      [
        'Name = 5',
        'INVALID_FIELD',
        "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
      ],
      ['Name = true', 'INVALID_FIELD', 'must be of type string'],
      ['Name = TODAY', 'INVALID_FIELD', 'must be of type string'],
      ['Id = 5', 'INVALID_FIELD', 'must be of type string'],
      ["Founded__c = '2026-01-01'", 'INVALID_FIELD', 'must be of type date and should not be enclosed in quotes'],
      ['Founded__c = 2026-01-01T00:00:00Z', 'INVALID_FIELD', 'must be of type date'],
      ['CreatedDate = 2026-01-01', 'INVALID_FIELD', 'must be of type dateTime'],
      ["Name INCLUDES ('x')", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator'],
      ["Tags__c LIKE 'x%'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on multipicklist field'],
    ];
    for (const [where, code, sentence] of FILTERS)
      it(where, () => {
        const refusal = refusalOf(org, `SELECT Id FROM Account WHERE ${where}`);
        expect(refusal.code).to.equal(code);
        expect(refusal.message).to.include(sentence);
        expect(refusal.message).to.include('ERROR at Row:1:Column:30');
      });

    it('is told even when no row would be compared', () => {
      expect(refusalOf(org, "SELECT Id FROM ApexClass WHERE Id = 'abc'", 'tooling').code).to.equal(
        'INVALID_QUERY_FILTER_OPERATOR',
      );
    });

    it('ORDER BY a field that cannot be sorted', () => {
      const { code, message } = refusalOf(org, 'SELECT Id FROM Account ORDER BY Description');
      expect(code).to.equal('MALFORMED_QUERY');
      expect(message).to.include("field 'Description' can not be sorted in a query call");
    });
  });

  describe('syntax (MALFORMED_QUERY)', () => {
    const SYNTAX: [soql: string, sentence: string][] = [
      ["SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", "Column:56\nunexpected token: 'OR'"],
      ["SELECT Id FROM Account WHERE Name = 'a' OR Name = 'b' AND Name = 'c'", "unexpected token: 'AND'"],
      ["SELECT Id FROM Account WHERE (Name = 'a' OR Name = 'b' AND Name = 'c')", "unexpected token: 'AND'"],
      ["SELECT Id FROM Account WHERE Name = 'a' AND NOT Name = 'b'", "unexpected token: 'NOT'"],
      ["SELECT Id FROM Account WHERE Name = 'a' AND NOT (Name = 'b')", "unexpected token: 'NOT'"],
      ["SELECT Id FROM Account WHERE NOT Name = 'a' AND Name = 'b'", "unexpected token: 'AND'"],
      ["SELECT Id FROM Account WHERE NOT NOT Name = 'a'", "unexpected token: 'NOT'"],
      ["SELECT Id FROM Account WHERE AND Name = 'a'", "unexpected token: 'AND'"],
      ["SELECT Id FROM Account WHERE Name = 'a' Name = 'b'", 'unexpected token'],
      ["SELECT Id FROM Account WHERE (Name = 'a'", "unexpected token: '<EOF>'"],
      ["SELECT Id FROM Account WHERE Name = 'a')", "unexpected token: ')'"],
      ['SELECT Id FROM Account WHERE', "unexpected token: '<EOF>'"],
      ['SELECT Id FROM', "unexpected token: '<EOF>'"],
      ['SELECT FROM Account', 'unexpected token'],
      ['SELECT Id, FROM Account', 'unexpected token'],
      ['SELECT * FROM Account', "no viable alternative at character '*'"],
      ['', 'unexpected token'],
      ['DELETE FROM Account', "unexpected token: 'DELETE'"],
      ['SELECT Id FROM Account; SELECT Id FROM User', "no viable alternative at character ';'"],
      ['SELECT Id FROM Account -- comment', 'no viable alternative'],
      ["SELECT Id FROM Account WHERE Name = 'O'Neil'", "mismatched character '<EOF>' expecting '''"],
      ["SELECT Id FROM Account WHERE Name = 'a\nb'", 'line breaks not allowed in string literals'],
      ['SELECT Id FROM Account WHERE Name = "a"', `no viable alternative at character '"'`],
      ["SELECT Id FROM Account WHERE Name = 'a\\qb'", "Illegal character sequence '\\q'"],
      ["SELECT Id FROM Account WHERE Name = 'a\\%b'", "Illegal character sequence '\\%'"],
      ["SELECT Id FROM Account WHERE Name LIKE ''", "unexpected token: ''''"],
      ['SELECT Id FROM Account WHERE Name IN ()', 'unexpected token'],
      ['SELECT Id FROM Account WHERE Name = :name', "no viable alternative at character ':'"],
      ['SELECT Id FROM Account WHERE Name > null', "unexpected token: 'null'"],
      ['SELECT Id FROM Account WHERE Name = ParentId', 'unexpected token'],
      ['SELECT Id FROM Account WHERE Founded__c = THIS_WEEK', "unexpected token: 'THIS_WEEK'"],
      ['SELECT Id FROM Account WHERE Founded__c = LAST_N_WEEKS:2', "unexpected token: 'LAST_N_WEEKS:2'"],
      ['SELECT Id FROM Account WHERE Founded__c = THIS_FISCAL_YEAR', "unexpected token: 'THIS_FISCAL_YEAR'"],
      ['SELECT Id FROM Account WHERE Founded__c = 2026-13-01', "unexpected token: '2026-13-01'"],
      ['SELECT Id FROM Account WHERE CreatedDate > 2026-01-01T00:00:00', 'unexpected token'],
      ['SELECT Id FROM Account WHERE AnnualRevenue > USD5', 'must be of type double'],
      ['SELECT Id FROM Account WHERE CALENDAR_YEAR(CreatedDate) = 2026', 'unexpected token'],
      ['SELECT Id FROM Account LIMIT -1', 'unexpected token'],
      ["SELECT Id FROM Account LIMIT '1'", "unexpected token: ''1''"],
      ['SELECT Id FROM Account LIMIT 1 LIMIT 2', "unexpected token: 'LIMIT'"],
      ['SELECT Id FROM Account LIMIT 1 WHERE Id = null', 'unexpected token'],
      ['SELECT Id FROM Account, Contact', "unexpected token: ','"],
      ['SELECT COUNT(), Id FROM Account', "unexpected token: ','"],
      // clauses and functions that exist on the platform and are not evaluated here
      ['SELECT Id FROM Account USING SCOPE mine', "unexpected token: 'USING'"],
      ['SELECT Id FROM Account WITH SECURITY_ENFORCED', "unexpected token: 'WITH'"],
      ['SELECT Id FROM Account WITH USER_MODE', "unexpected token: 'WITH'"],
      ['SELECT Id FROM Account FOR VIEW', "unexpected token: 'FOR'"],
      ['SELECT Id FROM Account FOR UPDATE', "unexpected token: 'FOR'"],
      ['SELECT Id FROM Account UPDATE TRACKING', "unexpected token: 'UPDATE'"],
      ['SELECT Id FROM Account ALL ROWS', "unexpected token: 'ROWS'"],
      ['SELECT Id FROM Account LIMIT 1 ALL ROWS', "unexpected token: 'ALL'"],
      ['SELECT toLabel(Industry) FROM Account', "unexpected token: 'toLabel'"],
      ['SELECT FORMAT(AnnualRevenue) FROM Account', "unexpected token: 'FORMAT'"],
      ['SELECT convertCurrency(AnnualRevenue) FROM Account', "unexpected token: 'convertCurrency'"],
      ['SELECT CALENDAR_YEAR(CreatedDate) FROM Account', "unexpected token: 'CALENDAR_YEAR'"],
      ['SELECT TYPEOF What WHEN Account THEN Name END FROM Task', "unexpected token: 'TYPEOF'"],
      ['SELECT FIELDS(SOME) FROM Account', 'unexpected token'],
    ];
    for (const [soql, sentence] of SYNTAX)
      it(soql === '' ? 'nothing' : soql, () => {
        const { code, message } = refusalOf(org, soql);
        expect(message).to.include(sentence);
        expect(code).to.equal(sentence.includes('must be of type') ? 'INVALID_FIELD' : 'MALFORMED_QUERY');
      });

    it('refuses more than 100,000 characters', () => {
      const long = `SELECT Id FROM Account WHERE Name = '${'x'.repeat(100_000)}'`;
      expect(refusalOf(org, long).code).to.equal('MALFORMED_QUERY');
    });
  });
});
