import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { EntityField, OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { FindingCode } from '../../../src/kinds/findingCodes.js';
import type { Status } from '../../../src/kinds/verdict.js';
import type { Need } from '../../../src/kinds/kinds.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import {
  history,
  historyField,
  source,
  needs,
  notRead,
  requirement,
  schema,
  snapshot,
  standardFields,
  user,
} from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

const { permission, object, field, history: tracking, anyOf } = needs;

type Case = {
  title: string;
  need: Need;
  user?: UserSpec;
  schema?: Partial<OrgSchema>;
  more?: Partial<Requirement>;
  status: Status;
  code: FindingCode;
  blockedBy?: string[];
  id?: string;
};

const run = ({ need, more, ...spec }: Pick<Case, 'need' | 'more' | 'user' | 'schema'>): Finding[] => {
  const inspected = user(spec.user);
  const taken = snapshot(inspected, schema(spec.schema));
  return evaluate([requirement(need, more)], taken, inspected).filter(
    (f) => !['user', 'license', 'userFlag'].includes(f.kind),
  );
};

const marketing = (set: boolean): NonNullable<UserSpec['flags']> => new Map([['marketinguser', known(set)]]);

const check = (cases: Case[]): void => {
  for (const one of cases) {
    it(`${one.status.padEnd(13)} ${one.title}`, () => {
      const [finding, ...others] = run(one);
      expect(others).to.deep.equal([]);
      expect(finding).to.include({ status: one.status, code: one.code });
      expect(finding?.blockedBy).to.deep.equal(one.blockedBy ?? []);
      if (one.id !== undefined) expect(finding?.id).to.equal(one.id);
    });
  }
};

const ifPresent = { ifPresent: true };
const canRead = { objects: { Account: 'read' } };
const canEdit = { objects: { Account: 'read edit' } };

describe('evaluate: user permissions', () => {
  check([
    {
      title: 'held',
      need: permission('ApiEnabled'),
      user: { sources: [{ permissions: ['ApiEnabled'] }] },
      status: 'met',
      code: 'GRANTED',
    },
    {
      title: 'id in the org’s spelling',
      need: permission('apienabled'),
      user: { sources: [{ permissions: ['ApiEnabled'] }] },
      status: 'met',
      code: 'GRANTED',
      id: 'userPermission:ApiEnabled',
    },
    { title: 'not held', need: permission('ApiEnabled'), status: 'unmet', code: 'USER_PERMISSION_MISSING' },
    {
      title: 'only on Profile, and held (D4)',
      need: permission('ChatterInternalUser'),
      user: { evidence: { sources: known([source({ type: 'Profile', profileOnly: ['ChatterInternalUser'] })]) } },
      status: 'met',
      code: 'GRANTED',
    },
    {
      title: 'only on Profile, and the profile is hidden (J6)',
      need: permission('ChatterInternalUser'),
      user: { evidence: { sources: known([source({ type: 'Profile', profileOnly: null })]) } },
      status: 'unknown',
      code: 'NOT_READABLE',
    },
    {
      title: 'only on Profile, and not held (D4)',
      need: permission('ChatterInternalUser'),
      status: 'unmet',
      code: 'USER_PERMISSION_ON_PROFILE_ONLY',
    },
    {
      title: 'on neither (D2)',
      need: permission('UseAnyApiClient'),
      status: 'impossible',
      code: 'NO_SUCH_USER_PERMISSION',
    },
    {
      title: 'on neither, ifPresent',
      need: permission('UseAnyApiClient'),
      more: ifPresent,
      status: 'notApplicable',
      code: 'NOT_IN_THIS_ORG',
    },
    {
      title: 'columns unreadable',
      need: permission('ApiEnabled'),
      schema: { permissionSetColumns: notRead },
      status: 'unknown',
      code: 'NOT_READABLE',
    },
    {
      title: 'absent from PermissionSet and Profile unreadable',
      need: permission('UseAnyApiClient'),
      schema: { profileColumns: notRead },
      status: 'unknown',
      code: 'NOT_READABLE',
    },
    {
      title: 'rows unreadable',
      need: permission('ApiEnabled'),
      user: { evidence: { userPermissionRows: notRead } },
      status: 'unknown',
      code: 'NOT_READABLE',
    },
    {
      title: 'forbidden and held',
      need: permission('ModifyAllData'),
      more: { forbid: true },
      user: { sources: [{ permissions: ['ModifyAllData'] }] },
      status: 'unmet',
      code: 'FORBIDDEN_HELD',
      id: 'not:userPermission:ModifyAllData',
    },
    {
      title: 'forbidden and not held',
      need: permission('ModifyAllData'),
      more: { forbid: true },
      status: 'met',
      code: 'NOT_HELD',
    },
    {
      title: 'forbidden and unreadable',
      need: permission('ModifyAllData'),
      more: { forbid: true },
      user: { evidence: { userPermissionRows: notRead } },
      status: 'unknown',
      code: 'NOT_READABLE',
    },
  ]);
});

