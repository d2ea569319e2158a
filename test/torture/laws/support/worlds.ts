/** Random worlds: few names, so that grants, mutings, gaps and needs often meet in the same place. */
import fc from 'fast-check';
import { restsOn } from '../../naive/holdings.js';
import { openedKey, setupKey } from '../../naive/world.js';
import { aggregateOf } from './aggregates.js';
import type { App } from '../../naive/judgeApp.js';
import type {
  Access,
  Assignment,
  Entity,
  Field,
  Flag,
  GapCode,
  Group,
  Holding,
  License,
  PermissionSet,
  PermissionSetLicense,
  Profile,
  Setup,
  User,
  World,
} from '../../naive/world.js';

const plain: Omit<Field, 'name'> = {
  partOf: null,
  isCompound: false,
  permissionable: true,
  createable: true,
  updateable: true,
  calculated: false,
  autoNumber: false,
  tracked: false,
};
const readOnly = { createable: false, updateable: false } as const;

/** One field of each sort that the facts name (C3-C9, F16). */
const fieldSorts: readonly Field[] = [
  { ...plain, name: 'Id', permissionable: false, ...readOnly },
  { ...plain, name: 'Name', permissionable: false },
  { ...plain, name: 'Website' },
  { ...plain, name: 'mk_a__c' },
  { ...plain, name: 'mk_b__c' },
  { ...plain, name: 'Once__c', updateable: false },
  { ...plain, name: 'BillingAddress', isCompound: true, ...readOnly },
  { ...plain, name: 'BillingCity', partOf: 'BillingAddress' },
  { ...plain, name: 'Score__c', calculated: true, ...readOnly },
  { ...plain, name: 'Number__c', autoNumber: true, ...readOnly },
  { ...plain, name: 'CreatedById', permissionable: false, ...readOnly },
];
export const fieldNames = fieldSorts.map(({ name }) => name);

/** Objects by how access to them is given (facts B4-B11). */
const withRows = [
  'Account',
  'Contact',
  'Lead',
  'Opportunity',
  'Campaign',
  'Product2',
  'Pricebook2',
  'Entitlement',
  'Thing__c',
  'TagPropagationHistory',
  'Knowledge__kav',
  'acme__Signal__c',
];
const withRules = [
  'Task',
  'Event',
  'User',
  'CampaignMember',
  'OpportunityLineItem',
  'AccountHistory',
  'OpportunityFieldHistory',
  'ActivityFieldHistory',
  'OpportunityContactRole',
  'PricebookEntry',
  'UserRole',
  'CampaignMemberStatus',
  'AccountContactRelation',
  'Sync_Settings__c',
  'Level__mdt',
];
const withoutRule = ['Strange'];
export const objectNames = [...withRows, ...withRules, ...withoutRule];

/** User permissions that the rules know, beside two that they do not. */
export const permissionNames = [
  'ApiEnabled',
  'ViewAllData',
  'ModifyAllData',
  'ViewAllFieldsGlobal',
  'ActivitiesAccess',
  'EditTask',
  'EditEvent',
  'ViewAllActivities',
  'ViewAllUsers',
  'ManageInternalUsers',
  'ManageUsers',
  'ModifyMetadata',
  'EditReadonlyFields',
  'RunReports',
  'EditKnowledge',
  'ViewRoles',
  'AuthorApex',
  'ViewAllCustomSettings',
  'CustomizeApplication',
];
export const profilePermissionNames = ['ChatterInternalUser', 'ViewUserPII'];

const accessWords = Object.keys(restsOn) as Access[];

/** Words with what they rest on: the platform stores no other rows (fact B2). */
const closed = (words: readonly Access[]): Access[] =>
  accessWords.filter((word) => words.some((one) => one === word || restsOn[one].includes(word)));

const access = fc.subarray(accessWords).map(closed);
/** A row with everything false is not kept (fact B13). */
const accessOfRow = fc.subarray(accessWords, { minLength: 1 }).map(closed);
const fieldAccess = fc.constantFrom('read' as const, 'edit' as const);

const record = <T>(keys: readonly string[], value: fc.Arbitrary<T>, maxKeys: number): fc.Arbitrary<Record<string, T>> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...keys), value), { maxLength: maxKeys, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries));

