import type { ConnectedApp } from '../../../../src/access/connectedApps.js';
import type { ObjectAutomation } from '../../../../src/access/orgAutomation.js';
import { gap, known } from '../../../../src/access/snapshot.js';
import type { DescribedObject, Evidence, OrgSchema, Reading } from '../../../../src/access/snapshot.js';
import type { RequirementSet } from '../../../../src/definition/requirementSet.js';
import type { FailOn } from '../../../../src/exitCode.js';
import type { CheckReport } from '../../../../src/report/check/checkReport.js';
import { checkText } from '../../../../src/report/check/checkText.js';
import { golden } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { history, historyField, user } from '../../support/snapshot.js';
import type { UserSpec } from '../../support/snapshot.js';
import {
  builtIn,
  ciro,
  definition,
  reading,
  reportOf,
  schemaFor,
  textOptions,
  withoutAutomation,
} from '../support/scenes.js';

type Scene = {
  /** Made when the scene is rendered, and not while the file is loaded. */
  needs: () => readonly RequirementSet[];
  users: readonly UserSpec[];
  schema?: Parameters<typeof schemaFor>[1];
  verbose?: true;
  summary?: true;
  failOn?: FailOn;
  notFound?: CheckReport['notFound'];
};

const app = (name: string, more: Partial<ConnectedApp> = {}): ConnectedApp => ({
  type: 'ConnectedApplication',
  id: `0H4 ${name}`,
  names: [name],
  isEnabled: known(true),
  onlyPreauthorized: known(false),
  ipRelaxation: known('enforced'),
  runsAs: known(null),
  ...more,
});

const appsOfAcme: Partial<OrgSchema> = {
  connectedApps: {
    connectedApps: known([
      app('Acme Sync', { onlyPreauthorized: known(true) }),
      app('Acme Loader'),
      app('Acme Bot', { runsAs: known('bot@example.com') }),
      app('Acme Old', { onlyPreauthorized: known(true) }),
    ]),
    externalClientApps: known([
      app('Acme External', { type: 'ExternalClientApplication', onlyPreauthorized: known(true) }),
      app('Acme Old', { type: 'ExternalClientApplication', id: '0xI Old' }),
      app('Acme Off', { type: 'ExternalClientApplication', isEnabled: known(false) }),
    ]),
    developerNamesUntold: null,
  },
};

const automationOfLead: Partial<OrgSchema> = {
  automation: new Map<string, ObjectAutomation>([
    [
      'lead',
      {
        ...withoutAutomation,
        validationRules: known([
          { id: '03d1', name: 'Nobody', namespace: null, formula: known('TRUE') },
          { id: '03d2', name: 'Phone_Needed', namespace: null, formula: known('ISBLANK(Phone)') },
          {
            id: '03d3',
            name: 'Not_For_Us',
            namespace: null,
            formula: known('AND(NOT($User.Bypass__c), ISBLANK(Phone))'),
          },
          { id: '03d4', name: 'Hidden', namespace: 'acme', formula: gap('NOT_ANSWERED', 'ValidationRule', 'hidden') },
        ]),
        duplicateRules: known([
          {
            id: '0Bm1',
            name: 'Same_Mail',
            namespace: null,
            content: known({ onInsert: 'block', onUpdate: 'alert', criteria: { logic: 'and', all: [] } }),
          },
        ]),
      },
    ],
    [
      'contact',
      {
        ...withoutAutomation,
        triggers: known([{ id: '01q1', name: 'Score', namespace: null, onInsert: true, onUpdate: true }]),
      },
    ],
    ['account', { ...withoutAutomation, flows: gap('NOT_AUTHORISED', 'FlowDefinitionView', 'INVALID_TYPE') }],
  ]),
};

const scene =
  ({ needs, users, schema, verbose, summary, failOn, notFound }: Scene) =>
  (view: View): string => {
    const sets = needs();
    return checkText(
      reportOf(reading(schemaFor(sets, schema), ...users.map(user)), sets, failOn, 14, notFound),
      textOptions(view, 'integration.check', { verbose: verbose === true, summary: summary === true }),
    );
  };

const acme =
  (...rules: string[]) =>
  (): RequirementSet[] => [definition(rules)];

