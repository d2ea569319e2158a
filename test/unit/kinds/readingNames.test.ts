import { expect } from 'chai';
import { hasHistorySwitch } from '../../../src/platform/fieldHistory.js';
import { objectPermissionColumns } from '../../../src/platform/objectPermissionColumns.js';
import { readingScopeOf } from '../../../src/kinds/readingNames.js';
import { emptyScope } from '../../../src/access/readingScope.js';
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
/** How many rules name a field has a test of its own. */
const without = (scope: ReadingScope): Partial<ReadingScope> =>
  Object.fromEntries(Object.entries(scope).filter(([key]) => key !== 'fieldsNamed'));
const nothing = without({ ...emptyScope, userPermissions: always });

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
      { sobjects: ['Campaign', 'CampaignMember', 'Contact', 'Lead'], userFlags: ['MarketingUser'] },
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
    ...(['CreatedDate', 'lastmodifiedbyid', 'Created*'] as const).map(
      (name): [string, Need[], Partial<ReadingScope>] => [
        `edit of an audit field, ${name}: the permission to set these`,
        [field('Lead', name, 'edit')],
        {
          sobjects: ['Lead'],
          fieldSobjects: ['Lead'],
          userPermissions: [
            ...always,
            'CreateAuditFields',
            ...(name.includes('*') ? ['ViewEncryptedData'] : []),
          ].sort(),
        },
      ],
    ),
    [
      'read of one, or edit of what can be edited of a pattern: not that',
      [field('Lead', 'CreatedDate'), { ...field('Lead', '*', 'edit'), editableOnly: true } as Need],
      { sobjects: ['Lead'], fieldSobjects: ['Lead'], userPermissions: [...always, 'ViewEncryptedData'].sort() },
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
        logins: true,
      },
    ],
    [
      'picklists, each once, sorted by their names',
      [
        { kind: 'picklistValue', sobject: 'Lead', field: 'Source', value: 'x' },
        { kind: 'picklistValue', sobject: 'Case', field: 'Origin', value: 'y' },
        { kind: 'picklistValue', sobject: 'Lead', field: 'Source', value: 'z' },
        { kind: 'picklistValue', sobject: 'Case', field: 'Area', value: 'y' },
      ],
      {
        sobjects: ['Case', 'Lead'],
        fieldSobjects: ['Case', 'Lead'],
        picklists: [
          { sobject: 'Case', field: 'Area' },
          { sobject: 'Case', field: 'Origin' },
          { sobject: 'Lead', field: 'Source' },
        ],
        logins: true,
      },
    ],
    [
      'reading what takes a box of the user to be written: no box',
      [object('Campaign', 'read')],
      { sobjects: ['Campaign'] },
    ],
    [
      'writing it: the box, sorted, and what stands beside it',
      [
        object('Campaign', 'edit'),
        object('Knowledge__kav', 'create'),
        object('Knowledge__kav', 'edit'),
        object('Campaign', 'create'),
      ],
      {
        sobjects: ['Campaign', 'Knowledge__kav'],
        userPermissions: [...always, 'EditKnowledge'].sort(),
        userFlags: ['KnowledgeUser', 'MarketingUser'],
      },
    ],
    [
      'objects and fields of packages: the seats of these',
      [object('acme__Thing__c', 'read'), field('Lead', 'mk__Score__c'), field('Lead', 'Own__c')],
      {
        sobjects: ['acme__Thing__c', 'Lead'],
        userPermissions: [...always, 'ViewAllCustomSettings', 'ViewEncryptedData'].sort(),
        fieldSobjects: ['Lead'],
        namespaces: ['acme', 'mk'],
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
    it(title, () => expect(without(scopeFor(...all))).to.deep.equal({ ...nothing, ...expected }));
  }

  it('of an integration that logs in with a password: that, and what the profile says of logins', () => {
    expect(readingScopeOf([], 'usernamePassword')).to.deep.equal({
      ...emptyScope,
      userPermissions: [...always, 'TwoFactorApi', 'UseAnyApiAuth'].sort(),
      passwords: true,
      logins: true,
    });
  });

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
