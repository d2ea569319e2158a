import type { Entry } from '../../../src/access/entry.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type {
  AccessSnapshot,
  AccessSource,
  Content,
  Entity,
  EntityField,
  Evidence,
  HistoryField,
  InspectedUser,
  ObjectHistory,
  OrgSchema,
  Reading,
  UserPermission,
} from '../../../src/access/snapshot.js';
import type { FieldAccess, ObjectAccess } from '../../../src/platform/objectAccess.js';
import type { Need } from '../../../src/kinds/kinds.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { objectAccesses } from '../../../src/platform/objectAccess.js';
import { requirementId } from '../../../src/kinds/requirementId.js';

/** Builders for access snapshots: tests name only what they are about. */

type ContentSpec = {
  permissions?: string[];
  /** `Account: 'read edit'` */
  objects?: Record<string, string>;
  /** `'Account.Website': 'edit'` */
  fields?: Record<string, FieldAccess>;
  /** Things of Setup: `'apexClass:LeadSync'` */
  setup?: string[];
};

const lower = (name: string): string => name.toLowerCase();

export const content = ({ permissions = [], objects = {}, fields = {}, setup }: ContentSpec): Content => ({
  userPermissions: new Set(permissions.map(lower)),
  objects: new Map(
    Object.entries(objects).map(([name, words]) => [lower(name), new Set(words.split(' ') as ObjectAccess[])]),
  ),
  fields: new Map(Object.entries(fields).map(([name, access]) => [lower(name), access])),
  ...(setup ? { setupEntities: new Set(setup.map(lower)) } : {}),
});

/** The same as entries, in the spelling of the test. */
export const entriesOf = ({ permissions = [], objects = {}, fields = {} }: ContentSpec): Entry[] => [
  ...permissions.map((name): Entry => ({ kind: 'userPermission', name })),
  ...Object.entries(objects).flatMap(([sobject, words]) =>
    words.split(' ').map((access): Entry => ({ kind: 'object', sobject, access: access as ObjectAccess })),
  ),
  ...Object.entries(fields).map(([name, access]): Entry => {
    const [sobject = '', field = ''] = name.split('.');
    return { kind: 'field', sobject, field, access };
  }),
];

export type SourceSpec = ContentSpec &
  Partial<
    Pick<AccessSource, 'type' | 'inert' | 'stale' | 'staleness' | 'doubt' | 'expiresAt' | 'namespace' | 'membersUnread'>
  > & {
    name?: string;
    profileOnly?: string[] | null;
    members?: Record<string, ContentSpec>;
    muted?: ContentSpec;
  };

export const source = (spec: SourceSpec): AccessSource => ({
  type: spec.type ?? 'PermissionSet',
  name: spec.name ?? 'Sync',
  namespace: spec.namespace ?? null,
  label: spec.name ?? 'Sync',
  expiresAt: spec.expiresAt ?? null,
  inert: spec.inert ?? null,
  stale: spec.stale ?? false,
  ...(spec.staleness ? { staleness: spec.staleness } : {}),
  doubt: spec.doubt ?? null,
  content: content(spec),
  profileOnly: spec.profileOnly === null ? null : new Set((spec.profileOnly ?? []).map(lower)),
  members: Object.entries(spec.members ?? {}).map(([name, member]) => ({
    id: `0PS ${name}`,
    name,
    content: content(member),
  })),
  ...(spec.membersUnread ? { membersUnread: spec.membersUnread } : {}),
  muted: spec.muted ? content(spec.muted) : null,
});

export const field = (name: string, more: Partial<EntityField> = {}): EntityField => ({
  name,
  compound: null,
  isCompound: false,
  permissionable: true,
  createable: true,
  updateable: true,
  calculated: false,
  autoNumber: false,
  dataType: 'string',
  ...more,
});

const readOnly = { permissionable: false, createable: false, updateable: false } as const;

/** A few fields of each sort, as describes of real orgs show them (facts C3-C9). */
export const standardFields: Record<string, EntityField[]> = {
  Account: [
    field('Id', readOnly),
    field('Name', { permissionable: false }),
    field('Website'),
    field('Industry'),
    field('BillingAddress', { isCompound: true, createable: false, updateable: false }),
    field('BillingCity', { compound: 'BillingAddress' }),
    field('CreatedDate', readOnly),
    field('Score__c', { calculated: true, createable: false, updateable: false }),
    field('Number__c', { autoNumber: true, createable: false, updateable: false }),
    field('mk_fit__c'),
    field('mk_likelihood__c'),
  ],
  Contact: [
    field('Email'),
    field('LastName', { permissionable: false, compound: 'Name' }),
    field('Name', { permissionable: false, isCompound: true }),
  ],
  Task: [field('WhoId'), field('Subject', { permissionable: false })],
  User: [field('Email', { permissionable: false })],
};

const entity = (name: string): [string, Entity] => [lower(name), { name }];
const byName = <T extends { name: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [lower(item.name), item]));
const permissionColumns = (names: string[]): Map<string, UserPermission> =>
  new Map(names.map((name) => [lower(name), { name, label: `${name} label` }]));