/** What the entities of a world allow to be held: rows of objects that take them, of fields that are permissionable. */
type Names = {
  readonly objects: readonly string[];
  readonly fields: readonly string[];
  readonly permissions: readonly string[];
  readonly setup: readonly string[];
};

const never: fc.Arbitrary<Record<string, never>> = fc.constant({});
const holding = ({ objects, fields, permissions, setup }: Names, size: number): fc.Arbitrary<Holding> =>
  fc.record({
    userPermissions: permissions.length === 0 ? fc.constant([]) : fc.subarray([...permissions], { maxLength: size }),
    objects: objects.length === 0 ? never : record(objects, access, size),
    fields: fields.length === 0 ? never : record(fields, fieldAccess, size),
    setup: fc.subarray([...setup], { maxLength: Math.min(3, setup.length) }),
  });

/** Muting sets do not need to be closed: muting Read alone is what people do. */
const muting = (names: Names): fc.Arbitrary<Holding> =>
  fc.record({
    userPermissions:
      names.permissions.length === 0 ? fc.constant([]) : fc.subarray([...names.permissions], { maxLength: 2 }),
    objects: names.objects.length === 0 ? never : record(names.objects, fc.subarray(accessWords, { maxLength: 2 }), 2),
    fields: names.fields.length === 0 ? never : record(names.fields, fieldAccess, 2),
    setup: fc.subarray([...names.setup], { maxLength: Math.min(2, names.setup.length) }),
  });

const entity = (name: string): fc.Arbitrary<Entity> =>
  fc.record({
    name: fc.constant(name),
    takesObjectPermissions: fc.constant(withRows.includes(name)),
    fields: fc.tuple(fc.subarray([...fieldSorts], { minLength: 1 }), fc.subarray(fieldNames)).map(([fields, tracked]) =>
      fields
        // A part is never there without its compound.
        .filter(({ partOf }) => partOf === null || fields.some((one) => one.name === partOf))
        .map((field) => ({
          ...field,
          tracked: tracked.includes(field.name) && !field.calculated && !field.autoNumber && field.partOf === null,
        })),
    ),
    // Standard objects with the switch, and those without it (fact F6).
    historySwitch: ['Task', 'Event', 'Product2'].includes(name) ? fc.constant('always' as const) : fc.boolean(),
  });

const gapCode = fc.constantFrom<GapCode>('NOT_AUTHORISED', 'NOT_ANSWERED', 'INCOMPLETE_ROWS', 'NOT_IN_API_VERSION');
export const flagNames: readonly Flag[] = ['MarketingUser', 'KnowledgeUser', 'SupportUser', 'InteractionUser'];
export const setNames = ['One', 'Two', 'Three', 'Packaged'];
export const groupNames = ['Group1', 'Group2'];
export const profileNames = ['Standard', 'Minimum'];
export const customPermissionNames = ['Deal_Room', 'acme__Sync'];
export const apexClassNames = ['Router', 'acme__Api'];
export const appNames = ['Acme Sync', 'Acme_Loader'];
export const packageNames = ['acme', 'other', 'unsold'];
const sharingWords = ['Private', 'None', 'Read', 'ReadWrite', 'ControlledByParent', 'FullAccess'];

