import { expect } from 'chai';
import { companies } from './testing/companies.js';
import { query, plain, refusalOf, tinyOrg } from './testing/tinyOrg.js';

const org = companies();
const names = (rest: string): unknown[] =>
  query(org, `SELECT Name FROM Account ${rest}`).records.map((row) => row['Name']);
const BLANK = "100%_O'Neil\\";

const ORDERS: [rest: string, expected: string[]][] = [
  ['', ['Acme', 'beta', BLANK, 'Lower', 'Upper']],
  ['ORDER BY Name', [BLANK, 'Acme', 'beta', 'Lower', 'Upper']],
  ['ORDER BY Name DESC', ['Upper', 'Lower', 'beta', 'Acme', BLANK]],
  ['ORDER BY NumberOfEmployees', [BLANK, 'Lower', 'Acme', 'beta', 'Upper']],
  ['ORDER BY NumberOfEmployees NULLS LAST', ['Acme', 'beta', 'Upper', BLANK, 'Lower']],
  ['ORDER BY NumberOfEmployees DESC', [BLANK, 'Lower', 'beta', 'Upper', 'Acme']],
  ['ORDER BY NumberOfEmployees DESC NULLS LAST', ['beta', 'Upper', 'Acme', BLANK, 'Lower']],
  ['ORDER BY NumberOfEmployees ASC NULLS FIRST, Name DESC', ['Lower', BLANK, 'Acme', 'Upper', 'beta']],
  ['ORDER BY Owner.Name DESC NULLS LAST', ['beta', 'Acme', BLANK, 'Lower', 'Upper']],
  ['ORDER BY CreatedDate NULLS LAST LIMIT 2', ['beta', 'Acme']],
  ['ORDER BY Name LIMIT 2 OFFSET 1', ['Acme', 'beta']],
  ['LIMIT 0', []],
  ['ORDER BY Name OFFSET 4', ['Upper']],
];

describe('embedded org: SOQL ORDER BY, LIMIT, OFFSET', () => {
  for (const [rest, expected] of ORDERS)
    it(rest === '' ? 'stored order without ORDER BY' : rest, () => {
      expect(names(rest)).to.deep.equal(expected);
    });

  it('refuses to skip more than 2000 rows', () => {
    expect(refusalOf(org, 'SELECT Id FROM Account OFFSET 2001')).to.deep.equal({
      code: 'NUMBER_OUTSIDE_VALID_RANGE',
      message: 'Maximum SOQL offset allowed is 2000',
    });
  });
});

const AGGREGATES: [soql: string, expected: unknown[]][] = [
  ['SELECT COUNT(Id) FROM Account', [{ expr0: 5 }]],
  [
    'SELECT COUNT(Industry), COUNT(Id) total, COUNT_DISTINCT(NumberOfEmployees) FROM Account',
    [{ expr0: 2, total: 5, expr1: 2 }],
  ],
  [
    "SELECT MIN(Name), MAX(NumberOfEmployees), SUM(NumberOfEmployees), AVG(NumberOfEmployees) FROM Account WHERE NumberOfEmployees != null AND Name != 'Upper'",
    [{ expr0: 'Acme', expr1: 200, expr2: 210, expr3: 105 }],
  ],
  ["SELECT MAX(Name), SUM(AnnualRevenue) s FROM Account WHERE Name = 'x'", [{ expr0: null, s: null }]],
  [
    'SELECT NumberOfEmployees, COUNT(Id) FROM Account GROUP BY NumberOfEmployees ORDER BY COUNT(Id) DESC, NumberOfEmployees NULLS LAST',
    [
      { NumberOfEmployees: 200, expr0: 2 },
      { NumberOfEmployees: null, expr0: 2 },
      { NumberOfEmployees: 10, expr0: 1 },
    ],
  ],
  [
    'SELECT Assignee.Username who, COUNT(Id) n FROM PermissionSetAssignment GROUP BY Assignee.Username ORDER BY Assignee.Username DESC LIMIT 1',
    [{ who: 'bob@example.com', n: 1 }],
  ],
  ['SELECT Parent.Name FROM Account GROUP BY Parent.Name', [{ Name: null }, { Name: 'Acme' }, { Name: BLANK }]],
  ["SELECT COUNT(Id) FROM Account WHERE Name = 'nobody' GROUP BY Name", []],
];

const REFUSED: [soql: string, sentence: string][] = [
  ['SELECT Name, COUNT(Id) FROM Account', 'Field must be grouped or aggregated: Name'],
  ['SELECT Industry FROM Account GROUP BY Name', 'Field must be grouped or aggregated: Industry'],
  [
    'SELECT Name, COUNT(Id) FROM Account GROUP BY Name ORDER BY Industry',
    'Field must be grouped or aggregated: Industry',
  ],
  ['SELECT Description FROM Account GROUP BY Description', "field 'Description' can not be grouped in a query call"],
  ['SELECT SUM(Name) FROM Account', 'field Name does not support aggregate operator SUM'],
  ['SELECT MAX(IsActive__c) FROM Account', 'field IsActive__c does not support aggregate operator MAX'],
  ['SELECT Name, COUNT(Id) FROM Account GROUP BY Name HAVING COUNT(Id) > 1', "unexpected token: 'HAVING'"],
  ['SELECT Name FROM Account GROUP BY ROLLUP(Name)', "unexpected token: '('"],
  ['SELECT COUNT(Id) n, MAX(Name) N FROM Account', 'duplicate alias: N'],
  ['SELECT Name n FROM Account', 'only aggregate expressions use field aliasing'],
  ['SELECT Name FROM Account ORDER BY COUNT(Id)', "unexpected token: 'COUNT'"],
  ['SELECT COUNT() FROM Account ORDER BY Name', 'COUNT() takes neither'],
];

describe('embedded org: SOQL aggregates', () => {
  it('COUNT() gives the number of rows and no rows', () => {
    expect(query(org, "SELECT COUNT() FROM Account WHERE Name LIKE '%e%'")).to.deep.equal({
      objectName: 'Account',
      totalSize: 5,
      records: [],
    });
    expect(query(org, 'select count() from Account limit 2').totalSize).to.equal(2);
  });

  for (const [soql, expected] of AGGREGATES)
    it(soql, () => {
      const result = query(org, soql);
      expect(plain(result.records)).to.deep.equal(expected);
      expect(result.objectName).to.equal('AggregateResult');
      for (const record of result.records) expect(record.attributes).to.deep.equal({ type: 'AggregateResult' });
    });

  for (const [soql, sentence] of REFUSED)
    it(`refuses ${soql}`, () => {
      const { code, message } = refusalOf(org, soql);
      expect(code).to.equal('MALFORMED_QUERY');
      expect(message).to.include(sentence);
    });

  it('refuses more than one batch of groups', () => {
    const many = tinyOrg({
      Account: Array.from({ length: 2001 }, (_, n) => ({ Id: `001${String(n).padStart(12, '0')}AAA`, Name: `n${n}` })),
    });
    expect(refusalOf(many, 'SELECT Name FROM Account GROUP BY Name')).to.deep.equal({
      code: 'EXCEEDED_ID_LIMIT',
      message: 'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
    });
    expect(query(many, 'SELECT Name FROM Account GROUP BY Name LIMIT 2000').totalSize).to.equal(2000);
  });
});