describe('evaluate: objects', () => {
  const any = ['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords', 'viewAllFields'] as const;
  for (const access of any) {
    check([
      {
        title: `${access}: held`,
        need: object('account', access),
        user: { sources: [{ objects: { Account: access } }] },
        status: 'met',
        code: 'GRANTED',
        id: `object:Account:${access}`,
      },
      {
        title: `${access}: not held`,
        need: object('Account', access),
        status: 'unmet',
        code: 'OBJECT_PERMISSION_MISSING',
      },
      {
        title: `${access}: rows unreadable`,
        need: object('Account', access),
        user: { evidence: { objectRows: notRead } },
        status: 'unknown',
        code: 'NOT_READABLE',
      },
      {
        title: `${access}: no such object`,
        need: object('Nope__c', access),
        status: 'impossible',
        code: 'NO_SUCH_OBJECT',
      },
      {
        title: `${access}: no such object, ifPresent`,
        need: object('Nope__c', access),
        more: ifPresent,
        status: 'notApplicable',
        code: 'NOT_IN_THIS_ORG',
      },
      {
        title: `${access}: existence unreadable`,
        need: object('Account', access),
        schema: { entities: notRead },
        status: 'unknown',
        code: 'NOT_READABLE',
      },
    ]);
  }
  check([
    {
      title: 'read through View All Data (K4)',
      need: object('Account', 'read'),
      user: { sources: [{ permissions: ['ViewAllData'] }] },
      status: 'met',
      code: 'GRANTED',
    },
    {
      title: 'edit not through View All Data',
      need: object('Account', 'edit'),
      user: { sources: [{ permissions: ['ViewAllData'] }] },
      status: 'unmet',
      code: 'OBJECT_PERMISSION_MISSING',
    },
    {
      title: 'delete through Modify All Data (K4)',
      need: object('Account', 'delete'),
      user: { sources: [{ permissions: ['ModifyAllData'] }] },
      status: 'met',
      code: 'GRANTED',
    },
    {
      title: 'viewAllFields not through Modify All Data',
      need: object('Account', 'viewAllFields'),
      user: { sources: [{ permissions: ['ModifyAllData'] }] },
      status: 'unmet',
      code: 'OBJECT_PERMISSION_MISSING',
    },
    {
      title: 'viewAllFields in an API version without the column (B1)',
      need: object('Account', 'viewAllFields'),
      schema: { objectAccessColumns: new Set(['read'] as const) },
      status: 'unknown',
      code: 'API_VERSION_TOO_OLD',
    },
    {
      title: 'View All on Product2 is dropped by the platform (B7)',
      need: object('Product2', 'viewAllRecords'),
      status: 'impossible',
      code: 'ACCESS_NOT_SUPPORTED',
    },
    { title: 'neither permissionable nor listed', need: object('Strange', 'read'), status: 'unknown', code: 'NO_RULE' },
    {
      title: 'forbidden and held',
      need: object('Account', 'delete'),
      more: { forbid: true },
      user: { sources: [{ objects: { Account: 'delete' } }] },
      status: 'unmet',
      code: 'FORBIDDEN_HELD',
      id: 'not:object:Account:delete',
    },
    {
      title: 'forbidden on an object that does not exist',
      need: object('Nope__c', 'delete'),
      more: { forbid: true },
      status: 'met',
      code: 'NOT_HELD',
    },
    {
      title: 'missing, but the minimum is there',
      need: object('Opportunity', 'modifyAllRecords', ['read']),
      user: { sources: [{ objects: { Opportunity: 'read' } }] },
      status: 'degraded',
      code: 'MINIMUM_HELD',
    },
    {
      title: 'missing, and so is the minimum',
      need: object('Opportunity', 'modifyAllRecords', ['read']),
      status: 'unmet',
      code: 'OBJECT_PERMISSION_MISSING',
    },
    {
      title: 'missing and part of the minimum itself',
      need: object('Opportunity', 'read', ['read', 'edit']),
      user: { sources: [{ objects: { Opportunity: 'edit' } }] },
      status: 'unmet',
      code: 'OBJECT_PERMISSION_MISSING',
    },
  ]);
});