const often = <T>(usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const app: fc.Arbitrary<App> = fc.record({
  type: fc.constantFrom('ConnectedApplication' as const, 'ExternalClientApplication' as const),
  name: fc.constantFrom(...appNames),
  enabled: often<boolean | null>(true, fc.constantFrom(false, null)),
  preauthorizedOnly: fc.constantFrom<boolean | null>(true, true, false, null),
  runsAs: often<string | null | undefined>(null, fc.constantFrom('bot@example.com', undefined)),
});

/** What rules can name beside permissions, objects and fields. Where the objects were not read, it is not known what is offered only. */
const setups = (isRead: boolean): fc.Arbitrary<Setup> =>
  fc.record({
    customPermissions: fc.subarray(customPermissionNames),
    apexClasses: fc.subarray(apexClassNames),
    apps: fc.uniqueArray(app, { maxLength: 3, selector: ({ type, name }) => setupKey(type, name) }),
    packages: fc.subarray(packageNames),
    sharing: record(objectNames, fc.constantFrom(...sharingWords), objectNames.length),
    offeredOnly: isRead ? fc.subarray(['Phantom__c']) : fc.constant([]),
  });

/** A package that sells seats is installed. */
const withSold = (setup: Setup, users: readonly User[]): Setup => ({
  ...setup,
  packages: [...new Set([...setup.packages, ...users.flatMap(({ seats }) => Object.keys(seats))])],
});

/** What a set can open by itself. */
const openable = ['Sync_Settings__c', 'Level__mdt'];

const keysOfSetup = ({ customPermissions, apexClasses, apps }: Setup): string[] => [
  ...openable.map(openedKey),
  ...customPermissions.map((name) => setupKey('customPermission', name)),
  ...apexClasses.map((name) => setupKey('apexClass', name)),
  ...apps.map(({ type, name }) => setupKey(type, name)),
];

/** What of a world may be unread. */
export const gapParts = [
  'entities',
  'permissionableObjects',
  'permissionSetColumns',
  'profileColumns',
  'assignments',
  'objectRows',
  'fieldRows',
  'userPermissionRows',
  'frozen',
  'permissionSetLicenses',
  'licenseForce',
  'licenseSeats',
  'flags',
  'seats',
  'permissionSets',
  'profile',
  'customPermissions',
  'apexClasses',
  'connectedApps',
  'externalApps',
  'setupRows',
  'packages',
  'sharing',
  ...['Account', 'Opportunity', 'Task'].flatMap((name) => [
    `fields:${name}`,
    `historySwitch:${name}`,
    `historyFields:${name}`,
  ]),
];
const gaps: fc.Arbitrary<Record<string, GapCode>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: record(gapParts, gapCode, 3) },
);

const assignment = (names: readonly string[]): fc.Arbitrary<Assignment[]> =>
  names.length === 0
    ? fc.constant([])
    : fc.uniqueArray(
        fc.record({
          of: fc.constantFrom(...names),
          state: fc.oneof(
            { weight: 4, arbitrary: fc.constant('inForce' as const) },
            {
              weight: 1,
              arbitrary: fc.constantFrom(
                'expired' as const,
                'revoked' as const,
                'inactive' as const,
                'needsActivation' as const,
              ),
            },
          ),
          doubtful: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
        }),
        { selector: ({ of }) => of },
      );

/** What a license allows: told, told as nothing, or not told. */
const ceiling = (names: Names): fc.Arbitrary<Pick<License, 'objects' | 'userPermissions'>> => {
  const some = names.objects.length === 0 ? never : record(names.objects, accessOfRow, names.objects.length);
  return fc.record({
    objects: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: 5, arbitrary: some },
      { weight: 1, arbitrary: never },
    ),
    userPermissions: fc.oneof(
      { weight: 2, arbitrary: fc.constant(null) },
      { weight: 3, arbitrary: fc.subarray([...names.permissions]) },
      { weight: 1, arbitrary: fc.constant([]) },
    ),
  });
};

const lifterName = 'SalesforceAPIIntegrationPsl';
const setLicense = (name: string, names: Names): fc.Arbitrary<PermissionSetLicense> =>
  fc
    .record({
      told: ceiling(names),
      force: fc.oneof(
        { weight: 5, arbitrary: fc.constant('inForce' as const) },
        { weight: 2, arbitrary: fc.constantFrom('expired' as const, 'disabled' as const) },
      ),
      freeSeat: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    })
    .map(({ told, ...standing }) => ({ name, ...told, ...standing }));

/** The permission set licenses of the org: most have the one that lifts Salesforce Integration (facts A13-A17). */
const setLicenses = (names: Names): fc.Arbitrary<PermissionSetLicense[]> =>
  fc
    .tuple(
      fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
      fc.integer({ min: 0, max: 2 }),
    )
    .chain(([hasLifter, further]) =>
      fc.tuple(
        ...[...(hasLifter ? [lifterName] : []), ...['Further0', 'Further1'].slice(0, further)].map((name) =>
          setLicense(name, names),
        ),
      ),
    );

