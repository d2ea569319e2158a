import { expect } from 'chai';
import { companies, ids } from './testing/companies.js';
import { query, refusalOf } from './testing/tinyOrg.js';

const org = companies();

const CASES: [soql: string, expected: string[]][] = [
  [
    `SELECT SobjectType FROM ObjectPermissions WHERE ParentId IN (SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = '${ids.bob}')`,
    ['Account', 'Contact'],
  ],
  [
    `SELECT SobjectType FROM ObjectPermissions WHERE PermissionsRead = true AND ParentId IN (SELECT PermissionSetId FROM PermissionSetAssignment WHERE Assignee.Username = 'ada@example.com')`,
    ['Account', 'Contact'],
  ],
  ['SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact)', ['Acme']],
  [
    'SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)',
    ['beta', "100%_O'Neil\\", 'Lower', 'Upper'],
  ],
  [
    "SELECT LastName FROM Contact WHERE AccountId NOT IN (SELECT Id FROM Account WHERE Name = 'Acme')",
    ['Zoe', 'Ghost'],
  ],
  ["SELECT LastName FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE Name LIKE '%')", ['Young', 'Adams']],
  [
    "SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName = 'Young' OR LastName = 'x') AND OwnerId IN (SELECT Id FROM User WHERE IsActive = true)",
    ['Acme'],
  ],
  [
    'SELECT Name FROM PermissionSet p WHERE p.Id IN (SELECT a.PermissionSetId FROM PermissionSetAssignment a WHERE a.AssigneeId != null)',
    ['X00e1', 'Sales'],
  ],
];

const INNER = 'SELECT AccountId FROM Contact';
const REFUSED: [where: string, sentence: string][] = [
  [`Name = 'x' OR Id IN (${INNER})`, "Semi join sub-selects are not allowed with the 'OR' operator"],
  [
    `Industry = 'x' AND (Name = 'x' OR Id NOT IN (${INNER}))`,
    "Semi join sub-selects are not allowed with the 'OR' operator",
  ],
  [`Id IN (${INNER} WHERE AccountId IN (SELECT Id FROM Account))`, 'Nesting of semi join sub-selects is not supported'],
  [`(NOT Id IN (${INNER}))`, "Semi join sub-selects are not allowed with the 'NOT' operator"],
  [`Industry = 'x' AND (Id IN (${INNER}) AND Name = 'x')`, 'only allowed at the top level WHERE expressions'],
  [`Name IN (${INNER})`, 'should be an id field, cannot use'],
  [`Owner.ProfileId IN (SELECT Id FROM Profile)`, 'should be an id field, cannot use'],
  ['Id IN (SELECT LastName FROM Contact)', 'should be an id field, cannot use'],
  ['Id IN (SELECT ReportsToId FROM Contact)', 'should point to the same object type'],
  ['Id IN (SELECT ParentId FROM Account)', 'The inner and outer selects should not be on the same object type'],
  ['Id IN (SELECT Account.ParentId FROM Contact)', 'cannot have more than one level of relationships'],
  [`Id IN (${INNER} LIMIT 1)`, "unexpected token: 'LIMIT'"],
  [`Id IN (${INNER} ORDER BY Id)`, "unexpected token: 'ORDER'"],
  ['Id IN (SELECT COUNT(AccountId) FROM Contact)', 'only root queries support aggregate expressions'],
  ['Id IN (SELECT AccountId, Id FROM Contact)', 'exactly one field'],
  [`Id IN (${INNER}) AND OwnerId IN (SELECT Id FROM User) AND ParentId IN (${INNER})`, 'Maximum 2 semi join'],
];

describe('embedded org: SOQL semi-joins and anti-joins', () => {
  for (const [soql, expected] of CASES)
    it(soql, () => {
      const found = query(org, soql).records.map((row) => row['SobjectType'] ?? row['Name'] ?? row['LastName']);
      expect(found).to.deep.equal(expected);
    });

  for (const [where, sentence] of REFUSED)
    it(`refuses ${where}`, () => {
      const { code, message } = refusalOf(org, `SELECT Id FROM Account WHERE ${where}`);
      expect(code).to.equal('MALFORMED_QUERY');
      expect(message).to.include(sentence);
    });

  it('does not find ids in rows that the caller cannot see', () => {
    // Ghost hangs on an account that is invisible: neither IN (SELECT Id …) nor the account itself shows.
    expect(query(org, "SELECT Id FROM Contact WHERE Account.Industry = 'Energy'").totalSize).to.equal(2);
  });

  it('refuses an inner object that the caller cannot see as unknown', () => {
    const { code } = refusalOf(org, 'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Hidden__c)');
    expect(code).to.equal('INVALID_TYPE');
  });
});
