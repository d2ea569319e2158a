import { expect } from 'chai';

import { createOrg } from '../schema/newOrg.js';
import { queryColumns } from './queryColumns.js';
import type { ColumnMetadata } from './queryColumns.js';

/** Columns as text: `Name`, `Profile(Name Id)`, with a star before aggregates. */
const print = (columns: readonly ColumnMetadata[]): string =>
  columns
    .map(({ aggregate, columnName, joinColumns }) => {
      const inner = joinColumns.length === 0 ? '' : `(${print(joinColumns)})`;
      return `${aggregate ? '*' : ''}${columnName}${inner}`;
    })
    .join(' ');

describe('embedded org: columns of a query', () => {
  const org = createOrg();
  const queries: Array<[string, string]> = [
    ['SELECT id, NAME FROM user', 'Id Name'],
    ['SELECT Profile.Name, Profile.Id, Name FROM User', 'Profile(Name Id) Name'],
    ['SELECT u.Profile.UserLicense.Name FROM User u', 'Profile(UserLicense(Name))'],
    ['SELECT User.Name FROM User', 'Name'],
    ['SELECT Id, (SELECT Id, Owner.Name FROM Contacts) FROM Account', 'Id *Contacts(Id Owner(Name))'],
    ['SELECT ProfileId p, COUNT(Id), COUNT(Id) n FROM User GROUP BY ProfileId', 'p *expr0 *n'],
    ['SELECT COUNT() FROM User', ''],
  ];
  for (const [soql, expected] of queries) {
    it(`of ${soql}`, () => {
      expect(print(queryColumns(org, soql)['columnMetadata'] as ColumnMetadata[])).to.equal(expected);
    });
  }

  it('says types', () => {
    const [active] = queryColumns(org, 'SELECT IsActive FROM User')['columnMetadata'] as ColumnMetadata[];
    expect(active).to.include({ apexType: 'Boolean', booleanType: true, custom: false });
  });
});