describe('evaluate: objects without permissions of their own (B5, B11)', () => {
  const withTask = { sources: [{ permissions: ['ActivitiesAccess', 'EditTask'] }] };
  check([
    { title: 'Task read', need: object('Task', 'read'), user: withTask, status: 'met', code: 'GRANTED' },
    { title: 'Task create', need: object('Task', 'create'), user: withTask, status: 'met', code: 'GRANTED' },
    {
      title: 'Task delete without EditTask',
      need: object('Task', 'delete'),
      user: { sources: [{ permissions: ['ActivitiesAccess'] }] },
      status: 'unmet',
      code: 'DERIVED_PERMISSION_MISSING',
      blockedBy: ['userPermission:EditTask'],
    },
    {
      title: 'Task create with neither',
      need: object('Task', 'create'),
      status: 'unmet',
      code: 'DERIVED_PERMISSION_MISSING',
      blockedBy: ['userPermission:ActivitiesAccess', 'userPermission:EditTask'],
    },
    {
      title: 'Task viewAllRecords asks for the narrow permission',
      need: object('Task', 'viewAllRecords'),
      user: withTask,
      status: 'unmet',
      code: 'DERIVED_PERMISSION_MISSING',
      blockedBy: ['userPermission:ViewAllActivities'],
    },
    {
      title: 'Task modifyAllRecords has only a blanket one',
      need: object('Task', 'modifyAllRecords'),
      user: withTask,
      status: 'impossible',
      code: 'ONLY_BLANKET_PERMISSION',
      blockedBy: ['userPermission:ModifyAllData'],
    },
    {
      title: 'Event edit wants EditEvent, not EditTask',
      need: object('Event', 'edit'),
      user: withTask,
      status: 'unmet',
      code: 'DERIVED_PERMISSION_MISSING',
      blockedBy: ['userPermission:EditEvent'],
    },
    { title: 'User read', need: object('User', 'read'), status: 'met', code: 'ALWAYS_ALLOWED' },
    {
      title: 'User viewAllRecords',
      need: object('User', 'viewAllRecords'),
      status: 'unmet',
      code: 'DERIVED_PERMISSION_MISSING',
      blockedBy: ['userPermission:ViewAllUsers'],
    },
    {
      title: 'User edit',
      need: object('User', 'edit'),
      status: 'impossible',
      code: 'ONLY_BLANKET_PERMISSION',
      blockedBy: ['userPermission:ManageInternalUsers'],
    },
    {
      title: 'User edit, held',
      need: object('User', 'edit'),
      user: { sources: [{ permissions: ['ManageUsers'] }] },
      status: 'met',
      code: 'GRANTED',
    },
    { title: 'User delete', need: object('User', 'delete'), status: 'impossible', code: 'ACCESS_NOT_SUPPORTED' },
    {
      title: 'CampaignMember read',
      need: object('CampaignMember', 'read'),
      status: 'unmet',
      code: 'DERIVED_PERMISSION_MISSING',
      blockedBy: ['object:Campaign:read', 'object:Lead:read'],
    },
    {
      title: 'CampaignMember create with Campaign and Contact',
      need: object('CampaignMember', 'create'),
      user: { sources: [{ objects: { Campaign: 'read', Contact: 'read edit' } }], flags: marketing(true) },
      status: 'met',
      code: 'GRANTED',
    },
    {
      title: 'CampaignMember create without the box of the user',
      need: object('CampaignMember', 'create'),
      user: { sources: [{ objects: { Campaign: 'read', Contact: 'read edit' } }], flags: marketing(false) },
      status: 'unmet',
      code: 'USER_FLAG_MISSING',
      blockedBy: ['userFlag:MarketingUser'],
    },
    {
      title: 'CampaignMember edit without the box of the user, though nobody may look at what is assigned',
      need: object('CampaignMember', 'edit'),
      user: { evidence: { sources: gap('NOT_AUTHORISED', 'PermissionSetAssignment', '') }, flags: marketing(false) },
      status: 'unmet',
      code: 'USER_FLAG_MISSING',
      blockedBy: ['userFlag:MarketingUser'],
    },
    {
      title: 'CampaignMember create, where the box could not be read',
      need: object('CampaignMember', 'create'),
      user: { sources: [{ objects: { Campaign: 'read', Contact: 'read edit' } }] },
      status: 'unknown',
      code: 'NOT_READABLE',
    },
    {
      title: 'OpportunityLineItem create follows Opportunity edit',
      need: object('OpportunityLineItem', 'create'),
      status: 'unmet',
      code: 'DERIVED_PERMISSION_MISSING',
      blockedBy: ['object:Opportunity:edit'],
    },
    {
      title: 'OpportunityFieldHistory read follows Opportunity',
      need: object('OpportunityFieldHistory', 'read'),
      user: { sources: [{ objects: { Opportunity: 'read' } }] },
      status: 'met',
      code: 'GRANTED',
    },
    {
      title: 'history create, which there is not',
      need: object('AccountHistory', 'create'),
      status: 'impossible',
      code: 'ACCESS_NOT_SUPPORTED',
    },
    {
      title: 'ActivityFieldHistory read',
      need: object('ActivityFieldHistory', 'read'),
      status: 'impossible',
      code: 'ONLY_BLANKET_PERMISSION',
      blockedBy: ['userPermission:ViewAllData'],
    },
  ]);
  it('does not count a blanket permission that another rule wants on the profile alone', () => {
    const inspected = user();
    const onProfile = { kind: 'userPermission', name: 'ModifyAllData', on: 'profile' } as const;
    const rules = [requirement(object('Task', 'modifyAllRecords')), requirement(onProfile)];
    const finding = evaluate(rules, snapshot(inspected), inspected).find(
      (f) => f.id === 'object:Task:modifyAllRecords',
    );
    expect(finding).to.include({ status: 'impossible', code: 'ONLY_BLANKET_PERMISSION', remedy: null });
  });
  it('counts a blanket permission that another rule names', () => {
    const inspected = user();
    const rules = [requirement(object('Task', 'modifyAllRecords')), requirement(permission('ModifyAllData'))];
    const finding = evaluate(rules, snapshot(inspected), inspected).find(
      (f) => f.id === 'object:Task:modifyAllRecords',
    );
    expect(finding).to.include({ status: 'unmet', code: 'DERIVED_PERMISSION_MISSING' });
  });
});

