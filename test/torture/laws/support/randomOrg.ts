/** Random permission sets, groups and assignments in an embedded org, made by the platform's own rules. */
import fc from 'fast-check';
import type { Org } from '../../../local-org/model/types.js';
import { insertRow } from '../../../local-org/permissions/dml.js';
import { idOf, rowById, rowsOf } from '../../../local-org/permissions/tables.js';
import type { Grants, Scenario } from '../../../local-org/scenarios/format.js';
import { permissionSetNamed, storeGroup } from '../../../local-org/scenarios/groups.js';
import { storePermissionSet } from '../../../local-org/scenarios/permissionSets.js';
import { datetimeOf } from '../../../local-org/schema/ids.js';
import { patchRow } from '../../../local-org/schema/rows.js';
import { restsOn } from '../../naive/holdings.js';
import type { AssignmentState } from '../../naive/world.js';
import type { Names } from './definitions.js';

/** Everybody whom the random permission sets are assigned to: one on each sort of licence. */
export const people = {
  plain: { profile: 'Minimum Access - Salesforce' },
  standard: { profile: 'Standard User' },
  lifted: {
    profile: 'Minimum Access - API Only Integrations',
    permissionSetLicenses: ['SalesforceAPIIntegrationPsl'],
  },
  unlifted: { profile: 'Minimum Access - API Only Integrations' },
} satisfies Scenario['users'];
export type Person = keyof typeof people;

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  Account: ['Website', 'Industry', 'BillingAddress', 'mk_Score__c', 'Phone'],
  Contact: ['Email', 'MailingAddress', 'AccountId', 'mk_Score__c'],
  Lead: ['Email', 'Address', 'mk_Fit__c'],
  Opportunity: ['Amount', 'Weighted_Amount__c', 'mk_Risk__c', 'ExpectedRevenue'],
  Task: ['WhoId', 'Description', 'mk_Sequence__c'],
};
/** Names that definitions use beside those: parts, required and read-only fields, one that is nowhere. */
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
];

export const orgNames: Names = {
  objects: ['Account', 'Account', 'Contact', ...orgObjects, 'Ghost__c'],
  fields: (object) => {
    const key = orgObjects.find((name) => name.toLowerCase() === object.toLowerCase()) ?? '';
    return [...(fieldsOf[key] ?? []), ...(furtherFields[key] ?? []), 'Ghost__c'];
  },
  patterns: ['mk_*__c', 'Billing*', '*ghost*'],
  permissions: [...permissions, 'ChatterInternalUser', 'UseAnyApiClient'],
};

type Held = { readonly [K in 'userPermissions' | 'objects' | 'fields']: NonNullable<Grants[K]> };

const few = <T>(keys: readonly string[], value: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<Record<string, T>> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...keys), value), { maxLength, selector: ([key]) => key })
    .map((entries) => Object.fromEntries(entries));

const words = fc.subarray(Object.keys(restsOn), { minLength: 1 }).map((some) => some.join(' '));
const fieldKeys = Object.entries(fieldsOf).flatMap(([object, names]) => names.map((name) => `${object}.${name}`));
const held = fc.record({
  // Blanket permissions now and then, or nothing would ever be missing.
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
});

export type RandomOrg = {
  readonly person: Person;
  readonly sets: Readonly<Record<string, Held & { sessionBased: boolean }>>;
  readonly groups: Readonly<Record<string, { permissionSets: string[]; muting?: Held; outdated: boolean }>>;
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
  person: fc.constantFrom<Person>('plain', 'standard', 'lifted', 'unlifted'),
  sets: all(
    setNames,
    fc.tuple(held, once(true, 8)).map(([one, sessionBased]) => ({ ...one, sessionBased })),
  ),
  groups: all(
    groupNames,
    fc
      .record({
        permissionSets: fc.subarray(setNames, { minLength: 1 }),
        muting: fc.option(held, { freq: 2 }),
        outdated: once(true, 6),
      })
      .map(({ muting, ...rest }) => ({ ...rest, ...(muting ? { muting } : {}) })),
  ),
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

/** Objects whose Read another one needs in the same set (fact B9) come along, as in Setup. */
const withMasters = (one: Held): Held => ({
  ...one,
  objects:
    ['Contact', 'Opportunity', 'Buying_Signal__c'].some((name) => name in one.objects) && !('Account' in one.objects)
      ? { Account: 'read', ...one.objects }
      : one.objects,
});

/** What the platform refuses is not there: a licence, or a rule between permissions, stood against it. */
const unlessRefused = (make: () => void): boolean => {
  try {
    make();
    return true;
  } catch {
    return false;
  }
};

const assign = (
  org: Org,
  caller: Parameters<typeof insertRow>[1],
  userId: string,
  { of, state }: RandomOrg['assigned'][number],
): void => {
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

/** Puts the random part into an org that has the people already; what the platform refuses is left out. */
export const store = (org: Org, random: RandomOrg, userId: string): void => {
  const [admin] = rowsOf(org, 'User');
  if (!admin) throw new Error('an org without administrator');
  const caller = { userId: idOf(admin), apiVersion: Math.max(...org.apiVersions) };
  for (const [name, set] of Object.entries(random.sets)) {
    unlessRefused(() => storePermissionSet(org, caller, name, { ...withMasters(set), sessionBased: set.sessionBased }));
  }
  for (const [name, { outdated, permissionSets, muting }] of Object.entries(random.groups)) {
    const there = permissionSets.filter((set) => rowsOf(org, 'PermissionSet').some((row) => row['Name'] === set));
    unlessRefused(() =>
      storeGroup(org, caller, name, {
        permissionSets: there,
        ...(muting ? { muting } : {}),
        ...(outdated ? { status: 'Outdated' as const } : {}),
      }),
    );
  }
  for (const one of random.assigned) unlessRefused(() => assign(org, caller, userId, one));
};
