/** What is concluded of one need, whole: corners of kinds that tables of their own do not have. */
import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type {
  AccessSource,
  HistoryField,
  InspectedUser,
  OrgSchema,
  PermissionSetName,
} from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Need } from '../../../src/kinds/kinds.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import {
  history,
  historyField,
  needs,
  notRead,
  objectList,
  requirement,
  schema,
  snapshot,
  source,
  user,
} from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { said } from '../support/said.js';

const { permission } = needs;
const entity = (name: string) => ({ id: '01p', name });
const api: Need = { kind: 'apexClass', name: 'acme__api' };
const classes = { namedEntities: { apexClass: known(new Map([['acme__api', entity('acme__Api')]])) } };
const holding = (more: Partial<AccessSource> = {}): UserSpec => {
  const one = { ...source({ name: 'Sync' }), ...more };
  return {
    evidence: {
      sources: known([{ ...one, content: { ...one.content, setupEntities: new Set(['apexclass:acme__api']) } }]),
      appRows: known(true as const),
    },
  };
};
const columnsWith = (...names: string[]): Partial<OrgSchema> => {
  const columns = known(new Map(names.map((name) => [name.toLowerCase(), { name, label: `${name} label` }])));
  return { permissionSetColumns: columns, profileColumns: columns };
};
const onProfile = (name: string): Need => ({ kind: 'userPermission', name, on: 'profile' });
const profile = { type: 'Profile', name: 'Office' } as const;
const untold = (...columns: string[]): Partial<HistoryField> => ({ untold: new Set(columns) });
const tracks = (
  fields: HistoryField[],
  object: string = 'Account',
  on: Parameters<typeof history>[0] = known(true),
): Partial<OrgSchema> => ({
  history: new Map([[object.toLowerCase(), history(on, fields)]]),
});
const rating = needs.history('Account', 'Rating');
const visible: Need = { kind: 'recordVisibility', sobject: 'Account' };
const sharing = (word?: string): Partial<OrgSchema> => ({
  sharingDefaults: known(new Map(word === undefined ? [] : [['account', word]])),
});
const readsAccount: UserSpec = { sources: [{ objects: { Account: 'read' } }] };
const ofPackage = (seat: boolean): Need => ({ kind: 'package', namespace: 'Acme', seat });
const self: UserSpec = {
  self: {
    mode: 'self',
    userPermissions: known(new Set(['apienabled'])),
    userPermissionColumns: new Map([['apienabled', { name: 'ApiEnabled', label: 'ApiEnabled label' }]]),
    objects: new Map(),
  },
};
const set: PermissionSetName = {
  type: 'PermissionSet',
  id: '0PS Sync',
  name: 'Sync',
  namespace: 'acme',
  label: 'Sync',
};
const group: PermissionSetName = { type: 'PermissionSetGroup', id: '0PG', name: 'All', namespace: null, label: 'All' };
const sets: Partial<OrgSchema> = {
  permissionSets: known(
    new Map([
      ['acme__sync', set],
      ['all', group],
    ]),
  ),
};
const assigned = (name: string): Need => ({ kind: 'permissionSetAssigned', name });
const membersUnread = (inert: AccessSource['inert'] = null): UserSpec => ({
  evidence: {
    sources: known([{ ...source({ type: 'PermissionSetGroup', name: 'Other', inert }), membersUnread: notRead.gap }]),
  },
});

type Case = [title: string, need: Need | Requirement, of: UserSpec, org: Partial<OrgSchema>, expected: string[]];

