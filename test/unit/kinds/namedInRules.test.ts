/** What rules name, so that the org is asked for fields by name, and where that would be too much or not enough. */
import { expect } from 'chai';
import type { FieldsWanted, NamedField, NamedInRules } from '../../../src/kinds/namedInRules.js';
import { namedInRules } from '../../../src/kinds/namedInRules.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { readingScopeOf } from '../../../src/kinds/readingNames.js';
import { needs, requirement } from '../support/snapshot.js';

const { permission, object, field, history, anyOf } = needs;

const automation = (sobject: string, ...onFields: string[]): Need => ({ kind: 'automation', sobject, onFields });
const picklist = (sobject: string, name: string): Need => ({
  kind: 'picklistValue',
  sobject,
  field: name,
  value: 'x',
});

const named = (all: readonly Need[]): NamedInRules | undefined => {
  const requirements = all.map((need) => requirement(need));
  return namedInRules(requirements, readingScopeOf(requirements));
};
const wanted = (more: Partial<FieldsWanted>): FieldsWanted => ({
  named: [],
  besides: [],
  starts: [],
  automated: false,
  ...more,
});

type Expected = {
  permissions?: string[];
  /** `Lead.Email` */
  fields?: string[];
  byName?: Record<string, Partial<FieldsWanted>>;
  trackedOnly?: boolean;
};
const whole = ({ permissions = [], fields = [], byName = {}, trackedOnly = true }: Expected): NamedInRules => ({
  userPermissions: permissions,
  fields: fields.map((name): NamedField => {
    const [sobject = '', one = ''] = name.split('.');
    return { sobject, field: one };
  }),
  trackedOnly,
  fieldsByName: new Map(Object.entries(byName).map(([key, more]) => [key, wanted(more)])),
});

