/** Fields: the whole finding, with what would close it (facts B4, C3-C9, C19, C20, K5). */
import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { EntityField, License, OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { keyOf } from '../../../src/platform/names.js';
import type { FieldAccess, ObjectAccess } from '../../../src/platform/objectAccess.js';
import { saidWhole } from '../support/said.js';
import { field, needs, objectList, requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

const free = { permissionable: false } as const;
const fieldsOf = (): Record<string, EntityField[]> => ({
  Account: [
    field('Name', free),
    field('CreatedDate', { ...free, createable: false, updateable: false }),
    field('Website'),
    field('PersonEmail'),
    field('PersonTitle', free),
    field('PersonAge'),
    field('Level__pc'),
    field('Secret__c', { dataType: 'encryptedstring' }),
    field('Untold__c', { dataType: '', untold: new Set(['DataType']) }),
    field('Sum__c', { dataType: '', untold: new Set(['DataType']), calculated: true, updateable: false }),
    field('Count__c', { dataType: '', untold: new Set(['DataType']), autoNumber: true, updateable: false }),
    field('Fax', { dataType: '', untold: new Set(['DataType']) }),
    field('Key__c', { sharedExternalId: true }),
    field('Once__c', { updateable: false }),
    field('acme__Score__c'),
    field('BillingAddress', { isCompound: true, createable: false, updateable: false }),
    field('BillingCity', { compound: 'BillingAddress' }),
    field('Odd', { untold: new Set(['IsPermissionable']) }),
    field('Writes', { untold: new Set(['IsUpdatable']) }),
    field('Total__c', { calculated: true }),
  ],
  Contact: [
    field('Email'),
    field('Title'),
    field('Level__c'),
    field('Name', { ...free, isCompound: true, createable: false, updateable: false }),
    field('LastName', { ...free, compound: 'Name' }),
  ],
  Task: [field('Subject', free)],
  EmailMessage: [field('Subject', free), field('Status')],
  CampaignMember: [field('Status', free)],
  ActivityFieldHistory: [field('FieldName', free)],
  AccountChangeEvent: [field('Name', free)],
  LeadHistory: [field('OldValue', free)],
  Settings__c: [field('Value__c', free)],
  Strange: [field('Email', free)],
  Knowledge__kav: [field('Title', free)],
});

const permissions =
  'ViewAllData ModifyAllData ActivitiesAccess EditTask ViewEncryptedData EditReadonlyFields ViewAllCustomSettings' +
  ' CustomizeApplication EditKnowledge ViewAllFieldsGlobal CanUpdateEmailMessage';
const columns = known(new Map(permissions.split(' ').map((name) => [keyOf(name), { name, label: name }])));
const names = Object.keys(fieldsOf()).concat('Lead', 'Campaign', 'Case');
const entities = names.map((name) => ({
  ...{ name },
  ...(name === 'Settings__c' ? { isCustomSetting: true as const, durableId: '01I000000000001' } : {}),
}));

const org = (more: Partial<OrgSchema>): OrgSchema =>
  schema({
    entities: known(new Map(entities.map((one) => [keyOf(one.name), one]))),
    permissionableObjects: known(objectList('Account', 'Contact', 'Lead', 'Campaign', 'Case', 'Knowledge__kav')),
    fields: new Map(
      Object.entries(fieldsOf()).map(([name, all]) => [
        keyOf(name),
        known(new Map(all.map((one) => [keyOf(one.name), one]))),
      ]),
    ),
    ...{ permissionSetColumns: columns, profileColumns: columns, licenseCeilingColumns: columns },
    ...more,
  });

type World = {
  readonly has?: string;
  readonly objects?: Record<string, string>;
  readonly fields?: Record<string, FieldAccess>;
  readonly user?: UserSpec;
  readonly org?: Partial<OrgSchema>;
  readonly beside?: Requirement[];
  readonly ifPresent?: true;
};

const found = (name: string, access: FieldAccess, world: World): string => {
  const { has = '', objects = {}, fields = {}, beside = [], ifPresent = false } = world;
  const own = { permissions: has.split(' ').filter((one) => one !== ''), objects, fields };
  const one = user({ ...world.user, sources: [own, ...(world.user?.sources ?? [])] });
  const [sobject = '', rest = ''] = name.split('.');
  const asked = requirement(needs.field(sobject, rest, access), { ifPresent });
  const all = evaluate([asked, ...beside], snapshot(one, org(world.org ?? {})), one);
  return all
    .filter(({ kind }) => kind === 'field')
    .map(saidWhole)
    .join('\n');
};

const withAudit = known(new Map([['createauditfields', { name: 'CreateAuditFields', label: 'Set Audit Fields' }]]));
const audited: Partial<OrgSchema> = { permissionSetColumns: withAudit, profileColumns: withAudit };
const notShown = gap('NOT_AUTHORISED', 'FieldPermissions', 'hidden');
const lacked = gap('INCOMPLETE_ROWS', 'ObjectPermissions', 'a column');
const ofLicense = gap('INCOMPLETE_ROWS', 'PermissionSetLicense', 'its objects');
const offers = (fields: Record<string, string>): Partial<OrgSchema> => ({
  offeredFields: known(
    new Map(Object.entries(fields).map(([name, all]) => [keyOf(name), new Set(all.toLowerCase().split(' '))])),
  ),
});
const platform: License = { id: null, name: 'Platform', label: 'Platform', objects: null, userPermissions: null };
const allowing = (objects: Record<string, string>): UserSpec => ({
  userLicense: 'Chatter Free',
  license: {
    ...platform,
    objects: new Map(
      Object.entries(objects).map(([name, words]) => [keyOf(name), new Set(words.split(' ') as ObjectAccess[])]),
    ),
  },
});
const untoldLicense: UserSpec = {
  userLicense: 'Chatter Free',
  license: { ...platform, objects: new Map(), untold: { objects: ofLicense.gap, userPermissions: new Map() } },
};
const ofIntegration = (license: Partial<License>): UserSpec => {
  const held = known([{ ...platform, id: '0PL', name: 'SalesforceAPIIntegrationPsl', ...license }]);
  return { userLicense: 'Salesforce Integration', permissionSetLicenses: held, orgLicenses: held };
};
const stale = (objects: Record<string, string>, fields: Record<string, FieldAccess> = {}): UserSpec => ({
  sources: [{ type: 'PermissionSetGroup', name: 'Team', stale: true, members: { Member: { objects, fields } } }],
});

type Row = [what: string, name: string, access: FieldAccess, world: World, said: string];
const table = (rows: Row[]): void => {
  for (const [what, name, access, world, said] of rows)
    it(`${name} ${access}: ${what}`, () => expect(found(name, access, world)).to.equal(said));
};

describe('findings of fields: what person accounts mirror (fact C6)', () => {
  const objects = { Account: 'read edit', Contact: 'read' };
  const both = offers({ Account: 'PersonEmail Level__pc', Contact: 'Email Level__c' });
  const own = { 'Account.PersonEmail': 'edit' } as const;
  const mirrored = { 'Contact.Email': 'edit' } as const;
  table([
    [
      'both are held',
      'Account.PersonEmail',
      'edit',
      { objects, fields: { ...own, ...mirrored }, org: both },
      'met GRANTED (Account.PersonEmail edit); from Sync; from Sync',
    ],
    [
      'that of Account alone',
      'Account.PersonEmail',
      'read',
      { objects, fields: own, org: both },
      'unknown PERSON_ACCOUNT_CONTESTED (Account.PersonEmail | read | Account.PersonEmail | Contact.Email | Account.PersonEmail)',
    ],
    [
      'that of Contact alone',
      'account.personemail',
      'read',
      { objects, fields: mirrored, org: both },
      'unknown PERSON_ACCOUNT_CONTESTED (Account.PersonEmail | read | Account.PersonEmail | Contact.Email | Contact.Email)',
    ],
    [
      'that of Contact alone, as Salesforce writes it',
      'Account.PersonEmail',
      'read',
      { objects, fields: mirrored, org: both },
      'unknown PERSON_ACCOUNT_CONTESTED (Account.PersonEmail | read | Account.PersonEmail | Contact.Email | Contact.Email)',
    ],
    [
      'neither: both are given',
      'Account.PersonEmail',
      'edit',
      { objects, org: both },
      'unmet FIELD_PERMISSION_MISSING (Account.PersonEmail | edit | Account.PersonEmail, Contact.Email); gives field:Account.PersonEmail:edit, field:Contact.Email:edit',
    ],
    [
      'neither, and only one is offered',
      'Account.PersonEmail',
      'edit',
      { objects, org: offers({ Account: 'PersonEmail', Contact: 'Title' }) },
      'unknown FIELD_NOT_OFFERED (Account.PersonEmail | edit | Account.PersonEmail, Contact.Email); missing for sure',
    ],
    [
      'neither, and nobody knows what is offered',
      'Account.PersonEmail',
      'edit',
      { objects },
      'unknown FIELD_NOT_OFFERED (Account.PersonEmail | edit | Account.PersonEmail, Contact.Email); missing for sure',
    ],
    [
      'Account offers none, that of Contact is held',
      'Account.PersonEmail',
      'edit',
      { objects, fields: mirrored, org: offers({ Account: 'Website', Contact: 'Email' }) },
      'met GRANTED (Account.PersonEmail edit); from Sync',
    ],
    [
      'Account offers none, that of Contact is missing',
      'Account.PersonEmail',
      'edit',
      { objects, fields: own, org: offers({ Account: 'Website', Contact: 'Email' }) },
      'unmet FIELD_PERMISSION_MISSING (Account.PersonEmail | edit | Contact.Email); gives field:Contact.Email:edit',
    ],
    [
      'one is unknown, the other held',
      'Account.PersonEmail',
      'read',
      { objects, fields: own, org: both, user: stale({}, { 'Contact.Email': 'read' }) },
      'unknown GROUP_RECALCULATING (Account.PersonEmail read | PermissionSetGroup | Team); unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'one is unknown, the other missing',
      'Account.PersonEmail',
      'read',
      { objects, org: both, user: stale({}, { 'Contact.Email': 'read' }) },
      'unknown GROUP_RECALCULATING (Account.PersonEmail read | PermissionSetGroup | Team); unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'a custom one',
      'Account.Level__pc',
      'read',
      { objects, org: both },
      'unmet FIELD_PERMISSION_MISSING (Account.Level__pc | read | Account.Level__pc, Contact.Level__c); gives field:Account.Level__pc:read, field:Contact.Level__c:read',
    ],
    [
      'contacts cannot be read',
      'Account.PersonEmail',
      'read',
      { objects: { Account: 'read' }, fields: { ...own, ...mirrored }, org: both },
      'unmet BLOCKED_BY_OBJECT (Account.PersonEmail | read | object:Contact:read); waits for object:Contact:read; gives; then object:Contact:read',
    ],
    [
      'contacts cannot be read, accounts neither',
      'Account.PersonEmail',
      'read',
      { fields: { ...own, ...mirrored }, org: both },
      'unmet BLOCKED_BY_OBJECT (Account.PersonEmail | read | object:Contact:read); waits for object:Contact:read; gives; then object:Contact:read',
    ],
    [
      'contacts cannot be read, accounts not edited',
      'Account.PersonEmail',
      'edit',
      { objects: { Account: 'read' }, fields: { ...own, ...mirrored }, org: both },
      'unmet BLOCKED_BY_OBJECT (Account.PersonEmail | edit | object:Contact:read); waits for object:Contact:read; gives; then object:Contact:read',
    ],
    [
      'Contact has no such field',
      'Account.PersonAge',
      'read',
      { objects, org: both },
      'unknown FIELD_NOT_OFFERED (Account.PersonAge | read | Account.PersonAge); missing for sure',
    ],
    [
      'of fields of Contact nothing is known',
      'Account.PersonEmail',
      'read',
      { objects, fields: own, org: { ...both, fields: new Map([...org({}).fields, ['contact', notShown]]) } },
      'unknown NOT_READABLE (Account.PersonEmail read | FieldPermissions | hidden); unread NOT_AUTHORISED FieldPermissions; as hidden',
    ],
    [
      'fields of Contact were not asked for',
      'Account.PersonEmail',
      'read',
      {
        objects,
        fields: own,
        org: { ...both, fields: new Map([...org({}).fields].filter(([key]) => key !== 'contact')) },
      },
      'met GRANTED (Account.PersonEmail read); from Sync',
    ],
    [
      'a field that takes no permission',
      'Account.PersonTitle',
      'read',
      { objects: { Account: 'read' }, org: both },
      'met FOLLOWS_OBJECT (Account.PersonTitle | Account); from Sync',
    ],
    [
      'no field of persons',
      'Account.Website',
      'read',
      { objects: { Account: 'read' }, fields: { 'Account.Website': 'read' }, org: both },
      'met GRANTED (Account.Website read); from Sync',
    ],
  ]);
});

describe('findings of fields: what the org takes', () => {
  const objects = { Account: 'read edit' };
  table([
    [
      'offered',
      'Account.Website',
      'read',
      { objects, org: offers({ Account: 'Website' }) },
      'unmet FIELD_PERMISSION_MISSING (Account.Website | read | Account.Website); gives field:Account.Website:read',
    ],
    [
      'not offered',
      'Account.Website',
      'read',
      { objects, org: offers({ Account: 'Fax' }) },
      'unknown FIELD_NOT_OFFERED (Account.Website | read | Account.Website); missing for sure',
    ],
    [
      'not offered, of an object that is closed',
      'Account.Website',
      'edit',
      { org: offers({ Account: 'Fax' }) },
      'unknown FIELD_NOT_OFFERED (Account.Website | edit | Account.Website); waits for object:Account:read; missing for sure',
    ],
    [
      'not offered, of an object that can never be had',
      'Account.Website',
      'edit',
      { user: allowing({}), org: offers({ Account: 'Fax' }) },
      'impossible FIELD_PERMISSION_MISSING (Account.Website | edit | Account.Website); waits for object:Account:read',
    ],
    [
      'not offered, and held',
      'Account.Website',
      'read',
      { objects, fields: { 'Account.Website': 'read' }, org: offers({ Account: 'Fax' }) },
      'met GRANTED (Account.Website read); from Sync',
    ],
    [
      'a part of an address: the address',
      'Account.BillingCity',
      'read',
      { objects, org: offers({ Account: 'BillingAddress' }) },
      'unmet FIELD_PERMISSION_MISSING (Account.BillingCity | read | Account.BillingAddress); gives field:Account.BillingAddress:read',
    ],
    [
      'a part of an address, where the address is not offered',
      'Account.BillingCity',
      'read',
      { objects, org: offers({ Account: 'BillingCity' }) },
      'unknown FIELD_NOT_OFFERED (Account.BillingCity | read | Account.BillingAddress); missing for sure',
    ],
    [
      'whether it takes permissions was not told',
      'Account.Odd',
      'read',
      { objects },
      'unknown INCOMPLETE_ANSWER (Account.Odd read | EntityParticle | IsPermissionable); unread INCOMPLETE_ROWS EntityParticle; as IsPermissionable',
    ],
    [
      'whether it can be edited was not told, and it is only read',
      'Account.Writes',
      'read',
      { objects },
      'unmet FIELD_PERMISSION_MISSING (Account.Writes | read | Account.Writes); gives field:Account.Writes:read',
    ],
    [
      'whether it can be edited was not told',
      'Account.Writes',
      'edit',
      { objects },
      'unknown INCOMPLETE_ANSWER (Account.Writes edit | EntityParticle | IsUpdatable); unread INCOMPLETE_ROWS EntityParticle; as IsUpdatable',
    ],
    ['a name made of parts', 'Contact.Name', 'edit', { objects }, 'impossible FIELD_READ_ONLY (Contact.Name)'],
    [
      'a part of a name',
      'Contact.LastName',
      'edit',
      { objects: { Contact: 'read edit' } },
      'met FOLLOWS_OBJECT (Contact.LastName | Contact); from Sync',
    ],
    [
      'an audit field, of an org that lets none be set',
      'Account.CreatedDate',
      'edit',
      { objects },
      'impossible FIELD_READ_ONLY (Account.CreatedDate)',
    ],
    [
      'an audit field, for who may set it',
      'Account.CreatedDate',
      'edit',
      { objects: { Account: 'read create' }, has: 'CreateAuditFields', org: audited },
      'met FOLLOWS_OBJECT (Account.CreatedDate | Account); from Sync',
    ],
    [
      'an audit field, for who may set it and creates nothing',
      'Account.CreatedDate',
      'edit',
      { objects: { Account: 'read edit' }, has: 'CreateAuditFields', org: audited },
      'unmet BLOCKED_BY_OBJECT (Account.CreatedDate | edit | object:Account:create); waits for object:Account:create; gives; then object:Account:create',
    ],
    [
      'an audit field, for who may not set it',
      'Account.CreatedDate',
      'edit',
      { objects: { Account: 'read create' }, org: audited },
      'impossible FIELD_READ_ONLY (Account.CreatedDate), auditField',
    ],
    [
      'an audit field, for who is to be allowed to set it',
      'Account.CreatedDate',
      'edit',
      {
        objects: { Account: 'read create' },
        org: audited,
        beside: [requirement(needs.permission('CreateAuditFields'))],
      },
      'unmet FIELD_READ_ONLY (Account.CreatedDate), auditField; waits for userPermission:CreateAuditFields; gives userPermission:CreateAuditFields',
    ],
    ['a formula', 'Account.Total__c', 'edit', { objects }, 'impossible FIELD_READ_ONLY (Account.Total__c)'],
    [
      'a formula, for who edits read only fields',
      'Account.Total__c',
      'edit',
      { objects, has: 'EditReadonlyFields' },
      'impossible EDITS_READ_ONLY_FIELDS (Account.Total__c)',
    ],
    ['no such field', 'Account.Nope', 'read', { objects }, 'impossible NO_SUCH_FIELD (Account.Nope | Account)'],
    [
      'no such field, where present',
      'Account.Nope',
      'read',
      { objects, ifPresent: true },
      'notApplicable NOT_IN_THIS_ORG (Account.Nope)',
    ],
    ['no such object', 'Nope.Name', 'read', {}, 'impossible NO_SUCH_OBJECT (Nope)'],
    ['no such object, where present', 'Nope.Name', 'read', { ifPresent: true }, 'notApplicable NOT_IN_THIS_ORG (Nope)'],
    [
      'of an object whose fields were not read',
      'Lead.Email',
      'read',
      {},
      'unknown NOT_READABLE (Lead.Email | Lead.Email | ); unread NOT_ANSWERED Lead.Email',
    ],
    [
      'of an object whose fields could not be read',
      'Lead.Email',
      'read',
      { org: { fields: new Map([['lead', notShown]]) } },
      'unknown NOT_READABLE (Lead.Email read | FieldPermissions | hidden); unread NOT_AUTHORISED FieldPermissions; as hidden',
    ],
    [
      'by all fields of everything',
      'Account.Website',
      'read',
      { objects, has: 'ViewAllFieldsGlobal' },
      'met GRANTED (Account.Website read); from Sync via ViewAllFieldsGlobal',
    ],
  ]);
});

describe('findings of fields: masked values and keys of upserts (facts C19, C20)', () => {
  const objects = { Account: 'read edit' };
  const fields = {
    'Account.Secret__c': 'edit',
    'Account.Untold__c': 'edit',
    'Account.Sum__c': 'read',
    'Account.Count__c': 'read',
    'Account.Fax': 'read',
    'Account.Key__c': 'edit',
  } as const;
  const world = { objects, fields };
  const forbidding = ofIntegration({ userPermissions: new Set(['viewalldata']) });
  const without = new Map([...(columns.known ? columns.value : [])].filter(([key]) => key !== 'viewencrypteddata'));
  table([
    [
      'masked',
      'Account.Secret__c',
      'read',
      world,
      'degraded VALUES_MASKED (Account.Secret__c | read); waits for userPermission:ViewEncryptedData; from Sync',
    ],
    [
      'masked, and edited',
      'Account.Secret__c',
      'edit',
      world,
      'degraded VALUES_MASKED (Account.Secret__c | edit); waits for userPermission:ViewEncryptedData; from Sync',
    ],
    [
      'masked for ever by the license',
      'Account.Secret__c',
      'read',
      { ...world, user: forbidding },
      'degraded VALUES_STAY_MASKED (Account.Secret__c | read); waits for userPermission:ViewEncryptedData; from Sync; for ever',
    ],
    [
      'masked for ever, as this org has no such permission',
      'Account.Secret__c',
      'read',
      { ...world, org: { permissionSetColumns: known(without), profileColumns: known(without) } },
      'degraded VALUES_STAY_MASKED (Account.Secret__c | read); waits for userPermission:ViewEncryptedData; from Sync; for ever',
    ],
    [
      'not masked',
      'Account.Secret__c',
      'read',
      { ...world, has: 'ViewEncryptedData' },
      'met GRANTED (Account.Secret__c read); from Sync',
    ],
    [
      'nobody knows of the permission',
      'Account.Secret__c',
      'read',
      { ...world, user: { evidence: { userPermissionRows: notShown } } },
      'unknown NOT_READABLE (Account.Secret__c read | FieldPermissions | hidden); unread NOT_AUTHORISED FieldPermissions; as hidden',
    ],
    [
      'not there at all',
      'Account.Secret__c',
      'read',
      { objects },
      'unmet FIELD_PERMISSION_MISSING (Account.Secret__c | read | Account.Secret__c); gives field:Account.Secret__c:read',
    ],
    [
      'its type was not told',
      'Account.Untold__c',
      'read',
      world,
      'unknown INCOMPLETE_ANSWER (Account.Untold__c read | EntityParticle | DataType); unread INCOMPLETE_ROWS EntityParticle; as DataType',
    ],
    [
      'its type was not told, for who sees all values',
      'Account.Untold__c',
      'read',
      { ...world, has: 'ViewEncryptedData' },
      'met GRANTED (Account.Untold__c read); from Sync',
    ],
    [
      'the type of a formula was not told',
      'Account.Sum__c',
      'read',
      world,
      'met GRANTED (Account.Sum__c read); from Sync',
    ],
    [
      'the type of an auto-number was not told',
      'Account.Count__c',
      'read',
      world,
      'met GRANTED (Account.Count__c read); from Sync',
    ],
    [
      'the type of a standard field was not told',
      'Account.Fax',
      'read',
      world,
      'met GRANTED (Account.Fax read); from Sync',
    ],
    [
      'a key that is not unique',
      'Account.Key__c',
      'edit',
      world,
      'met UPSERT_NEEDS_MORE (Account.Key__c edit); from Sync; beside userPermission:ViewAllData',
    ],
    ['a key that is only read', 'Account.Key__c', 'read', world, 'met GRANTED (Account.Key__c read); from Sync'],
    [
      'a key, for who sees all data',
      'Account.Key__c',
      'edit',
      { ...world, has: 'ViewAllData' },
      'met GRANTED (Account.Key__c edit); from Sync',
    ],
    [
      'a key, for who changes all data',
      'Account.Key__c',
      'edit',
      { ...world, has: 'ModifyAllData' },
      'met GRANTED (Account.Key__c edit); from Sync',
    ],
    [
      'a key, and nobody knows who sees all data',
      'Account.Key__c',
      'edit',
      { ...world, user: { evidence: { userPermissionRows: notShown } } },
      'met GRANTED (Account.Key__c edit); from Sync',
    ],
    [
      'a key that is missing',
      'Account.Key__c',
      'edit',
      { objects },
      'unmet FIELD_PERMISSION_MISSING (Account.Key__c | edit | Account.Key__c); gives field:Account.Key__c:edit',
    ],
    [
      'no key',
      'Account.Secret__c',
      'edit',
      { ...world, has: 'ViewEncryptedData' },
      'met GRANTED (Account.Secret__c edit); from Sync',
    ],
  ]);
});

describe('findings of fields: what gives access to an object without permissions', () => {
  table([
    [
      'two permissions',
      'Task.Subject',
      'edit',
      {},
      'unmet BLOCKED_BY_OBJECT (Task.Subject | edit | object:Task:read); waits for object:Task:read; gives; then userPermission:ActivitiesAccess',
    ],
    [
      'one of two permissions',
      'Task.Subject',
      'edit',
      { has: 'ActivitiesAccess' },
      'unmet BLOCKED_BY_OBJECT (Task.Subject | edit | object:Task:edit); waits for object:Task:edit; gives; then userPermission:EditTask',
    ],
    [
      'what opens all of the rows',
      'EmailMessage.Subject',
      'read',
      {},
      'unmet BLOCKED_BY_OBJECT (EmailMessage.Subject | read | object:EmailMessage:read); waits for object:EmailMessage:read; gives; then object:Case:read, userPermission:ActivitiesAccess',
    ],
    [
      'a part of the rows',
      'EmailMessage.Subject',
      'read',
      { objects: { Case: 'read' } },
      'degraded SOME_ROWS_ONLY (EmailMessage | read | ActivitiesAccess); waits for userPermission:ActivitiesAccess; from Sync; gives userPermission:ActivitiesAccess; beside object:Case:read',
    ],
    [
      'a part of the rows, and the field itself',
      'EmailMessage.Status',
      'read',
      { objects: { Case: 'read' }, fields: { 'EmailMessage.Status': 'read' } },
      'degraded SOME_ROWS_ONLY (EmailMessage | read | ActivitiesAccess); waits for userPermission:ActivitiesAccess; from Sync; gives userPermission:ActivitiesAccess; beside object:Case:read',
    ],
    [
      'a part of the rows, without the field',
      'EmailMessage.Status',
      'read',
      { objects: { Case: 'read' } },
      'unmet FIELD_PERMISSION_MISSING (EmailMessage.Status | read | EmailMessage.Status); gives field:EmailMessage.Status:read',
    ],
    [
      'a part of the rows for both',
      'EmailMessage.Subject',
      'edit',
      { has: 'CanUpdateEmailMessage', objects: { Case: 'read' } },
      'degraded SOME_ROWS_ONLY (EmailMessage | read | ActivitiesAccess); waits for userPermission:ActivitiesAccess; from Sync; gives userPermission:ActivitiesAccess; beside object:Case:read',
    ],
    [
      'a part of the rows to be created',
      'EmailMessage.Status',
      'edit',
      { objects: { Case: 'read edit' }, fields: { 'EmailMessage.Status': 'edit' } },
      'degraded SOME_ROWS_ONLY (EmailMessage | create | ActivitiesAccess, EditTask); waits for userPermission:ActivitiesAccess; waits for userPermission:EditTask; from Sync; gives userPermission:ActivitiesAccess, userPermission:EditTask; beside object:Case:edit',
    ],
    [
      'the narrowest of several',
      'CampaignMember.Status',
      'read',
      {},
      'unmet BLOCKED_BY_OBJECT (CampaignMember.Status | read | object:CampaignMember:read); waits for object:CampaignMember:read; gives; then object:Campaign:read, object:Lead:read',
    ],
    [
      'the narrowest of several, beside a flag',
      'CampaignMember.Status',
      'edit',
      { objects: { Campaign: 'read' }, user: { flags: new Map([['marketinguser', known(false)]]) } },
      'unmet BLOCKED_BY_OBJECT (CampaignMember.Status | edit | object:CampaignMember:read); waits for object:CampaignMember:read; gives; then object:Lead:read',
    ],
    [
      'the strict one of two readings',
      'ActivityFieldHistory.FieldName',
      'read',
      {},
      'impossible BLOCKED_BY_OBJECT (ActivityFieldHistory.FieldName | read | object:ActivityFieldHistory:read); waits for object:ActivityFieldHistory:read',
    ],
    [
      'the strict one of two readings, that a rule names',
      'ActivityFieldHistory.FieldName',
      'read',
      { beside: [requirement(needs.permission('ModifyAllData')), requirement(needs.permission('ViewAllData'))] },
      'unmet BLOCKED_BY_OBJECT (ActivityFieldHistory.FieldName | read | object:ActivityFieldHistory:read); waits for object:ActivityFieldHistory:read; gives; then userPermission:ViewAllData',
    ],
    [
      'what the org takes',
      'AccountChangeEvent.Name',
      'read',
      {},
      'unmet BLOCKED_BY_OBJECT (AccountChangeEvent.Name | read | object:AccountChangeEvent:read); waits for object:AccountChangeEvent:read; gives; then object:Account:viewAllRecords',
    ],
    [
      'what the org takes otherwise',
      'AccountChangeEvent.Name',
      'read',
      {
        org: { permissionableObjects: known(objectList('Lead')) },
        beside: [requirement(needs.permission('ViewAllData'))],
      },
      'unmet BLOCKED_BY_OBJECT (AccountChangeEvent.Name | read | object:AccountChangeEvent:read); waits for object:AccountChangeEvent:read; gives; then userPermission:ViewAllData',
    ],
    [
      'the object behind it',
      'LeadHistory.OldValue',
      'read',
      {},
      'unmet BLOCKED_BY_OBJECT (LeadHistory.OldValue | read | object:LeadHistory:read); waits for object:LeadHistory:read; gives; then object:Lead:read',
    ],
    [
      'the first of what opens custom settings',
      'Settings__c.Value__c',
      'read',
      { user: { evidence: { appRows: known(true) } } },
      'unmet BLOCKED_BY_OBJECT (Settings__c.Value__c | read | object:Settings__c:read); waits for object:Settings__c:read; gives; then userPermission:ViewAllCustomSettings',
    ],
    ['no rule', 'Strange.Email', 'read', {}, 'unknown NO_RULE (Strange | read); waits for object:Strange:read'],
    [
      'what is beside object permissions',
      'Knowledge__kav.Title',
      'edit',
      { objects: { Knowledge__kav: 'read edit create' }, user: { flags: new Map([['knowledgeuser', known(true)]]) } },
      'unmet BLOCKED_BY_OBJECT (Knowledge__kav.Title | edit | object:Knowledge__kav:edit); waits for object:Knowledge__kav:edit; gives; then userPermission:EditKnowledge',
    ],
    [
      'object permissions, where what is beside them is there',
      'Knowledge__kav.Title',
      'edit',
      {
        has: 'EditKnowledge',
        objects: { Knowledge__kav: 'read' },
        user: { flags: new Map([['knowledgeuser', known(true)]]) },
      },
      'unmet BLOCKED_BY_OBJECT (Knowledge__kav.Title | edit | object:Knowledge__kav:edit); waits for object:Knowledge__kav:edit; gives; then object:Knowledge__kav:edit',
    ],
    [
      'object permissions and what is beside them',
      'Knowledge__kav.Title',
      'edit',
      { objects: { Knowledge__kav: 'read' }, user: { flags: new Map([['knowledgeuser', known(true)]]) } },
      'unmet BLOCKED_BY_OBJECT (Knowledge__kav.Title | edit | object:Knowledge__kav:edit); waits for object:Knowledge__kav:edit; gives; then object:Knowledge__kav:edit, userPermission:EditKnowledge',
    ],
    [
      'a permission that a rule names and that brings it',
      'Account.Name',
      'edit',
      { objects: { Account: 'read' }, beside: [requirement(needs.permission('ModifyAllData'))] },
      'unmet BLOCKED_BY_OBJECT (Account.Name | edit | object:Account:edit); waits for object:Account:edit; gives; then userPermission:ModifyAllData',
    ],
  ]);
});

describe('findings of fields: the object decides', () => {
  const website = { 'Account.Website': 'edit' } as const;
  const readable = { Account: 'read' };
  const rows = { evidence: { objectRows: lacked } };
  table([
    [
      'it may be edited or created: neither',
      'Account.Website',
      'edit',
      { objects: readable, fields: website },
      'unmet BLOCKED_BY_OBJECT (Account.Website | edit | object:Account:edit); waits for object:Account:edit; gives; then object:Account:edit',
    ],
    [
      'it is only created',
      'Account.Website',
      'edit',
      { objects: { Account: 'read create' }, fields: website },
      'met GRANTED (Account.Website edit); from Sync',
    ],
    [
      'both of them are open',
      'Account.Name',
      'edit',
      { objects: { Account: 'read create edit' } },
      'met FOLLOWS_OBJECT (Account.Name | Account); from Sync; from Sync',
    ],
    [
      'it is set once, and the object is not created',
      'Account.Once__c',
      'edit',
      { objects: { Account: 'read edit' }, fields: { 'Account.Once__c': 'edit' } },
      'unmet BLOCKED_BY_OBJECT (Account.Once__c | edit | object:Account:create); waits for object:Account:create; gives; then object:Account:create',
    ],
    [
      'Edit is not allowed, Create is missing',
      'Account.Name',
      'edit',
      { objects: readable, user: allowing({ Account: 'read create' }) },
      'unmet BLOCKED_BY_OBJECT (Account.Name | edit | object:Account:create); waits for object:Account:create; gives; then object:Account:create',
    ],
    [
      'neither is allowed',
      'Account.Name',
      'edit',
      { objects: readable, user: allowing({ Account: 'read' }) },
      'impossible BLOCKED_BY_OBJECT (Account.Name | edit | object:Account:edit); waits for object:Account:edit',
    ],
    [
      'nothing of it is allowed, without the field',
      'Account.Website',
      'edit',
      { user: allowing({}) },
      'impossible FIELD_PERMISSION_MISSING (Account.Website | edit | Account.Website); waits for object:Account:read',
    ],
    [
      'nothing of it is allowed, with the field',
      'Account.Website',
      'edit',
      { fields: website, user: allowing({}) },
      'impossible BLOCKED_BY_OBJECT (Account.Website | edit | object:Account:read); waits for object:Account:read',
    ],
    [
      'Read is missing, nothing else is allowed',
      'Account.Name',
      'edit',
      { user: allowing({ Account: 'read' }) },
      'impossible BLOCKED_BY_OBJECT (Account.Name | edit | object:Account:edit); waits for object:Account:edit',
    ],
    [
      'what the license allows was not told',
      'Account.Name',
      'edit',
      { objects: readable, user: untoldLicense },
      'unknown INCOMPLETE_ANSWER (Account.Name edit | PermissionSetLicense | its objects); waits for object:Account:edit; unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as its objects',
    ],
    [
      'what the license allows was not told, of anything',
      'Account.Name',
      'edit',
      { user: untoldLicense },
      'unknown INCOMPLETE_ANSWER (Account.Name edit | PermissionSetLicense | its objects); waits for object:Account:read; unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as its objects',
    ],
    [
      'what the license allows was not told, and the field is missing',
      'Account.Website',
      'read',
      { user: untoldLicense },
      'unknown INCOMPLETE_ANSWER (Account.Website read | PermissionSetLicense | its objects); waits for object:Account:read; unread INCOMPLETE_ROWS PermissionSetLicense; not concluded; missing for sure; as its objects',
    ],
    [
      'what the license allows was not told, and the field is there',
      'Account.Website',
      'read',
      { fields: website, user: untoldLicense },
      'unknown INCOMPLETE_ANSWER (Account.Website read | PermissionSetLicense | its objects); waits for object:Account:read; unread INCOMPLETE_ROWS PermissionSetLicense; missing for sure; as its objects',
    ],
    [
      'rows lacked something',
      'Account.Website',
      'read',
      { fields: website, user: rows },
      'unknown INCOMPLETE_ANSWER (Account.Website read | ObjectPermissions | a column); waits for object:Account:read; unread INCOMPLETE_ROWS ObjectPermissions; as a column',
    ],
    [
      'rows lacked something, and the field is missing',
      'Account.Website',
      'read',
      { user: rows },
      'unknown INCOMPLETE_ANSWER (Account.Website read | ObjectPermissions | a column); waits for object:Account:read; unread INCOMPLETE_ROWS ObjectPermissions; as a column',
    ],
    [
      'rows lacked something, and it could never be given',
      'Account.Website',
      'read',
      { user: { ...rows, ...allowing({}) } },
      'unknown INCOMPLETE_ANSWER (Account.Website read | ObjectPermissions | a column); waits for object:Account:read; unread INCOMPLETE_ROWS ObjectPermissions; as a column',
    ],
    [
      'rows lacked something, and only Read could be given',
      'Account.Website',
      'edit',
      { objects: readable, user: { ...rows, ...allowing({ Account: 'read' }) } },
      'unknown INCOMPLETE_ANSWER (Account.Website edit | ObjectPermissions | a column); waits for object:Account:edit; unread INCOMPLETE_ROWS ObjectPermissions; not concluded; missing for sure; as a column',
    ],
    [
      'rows lacked something, and only Create could be given',
      'Account.Website',
      'edit',
      { objects: readable, user: { ...rows, ...allowing({ Account: 'read create' }) } },
      'unmet FIELD_PERMISSION_MISSING (Account.Website | edit | Account.Website); waits for object:Account:edit; gives field:Account.Website:edit',
    ],
    [
      'rows are hidden, and it could never be given',
      'Account.Website',
      'read',
      { user: { evidence: { objectRows: notShown }, ...allowing({}) } },
      'unknown NOT_READABLE (Account.Website read | FieldPermissions | hidden); waits for object:Account:read; unread NOT_AUTHORISED FieldPermissions; as hidden',
    ],
    [
      'rows are hidden, and what the license allows was not told',
      'Account.Website',
      'read',
      { user: { evidence: { objectRows: notShown }, ...untoldLicense } },
      'unknown NOT_READABLE (Account.Website read | FieldPermissions | hidden); waits for object:Account:read; unread NOT_AUTHORISED FieldPermissions; as hidden',
    ],
    [
      'rows lacked something, nothing can be given, and Edit of the field is missing',
      'Account.Website',
      'edit',
      { user: { ...rows, ...allowing({}) } },
      'unknown INCOMPLETE_ANSWER (Account.Website edit | ObjectPermissions | a column); waits for object:Account:read; unread INCOMPLETE_ROWS ObjectPermissions; not concluded; missing for sure; as a column',
    ],
    [
      'rows lacked something, all can be given, and Edit of the field is missing',
      'Account.Website',
      'edit',
      { user: rows },
      'unmet FIELD_PERMISSION_MISSING (Account.Website | edit | Account.Website); waits for object:Account:read; gives field:Account.Website:edit',
    ],
    [
      'rows are hidden, nothing can be given, and Edit of the field is missing',
      'Account.Website',
      'edit',
      { user: { evidence: { objectRows: notShown }, ...allowing({}) } },
      'unmet FIELD_PERMISSION_MISSING (Account.Website | edit | Account.Website); waits for object:Account:read; gives field:Account.Website:edit',
    ],
    [
      'of an object without permissions, whose rows lacked something',
      'LeadHistory.OldValue',
      'read',
      { user: { ...rows, ...allowing({}) } },
      'unknown INCOMPLETE_ANSWER (LeadHistory.OldValue read | ObjectPermissions | a column); waits for object:LeadHistory:read; unread INCOMPLETE_ROWS ObjectPermissions; as a column',
    ],
    [
      'Read is there, Edit waits for a group',
      'Account.Website',
      'edit',
      { objects: readable, fields: website, user: stale({ Account: 'read edit' }) },
      'unknown GROUP_RECALCULATING (Account.Website edit | PermissionSetGroup | Team); waits for object:Account:edit; unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'Read waits for a group, Edit is missing',
      'Account.Website',
      'edit',
      { fields: website, user: stale({ Account: 'read' }) },
      'unmet BLOCKED_BY_OBJECT (Account.Website | edit | object:Account:edit); waits for object:Account:edit; gives; then object:Account:edit',
    ],
    [
      'all waits for a group',
      'Account.Website',
      'edit',
      { user: stale({ Account: 'read edit' }, website) },
      'unknown GROUP_RECALCULATING (Account.Website edit | PermissionSetGroup | Team); waits for object:Account:read; unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'the field waits for a group',
      'Account.Website',
      'read',
      { objects: readable, user: stale({}, website) },
      'unknown GROUP_RECALCULATING (Account.Website read | PermissionSetGroup | Team); unread RECALCULATING PermissionSetGroup; as Team',
    ],
    [
      'the field waits for a group, the object is missing',
      'Account.Website',
      'read',
      { user: stale({}, website) },
      'unmet BLOCKED_BY_OBJECT_FIELD_UNSEEN (Account.Website | read | object:Account:read); waits for object:Account:read; gives; then object:Account:read',
    ],
    [
      'a license has to come first',
      'Account.Website',
      'read',
      {
        user: {
          userLicense: 'Salesforce Integration',
          orgLicenses: known([{ ...platform, name: 'SalesforceAPIIntegrationPsl' }]),
        },
      },
      'unmet FIELD_PERMISSION_MISSING (Account.Website | read | Account.Website); waits for object:Account:read; gives field:Account.Website:read',
    ],
    [
      'a license has to come first that is used up',
      'Account.Website',
      'read',
      {
        user: {
          userLicense: 'Salesforce Integration',
          orgLicenses: known([
            {
              ...platform,
              name: 'SalesforceAPIIntegrationPsl',
              standing: { force: known('inForce'), seats: known({ total: 1, used: 1 }) },
            },
          ]),
        },
      },
      'unmet FIELD_PERMISSION_MISSING (Account.Website | read | Account.Website); waits for object:Account:read',
    ],
    [
      'a license that is used up, and the field is there',
      'Account.Website',
      'read',
      {
        fields: website,
        user: {
          userLicense: 'Salesforce Integration',
          orgLicenses: known([
            {
              ...platform,
              name: 'SalesforceAPIIntegrationPsl',
              standing: { force: known('inForce'), seats: known({ total: 1, used: 1 }) },
            },
          ]),
        },
      },
      'unmet BLOCKED_BY_OBJECT (Account.Website | read | object:Account:read); waits for object:Account:read',
    ],
    [
      'an assigned set has run out',
      'Account.Website',
      'read',
      { objects: readable, user: { sources: [{ name: 'Old', inert: 'expired', fields: website }] } },
      'unmet FIELD_PERMISSION_MISSING (Account.Website | read | Account.Website); but Old is expired; gives field:Account.Website:read',
    ],
    [
      'a seat of the package is missing',
      'Account.acme__Score__c',
      'read',
      {
        objects: readable,
        fields: { 'Account.acme__Score__c': 'read' },
        user: { packages: new Map([['acme', known({ state: 'missing', allowed: 1, used: 1 } as const)]]) },
      },
      'unmet NO_EFFECT_WITHOUT_SEAT (Account.acme__Score__c | read); waits for packageSeat:acme',
    ],
    [
      'a seat of the package is missing, and the object',
      'Account.acme__Score__c',
      'read',
      {
        fields: { 'Account.acme__Score__c': 'read' },
        user: { packages: new Map([['acme', known({ state: 'missing', allowed: 1, used: 1 } as const)]]) },
      },
      'unmet BLOCKED_BY_OBJECT (Account.acme__Score__c | read | object:Account:read); waits for object:Account:read; gives; then object:Account:read; not concluded',
    ],
    [
      'a seat of the package is missing, and the object is unknown',
      'Account.acme__Score__c',
      'read',
      {
        fields: { 'Account.acme__Score__c': 'read' },
        user: { ...rows, packages: new Map([['acme', known({ state: 'missing', allowed: 1, used: 1 } as const)]]) },
      },
      'unmet NO_EFFECT_WITHOUT_SEAT (Account.acme__Score__c | read); waits for packageSeat:acme',
    ],
    [
      'a seat of the package is missing, and Edit on the object',
      'Account.acme__Score__c',
      'edit',
      {
        objects: readable,
        fields: { 'Account.acme__Score__c': 'edit' },
        user: { packages: new Map([['acme', known({ state: 'missing', allowed: 1, used: 1 } as const)]]) },
      },
      'unmet BLOCKED_BY_OBJECT (Account.acme__Score__c | edit | object:Account:edit); waits for object:Account:edit; gives; then object:Account:edit; not concluded',
    ],
  ]);
});
