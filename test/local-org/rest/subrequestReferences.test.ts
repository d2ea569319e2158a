import { expect } from 'chai';

import { OrgError } from '../model/orgModel.js';
import { resolveBody, resolveUrl } from './subrequestReferences.js';

const answered = new Map<string, unknown>([
  ['set', { id: '0PS000000000001AAA', success: true, errors: [] }],
  [
    'user',
    { totalSize: 1, records: [{ Id: '005000000000001AAA', Name: "O'Hara & Sons", Profile: { Name: 'Admin' } }] },
  ],
  ['none', { totalSize: 0, records: [] }],
]);

describe('embedded org: references between parts of a composite request', () => {
  const urls: Array<[string, string]> = [
    ['/sobjects/PermissionSet/@{set.id}', '/sobjects/PermissionSet/0PS000000000001AAA'],
    ['/query?q=x+@{user.records[0].Id}+y', '/query?q=x+005000000000001AAA+y'],
    ['/query?q=%40%7Buser.records%5B0%5D.Id%7D', '/query?q=005000000000001AAA'],
    ['/query?q=@{user.records[0].Name}', `/query?q=${encodeURIComponent("O'Hara & Sons")}`],
    ['/query?q=@{user.records[0].Profile.Name}', '/query?q=Admin'],
    ['/limits', '/limits'],
  ];
  for (const [url, expected] of urls) {
    it(`resolves ${url}`, () => {
      expect(resolveUrl(url, answered)).to.equal(expected);
    });
  }

  it('resolves bodies at any depth and keeps the type of a value that stands alone', () => {
    expect(
      resolveBody(
        { ParentId: '@{set.id}', list: [{ n: '@{user.totalSize}' }], text: 'id=@{set.id}', x: null },
        answered,
      ),
    ).to.deep.equal({
      ParentId: '0PS000000000001AAA',
      list: [{ n: 1 }],
      text: 'id=0PS000000000001AAA',
      x: null,
    });
  });

  for (const reference of ['@{none.records[0].Id}', '@{unknown.id}', '@{set.records[0].Id}', '@{user.records[0]}']) {
    it(`halts on ${reference}, which has no value`, () => {
      const name = reference.slice(2).split('.')[0] ?? '';
      expect(() => resolveBody(reference, answered))
        .to.throw(OrgError, `Invalid reference specified. No value for ${reference.slice(2, -1)} found in ${name}`)
        .with.property('errorCode', 'PROCESSING_HALTED');
    });
  }
});
