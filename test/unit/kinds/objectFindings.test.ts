/** Objects that take object permissions: the whole finding, with what would close it (facts A20, B2, B7, B8, K4). */
import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { License, OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { keyOf } from '../../../src/platform/names.js';
import type { ObjectAccess } from '../../../src/platform/objectAccess.js';
import { saidWhole } from '../support/said.js';
import { needs, objectList, requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

const { object, permission } = needs;
const articles = 'Knowledge__kav';

type World = {
  readonly has?: string;
  readonly objects?: Record<string, string>;
  readonly user?: UserSpec;
  readonly org?: Partial<OrgSchema>;
  readonly beside?: Requirement[];
  readonly minimum?: ObjectAccess[];
  readonly more?: Partial<Requirement>;
};

const names = ['ViewAllData', 'ModifyAllData', 'EditKnowledge', 'ViewAllFieldsGlobal', 'RunReports'];
const columns = (...all: string[]): OrgSchema['permissionSetColumns'] =>
  known(new Map(all.map((name) => [keyOf(name), { name, label: `${name} label` }])));
const org = (more: Partial<OrgSchema>): OrgSchema =>
  schema({
    entities: known(
      new Map(
        ['Account', 'Lead', 'Product2', articles, 'acme__Deal__c', 'Bare'].map((name) => [keyOf(name), { name }]),
      ),
    ),
    permissionableObjects: known(objectList('Account', 'Lead', 'Product2', articles, 'acme__Deal__c')),
    ...{
      permissionSetColumns: columns(...names),
      profileColumns: columns(...names),
      licenseCeilingColumns: columns(...names),
    },
    ...more,
  });

const found = (sobject: string, access: ObjectAccess, world: World): string => {
  const { has = '', objects = {}, beside = [], minimum = [], more = {} } = world;
  const own = { permissions: has.split(' ').filter((one) => one !== ''), objects };
  const one = user({ ...world.user, sources: [own, ...(world.user?.sources ?? [])] });
  const asked = requirement(object(sobject, access, minimum), more);
  return evaluate([asked, ...beside], snapshot(one, org(world.org ?? {})), one)
    .filter(({ kind, need }) => kind === 'object' && !beside.some((other) => other.need === need))
    .map((finding) => `${finding.id}: ${saidWhole(finding)}`)
    .join('\n');
};

const lacked = gap('INCOMPLETE_ROWS', 'PermissionSetLicense', 'a column');
const hidden = gap('NOT_AUTHORISED', 'ObjectPermissions', 'hidden');
const bare: License = { id: null, name: 'Platform', label: 'Platform', objects: null, userPermissions: null };
const allowing = (objects: Record<string, string>, more: Partial<License> = {}): UserSpec => ({
  userLicense: 'Chatter Free',
  license: {
    ...bare,
    objects: new Map(
      Object.entries(objects).map(([name, words]) => [keyOf(name), new Set(words.split(' ') as ObjectAccess[])]),
    ),
    ...more,
  },
});
const untold = allowing({}, { untold: { objects: lacked.gap, userPermissions: new Map() } });
const integration = (license: Partial<License>, more: UserSpec = {}): UserSpec => {
  const held = known([{ ...bare, id: '0PL', name: 'SalesforceAPIIntegrationPsl', ...license }]);
  return { userLicense: 'Salesforce Integration', permissionSetLicenses: held, orgLicenses: held, ...more };
};
const lackingPermission = (name: string, objects: License['objects'] = null): UserSpec =>
  integration({
    objects,
    userPermissions: new Set(),
    untold: { userPermissions: new Map([[keyOf(name), lacked.gap]]) },
  });
const stale = (objects: Record<string, string>, permissions: string[] = []): UserSpec => ({
  sources: [{ type: 'PermissionSetGroup', name: 'Team', stale: true, members: { Member: { objects, permissions } } }],
});
const rule = (name: string, more: Partial<Requirement> = {}): Requirement => requirement(permission(name), more);

type Row = [what: string, sobject: string, access: ObjectAccess, world: World, said: string];
const table = (rows: Row[]): void => {
  for (const [what, sobject, access, world, said] of rows)
    it(`${sobject} ${access}: ${what}`, () => expect(found(sobject, access, world)).to.equal(said));
};

describe('findings of objects: missing, and what would give it', () => {
  const old: UserSpec = { sources: [{ name: 'Old', inert: 'expired', objects: { Account: 'read' } }] };
  const usedUp: UserSpec = {
    userLicense: 'Salesforce Integration',
    orgLicenses: known([
      {
        ...bare,
        name: 'SalesforceAPIIntegrationPsl',
        standing: { force: known('inForce'), seats: known({ total: 1, used: 1 }) },
      },
    ]),
  };
  const expired = known([
    {
      ...bare,
      id: '0PL',
      name: 'Sales',
      objects: new Map([['account', new Set<ObjectAccess>(['read'])]]),
      standing: { force: known('expired' as const), seats: known({ total: 1, used: 1 }) },
    },
  ]);
  table([
    [
      'a set has run out',
      'account',
      'read',
      { user: old },
      'object:Account:read: unmet OBJECT_PERMISSION_MISSING (Account | read); but Old is expired; gives object:Account:read',
    ],
    [
      'a set has run out, and another rule brings it',
      'Account',
      'read',
      { user: old, beside: [rule('ViewAllData')] },
      'object:Account:read: unmet COMES_WITH_MISSING_PERMISSION (Account | read | ViewAllData); waits for userPermission:ViewAllData; gives userPermission:ViewAllData',
    ],
    [
      'a set has run out, and a license has to come first',
      'Account',
      'read',
      {
        user: {
          ...old,
          userLicense: 'Salesforce Integration',
          orgLicenses: known([{ ...bare, name: 'SalesforceAPIIntegrationPsl' }]),
        },
      },
      'object:Account:read: unmet OBJECT_PERMISSION_MISSING (Account | read); waits for license:SalesforceAPIIntegrationPsl; gives object:Account:read, license SalesforceAPIIntegrationPsl',
    ],
    [
      'a license that is used up',
      'Account',
      'read',
      { user: usedUp },
      'object:Account:read: unmet LICENSE_FIRST (Account | read); waits for license:SalesforceAPIIntegrationPsl',
    ],
    [
      'not allowed by the license',
      'Account',
      'read',
      { user: allowing({}) },
      'object:Account:read: impossible LICENSE_FORBIDS (Account | read | Chatter Free); license Chatter Free',
    ],
    [
      'not allowed by the license, and a rule brings it',
      'Account',
      'read',
      { user: allowing({}), beside: [rule('ViewAllData')] },
      'object:Account:read: unmet COMES_WITH_MISSING_PERMISSION (Account | read | ViewAllData); waits for userPermission:ViewAllData; gives userPermission:ViewAllData',
    ],
    [
      'whether the license allows it was not told',
      'Account',
      'read',
      { user: untold },
      'object:Account:read: unknown INCOMPLETE_ANSWER (Account read | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as a column',
    ],
    [
      'dropped by the platform',
      'product2',
      'viewAllRecords',
      {},
      'object:Product2:viewAllRecords: impossible ACCESS_NOT_SUPPORTED (Product2 | viewAllRecords)',
    ],
    [
      'dropped by the platform, and a rule brings it',
      'Product2',
      'viewAllRecords',
      { beside: [rule('ViewAllData')] },
      'object:Product2:viewAllRecords: unmet COMES_WITH_MISSING_PERMISSION (Product2 | viewAllRecords | ViewAllData); waits for userPermission:ViewAllData; gives userPermission:ViewAllData',
    ],
    [
      'dropped, and nobody knows whether what brings it is allowed',
      'Product2',
      'viewAllRecords',
      { user: lackingPermission('ViewAllData'), beside: [rule('ViewAllData')] },
      'object:Product2:viewAllRecords: unknown INCOMPLETE_ANSWER (Product2 viewAllRecords | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as a column',
    ],
    [
      'dropped, and what brings it is not allowed',
      'Product2',
      'viewAllRecords',
      { user: lackingPermission('Other'), beside: [rule('ViewAllData')] },
      'object:Product2:viewAllRecords: impossible ACCESS_NOT_SUPPORTED (Product2 | viewAllRecords)',
    ],
    [
      'not dropped, and nobody knows whether what brings it is allowed',
      'Account',
      'read',
      { user: lackingPermission('ViewAllData'), beside: [rule('ViewAllData')] },
      'object:Account:read: unmet OBJECT_PERMISSION_MISSING (Account | read); gives object:Account:read',
    ],
    [
      'not told whether allowed, nor what brings it',
      'Account',
      'read',
      {
        user: {
          ...lackingPermission('ViewAllData', new Map()),
          license: { ...bare, untold: { objects: lacked.gap, userPermissions: new Map() } },
        },
        beside: [rule('ViewAllData')],
      },
      'object:Account:read: unknown INCOMPLETE_ANSWER (Account read | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as a column',
    ],
    [
      'held, and the license that allowed it has run out',
      'Account',
      'read',
      { objects: { Account: 'read' }, user: { ...allowing({}), permissionSetLicenses: expired, orgLicenses: expired } },
      'object:Account:read: unmet NO_EFFECT_WITHOUT_LICENSE (Account | read); waits for license:Sales',
    ],
    [
      'of a package, whose seat is missing',
      'acme__Deal__c',
      'read',
      {
        objects: { acme__Deal__c: 'read' },
        user: { packages: new Map([['acme', known({ state: 'missing', allowed: 1, used: 1 } as const)]]) },
      },
      'object:acme__Deal__c:read: unmet NO_EFFECT_WITHOUT_SEAT (acme__Deal__c | read); waits for packageSeat:acme',
    ],
    [
      'rows are hidden',
      'Account',
      'read',
      { user: { evidence: { objectRows: hidden } } },
      'object:Account:read: unknown NOT_READABLE (Account read | ObjectPermissions | hidden); unread NOT_AUTHORISED ObjectPermissions; as hidden',
    ],
    [
      'nobody knows what exists',
      'Account',
      'edit',
      { org: { entities: hidden } },
      'object:Account:edit: unknown NOT_READABLE (Account edit | ObjectPermissions | hidden); unread NOT_AUTHORISED ObjectPermissions; as hidden',
    ],
    [
      'nobody knows what exists, and it is held',
      'Account',
      'edit',
      { objects: { Account: 'edit' }, org: { entities: hidden } },
      'object:Account:edit: met GRANTED (Account edit); from Sync',
    ],
    [
      'nobody knows what exists, and rows lacked a column',
      'Account',
      'edit',
      { user: { evidence: { objectRows: lacked } }, org: { entities: hidden } },
      'object:Account:edit: unknown INCOMPLETE_ANSWER (Account edit | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; as a column',
    ],
    [
      'what exists was not answered, and rows lacked a column',
      'Account',
      'edit',
      { user: { evidence: { objectRows: lacked } }, org: { entities: gap('NOT_ANSWERED', 'EntityDefinition', 'x') } },
      'object:Account:edit: unknown INCOMPLETE_ANSWER (Account edit | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; as a column',
    ],
    [
      'nobody knows what exists, and a license lacked a column',
      'Account',
      'edit',
      { user: untold, org: { entities: hidden } },
      'object:Account:edit: unknown INCOMPLETE_ANSWER (Account edit | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; as a column',
    ],
    ['no rule', 'Bare', 'read', {}, 'object:Bare:read: unknown NO_RULE (Bare | read)'],
  ]);
});

describe('findings of objects: what writing articles takes beside', () => {
  const knows: UserSpec = { flags: new Map([['knowledgeuser', known(true)]]) };
  const open = { [articles]: 'read edit' };
  const none = { permissionSetColumns: columns('ViewAllData'), profileColumns: columns('ViewAllData') };
  table([
    [
      'both',
      articles,
      'edit',
      { objects: open, has: 'EditKnowledge', user: knows },
      'object:Knowledge__kav:edit: met GRANTED (Knowledge__kav edit); from Sync',
    ],
    [
      'reading takes nothing',
      articles,
      'read',
      { objects: open, user: knows },
      'object:Knowledge__kav:read: met GRANTED (Knowledge__kav read); from Sync',
    ],
    [
      'only the object',
      articles,
      'edit',
      { objects: open, user: knows },
      'object:Knowledge__kav:edit: unmet PERMISSION_BESIDE_MISSING (Knowledge__kav | edit); waits for userPermission:EditKnowledge; gives userPermission:EditKnowledge',
    ],
    [
      'neither',
      articles,
      'edit',
      { user: knows },
      'object:Knowledge__kav:edit: unmet OBJECT_PERMISSION_MISSING (Knowledge__kav | edit); waits for userPermission:EditKnowledge; gives object:Knowledge__kav:edit, userPermission:EditKnowledge',
    ],
    [
      'neither, and Modify All Data is asked for',
      articles,
      'edit',
      { user: knows, beside: [rule('ModifyAllData')] },
      'object:Knowledge__kav:edit: unmet COMES_WITH_MISSING_PERMISSION (Knowledge__kav | edit | ModifyAllData); waits for userPermission:ModifyAllData; waits for userPermission:EditKnowledge; gives userPermission:ModifyAllData, userPermission:EditKnowledge',
    ],
    [
      'no such permission here',
      articles,
      'edit',
      { objects: open, user: knows, org: none },
      'object:Knowledge__kav:edit: impossible NO_SUCH_USER_PERMISSION (EditKnowledge), knowledge; waits for userPermission:EditKnowledge',
    ],
    [
      'no such permission here, and no object permission',
      articles,
      'edit',
      { user: knows, org: none },
      'object:Knowledge__kav:edit: impossible NO_SUCH_USER_PERMISSION (EditKnowledge), knowledge; waits for userPermission:EditKnowledge',
    ],
    [
      'not allowed to be managed',
      articles,
      'edit',
      { objects: open, user: { ...knows, ...lackingPermission('Other') } },
      'object:Knowledge__kav:edit: impossible LICENSE_FORBIDS_PERMISSION (EditKnowledge label (EditKnowledge) | Salesforce Integration); waits for userPermission:EditKnowledge; license Salesforce Integration',
    ],
    [
      'perhaps not allowed to be managed',
      articles,
      'edit',
      { objects: open, user: { ...knows, ...lackingPermission('EditKnowledge') } },
      'object:Knowledge__kav:edit: unknown INCOMPLETE_ANSWER (Knowledge__kav edit | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as a column',
    ],
    [
      'perhaps not allowed to be managed, and no object permission',
      articles,
      'edit',
      { user: { ...knows, ...lackingPermission('EditKnowledge') } },
      'object:Knowledge__kav:edit: unmet OBJECT_PERMISSION_MISSING (Knowledge__kav | edit); gives object:Knowledge__kav:edit',
    ],
    [
      'permissions are hidden',
      articles,
      'edit',
      { objects: open, user: { ...knows, evidence: { userPermissionRows: hidden } } },
      'object:Knowledge__kav:edit: unknown NOT_READABLE (Knowledge__kav edit | ObjectPermissions | hidden); unread NOT_AUTHORISED ObjectPermissions; as hidden',
    ],
    [
      'permissions are hidden, and no object permission',
      articles,
      'edit',
      { user: { ...knows, evidence: { userPermissionRows: hidden } } },
      'object:Knowledge__kav:edit: unknown NOT_READABLE (Knowledge__kav edit | ObjectPermissions | hidden); unread NOT_AUTHORISED ObjectPermissions; as hidden',
    ],
    [
      'rows are hidden',
      articles,
      'edit',
      { user: { ...knows, evidence: { objectRows: hidden } } },
      'object:Knowledge__kav:edit: unmet PERMISSION_BESIDE_MISSING (Knowledge__kav | edit); waits for userPermission:EditKnowledge; gives userPermission:EditKnowledge',
    ],
    [
      'rows are hidden, managed',
      articles,
      'edit',
      { has: 'EditKnowledge', user: { ...knows, evidence: { objectRows: hidden } } },
      'object:Knowledge__kav:edit: unknown NOT_READABLE (Knowledge__kav edit | ObjectPermissions | hidden); unread NOT_AUTHORISED ObjectPermissions; as hidden',
    ],
    [
      'the object is not allowed',
      articles,
      'edit',
      { has: 'EditKnowledge', user: { ...knows, ...allowing({}) } },
      'object:Knowledge__kav:edit: impossible LICENSE_FORBIDS (Knowledge__kav | edit | Chatter Free); license Chatter Free',
    ],
    [
      'the object is not allowed, and nothing is there',
      articles,
      'edit',
      { user: { ...knows, ...allowing({}) } },
      'object:Knowledge__kav:edit: impossible LICENSE_FORBIDS (Knowledge__kav | edit | Chatter Free); license Chatter Free',
    ],
    [
      'whether the object is allowed was not told',
      articles,
      'edit',
      { user: { ...knows, ...untold } },
      'object:Knowledge__kav:edit: unknown INCOMPLETE_ANSWER (Knowledge__kav edit | PermissionSetLicense | a column); unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as a column',
    ],
    [
      'managing waits for a group',
      articles,
      'edit',
      { objects: open, user: { ...knows, ...stale({}, ['EditKnowledge']) } },
      'object:Knowledge__kav:edit: unknown GROUP_RECALCULATING (Knowledge__kav edit | PermissionSetGroup | Team); unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'managing waits for a group, and no object permission',
      articles,
      'edit',
      { user: { ...knows, ...stale({}, ['EditKnowledge']) } },
      'object:Knowledge__kav:edit: unmet OBJECT_PERMISSION_MISSING (Knowledge__kav | edit); gives object:Knowledge__kav:edit',
    ],
    [
      'no Knowledge User',
      articles,
      'edit',
      { objects: open, has: 'EditKnowledge', user: { flags: new Map([['knowledgeuser', known(false)]]) } },
      'object:Knowledge__kav:edit: unmet NO_EFFECT_WITHOUT_FLAG (Knowledge__kav | edit); waits for userFlag:KnowledgeUser',
    ],
    [
      'no Knowledge User, and nothing else',
      articles,
      'edit',
      { user: { flags: new Map([['knowledgeuser', known(false)]]) } },
      'object:Knowledge__kav:edit: unmet OBJECT_PERMISSION_MISSING (Knowledge__kav | edit); waits for userFlag:KnowledgeUser; waits for userPermission:EditKnowledge; gives object:Knowledge__kav:edit, userPermission:EditKnowledge',
    ],
  ]);
});

describe('findings of objects: beside a minimum', () => {
  const minimum: ObjectAccess[] = ['read', 'edit'];
  table([
    [
      'all of the minimum is there',
      'Account',
      'delete',
      { minimum, objects: { Account: 'read edit' } },
      'object:Account:delete: degraded MINIMUM_HELD (Account | delete | read, edit); gives object:Account:delete',
    ],
    [
      'the minimum waits for a group',
      'Account',
      'delete',
      { minimum, user: stale({ Account: 'read edit' }) },
      'object:Account:delete: unknown GROUP_RECALCULATING (Account delete | PermissionSetGroup | Team); unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'a part of the minimum waits for a group, the rest is there',
      'Account',
      'delete',
      { minimum, objects: { Account: 'read' }, user: stale({ Account: 'edit' }) },
      'object:Account:delete: unknown GROUP_RECALCULATING (Account delete | PermissionSetGroup | Team); unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'a part of the minimum waits for a group, the rest is missing',
      'Account',
      'delete',
      { minimum: ['read', 'viewAllFields'], user: stale({ Account: 'read' }) },
      'object:Account:delete: unmet OBJECT_PERMISSION_MISSING (Account | delete); gives object:Account:delete',
    ],
    [
      'a part of the minimum is missing for sure, and perhaps never to be had',
      'Account',
      'delete',
      { minimum, objects: { Account: 'read' }, user: allowing({ Account: 'read' }) },
      'object:Account:delete: impossible LICENSE_FORBIDS (Account | delete | Chatter Free); license Chatter Free',
    ],
    [
      'what may never be had is asked for beside it',
      'Product2',
      'viewAllRecords',
      { minimum: ['read'], user: stale({ Product2: 'read' }) },
      'object:Product2:viewAllRecords: unknown GROUP_RECALCULATING (Product2 viewAllRecords | PermissionSetGroup | Team); unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'the word is of the minimum',
      'Account',
      'read',
      { minimum, user: stale({ Account: 'edit' }) },
      'object:Account:read: unmet OBJECT_PERMISSION_MISSING (Account | read); gives object:Account:read',
    ],
    [
      'where present, and it is not',
      'Nope',
      'delete',
      { minimum, more: { ifPresent: true } },
      'object:Nope:delete: notApplicable NOT_IN_THIS_ORG (Nope)',
    ],
    ['no such object', 'Nope', 'delete', { minimum }, 'object:Nope:delete: impossible NO_SUCH_OBJECT (Nope)'],
  ]);
});

describe('findings of objects: patterns', () => {
  table([
    ['none matches', 'other__*', 'read', {}, 'object:other__*:read: notApplicable NO_MATCHING_OBJECT (other__*)'],
    [
      'one matches',
      'acme__*',
      'read',
      {},
      'object:acme__Deal__c:read: unmet OBJECT_PERMISSION_MISSING (acme__Deal__c | read); gives object:acme__Deal__c:read',
    ],
    [
      'nobody knows what takes permissions',
      'acme__*',
      'read',
      { org: { permissionableObjects: hidden } },
      'object:acme__*:read: unknown NOT_READABLE (acme__* | ObjectPermissions | hidden); unread NOT_AUTHORISED ObjectPermissions; as hidden',
    ],
  ]);
});