const lesserLicenses = ['Salesforce Platform', 'Identity', 'Chatter Free', 'B2BMA Integration User'];
export const userLicenseNames = ['Salesforce', 'Salesforce Integration', ...lesserLicenses];

/** The user license, which seldom tells what it allows (fact A20), and what of the user's record counts besides. */
const licenses = (
  names: Names,
  ofOrg: readonly PermissionSetLicense[],
): fc.Arbitrary<Pick<User, 'license' | 'permissionSetLicenses' | 'flags' | 'seats'>> =>
  fc
    .record({
      license: fc.oneof(
        { weight: 4, arbitrary: fc.constant('Salesforce') },
        { weight: 3, arbitrary: fc.constant('Salesforce Integration') },
        {
          weight: 2,
          arbitrary: fc.constantFrom(...lesserLicenses),
        },
      ),
      objects: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        {
          weight: 1,
          arbitrary: names.objects.length === 0 ? never : record(names.objects, accessOfRow, names.objects.length),
        },
      ),
      permissionSetLicenses: fc.subarray(ofOrg.map(({ name }) => name)),
      flags: fc.record(
        {
          ...{ MarketingUser: fc.boolean(), KnowledgeUser: fc.boolean() },
          ...{ SupportUser: fc.boolean(), InteractionUser: fc.boolean() },
        },
        { requiredKeys: ['MarketingUser', 'KnowledgeUser'] },
      ),
      seats: fc.oneof(
        { weight: 1, arbitrary: fc.constant({}) },
        {
          weight: 2,
          arbitrary: fc.record(
            {
              acme: fc.constantFrom('held' as const, 'held' as const, 'missing' as const, 'expired' as const),
              other: fc.constantFrom('held' as const, 'missing' as const, 'expired' as const),
            },
            { requiredKeys: ['acme'] },
          ),
        },
      ),
    })
    .map(({ license, objects, ...rest }) => ({ license: { name: license, objects, userPermissions: null }, ...rest }));

const user = (
  username: string,
  names: Names,
  sets: readonly string[],
  groups: readonly string[],
  ofOrg: readonly PermissionSetLicense[],
): fc.Arbitrary<User> =>
  fc
    .record({
      username: fc.constant(username),
      profile: fc.constantFrom(...profileNames),
      permissionSets: assignment(sets),
      groups: assignment(groups),
      active: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
      frozen: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      unnamed: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      licenses: licenses(names, ofOrg),
    })
    .map(({ licenses: theirs, ...rest }) => ({ ...rest, ...theirs }));