describe('evaluate: objects that come with a permission asked for elsewhere', () => {
  it('names that permission as the one root cause', () => {
    const inspected = user();
    const rules = [
      requirement(permission('ViewAllData')),
      requirement(object('Account', 'read')),
      requirement(object('Account', 'edit')),
    ];
    const byId = new Map(evaluate(rules, snapshot(inspected), inspected).map((f) => [f.id, f]));
    expect(byId.get('object:Account:read')).to.deep.include({
      status: 'unmet',
      code: 'COMES_WITH_MISSING_PERMISSION',
      blockedBy: ['userPermission:ViewAllData'],
    });
    expect(byId.get('object:Account:edit')).to.deep.include({ code: 'OBJECT_PERMISSION_MISSING', blockedBy: [] });
  });
});

describe('evaluate: fields', () => {
  const readable = { sources: [{ ...canRead, fields: { 'Account.Website': 'read' as const } }] };
  const editable = {
    sources: [
      { ...canEdit, fields: { 'Account.Website': 'edit' as const, 'Account.BillingAddress': 'edit' as const } },
    ],
  };
  check([
    {
      title: 'read',
      need: field('account', 'website'),
      user: readable,
      status: 'met',
      code: 'GRANTED',
      id: 'field:Account.Website:read',
    },
    { title: 'edit', need: field('Account', 'Website', 'edit'), user: editable, status: 'met', code: 'GRANTED' },
    { title: 'edit includes read', need: field('Account', 'Website'), user: editable, status: 'met', code: 'GRANTED' },
    {
      title: 'hidden by field-level security',
      need: field('Account', 'Industry'),
      user: readable,
      status: 'unmet',
      code: 'FIELD_PERMISSION_MISSING',
    },
    {
      title: 'read but not edit',
      need: field('Account', 'Website', 'edit'),
      user: { sources: [{ ...canEdit, fields: { 'Account.Website': 'read' } }] },
      status: 'unmet',
      code: 'FIELD_PERMISSION_MISSING',
    },
    {
      title: 'granted, but the object is closed (K5, C11)',
      need: field('Account', 'Website'),
      user: { sources: [{ fields: { 'Account.Website': 'read' } }] },
      status: 'unmet',
      code: 'BLOCKED_BY_OBJECT',
      blockedBy: ['object:Account:read'],
    },
    {
      title: 'edit granted, but the object is read-only (K5)',
      need: field('Account', 'Website', 'edit'),
      user: { sources: [{ ...canRead, fields: { 'Account.Website': 'edit' } }] },
      status: 'unmet',
      code: 'BLOCKED_BY_OBJECT',
      blockedBy: ['object:Account:edit'],
    },
    {
      title: 'edit with create instead of edit on the object (K5)',
      need: field('Account', 'Website', 'edit'),
      user: { sources: [{ objects: { Account: 'read create' }, fields: { 'Account.Website': 'edit' } }] },
      status: 'met',
      code: 'GRANTED',
    },
    {
      title: 'both missing: own cause, and the object named',
      need: field('Account', 'Website'),
      status: 'unmet',
      code: 'FIELD_PERMISSION_MISSING',
      blockedBy: ['object:Account:read'],
    },
    {
      title: 'address part follows its compound (C3, C4)',
      need: field('Account', 'BillingCity', 'edit'),
      user: editable,
      status: 'met',
      code: 'GRANTED',
    },
    {
      title: 'address part without its compound',
      need: field('Account', 'BillingCity'),
      user: readable,
      status: 'unmet',
      code: 'FIELD_PERMISSION_MISSING',
    },
    {
      title: 'compound edit although not updateable itself (C4)',
      need: field('Account', 'BillingAddress', 'edit'),
      user: editable,
      status: 'met',
      code: 'GRANTED',
    },
    {
      title: 'not permissionable follows the object (C5, C7)',
      need: field('Account', 'Name', 'edit'),
      user: { sources: [canEdit] },
      status: 'met',
      code: 'FOLLOWS_OBJECT',
    },
    {
      title: 'not permissionable, object closed',
      need: field('Account', 'Name'),
      status: 'unmet',
      code: 'BLOCKED_BY_OBJECT',
      blockedBy: ['object:Account:read'],
    },
    {
      title: 'system field cannot be edited (C8)',
      need: field('Account', 'CreatedDate', 'edit'),
      user: { sources: [canEdit] },
      status: 'impossible',
      code: 'FIELD_READ_ONLY',
    },
    {
      title: 'formula cannot be edited (C7)',
      need: field('Account', 'Score__c', 'edit'),
      user: { sources: [canEdit] },
      status: 'impossible',
      code: 'FIELD_READ_ONLY',
    },
    {
      title: 'auto-number cannot be edited (C7)',
      need: field('Account', 'Number__c', 'edit'),
      user: { sources: [canEdit] },
      status: 'impossible',
      code: 'FIELD_READ_ONLY',
    },
    {
      title: 'object View All Fields gives read (C15)',
      need: field('Account', 'Industry'),
      user: { sources: [{ objects: { Account: 'read viewAllFields' } }] },
      status: 'met',
      code: 'GRANTED',
    },
    {
      title: 'View All Fields (Global) gives read (C15)',
      need: field('Account', 'Industry'),
      user: { sources: [{ ...canRead, permissions: ['ViewAllFieldsGlobal'] }] },
      status: 'met',
      code: 'GRANTED',
    },
    {
      title: 'View All Fields does not give edit',
      need: field('Account', 'Industry', 'edit'),
      user: { sources: [{ objects: { Account: 'read edit viewAllFields' } }] },
      status: 'unmet',
      code: 'FIELD_PERMISSION_MISSING',
    },
    {
      title: 'Task field needs its row and Access Activities',
      need: field('Task', 'WhoId'),
      user: { sources: [{ fields: { 'Task.WhoId': 'read' } }] },
      status: 'unmet',
      code: 'BLOCKED_BY_OBJECT',
      blockedBy: ['object:Task:read'],
    },
    { title: 'no such field', need: field('Account', 'Nope__c'), status: 'impossible', code: 'NO_SUCH_FIELD' },
    {
      title: 'no such field, ifPresent',
      need: field('Account', 'Nope__c'),
      more: ifPresent,
      status: 'notApplicable',
      code: 'NOT_IN_THIS_ORG',
    },
    { title: 'no such object', need: field('Nope__c', 'X__c'), status: 'impossible', code: 'NO_SUCH_OBJECT' },
    {
      title: 'fields unreadable',
      need: field('Account', 'Website'),
      schema: { fields: new Map([['account', notRead]]) },
      status: 'unknown',
      code: 'NOT_READABLE',
    },
    {
      title: 'field rows unreadable',
      need: field('Account', 'Website'),
      user: { sources: [canRead], evidence: { fieldRows: gap('INCOMPLETE_ROWS', 'FieldPermissions', '1/2') } },
      status: 'unknown',
      code: 'INCOMPLETE_ANSWER',
    },
    {
      title: 'object rows unreadable',
      need: field('Account', 'Website'),
      user: { sources: [{ fields: { 'Account.Website': 'read' } }], evidence: { objectRows: notRead } },
      status: 'unknown',
      code: 'NOT_READABLE',
      blockedBy: ['object:Account:read'],
    },
    {
      title: 'pattern of objects that matches nothing',
      need: object('ghost__*', 'read'),
      status: 'notApplicable',
      code: 'NO_MATCHING_OBJECT',
    },
    {
      title: 'pattern of objects where nobody knows what takes permissions',
      need: object('ghost__*', 'read'),
      schema: { permissionableObjects: notRead },
      status: 'unknown',
      code: 'NOT_READABLE',
    },
    {
      title: 'pattern of objects that matches nothing which is new in this version',
      need: object('ghost__*', 'read'),
      schema: { olderVersion: { used: '60.0', newest: '66.0' } },
      status: 'unknown',
      code: 'HIDDEN_BY_API_VERSION',
    },
    {
      title: 'pattern that matches nothing',
      need: field('Contact', 'mk_*__c'),
      status: 'notApplicable',
      code: 'NO_MATCHING_FIELD',
    },
    {
      title: 'forbidden and held',
      need: field('Account', 'Website'),
      more: { forbid: true },
      user: readable,
      status: 'unmet',
      code: 'FORBIDDEN_HELD',
      id: 'not:field:Account.Website:read',
    },
  ]);
  it('passes over fields that nobody can edit, where the rule says so', () => {
    const writable = { kind: 'field', sobject: 'Account', field: '*', access: 'edit', standardized: false } as const;
    const idsOf = (need: Need, fields?: EntityField[]): string[] =>
      run({
        need,
        user: { sources: [canEdit] },
        ...(fields
          ? { schema: { fields: new Map([['account', known(new Map(fields.map((f) => [f.name.toLowerCase(), f])))]]) } }
          : {}),
      }).map(({ id, status, code }) => (status === 'notApplicable' ? `${id} ${code}` : id));
    const ids = (names: string[]): string[] => names.map((name) => `field:Account.${name}:edit`);
    const all = [
      'BillingAddress',
      'BillingCity',
      'CreatedDate',
      'Id',
      'Industry',
      'Name',
      'Number__c',
      'Score__c',
      'Website',
      'mk_fit__c',
      'mk_likelihood__c',
    ];
    expect(idsOf(writable)).to.have.members(ids(all));
    expect(idsOf({ ...writable, editableOnly: true })).to.have.members(
      ids(['BillingAddress', 'BillingCity', 'Industry', 'Name', 'Website', 'mk_fit__c', 'mk_likelihood__c']),
    );
    expect(idsOf({ ...writable, field: 'S*__c', editableOnly: true })).to.deep.equal([
      'field:Account.S*__c:edit NO_EDITABLE_FIELD',
    ]);
    // Of a field of which the answer did not tell it, it is not known whether it can be edited.
    const [score] = (standardFields['Account'] ?? []).filter(({ name }) => name === 'Score__c');
    const untold = { ...(score as EntityField), untold: new Set(['IsCalculated']) };
    expect(idsOf({ ...writable, field: 'S*__c', editableOnly: true }, [untold])).to.deep.equal(ids(['Score__c']));
  });

  it('expands a pattern into one finding per existing field', () => {
    const findings = run({
      need: field('Account', 'MK_*__c', 'edit'),
      user: { sources: [{ ...canEdit, fields: { 'Account.mk_fit__c': 'edit' } }] },
    });
    expect(findings.map(({ id, status }) => [id, status])).to.deep.equal([
      ['field:Account.mk_fit__c:edit', 'met'],
      ['field:Account.mk_likelihood__c:edit', 'unmet'],
    ]);
  });
});