describe('what is concluded of a need', () => {
  const cases: Case[] = [
    ['an Apex class of a set', api, holding(), classes, ['met GRANTED (acme__Api); from Sync']],
    [
      'an Apex class by Author Apex',
      api,
      { sources: [{ permissions: ['AuthorApex'] }], evidence: { appRows: known(true) } },
      { ...classes, ...columnsWith('AuthorApex') },
      ['met GRANTED (acme__Api); from Sync via AuthorApex'],
    ],
    [
      'an Apex class that nothing gives',
      api,
      { evidence: { appRows: known(true) } },
      { ...classes, ...columnsWith('AuthorApex') },
      ['unmet APEX_CLASS_MISSING (acme__Api)', 'to give apexClass acme__Api'],
    ],
    [
      'an Apex class in an org that does not know Author Apex',
      api,
      { evidence: { appRows: known(true) } },
      { ...classes, ...columnsWith('ApiEnabled') },
      ['unmet APEX_CLASS_MISSING (acme__Api)', 'to give apexClass acme__Api'],
    ],
    [
      'an Apex class of a set that has expired',
      api,
      holding({ inert: 'expired' }),
      classes,
      ['unmet APEX_CLASS_MISSING (acme__Api); but Sync is expired', 'to give apexClass acme__Api'],
    ],
    [
      'an Apex class, where nobody knows who may run all',
      api,
      { evidence: { appRows: known(true), userPermissionRows: notRead } },
      { ...classes, ...columnsWith('AuthorApex') },
      ['unknown NOT_READABLE (acme__Api | Something | INVALID_TYPE); unread NOT_AUTHORISED Something'],
    ],
    [
      'no such Apex class',
      api,
      holding(),
      { namedEntities: { apexClass: known(new Map()) } },
      ['impossible NO_SUCH_APEX_CLASS (acme__api)'],
    ],
    [
      'no such Apex class, which need not be there',
      requirement(api, { ifPresent: true }),
      holding(),
      { namedEntities: { apexClass: known(new Map()) } },
      ['notApplicable NOT_IN_THIS_ORG (acme__api)'],
    ],
    [
      'an Apex class of a package, without a seat',
      api,
      { packages: new Map([['acme', known({ state: 'missing', allowed: 1, used: 1 } as const)]]), ...holding() },
      classes,
      ['unmet NO_EFFECT_WITHOUT_SEAT (acme__Api); waits for packageSeat:acme'],
    ],
    [
      'a permission that is there, and what it is of no use without',
      permission('EditTask'),
      { sources: [{ permissions: ['EditTask'] }] },
      {},
      [
        'met GRANTED_BUT_MORE_NEEDED (EditTask label (EditTask)); from Sync',
        'of use with userPermission ActivitiesAccess',
      ],
    ],
    [
      'a permission with what it is of use with',
      permission('EditTask'),
      { sources: [{ permissions: ['EditTask', 'ActivitiesAccess'] }] },
      {},
      ['met GRANTED (EditTask label (EditTask)); from Sync'],
    ],
    [
      'a permission of use with another that the org does not have',
      permission('EditTask'),
      { sources: [{ permissions: ['EditTask'] }] },
      columnsWith('EditTask'),
      ['met GRANTED (EditTask label (EditTask)); from Sync'],
    ],
    [
      'a permission of use with an object',
      permission('TransferAnyLead'),
      { sources: [{ permissions: ['TransferAnyLead'], objects: { Lead: 'read' } }] },
      columnsWith('TransferAnyLead'),
      [
        'met GRANTED_BUT_MORE_NEEDED (TransferAnyLead label (TransferAnyLead)); from Sync',
        'of use with object Lead edit',
      ],
    ],
    [
      'a permission on the profile',
      onProfile('ApiEnabled'),
      {
        evidence: {
          sources: known([
            source({ ...profile, permissions: ['ApiEnabled'] }),
            source({ name: 'Sync', permissions: ['ApiEnabled'] }),
          ]),
        },
      },
      {},
      ['met GRANTED (ApiEnabled label (ApiEnabled)); from Office'],
    ],
    [
      'a permission of a set alone, that counts from the profile',
      onProfile('ApiEnabled'),
      { sources: [{ permissions: ['ApiEnabled'] }] },
      {},
      ['unmet NOT_ON_PROFILE (ApiEnabled label (ApiEnabled) | Standard User)'],
    ],
    [
      'a permission of no set, that counts from a profile whose name is hidden',
      onProfile('ApiEnabled'),
      { profile: null },
      {},
      ['unmet NOT_ON_PROFILE (ApiEnabled label (ApiEnabled)), profileHidden'],
    ],
    [
      'a permission on the profile, where the rows did not all come',
      onProfile('ApiEnabled'),
      { sources: [{ permissions: ['ApiEnabled'] }], evidence: { userPermissionRows: notRead } },
      {},
      [
        'unknown NOT_READABLE (ApiEnabled label (ApiEnabled) | Something | INVALID_TYPE); unread NOT_AUTHORISED Something',
      ],
    ],
    [
      'a permission on the profile, where nothing came',
      onProfile('ApiEnabled'),
      { evidence: { userPermissionRows: notRead } },
      {},
      [
        'unknown NOT_READABLE (ApiEnabled label (ApiEnabled) | Something | INVALID_TYPE); unread NOT_AUTHORISED Something',
      ],
    ],
    [
      'a permission on the profile, where the assignments were not read',
      onProfile('ApiEnabled'),
      { evidence: { sources: notRead } },
      {},
      [
        'unknown NOT_READABLE (ApiEnabled label (ApiEnabled) | Something | INVALID_TYPE); unread NOT_AUTHORISED Something',
      ],
    ],
    [
      'a permission on the profile, of users who look at themselves',
      onProfile('ApiEnabled'),
      self,
      {},
      ['unknown NOT_VISIBLE_TO_SELF (ApiEnabled label (ApiEnabled) | Profile | ); unread SELF_MODE Profile'],
    ],
    [
      'a permission on the profile, and no profile came',
      onProfile('ApiEnabled'),
      { evidence: { sources: known([source({ name: 'Sync', permissions: ['ApiEnabled'] })]) } },
      {},
      ['unknown NOT_READABLE (ApiEnabled label (ApiEnabled) | Profile | ); unread NOT_AUTHORISED Profile'],
    ],
    [
      'a permission on the profile, which the org does not have',
      onProfile('Nope'),
      {},
      {},
      ['impossible NO_SUCH_USER_PERMISSION (Nope)'],
    ],
    [
      'a tracked field',
      rating,
      {},
      tracks([historyField('Rating', true, untold('IsFieldHistoryTracked', 'IsCalculated', 'IsAutonumber'))]),
      ['met TRACKED (Account.Rating)'],
    ],
    [
      'a field of which nobody told whether it is tracked',
      rating,
      {},
      tracks([historyField('Rating', false, untold('IsFieldHistoryTracked'))]),
      [
        'unknown INCOMPLETE_ANSWER (Account.Rating | FieldDefinition | IsFieldHistoryTracked); unread INCOMPLETE_ROWS FieldDefinition',
      ],
    ],
    [
      'a field that may be a formula',
      rating,
      {},
      tracks([historyField('Rating', false, untold('IsCalculated'))]),
      [
        'unknown INCOMPLETE_ANSWER (Account.Rating | FieldDefinition | IsCalculated); unread INCOMPLETE_ROWS FieldDefinition',
      ],
    ],
    [
      'a field that may be an auto-number',
      rating,
      {},
      tracks([historyField('Rating', false, untold('IsAutonumber'))]),
      [
        'unknown INCOMPLETE_ANSWER (Account.Rating | EntityParticle | IsAutonumber); unread INCOMPLETE_ROWS EntityParticle',
      ],
    ],
    [
      'a field that may be an auto-number, as its particles were refused',
      rating,
      {},
      { ...tracks([historyField('Rating', false, untold('IsAutonumber'))]), fields: new Map([['account', notRead]]) },
      ['unknown NOT_READABLE (Account.Rating | Something | INVALID_TYPE); unread NOT_AUTHORISED Something'],
    ],
    [
      'a tracked field whose particles were refused',
      rating,
      {},
      { ...tracks([historyField('Rating', true, untold('IsAutonumber'))]), fields: new Map([['account', notRead]]) },
      ['met TRACKED (Account.Rating)'],
    ],
    [
      'a field that is not tracked, whose particles were refused',
      rating,
      {},
      { ...tracks([historyField('Rating', false)]), fields: new Map([['account', notRead]]) },
      ['unmet FIELD_NOT_TRACKED (Account.Rating)'],
    ],
    [
      'an object with a field of which nobody told whether it is tracked',
      needs.history('Account'),
      {},
      tracks([historyField('Rating', true), historyField('Type', false, untold('IsFieldHistoryTracked'))]),
      [
        'unknown INCOMPLETE_ANSWER (Account history | FieldDefinition | IsFieldHistoryTracked); unread INCOMPLETE_ROWS FieldDefinition',
      ],
    ],
    [
      'an object with a field that may be a formula',
      needs.history('Account'),
      {},
      tracks([
        historyField('Type', true),
        historyField('Rating', true),
        historyField('Site', false, untold('IsCalculated')),
      ]),
      ['met TRACKED (Account: Rating, Type)'],
    ],
    [
      'an object that nobody knows, with a field that may be tracked',
      needs.history('Strange'),
      {},
      tracks([historyField('A', false, untold('IsFieldHistoryTracked')), historyField('B', false)], 'Strange'),
      [
        'unknown INCOMPLETE_ANSWER (Strange history | FieldDefinition | IsFieldHistoryTracked); unread INCOMPLETE_ROWS FieldDefinition',
      ],
    ],
    [
      'no such field',
      needs.history('Account', 'Nope'),
      {},
      { ...tracks([historyField('Rating', true)]), fields: new Map() },
      ['impossible NO_SUCH_FIELD (Account.Nope | Account)'],
    ],
    [
      'no such field, which need not be there',
      requirement(needs.history('account', 'Nope'), { ifPresent: true }),
      {},
      tracks([historyField('Rating', true)]),
      ['notApplicable NOT_IN_THIS_ORG (Account.Nope)'],
    ],
    [
      'an object without tracked fields, and what is suggested',
      { kind: 'historyTracking', sobject: 'Account', suggestedFields: ['Rating', 'Type'] },
      {},
      tracks([historyField('Rating', false)]),
      ['unmet NO_FIELD_TRACKED (Account | Rating, Type)'],
    ],
    [
      'records that are public',
      visible,
      readsAccount,
      sharing('Read'),
      ['met RECORDS_ARE_PUBLIC (Account); from Sync'],
    ],
    [
      'records that sharing decides',
      visible,
      readsAccount,
      sharing('Private'),
      [
        'degraded SHARING_DECIDES (Account | Private); waits for object:Account:viewAllRecords; from Sync',
        'to give object Account viewAllRecords',
      ],
    ],
    [
      'records by a default that nobody knows',
      visible,
      readsAccount,
      sharing('Sometimes'),
      [
        'unknown NOT_READABLE (Account | EntityDefinition | InternalSharingModel Sometimes); unread NOT_ANSWERED EntityDefinition',
      ],
    ],
    [
      'records by a default that was not told',
      visible,
      readsAccount,
      sharing(),
      [
        'unknown NOT_READABLE (Account | EntityDefinition | InternalSharingModel); unread NOT_ANSWERED EntityDefinition',
      ],
    ],
    [
      'records by defaults that were not read',
      visible,
      readsAccount,
      {},
      [
        'unknown NOT_READABLE (Account | EntityDefinition | InternalSharingModel); unread NOT_ANSWERED EntityDefinition',
      ],
    ],
    [
      'records of an object that nobody can read',
      visible,
      {},
      sharing('Read'),
      ['unmet RECORDS_NOT_READABLE (Account); waits for object:Account:read', 'to give object Account read'],
    ],
    [
      'records that no license of the user reads',
      visible,
      {
        userLicense: 'Chatter Free',
        license: { id: null, name: 'Chatter Free', label: 'Chatter Free', objects: new Map(), userPermissions: null },
      },
      sharing('Private'),
      ['impossible LICENSE_FORBIDS (Account | read | Chatter Free); waits for object:Account:read', 'on Chatter Free'],
    ],
    [
      'a package that is not installed',
      ofPackage(false),
      { installedPackages: known(new Set<string>()) },
      {},
      ['unmet PACKAGE_NOT_INSTALLED (Acme)'],
    ],
    [
      'a seat of a package that is not installed',
      ofPackage(true),
      { installedPackages: known(new Set<string>()) },
      {},
      ['unmet PACKAGE_NOT_INSTALLED (Acme); waits for package:Acme'],
    ],
    [
      'a package that need not be installed',
      requirement(ofPackage(true), { ifPresent: true }),
      { installedPackages: known(new Set<string>()) },
      {},
      ['notApplicable NOT_IN_THIS_ORG (Acme)'],
    ],
    [
      'a package of which an object is there, among others',
      ofPackage(false),
      { installedPackages: notRead },
      { permissionableObjects: known(objectList('Account', 'acme__Thing__c')) },
      ['met PACKAGE_INSTALLED (Acme)'],
    ],
    [
      'a package that is licensed for all',
      ofPackage(true),
      { installedPackages: known(new Set(['acme'])) },
      {},
      ['met PACKAGE_LICENSED_FOR_ALL (Acme)'],
    ],
    [
      'a package, for users who look at themselves',
      ofPackage(false),
      {},
      {},
      ['unknown NOT_VISIBLE_TO_SELF (Acme | PackageLicense | ); unread SELF_MODE PackageLicense'],
    ],
    [
      'a seat of a package',
      ofPackage(true),
      {
        installedPackages: known(new Set(['acme'])),
        packages: new Map([['acme', known({ state: 'missing', allowed: 5, used: 7 } as const)]]),
      },
      {},
      ['unmet PACKAGE_SEAT_MISSING (Acme | ann@example.com | 7 | 5 | 0)'],
    ],
    [
      'a set that is not assigned',
      assigned('acme__sync'),
      {},
      sets,
      ['unmet PERMISSION_SET_NOT_ASSIGNED (acme__Sync | ann@example.com)', 'to give acme__Sync'],
    ],
    [
      'a set through a group',
      assigned('acme__sync'),
      { sources: [{ type: 'PermissionSetGroup', name: 'All', members: { Other: {}, Sync: {} } }] },
      sets,
      ['met PERMISSION_SET_ASSIGNED (acme__Sync); from All'],
    ],
    [
      'a set that is assigned and expired, and a member of a group that has expired too',
      assigned('acme__sync'),
      {
        sources: [
          { name: 'Sync', namespace: 'acme', inert: 'expired' },
          { type: 'PermissionSetGroup', name: 'All', inert: 'expired', members: { Sync: {} } },
        ],
      },
      sets,
      ['unmet PERMISSION_SET_NOT_ASSIGNED (acme__Sync | ann@example.com); but Sync is expired; but All is expired'],
    ],
    [
      'a set of a group that has expired: it can be assigned by itself',
      assigned('acme__sync'),
      { sources: [{ type: 'PermissionSetGroup', name: 'All', inert: 'expired', members: { Sync: {} } }] },
      sets,
      ['unmet PERMISSION_SET_NOT_ASSIGNED (acme__Sync | ann@example.com); but All is expired', 'to give acme__Sync'],
    ],
    [
      'a group, where a set of that name is assigned',
      assigned('all'),
      { sources: [{ name: 'All' }] },
      sets,
      ['unmet PERMISSION_SET_NOT_ASSIGNED (All | ann@example.com)', 'to give All'],
    ],
    [
      'a group',
      assigned('all'),
      { sources: [{ type: 'PermissionSetGroup', name: 'All' }] },
      sets,
      ['met PERMISSION_SET_ASSIGNED (All); from All'],
    ],
    [
      'a set that a group may hold whose members were not read',
      assigned('acme__sync'),
      membersUnread(),
      sets,
      ['unknown NOT_READABLE (acme__sync | Something | INVALID_TYPE); unread NOT_AUTHORISED Something'],
    ],
    [
      'a set that a group may hold that has expired',
      assigned('acme__sync'),
      membersUnread('expired'),
      sets,
      ['unmet PERMISSION_SET_NOT_ASSIGNED (acme__Sync | ann@example.com)', 'to give acme__Sync'],
    ],
    [
      'a group, beside one whose members were not read',
      assigned('all'),
      membersUnread(),
      sets,
      ['unmet PERMISSION_SET_NOT_ASSIGNED (All | ann@example.com)', 'to give All'],
    ],
    [
      'a set, where assignments were not read',
      assigned('acme__sync'),
      { evidence: { sources: notRead } },
      sets,
      ['unknown NOT_READABLE (acme__sync | Something | INVALID_TYPE); unread NOT_AUTHORISED Something'],
    ],
  ];
  for (const [title, need, of, org, expected] of cases)
    it(title, () => {
      const one: InspectedUser = user(of);
      const wanted = 'need' in need ? need : requirement(need);
      const found = evaluate([wanted], snapshot(one, schema(org)), one).find(({ kind }) => kind === wanted.need.kind);
      if (!found) throw new Error('no finding');
      const { entries = [], licenses = [], objectAccess = [], permissionSets = [] } = found.remedy ?? {};
      const given = [...entries, ...licenses, ...objectAccess, ...permissionSets];
      const told = [
        said(found),
        ...(found.userLicense === undefined ? [] : [`on ${found.userLicense}`]),
        ...(found.besides ?? []).map((beside) => `of use with ${Object.values(beside).join(' ')}`),
        ...given.map((remedy) => `to give ${typeof remedy === 'string' ? remedy : Object.values(remedy).join(' ')}`),
      ];
      expect(told).to.deep.equal(expected);
    });
});