const half: UserSpec = {
  ...ciro,
  sources: [
    {
      name: 'Ciro_Integration',
      permissions: ['ApiEnabled', 'RunReports', 'TransferAnyLead', 'ActivitiesAccess'],
      objects: {
        Account: 'read create edit viewAllRecords',
        Contact: 'read create edit viewAllRecords',
        Lead: 'read create edit',
      },
      fields: {
        'Account.Website': 'edit',
        'Account.Industry': 'read',
        'Account.BillingAddress': 'read',
        'Contact.Title': 'edit',
        'Contact.Phone': 'edit',
        'Contact.Email': 'edit',
        'Contact.AccountId': 'edit',
        'Lead.Title': 'edit',
        'Task.Type': 'read',
      },
    },
  ],
};

const reader: UserSpec = {
  ...ciro,
  sources: [
    {
      name: 'SixSense',
      permissions: ['ApiEnabled'],
      objects: { Account: 'read', Contact: 'read', Lead: 'read' },
      fields: { 'Account.Website': 'read', 'Contact.Email': 'read', 'Lead.Email': 'read', 'Contact.AccountId': 'read' },
    },
  ],
};

const noRows: Partial<Extract<Evidence, { mode: 'admin' }>> = {
  objectRows: gap('NOT_AUTHORISED', 'ObjectPermissions', 'INVALID_TYPE'),
  fieldRows: gap('INCOMPLETE_ROWS', 'FieldPermissions', '1999 of 2400 rows'),
  userPermissionRows: gap('NOT_ANSWERED', 'PermissionSet', 'SERVER_UNAVAILABLE'),
};

const self: Extract<Evidence, { mode: 'self' }> = {
  mode: 'self',
  userPermissions: known(new Set(['apienabled', 'activitiesaccess'])),
  userPermissionColumns: new Map(
    ['ApiEnabled', 'ActivitiesAccess', 'ViewAllData', 'ModifyAllData', 'ViewAllUsers'].map((name) => [
      name.toLowerCase(),
      { name, label: name },
    ]),
  ),
  objects: new Map<string, Reading<DescribedObject | null>>([
    ['account', known({ access: new Set(['read', 'edit'] as const), fields: new Map([['website', 'read' as const]]) })],
    ['lead', known(null)],
    ['contact', gap('NOT_ANSWERED', 'Contact', '')],
  ]),
};

const historyOff: Partial<OrgSchema> = {
  history: new Map([
    ['opportunity', history(known(false), [historyField('StageName', false)])],
    ['account', history(known(true), [historyField('Industry', true), historyField('Rating', false)])],
    ['case', history(gap('NOT_AUTHORISED', 'CustomObject', ''), [historyField('Status', true)])],
  ]),
};

/** A user who has nothing yet, against what a vendor needs. */
const nothingYet = (vendor: 'ciro' | 'cognism' | 'hgInsights' | 'sixSense'): ((view: View) => string) =>
  scene({ needs: () => [builtIn[vendor]], users: [ciro], schema: { more: historyOff } });

const vendors = (): RequirementSet[] => [builtIn.sixSense, builtIn.ciro, builtIn.cognism, builtIn.hgInsights];

/** Users of whom each has a bit more than the one before. */
const tenUsers: readonly UserSpec[] = Array.from({ length: 10 }, (_, at) => ({
  ...ciro,
  id: `00500000000010${at}AAA`,
  username: `integration${at}@example.com`,
  sources: [...(at % 3 === 0 ? (reader.sources ?? []) : []), ...(at > 6 ? (half.sources ?? []) : [])],
  ...(at === 9 ? { evidence: noRows } : {}),
}));