describe('what rules name', () => {
  const cases: [title: string, needs: Need[], expected: Expected][] = [
    ['nothing', [], {}],
    ['an object alone: no field of it', [object('Lead', 'read')], {}],
    [
      'permissions, as they are spelled',
      [permission('RunReports'), permission('x')],
      { permissions: ['RunReports', 'x'] },
    ],
    [
      'fields, by object in whatever case',
      [field('Lead', 'Email'), field('Case', 'Status'), field('LEAD', 'Phone', 'edit')],
      {
        fields: ['Lead.Email', 'Case.Status', 'LEAD.Phone'],
        byName: { lead: { named: ['Email', 'Phone'] }, case: { named: ['Status'] } },
      },
    ],
    [
      'fields of users, which no automation asks for',
      [field('User', 'Email')],
      { fields: ['User.Email'], byName: { user: { named: ['Email'] } } },
    ],
    [
      'a pattern, by how its fields begin: once, and no other field of the object',
      [field('Lead', 'mk*'), field('Lead', 'mk*__c'), field('Lead', 'Email')],
      {
        fields: ['Lead.mk*', 'Lead.mk*__c', 'Lead.Email'],
        byName: { lead: { named: ['Email'], starts: ['mk'] } },
      },
    ],
    [
      'a pattern that begins with a single letter: all fields of that object',
      [field('Lead', 'm*'), field('Lead', 'Email'), field('Case', 'Status')],
      { fields: ['Lead.m*', 'Lead.Email', 'Case.Status'], byName: { case: { named: ['Status'] } } },
    ],
    [
      'a pattern that begins anyhow: all fields of that object',
      [field('Lead', '*__c'), field('Case', 'mk_*')],
      { fields: ['Lead.*__c', 'Case.mk_*'], byName: { case: { starts: ['mk_'] } } },
    ],
    [
      'two ways to begin, whatever their case: asked for one by one',
      [field('Lead', 'mk_*'), field('Case', 'MK_*'), field('Order', 'acme__*')],
      {
        fields: ['Lead.mk_*', 'Case.MK_*', 'Order.acme__*'],
        byName: { lead: { starts: ['mk_'] }, case: { starts: ['MK_'] }, order: { starts: ['acme__'] } },
      },
    ],
    [
      'three ways to begin: all fields of the objects with patterns',
      [field('Lead', 'aa*'), field('Lead', 'bb*'), field('Order', 'cc*'), field('Case', 'Status')],
      {
        fields: ['Lead.aa*', 'Lead.bb*', 'Order.cc*', 'Case.Status'],
        byName: { case: { named: ['Status'] } },
      },
    ],
    [
      'a field of persons, which stands for one of Contact: all fields of contacts',
      [field('Account', 'PersonEmail'), field('Contact', 'Email')],
      { fields: ['Account.PersonEmail', 'Contact.Email'], byName: { account: { named: ['PersonEmail'] } } },
    ],
    [
      'a custom field of persons',
      [field('Contact', 'Email'), field('Account', 'Level__pc')],
      { fields: ['Contact.Email', 'Account.Level__pc'], byName: { account: { named: ['Level__pc'] } } },
    ],
    [
      'a pattern of accounts that may mean fields of persons',
      [field('account', 'mk__c*'), field('Contact', 'Email')],
      { fields: ['account.mk__c*', 'Contact.Email'], byName: { account: { starts: ['mk__c'] } } },
    ],
    [
      'a pattern of accounts that means custom fields of accounts alone',
      [field('Account', 'mk*__C'), field('Account', 'Website'), field('Contact', 'Email')],
      {
        fields: ['Account.mk*__C', 'Account.Website', 'Contact.Email'],
        byName: { account: { named: ['Website'], starts: ['mk'] }, contact: { named: ['Email'] } },
      },
    ],
    [
      'a pattern of another object: persons have no fields there',
      [field('Lead', 'Person*'), field('Contact', 'Email')],
      {
        fields: ['Lead.Person*', 'Contact.Email'],
        byName: { lead: { starts: ['Person'] }, contact: { named: ['Email'] } },
      },
    ],
    [
      'a box of the user: all fields of users',
      [{ kind: 'userFlag', flag: 'SupportUser' }, field('User', 'Email')],
      { fields: ['User.Email'] },
    ],
    [
      'what is written where automation runs, and what that may name of users',
      [field('Lead', 'Email'), automation('LEAD', 'Status', 'mk_*'), field('Case', 'Origin')],
      {
        fields: ['Lead.Email', 'Case.Origin'],
        byName: {
          lead: { named: ['Email'], besides: ['Status'], starts: ['mk_'], automated: true },
          case: { named: ['Origin'] },
          user: { automated: true },
        },
      },
    ],
    [
      'automation of users: all fields of users',
      [automation('Lead'), automation('user', 'Title')],
      { byName: { lead: { automated: true } } },
    ],
    [
      'a picklist',
      [picklist('Lead', 'LeadSource'), field('Lead', 'Email')],
      { fields: ['Lead.Email'], byName: { lead: { named: ['Email', 'LeadSource'] } } },
    ],
    [
      'a field whose history has to be kept: not only tracked ones are asked for',
      [history('Lead', 'City'), field('Lead', 'Email')],
      { fields: ['Lead.Email'], byName: { lead: { named: ['Email', 'City'] } }, trackedOnly: false },
    ],
    ['history of an object: the tracked fields will do', [history('Lead')], { byName: { lead: {} } }],
    [
      'what alternatives name',
      [anyOf('one', [requirement(permission('RunReports'))], [requirement(field('Lead', 'Email'))])],
      { permissions: ['RunReports'], fields: ['Lead.Email'], byName: { lead: { named: ['Email'] } } },
    ],
  ];
  for (const [title, all, expected] of cases) it(title, () => expect(named(all)).to.deep.equal(whole(expected)));

  const many = (count: number): Need[] => Array.from({ length: count }, (_, at) => field('Lead', `F${at}__c`));
  const fieldsIn = (all: readonly Need[]): number | undefined => named(all)?.fieldsByName.get('lead')?.named.length;

  it('is told of two hundred fields, and not of more: describes take fewer calls then', () => {
    expect(fieldsIn(many(200))).to.equal(200);
    expect(named(many(201))).to.equal(undefined);
    const written = Array.from({ length: 100 }, (_, at) => `W${at}__c`);
    expect(fieldsIn([...many(100), automation('Lead', ...written)])).to.equal(100);
    expect(named([...many(101), automation('Lead', ...written)])).to.equal(undefined);
  });
});
