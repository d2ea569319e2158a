import { expect } from 'chai';
import { query } from './testing/tinyOrg.js';
import { companies, ids } from './testing/companies.js';

const org = companies();
const names = (where: string): unknown[] =>
  query(org, `SELECT Name FROM Account WHERE ${where}`).records.map((row) => row['Name']);

const ACME = 'Acme';
const BETA = 'beta';
const BLANK = "100%_O'Neil\\";
const LOWER = 'Lower';
const UPPER = 'Upper';

const CASES: [where: string, expected: string[]][] = [
  // text without regard to case, also in comparison
  ["Name = 'ACME'", [ACME]],
  ["name='acme'", [ACME]],
  ["Name != 'acme'", [BETA, BLANK, LOWER, UPPER]],
  ["Name <> 'acme'", [BETA, BLANK, LOWER, UPPER]],
  ["Name > 'BETA'", [LOWER, UPPER]],
  ["Name >= 'BETA' AND Name < 'UPPER'", [BETA, LOWER]],
  ["Name IN ('ACME', 'upper', 'nobody')", [ACME, UPPER]],
  ["Name NOT IN ('ACME', 'upper')", [BETA, BLANK, LOWER]],
  // empty fields: unequal to everything, smaller than nothing, '' means null
  ['Industry = null', [BLANK, LOWER, UPPER]],
  ["Industry = ''", [BLANK, LOWER, UPPER]],
  ['Industry != NULL', [ACME, BETA]],
  ["Industry != 'Energy'", [BETA, BLANK, LOWER, UPPER]],
  ["Industry NOT IN ('Energy')", [BETA, BLANK, LOWER, UPPER]],
  ["Industry NOT IN ('Energy', null)", [BETA]],
  ["Industry IN (null, 'Energy')", [ACME, BLANK, LOWER, UPPER]],
  ["Industry < 'zzz'", [ACME, BETA]],
  ["NOT Industry = 'Energy'", [BETA, BLANK, LOWER, UPPER]],
  ["NOT Industry < 'zzz'", [BLANK, LOWER, UPPER]],
  // LIKE
  ["Name LIKE 'a%'", [ACME]],
  ["Name LIKE '_cme'", [ACME]],
  ["Name LIKE '%E%'", [ACME, BETA, BLANK, LOWER, UPPER]],
  ["Name LIKE '%wer'", [LOWER]],
  ["Name LIKE '100\\%\\_%'", [BLANK]],
  ["Name LIKE '100_%'", [BLANK]],
  ["Name LIKE '1\\%%'", []],
  ["Name LIKE '%.%'", []],
  ["Name LIKE '%\\\\'", [BLANK]],
  ["Name LIKE '%o\\'n%'", [BLANK]],
  ["Industry LIKE '%'", [ACME, BETA]],
  ["(NOT Name LIKE '%e%') AND Industry = null", []],
  // escapes in strings
  ["Name = '100%_O\\'Neil\\\\'", [BLANK]],
  ["Name = '\\u0041cme'", [ACME]],
  // numbers, booleans, multi-select picklists
  ['NumberOfEmployees = 200', [BETA, UPPER]],
  ['NumberOfEmployees > 10', [BETA, UPPER]],
  ['NumberOfEmployees >= 10 AND NumberOfEmployees <= 10', [ACME]],
  ['NumberOfEmployees > -5', [ACME, BETA, UPPER]],
  ['AnnualRevenue = 2.50', [ACME]],
  ['NumberOfEmployees IN (10, null)', [ACME, BLANK, LOWER]],
  ['IsActive__c = true', [ACME]],
  ['IsActive__c = FALSE', [BETA, BLANK, LOWER, UPPER]],
  ['IsActive__c != true', [BETA, BLANK, LOWER, UPPER]],
  ["Tags__c INCLUDES ('hot')", [ACME, BETA]],
  ["Tags__c INCLUDES ('Hot;New', 'Cold')", [ACME]],
  ["Tags__c EXCLUDES ('New')", [BETA, BLANK, LOWER, UPPER]],
  ["Tags__c = 'New;Hot'", [ACME]],
  ['Tags__c = null', [BLANK, LOWER, UPPER]],
  // ids: 15 or 18 characters, with regard to case
  [`Id = '${ids.acme}'`, [ACME]],
  [`Id = '${ids.acme.slice(0, 15)}'`, [ACME]],
  [`Id IN ('${ids.lower.slice(0, 15)}')`, [LOWER]],
  [`Id = '${ids.upper}'`, [UPPER]],
  [`ParentId != '${ids.acme}'`, [ACME, BLANK, LOWER, UPPER]],
  [`Id > '${ids.beta}' AND Id <= '${ids.blank}'`, [BLANK]],
  // parents; an absent parent is null, an absent boolean false
  ["Owner.Username = 'ADA@example.com'", [ACME]],
  ["Owner.Name != 'Ada'", [BETA, BLANK, LOWER, UPPER]],
  ['Owner.IsActive = false', [BETA, BLANK, LOWER, UPPER]],
  ["Owner.Profile.UserLicense.Name = 'salesforce integration'", [ACME]],
  ['Owner.Profile.UserLicense.Name = null', [BETA, BLANK, LOWER, UPPER]],
  ["Parent.Parent.Name = null AND Parent.Name = 'Acme'", [BETA]],
  // logic
  ["Name = 'Acme' OR Name = 'beta' OR Name = 'Lower'", [ACME, BETA, LOWER]],
  ["(Name = 'Acme' OR Name = 'beta') AND NumberOfEmployees > 10", [BETA]],
  ["NumberOfEmployees > 10 AND (NOT (Name = 'beta' OR Name = 'x'))", [UPPER]],
  ['NOT (NumberOfEmployees > 10)', [ACME, BLANK, LOWER]],
  ["((((Name = 'Acme'))))", [ACME]],
  ["(NOT Name = 'Acme') AND (NOT Name = 'beta')", [BLANK, LOWER, UPPER]],
];

