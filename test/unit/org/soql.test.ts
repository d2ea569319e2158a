import { expect } from 'chai';
import type { OrgClient } from '../../../src/org/orgClient.js';
import { describeOf, send } from '../../../src/org/read/subrequests.js';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { chunk } from '../../../src/org/chunk.js';
import { flags, keys, texts, valuesIn } from '../../../src/org/query.js';
import type { Condition, Query } from '../../../src/org/query.js';
import { inStatements, isApiName, soqlOf } from '../../../src/org/soql.js';

const where = (...conditions: Condition[]): Query => ({
  api: 'data',
  from: 'User',
  columns: keys('Id'),
  where: conditions,
});
/** The text behind WHERE. */
const whereText = (...conditions: Condition[]): string =>
  soqlOf(where(...conditions)).replace('SELECT Id FROM User WHERE ', '');

describe('soql', () => {
  const hostile = [
    "O'Hara",
    'back\\slash',
    "' OR Id != '",
    'line\nbreak',
    '"double"',
    'tab\there',
    '\b\f\r',
    "\\' OR Name LIKE '%",
  ];
  for (const value of hostile) {
    it(`keeps ${JSON.stringify(value)} inside its literal`, () => {
      const query = parseQuery(soqlOf(where({ column: 'Username', is: value }, { column: 'IsActive', is: true })));
      expect(query.where).to.have.nested.property('left.field', 'Username');
      expect(query.where).to.have.nested.property('right.left.field', 'IsActive');
      expect(query.where).to.not.have.nested.property('right.right');
    });
  }
  const table: [is: string, text: string, expected: string][] = [
    ['a null', whereText({ column: 'NamespacePrefix', is: null }), 'NamespacePrefix = null'],
    ['a list', whereText({ column: 'Id', in: ['a', "b'"] }), "Id IN ('a','b\\'')"],
    [
      'wildcards of a prefix, which match themselves',
      whereText({ column: 'Name', startsWith: "50%_o'\\" }),
      "Name LIKE '50\\%\\_o\\'\\\\%'",
    ],
    [
      'a choice',
      whereText({
        anyOf: [
          { column: 'A', is: 'x' },
          { column: 'B', is: false },
        ],
      }),
      "(A = 'x' OR B = false)",
    ],
    ['a choice of one', whereText({ anyOf: [{ column: 'A', is: 'x' }] }), "A = 'x'"],
    [
      'rows of another query',
      whereText({ column: 'Id', inRowsOf: { ...where({ column: 'Name', is: 'x' }), columns: keys('ProfileId') } }),
      "Id IN (SELECT ProfileId FROM User WHERE Name = 'x')",
    ],
  ];
  for (const [is, text, expected] of table) it(`writes ${is}`, () => expect(text).to.equal(expected));

  it('writes columns, children, order and limit', () => {
    const query: Query = {
      ...where(),
      columns: [
        ...keys('Id'),
        ...texts('Profile.Name'),
        ...flags('IsActive'),
        { children: 'Licenses', columns: texts('License.Name') },
      ],
      orderBy: 'Username',
      limit: 5,
    };
    expect(soqlOf(query)).to.equal(
      'SELECT Id, Profile.Name, IsActive, (SELECT License.Name FROM Licenses) FROM User ORDER BY Username LIMIT 5',
    );
  });

  it('refuses to write what is no name where a name stands', () => {
    for (const path of ['', 'Id FROM User', 'Profile.', 'a b', "Na'me"])
      expect(() => soqlOf({ ...where(), columns: texts(path) }), path).to.throw('No API name');
  });

  describe('statements of at most 100,000 characters (fact I3)', () => {
    const names = (count: number, length: number): string[] =>
      Array.from({ length: count }, (_, i) => `n${i}`.padEnd(length, 'x'));

    it('keeps a short query whole', () => {
      const query = where({ column: 'Id', in: names(4000, 18) });
      expect(inStatements(query)).to.deep.equal([query]);
    });

    it('splits the longest list, and loses no value', () => {
      const [ids, objects] = [names(4000, 18), names(9000, 30)];
      const parts = inStatements(where({ column: 'Id', in: ids }, { column: 'SobjectType', in: objects }));
      for (const part of parts) expect(soqlOf(part).length).to.be.at.most(100_000);
      const pairs = parts.map((part) => valuesIn(part, 'Id').length * valuesIn(part, 'SobjectType').length);
      expect(pairs.reduce((sum, count) => sum + count, 0)).to.equal(ids.length * objects.length);
    });

    it('leaves what cannot be split to the org', () => {
      const query = where({ column: 'Name', is: 'x'.repeat(100_000) });
      expect(inStatements(query)).to.deep.equal([query]);
    });
  });

  it('makes chunks', () => {
    expect(chunk([1, 2, 3, 4, 5], 2)).to.deep.equal([[1, 2], [3, 4], [5]]);
    expect(chunk([], 2)).to.deep.equal([]);
  });
  it('knows API names', () => {
    expect(['ApiEnabled', 'My_Thing__c'].every(isApiName)).to.equal(true);
    expect(['', '1a', 'a b', "a'b", 'a.b', 'ä'].some(isApiName)).to.equal(false);
  });
});

it('half a character in a name from an org makes a query that finds nothing, and no defect', async () => {
  const sent: string[] = [];
  const client = {
    composite: (subrequests: readonly { ref: string; path: string }[]) => {
      sent.push(...subrequests.map(({ path }) => path));
      return Promise.resolve(new Map());
    },
  } as unknown as OrgClient;
  const query: Query = { api: 'data', from: 'User', columns: [], where: [{ column: 'Id', is: 'x\ud800y' }] };
  await send(client, [{ ref: 'users', query }], [describeOf('described', '\udc00')]);
  expect(sent.map(decodeURIComponent).join(' ')).to.include("Id = 'x\ufffdy'").and.include('/sobjects/\ufffd/describe');
});