describe('evaluate: field history tracking', () => {
  const on = known(true as const);
  const off = known(false as const);
  const opportunity = (objectSwitch: Parameters<typeof history>[0], ...tracked: string[]): Partial<OrgSchema> => ({
    history: new Map([
      [
        'opportunity',
        history(objectSwitch, [
          historyField('StageName', tracked.includes('StageName')),
          historyField('Amount', tracked.includes('Amount')),
          historyField('ExpectedRevenue', false),
          historyField('Sum__c', false, { calculated: true }),
        ]),
      ],
    ]),
  });
  check([
    {
      title: 'object on, a field tracked',
      need: tracking('opportunity'),
      schema: opportunity(on, 'StageName'),
      status: 'met',
      code: 'TRACKED',
      id: 'historyTracking:Opportunity',
    },
    {
      title: 'object on, no field tracked',
      need: tracking('Opportunity'),
      schema: opportunity(on),
      status: 'unmet',
      code: 'NO_FIELD_TRACKED',
    },
    {
      title: 'object off',
      need: tracking('Opportunity'),
      schema: opportunity(off, 'StageName'),
      status: 'unmet',
      code: 'HISTORY_OFF',
    },
    {
      title: 'switch unreadable, a field tracked (F12)',
      need: tracking('Opportunity'),
      schema: opportunity(notRead, 'StageName'),
      status: 'unknown',
      code: 'NOT_READABLE',
    },
    {
      title: 'switch unreadable, but no field tracked: surely missing',
      need: tracking('Opportunity'),
      schema: opportunity(notRead),
      status: 'unmet',
      code: 'NO_FIELD_TRACKED',
    },
    {
      title: 'field tracked',
      need: tracking('Opportunity', 'StageName'),
      schema: opportunity(on, 'StageName'),
      status: 'met',
      code: 'TRACKED',
    },
    {
      title: 'field not tracked',
      need: tracking('Opportunity', 'Amount'),
      schema: opportunity(on, 'StageName'),
      status: 'unmet',
      code: 'FIELD_NOT_TRACKED',
    },
    {
      title: 'field ticked while the object is off (F12)',
      need: tracking('Opportunity', 'StageName'),
      schema: opportunity(off, 'StageName'),
      status: 'unmet',
      code: 'HISTORY_OFF',
    },
    {
      title: 'Expected Revenue can never be tracked (F16)',
      need: tracking('Opportunity', 'ExpectedRevenue'),
      schema: opportunity(on),
      status: 'impossible',
      code: 'FIELD_NOT_TRACKABLE',
    },
    {
      title: 'roll-up can never be tracked (F16)',
      need: tracking('Opportunity', 'Sum__c'),
      schema: opportunity(on),
      status: 'impossible',
      code: 'FIELD_NOT_TRACKABLE',
    },
    {
      title: 'no such field',
      need: tracking('Opportunity', 'Nope'),
      schema: opportunity(on),
      status: 'impossible',
      code: 'NO_SUCH_FIELD',
    },
    {
      title: 'no such field, ifPresent',
      need: tracking('Opportunity', 'Nope'),
      schema: opportunity(on),
      more: ifPresent,
      status: 'notApplicable',
      code: 'NOT_IN_THIS_ORG',
    },
    {
      title: 'object that the platform cannot track (F17)',
      need: tracking('CampaignMember'),
      schema: { history: new Map([['campaignmember', history(known('always'), [historyField('Status', false)])]]) },
      status: 'impossible',
      code: 'HISTORY_NOT_SUPPORTED',
    },
    {
      title: 'object without a switch is always on (F6)',
      need: tracking('Event', 'Location'),
      schema: { history: new Map([['event', history(known('always'), [historyField('Location', true)])]]) },
      status: 'met',
      code: 'TRACKED',
    },
    { title: 'not read', need: tracking('Opportunity'), status: 'unknown', code: 'NOT_READABLE' },
  ]);
});