export const historyField = (name: string, tracked: boolean, more: Partial<HistoryField> = {}): HistoryField => ({
  name,
  tracked,
  calculated: false,
  autoNumber: false,
  dataType: 'string',
  ...more,
});

export const history = (objectSwitch: Reading<boolean | 'always'>, fields: HistoryField[]): ObjectHistory => ({
  objectSwitch,
  fields: known(byName(fields)),
});

const permissionNames = [
  'ApiEnabled',
  'ApiUserOnly',
  'ViewSetup',
  'ViewAllData',
  'ModifyAllData',
  'ModifyMetadata',
  'ViewAllFieldsGlobal',
  'RunReports',
  'ActivitiesAccess',
  'EditTask',
  'EditEvent',
  'ViewAllActivities',
  'ViewAllUsers',
  'ManageInternalUsers',
  'ManageUsers',
];

/** A list of objects that take object permissions. */
export const objectList = (...names: string[]): ReadonlyMap<string, string> =>
  new Map(names.map((name) => [lower(name), name]));

export const schema = (more: Partial<OrgSchema> = {}): OrgSchema => ({
  entities: known(
    new Map(
      [
        'Account',
        'Contact',
        'Lead',
        'Opportunity',
        'Campaign',
        'CampaignMember',
        'Task',
        'Event',
        'User',
        'OpportunityFieldHistory',
        'Product2',
        'OpportunityLineItem',
        'AccountHistory',
        'ActivityFieldHistory',
        'Strange',
        'Thing__c',
      ].map(entity),
    ),
  ),
  permissionableObjects: known(
    objectList('Account', 'Contact', 'Lead', 'Opportunity', 'Campaign', 'Product2', 'Thing__c'),
  ),
  fields: new Map(Object.entries(standardFields).map(([name, fields]) => [lower(name), known(byName(fields))])),
  permissionSetColumns: known(permissionColumns(permissionNames)),
  profileColumns: known(permissionColumns([...permissionNames, 'ChatterInternalUser'])),
  licenseCeilingColumns: known(permissionColumns(permissionNames)),
  permissionSets: known(new Map()),
  objectAccessColumns: new Set(objectAccesses),
  history: new Map(),
  ...more,
});

const admin = (sources: AccessSource[], more: Partial<Extract<Evidence, { mode: 'admin' }>> = {}): Evidence => ({
  mode: 'admin',
  sources: known(sources),
  objectRows: known(true as const),
  fieldRows: known(true as const),
  userPermissionRows: known(true as const),
  ...more,
});

export type UserSpec = Partial<Omit<InspectedUser, 'evidence'>> & {
  sources?: SourceSpec[];
  evidence?: Partial<Extract<Evidence, { mode: 'admin' }>>;
  self?: Extract<Evidence, { mode: 'self' }>;
};

export const user = ({ sources = [], evidence, self, ...more }: UserSpec = {}): InspectedUser => ({
  id: '005000000000001AAA',
  username: 'ann@example.com',
  requestedUsername: null,
  name: 'Ann',
  profile: 'Standard User',
  userLicense: 'Salesforce',
  isActive: known(true),
  isFrozen: known(false),
  unnamed: false,
  license: { id: null, name: 'Salesforce', label: 'Salesforce', objects: null, userPermissions: null },
  permissionSetLicenses: known([]),
  orgLicenses: known([]),
  packages: new Map(),
  flags: new Map(),
  evidence: self ?? admin([source({ type: 'Profile', name: 'Standard User' }), ...sources.map(source)], evidence),
  ...more,
});

export const snapshot = (inspected: InspectedUser, orgSchema: OrgSchema = schema()): AccessSnapshot => ({
  org: {
    id: '00D000000000001EAA',
    username: 'admin@example.com',
    instanceUrl: 'https://example.my.salesforce.com',
    apiVersion: '68.0',
    name: 'Acme',
    type: 'production',
  },
  takenAt: '2026-11-22T00:00:00.000Z',
  schema: orgSchema,
  users: [inspected],
});

export const requirement = (need: Need, more: Partial<Requirement> = {}): Requirement => ({
  id: requirementId(need, more.forbid ?? false),
  need,
  level: 'required',
  because: [],
  ifPresent: false,
  inferred: false,
  forbid: false,
  ...more,
});

export const needs = {
  permission: (name: string): Need => ({ kind: 'userPermission', name }),
  object: (sobject: string, access: ObjectAccess, minimum: ObjectAccess[] = []): Need => ({
    kind: 'object',
    sobject,
    access,
    minimum,
  }),
  field: (sobject: string, name: string, access: FieldAccess = 'read'): Need => ({
    kind: 'field',
    sobject,
    field: name,
    access,
    standardized: false,
  }),
  history: (sobject: string, name?: string): Need => ({
    kind: 'historyTracking',
    sobject,
    ...(name === undefined ? {} : { field: name }),
    suggestedFields: [],
  }),
  anyOf: (name: string, ...members: Requirement[][]): Need => ({ kind: 'anyOf', name, members }),
};

export const notRead = gap('NOT_AUTHORISED', 'Something', 'INVALID_TYPE');
