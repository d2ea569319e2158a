/** What definitions ask for with all that it takes, and which entries count as needed because of it. */
import { expect } from 'chai';
import type { Edge } from '../../../../src/access/dependencies.js';
import { entryId } from '../../../../src/access/entry.js';
import type { Entry } from '../../../../src/access/entry.js';
import type { PermissionEntry } from '../../../../src/access/setupEntities.js';
import { known } from '../../../../src/access/snapshot.js';
import type { InspectedUser } from '../../../../src/access/snapshot.js';
import { neededTest, wantedEntries } from '../../../../src/check/surplus/neededEntries.js';
import type { Requirement } from '../../../../src/kinds/requirement.js';
import { needs, requirement, snapshot, user } from '../../support/snapshot.js';

const wanted = (who: InspectedUser, ...requirements: Requirement[]): string[] =>
  wantedEntries(requirements, snapshot(who), who).map(entryId);

describe('what is wanted', () => {
  const table: ReadonlyArray<[title: string, requirements: () => Requirement[], expected: string[]]> = [
    ['is API access, whatever is asked for', () => [], ['userPermission:ApiEnabled']],
    [
      'is a field that takes no permission of its own, with its object',
      () => [requirement(needs.field('Account', 'Name'))],
      ['userPermission:ApiEnabled', 'field:Account.Name:read', 'object:Account:read'],
    ],
    [
      'is the object of a field too',
      () => [requirement(needs.field('Account', 'Website'))],
      ['userPermission:ApiEnabled', 'field:Account.Website:read', 'object:Account:read'],
    ],
    [
      'is nothing of what is forbidden',
      () => [requirement(needs.permission('RunReports'), { forbid: true })],
      ['userPermission:ApiEnabled'],
    ],
    [
      'is every way of a choice',
      () => [
        requirement(
          needs.anyOf(
            'way',
            [requirement(needs.permission('RunReports'))],
            [requirement(needs.permission('ViewSetup'))],
          ),
        ),
      ],
      ['userPermission:ApiEnabled', 'userPermission:RunReports', 'userPermission:ViewSetup'],
    ],
    [
      'is the object whose history is read',
      () => [requirement(needs.object('AccountHistory', 'read'))],
      ['userPermission:ApiEnabled', 'object:AccountHistory:read', 'object:Account:read'],
    ],
    [
      'is the permissions that tasks take',
      () => [requirement(needs.object('Task', 'edit'))],
      ['userPermission:ApiEnabled', 'object:Task:edit', 'userPermission:ActivitiesAccess', 'userPermission:EditTask'],
    ],
  ];
  for (const [title, requirements, expected] of table)
    it(title, () => {
      expect(wanted(user(), ...requirements())).to.deep.equal(expected);
    });

  it('is the same whatever the user has already', () => {
    const asked = [requirement(needs.field('Account', 'Website', 'edit'))];
    const rich = user({
      sources: [
        { objects: { Account: 'read edit' }, fields: { 'Account.Website': 'edit' }, permissions: ['ModifyAllData'] },
      ],
    });
    expect(wanted(rich, ...asked)).to.deep.equal(wanted(user(), ...asked));
    expect(wanted(rich, ...asked)).to.include('object:Account:read');
  });

  it('is what the rules name where a user sees but what it may itself', () => {
    const self = user({
      self: { mode: 'self', userPermissions: known(new Set()), userPermissionColumns: new Map(), objects: new Map() },
    });
    expect(wanted(self, requirement(needs.object('Account', 'read')))).to.deep.equal([
      'userPermission:ApiEnabled',
      'object:Account:read',
    ]);
  });
});

describe('what counts as needed', () => {
  const permission = (name: string): PermissionEntry => ({ kind: 'userPermission', name });
  const object = (
    sobject: string,
    access: 'read' | 'create' | 'edit' | 'viewAllRecords' | 'viewAllFields',
  ): PermissionEntry => ({
    ...{ kind: 'object', sobject, access },
  });
  const website = (access: 'read' | 'edit'): PermissionEntry => ({
    ...{ kind: 'field', sobject: 'Account', field: 'Website', access },
  });
  const asked = {
    nothing: [] as Entry[],
    account: [object('Account', 'edit')],
    allFields: [object('Account', 'viewAllFields')],
    allFieldsOfAll: [permission('ViewAllFieldsGlobal')],
    viewAll: [permission('ViewAllData')],
    modifyAll: [permission('ModifyAllData')],
  };
  const table: ReadonlyArray<[wanted: keyof typeof asked, entry: PermissionEntry, expected: boolean]> = [
    ['nothing', permission('RunReports'), false],
    ['nothing', object('Account', 'read'), false],
    ['nothing', website('read'), false],
    ['account', object('Account', 'edit'), true],
    ['account', object('Account', 'read'), true],
    ['account', object('Account', 'create'), false],
    ['account', object('Contact', 'read'), false],
    ['account', website('read'), false],
    ['allFields', website('read'), true],
    ['allFields', website('edit'), false],
    ['allFields', { kind: 'field', sobject: 'Contact', field: 'Email', access: 'read' }, false],
    ['allFieldsOfAll', website('read'), true],
    ['allFieldsOfAll', website('edit'), false],
    ['allFieldsOfAll', { kind: 'field', sobject: 'Contact', field: 'Email', access: 'read' }, true],
    ['allFieldsOfAll', object('Contact', 'viewAllFields'), true],
    ['viewAll', object('Contact', 'viewAllRecords'), true],
    ['viewAll', object('Contact', 'edit'), false],
    ['viewAll', permission('ModifyAllData'), false],
    ['viewAll', website('read'), false],
    ['modifyAll', object('Contact', 'edit'), true],
    ['modifyAll', object('Contact', 'viewAllFields'), false],
  ];
  for (const [name, entry, expected] of table)
    it(`${entryId(entry)}, where ${name} is asked for: ${expected ? 'needed' : 'not'}`, () => {
      expect(neededTest(asked[name], [])(entry)).to.equal(expected);
    });

  it('what the org itself says that it takes', () => {
    const edges: Edge[] = [
      { from: { kind: 'userPermission', name: 'RunReports' }, to: { kind: 'userPermission', name: 'ViewSetup' } },
    ];
    const isNeeded = neededTest([permission('RunReports')], edges);
    expect(['RunReports', 'ViewSetup', 'ManageUsers'].map((name) => isNeeded(permission(name)))).to.deep.equal([
      true,
      true,
      false,
    ]);
  });
});
