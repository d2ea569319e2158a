/** Random permission sets, groups and assignments in an embedded org, made by the platform's own rules. */
import fc from 'fast-check';
import { OrgError } from '../../../local-org/model/orgModel.js';
import type { Caller, Org } from '../../../local-org/model/orgModel.js';
import { insertRow } from '../../../local-org/permissions/dml.js';
import { idOf, rowById, rowsOf } from '../../../local-org/permissions/orgTables.js';
import type { Grants, Scenario } from '../../../local-org/scenarios/scenarioFormat.js';
import {
  findPermissionSet,
  permissionSetNamed,
  storeGroup,
  storeMutingSet,
} from '../../../local-org/scenarios/storeGroup.js';
import { storePermissionSet } from '../../../local-org/scenarios/storePermissionSet.js';
import { datetimeOf } from '../../../local-org/model/datetimes.js';
import { patchRow } from '../../../local-org/permissions/rowStore.js';
import { restsOn } from '../../naive/holdings.js';
import type { AssignmentState } from '../../naive/world.js';
import type { Names } from './definitions.js';

/** Users that get the random permission sets, one for each kind of license. */
export const randomOrgUsers = {
  plain: { profile: 'Minimum Access - Salesforce' },
  standard: { profile: 'Standard User' },
  seated: { profile: 'Minimum Access - Salesforce', packageSeats: ['acme'], flags: ['MarketingUser'] },
  lifted: {
    profile: 'Minimum Access - API Only Integrations',
    permissionSetLicenses: ['SalesforceAPIIntegrationPsl'],
  },
  unlifted: { profile: 'Minimum Access - API Only Integrations' },
} satisfies Scenario['users'];
export type RandomUser = keyof typeof randomOrgUsers;

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  Account: ['Website', 'Industry', 'BillingAddress', 'mk_Score__c', 'Phone'],
  Contact: ['Email', 'MailingAddress', 'AccountId', 'mk_Score__c'],
  Lead: ['Email', 'Address', 'mk_Fit__c'],
  Opportunity: ['Amount', 'Weighted_Amount__c', 'mk_Risk__c', 'ExpectedRevenue'],
  Task: ['WhoId', 'Description', 'mk_Sequence__c'],
};
/** More names for definitions: components, required and read-only fields. */
const furtherFields: Readonly<Record<string, readonly string[]>> = {
  Account: ['Name', 'BillingCity', 'OwnerId', 'CreatedById'],
  Contact: ['LastName', 'Name', 'MailingCity'],
  Lead: ['Company', 'City'],
  Opportunity: ['StageName', 'Cost_Center__c'],
  Task: ['Subject'],
  Buying_Signal__c: ['Strength__c', 'Account__c', 'Name'],
  User: ['Email'],
};

const objectsWithRows = [
  'Account',
  'Contact',
  'Lead',
  'Opportunity',
  'Campaign',
  'Product2',
  'Pricebook2',
  'Region__c',
  'Buying_Signal__c',
];
/** Objects that a definition over this org may name. */
export const orgObjects = [
  ...objectsWithRows,
  'Task',
  'Event',
  'User',
  'CampaignMember',
  'OpportunityLineItem',
  'AccountHistory',
  'OpportunityFieldHistory',
  'PricebookEntry',
  'Sync_Settings__c',
];
const permissions = [
  'ApiEnabled',
  'ViewAllData',
  'ModifyAllData',
  'ViewAllFieldsGlobal',
  'ActivitiesAccess',
  'EditTask',
  'ViewAllActivities',
  'ViewAllUsers',
  'ManageInternalUsers',
  'ModifyMetadata',
  'RunReports',
  'ViewSetup',
  'ViewAllCustomSettings',
];

export const orgNames: Names = {
  objects: ['Account', 'Account', 'Contact', ...orgObjects, 'Ghost__c'],
  fields: (object) => {
    const key = orgObjects.find((name) => name.toLowerCase() === object.toLowerCase()) ?? '';
    return [...(fieldsOf[key] ?? []), ...(furtherFields[key] ?? []), 'Ghost__c'];
  },
  patterns: ['mk_*__c', 'Billing*', '*ghost*'],
  permissions: [...permissions, 'ChatterInternalUser', 'UseAnyApiClient'],
  // Patterns over all objects of the org would name more than the small world of the second evaluator has.
  objectPatterns: ['Buying_*', 'ghost__*'],
  sets: ['Random_One', 'Random_Two', 'Random_Three', 'Random_Group', 'Ghost_Set'],
  licenses: ['SalesforceAPIIntegrationPsl', 'GhostPsl'],
  userLicenses: ['Salesforce', 'Salesforce Integration', 'Ghost'],
  profiles: ['Minimum Access - Salesforce', 'Standard User', 'Minimum Access - API Only Integrations', 'Ghost'],
  flags: ['MarketingUser', 'SupportUser', 'InteractionUser'],
  customPermissions: ['Deal_Room', 'acme__Sync', 'Ghost_Permission'],
  apexClasses: ['Router', 'acme__Api', 'GhostClass'],
  apps: ['Acme Sync', 'Acme Loader', 'Ghost App'],
  packages: ['acme', 'site', 'ghost'],
};

