import { expect } from 'chai';
import { selfAccess } from '../../../src/access/selfAccess.js';
import { known } from '../../../src/access/snapshot.js';
import type { DescribedObject, Evidence, Reading } from '../../../src/access/snapshot.js';
import type { FieldAccess, ObjectAccess } from '../../../src/definition/requirement.js';
import { notRead, schema } from '../support/snapshot.js';

type Self = Extract<Evidence, { mode: 'self' }>;

const described = (access: ObjectAccess[], fields: Record<string, FieldAccess> = {}): Reading<DescribedObject> =>
  known({ access: new Set(access), fields: new Map(Object.entries(fields).map(([k, v]) => [k.toLowerCase(), v])) });

const columns = (...names: string[]): Self['userPermissionColumns'] =>
  new Map(names.map((name) => [name.toLowerCase(), { name, label: name }]));

const self = (more: Partial<Self> = {}): Self => ({
  mode: 'self',
  userPermissions: known(new Set(['apienabled'])),
  userPermissionColumns: columns('ApiEnabled', 'RunReports', 'ViewAllData', 'ModifyAllData', 'ViewAllFieldsGlobal'),
  objects: new Map<string, Reading<DescribedObject | null>>([
    [
      'account',
      described(['read', 'edit'], { Website: 'edit', Industry: 'read', BillingAddress: 'read', BillingCity: 'edit' }),
    ],
    ['contact', known(null)],
    ['lead', notRead],
  ]),
  ...more,
});

describe('selfAccess', () => {
  const access = selfAccess(self(), schema());
  const table: [string, string, string][] = [
    ['a permission that it holds (E7)', access.userPermission('ApiEnabled').answer, 'yes'],
    ['a permission that it lacks', access.userPermission('RunReports').answer, 'no'],
    ['a permission that UserPermissionAccess has no column for', access.userPermission('EditTask').answer, 'unknown'],
    ['object read by describe (C18)', access.objectPermission('Account', 'read').answer, 'yes'],
    ['object delete by describe', access.objectPermission('Account', 'delete').answer, 'no'],
    ['View All Records is not in describe', access.objectPermission('Account', 'viewAllRecords').answer, 'unknown'],
    ['an object that describe refuses (I7)', access.objectPermission('Contact', 'read').answer, 'no'],
    ['an object whose describe failed', access.objectPermission('Lead', 'read').answer, 'unknown'],
    ['an object that was not described', access.objectPermission('Case', 'read').answer, 'unknown'],
    ['field read', access.fieldPermission('Account', 'Industry', 'read').answer, 'yes'],
    ['field edit', access.fieldPermission('Account', 'Website', 'edit').answer, 'yes'],
    ['field that may only be read', access.fieldPermission('Account', 'Industry', 'edit').answer, 'no'],
    ['field that describe hides', access.fieldPermission('Account', 'Phone', 'read').answer, 'no'],
    [
      'compound edit shows on its parts (C4)',
      access.fieldPermission('Account', 'BillingAddress', 'edit').answer,
      'yes',
    ],
    ['fields of an object that describe refuses', access.fieldPermission('Contact', 'Email', 'read').answer, 'unknown'],
  ];
  for (const [title, answer, expected] of table) it(`${title}: ${expected}`, () => expect(answer).to.equal(expected));

  it('View All Data shows View All Records', () => {
    const broad = selfAccess(self({ userPermissions: known(new Set(['viewalldata'])) }), schema());
    expect(broad.objectPermission('Account', 'viewAllRecords').answer).to.equal('yes');
  });

  it('names no sources: it cannot see them', () => {
    expect(access.userPermission('ApiEnabled')).to.deep.equal({ answer: 'yes', grantedBy: [] });
  });

  it('unreadable permissions are unknown', () => {
    const blind = selfAccess(self({ userPermissions: notRead }), schema());
    expect(blind.userPermission('ApiEnabled').answer).to.equal('unknown');
    expect(blind.objectPermission('Account', 'read').answer).to.equal('yes');
  });
});