golden('check', {
  'ten-users-four-vendors': scene({
    needs: vendors,
    users: tenUsers,
    summary: true,
    notFound: [
      { username: 'cirro@example.com', code: 'USER_NOT_FOUND', meant: ['ciro@example.com'] },
      { username: 'ann@acme.com', code: 'USER_AMBIGUOUS', meant: ['ann@acme.com.uat.old', '00x7Vqann@acme.com.uat'] },
    ],
  }),
  'mistyped-user': scene({
    needs: () => [builtIn.sixSense],
    users: [reader],
    notFound: [{ username: 'nobody@example.com', code: 'USER_NOT_FOUND', meant: [] }],
  }),
  'nothing-yet-6sense': nothingYet('sixSense'),
  'nothing-yet-ciro': nothingYet('ciro'),
  'nothing-yet-cognism': nothingYet('cognism'),
  'nothing-yet-hg-insights': nothingYet('hgInsights'),
  'not-ready': scene({ needs: () => [builtIn.ciro], users: [half], schema: { extra: ['Account.Account_Status__c'] } }),
  'not-ready-verbose': scene({ needs: () => [builtIn.ciro], users: [half], verbose: true }),
  'not-ready-fail-on-recommended': scene({ needs: () => [builtIn.ciro], users: [half], failOn: 'recommended' }),

  ready: scene({ needs: () => [builtIn.sixSense], users: [reader] }),
  'ready-with-gaps': scene({
    needs: acme(
      '{ object: Account, because: Synced. }',
      '{ object: Lead, level: optional, because: Synced where leads are used. }',
      '{ field: Account.Region__c, level: optional, because: Shown in the console. }',
      '{ userPermission: RunReports, level: recommended, because: Reports are read. }',
    ),
    users: [reader],
  }),
  'recommended-fails': scene({
    needs: acme('{ userPermission: RunReports, level: recommended, because: Reports are read. }'),
    users: [reader],
    failOn: 'recommended',
  }),
  'sources-verbose': scene({
    needs: acme(
      '{ userPermission: [ApiEnabled, RunReports], because: Calls the APIs. }',
      '{ object: [Account, Contact], access: [read, edit], because: Synced. }',
      '{ field: [Account.Website, Account.Industry, Account.Name], because: Synced. }',
      '{ object: Task, because: Calls are read. }',
      '{ api: tooling, because: Reads the setup. }',
    ),
    users: [
      {
        ...ciro,
        sources: [
          {
            name: 'Sales_Integration',
            type: 'PermissionSetGroup',
            permissions: ['ApiEnabled'],
            objects: { Account: 'read edit' },
            fields: { 'Account.Website': 'read' },
            members: {
              Sales_Read: { permissions: ['ApiEnabled'], objects: { Account: 'read' } },
              Sales_Write: { objects: { Account: 'read edit' }, fields: { 'Account.Website': 'read' } },
            },
          },
          {
            name: 'Quarter_End',
            namespace: 'acme',
            permissions: ['RunReports', 'ApiEnabled', 'ViewAllData', 'ActivitiesAccess'],
            fields: { 'Account.Website': 'edit', 'Account.Industry': 'read' },
            expiresAt: '2027-01-31T00:00:00.000Z',
          },
        ],
      },
    ],
    verbose: true,
  }),

  'assigned-but-inert': scene({
    needs: acme(
      '{ object: [Account, Contact, Lead], access: [read, edit], because: Synced. }',
      '{ userPermission: [RunReports, TransferAnyLead], because: Reports are read and leads change hands. }',
      '{ field: [Account.Website, Contact.Email], because: Synced. }',
    ),
    users: [
      {
        ...ciro,
        sources: [
          { name: 'Sales_Read', inert: 'expired', objects: { Account: 'read' }, fields: { 'Account.Website': 'read' } },
          { name: 'Sales_Write', inert: 'revoked', objects: { Account: 'read edit' } },
          {
            name: 'Session_Access',
            inert: 'needsActivation',
            permissions: ['RunReports'],
            objects: { Contact: 'read' },
          },
          { name: 'Old_Access', inert: 'inactive', objects: { Lead: 'read' } },
          {
            name: 'Sales_Integration',
            type: 'PermissionSetGroup',
            permissions: [],
            members: { Sales_Admin: { permissions: ['TransferAnyLead'], objects: { Lead: 'read edit' } } },
            muted: { permissions: ['TransferAnyLead'], objects: { Lead: 'edit' } },
          },
        ],
      },
    ],
  }),
  'inactive-frozen-unlicensed': scene({
    needs: acme('{ object: Account, access: [read, edit], because: Synced. }'),
    users: [
      {
        ...ciro,
        isActive: known(false),
        isFrozen: known(true),
        userLicense: 'Salesforce Integration',
        profile: 'Minimum Access - API Only Integrations',
        requestedUsername: 'ciro@example.co',
      },
    ],
  }),
  'must-not-have': scene({
    needs: acme(
      '{ userPermission: [ModifyAllData, CustomizeApplication], forbid: true, because: Reads only. }',
      '{ userPermission: ManageUsers, forbid: true }',
      '{ object: Lead, access: delete, forbid: true, because: Never deletes. }',
      '{ field: Contact.Phone, forbid: true, because: Private. }',
    ),
    users: [
      {
        ...ciro,
        sources: [
          { name: 'Everything', permissions: ['ModifyAllData', 'CustomizeApplication'] },
          { name: 'Phones', objects: { Contact: 'read' }, fields: { 'Contact.Phone': 'read' } },
        ],
      },
    ],
  }),
  impossible: scene({
    needs: acme(
      '{ userPermission: [NoSuchThing, ChatterInternalUser], because: The vendor lists them. }',
      '{ object: Invoice__c, access: [read, edit], because: Invoices are read. }',
      '{ object: Product2, access: viewAllRecords, because: All products are read. }',
      '{ object: Task, access: [read, modifyAllRecords], because: Tasks are closed. }',
      '{ object: User, access: delete, because: Listed. }',
      '{ field: Account.Formula__c, access: edit, because: Written. }',
      '{ field: Account.Compny, because: Read. }',
      '{ field: Invoice__c.Amount__c, because: Read. }',
      '{ historyTracking: User__History, because: Listed. }',
      '{ anyOf: [{ object: Invoice__c }, { field: Account.Compny }], name: billing, because: One of both. }',
    ),
    users: [reader],
    schema: { absent: ['Invoice__c', 'Account.Compny', 'NoSuchThing'] },
  }),
  unknown: scene({
    needs: acme(
      '{ userPermission: [ApiEnabled, ViewAllUsers], because: Calls the APIs. }',
      '{ object: [Account, Strange], access: [read, edit], because: Synced. }',
      '{ field: [Account.Website, Account.Name], because: Synced. }',
      '{ api: soql, because: Queries. }',
      '{ anyOf: [{ object: Account }, { userPermission: ViewAllData }], name: way, because: Either. }',
      '{ automation: Lead, onFields: [Email], level: recommended, because: Leads are written. }',
      '{ picklistValue: Lead.LeadSource, value: Acme, level: recommended, because: Leads carry it. }',
    ),
    users: [{ ...ciro, isFrozen: gap('NOT_AUTHORISED', 'UserLogin', ''), evidence: noRows }],
  }),
  'group-recalculating': scene({
    needs: acme('{ object: Account, because: Synced. }', '{ userPermission: RunReports, because: Reports are read. }'),
    users: [
      {
        ...ciro,
        sources: [
          {
            name: 'Sales_Integration',
            type: 'PermissionSetGroup',
            stale: true,
            members: { Sales_Read: { permissions: ['RunReports'], objects: { Account: 'read' } } },
          },
        ],
      },
    ],
  }),
  self: scene({
    needs: acme(
      '{ userPermission: [ApiEnabled, RunReports], because: Calls the APIs. }',
      '{ object: [Account, Contact, Lead], access: [read, edit, viewAllRecords], because: Synced. }',
      '{ field: [Account.Website, Account.Industry], access: edit, because: Synced. }',
    ),
    users: [{ ...ciro, isFrozen: gap('NOT_AUTHORISED', 'UserLogin', ''), self }],
  }),
  'administrator-unnamed': scene({
    needs: () => [builtIn.sixSense],
    users: [
      {
        username: 'admin@example.com',
        name: 'Ada Admin',
        profile: 'System Administrator',
        unnamed: true,
        sources: [{ name: 'Everything', permissions: ['ApiEnabled', 'ModifyAllData', 'ViewAllData'] }],
      },
    ],
  }),
  'in-part': scene({
    needs: acme(
      '{ object: Opportunity, access: [read, edit, viewAllRecords, modifyAllRecords], minimum: [read], because: Scored. }',
      '{ field: Opportunity.Risk__c, access: edit, because: Scores are written. }',
    ),
    users: [{ ...ciro, sources: [{ objects: { Opportunity: 'read' } }] }],
  }),
  history: scene({
    needs: acme(
      '{ historyTracking: Opportunity, suggestedFields: [StageName, Amount], because: Deals at risk. }',
      '{ historyTracking: Account, fields: [Industry, Rating], because: Changes are read. }',
      '{ historyTracking: Case, fields: [Status], level: recommended, because: Changes are read. }',
    ),
    users: [reader],
    schema: { more: historyOff },
  }),
  'alternatives-and-apis': scene({
    needs: acme(
      '{ api: [metadata, bulk2], because: Deploys a package. }',
      '{ anyOf: [{ userPermission: [TransferAnyLead, TransferAnyEntity] }, { object: User, access: viewAllRecords }], name: transfer-ownership, because: Owners change. }',
    ),
    users: [{ ...ciro, sources: [] }],
  }),
  'derived-objects': scene({
    needs: acme(
      '{ object: Task, access: [read, create, viewAllRecords], because: Calls are logged. }',
      '{ object: CampaignMember, access: [read, create], because: Members are added. }',
      '{ object: [LeadHistory, ContactHistory], because: Changes are read. }',
      '{ object: User, access: [read, viewAllRecords], because: Owners are found. }',
    ),
    users: [reader],
  }),
  'hg-insights': scene({
    needs: () => [builtIn.hgInsights],
    users: [
      {
        ...reader,
        sources: [
          ...(reader.sources ?? []),
          {
            name: 'More',
            objects: { Opportunity: 'read viewAllRecords', Lead: 'read edit' },
            permissions: ['ActivitiesAccess'],
          },
        ],
      },
    ],
    schema: { extra: ['Lead.mk_Score__c', 'Account.mk_Score__c', 'Lead.mk_Fit__c'], more: historyOff },
  }),
  automation: scene({
    needs: acme(
      '{ automation: [Lead, Account], onFields: [Phone], because: Leads are written. }',
      '{ automation: Contact, onFields: [Phone], because: Contacts are written. }',
      '{ picklistValue: Lead.LeadSource, value: Acme, level: recommended, because: Leads carry it. }',
    ),
    users: [
      {
        ...reader,
        profileRules: known({
          isCustom: true,
          loginHours: [
            { day: 'monday', from: 480, to: 1080 },
            { day: 'sunday', from: 0, to: 0 },
          ],
          ipRanges: [{ from: '10.0.0.1', to: '10.0.0.9' }],
          recordTypes: new Set(),
        }),
        facts: new Map([['$user.bypass__c', { state: 'known', value: true }]]),
      },
    ],
    schema: { extra: ['Lead.Phone', 'Account.Phone', 'Contact.Phone'], more: automationOfLead },
  }),
  apps: scene({
    needs: acme(
      '{ connectedApp: [Acme Sync, Acme Loader], because: Logs in through it. }',
      '{ connectedApp: Acme External, because: Logs in through it since 2026. }',
      '{ connectedApp: Acme Bot, level: recommended, because: Nightly jobs. }',
      '{ connectedApp: [Acme Old, Acme Off, Acme Snc], level: optional }',
    ),
    users: [
      {
        ...reader,
        tokens: known(new Set(['acme loader'])),
        evidence: { appRows: known(true as const) },
        profileRules: known({ isCustom: true, loginHours: [], ipRanges: [], recordTypes: new Set<string>() }),
      },
    ],
    schema: { more: appsOfAcme },
  }),
  'several-users-and-definitions': scene({
    needs: () => [builtIn.sixSense, builtIn.cognism],
    users: [
      reader,
      { username: 'a.very.long.username.of.somebody@integration.example.com', name: 'Long Name' },
      { username: 'self@example.com', name: 'No Rows', evidence: noRows },
    ],
  }),
  'matrix-in-blocks': scene({
    needs: () => [
      builtIn.sixSense,
      builtIn.cognism,
      builtIn.ciro,
      builtIn.hgInsights,
      ...acme('{ object: Account, because: Synced. }')(),
    ],
    users: [
      reader,
      {
        username: 'almighty@integration.example.com',
        name: 'Far More',
        sources: [{ permissions: ['ModifyAllData', 'ViewAllData', 'ApiEnabled'], objects: { Account: 'read' } }],
      },
    ],
  }),
  'one-user-several-definitions': scene({ needs: () => [builtIn.sixSense, builtIn.cognism], users: [reader] }),
  'hostile-text': scene({
    needs: acme('{ object: Account, because: Synced. }', '{ field: Account.Website }'),
    users: [
      {
        username: 'ann\u202e@example.com',
        name: 'A\u001b[2Jnn',
        profile: 'Profile\u0007',
        sources: [{ name: 'Set\u200b', inert: 'expired', objects: { Account: 'read' } }],
      },
    ],
  }),
});
