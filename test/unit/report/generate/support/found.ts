/** What sources of an org hold, as `generate definition` finds it: tests name only what they are about. */
import { entryKey } from '../../../../../src/access/entry.js';
import type { Entry } from '../../../../../src/access/entry.js';
import { gap, known } from '../../../../../src/access/snapshot.js';
import type { Gap, GrantedBy } from '../../../../../src/access/snapshot.js';
import type { FoundHoldings } from '../../../../../src/generate/generatedDefinition.js';
import { findingOf } from '../../../../../src/kinds/finding.js';
import { granted, unreadable, verdict } from '../../../../../src/kinds/verdict.js';
import type { Verdict } from '../../../../../src/kinds/verdict.js';
import { entryOf } from '../../../support/plans.js';
import { needs, requirement, schema, snapshot, user } from '../../../support/snapshot.js';

/** Entries by their ids: `object:Account:read`. */
export const entries = (...ids: readonly string[]): Entry[] => ids.map(entryOf);

const needOf = (entry: Entry): Parameters<typeof requirement>[0] => {
  switch (entry.kind) {
    case 'object':
      return needs.object(entry.sobject, entry.access);
    case 'field':
      return needs.field(entry.sobject, entry.field, entry.access);
    default:
      return { kind: 'userPermission', name: entry.name };
  }
};

/** Something that gives a permission. */
export const from = (type: GrantedBy['type'], name: string, more: Partial<GrantedBy> = {}): GrantedBy => ({
  type,
  name,
  namespace: null,
  label: `Label of ${name}`,
  ...more,
});

/** Findings of a check of the source: where each entry comes from. */
export const givenBy = (sources: Readonly<Record<string, readonly GrantedBy[]>>): FoundHoldings['findings'] =>
  new Map(
    Object.entries(sources).map(([id, all]) => {
      const entry = entryOf(id);
      return [entryKey(entry), findingOf(requirement(needOf(entry)), granted(id, all))] as const;
    }),
  );

const leftOut = (ids: readonly string[], verdictOf: (id: string) => Verdict): FoundHoldings['leftOut'] =>
  ids.map((id) => {
    const entry = entryOf(id);
    return { entry, finding: findingOf(requirement(needOf(entry)), verdictOf(id)) };
  });

/** Held, and without effect, as the object is closed. */
export const withoutEffect = (...ids: readonly string[]): FoundHoldings['leftOut'] =>
  leftOut(ids, () => verdict('unmet', 'BLOCKED_BY_OBJECT', [], { blockers: entries('object:Lead:read') }));

/** Held, and whether it has an effect could not be read. */
export const unread = (...ids: readonly string[]): FoundHoldings['leftOut'] =>
  leftOut(ids, (id) => unreadable(id, gap('NOT_AUTHORISED', 'PermissionSetGroup', 'INVALID_TYPE').gap));

/** What a permission set holds that only gives what is asked for. */
export const foundIn = (more: Partial<FoundHoldings> = {}): FoundHoldings => ({
  source: { type: 'PermissionSet', name: 'Acme_Sync', label: 'Acme Sync' },
  shutOut: null,
  org: snapshot(user()).org,
  schema: schema(),
  entries: [],
  given: 7,
  usage: null,
  findings: new Map(),
  leftOut: [],
  unnameable: [],
  connectedApps: [],
  setLicenses: known([]),
  notExpressed: known([]),
  apiCalls: 12,
  ...more,
});

/** A part of the org that could not be read. */
export const couldNotRead = (part: string): { readonly known: false; readonly gap: Gap } =>
  gap('NOT_AUTHORISED', part, `sObject type '${part}' is not supported\u001b[31m`);

/** A permission set that holds something of every kind, and some of it without effect. */
export const permissionSet = (): FoundHoldings =>
  foundIn({
    entries: entries(
      'userPermission:ViewSetup',
      'userPermission:ApiEnabled',
      'customPermission:acme__Sync',
      'apexClass:SyncApi',
      'apexClass:acme__Push',
      'object:Lead:read',
      'object:Account:edit',
      'object:Account:create',
      'field:Account.Website:edit',
      'field:Account.Industry:read',
      'field:Account.AnnualRevenue:read',
    ),
    given: 14,
    leftOut: [
      ...withoutEffect('field:Task.WhoId:edit'),
      ...unread('object:Case:read'),
      ...withoutEffect('field:Contact.Email:read'),
    ],
    unnameable: [{ kind: 'apexClass', name: 'Not a name' }],
    connectedApps: ['Acme Sync', 'Acme: "quoted"', '&Acme'],
    notExpressed: known([
      { type: 'ApexPage', name: 'Sync_Status' },
      { type: 'Tab', name: 'standard-Account' },
    ]),
  });