/** Everything of a world but what depends on its entities. */
const frame = fc.record({
  entities: fc
    .subarray(objectNames, { minLength: objectNames.length - 4 })
    .chain((names) => fc.tuple(...names.map(entity))),
  missingPermissions: fc.oneof(
    { weight: 2, arbitrary: fc.constant([] as string[]) },
    { weight: 1, arbitrary: fc.subarray(permissionNames, { maxLength: 2 }) },
  ),
  ceilingPermissions: fc.subarray(permissionNames),
  knowsViewAllFields: fc.oneof(
    { weight: 9, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  gaps,
});

/** The boxes that users have are fields of User. */
const withBoxes = (one: Entity, users: readonly User[]): Entity => {
  if (one.name !== 'User') return one;
  const flags = flagNames.filter((flag) => users.some((user) => user.flags[flag] !== undefined));
  return {
    ...one,
    fields: [
      ...one.fields,
      ...flags.map((flag) => ({ ...plain, name: `UserPermissions${flag}`, permissionable: false })),
    ],
  };
};

const withoutViewAllFields = (holding: Holding): Holding => ({
  ...holding,
  objects: Object.fromEntries(
    Object.entries(holding.objects).map(([name, words]) => [name, words.filter((word) => word !== 'viewAllFields')]),
  ),
});

/** A group whose aggregate is not calculated yet. */
type GroupSketch = Pick<Group, 'name' | 'members' | 'muting'> & {
  readonly outdated: Holding | 'beforeMuting' | null;
  readonly dependents: 'keep' | 'remove';
  /** Nobody says that every org writes the rows of Setup for aggregates (fact M14). */
  readonly writesSetup: boolean;
};

const calculated = (
  { outdated, dependents, writesSetup, ...group }: GroupSketch,
  { permissionSets }: Pick<World, 'permissionSets'>,
): Group => {
  const members = permissionSets.filter(({ name }) => group.members.includes(name));
  const aggregate =
    outdated === null
      ? aggregateOf(members, group.muting, dependents)
      : outdated === 'beforeMuting'
        ? aggregateOf(members, null, dependents)
        : outdated;
  return {
    ...group,
    aggregate: writesSetup ? aggregate : { ...aggregate, setup: [] },
    waiting: outdated !== null,
  };
};

export type WorldOptions = { readonly users: number; readonly gaps: boolean };

/** Worlds with one or more users, with or without parts that could not be read. */
export const worlds = ({ users, gaps: withGaps }: WorldOptions): fc.Arbitrary<World> =>
  frame
    .chain((drawn) => setups(!withGaps || drawn.gaps['entities'] === undefined).map((setup) => ({ ...drawn, setup })))
    .chain(({ entities, missingPermissions, ceilingPermissions, knowsViewAllFields, gaps: found, setup }) => {
      const setPermissions = permissionNames.filter((name) => !missingPermissions.includes(name));
      const names: Names = {
        objects: entities.filter(({ takesObjectPermissions }) => takesObjectPermissions).map(({ name }) => name),
        fields: entities.flatMap(({ name, fields }) =>
          fields
            .filter((field) => field.permissionable && field.partOf === null)
            .map((field) => `${name}.${field.name}`),
        ),
        permissions: setPermissions,
        setup: keysOfSetup(setup),
      };
      const known = (one: Holding): Holding => (knowsViewAllFields ? one : withoutViewAllFields(one));
      const held = (size: number): fc.Arbitrary<Holding> => holding(names, size).map(known);
      const sets = setNames;
      const groups = groupNames;
      const set = (name: string): fc.Arbitrary<PermissionSet> =>
        held(6).map((one) => ({ ...one, name, namespace: name === 'Packaged' ? 'acme' : null }));
      const group = (name: string): fc.Arbitrary<GroupSketch> =>
        fc.record({
          name: fc.constant(name),
          members: fc.subarray(sets),
          muting: fc.option(muting(names).map(known), { freq: 2 }),
          // The aggregate of a group that waits may hold anything; often it is that from before the muting.
          outdated: fc.oneof(
            { weight: 5, arbitrary: fc.constant(null) },
            { weight: 1, arbitrary: held(6) },
            { weight: 1, arbitrary: fc.constant('beforeMuting' as const) },
          ),
          dependents: fc.constantFrom('keep' as const, 'remove' as const),
          writesSetup: often(true, fc.constant(false)),
        });
      const profile = (name: string): fc.Arbitrary<Profile> =>
        fc
          .tuple(held(3), fc.option(fc.subarray(profilePermissionNames), { freq: 5 }))
          .map(([one, profileOnly]) => ({ ...one, name, profileOnly }));
      const drawn = setLicenses(names).chain((ofOrg) =>
        fc.record({
          entities: fc.constant(entities),
          setPermissions: fc.constant(setPermissions),
          profilePermissions: fc.constant(profilePermissionNames),
          ceilingPermissions: fc.constant(ceilingPermissions.filter((name) => setPermissions.includes(name))),
          permissionSetLicenses: fc.constant(ofOrg),
          knowsViewAllFields: fc.constant(knowsViewAllFields),
          profiles: fc.tuple(...profileNames.map(profile)),
          permissionSets: fc.tuple(...sets.map(set)),
          groups: fc.tuple(...groups.map(group)),
          users: fc.tuple(
            ...Array.from({ length: users }, (_, index) => user(`user${index}`, names, sets, groups, ofOrg)),
          ),
          setup: fc.constant(setup),
          gaps: fc.constant(withGaps ? found : {}),
        }),
      );
      return drawn.map((world) => {
        const boxed = { ...world, entities: world.entities.map((one) => withBoxes(one, world.users)) };
        return {
          ...boxed,
          setup: withSold(world.setup, world.users),
          groups: world.groups.map((one) => calculated(one, world)),
        };
      });
    });
