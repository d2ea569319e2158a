/** A check of one user against one definition as a report document. */
import { expect } from 'chai';
import { gap } from '../../../../src/access/snapshot.js';
import { summarise } from '../../../../src/check/checkSummary.js';
import type { UserSpec } from '../../support/snapshot.js';
import type { SurplusEntry } from '../../../../src/check/surplus/surplus.js';
import type { ReportDocument } from '../../../../src/report/document/reportDocument.js';
import { definition } from '../support/scenes.js';
import { able, callsApis, documentOf, unable } from './support/checkScenes.js';
import type { CheckScene } from './support/checkScenes.js';

const command = 'sf integration check -i ciro -u ciro@example.com -o admin@example.com';
const ready = { word: 'READY', text: 'All 4 required needs are met.', tone: 'good' } as const;

/** What every finding about the user himself has in common here. */
const ofUser = {
  ...{ kind: 'user', level: 'required', status: 'met', fails: false, tone: 'good', statusWord: 'ok' },
  ...{ because: [], actions: [], sources: [], details: [], blockedBy: [], places: [] },
  url: 'https://example.my.salesforce.com/lightning/setup/ManageUsers/page?address=%2F005000000000002AAA%3Fnoredirect%3D1',
};

const factsOf = (document: ReportDocument): string[] => document.facts.map(({ label, text }) => `${label}: ${text}`);
const groupFactsOf = (document: ReportDocument): string[] =>
  (document.groups[0]?.facts ?? []).map(({ label, text }) => `${label}: ${text}`);

describe('the document of a check', () => {
  it('of a user who is ready is whole', () => {
    const { json, ...document } = documentOf({});
    expect(json).to.include({ schemaVersion: 1 });
    expect(document).to.deep.equal({
      command: 'check',
      title: 'Acme Sync: what ciro@example.com may do',
      org: {
        ...{ id: '00D000000000001EAA', instanceUrl: 'https://example.my.salesforce.com' },
        ...{ name: 'Acme', type: 'production' },
      },
      ...{ runBy: 'admin@example.com', version: '0.1.0', at: '2026-11-22T00:00:00.000Z', exitCode: 0 },
      facts: [
        { label: 'Org', text: 'Acme, https://example.my.salesforce.com (00D000000000001EAA)' },
        { label: 'Kind of org', text: 'PRODUCTION' },
        { label: 'Run by', text: 'admin@example.com' },
        { label: 'Made with', text: 'sf-plugin-integration 0.1.0, API 68.0' },
        { label: 'Command', text: command, isCommand: true },
      ],
      verdict: ready,
      tables: [],
      groups: [
        {
          ...{ key: 'check-1', title: 'acme, ciro@example.com', user: 'ciro@example.com', integration: 'acme' },
          facts: [
            { label: 'Integration', text: 'Acme Sync (acme)' },
            { label: 'User', text: 'Ciro Integration <ciro@example.com>' },
            { label: 'Profile', text: 'Minimum Access - Salesforce, license Salesforce' },
            { label: 'Mode', text: 'admin: read from profile, permission sets and groups by admin@example.com' },
            { label: 'Definition', text: 'integrations/acme.yml (sha256:0)' },
          ],
          ...{ verdict: ready, warnings: [], causes: [] },
          items: [
            {
              ...ofUser,
              ...{ id: 'user:active', code: 'USER_ACTIVE', name: 'Active', message: 'ciro@example.com is active.' },
            },
            {
              ...ofUser,
              ...{ id: 'user:named', code: 'USER_NAMED', name: 'User named' },
              message: 'The inspected user is ciro@example.com.',
            },
            {
              ...ofUser,
              ...{ id: 'user:notFrozen', code: 'USER_NOT_FROZEN', name: 'Not frozen' },
              message: 'ciro@example.com is not frozen.',
            },
            {
              ...{ id: 'userPermission:ApiEnabled', kind: 'userPermission', level: 'required', status: 'met' },
              ...{ fails: false, code: 'GRANTED', tone: 'good', statusWord: 'ok', name: 'API Enabled (ApiEnabled)' },
              message: 'The user has it: API Enabled (ApiEnabled).',
              because: ['Calls the APIs.'],
              ...{ actions: [], details: [], blockedBy: [] },
              sources: [{ text: 'permission set Base', below: [] }],
              places: [{ file: 'acme.yml', line: 5, column: 23 }],
            },
          ],
        },
      ],
      steps: [
        {
          text: 'Check again at any time. In a pipeline, this exits with 0 as long as everything required is met:',
          command,
        },
      ],
      unread: [],
    });
  });

  it('made without a command names none, and no step repeats it', () => {
    const { facts, steps } = documentOf({ options: { command: '' } });
    expect([facts.filter(({ isCommand }) => isCommand), steps]).to.deep.equal([[], []]);
  });

  const facts: ReadonlyArray<readonly [string, CheckScene, string[]]> = [
    [
      'the project file, with what was taken from it',
      {
        report: {
          project: {
            ...{ file: 'integration.config.yml', settings: [{ key: 'users', value: 'ciro@example.com' }] },
            elsewhere: [],
          },
        },
      },
      ['Project file: integration.config.yml: users ciro@example.com.'],
    ],
    [
      'each file of waivers, with what it lets pass',
      {
        check: {
          waivers: 'a.yml',
          summary: { ...summarise([]), waived: 2 },
        },
        report: {
          waivers: [
            { path: 'a.yml', uses: [], added: 0, soonDays: 14 },
            { path: 'b.yml', uses: [], added: null, soonDays: 14 },
          ],
        },
      },
      [
        'Waivers: Waived by a.yml: 2 needs. Added to a.yml: nothing. Everything that fails has an entry.',
        'Waivers: Waived by b.yml: 0 needs.',
      ],
    ],
  ];
  for (const [name, scene, more] of facts)
    it(`tells ${name}`, () => expect(factsOf(documentOf(scene)).slice(4, -1)).to.deep.equal(more));
});

