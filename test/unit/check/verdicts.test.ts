import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { License, OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { Api } from '../../../src/platform/apis.js';
import type { Need } from '../../../src/kinds/kinds.js';
import type { ObjectAccess } from '../../../src/platform/objectAccess.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { said } from '../support/said.js';
import { field, needs, notRead, requirement, objectList, schema, snapshot, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

/** What findings say: the arguments of their sentences, their sources, and what an administrator should look at. */

const { permission, object, field: fieldOf, anyOf } = needs;

type Case = {
  title: string;
  need: Need;
  more?: Partial<Requirement>;
  /** Other rules of the definition. */
  beside?: Requirement[];
  user?: UserSpec;
  schema?: Partial<OrgSchema>;
  said: string;
};

const findingsOf = ({ need, more, beside = [], ...world }: Omit<Case, 'title' | 'said'>): Finding[] => {
  const inspected = user(world.user);
  const taken = snapshot(inspected, schema(world.schema));
  return evaluate([requirement(need, more), ...beside], taken, inspected);
};

const table = (cases: Case[]): void => {
  for (const one of cases) {
    it(one.title, () => {
      const { need, more } = one;
      const own = findingsOf({ ...one, beside: one.beside ?? [] }).filter(({ kind }) => kind === need.kind);
      const others = (one.beside ?? []).filter((other) => other.need.kind === need.kind).map(({ id }) => id);
      const findings = own.filter(({ id }) => !others.includes(id));
      expect(findings.map(said), JSON.stringify(more)).to.deep.equal([one.said]);
    });
  }
};

const columns = (...names: string[]): OrgSchema['permissionSetColumns'] =>
  known(new Map(names.map((name) => [name.toLowerCase(), { name, label: `${name} label` }])));
const permissions = (...names: string[]): UserSpec => ({ sources: [{ permissions: names }] });
const objects = (all: Record<string, string>): UserSpec => ({ sources: [{ objects: all }] });
const incomplete = gap('INCOMPLETE_ROWS', 'ObjectPermissions', '1 of 2');
const unread = 'Something | INVALID_TYPE); unread NOT_AUTHORISED Something';

const license = (allowed: Record<string, ObjectAccess[]> | null, permitted: string[] | null = null): License => ({
  id: '0PL',
  name: 'SalesforceAPIIntegrationPsl',
  label: 'Salesforce API Integration',
  objects: allowed && new Map(Object.entries(allowed).map(([name, words]) => [name, new Set(words)])),
  userPermissions: permitted && new Set(permitted.map((name) => name.toLowerCase())),
});
const integration = (permitted: string[] | null, more: UserSpec = {}): UserSpec => ({
  userLicense: 'Salesforce Integration',
  orgLicenses: known([license(null, permitted)]),
  ...more,
});
const selfKnowing = (held: string[], askable: string[], described: Record<string, string> = {}): UserSpec => ({
  self: {
    mode: 'self',
    userPermissions: known(new Set(held.map((name) => name.toLowerCase()))),
    userPermissionColumns: new Map(askable.map((name) => [name.toLowerCase(), { name, label: name }])),
    objects: new Map(
      Object.entries(described).map(([name, words]) => [
        name.toLowerCase(),
        known({ access: new Set(words.split(' ') as ObjectAccess[]), fields: new Map() }),
      ]),
    ),
  },
});

describe('what findings say: user permissions', () => {
  table([
    {
      title: 'held: label, name and every source',
      need: permission('apienabled'),
      user: { sources: [{ permissions: ['ApiEnabled'] }, { name: 'Two', permissions: ['ApiEnabled'] }] },
      said: 'met GRANTED (ApiEnabled label (ApiEnabled)); from Sync; from Two',
    },
    {
      title: 'missing: with the name as the org spells it, and what would give it',
      need: permission('apienabled'),
      user: { sources: [{ name: 'Old', inert: 'expired', permissions: ['ApiEnabled'] }] },
      said: 'unmet USER_PERMISSION_MISSING (ApiEnabled label (ApiEnabled) | ApiEnabled); but Old is expired',
    },
    {
      title: 'only on profiles: the label from there, and the profile',
      need: permission('chatterinternaluser'),
      said: 'unmet USER_PERMISSION_ON_PROFILE_ONLY (ChatterInternalUser label (ChatterInternalUser) | Standard User)',
    },
    {
      title: 'only on profiles, and nobody knows which',
      need: permission('ChatterInternalUser'),
      user: { profile: null },
      said: 'unmet USER_PERMISSION_ON_PROFILE_ONLY (ChatterInternalUser label (ChatterInternalUser)), profileHidden',
    },
    { title: 'no such permission', need: permission('Nope'), said: 'impossible NO_SUCH_USER_PERMISSION (Nope)' },
    {
      title: 'no such permission, ifPresent',
      need: permission('Nope'),
      more: { ifPresent: true },
      said: 'notApplicable NOT_IN_THIS_ORG (Nope)',
    },
    {
      title: 'unreadable: the name as asked, and what was asked',
      need: permission('apienabled'),
      schema: { permissionSetColumns: notRead, profileColumns: notRead },
      said: `unknown NOT_READABLE (apienabled | ${unread}`,
    },
    {
      title: 'above the ceiling of all licenses (A20)',
      need: permission('RunReports'),
      user: integration(['ViewSetup']),
      said: 'impossible LICENSE_FORBIDS_PERMISSION (RunReports label (RunReports) | Salesforce Integration)',
    },
    {
      title: 'below the ceiling of one of the licenses',
      need: permission('RunReports'),
      user: integration(['ViewSetup'], { permissionSetLicenses: known([license(null, ['RunReports'])]) }),
      said: 'unmet USER_PERMISSION_MISSING (RunReports label (RunReports) | RunReports)',
    },
    {
      title: 'one of the licenses does not tell its ceiling',
      need: permission('RunReports'),
      user: integration(['ViewSetup'], { permissionSetLicenses: known([license(null)]) }),
      said: 'unmet USER_PERMISSION_MISSING (RunReports label (RunReports) | RunReports)',
    },
    {
      title: 'the licenses were not read',
      need: permission('RunReports'),
      user: integration(['ViewSetup'], { permissionSetLicenses: notRead }),
      said: 'unmet USER_PERMISSION_MISSING (RunReports label (RunReports) | RunReports)',
    },
    {
      title: 'no ceiling column for it',
      need: permission('RunReports'),
      user: integration(['ViewSetup']),
      schema: { licenseCeilingColumns: columns('ViewSetup') },
      said: 'unmet USER_PERMISSION_MISSING (RunReports label (RunReports) | RunReports); waits for license:SalesforceAPIIntegrationPsl',
    },
    {
      title: 'the ceiling columns were not read',
      need: permission('RunReports'),
      user: integration(['ViewSetup']),
      schema: { licenseCeilingColumns: notRead },
      said: 'unmet USER_PERMISSION_MISSING (RunReports label (RunReports) | RunReports); waits for license:SalesforceAPIIntegrationPsl',
    },
    {
      title: 'nothing is known of the license that would lift it',
      need: permission('RunReports'),
      user: integration(null, { orgLicenses: gap('NOT_ANSWERED', 'PermissionSetLicense', '') }),
      said: 'unmet USER_PERMISSION_MISSING (RunReports label (RunReports) | RunReports); waits for license:SalesforceAPIIntegrationPsl',
    },
    {
      title: 'what the integration license gives by itself is above no ceiling (A13)',
      need: permission('ApiEnabled'),
      user: integration(['ViewSetup']),
      said: 'unmet USER_PERMISSION_MISSING (ApiEnabled label (ApiEnabled) | ApiEnabled)',
    },
    {
      title: 'another license has no such ceiling',
      need: permission('RunReports'),
      user: { orgLicenses: known([license(null, ['ViewSetup'])]) },
      said: 'unmet USER_PERMISSION_MISSING (RunReports label (RunReports) | RunReports)',
    },
    {
      title: 'forbidden and held: where',
      need: permission('ModifyAllData'),
      more: { forbid: true },
      user: permissions('ModifyAllData'),
      said: 'unmet FORBIDDEN_HELD (userPermission:ModifyAllData); from Sync',
    },
    {
      title: 'forbidden and not held',
      need: permission('modifyalldata'),
      more: { forbid: true },
      said: 'met NOT_HELD (userPermission:ModifyAllData)',
    },
    {
      title: 'in self mode: held, without a source',
      need: permission('ApiEnabled'),
      user: selfKnowing(['ApiEnabled'], ['ApiEnabled']),
      said: 'met GRANTED (ApiEnabled label (ApiEnabled))',
    },
  ]);
});

describe('what findings say: objects', () => {
  table([
    {
      title: 'held by a row and through another permission',
      need: object('account', 'read'),
      user: { sources: [{ objects: { Account: 'read' } }, { name: 'All', permissions: ['ViewAllData'] }] },
      said: 'met GRANTED (Account read); from Sync; from All via ViewAllData',
    },
    {
      title: 'missing: what is assigned and would give it',
      need: object('account', 'read'),
      user: { sources: [{ name: 'Old', inert: 'revoked', objects: { Account: 'read' } }] },
      said: 'unmet OBJECT_PERMISSION_MISSING (Account | read); but Old is revoked',
    },
    {
      title: 'comes with permissions that other rules ask for',
      need: object('Account', 'read'),
      beside: [requirement(permission('ViewAllData')), requirement(permission('modifyalldata'))],
      said: 'unmet COMES_WITH_MISSING_PERMISSION (Account | read | ViewAllData, ModifyAllData); waits for userPermission:ViewAllData; waits for userPermission:ModifyAllData',
    },
    {
      title: 'does not come with a permission that is forbidden',
      need: object('Account', 'read'),
      beside: [requirement(permission('ViewAllData'), { forbid: true })],
      said: 'unmet OBJECT_PERMISSION_MISSING (Account | read)',
    },
    {
      title: 'the strictest of two rules for the same permission counts',
      need: object('Account', 'read'),
      beside: [
        requirement(permission('ViewAllData'), { level: 'optional' }),
        requirement(permission('ViewAllData')),
        requirement(permission('ViewAllData'), { level: 'recommended' }),
      ],
      said: 'unmet COMES_WITH_MISSING_PERMISSION (Account | read | ViewAllData); waits for userPermission:ViewAllData',
    },
    {
      title: 'unreadable',
      need: object('account', 'read'),
      user: { evidence: { objectRows: incomplete } },
      said: 'unknown INCOMPLETE_ANSWER (Account read | ObjectPermissions | 1 of 2); unread INCOMPLETE_ROWS ObjectPermissions',
    },
    {
      title: 'held, although other rows are unreadable',
      need: object('Account', 'read'),
      user: { ...objects({ Account: 'read' }), evidence: { objectRows: incomplete } },
      said: 'met GRANTED (Account read); from Sync',
    },
    {
      title: 'a row settles it where nobody knows what exists',
      need: object('account', 'read'),
      schema: { entities: notRead },
      user: objects({ Account: 'read' }),
      said: 'met GRANTED (account read); from Sync',
    },
    {
      title: 'nothing settles it where nobody knows what exists',
      need: object('account', 'read'),
      schema: { entities: notRead },
      said: `unknown NOT_READABLE (account read | ${unread}`,
    },
    { title: 'no such object', need: object('Nope__c', 'read'), said: 'impossible NO_SUCH_OBJECT (Nope__c)' },
    {
      title: 'no such object, ifPresent',
      need: object('Nope__c', 'read'),
      more: { ifPresent: true },
      said: 'notApplicable NOT_IN_THIS_ORG (Nope__c)',
    },
    { title: 'an object without a rule', need: object('strange', 'read'), said: 'unknown NO_RULE (Strange | read)' },
    {
      title: 'an object without a rule: View All Data says nothing about it',
      need: object('Strange', 'read'),
      user: permissions('ViewAllData'),
      said: 'unknown NO_RULE (Strange | read)',
    },
    {
      title: 'an object without a rule, but with a row',
      need: object('Strange', 'read'),
      user: { sources: [{ permissions: ['ViewAllData'], objects: { Strange: 'read' } }] },
      said: 'met GRANTED (Strange read); from Sync; from Sync via ViewAllData',
    },
    {
      title: 'nobody knows what takes object permissions: missing stays unknown',
      need: object('Strange', 'read'),
      schema: { permissionableObjects: notRead },
      said: `unknown NOT_READABLE (Strange read | ${unread}`,
    },
    ...(['viewAllRecords', 'modifyAllRecords', 'viewAllFields'] as const).map((access): Case => ({
      title: `${access} that the platform drops (B7, C16)`,
      need: object('product2', access),
      said: `impossible ACCESS_NOT_SUPPORTED (Product2 | ${access})`,
    })),
    {
      title: 'delete on such an object is an ordinary gap',
      need: object('Product2', 'delete'),
      said: 'unmet OBJECT_PERMISSION_MISSING (Product2 | delete)',
    },
    {
      title: 'forbidden and held',
      need: object('Account', 'delete'),
      more: { forbid: true },
      user: objects({ Account: 'delete' }),
      said: 'unmet FORBIDDEN_HELD (object:Account:delete); from Sync',
    },
    {
      title: 'in self mode: as describe says',
      need: object('Account', 'edit'),
      user: selfKnowing([], [], { Account: 'read edit' }),
      said: 'met GRANTED (Account edit)',
    },
    {
      title: 'in self mode: what describe does not show',
      need: object('Account', 'viewAllRecords'),
      user: selfKnowing([], ['ViewAllData', 'ModifyAllData'], { Account: 'read' }),
      said: 'unknown NOT_VISIBLE_TO_SELF (Account viewAllRecords | Account viewAllRecords | ); unread SELF_MODE Account viewAllRecords',
    },
  ]);
  describe('with a minimum', () => {
    table([
      {
        title: 'missing, but all of the minimum is there',
        need: object('account', 'delete', ['read', 'edit']),
        user: objects({ Account: 'read edit' }),
        said: 'degraded MINIMUM_HELD (Account | delete | read, edit)',
      },
      {
        title: 'missing, and a part of the minimum as well',
        need: object('Account', 'delete', ['read', 'edit']),
        user: objects({ Account: 'read' }),
        said: 'unmet OBJECT_PERMISSION_MISSING (Account | delete)',
      },
      {
        title: 'impossible, but the minimum is there',
        need: object('Product2', 'viewAllRecords', ['read']),
        user: objects({ Product2: 'read' }),
        said: 'degraded MINIMUM_HELD (Product2 | viewAllRecords | read); for ever',
      },
      {
        title: 'of a derived object: what it waits for is kept',
        need: object('Task', 'edit', ['read']),
        user: permissions('ActivitiesAccess'),
        said: 'degraded MINIMUM_HELD (Task | edit | read); waits for userPermission:EditTask',
      },
      {
        title: 'unreadable stays unreadable',
        need: object('Account', 'delete', ['read']),
        user: { ...objects({ Account: 'read' }), evidence: { objectRows: incomplete } },
        said: 'unknown INCOMPLETE_ANSWER (Account delete | ObjectPermissions | 1 of 2); unread INCOMPLETE_ROWS ObjectPermissions',
      },
      {
        title: 'held is held',
        need: object('Account', 'delete', ['read']),
        user: objects({ Account: 'read delete' }),
        said: 'met GRANTED (Account delete); from Sync',
      },
      {
        title: 'an absent object has no minimum either, whatever View All Data would give',
        need: object('Nope__c', 'delete', ['read']),
        user: permissions('ViewAllData'),
        schema: { permissionableObjects: notRead },
        said: 'impossible NO_SUCH_OBJECT (Nope__c)',
      },
      {
        title: 'an absent object that may be absent',
        need: object('Nope__c', 'delete', ['read']),
        more: { ifPresent: true },
        user: permissions('ViewAllData'),
        said: 'notApplicable NOT_IN_THIS_ORG (Nope__c)',
      },
    ]);
  });
});

describe('what findings say: objects that follow rules of their own (B11)', () => {
  table([
    { title: 'everybody has it', need: object('user', 'read'), said: 'met ALWAYS_ALLOWED (User | read)' },
    {
      title: 'held: by all that the rule asks for',
      need: object('task', 'edit'),
      user: { sources: [{ permissions: ['ActivitiesAccess'] }, { name: 'Two', permissions: ['EditTask'] }] },
      said: 'met GRANTED (Task edit); from Sync; from Two',
    },
    {
      title: 'missing: only what is missing, and what would give it',
      need: object('Task', 'edit'),
      user: {
        sources: [
          { permissions: ['ActivitiesAccess'] },
          { name: 'Old', inert: 'inactive', permissions: ['EditTask', 'ActivitiesAccess'] },
        ],
      },
      said: 'unmet DERIVED_PERMISSION_MISSING (Task | edit | EditTask); waits for userPermission:EditTask; but Old is inactive',
    },
    {
      title: 'missing altogether',
      need: object('Task', 'edit'),
      user: { sources: [{ name: 'Old', inert: 'expired', permissions: ['EditTask', 'ActivitiesAccess'] }] },
      said: 'unmet DERIVED_PERMISSION_MISSING (Task | edit | ActivitiesAccess, EditTask); waits for userPermission:ActivitiesAccess; waits for userPermission:EditTask; but Old is expired; but Old is expired',
    },
    {
      title: 'an alternative that is assigned and expired',
      need: object('User', 'viewAllRecords'),
      user: { sources: [{ name: 'Old', inert: 'expired', permissions: ['ViewAllData'] }] },
      said: 'unmet DERIVED_PERMISSION_MISSING (User | viewAllRecords | ViewAllUsers); waits for userPermission:ViewAllUsers; but Old is expired',
    },
    {
      title: 'the narrow permission does not exist here: only the blanket one is left',
      need: object('User', 'viewAllRecords'),
      schema: { permissionSetColumns: columns('ViewAllData'), profileColumns: columns('ViewAllData') },
      said: 'impossible ONLY_BLANKET_PERMISSION (User | viewAllRecords | ViewAllData); waits for userPermission:ViewAllData',
    },
    {
      title: 'that one is asked for by name',
      need: object('User', 'viewAllRecords'),
      beside: [requirement(anyOf('a', [requirement(permission('viewalldata'))]))],
      schema: { permissionSetColumns: columns('ViewAllData'), profileColumns: columns('ViewAllData') },
      said: 'unmet DERIVED_PERMISSION_MISSING (User | viewAllRecords | ViewAllData); waits for userPermission:ViewAllData',
    },
    {
      title: 'forbidden by name is not asked for by name',
      need: object('User', 'viewAllRecords'),
      beside: [requirement(permission('ViewAllData'), { forbid: true })],
      schema: { permissionSetColumns: columns('ViewAllData'), profileColumns: columns('ViewAllData') },
      said: 'impossible ONLY_BLANKET_PERMISSION (User | viewAllRecords | ViewAllData); waits for userPermission:ViewAllData',
    },
    {
      title: 'neither exists here',
      need: object('User', 'viewAllRecords'),
      schema: { permissionSetColumns: columns('ApiEnabled'), profileColumns: columns('ApiEnabled') },
      said: 'impossible ACCESS_NOT_SUPPORTED (User | viewAllRecords)',
    },
    {
      title: 'one of two that it takes does not exist here',
      need: object('Task', 'edit'),
      schema: { permissionSetColumns: columns('EditTask'), profileColumns: columns('EditTask') },
      said: 'impossible ACCESS_NOT_SUPPORTED (Task | edit)',
    },
    {
      title: 'a blanket one and another one are missing',
      need: object('Task', 'viewAllRecords'),
      schema: {
        permissionSetColumns: columns('ActivitiesAccess', 'ViewAllData'),
        profileColumns: columns('ActivitiesAccess', 'ViewAllData'),
      },
      said: 'impossible ONLY_BLANKET_PERMISSION (Task | viewAllRecords | ActivitiesAccess, ViewAllData); waits for userPermission:ActivitiesAccess; waits for userPermission:ViewAllData',
    },
    {
      title: 'the licenses forbid one of two',
      need: object('Task', 'edit'),
      user: integration(['ActivitiesAccess']),
      said: 'impossible LICENSE_FORBIDS (Task | edit | Salesforce Integration); waits for userPermission:ActivitiesAccess; waits for userPermission:EditTask',
    },
    {
      title: 'the licenses forbid the narrow one, but not the blanket one',
      need: object('User', 'viewAllRecords'),
      user: integration(['ViewAllData']),
      said: 'impossible ONLY_BLANKET_PERMISSION (User | viewAllRecords | ViewAllData); waits for userPermission:ViewAllData',
    },
    {
      title: 'the licenses forbid both',
      need: object('User', 'viewAllRecords'),
      user: integration([]),
      said: 'impossible LICENSE_FORBIDS (User | viewAllRecords | Salesforce Integration); waits for userPermission:ViewAllUsers',
    },
    {
      title: 'the licenses forbid what is there, the other does not exist',
      need: object('User', 'viewAllRecords'),
      user: integration([]),
      schema: { permissionSetColumns: columns('ViewAllData'), profileColumns: columns('ViewAllData') },
      said: 'impossible LICENSE_FORBIDS (User | viewAllRecords | Salesforce Integration); waits for userPermission:ViewAllData',
    },
    {
      title: 'two objects are missing: the first alternative',
      need: object('campaignmember', 'create'),
      said: 'unmet DERIVED_PERMISSION_MISSING (CampaignMember | create | Campaign:read, Lead:edit); waits for object:Campaign:read; waits for object:Lead:edit',
    },
    {
      title: 'the first alternative does not exist here: the other',
      need: object('CampaignMember', 'create'),
      user: objects({ Campaign: 'read' }),
      schema: {
        entities: known(
          new Map(['Campaign', 'CampaignMember', 'Contact'].map((name) => [name.toLowerCase(), { name, label: name }])),
        ),
      },
      said: 'unmet DERIVED_PERMISSION_MISSING (CampaignMember | create | Contact:edit); waits for object:Contact:edit',
    },
    {
      title: 'what it follows does not exist here: the reason of that',
      need: object('CampaignMember', 'read'),
      schema: { entities: known(new Map([['campaignmember', { name: 'CampaignMember', label: '' }]])) },
      said: 'impossible NO_SUCH_OBJECT (Campaign); waits for object:Campaign:read; waits for object:Lead:read',
    },
    {
      title: 'one of the objects that it follows does not exist here',
      need: object('CampaignMember', 'create'),
      schema: {
        entities: known(new Map(['CampaignMember', 'Lead'].map((name) => [name.toLowerCase(), { name, label: name }]))),
      },
      said: 'impossible NO_SUCH_OBJECT (Campaign); waits for object:Campaign:read; waits for object:Lead:edit',
    },
    {
      title: 'an alternative that is expired, where the other does not exist here',
      need: object('User', 'viewAllRecords'),
      beside: [requirement(anyOf('a', [requirement(permission('ViewAllData'))]))],
      schema: { permissionSetColumns: columns('ViewAllData'), profileColumns: columns('ViewAllData') },
      user: { sources: [{ name: 'Old', inert: 'expired', permissions: ['ViewAllData'] }] },
      said: 'unmet DERIVED_PERMISSION_MISSING (User | viewAllRecords | ViewAllData); waits for userPermission:ViewAllData; but Old is expired',
    },
    {
      title: 'what it follows is assigned and expired',
      need: object('CampaignMember', 'read'),
      user: { sources: [{ name: 'Old', inert: 'expired', objects: { Campaign: 'read' } }] },
      said: 'unmet DERIVED_PERMISSION_MISSING (CampaignMember | read | Campaign:read, Lead:read); waits for object:Campaign:read; waits for object:Lead:read; but Old is expired',
    },
    {
      title: 'held by an object and one of two others',
      need: object('CampaignMember', 'edit'),
      user: {
        flags: new Map([['marketinguser', known(true)]]),
        sources: [{ objects: { Campaign: 'read' } }, { name: 'Two', objects: { Contact: 'read' } }],
      },
      said: 'met GRANTED (CampaignMember edit); from Sync; from Two',
    },
    {
      title: 'one part unreadable, the other surely missing: missing',
      need: object('Task', 'edit'),
      user: selfKnowing([], ['EditTask']),
      said: 'unmet DERIVED_PERMISSION_MISSING (Task | edit | EditTask); waits for userPermission:EditTask',
    },
    {
      title: 'one part unreadable, the other held: unreadable',
      need: object('Task', 'edit'),
      user: selfKnowing(['EditTask'], ['EditTask']),
      said: 'unknown NOT_VISIBLE_TO_SELF (Task edit | ActivitiesAccess | ); unread SELF_MODE ActivitiesAccess',
    },
    {
      title: 'what it follows has no rule: that',
      need: object('CampaignMember', 'read'),
      schema: { permissionableObjects: known(objectList('Account')) },
      said: 'unknown NO_RULE (Campaign | read)',
    },
    {
      title: 'nobody can have it',
      need: object('User', 'delete'),
      said: 'impossible ACCESS_NOT_SUPPORTED (User | delete)',
    },
    {
      title: 'history that is to be written',
      need: object('accounthistory', 'create'),
      said: 'impossible ACCESS_NOT_SUPPORTED (AccountHistory | create)',
    },
    {
      title: 'held, but nobody knows whether the object is here',
      need: object('Task', 'read'),
      user: permissions('ActivitiesAccess'),
      schema: { entities: notRead },
      said: `unknown NOT_READABLE (Task read | ${unread}`,
    },
  ]);
});

describe('what findings say: licenses and objects', () => {
  const id = 'license:SalesforceAPIIntegrationPsl';
  const psl = { ...license(null), objects: null };
  const chatter = (allowed: Record<string, ObjectAccess[]> | null, ...more: License[]): UserSpec => ({
    userLicense: 'Chatter Free',
    license: license(allowed),
    permissionSetLicenses: known(more),
  });
  table([
    {
      title:
        'the license that lifts the integration license, asked of a user of the full license, which has nothing to lift',
      need: { kind: 'permissionSetLicense', name: 'SalesforceAPIIntegrationPsl' },
      user: { userLicense: 'Salesforce', orgLicenses: known([psl]) },
      said: 'unmet LICENSE_NEEDED (SalesforceAPIIntegrationPsl | Salesforce API Integration | ?)',
    },
    {
      title: 'the same, asked of an integration user (A13, A15)',
      need: { kind: 'permissionSetLicense', name: 'SalesforceAPIIntegrationPsl' },
      user: integration(null),
      said: 'unmet LICENSE_MISSING (SalesforceAPIIntegrationPsl | Salesforce Integration)',
    },
    {
      title: 'without its permission set license an integration user waits for that (A15-A17)',
      need: object('account', 'read'),
      user: integration(null),
      said: `unmet OBJECT_PERMISSION_MISSING (Account | read); waits for ${id}`,
    },
    {
      title: 'another license is not that',
      need: object('Account', 'read'),
      user: integration(null, { permissionSetLicenses: known([{ ...psl, name: 'Other' }]) }),
      said: `unmet OBJECT_PERMISSION_MISSING (Account | read); waits for ${id}`,
    },
    {
      title: 'custom objects do not wait for it',
      need: object('Thing__c', 'read'),
      user: integration(null),
      said: 'unmet OBJECT_PERMISSION_MISSING (Thing__c | read)',
    },
    {
      title: 'unread licenses: nobody can say that it waits',
      need: object('Account', 'read'),
      user: integration(null, { permissionSetLicenses: notRead }),
      said: 'unmet OBJECT_PERMISSION_MISSING (Account | read)',
    },
    {
      title: 'above the ceiling of the license (A20)',
      need: object('account', 'edit'),
      user: chatter({ account: ['read'] }),
      said: 'impossible LICENSE_FORBIDS (Account | edit | Chatter Free)',
    },
    {
      title: 'of another object as well',
      need: object('Contact', 'read'),
      user: chatter({ account: ['read'] }),
      said: 'impossible LICENSE_FORBIDS (Contact | read | Chatter Free)',
    },
    {
      title: 'below it',
      need: object('Account', 'read'),
      user: chatter({ account: ['read'] }),
      said: 'unmet OBJECT_PERMISSION_MISSING (Account | read)',
    },
    {
      title: 'below that of a permission set license',
      need: object('Account', 'edit'),
      user: chatter({ account: ['read'] }, license({}), license({ account: ['edit'] })),
      said: 'unmet OBJECT_PERMISSION_MISSING (Account | edit)',
    },
    {
      title: 'above all of them',
      need: object('Account', 'edit'),
      user: chatter({ account: ['read'] }, license({})),
      said: 'impossible LICENSE_FORBIDS (Account | edit | Chatter Free)',
    },
    {
      title: 'one of them does not tell its ceiling',
      need: object('Account', 'edit'),
      user: chatter({ account: ['read'] }, license({}), psl),
      said: 'unmet OBJECT_PERMISSION_MISSING (Account | edit)',
    },
    {
      title: 'the license itself does not tell its ceiling',
      need: object('Account', 'edit'),
      user: chatter(null, license({})),
      said: 'unmet OBJECT_PERMISSION_MISSING (Account | edit)',
    },
    {
      title: 'the permission set licenses were not read',
      need: object('Account', 'edit'),
      user: { ...chatter({ account: ['read'] }), permissionSetLicenses: notRead },
      said: 'unmet OBJECT_PERMISSION_MISSING (Account | edit)',
    },
  ]);

  const licenseFinding = (need: Need, spec: UserSpec, more: Partial<Requirement> = {}): string[] =>
    findingsOf({ need, user: spec, more })
      .filter(({ kind }) => kind === 'license')
      .map((finding) => `${finding.id} ${finding.level} ${said(finding)} ${finding.because.length}`);
  const missing = `${id} required unmet LICENSE_MISSING (SalesforceAPIIntegrationPsl | Salesforce Integration) 0`;
  const cases: [title: string, need: Need, spec: UserSpec, more: Partial<Requirement>, expected: string[]][] = [
    ['missing', object('Account', 'read'), integration(null), {}, [missing]],
    ['needed for fields as well', fieldOf('Account', 'Website'), integration(null), {}, [missing]],
    [
      'needed for an alternative of which a member asks for objects',
      anyOf(
        'a',
        [requirement(permission('ApiEnabled'))],
        [requirement(permission('ApiEnabled')), requirement(object('Account', 'read'))],
      ),
      integration(null),
      {},
      [missing],
    ],
    [
      'not needed for alternatives without objects',
      anyOf('a', [requirement(permission('ApiEnabled'))]),
      integration(null),
      {},
      [],
    ],
    ['not needed for what is forbidden', object('Account', 'read'), integration(null), { forbid: true }, []],
    ['not needed for user permissions', permission('ApiEnabled'), integration(null), {}, []],
    ['not needed by other users', object('Account', 'read'), {}, {}, []],
    [
      'assigned, in any case',
      object('Account', 'read'),
      integration(null, { permissionSetLicenses: known([{ ...psl, name: 'SALESFORCEAPIIntegrationPsl' }]) }),
      {},
      [`${id} required met LICENSE_ASSIGNED (SalesforceAPIIntegrationPsl) 0`],
    ],
    [
      'unreadable',
      object('Account', 'read'),
      integration(null, { permissionSetLicenses: notRead }),
      { level: 'optional' },
      [`${id} optional unknown NOT_READABLE (SalesforceAPIIntegrationPsl | ${unread} 0`],
    ],
    [
      'hidden together with the profile (J6)',
      object('Account', 'read'),
      { userLicense: '' },
      {},
      [
        `${id} recommended unknown NOT_READABLE (SalesforceAPIIntegrationPsl | Profile | ); unread NOT_AUTHORISED Profile 0`,
      ],
    ],
  ];
  it('is needed as strictly as the strictest need of objects', () => {
    const levels = (...all: Requirement['level'][]): string[] => {
      const [first = 'optional', ...others] = all;
      const beside = others.map((level, i) => requirement(object(i === 0 ? 'Lead' : 'Contact', 'read'), { level }));
      return findingsOf({ need: object('Account', 'read'), more: { level: first }, beside, user: integration(null) })
        .filter(({ kind }) => kind === 'license')
        .map(({ level }) => level);
    };
    expect(levels('required', 'optional', 'recommended')).to.deep.equal(['required']);
    expect(levels('optional', 'recommended', 'optional')).to.deep.equal(['recommended']);
    expect(levels('optional', 'optional')).to.deep.equal(['optional']);
  });
  for (const [title, need, spec, more, expected] of cases) {
    it(`the license of integration users: ${title}`, () =>
      expect(licenseFinding(need, spec, more)).to.deep.equal(expected));
  }
});

describe('what findings say: fields', () => {
  const website = (access: 'read' | 'edit', more: Record<string, string> = {}): UserSpec => ({
    sources: [{ objects: { Account: 'read', ...more }, fields: { 'Account.Website': access } }],
  });
  const only = (...fields: ReturnType<typeof field>[]): Partial<OrgSchema> => ({
    fields: new Map([['account', known(new Map(fields.map((one) => [one.name.toLowerCase(), one])))]]),
  });
  const secret = field('Secret__c', { dataType: 'encryptedstring' });
  const secretRead = (...held: string[]): UserSpec => ({
    sources: [{ objects: { Account: 'read' }, fields: { 'Account.Secret__c': 'read' }, permissions: held }],
  });
  const createOnly = only(field('Website', { updateable: false }));
  const editOnly = only(field('Website', { createable: false }));
  table([
    {
      title: 'held',
      need: fieldOf('account', 'website'),
      user: website('read'),
      said: 'met GRANTED (Account.Website read); from Sync',
    },
    {
      title: 'hidden: what is asked, what carries it, what would give it',
      need: fieldOf('account', 'billingcity'),
      user: {
        sources: [
          { objects: { Account: 'read' } },
          { name: 'Old', inert: 'expired', fields: { 'Account.BillingAddress': 'read' } },
        ],
      },
      said: 'unmet FIELD_PERMISSION_MISSING (Account.BillingCity | read | Account.BillingAddress); but Old is expired',
    },
    {
      title: 'a part whose whole was not read carries its own',
      need: fieldOf('Account', 'BillingCity'),
      schema: only(field('BillingCity', { compound: 'BillingAddress' })),
      user: objects({ Account: 'read' }),
      said: 'unmet FIELD_PERMISSION_MISSING (Account.BillingCity | read | Account.BillingCity)',
    },
    {
      title: 'held, but the object is closed',
      need: fieldOf('Account', 'Website', 'edit'),
      user: website('edit'),
      said: 'unmet BLOCKED_BY_OBJECT (Account.Website | edit | object:Account:edit); waits for object:Account:edit',
    },
    {
      title: 'hidden, and the object is closed',
      need: fieldOf('Account', 'Website', 'edit'),
      user: objects({ Account: 'read' }),
      said: 'unmet FIELD_PERMISSION_MISSING (Account.Website | edit | Account.Website); waits for object:Account:edit',
    },
    {
      title: 'of an object whose Read can never be had',
      need: fieldOf('Account', 'Website'),
      user: { userLicense: 'Chatter Free', license: license({}) },
      said: 'impossible FIELD_PERMISSION_MISSING (Account.Website | read | Account.Website); waits for object:Account:read',
    },
    {
      title: 'held, of an object whose Read can never be had',
      need: fieldOf('Account', 'Website'),
      user: { sources: [{ fields: { 'Account.Website': 'read' } }], userLicense: 'Chatter Free', license: license({}) },
      said: 'impossible BLOCKED_BY_OBJECT (Account.Website | read | object:Account:read); waits for object:Account:read',
    },
    {
      title: 'follows the object, which is open: by the sources of that',
      need: fieldOf('account', 'name'),
      user: objects({ Account: 'read' }),
      said: 'met FOLLOWS_OBJECT (Account.Name | Account); from Sync',
    },
    {
      title: 'a compound that follows the object: its sources once for each way',
      need: fieldOf('Contact', 'Name', 'edit'),
      user: objects({ Contact: 'read edit create' }),
      said: 'met FOLLOWS_OBJECT (Contact.Name | Contact); from Sync; from Sync',
    },
    {
      title: 'follows the object, which is closed',
      need: fieldOf('account', 'name'),
      said: 'unmet BLOCKED_BY_OBJECT (Account.Name | read | object:Account:read); waits for object:Account:read',
    },
    {
      title: 'follows the object, which is unreadable',
      need: fieldOf('Account', 'Name'),
      user: { evidence: { objectRows: incomplete } },
      said: 'unknown INCOMPLETE_ANSWER (Account.Name read | ObjectPermissions | 1 of 2); waits for object:Account:read; unread INCOMPLETE_ROWS ObjectPermissions',
    },
    {
      title: 'of an object without a rule',
      need: fieldOf('Strange', 'Email'),
      schema: {
        fields: new Map([['strange', known(new Map([['email', field('Email', { permissionable: false })]]))]]),
      },
      said: 'unknown NO_RULE (Strange | read); waits for object:Strange:read',
    },
    {
      title: 'unreadable',
      need: fieldOf('account', 'website'),
      user: { ...objects({ Account: 'read' }), evidence: { fieldRows: notRead } },
      said: `unknown NOT_READABLE (Account.Website read | ${unread}`,
    },
    {
      title: 'unreadable, and the object is closed',
      need: fieldOf('Account', 'Website'),
      user: { evidence: { fieldRows: notRead } },
      said: 'unmet BLOCKED_BY_OBJECT_FIELD_UNSEEN (Account.Website | read | object:Account:read); waits for object:Account:read',
    },
    {
      title: 'unreadable, and so is the object: the object is told',
      need: fieldOf('Account', 'Website'),
      user: { evidence: { fieldRows: notRead, objectRows: incomplete } },
      said: 'unknown INCOMPLETE_ANSWER (Account.Website read | ObjectPermissions | 1 of 2); waits for object:Account:read; unread INCOMPLETE_ROWS ObjectPermissions',
    },
    {
      title: 'set once when a record is made: Create opens it',
      need: fieldOf('Account', 'Website', 'edit'),
      schema: createOnly,
      user: website('edit', { Account: 'read create' }),
      said: 'met GRANTED (Account.Website edit); from Sync',
    },
    {
      title: 'set once when a record is made: Edit does not open it',
      need: fieldOf('Account', 'Website', 'edit'),
      schema: createOnly,
      user: website('edit', { Account: 'read edit' }),
      said: 'unmet BLOCKED_BY_OBJECT (Account.Website | edit | object:Account:create); waits for object:Account:create',
    },
    {
      title: 'set only afterwards: Create does not open it',
      need: fieldOf('Account', 'Website', 'edit'),
      schema: editOnly,
      user: website('edit', { Account: 'read create' }),
      said: 'unmet BLOCKED_BY_OBJECT (Account.Website | edit | object:Account:edit); waits for object:Account:edit',
    },
    {
      title: 'one way impossible, the other only missing: that one is told',
      need: fieldOf('Account', 'Website', 'edit'),
      user: {
        ...website('edit'),
        userLicense: 'Chatter Free',
        license: license({ account: ['read', 'create'] }),
      },
      said: 'unmet BLOCKED_BY_OBJECT (Account.Website | edit | object:Account:create); waits for object:Account:create',
    },
    {
      title: 'one way missing, the other unknown: unknown, in self mode',
      need: fieldOf('Lead', 'Email', 'edit'),
      schema: { fields: new Map([['lead', known(new Map([['email', field('Email', { permissionable: false })]]))]]) },
      user: { ...objects({ Lead: 'read' }), evidence: { objectRows: incomplete } },
      said: 'unknown INCOMPLETE_ANSWER (Lead.Email edit | ObjectPermissions | 1 of 2); waits for object:Lead:edit; unread INCOMPLETE_ROWS ObjectPermissions',
    },
    {
      title: 'one way unknown, the other missing: unknown',
      need: fieldOf('Account', 'Website', 'edit'),
      user: {
        sources: [
          { objects: { Account: 'read' }, fields: { 'Account.Website': 'edit' } },
          { type: 'PermissionSetGroup', name: 'Team', stale: true, members: { A: { objects: { Account: 'edit' } } } },
        ],
      },
      said: 'unknown GROUP_RECALCULATING (Account.Website edit | PermissionSetGroup | Team); waits for object:Account:edit; unread RECALCULATING PermissionSetGroup',
    },
    {
      title: 'neither Read nor Edit: Read is told',
      need: fieldOf('Account', 'Website', 'edit'),
      user: { sources: [{ fields: { 'Account.Website': 'edit' } }] },
      said: 'unmet BLOCKED_BY_OBJECT (Account.Website | edit | object:Account:read); waits for object:Account:read',
    },
    {
      title: 'Read missing, Edit impossible: Edit is told',
      need: fieldOf('Account', 'Website', 'edit'),
      user: {
        sources: [{ fields: { 'Account.Website': 'edit' } }],
        userLicense: 'Chatter Free',
        license: license({ account: ['read'] }),
      },
      said: 'impossible BLOCKED_BY_OBJECT (Account.Website | edit | object:Account:edit); waits for object:Account:edit',
    },
    {
      title: 'Edit held, Read not',
      need: fieldOf('Account', 'Website', 'edit'),
      user: { sources: [{ objects: { Account: 'edit' }, fields: { 'Account.Website': 'edit' } }] },
      said: 'unmet BLOCKED_BY_OBJECT (Account.Website | edit | object:Account:read); waits for object:Account:read',
    },
    {
      title: 'computed',
      need: fieldOf('account', 'score__c', 'edit'),
      said: 'impossible FIELD_READ_ONLY (Account.Score__c)',
    },
    {
      title: 'computed, though it looks writable',
      need: fieldOf('Account', 'Website', 'edit'),
      schema: only(field('Website', { calculated: true })),
      user: website('edit', { Account: 'read edit' }),
      said: 'impossible FIELD_READ_ONLY (Account.Website)',
    },
    {
      title: 'numbered by the platform, though it looks writable',
      need: fieldOf('Account', 'Website', 'edit'),
      schema: only(field('Website', { autoNumber: true })),
      user: website('edit', { Account: 'read edit' }),
      said: 'impossible FIELD_READ_ONLY (Account.Website)',
    },
    {
      title: 'computed fields can be read',
      need: fieldOf('Account', 'Score__c'),
      user: { sources: [{ objects: { Account: 'read' }, fields: { 'Account.Score__c': 'read' } }] },
      said: 'met GRANTED (Account.Score__c read); from Sync',
    },
    {
      title: 'computed, for somebody with Edit Read Only Fields',
      need: fieldOf('Account', 'Score__c', 'edit'),
      schema: { permissionSetColumns: columns('EditReadonlyFields') },
      user: permissions('EditReadonlyFields'),
      said: 'impossible EDITS_READ_ONLY_FIELDS (Account.Score__c)',
    },
    {
      title: 'encrypted text, without the permission that shows its values',
      need: fieldOf('Account', 'Secret__c'),
      schema: { ...only(secret), permissionSetColumns: columns('ViewEncryptedData', 'ViewAllData') },
      user: secretRead('ViewAllData'),
      said: 'degraded VALUES_MASKED (Account.Secret__c | read); waits for userPermission:ViewEncryptedData; from Sync',
    },
    {
      title: 'encrypted text, in an org that has no such permission',
      need: fieldOf('Account', 'Secret__c'),
      schema: { ...only(secret), permissionSetColumns: columns('ViewAllData') },
      user: secretRead(),
      said: 'degraded VALUES_STAY_MASKED (Account.Secret__c | read); waits for userPermission:ViewEncryptedData; from Sync; for ever',
    },
    {
      title: 'encrypted text, with the permission that shows its values',
      need: fieldOf('Account', 'Secret__c'),
      schema: { ...only(secret), permissionSetColumns: columns('ViewEncryptedData') },
      user: secretRead('ViewEncryptedData'),
      said: 'met GRANTED (Account.Secret__c read); from Sync',
    },
    {
      title: 'no such field',
      need: fieldOf('account', 'Nope'),
      said: 'impossible NO_SUCH_FIELD (Account.Nope | Account)',
    },
    {
      title: 'no such field, ifPresent',
      need: fieldOf('account', 'Nope'),
      more: { ifPresent: true },
      said: 'notApplicable NOT_IN_THIS_ORG (Account.Nope)',
    },
    { title: 'no such object', need: fieldOf('Nope__c', 'X__c'), said: 'impossible NO_SUCH_OBJECT (Nope__c)' },
    {
      title: 'no such object, ifPresent',
      need: fieldOf('Nope__c', 'X__c'),
      more: { ifPresent: true },
      said: 'notApplicable NOT_IN_THIS_ORG (Nope__c)',
    },
    {
      title: 'of an object whose fields nobody read',
      need: fieldOf('Lead', 'Email'),
      said: 'unknown NOT_READABLE (Lead.Email | Lead.Email | ); unread NOT_ANSWERED Lead.Email',
    },
    {
      title: 'of an object whose fields could not be read',
      need: fieldOf('lead', 'Email'),
      schema: { fields: new Map([['lead', notRead]]) },
      said: `unknown NOT_READABLE (Lead.Email read | ${unread}`,
    },
  ]);

  describe('by a pattern', () => {
    table([
      {
        title: 'none matches',
        need: fieldOf('contact', 'mk_*'),
        said: 'notApplicable NO_MATCHING_FIELD (Contact.mk_*)',
      },
      {
        title: 'no such object',
        need: fieldOf('Nope__c', 'mk_*'),
        said: 'impossible NO_SUCH_OBJECT (Nope__c)',
      },
      {
        title: 'no such object, ifPresent',
        need: fieldOf('Nope__c', 'mk_*'),
        more: { ifPresent: true },
        said: 'notApplicable NOT_IN_THIS_ORG (Nope__c)',
      },
      {
        title: 'forbidden, and there is no such object',
        need: fieldOf('Nope__c', 'mk_*'),
        more: { forbid: true },
        said: 'met NOT_HELD (field:Nope__c.mk_*:read)',
      },
      {
        title: 'of an object whose fields nobody read',
        need: fieldOf('lead', 'mk_*'),
        said: 'unknown NOT_READABLE (Lead.mk_* | Lead.mk_* | ); unread NOT_ANSWERED Lead.mk_*',
      },
      {
        title: 'of an object whose fields could not be read',
        need: fieldOf('lead', 'mk_*'),
        schema: { fields: new Map([['lead', notRead]]) },
        said: `unknown NOT_READABLE (Lead.mk_* | ${unread}`,
      },
    ]);

    it('that reaches a field of another rule: one finding, the stricter level, all reasons once', () => {
      const rules = (first: Partial<Requirement>, second: Partial<Requirement>): string[] =>
        findingsOf({
          need: fieldOf('Account', 'mk_*', 'edit'),
          more: first,
          beside: [requirement(fieldOf('account', 'MK_FIT__c', 'edit'), second)],
        })
          .filter(({ kind }) => kind === 'field')
          .map(({ id, level, because }) => `${id} ${level} ${because.join('+')}`);
      const recommended = { level: 'recommended', because: ['a', 'b'] } as const;
      const required = { level: 'required', because: ['b', 'c'] } as const;
      const other = 'field:Account.mk_likelihood__c:edit';
      expect(rules(recommended, required)).to.deep.equal([
        'field:Account.mk_fit__c:edit required a+b+c',
        `${other} recommended a+b`,
      ]);
      expect(rules(required, recommended)).to.deep.equal([
        'field:Account.mk_fit__c:edit required b+c+a',
        `${other} required b+c`,
      ]);
    });
  });
});

describe('what findings say: APIs', () => {
  const api = (name: Api): Need => ({ kind: 'api', api: name });
  table([
    {
      title: 'allowed',
      need: api('bulk2'),
      user: permissions('ApiEnabled'),
      said: 'met API_ALLOWED (bulk2); from Sync',
    },
    {
      title: 'Tooling is told apart',
      need: api('tooling'),
      user: permissions('ApiEnabled'),
      said: 'met TOOLING_API_ALLOWED (tooling); from Sync',
    },
    {
      title: 'SOAP is told apart: logging in with it is another matter (fact J5)',
      need: api('soap'),
      user: permissions('ApiEnabled'),
      said: 'met SOAP_API_ALLOWED (soap); from Sync',
    },
    ...(['bulk', 'streaming', 'pubsub', 'graphql', 'apexRest'] as const).flatMap((name) => [
      {
        title: `${name}: API Enabled allows it`,
        need: api(name),
        user: permissions('ApiEnabled'),
        said: `met API_ALLOWED (${name}); from Sync`,
      },
      {
        title: `${name}: without API Enabled it is blocked`,
        need: api(name),
        said: `unmet API_BLOCKED (${name} | ApiEnabled); waits for userPermission:ApiEnabled`,
      },
    ]),
    {
      title: 'missing, and what would give it',
      need: api('rest'),
      user: { sources: [{ name: 'Old', inert: 'expired', permissions: ['ApiEnabled'] }] },
      said: 'unmet API_BLOCKED (rest | ApiEnabled); waits for userPermission:ApiEnabled; but Old is expired',
    },
    {
      title: 'Metadata: both are missing',
      need: api('metadata'),
      said: 'unmet API_BLOCKED (metadata | ApiEnabled, ModifyMetadata); waits for userPermission:ApiEnabled; waits for userPermission:ModifyMetadata',
    },
    {
      title: 'Metadata: allowed by both',
      need: api('metadata'),
      user: {
        sources: [{ permissions: ['ApiEnabled'] }, { name: 'Two', permissions: ['ModifyMetadata', 'ModifyAllData'] }],
      },
      said: 'met API_ALLOWED (metadata); from Sync; from Two; from Two',
    },
    {
      title: 'Metadata: only a blanket permission is left',
      need: api('metadata'),
      user: permissions('ApiEnabled'),
      schema: {
        permissionSetColumns: columns('ApiEnabled', 'ModifyAllData'),
        profileColumns: columns('ApiEnabled', 'ModifyAllData'),
      },
      said: 'impossible ONLY_BLANKET_PERMISSION (metadata API | access | ModifyAllData)',
    },
    {
      title: 'no such permission here',
      need: api('rest'),
      schema: { permissionSetColumns: columns('Other'), profileColumns: columns('Other') },
      said: 'impossible NO_SUCH_USER_PERMISSION (ApiEnabled)',
    },
    {
      title: 'forbidden by the license',
      need: api('metadata'),
      user: integration(['ApiEnabled'], permissions('ApiEnabled')),
      said: 'impossible LICENSE_FORBIDS (API | metadata | Salesforce Integration); waits for userPermission:ModifyMetadata',
    },
    {
      title: 'unreadable',
      need: api('rest'),
      user: { evidence: { userPermissionRows: notRead } },
      said: `unknown NOT_READABLE (rest API | ${unread}`,
    },
  ]);
});

describe('what findings say: alternatives', () => {
  const held = requirement(permission('ApiEnabled'));
  const lacking = requirement(permission('RunReports'));
  const never = requirement(permission('Nope'));
  const unclear = requirement(object('Strange', 'read'));
  const absent = requirement(object('Nope__c', 'read'), { ifPresent: true });
  const weak = requirement(object('Account', 'edit', ['read']));
  const sources: UserSpec = { sources: [{ permissions: ['ApiEnabled'], objects: { Account: 'read' } }] };
  table([
    {
      title: 'met: by what',
      need: anyOf('a', [lacking], [held, requirement(object('Account', 'read'))]),
      user: sources,
      said: 'met ALTERNATIVE_MET (userPermission:ApiEnabled + object:Account:read); from Sync; from Sync',
    },
    {
      title: 'met, although a part does not apply here',
      need: anyOf('a', [absent, held]),
      user: sources,
      said: 'met ALTERNATIVE_MET (object:Nope__c:read + userPermission:ApiEnabled); from Sync',
    },
    { title: 'none applies here', need: anyOf('a', [absent], [absent]), said: 'notApplicable NOT_IN_THIS_ORG (a)' },
    {
      title: 'not met: the ways, and what is open of the first that is possible',
      need: anyOf('a', [never, lacking], [held, lacking, weak], [lacking]),
      user: sources,
      said: 'unmet NO_ALTERNATIVE_MET ((1) userPermission:Nope and userPermission:RunReports, (2) userPermission:ApiEnabled and userPermission:RunReports and object:Account:edit, (3) userPermission:RunReports); waits for userPermission:RunReports; waits for object:Account:edit',
    },
    {
      title: 'degraded is not met',
      need: anyOf('a', [weak]),
      user: sources,
      said: 'unmet NO_ALTERNATIVE_MET ((1) object:Account:edit); waits for object:Account:edit',
    },
    {
      title: 'what does not apply here is no way',
      need: anyOf('a', [absent], [lacking]),
      said: 'unmet NO_ALTERNATIVE_MET ((1) userPermission:RunReports); waits for userPermission:RunReports',
    },
    {
      title: 'nor is it waited for',
      need: anyOf('a', [absent, lacking]),
      said: 'unmet NO_ALTERNATIVE_MET ((1) object:Nope__c:read and userPermission:RunReports); waits for userPermission:RunReports',
    },
    {
      title: 'a part of an address waits for what carries it (C4)',
      need: anyOf('a', [
        requirement(fieldOf('Account', 'BillingCity', 'edit')),
        requirement(fieldOf('Account', 'Website')),
      ]),
      user: objects({ Account: 'read edit' }),
      said: 'unmet NO_ALTERNATIVE_MET ((1) field:Account.BillingCity:edit and field:Account.Website:read); waits for field:Account.BillingAddress:edit; waits for field:Account.Website:read',
    },
    {
      title: 'none is possible',
      need: anyOf('a', [never], [never, held]),
      user: sources,
      said: 'impossible NO_ALTERNATIVE_POSSIBLE ((1) userPermission:Nope, (2) userPermission:Nope and userPermission:ApiEnabled)',
    },
    {
      title: 'one that is only in part there, and for ever, is none',
      need: anyOf('a', [requirement(object('Product2', 'viewAllRecords', ['read']))]),
      user: objects({ Product2: 'read' }),
      said: 'impossible NO_ALTERNATIVE_POSSIBLE ((1) object:Product2:viewAllRecords)',
    },
    {
      title: 'one may be met: unknown, and why',
      need: anyOf('a', [never], [lacking], [held, unclear]),
      user: sources,
      said: 'unknown NO_RULE (Strange | read); waits for object:Strange:read',
    },
    {
      title: 'one that is unknown, but lacks something as well, may not',
      need: anyOf('a', [unclear, lacking], [unclear, never], [unclear, weak]),
      user: sources,
      said: 'unmet NO_ALTERNATIVE_MET ((1) object:Strange:read and userPermission:RunReports, (2) object:Strange:read and userPermission:Nope, (3) object:Strange:read and object:Account:edit); waits for object:Strange:read; waits for userPermission:RunReports',
    },
  ]);
});

describe('what findings say: the user, and what is not looked at', () => {
  it('who', () => {
    const words = (spec: UserSpec): string[] => {
      const inspected = user(spec);
      return evaluate([], snapshot(inspected), inspected).map((one) => `${one.id}: ${said(one)} ${one.because.join()}`);
    };
    expect(words({})).to.deep.equal([
      'user:active: met USER_ACTIVE (ann@example.com) ',
      'user:named: met USER_NAMED (ann@example.com) ',
      'user:notFrozen: met USER_NOT_FROZEN (ann@example.com) ',
    ]);
    expect(
      words({ isActive: known(false), isFrozen: known(true), unnamed: true, ...permissions('ModifyAllData') }),
    ).to.deep.equal([
      'user:active: unmet USER_INACTIVE (ann@example.com) ',
      'user:named: unknown NOT_NAMED (ann@example.com) ',
      'user:notFrozen: unmet USER_FROZEN (ann@example.com) ',
    ]);
    expect(words({ isFrozen: notRead, unnamed: true })).to.deep.equal([
      'user:active: met USER_ACTIVE (ann@example.com) ',
      'user:named: met USER_NAMED (ann@example.com) ',
      `user:notFrozen: unknown NOT_READABLE (whether ann@example.com is frozen | ${unread} `,
    ]);
  });

  table([
    {
      title: 'an automation',
      need: { kind: 'automation', sobject: 'lead', onFields: [] },
      said: 'unknown NOT_READABLE (automation of Lead | automation of Lead | ); unread NOT_ANSWERED automation of Lead',
    },
    {
      title: 'a picklist value',
      need: { kind: 'picklistValue', sobject: 'account', field: 'industry', value: 'X' },
      said: 'unknown NOT_READABLE (Account.Industry | Account.Industry | ); unread NOT_ANSWERED Account.Industry',
    },
    {
      title: 'a picklist value of an object that is not there',
      need: { kind: 'picklistValue', sobject: 'Nope__c', field: 'Source', value: 'X' },
      said: 'impossible NO_SUCH_OBJECT (Nope__c)',
    },
  ]);

  it('findings have the ids as the org spells them, in plain order, with the reasons of their rules', () => {
    const because = ['why'];
    const rules = [
      requirement(permission('runreports'), { because }),
      requirement(object('LEAD', 'read'), { because }),
      requirement(fieldOf('account', 'website', 'edit'), { because }),
      requirement(fieldOf('account', 'Nope'), { because }),
      requirement(fieldOf('task', 'whoid'), { because, forbid: true }),
      requirement(needs.history('lead'), { because }),
      requirement(needs.history('account', 'website'), { because }),
      requirement({ kind: 'automation', sobject: 'lead', onFields: [] }, { because }),
      requirement({ kind: 'api', api: 'rest' }, { because }),
      requirement(anyOf('Way', [requirement(permission('apienabled'))]), { because }),
    ];
    const inspected = user();
    const findings = evaluate(rules, snapshot(inspected), inspected).filter(({ kind }) => kind !== 'user');
    expect(findings.map(({ id }) => id)).to.deep.equal([
      'anyOf:Way',
      'api:rest',
      'automation:Lead',
      'field:Account.Nope:read',
      'field:Account.Website:edit',
      'historyTracking:Account.Website',
      'historyTracking:Lead',
      'not:field:Task.WhoId:read',
      'object:Lead:read',
      'userPermission:RunReports',
    ]);
    for (const finding of findings) expect(finding.because, finding.id).to.deep.equal(because);
    const shuffled = [...rules].reverse();
    expect(evaluate(shuffled, snapshot(inspected), inspected).map(({ id }) => id)).to.deep.equal(
      evaluate(rules, snapshot(inspected), inspected).map(({ id }) => id),
    );
  });
});