describe('evaluate: APIs', () => {
  const api = (name: 'rest' | 'bulk2' | 'metadata' | 'tooling'): Need => ({ kind: 'api', api: name });
  const apiUser = { sources: [{ permissions: ['ApiEnabled'] }] };
  check([
    { title: 'bulk2', need: api('bulk2'), user: apiUser, status: 'met', code: 'API_ALLOWED' },
    {
      title: 'rest without API Enabled',
      need: api('rest'),
      status: 'unmet',
      code: 'API_BLOCKED',
      blockedBy: ['userPermission:ApiEnabled'],
    },
    {
      title: 'metadata with API Enabled alone',
      need: api('metadata'),
      user: apiUser,
      status: 'unmet',
      code: 'API_BLOCKED',
      blockedBy: ['userPermission:ModifyMetadata'],
    },
    {
      title: 'metadata through Modify All Data',
      need: api('metadata'),
      user: { sources: [{ permissions: ['ApiEnabled', 'ModifyAllData'] }] },
      status: 'met',
      code: 'API_ALLOWED',
    },
    {
      title: 'unreadable',
      need: api('rest'),
      schema: { permissionSetColumns: notRead },
      status: 'unknown',
      code: 'NOT_READABLE',
    },
  ]);
});

describe('evaluate: alternatives', () => {
  const held = [requirement(permission('ApiEnabled'))];
  const lacking = [requirement(permission('RunReports'))];
  const impossible = [requirement(permission('UseAnyApiClient'))];
  const unclear = [requirement(object('Strange', 'read'))];
  const absent = [requirement(object('Nope__c', 'read'), { ifPresent: true })];
  const apiUser = { sources: [{ permissions: ['ApiEnabled'] }] };
  check([
    {
      title: 'second member met',
      need: anyOf('owner', lacking, held),
      user: apiUser,
      status: 'met',
      code: 'ALTERNATIVE_MET',
      id: 'anyOf:owner',
    },
    {
      title: 'a member counts only when wholly met',
      need: anyOf('owner', [...held, ...lacking]),
      user: apiUser,
      status: 'unmet',
      code: 'NO_ALTERNATIVE_MET',
      blockedBy: ['userPermission:RunReports'],
    },
    {
      title: 'the first possible one is named',
      need: anyOf('owner', impossible, lacking),
      status: 'unmet',
      code: 'NO_ALTERNATIVE_MET',
      blockedBy: ['userPermission:RunReports'],
    },
    {
      title: 'unknown beats unmet',
      need: anyOf('owner', lacking, unclear),
      status: 'unknown',
      code: 'NO_RULE',
      blockedBy: ['object:Strange:read'],
    },
    {
      title: 'all impossible',
      need: anyOf('owner', impossible),
      status: 'impossible',
      code: 'NO_ALTERNATIVE_POSSIBLE',
    },
    { title: 'none applies', need: anyOf('owner', absent), status: 'notApplicable', code: 'NOT_IN_THIS_ORG' },
  ]);
});