describe('the facts of a check', () => {
  const [integration, named, profile, mode, reference] = [
    'Integration: Acme Sync (acme)',
    'User: Ciro Integration <ciro@example.com>',
    'Profile: Minimum Access - Salesforce, license Salesforce',
    'Mode: admin: read from profile, permission sets and groups by admin@example.com',
    'Definition: integrations/acme.yml (sha256:0)',
  ];
  const cases: ReadonlyArray<readonly [string, CheckScene, readonly string[]]> = [
    [
      'name the user as he was asked for, where a sandbox calls him otherwise',
      { users: [{ ...able, requestedUsername: 'ciro@example.co' }] },
      [
        integration,
        'User: Ciro Integration <ciro@example.com> (asked for ciro@example.co; taken with the sandbox suffix)',
        ...[profile, mode, reference],
      ],
    ],
    [
      'say of a profile that it is hidden',
      { users: [{ ...able, profile: null }] },
      [integration, named, 'Profile: (hidden), license Salesforce', mode, reference],
    ],
    [
      'say of a license that it is hidden',
      { users: [{ ...able, userLicense: '' }] },
      [integration, named, 'Profile: Minimum Access - Salesforce, license (hidden)', mode, reference],
    ],
    [
      'have each second opinion',
      {
        check: {
          opinions: {
            platform: { agreed: 2, differing: 0, unanswered: 0 },
            itself: { agreed: 3, differing: 0, unanswered: 0 },
          },
        },
      },
      [
        ...[integration, named, profile, mode],
        'Second opinion: Salesforce itself agrees on all 2 needs of objects and fields.',
        'Second opinion: What ciro@example.com sees itself agrees on all 3 needs of objects, fields and permissions.',
        reference,
      ],
    ],
    [
      'say what of the page of the vendor is not asked for',
      { sets: [{ ...definition([callsApis]), leftOut: { features: ['enrichment'], phases: ['install'] } }] },
      [
        ...[integration, named, profile, mode, reference],
        'Not asked for: Left out: what is needed only to install (--phase install).',
        'Not asked for: Features that are not used: enrichment (-i integrations/acme.yml+NAME).',
      ],
    ],
    [
      'do no harm to a terminal',
      { users: [{ ...able, name: 'C\u001b[2J' }] },
      [integration, 'User: C\\u{1b}[2J <ciro@example.com>', profile, mode, reference],
    ],
  ];
  for (const [name, scene, expected] of cases)
    it(name, () => expect(groupFactsOf(documentOf(scene))).to.deep.equal(expected));
});

