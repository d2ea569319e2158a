import { expect } from 'chai';
import { entryId, parseEntry } from '../../../src/access/entry.js';
import type { Entry } from '../../../src/access/entry.js';
import { minimalEntries } from '../../../src/generate/minimalEntries.js';

const entries = (ids: readonly string[]): Entry[] =>
  ids.map((id) => {
    const entry = parseEntry(id);
    if (entry === undefined) throw new Error(id);
    return entry;
  });

const cases: ReadonlyArray<[is: string, held: string[], left: string[]]> = [
  ['Read comes with Create', ['object:Lead:read', 'object:Lead:create'], ['object:Lead:create']],
  [
    'Modify All brings all but View All Fields',
    ['read', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords', 'viewAllFields', 'create'].map(
      (word) => `object:Lead:${word}`,
    ),
    ['object:Lead:modifyAllRecords', 'object:Lead:viewAllFields', 'object:Lead:create'],
  ],
  [
    'words count on their own object alone',
    ['object:Lead:read', 'object:Account:edit'],
    ['object:Lead:read', 'object:Account:edit'],
  ],
  [
    'View All Data brings Read and View All everywhere',
    ['userPermission:ViewAllData', 'object:Lead:read', 'object:Account:viewAllRecords', 'object:Account:edit'],
    ['userPermission:ViewAllData', 'object:Account:edit'],
  ],
  [
    'Modify All Data brings View All Data, but no View All Fields and no field',
    [
      ...['userPermission:ModifyAllData', 'userPermission:ViewAllData', 'object:Lead:delete'],
      ...['object:Lead:viewAllFields', 'field:Lead.Email:edit', 'field:Account.Website:read'],
    ],
    [
      'userPermission:ModifyAllData',
      'object:Lead:viewAllFields',
      'field:Lead.Email:edit',
      'field:Account.Website:read',
    ],
  ],
  [
    'Edit of a field brings Read',
    ['field:Lead.Email:read', 'field:Lead.Email:edit', 'field:Lead.Phone:read'],
    ['field:Lead.Email:edit', 'field:Lead.Phone:read'],
  ],
  [
    'View All Fields brings Read of the fields of its object',
    ['object:Lead:viewAllFields', 'field:Lead.Email:read', 'field:Lead.Phone:edit', 'field:Account.Phone:read'],
    ['object:Lead:viewAllFields', 'field:Lead.Phone:edit', 'field:Account.Phone:read'],
  ],
  [
    'View All Fields (Global) brings no Read of an object, as View All Fields of the object does',
    ['userPermission:ViewAllFieldsGlobal', 'object:Lead:viewAllFields', 'object:Lead:read', 'field:Lead.Email:read'],
    ['userPermission:ViewAllFieldsGlobal', 'object:Lead:read'],
  ],
  [
    'View All Fields (Global) brings it everywhere',
    ['userPermission:ViewAllFieldsGlobal', 'object:Lead:viewAllFields', 'field:Account.Phone:read'],
    ['userPermission:ViewAllFieldsGlobal'],
  ],
  [
    'some user permissions bring others, by way of others',
    ['userPermission:EmailMass', 'userPermission:EmailSingle', 'userPermission:EditTask', 'userPermission:ApiEnabled'],
    ['userPermission:EmailMass', 'userPermission:ApiEnabled'],
  ],
  [
    'View Roles is only ticked along with View Setup',
    ['userPermission:ViewSetup', 'userPermission:ViewRoles'],
    ['userPermission:ViewSetup', 'userPermission:ViewRoles'],
  ],
  [
    'objects that are read together stay',
    ['object:Account:read', 'object:Contact:read'],
    ['object:Account:read', 'object:Contact:read'],
  ],
];

describe('the least that says all', () => {
  for (const [is, held, left] of cases)
    it(is, () => {
      expect(minimalEntries(entries(held)).map((entry) => entryId(entry))).to.deep.equal(left);
    });
});