describe('evaluate: user permissions that count only from the profile', () => {
  const need = { kind: 'userPermission', name: 'ApiEnabled', on: 'profile' } as const;
  const profile = { type: 'Profile', name: 'Sync Profile' } as const;
  const holds = { permissions: ['ApiEnabled'] };
  const lacked = gap('INCOMPLETE_ROWS', 'PermissionSet', '1/2');
  check([
    { title: 'from the profile', need, user: { sources: [{ ...profile, ...holds }] }, status: 'met', code: 'GRANTED' },
    { title: 'nowhere', need, user: { sources: [profile] }, status: 'unmet', code: 'NOT_ON_PROFILE' },
    {
      title: 'from a permission set alone',
      need,
      user: { sources: [profile, holds] },
      status: 'unmet',
      code: 'NOT_ON_PROFILE',
    },
    {
      title: 'from a permission set of which nobody knows until when it is assigned, where the profile has it not',
      need,
      user: { evidence: { sources: known([source(profile), { ...source(holds), doubt: lacked.gap }]) } },
      status: 'unmet',
      code: 'NOT_ON_PROFILE',
    },
    {
      title: 'from a permission set, where the profile was not seen',
      need,
      user: { evidence: { sources: known([source(holds)]) } },
      status: 'unknown',
      code: 'NOT_READABLE',
    },
    {
      title: 'from a permission set, where rows are missing',
      need,
      user: { sources: [profile, holds], evidence: { userPermissionRows: lacked } },
      status: 'unknown',
      code: 'INCOMPLETE_ANSWER',
    },
    {
      title: 'no such permission',
      need: { ...need, name: 'NotHere' },
      status: 'impossible',
      code: 'NO_SUCH_USER_PERMISSION',
    },
    {
      title: 'no such permission, ifPresent',
      need: { ...need, name: 'NotHere' },
      more: ifPresent,
      status: 'notApplicable',
      code: 'NOT_IN_THIS_ORG',
    },
  ]);

  it('name the profile as the only source, and leave nothing to a grant', () => {
    const [both] = run({ need, user: { sources: [{ ...profile, ...holds }, holds] } });
    expect(both?.grantedBy.map(({ name }) => name)).to.deep.equal(['Sync Profile']);
    const [missing] = run({ need, user: { sources: [profile] } });
    expect(missing?.remedy).to.equal(null);
  });
});

describe('evaluate: what was not read of the surroundings', () => {
  check([
    {
      title: 'automation',
      need: { kind: 'automation', sobject: 'Lead', onFields: [] },
      status: 'unknown',
      code: 'NOT_READABLE',
      id: 'automation:Lead',
    },
    {
      title: 'automation on an object that is not there',
      need: { kind: 'automation', sobject: 'Nope__c', onFields: [] },
      more: ifPresent,
      status: 'notApplicable',
      code: 'NOT_IN_THIS_ORG',
    },
    {
      title: 'picklist value',
      need: { kind: 'picklistValue', sobject: 'Account', field: 'Industry', value: 'HG Insights' },
      status: 'unknown',
      code: 'NOT_READABLE',
      id: 'picklistValue:Account.Industry=HG Insights',
    },
  ]);
});