describe('the items of a check', () => {
  const told = (document: ReportDocument): string[] =>
    (document.groups[0]?.items ?? [])
      .filter(({ kind }) => kind !== 'user')
      .map(({ id, status, fails, tone }) => `${id} ${status}, ${tone}${fails ? ', fails' : ''}`);

  it('come by what fails, what is open, and the rest; within these by level', () => {
    const scene: CheckScene = {
      rules: [
        callsApis,
        '{ userPermission: [RunReports, EditTask], level: optional }',
        '{ object: Account, level: recommended }',
        '{ userPermission: ViewSetup }',
        '{ object: Lead }',
        '{ object: Opportunity, access: [read, viewAllRecords], minimum: [read] }',
      ],
      users: [
        {
          ...able,
          sources: [{ name: 'Base', permissions: ['ApiEnabled', 'EditTask'], objects: { Opportunity: 'read' } }],
        },
      ],
    };
    const rest = [
      'userPermission:ApiEnabled met, good',
      'object:Opportunity:read met, good',
      'userPermission:EditTask met, good',
    ];
    expect(told(documentOf(scene))).to.deep.equal([
      'userPermission:ViewSetup unmet, bad, fails',
      'object:Lead:read unmet, bad, fails',
      'object:Opportunity:viewAllRecords degraded, unsure',
      'object:Account:read unmet, unsure',
      'userPermission:RunReports unmet, plain',
      ...rest,
    ]);
    expect(told(documentOf({ ...scene, failOn: 'recommended' }))).to.deep.equal([
      'userPermission:ViewSetup unmet, bad, fails',
      'object:Lead:read unmet, bad, fails',
      'object:Opportunity:viewAllRecords degraded, unsure, fails',
      'object:Account:read unmet, unsure, fails',
      'userPermission:RunReports unmet, plain',
      ...rest,
    ]);
  });

  const beyond = (name: string): SurplusEntry => ({
    ...{ entry: { kind: 'userPermission', name }, grantedBy: [], power: 'other' },
  });
  const tooMuch = {
    ...{ id: 'surplus', kind: 'surplus', level: 'required', status: 'unmet', fails: true, code: 'SURPLUS' },
    ...{ tone: 'bad', statusWord: 'FORBIDDEN', name: 'Nothing beyond what is asked for' },
    ...{ because: [], actions: [], sources: [], details: [], blockedBy: [], places: [] },
  };
  const surplus: ReadonlyArray<readonly [string, NonNullable<CheckScene['check']>, object[]]> = [
    ['is no item where it does not count', { surplus: [beyond('ViewSetup')] }, []],
    ['is no item where there is none', { surplus: [], surplusCode: 0 }, []],
    [
      'of one is told as one',
      { surplus: [beyond('ViewSetup')], surplusCode: 1 },
      [{ ...tooMuch, message: 'The user has 1 permission beyond what is asked for.' }],
    ],
    [
      'of several is counted',
      { surplus: [beyond('ViewSetup'), beyond('RunReports')], surplusCode: 1 },
      [{ ...tooMuch, message: 'The user has 2 permissions beyond what is asked for.' }],
    ],
    [
      'that is not known is told to be unknown',
      { surplusCode: 3 },
      [
        {
          ...tooMuch,
          ...{ status: 'unknown', code: 'SURPLUS_UNKNOWN', tone: 'unsure', statusWord: 'UNKNOWN' },
          message: 'It is not known whether the user has more than is asked for.',
        },
      ],
    ],
  ];
  for (const [name, check, items] of surplus)
    it(`what the user has beyond ${name}`, () =>
      expect(documentOf({ check }).groups[0]?.items.slice(0, -4)).to.deep.equal(items));
});

