/** From a rule as a definition has it to all that its kind says of it without an org: needs, places, pages, and what is asked of the org. */
import { expect } from 'chai';
import { emptyScope } from '../../../src/access/readingScope.js';
import type { ReadingScope } from '../../../src/access/readingScope.js';
import { kindOf, kinds } from '../../../src/kinds/kinds.js';
import type { Need } from '../../../src/kinds/kinds.js';
import type { LookedUpKind } from '../../../src/kinds/kind.js';
import { readingScopeOf } from '../../../src/kinds/readingNames.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { requirementsOf, withRules } from '../definition/helpers.js';

/** What a kind says of a need; what it leaves out is left out here too. */
type Told = {
  id: string;
  /** Line and column of the name in the file: the first rule stands on line 5. */
  at: string;
  need: Need;
  details: object;
  size?: number;
  page?: object;
  assigned?: object;
  recordsOf?: string;
  stepsTogether?: string;
  /** What is looked up in the org, and by which need it is read. */
  inOrg?: ReadonlyArray<readonly [what: string, name: string, readBy: Need]>;
};

const told = ({ id, need, places: [place] = [] }: Requirement): Told => {
  const kind = kindOf(need);
  const all: Record<keyof Told, unknown> = {
    id,
    at: `${place?.line}:${place?.column}`,
    need,
    details: kind.details(need),
    size: kind.size?.(need),
    page: kind.setupPage?.(need),
    assigned: kind.assigned?.(need),
    recordsOf: kind.recordsOf?.(need),
    stepsTogether: kind.stepsTogether?.(need),
    inOrg: kind.namesInOrg?.(need).map(({ what, name, readBy }) => [what, name, readBy]),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Told;
};

/** What is read from the org beyond what every check reads. */
const asked = (requirements: readonly Requirement[]): Partial<ReadingScope> => {
  const always = new Set(readingScopeOf([]).userPermissions);
  const scope = readingScopeOf(requirements);
  return { ...scope, userPermissions: scope.userPermissions.filter((name) => !always.has(name)) };
};

const object = (sobject: string): readonly [string, string, Need] => [
  'object',
  sobject,
  { kind: 'object', sobject, access: 'read', minimum: [] },
];
const field = (sobject: string, name: string): readonly [string, string, Need] => [
  'field',
  `${sobject}.${name}`,
  { kind: 'field', sobject, field: name, access: 'read', standardized: false },
];
type Named = Extract<Need, { readonly name: string }>;
/** A need that is a name of the org, and is read by itself. */
const ofName = (at: string, need: Named, what: string, more: Partial<Told> = {}): Told => ({
  id: `${need.kind}:${need.name}`,
  at,
  need,
  details: { name: need.name },
  inOrg: [[what, need.name, need]],
  ...more,
});

describe('rules of each kind', () => {
  const cases: [rule: string[], needs: () => Told[], asked: Partial<ReadingScope>][] = [
    [
      ['- automation: [Lead, Case]'],
      () => [
        {
          id: 'automation:Case',
          at: '5:24',
          need: { kind: 'automation', sobject: 'Case', onFields: [] },
          details: { sobject: 'Case' },
          size: 1,
          page: { page: 'object', sobject: 'Case' },
          inOrg: [object('Case')],
        },
        {
          id: 'automation:Lead',
          at: '5:18',
          need: { kind: 'automation', sobject: 'Lead', onFields: [] },
          details: { sobject: 'Lead' },
          size: 1,
          page: { page: 'object', sobject: 'Lead' },
          inOrg: [object('Lead')],
        },
      ],
      {
        sobjects: ['Case', 'Lead'],
        fieldSobjects: ['Case', 'Lead'],
        automationSobjects: ['Case', 'Lead'],
        logins: true,
      },
    ],
    [
      ['- automation: Lead', '  onFields: [mk_*, Status]'],
      () => [
        {
          id: 'automation:Lead',
          at: '5:17',
          need: { kind: 'automation', sobject: 'Lead', onFields: ['mk_*', 'Status'] },
          details: { sobject: 'Lead', onFields: ['mk_*', 'Status'] },
          size: 3,
          page: { page: 'object', sobject: 'Lead' },
          // Of a pattern the object alone.
          inOrg: [object('Lead'), object('Lead'), field('Lead', 'Status')],
        },
      ],
      { sobjects: ['Lead'], fieldSobjects: ['Lead'], automationSobjects: ['Lead'], logins: true },
    ],
    [
      ['- historyTracking: Lead', '  suggestedFields: [Status, Email]'],
      () => {
        const need: Need = { kind: 'historyTracking', sobject: 'Lead', suggestedFields: ['Status', 'Email'] };
        return [
          {
            id: 'historyTracking:Lead',
            at: '5:22',
            need,
            details: { sobject: 'Lead', suggestedFields: ['Status', 'Email'] },
            size: 3,
            page: { page: 'fields', sobject: 'Lead' },
            stepsTogether: 'Lead',
            inOrg: [['object', 'Lead', need]],
          },
        ];
      },
      { sobjects: ['Lead'], historySobjects: ['Lead'] },
    ],
    [
      ['- historyTracking: Lead', '  fields: [Status, Email]'],
      () => {
        const need = (name: string): Need => ({
          kind: 'historyTracking',
          sobject: 'Lead',
          field: name,
          suggestedFields: [],
        });
        const one = (at: string, name: string): Told => ({
          id: `historyTracking:Lead.${name}`,
          at,
          need: need(name),
          details: { sobject: 'Lead', field: name },
          size: 1,
          page: { page: 'fields', sobject: 'Lead' },
          stepsTogether: '',
          inOrg: [['object', 'Lead', need(name)], field('Lead', name)],
        });
        return [one('6:22', 'Email'), one('6:14', 'Status')];
      },
      { sobjects: ['Lead'], fieldSobjects: ['Lead'], historySobjects: ['Lead'] },
    ],
    [
      ['- userPermission: [ConvertLeads, EditTask]'],
      () => [
        ofName('5:22', { kind: 'userPermission', name: 'ConvertLeads' }, 'userPermission'),
        ofName('5:36', { kind: 'userPermission', name: 'EditTask' }, 'userPermission'),
      ],
      // Converting writes leads, accounts and contacts.
      { userPermissions: ['ConvertLeads'], sobjects: ['Account', 'Contact', 'Lead'] },
    ],
    [
      ['- userPermission: PasswordNeverExpires', '  on: profile'],
      () => [
        {
          ...ofName('5:21', { kind: 'userPermission', name: 'PasswordNeverExpires' }, 'userPermission'),
          need: { kind: 'userPermission', name: 'PasswordNeverExpires', on: 'profile' },
          details: { name: 'PasswordNeverExpires', on: 'profile' },
          page: { page: 'profiles' },
        },
      ],
      { userPermissions: ['PasswordNeverExpires'] },
    ],
    [
      // It takes along every custom object that comes with a license (fact B8).
      ['- userPermission: viewalldata'],
      () => [ofName('5:21', { kind: 'userPermission', name: 'viewalldata' }, 'userPermission')],
      { licensedObjects: true },
    ],
    [
      ['- permissionSetAssigned: [acme__Sync, Own]'],
      () =>
        [
          ['5:29', 'acme__Sync'],
          ['5:41', 'Own'],
        ].map(([at = '', name = '']) =>
          ofName(at, { kind: 'permissionSetAssigned', name }, 'permissionSet', {
            page: { page: 'user' },
            assigned: { permissionSet: name },
          }),
        ),
      { permissionSets: ['acme__Sync', 'Own'] },
    ],
    [
      ['- package: acme', '  seat: true'],
      () =>
        [false, true].map((seat): Told => ({
          id: seat ? 'packageSeat:acme' : 'package:acme',
          at: '5:14',
          need: { kind: 'package', namespace: 'acme', seat },
          details: { name: 'acme', ...(seat ? { seat } : {}) },
          page: { page: 'packages' },
          inOrg: [['package', 'acme', { kind: 'package', namespace: 'acme', seat }]],
        })),
      { namespaces: ['acme'] },
    ],
    [
      ['- package: acme', '  seat: false'],
      () => [
        {
          id: 'package:acme',
          at: '5:14',
          need: { kind: 'package', namespace: 'acme', seat: false },
          details: { name: 'acme' },
          page: { page: 'packages' },
          inOrg: [['package', 'acme', { kind: 'package', namespace: 'acme', seat: false }]],
        },
      ],
      { namespaces: ['acme'] },
    ],
    [
      ['- connectedApp: [Acme Sync, Other]'],
      () => [
        ofName('5:20', { kind: 'connectedApp', name: 'Acme Sync' }, 'connectedApp'),
        ofName('5:31', { kind: 'connectedApp', name: 'Other' }, 'connectedApp'),
      ],
      { connectedApps: ['Acme Sync', 'Other'], logins: true },
    ],
    [
      ['- recordVisibility: [Lead, acme__Thing__c]'],
      () =>
        [
          ['5:30', 'acme__Thing__c'],
          ['5:24', 'Lead'],
        ].map(([at = '', sobject = '']) => ({
          id: `recordVisibility:${sobject}`,
          at,
          need: { kind: 'recordVisibility', sobject },
          details: { sobject },
          page: { page: 'sharing' },
          recordsOf: sobject,
          inOrg: [object(sobject)],
        })),
      {
        // A custom object may be a custom setting, to which this one gives access.
        userPermissions: ['ViewAllCustomSettings'],
        sobjects: ['acme__Thing__c', 'Lead'],
        namespaces: ['acme'],
        sharingSobjects: ['acme__Thing__c', 'Lead'],
      },
    ],
    [
      ['- apexClass: [acme__Api, Own]'],
      () => [
        ofName('5:17', { kind: 'apexClass', name: 'acme__Api' }, 'apexClass'),
        ofName('5:28', { kind: 'apexClass', name: 'Own' }, 'apexClass'),
      ],
      { namespaces: ['acme'], apexClasses: ['acme__Api', 'Own'] },
    ],
    [
      ['- customPermission: [acme__Skip, Own]'],
      () => [
        ofName('5:24', { kind: 'customPermission', name: 'acme__Skip' }, 'customPermission'),
        ofName('5:36', { kind: 'customPermission', name: 'Own' }, 'customPermission'),
      ],
      { namespaces: ['acme'], customPermissions: ['acme__Skip', 'Own'] },
    ],
    [
      ['- userFlag: [MarketingUser, KnowledgeUser]'],
      () =>
        (
          [
            ['5:31', 'KnowledgeUser'],
            ['5:16', 'MarketingUser'],
          ] as const
        ).map(([at, flag]): Told => ({
          id: `userFlag:${flag}`,
          at,
          need: { kind: 'userFlag', flag },
          details: { name: flag },
          page: { page: 'user' },
          inOrg: [['userFlag', flag, { kind: 'userFlag', flag }]],
        })),
      {
        sobjects: ['User'],
        fieldSobjects: ['User'],
        userFlags: ['KnowledgeUser', 'MarketingUser'],
        featureSeats: true,
      },
    ],
    [
      ['- userLicense: [Salesforce Platform, " Salesforce "]'],
      () => {
        const need: Need = { kind: 'userLicense', names: ['Salesforce', 'Salesforce Platform'] };
        const name = 'Salesforce | Salesforce Platform';
        return [
          {
            id: 'userLicense:Salesforce|Salesforce Platform',
            at: '5:18',
            need,
            details: { name, names: ['Salesforce', 'Salesforce Platform'] },
            page: { page: 'user' },
            inOrg: [['userLicense', name, need]],
          },
        ];
      },
      {},
    ],
    [
      ['- profile: Minimum Access'],
      () => {
        const need: Need = { kind: 'profile', names: ['Minimum Access'] };
        return [
          {
            id: 'profile:Minimum Access',
            at: '5:14',
            need,
            details: { name: 'Minimum Access', names: ['Minimum Access'] },
            page: { page: 'user' },
            inOrg: [['profile', 'Minimum Access', need]],
          },
        ];
      },
      {},
    ],
    [
      ['- permissionSetLicense: [InboxPsl, Other]'],
      () =>
        [
          ['5:28', 'InboxPsl'],
          ['5:38', 'Other'],
        ].map(([at = '', name = '']) =>
          ofName(at, { kind: 'permissionSetLicense', name }, 'permissionSetLicense', {
            id: `license:${name}`,
            page: { page: 'user' },
            assigned: { license: name },
          }),
        ),
      { licensedObjects: true },
    ],
    [
      ['- manual: Do it.', '  name: do-it'],
      () => [
        {
          id: 'manual:do-it',
          at: '5:13',
          need: { kind: 'manual', name: 'do-it', text: 'Do it.' },
          details: { name: 'do-it', text: 'Do it.' },
        },
      ],
      {},
    ],
    [
      ['- api: [rest, bulk2]'],
      () => [
        { id: 'api:bulk2', at: '5:17', need: { kind: 'api', api: 'bulk2' }, details: { api: 'bulk2' } },
        { id: 'api:rest', at: '5:11', need: { kind: 'api', api: 'rest' }, details: { api: 'rest' } },
      ],
      {},
    ],
  ];
  for (const [rule, expected, reading] of cases)
    it(rule.join(' '), () => {
      const requirements = requirementsOf(withRules(...rule.map((line) => `  ${line}`)));
      expect(requirements.map(told)).to.deep.equal(expected());
      expect(asked(requirements)).to.deep.equal({ ...emptyScope, ...reading });
    });

  const examples: Record<string, string[]> = {
    userPermission: ['userPermission:ApiEnabled'],
    object: ['object:Case:edit', 'object:Case:read'],
    field: ['field:Lead.Email:read'],
    historyTracking: ['historyTracking:Case'],
    api: ['api:bulk2', 'api:rest'],
    picklistValue: ['picklistValue:Lead.LeadSource=Web'],
    automation: ['automation:Case'],
    permissionSetAssigned: ['permissionSetAssigned:acme__Sync'],
    customPermission: ['customPermission:acme__Skip_Rules'],
    apexClass: ['apexClass:acme__SyncApi'],
    connectedApp: ['connectedApp:Acme Sync'],
    permissionSetLicense: ['license:SalesforceAPIIntegrationPsl'],
    userLicense: ['userLicense:Salesforce Integration'],
    profile: ['profile:Minimum Access - API Only Integrations'],
    userFlag: ['userFlag:MarketingUser'],
    package: ['package:acme'],
    recordVisibility: ['recordVisibility:Case'],
    manual: ['manual:trusted-ips'],
    anyOf: ['anyOf:people'],
  };
  it('have an example that a definition takes as it stands, about the object that somebody named', () => {
    const found = Object.entries(kinds).flatMap(([name, { lookedUp }]: [string, { lookedUp?: LookedUpKind }]) =>
      lookedUp ? [[name, requirementsOf(withRules(`  ${lookedUp.example('Case')}`)).map(({ id }) => id)]] : [],
    );
    expect(Object.fromEntries(found)).to.deep.equal(examples);
  });
});