describe('evaluate: the user', () => {
  const ofUser = (spec: UserSpec): Record<string, string> => {
    const inspected = user(spec);
    return Object.fromEntries(
      evaluate([], snapshot(inspected), inspected).map((f) => [f.id, `${f.level} ${f.status} ${f.code}`]),
    );
  };
  const asAdministrator = [{ permissions: ['ModifyAllData'] }];
  it('is active, not frozen and named', () => {
    expect(ofUser({})).to.deep.equal({
      'user:active': 'required met USER_ACTIVE',
      'user:notFrozen': 'required met USER_NOT_FROZEN',
      'user:named': 'required met USER_NAMED',
    });
  });
  it('inactive and frozen are findings', () => {
    expect(ofUser({ isActive: known(false), isFrozen: known(true) })).to.include({
      'user:active': 'required unmet USER_INACTIVE',
      'user:notFrozen': 'required unmet USER_FROZEN',
    });
  });
  it('frozen that cannot be read is recommended and unknown (G8)', () => {
    expect(ofUser({ isFrozen: notRead })['user:notFrozen']).to.equal('recommended unknown NOT_READABLE');
  });
  it('an administrator who inspects himself unasked is not known to be ready', () => {
    expect(ofUser({ unnamed: true, sources: asAdministrator })['user:named']).to.equal('required unknown NOT_NAMED');
    expect(ofUser({ unnamed: true })['user:named']).to.equal('required met USER_NAMED');
    expect(ofUser({ sources: asAdministrator })['user:named']).to.equal('required met USER_NAMED');
  });
});

describe('evaluate: licenses', () => {
  const integration = (more: UserSpec = {}): UserSpec => ({ userLicense: 'Salesforce Integration', ...more });
  const psl = {
    id: '0PL',
    name: 'SalesforceAPIIntegrationPsl',
    label: 'Salesforce API Integration',
    objects: null,
    userPermissions: null,
  };
  const findings = (spec: UserSpec, need: Need = object('Account', 'read')): Finding[] => {
    const inspected = user(spec);
    return evaluate([requirement(need)], snapshot(inspected), inspected);
  };
  const statusOf = (all: Finding[], id: string): string | undefined => all.find((f) => f.id === id)?.status;
  const id = 'license:SalesforceAPIIntegrationPsl';
  it('an integration user without the permission set license lacks it first (A15-A17)', () => {
    const all = findings(integration());
    expect(statusOf(all, id)).to.equal('unmet');
    expect(all.find((f) => f.id === 'object:Account:read')).to.deep.include({ status: 'unmet', blockedBy: [id] });
  });
  it('with it the object is an ordinary gap', () => {
    const all = findings(integration({ permissionSetLicenses: known([psl]) }));
    expect(statusOf(all, id)).to.equal('met');
    expect(all.find((f) => f.id === 'object:Account:read')?.blockedBy).to.deep.equal([]);
  });
  it('a license that is hidden with the profile is recommended and unknown (J6)', () => {
    const finding = findings({ userLicense: '', profile: null }).find((f) => f.id === id);
    expect(finding).to.include({ status: 'unknown', level: 'recommended', code: 'NOT_READABLE' });
  });
  it('unreadable licenses stay unknown', () => {
    expect(statusOf(findings(integration({ permissionSetLicenses: notRead })), id)).to.equal('unknown');
  });
  it('is not asked of other licenses, nor where no object is needed', () => {
    expect(statusOf(findings({}), id)).to.equal(undefined);
    expect(statusOf(findings(integration(), permission('ApiEnabled')), id)).to.equal(undefined);
  });
  it('a user permission above the ceiling of all its licenses is impossible (A20)', () => {
    const allowing = (...names: string[]): UserSpec =>
      integration({
        orgLicenses: known([{ ...psl, userPermissions: new Set(names.map((name) => name.toLowerCase())) }]),
      });
    const statusFor = (spec: UserSpec): string | undefined =>
      statusOf(findings(spec, permission('RunReports')), 'userPermission:RunReports');
    expect(statusFor(allowing('ViewSetup'))).to.equal('impossible');
    expect(statusFor(allowing('RunReports'))).to.equal('unmet');
    expect(statusFor(integration({ orgLicenses: known([psl]) }))).to.equal('unmet');
    expect(statusFor({})).to.equal('unmet');
  });
  it('a ceiling that the org tells forbids what lies above it (A20)', () => {
    const license = {
      id: null,
      name: 'Chatter Free',
      label: 'Chatter Free',
      objects: new Map([['contact', new Set(['read'] as const)]]),
      userPermissions: null,
    };
    const all = findings({ userLicense: 'Chatter Free', license });
    expect(all.find((f) => f.id === 'object:Account:read')).to.include({
      status: 'impossible',
      code: 'LICENSE_FORBIDS',
    });
  });
});
