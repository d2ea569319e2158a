import { expect } from 'chai';
import { hasHistorySwitch } from '../../../src/platform/fieldHistory.js';
import { objectPermissionColumns } from '../../../src/platform/objectPermissionColumns.js';
import { readingScopeOf } from '../../../src/kinds/readingNames.js';
import type { ReadingScope } from '../../../src/access/readingScope.js';
import { objectAccesses } from '../../../src/platform/objectAccess.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { needs, requirement } from '../support/snapshot.js';

const { permission, object, field, history, anyOf } = needs;

const always = [
  'ActivitiesAccess',
  'ApiEnabled',
  'AssignPermissionSets',
  'AuthorApex',
  'CustomizeApplication',
  'EditEvent',
  'EditReadonlyFields',
  'EditTask',
  'ManageEncryptionKeys',
  'ManageInternalUsers',
  'ManageProfilesPermissionsets',
  'ManageRemoteAccess',
  'ManageRoles',
  'ManageSharing',
  'ManageUsers',
  'ModifyAllData',
  'ModifyMetadata',
  'ResetPasswords',
  'ViewAllActivities',
  'ViewAllData',
  'ViewAllFieldsGlobal',
  'ViewAllUsers',
  'ViewEncryptionKeys',
  'ViewSetup',
];

const scopeFor = (...all: Need[]): ReadingScope => readingScopeOf(all.map((need) => requirement(need)));
const nothing = { userPermissions: always, sobjects: [], fieldSobjects: [], historySobjects: [] };

describe('what has to be read for a check', () => {
  const cases: [title: string, needs: Need[], expected: Partial<ReadingScope>][] = [
    ['user permissions that every check asks about', [], {}],
    ['an API: nothing more', [{ kind: 'api', api: 'bulk2' }], {}],
    [
      'a user permission, sorted among them',
      [permission('RunReports')],
      { userPermissions: [...always, 'RunReports'].sort() },
    ],
    ['a user permission that is asked for anyway, in its own spelling', [permission('apienabled')], {}],
    [
      'objects, each once, as they were first spelled, sorted without regard to case',
      [object('lead', 'read'), object('Account', 'read'), object('LEAD', 'edit')],
      { sobjects: ['Account', 'lead'] },
    ],
    [
      'an object that follows others: those as well',
      [object('CampaignMember', 'edit')],
      { sobjects: ['Campaign', 'CampaignMember', 'Contact', 'Lead'] },
    ],
    [
      'a field: its object, and the fields of that',
      [field('Lead', 'Email')],
      { sobjects: ['Lead'], fieldSobjects: ['Lead'] },
    ],
    [
      'a field of an object that follows others',
      [field('OpportunityLineItem', 'Quantity')],
      {
        sobjects: ['Opportunity', 'OpportunityLineItem', 'Pricebook2', 'Product2'],
        fieldSobjects: ['OpportunityLineItem'],
      },
    ],
    ['history of an object', [history('Lead')], { sobjects: ['Lead'], historySobjects: ['Lead'] }],
    [
      'history of a field: it may be a part of an address',
      [history('Lead', 'City')],
      { sobjects: ['Lead'], fieldSobjects: ['Lead'], historySobjects: ['Lead'] },
    ],
    [
      'whether the object of a picklist value or an automation is there',
      [
        { kind: 'picklistValue', sobject: 'Lead', field: 'Source', value: 'x' },
        { kind: 'automation', sobject: 'Case', onFields: ['Status'] },
      ],
      {
        sobjects: ['Case', 'Lead'],
        fieldSobjects: ['Case', 'Lead'],
        automationSobjects: ['Case'],
        picklists: [{ sobject: 'Lead', field: 'Source' }],
      },
    ],
    [
      'all that alternatives ask for',
      [
        anyOf(
          'a',
          [requirement(object('Lead', 'read'))],
          [requirement(history('Case')), requirement(field('Order', 'X'))],
        ),
      ],
      { sobjects: ['Case', 'Lead', 'Order'], fieldSobjects: ['Order'], historySobjects: ['Case'] },
    ],
  ];
  for (const [title, all, expected] of cases) {
    it(title, () => expect(scopeFor(...all)).to.deep.include({ ...nothing, ...expected }));
  }

  it('how many rules name a field of an object, whatever its case', () => {
    const { fieldsNamed } = scopeFor(
      field('Lead', 'A'),
      field('LEAD', 'B'),
      field('Case', 'A'),
      object('Order', 'read'),
    );
    expect([...fieldsNamed]).to.deep.equal([
      ['lead', 2],
      ['case', 1],
    ]);
  });
});

describe('what the org calls it', () => {
  it('the columns of ObjectPermissions (fact B1)', () => {
    expect(objectAccesses.map((access) => objectPermissionColumns[access])).to.deep.equal([
      'PermissionsRead',
      'PermissionsCreate',
      'PermissionsEdit',
      'PermissionsDelete',
      'PermissionsViewAllRecords',
      'PermissionsModifyAllRecords',
      'PermissionsViewAllFields',
    ]);
  });

  const switches: [sobject: string, expected: boolean][] = [
    ...['Account', 'Campaign', 'CONTACT', 'lead', 'Opportunity', 'Thing__c', 'acme__Thing__C'].map(
      (sobject): [string, boolean] => [sobject, true],
    ),
    ...['Case', 'Task', 'User', 'AccountHistory', 'Thing__History', 'Thing__cx', 'Knowledge__kav'].map(
      (sobject): [string, boolean] => [sobject, false],
    ),
  ];
  for (const [sobject, expected] of switches) {
    it(`${sobject} has ${expected ? 'a' : 'no'} history switch of its own (fact F6)`, () =>
      expect(hasHistorySwitch(sobject)).to.equal(expected));
  }
});
