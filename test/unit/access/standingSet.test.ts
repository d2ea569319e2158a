import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import { entriesIn } from '../../../src/access/standingSet.js';
import { standingSet } from '../revoke/builders.js';

describe('a permission set as it stands in the org', () => {
  it('everything that it holds, by id', () => {
    const set = standingSet({ RunReports: 'on', Account: 'read edit', 'Account.Site': 'edit' });
    expect(entriesIn(set).map(entryId)).to.deep.equal([
      'field:Account.Site:edit',
      'object:Account:edit',
      'object:Account:read',
      'userPermission:RunReports',
    ]);
  });
});
