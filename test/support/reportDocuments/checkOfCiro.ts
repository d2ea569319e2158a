/** An ordinary check: three causes, 27 needs that hang on them, and 50 that are met. */
import type { DocumentItem, ReportDocument } from '../../../src/report/document/reportDocument.js';
import { aCause, aDocument, aGroup, anItem, fieldItem, instanceUrl, objectItem } from './parts.js';

const setup = (path: string): string => `${instanceUrl}/lightning/setup/${path}`;
const place = (line: number): DocumentItem['places'] => [{ file: 'built-in:/ciro.yml', line, column: 5 }];
const set = 'Permission set Sales Read (Sales_Read)';

const accounts = 'Accounts are searched, created and updated.';
const sharing = 'All records that are synced have to be reachable regardless of sharing.';
const tasks =
  'Call activity and logging are read; the page also wants its task fields editable. Tasks have no object permissions of their own: they follow Access Activities and Edit Tasks.';

const activities: DocumentItem[] = [
  anItem({
    id: 'userPermission:EditTask',
    name: 'Edit Tasks (EditTask)',
    because: [tasks],
    actions: ['Give Edit Tasks in a permission set.'],
    places: place(41),
    url: setup('PermSets/home'),
  }),
  ...['create', 'edit', 'viewAllRecords'].map((access) =>
    objectItem('Task', access, {
      name: `${access === 'create' ? 'Create' : access === 'edit' ? 'Edit' : 'View All Records'} on Task`,
      message: 'Task has no object permissions of its own. This comes with Edit Tasks (EditTask), which is missing.',
      because: [tasks],
      blockedBy: ['userPermission:EditTask'],
      places: place(44),
    }),
  ),
  ...['CallDisposition', 'CallDurationInSeconds', 'Description', 'Subject', 'Type', 'WhatId', 'WhoId'].map((field) =>
    fieldItem('Task', field, 'edit', {
      name: `Edit on Task.${field}`,
      because: ['Fields of call activity that Ciro reads and, as the section on field-level security says, edits.'],
      blockedBy: ['userPermission:EditTask'],
      places: place(52),
    }),
  ),
];

const metadata: DocumentItem[] = [
  anItem({
    id: 'userPermission:ModifyMetadata',
    name: 'Modify Metadata Through Metadata API Functions (ModifyMetadata)',
    because: ['Ciro lists the Metadata API among its requirements.'],
    actions: [
      'Give Modify Metadata Through Metadata API Functions in a permission set. It gives control over the whole org.',
    ],
    places: place(12),
  }),
  anItem({
    id: 'api:metadata',
    name: 'Metadata API',
    code: 'API_CLOSED',
    message:
      'The user cannot call the Metadata API: Modify Metadata Through Metadata API Functions (ModifyMetadata) is missing.',
    because: ['Ciro lists the Metadata API among its requirements.'],
    blockedBy: ['userPermission:ModifyMetadata'],
    places: place(11),
  }),
];

const editing: DocumentItem[] = ['Account', 'Contact', 'Lead'].flatMap((sobject) => [
  objectItem(sobject, 'modifyAllRecords', {
    name: `Modify All Records on ${sobject}`,
    message: `Modify All Records on ${sobject} is missing.`,
    because: [sharing],
    actions: ['Give Modify All Records in a permission set.'],
    places: place(61),
    url: setup(`ObjectManager/${sobject}/Details/view`),
  }),
  ...['Industry', 'Phone', 'Website'].map((field) =>
    fieldItem(sobject, `${field}`, 'edit', {
      name: `Edit on ${sobject}.${field}`,
      because: [accounts],
      places: place(70),
    }),
  ),
  ...(sobject === 'Lead' ? ['LeadSource', 'MobilePhone'] : []).map((field) =>
    fieldItem(sobject, field, 'edit', { name: `Edit on ${sobject}.${field}`, because: [accounts], places: place(72) }),
  ),
]);

const soft: DocumentItem[] = [
  objectItem('User', 'viewAllRecords', {
    level: 'recommended',
    tone: 'unsure',
    name: 'View All Records on User',
    message:
      'User has no object permissions of its own. View All Records comes with View All Users (ViewAllUsers), which is missing.',
    because: ['The granular list adds View All on users, which is View All Users.'],
    places: place(80),
  }),
  fieldItem('Account', 'Account_Status__c', 'read', {
    level: 'optional',
    name: 'Read on Account.Account_Status__c',
    because: ['The page mentions custom account status fields without naming them.'],
  }),
  anItem({
    id: 'automation:Lead',
    kind: 'automation',
    level: 'recommended',
    status: 'unknown',
    code: 'AUTOMATION_TO_REVIEW',
    sobject: 'Lead',
    name: 'Automation of Lead',
    message: 'What runs when a Lead is saved may refuse what the integration writes.',
    details: [
      {
        text: 'Validation rule Phone_or_Email: refuses a lead without phone and e-mail.',
        tone: 'bad',
        url: setup('ObjectManager/Lead/ValidationRules/03d000000000001AAA/view'),
      },
      { text: 'Flow Lead_Router: may stop the save; look at its decision Is_Integration.', tone: 'unsure' },
      { text: 'Trigger LeadTrigger: runs before the save.', tone: 'plain' },
    ],
    actions: ['Open the rule and exempt the integration user, or let the integration fill the fields.'],
  }),
  anItem({
    id: 'user:loginIpRanges',
    kind: 'user',
    status: 'waived',
    level: 'required',
    name: 'No login IP ranges',
    message: 'The profile allows logins from 2 ranges of addresses only.',
    waiver: {
      reason: 'The vendor logs in from 198.51.100.0/24, which is allowed (CHG-4711).',
      owner: 'Ada Admin',
      expires: '2027-06-30',
    },
  }),
];