/** What the org has beside permissions, objects and fields. */
export const randomOrgSetup = {
  objects: { Buying_Signal__c: { nameField: 'auto' }, Region__c: {}, Sync_Settings__c: { customSetting: true } },
  connectedApps: { 'Acme Sync': { adminApproved: true }, 'Acme Loader': {} },
  packages: { acme: { seats: 5 }, site: { seats: -1 } },
  sharing: { Account: 'Private', Lead: 'Read', Contact: 'ControlledByParent', Opportunity: 'ReadWrite' },
  featureLicenses: { SupportUser: 2, MarketingUser: 3 },
} satisfies Partial<Scenario>;

type Held = {
  readonly [
    K in 'userPermissions' | 'objects' | 'fields' | 'customPermissions' | 'apexClasses' | 'apps' | 'opens'
  ]: NonNullable<Grants[K]>;
};

const few = <T>(keys: readonly string[], value: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<Record<string, T>> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...keys), value), { maxLength, selector: ([key]) => key })
    .map((entries) => Object.fromEntries(entries));

const words = fc.subarray(Object.keys(restsOn), { minLength: 1 }).map((some) => some.join(' '));
const fieldKeys = Object.entries(fieldsOf).flatMap(([object, names]) => names.map((name) => `${object}.${name}`));
const held = fc.record({
  // View All Data and Modify All Data come up rarely; with them nothing is missing.
  userPermissions: fc
    .tuple(
      fc.subarray(
        permissions.filter((name) => !name.endsWith('AllData')),
        { maxLength: 4 },
      ),
      fc.integer({ min: 0, max: 9 }),
    )
    .map(([names, one]) => [...names, ...(one === 0 ? ['ViewAllData'] : one === 1 ? ['ModifyAllData'] : [])]),
  objects: few(objectsWithRows, words, 4),
  fields: few(fieldKeys, fc.constantFrom<'read' | 'edit'>('read', 'edit'), 5),
  customPermissions: fc.subarray(['Deal_Room', 'acme__Sync']),
  apexClasses: fc.subarray(['Router', 'acme__Api']),
  apps: fc.subarray(['Acme Sync']),
  opens: fc.subarray(['Sync_Settings__c']),
});

/** What a muting set holds; View All Data alone is muted often, as it is what Modify All Data needs. */
const mutedPermissions: fc.Arbitrary<Held> = fc.tuple(held, fc.boolean()).map(([one, viewAllData]) => ({
  ...one,
  userPermissions: viewAllData
    ? [...one.userPermissions.filter((name) => !name.endsWith('AllData')), 'ViewAllData']
    : one.userPermissions,
}));

/** When the aggregate of a group was calculated last (fact A6). */
type Calculated = 'now' | 'beforeMuting' | 'never';

export type RandomOrg = {
  readonly user: RandomUser;
  readonly sets: Readonly<Record<string, Held & { sessionBased: boolean }>>;
  readonly groups: Readonly<Record<string, { permissionSets: string[]; muting: Held | null; calculated: Calculated }>>;
  /** What the org does with user permissions of a group that need a muted one (fact M4). */
  readonly dependentsOfMuted: 'remove' | 'keep';
  readonly assigned: ReadonlyArray<{ of: string; state: Exclude<AssignmentState, 'needsActivation'> }>;
};

const setNames = ['Random_One', 'Random_Two', 'Random_Three'];
const groupNames = ['Random_Group'];

const once = (value: boolean, times: number): fc.Arbitrary<boolean> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(!value) }, { weight: 1, arbitrary: fc.constant(value) });

