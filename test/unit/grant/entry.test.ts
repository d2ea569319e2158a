import { expect } from 'chai';
import { contains, emptyContent, entryId, parseEntry, withEntries } from '../../../src/access/entry.js';
import type { Entry } from '../../../src/access/entry.js';
import { content } from '../support/snapshot.js';

const entry = (id: string): Entry => {
  const parsed = parseEntry(id);
  if (!parsed) throw new Error(id);
  return parsed;
};

describe('entries of a permission set', () => {
  for (const id of [
    'userPermission:ApiEnabled',
    'object:Account:read',
    'object:My__Thing__c:modifyAllRecords',
    'object:Lead:viewAllFields',
    'field:Account.Website:edit',
    'field:ns__Thing__c.ns__Field__c:read',
  ]) {
    it(`${id} is the id of what it names`, () => expect(entryId(entry(id))).to.equal(id));
  }

  for (const id of [
    '',
    'userPermission:',
    'userPermission:A B',
    'object:Account',
    'object:Account:grope',
    'object:*:read',
    'field:Account:read',
    'field:Account.Website:delete',
    'not:userPermission:ApiEnabled',
    'api:rest',
    'xobject:Account:read',
    'object:Account:read:x',
    'xfield:Account.Website:read',
    'field:Account.Website:reader',
    'field:.Website:read',
    'xuserPermission:ApiEnabled',
    'userPermission:ApiEnabled:x',
  ]) {
    it(`"${id}" is none`, () => expect(parseEntry(id)).to.equal(undefined));
  }

  const held = content({
    permissions: ['ApiEnabled'],
    objects: { Account: 'read edit' },
    fields: { 'Account.Website': 'edit', 'Lead.Email': 'read' },
  });
  const cases: [id: string, held: boolean][] = [
    ['userPermission:apienabled', true],
    ['userPermission:RunReports', false],
    ['object:ACCOUNT:edit', true],
    ['object:Account:delete', false],
    ['object:Lead:read', false],
    ['field:Account.Website:read', true],
    ['field:Account.website:edit', true],
    ['field:Lead.Email:read', true],
    ['field:Lead.Email:edit', false],
    ['field:Lead.Phone:read', false],
  ];
  for (const [id, expected] of cases) {
    it(`${id} is ${expected ? '' : 'not '}held`, () => expect(contains(held, entry(id))).to.equal(expected));
  }

  it('are held once added, nothing is lost, and the original stays as it was', () => {
    const before = structuredClone(held);
    const added = cases.map(([id]) => entry(id));
    const more = withEntries(held, added);
    for (const one of added) expect(contains(more, one), entryId(one)).to.equal(true);
    expect(held).to.deep.equal(before);
    expect(contains(more, entry('object:Account:read'))).to.equal(true);
    // Read added to what can be edited takes nothing away.
    expect(
      contains(withEntries(held, [entry('field:Account.Website:read')]), entry('field:Account.Website:edit')),
    ).to.equal(true);
    expect(withEntries(emptyContent, [])).to.deep.equal(emptyContent);
    expect([
      ...withEntries(emptyContent, [entry('field:Lead.Email:edit'), entry('field:LEAD.EMAIL:read')]).fields,
    ]).to.deep.equal([['lead.email', 'edit']]);
    expect(
      [...withEntries(emptyContent, [entry('object:Lead:read'), entry('object:LEAD:edit')]).objects].map(
        ([key, words]) => [key, ...words],
      ),
    ).to.deep.equal([['lead', 'read', 'edit']]);
  });
});