const met: DocumentItem[] = [
  ...['Account', 'Contact', 'Lead'].flatMap((sobject) =>
    ['read', 'create', 'edit', 'viewAllRecords'].map((access) =>
      objectItem(sobject, access, {
        status: 'met',
        code: 'OBJECT_PERMISSION_HELD',
        name: `${access[0]?.toUpperCase()}${access.slice(1)} on ${sobject}`,
        because: [accounts],
        sources: [
          {
            text: 'Permission set group Sales Everything (Sales_Everything)',
            below: [
              { text: set, below: [] },
              { text: 'Muting permission set Sales Muting: takes nothing of it away', below: [] },
            ],
          },
          { text: 'Profile Minimum Access - Salesforce', below: [] },
        ],
        places: place(60),
      }),
    ),
  ),
  objectItem('Task', 'read', { status: 'met', name: 'Read on Task', sources: [{ text: set, below: [] }] }),
  ...['Account', 'Contact', 'Lead'].flatMap((sobject) =>
    ['CreatedDate', 'Description', 'Id', 'Industry', 'Name', 'OwnerId', 'Phone', 'Title', 'Website'].map((field) =>
      fieldItem(sobject, field, 'read', {
        status: 'met',
        name: `Read on ${sobject}.${field}`,
        sources: [{ text: set, below: [] }],
      }),
    ),
  ),
  ...[
    'ApiEnabled',
    'RunReports',
    'ViewSetup',
    'ViewRoles',
    'TransferAnyEntity',
    'TransferAnyLead',
    'ActivitiesAccess',
    'ViewAllActivities',
    'ViewDeveloperName',
    'ChatterInternalUser',
  ].map((name) => anItem({ id: `userPermission:${name}`, status: 'met', name, sources: [{ text: set, below: [] }] })),
];

export const checkOfCiro: ReportDocument = aDocument({
  title: 'Ciro (granular) for ciro@example.com',
  facts: [
    { label: 'Org', text: 'PRODUCTION, Acme, https://acme.my.salesforce.com (00D000000000001EAA), API 68.0' },
    { label: 'Checked by', text: 'admin@example.com' },
    { label: 'Mode', text: 'admin: read from profile, permission sets and groups' },
    { label: 'Requests', text: '7 API calls' },
  ],
  verdict: { word: 'NOT READY', text: '27 of 78 required needs are missing.', tone: 'bad' },
  groups: [
    aGroup({
      key: 'ciro@granular ciro@example.com',
      title: 'Ciro (granular) for ciro@example.com',
      user: 'ciro@example.com',
      integration: 'ciro@granular',
      facts: [
        { label: 'User', text: 'Ciro Integration <ciro@example.com>' },
        { label: 'Profile', text: 'Minimum Access - Salesforce' },
        { label: 'License', text: 'Salesforce' },
        { label: 'Definition', text: 'ciro@granular, integrations/ciro.yml' },
      ],
      verdict: { word: 'NOT READY', text: '27 of 78 required needs are missing.', tone: 'bad' },
      warnings: [
        'Permission set Sales Read ends on 2026-12-04 00:00 UTC; 13 needs are met only by it.',
        'The user can do more than is needed: Manage Users, from Permission set Everything.',
      ],
      causes: [
        aCause(
          'Nothing opens Account, Contact and Lead for changes',
          'A permission set with Modify All Records and the fields mends all of it.',
          editing,
        ),
        aCause(
          'Edit Tasks (EditTask) is missing',
          'Tasks have no object permissions of their own: creating and editing them, and their fields, come with Edit Tasks.',
          activities,
        ),
        aCause(
          'Modify Metadata Through Metadata API Functions (ModifyMetadata) is missing',
          'The Metadata API is closed without it.',
          metadata,
        ),
      ],
      items: [...met, ...soft, ...metadata, ...activities, ...editing],
    }),
  ],
  steps: [
    {
      text: 'Give what is missing. This shows the smallest change, and changes nothing yet:',
      command: 'sf integration grant -i ciro@granular -u ciro@example.com -o admin@example.com --dry-run',
    },
    {
      text: 'Look at the automation of Lead: exempt the user from Phone_or_Email, or let the integration fill the fields.',
    },
    { text: 'Check again:', command: 'sf integration check -i ciro@granular -u ciro@example.com -o admin@example.com' },
  ],
  unread: [
    'Flows in detail: FlowDefinitionView is not readable for admin@example.com; it needs View Setup and Configuration.',
  ],
});