const all = <T>(names: readonly string[], value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc
    .tuple(...names.map(() => value))
    .map((values) => Object.fromEntries(values.map((one, at): [string, T] => [names[at] ?? '', one])));

export const randomOrgs: fc.Arbitrary<RandomOrg> = fc.record({
  user: fc.constantFrom<RandomUser>('plain', 'seated', 'standard', 'lifted', 'unlifted'),
  sets: all(
    setNames,
    fc.tuple(held, once(true, 8)).map(([one, sessionBased]) => ({ ...one, sessionBased })),
  ),
  groups: all(
    groupNames,
    fc.record({
      permissionSets: fc.subarray(setNames, { minLength: 1 }),
      muting: fc.option(mutedPermissions, { freq: 2 }),
      calculated: fc.oneof(
        { weight: 4, arbitrary: fc.constant('now' as const) },
        { weight: 1, arbitrary: fc.constantFrom('beforeMuting' as const, 'never' as const) },
      ),
    }),
  ),
  dependentsOfMuted: fc.constantFrom('remove' as const, 'keep' as const),
  assigned: fc.uniqueArray(
    fc.record({
      of: fc.constantFrom(...setNames, ...groupNames),
      state: fc.oneof(
        { weight: 4, arbitrary: fc.constant('inForce' as const) },
        { weight: 1, arbitrary: fc.constantFrom('expired' as const, 'revoked' as const, 'inactive' as const) },
      ),
    }),
    { selector: ({ of }) => of },
  ),
});

/** Adds Read on Account where another object needs it in the same set (fact B9), as Setup does. */
const withMasters = (one: Held): Held => ({
  ...one,
  objects:
    ['Contact', 'Opportunity', 'Buying_Signal__c'].some((name) => name in one.objects) && !('Account' in one.objects)
      ? { Account: 'read', ...one.objects }
      : one.objects,
});

/** Leaves out what the platform refuses because of a license or of a dependency between permissions. */
const unlessRefused = (make: () => void): void => {
  try {
    make();
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
  }
};

const assign = (org: Org, caller: Caller, userId: string, { of, state }: RandomOrg['assigned'][number]): void => {
  const group = rowsOf(org, 'PermissionSetGroup').find((row) => row['DeveloperName'] === of);
  const target = group ? { PermissionSetGroupId: idOf(group) } : { PermissionSetId: permissionSetNamed(org, of) };
  const id = insertRow(org, caller, 'PermissionSetAssignment', { AssigneeId: userId, ...target });
  const row = rowById(org, 'PermissionSetAssignment', id);
  if (!row) return;
  if (state === 'expired')
    patchRow(org, 'PermissionSetAssignment', row, { ExpirationDate: datetimeOf(org.now() - 86_400_000) });
  if (state === 'revoked') patchRow(org, 'PermissionSetAssignment', row, { IsRevoked: true });
  if (state === 'inactive') patchRow(org, 'PermissionSetAssignment', row, { IsActive: false });
};

/** Stores a group; its aggregate is calculated at once, before it is muted, or not at all. */
const storeRandomGroup = (
  org: Org,
  caller: Caller,
  name: string,
  { permissionSets, muting, calculated }: RandomOrg['groups'][string],
): void => {
  if (calculated === 'never') org.behaviours.groupRecalculation = 'manual';
  storeGroup(org, caller, name, { permissionSets });
  if (calculated === 'beforeMuting') org.behaviours.groupRecalculation = 'manual';
  const group = rowsOf(org, 'PermissionSetGroup').find((row) => row['DeveloperName'] === name);
  if (muting && group) storeMutingSet(org, caller, idOf(group), muting);
};

/** Puts the random part into an org that has its users already; what the platform refuses is left out. */
export const storeRandomOrg = (org: Org, random: RandomOrg, userId: string): void => {
  const [admin] = rowsOf(org, 'User');
  if (!admin) throw new Error('an org without administrator');
  const caller = { userId: idOf(admin), apiVersion: Math.max(...org.apiVersions) };
  for (const [name, set] of Object.entries(random.sets)) {
    unlessRefused(() => storePermissionSet(org, caller, name, { ...withMasters(set), sessionBased: set.sessionBased }));
  }
  org.behaviours.dependentsOfMuted = random.dependentsOfMuted;
  for (const [name, group] of Object.entries(random.groups)) {
    const permissionSets = group.permissionSets.filter((set) => findPermissionSet(org, set) !== undefined);
    org.behaviours.groupRecalculation = 'immediate';
    unlessRefused(() => storeRandomGroup(org, caller, name, { ...group, permissionSets }));
  }
  for (const one of random.assigned) {
    const isThere = findPermissionSet(org, one.of) !== undefined || one.of in random.groups;
    if (isThere) unlessRefused(() => assign(org, caller, userId, one));
  }
};