describe('the causes of a check', () => {
  const cases: ReadonlyArray<readonly [string, string[], object]> = [
    [
      'bad, where one of its items is',
      ['{ object: Case, level: recommended }', '{ object: [Contract, Lead], level: optional }', '{ object: Account }'],
      {
        tone: 'bad',
        ids: ['object:Account:read', 'object:Case:read', 'object:Contract:read', 'object:Lead:read'],
        text: 'One permission set can give all of it: 4 objects.',
        needs: { all: 4, required: 1, recommended: 1, optional: 2 },
      },
    ],
    [
      'unsure, where none is bad',
      ['{ object: Case, level: recommended }', '{ object: Contract, level: optional }'],
      {
        tone: 'unsure',
        ids: ['object:Case:read', 'object:Contract:read'],
        text: 'One permission set can give all of it: Read on Case, Read on Contract.',
        needs: { all: 2, required: 0, recommended: 1, optional: 1 },
      },
    ],
    [
      'plain, where all of it is optional',
      ['{ object: Contract, level: optional }'],
      {
        tone: 'plain',
        ids: ['object:Contract:read'],
        title: 'Read on Contract',
        text: 'No profile or permission set of the user gives it.',
        needs: { all: 1, required: 0, recommended: 0, optional: 1 },
      },
    ],
  ];
  for (const [name, rules, cause] of cases)
    it(`are ${name}`, () =>
      expect(documentOf({ rules, users: [unable] }).groups[0]?.causes).to.deep.equal([
        { title: 'No permission set gives it', ...cause },
      ]));
});

describe('what a check could not read', () => {
  type Unread = ReturnType<typeof gap>;
  const setup = 'View Setup and Configuration opens most of it.';
  const rules = ['{ userPermission: [ApiEnabled, RunReports] }', '{ object: Account }', '{ field: Account.Website }'];
  const unreadOf = (isFrozen: Unread, evidence: UserSpec['evidence']): readonly string[] =>
    documentOf({ rules, users: [{ ...unable, isFrozen, ...(evidence === undefined ? {} : { evidence }) }] }).unread;
  const refused = (part: string, detail = 'INVALID_TYPE'): Unread => gap('NOT_AUTHORISED', part, detail);

  it('is told once for all needs that hang on it, with why and what to do', () =>
    expect(
      unreadOf(refused('UserLogin'), {
        userPermissionRows: refused('PermissionSet'),
        objectRows: refused('ObjectPermissions', ''),
      }),
    ).to.deep.equal([
      `ObjectPermissions: not read, so 2 needs are unknown. Run the check as a user who may read ObjectPermissions; ${setup}`,
      'UserLogin (INVALID_TYPE): not read, so 1 need is unknown. Run the check as a user with Manage Users, which alone shows who is frozen.',
      `PermissionSet (INVALID_TYPE): not read, so 2 needs are unknown. Run the check as a user who may read PermissionSet; ${setup}`,
    ]));

  it('is told apart by what it is, and by why', () =>
    expect(
      unreadOf(refused('UserLogin', 'OTHER_TYPE'), {
        userPermissionRows: refused('PermissionSet'),
        objectRows: refused('PermissionSet', 'OTHER_TYPE'),
      }).map((text) => text.slice(0, text.indexOf('.'))),
    ).to.deep.equal([
      'PermissionSet (OTHER_TYPE): not read, so 2 needs are unknown',
      'UserLogin (OTHER_TYPE): not read, so 1 need is unknown',
      'PermissionSet (INVALID_TYPE): not read, so 2 needs are unknown',
    ]));

  it('is nothing where all was read', () => expect(documentOf({ users: [unable] }).unread).to.deep.equal([]));
});