const DATES: [where: string, expected: string[]][] = [
  ['Founded__c = 2026-11-22', [ACME]],
  ['Founded__c < 2026-01-01', [BETA]],
  ['Founded__c IN (2026-11-22, 2025-02-01)', [ACME, BETA]],
  ['Founded__c = TODAY', [ACME]],
  ['Founded__c != TODAY', [BETA, BLANK, LOWER, UPPER]],
  ['Founded__c < TODAY', [BETA]],
  ['Founded__c = THIS_YEAR', [ACME]],
  ['Founded__c = last_year', [BETA]],
  ['Founded__c = LAST_N_DAYS:1', [ACME]],
  ['Founded__c = N_DAYS_AGO:0', [ACME]],
  ['CreatedDate = TODAY', [ACME]],
  ['CreatedDate = YESTERDAY', [BETA]],
  ['CreatedDate >= YESTERDAY', [ACME, BETA]],
  ['CreatedDate > YESTERDAY', [ACME]],
  ['CreatedDate = TOMORROW', []],
  ['CreatedDate <= YESTERDAY', [BETA]],
  ['CreatedDate = LAST_N_DAYS:1', [ACME, BETA]],
  ['CreatedDate = NEXT_N_DAYS:3', []],
  ['CreatedDate = THIS_MONTH', [ACME, BETA]],
  ['CreatedDate = LAST_MONTH', []],
  ['CreatedDate = THIS_QUARTER', [ACME, BETA]],
  ['CreatedDate > 2026-11-22T00:00:00Z', [ACME]],
  ['CreatedDate = 2026-11-22T10:00:00+01:00', [ACME]],
  ['CreatedDate < 2026-11-22T08:59:59.999Z', [BETA]],
];

describe('embedded org: SOQL WHERE', () => {
  for (const [where, expected] of [...CASES, ...DATES])
    it(where, () => {
      expect(names(where)).to.deep.equal(expected);
    });

  it('takes a long IN list', () => {
    const list = Array.from({ length: 4000 }, (_, index) => `'${String(index).padStart(15, '0')}'`);
    expect(names(`Id IN (${list.join(',')}, '${ids.beta}')`)).to.deep.equal([BETA]);
  });
});
