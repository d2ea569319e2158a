import { expect } from 'chai';
import { selfAccess } from '../../../src/access/selfAccess.js';
import { known } from '../../../src/access/snapshot.js';
import type { DescribedObject, Evidence, Reading } from '../../../src/access/snapshot.js';
import type { FieldAccess, ObjectAccess } from '../../../src/platform/objectAccess.js';
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

  describe('says what it does not know', () => {
    const unseen = (part: string): unknown => ({ answer: 'unknown', gap: { code: 'SELF_MODE', part, detail: '' } });
    it('of a user permission that only the profile could tell', () =>
      expect(access.userPermission('ChatterInternalUser')).to.deep.equal(unseen('ChatterInternalUser')));
    it('of one that permission sets could tell', () =>
      expect(access.userPermission('EditTask')).to.deep.equal(unseen('EditTask')));
    it('but not of one that this org does not have', () =>
      expect(access.userPermission('Nope')).to.deep.equal({ answer: 'no', why: { reason: 'noSuchPermission' } }));
    it('of any, where the columns could not be read', () => {
      for (const more of [{ permissionSetColumns: notRead }, { profileColumns: notRead }]) {
        expect(selfAccess(self(), schema(more)).userPermission('Nope')).to.deep.equal(unseen('Nope'));
      }
    });
    it('of an object and a field', () => {
      expect(access.objectPermission('Case', 'read')).to.deep.equal(unseen('Case'));
      expect(access.objectPermission('Account', 'modifyAllRecords')).to.deep.equal(unseen('Account modifyAllRecords'));
      expect(access.fieldPermission('Contact', 'Email', 'read')).to.deep.equal(unseen('Contact.Email'));
      expect(access.fieldPermission('Case', 'Status', 'read')).to.deep.equal(unseen('Case'));
    });
    it('of what could not be read: why', () => {
      const why = { answer: 'unknown', gap: notRead.gap };
      expect(access.objectPermission('Lead', 'read')).to.deep.equal(why);
      expect(access.fieldPermission('Lead', 'Email', 'edit')).to.deep.equal(why);
      const blind = selfAccess(self({ userPermissions: notRead }), schema());
      expect(blind.userPermission('ApiEnabled')).to.deep.equal(why);
    });
  });

  it('what no permission implies stays unseen, whatever the org lacks', () => {
    const few = selfAccess(
      self({ userPermissionColumns: columns('ApiEnabled') }),
      schema({ permissionSetColumns: known(new Map()), profileColumns: known(new Map()) }),
    );
    expect(few.objectPermission('Account', 'viewAllRecords').answer).to.equal('unknown');
  });

  it('describe is the last word on what it shows, whatever View All Data would imply', () => {
    const broad = selfAccess(self({ userPermissions: known(new Set(['viewalldata', 'modifyalldata'])) }), schema());
    expect(broad.objectPermission('Account', 'delete').answer).to.equal('no');
    expect(broad.objectPermission('Contact', 'read').answer).to.equal('no');
    expect(broad.objectPermission('Account', 'modifyAllRecords').answer).to.equal('yes');
  });

  it('a part is no compound, and another compound has other parts', () => {
    expect(access.fieldPermission('Account', 'ShippingAddress', 'edit').answer).to.equal('no');
    expect(access.fieldPermission('account', 'BILLINGADDRESS', 'edit').answer).to.equal('yes');
    const unreadFields = selfAccess(self(), schema({ fields: new Map([['account', notRead]]) }));
    expect(unreadFields.fieldPermission('Account', 'BillingAddress', 'edit').answer).to.equal('no');
    expect(unreadFields.fieldPermission('Account', 'Website', 'edit').answer).to.equal('yes');
  });
});