/** A group, some of whose members give a permission, and others another one. */
export const group = (): FoundHoldings =>
  foundIn({
    source: { type: 'PermissionSetGroup', name: 'Sales_Sync', label: 'Sales Sync' },
    org: { ...snapshot(user()).org, name: null },
    entries: entries('object:Account:edit', 'object:Account:delete', 'object:Lead:read', 'object:Case:read'),
    findings: givenBy({
      'object:Account:edit': [from('PermissionSetGroup', 'Sales_Sync', { through: ['Writers', 'Admins'] })],
      'object:Account:delete': [
        from('PermissionSetGroup', 'Sales_Sync', { through: ['Admins'] }),
        from('PermissionSetGroup', 'Sales_Sync', { through: ['Admins'] }),
      ],
      'object:Lead:read': [from('PermissionSetGroup', 'Sales_Sync')],
    }),
  });

/** A profile, of which neither licenses nor what it holds beside permissions could be read. */
export const profile = (): FoundHoldings =>
  foundIn({
    source: { type: 'Profile', name: 'Acme Sync', label: 'Acme Sync' },
    entries: entries('userPermission:ApiEnabled'),
    given: 1,
    setLicenses: couldNotRead('PermissionSetLicenseAssign'),
    notExpressed: couldNotRead('SetupEntityAccess'),
  });

/** A user, of whom event logs tell what was used. */
export const userWithLogs = (): FoundHoldings =>
  foundIn({
    source: { type: 'User', name: 'sync@example.com', label: 'Acme Sync' },
    entries: entries(
      'userPermission:ViewAllData',
      'userPermission:ApiEnabled',
      'object:Lead:edit',
      'object:Account:viewAllRecords',
      'field:Lead.Rating:edit',
      'field:Lead.Industry:edit',
    ),
    given: 30,
    findings: givenBy({
      'userPermission:ViewAllData': [from('Profile', 'Acme')],
      'userPermission:ApiEnabled': [from('Profile', 'Acme'), from('PermissionSet', 'Sync', { namespace: 'acme' })],
      'object:Account:viewAllRecords': [from('Profile', 'Acme', { via: 'ViewAllData' })],
      'object:Account:read': [from('Profile', 'Acme')],
      'object:Contact:read': [from('Profile', 'Acme')],
      'object:Contact:create': [from('Profile', 'Acme')],
      'object:Contact:edit': [from('Profile', 'Acme')],
      'object:Case:read': [from('Profile', 'Acme')],
      'object:Idea:read': [from('Profile', 'Acme')],
      'object:Idea:create': [from('Profile', 'Acme')],
      'object:Idea:edit': [from('Profile', 'Acme')],
      'object:Idea:delete': [from('Profile', 'Acme')],
      'object:Idea:viewAllRecords': [from('Profile', 'Acme')],
      'object:Lead:read': [from('Profile', 'Acme')],
      'object:Lead:edit': [
        from('PermissionSetGroup', 'Sales_Sync', { through: ['Writers', 'Admins'], via: 'EditLeads' }),
        from('PermissionSet', 'Leads'),
        from('PermissionSet', 'Leads'),
      ],
      'field:Lead.Rating:edit': [from('PermissionSet', 'Leads')],
      'field:Lead.Industry:edit': [from('PermissionSet', 'Leads')],
    }),
    usage: {
      since: '2027-01-31',
      told: {
        known: true,
        from: '2027-01-31',
        to: '2027-02-08',
        used: [
          { sobject: 'Account', operations: 'any' },
          { sobject: 'Case', operations: ['read'] },
          { sobject: 'Contact', operations: ['read', 'create', 'edit', 'delete'] },
          { sobject: 'Idea', operations: 'any' },
          { sobject: 'Lead', operations: ['read', 'edit'] },
          { sobject: 'Task', operations: ['create'] },
        ],
      },
      notShown: entries(
        'object:Product2:delete',
        'object:Opportunity:read',
        'object:PRODUCT2:read',
        'field:Product2.Family:edit',
        'apexClass:SyncApi',
      ),
    },
    setLicenses: known(['SalesforceAPIIntegrationPsl', 'Odd Name']),
  });

/** A user, of whom no log is there. */
export const userWithoutLogs = (): FoundHoldings =>
  foundIn({
    source: { type: 'User', name: 'sync@example.com', label: 'Acme Sync' },
    entries: entries('userPermission:ApiEnabled'),
    given: 1,
    usage: {
      since: '2027-01-31',
      told: { known: false, code: 'NOT_SO_FAR_BACK', args: ['2027-01-31', '2027-02-07'] },
      notShown: [],
    },
  });

/** More left out, and more not expressed, than people are shown. */
export const much = (): FoundHoldings => {
  const numbers = Array.from({ length: 42 }, (_, at) => String(at + 1).padStart(2, '0'));
  return foundIn({
    entries: entries('userPermission:ApiEnabled'),
    leftOut: withoutEffect(...numbers.map((number) => `field:Lead.Field${number}__c:read`)),
    notExpressed: known(numbers.slice(0, 41).map((number) => ({ type: 'ApexPage', name: `Page${number}` }))),
    connectedApps: numbers.slice(0, 40).map((number) => `App ${number}`),
    setLicenses: known(numbers.slice(0, 8).map((number) => `License${number}`)),
  });
};
