/** A world of the second evaluator → what the product reads from an org: access snapshot and schema. */
import { gap, known } from '../../../../src/access/snapshot.js';
import type {
  AccessSnapshot,
  AccessSource,
  Content,
  Entity as ProductEntity,
  EntityField,
  InspectedUser,
  License as ProductLicense,
  ObjectHistory,
  OrgSchema,
  PermissionSetName,
  Reading,
  UserPermission,
} from '../../../../src/access/snapshot.js';
import type { ConnectedApp } from '../../../../src/access/connectedApps.js';
import type { NamedEntity } from '../../../../src/access/setupEntities.js';
import { objectAccesses } from '../../../../src/platform/objectAccess.js';
import { appNames } from './worlds.js';
import { setupKey } from '../../naive/world.js';
import type { App } from '../../naive/judgeApp.js';
import type {
  Assignment,
  Entity,
  Field,
  Holding,
  License,
  PermissionSetLicense,
  User,
  World,
} from '../../naive/world.js';

const key = (name: string): string => name.toLowerCase();

/** A part that was read, or the gap that the world has there. */
const reading = <T>(world: World, part: string, value: T): Reading<T> => {
  const code = world.gaps[part];
  return code === undefined ? known(value) : gap(code, part, 'not read');
};

const byName = <T extends { name: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [key(item.name), item]));

const permissions = (names: readonly string[]): Map<string, UserPermission> =>
  byName(names.map((name) => ({ name, label: `${name} label` })));

/** Ids of 15 characters, each app its own. */
const idOfApp = (key: string): string =>
  `0H4${[...key]
    .reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) % 999_999_999_989, 7)
    .toString()
    .padStart(12, '0')}`;

/** The app that has this id, as holdings write it. */
export const appKeyOfId = (id: string): string =>
  appNames
    .flatMap((name) =>
      (['ConnectedApplication', 'ExternalClientApplication'] as const).map((type) => setupKey(type, name)),
    )
    .find((one) => idOfApp(one) === id) ?? '';

const isApp = (held: string): boolean => /^(Connected|ExternalClient)Application:/.test(held);

/** Lists that hold nothing are left out. */
const setupOf = (keys: readonly string[]): Pick<Content, 'apps' | 'setupEntities'> => {
  const apps = keys.filter(isApp);
  const others = keys.filter((held) => !isApp(held));
  return {
    ...(apps.length === 0 ? {} : { apps: new Set(apps.map(idOfApp)) }),
    ...(others.length === 0 ? {} : { setupEntities: new Set(others.map(key)) }),
  };
};

export const contentOf = (holding: Holding): Content => ({
  ...setupOf(holding.setup),
  userPermissions: new Set(holding.userPermissions.map(key)),
  objects: new Map(Object.entries(holding.objects).map(([name, words]) => [key(name), new Set(words)])),
  fields: new Map(Object.entries(holding.fields).map(([name, access]) => [key(name), access])),
});

const doubt = gap('NOT_AUTHORISED', 'PermissionSetAssignment.ExpirationDate', 'not read').gap;

const assigned = ({ state, doubtful }: Assignment): Pick<AccessSource, 'inert' | 'doubt' | 'expiresAt'> => ({
  inert: state === 'inForce' ? null : state,
  doubt: doubtful ? doubt : null,
  expiresAt: null,
});

const sourcesOf = (world: World, user: User): AccessSource[] => {
  const plain = { namespace: null, stale: false, members: [], muted: null, profileOnly: new Set<string>() };
  const profile = world.profiles.filter(({ name }) => name === user.profile);
  return [
    ...profile.map((one): AccessSource => ({
      ...plain,
      ...{ type: 'Profile', name: one.name, label: one.name, inert: null, doubt: null, expiresAt: null },
      content: contentOf(one),
      profileOnly: one.profileOnly && new Set(one.profileOnly.map(key)),
    })),
    ...user.permissionSets.flatMap((assignment) =>
      world.permissionSets
        .filter(({ name }) => name === assignment.of)
        .map((set): AccessSource => ({
          ...plain,
          ...{ type: 'PermissionSet', name: set.name, label: set.name, namespace: set.namespace },
          ...assigned(assignment),
          content: contentOf(set),
        })),
    ),
    ...user.groups.flatMap((assignment) =>
      world.groups
        .filter(({ name }) => name === assignment.of)
        .map((group): AccessSource => ({
          ...plain,
          ...{ type: 'PermissionSetGroup', name: group.name, label: group.name },
          ...assigned(assignment),
          stale: group.waiting,
          content: contentOf(group.aggregate),
          members: world.permissionSets
            .filter(({ name }) => group.members.includes(name))
            .map((member) => ({ id: `0PS ${member.name}`, name: member.name, content: contentOf(member) })),
          muted: group.muting && contentOf(group.muting),
        })),
    ),
  ];
};

const licenseOf = ({ name, objects, userPermissions }: License, id: string | null): ProductLicense => ({
  id,
  name,
  label: name,
  objects: objects && new Map(Object.entries(objects).map(([object, words]) => [key(object), new Set(words)])),
  userPermissions: userPermissions && new Set(userPermissions.map(key)),
});

const totalSeats = 10;

const ofOrg = (world: World, license: PermissionSetLicense): ProductLicense => ({
  ...licenseOf(license, `0PL${license.name}`),
  standing: {
    force: reading(world, 'licenseForce', license.force),
    seats: reading(world, 'licenseSeats', { total: totalSeats, used: license.freeSeat ? totalSeats - 1 : totalSeats }),
  },
});

/** One user as the product inspects him in admin mode. */
export const inspected = (world: World, user: User): InspectedUser => ({
  id: `005${user.username.padEnd(15, 'x')}`,
  username: user.username,
  requestedUsername: null,
  name: user.username,
  profile: world.gaps['profile'] === undefined ? user.profile : null,
  userLicense: user.license.name,
  isActive: known(user.active),
  isFrozen: reading(world, 'frozen', user.frozen),
  unnamed: user.unnamed,
  license: licenseOf(user.license, null),
  permissionSetLicenses: reading(
    world,
    'permissionSetLicenses',
    world.permissionSetLicenses
      .filter(({ name }) => user.permissionSetLicenses.includes(name))
      .map((one) => ofOrg(world, one)),
  ),
  orgLicenses: known(world.permissionSetLicenses.map((one) => ofOrg(world, one))),
  packages: new Map(
    Object.entries(user.seats).map(([namespace, state]) => [
      key(namespace),
      reading(world, 'seats', { state, allowed: 5, used: 5 }),
    ]),
  ),
  flags: new Map(Object.entries(user.flags).map(([flag, is]) => [key(flag), reading(world, 'flags', is)])),
  installedPackages: reading(world, 'packages', new Set(world.setup.packages.map(key))),
  evidence: {
    mode: 'admin',
    sources: reading(world, 'assignments', sourcesOf(world, user)),
    objectRows: reading(world, 'objectRows', true as const),
    fieldRows: reading(world, 'fieldRows', true as const),
    userPermissionRows: reading(world, 'userPermissionRows', true as const),
    appRows: reading(world, 'setupRows', true as const),
  },
});

const fieldOf = (field: Field): EntityField => ({
  name: field.name,
  compound: field.partOf,
  isCompound: field.isCompound,
  permissionable: field.permissionable,
  createable: field.createable,
  updateable: field.updateable,
  calculated: field.calculated,
  autoNumber: field.autoNumber,
  dataType: 'string',
});

const historyOf = (world: World, { name, fields, historySwitch }: Entity): ObjectHistory => ({
  objectSwitch: reading(world, `historySwitch:${name}`, historySwitch),
  fields: reading(
    world,
    `historyFields:${name}`,
    // FieldDefinition lists fields, not the parts of addresses.
    byName(
      fields
        .filter(({ partOf }) => partOf === null)
        .map((field) => ({
          name: field.name,
          tracked: field.tracked,
          calculated: field.calculated,
          autoNumber: field.autoNumber,
          dataType: 'string',
        })),
    ),
  ),
});

const setsOf = (world: World): Map<string, PermissionSetName> => {
  const all: PermissionSetName[] = [
    ...world.permissionSets.map(({ name, namespace }): PermissionSetName => ({
      ...{ type: 'PermissionSet', id: `0PS ${name}`, name, namespace, label: name },
    })),
    ...world.groups.map(({ name }): PermissionSetName => ({
      ...{ type: 'PermissionSetGroup', id: `0PG ${name}`, name, namespace: null, label: name },
    })),
  ];
  return new Map(all.map((one) => [key(one.namespace === null ? one.name : `${one.namespace}__${one.name}`), one]));
};

const named = (names: readonly string[]): Map<string, NamedEntity> =>
  new Map(names.map((name) => [key(name), { id: `01p ${name}`, name }]));

const told = <T>(value: T | null): Reading<T> =>
  value === null ? gap('NOT_ANSWERED', 'policy', 'not read') : known(value);

const appsOf = ({ setup }: World, type: App['type']): ConnectedApp[] =>
  setup.apps
    .filter((one) => one.type === type)
    .map(({ name, enabled, preauthorizedOnly, runsAs }) => ({
      type,
      id: idOfApp(setupKey(type, name)),
      names: [name],
      isEnabled: told(enabled),
      onlyPreauthorized: told(preauthorizedOnly),
      ipRelaxation: known('enforced'),
      runsAs: runsAs === undefined ? gap('NOT_AUTHORISED', 'runsAs', 'not read') : known(runsAs),
    }));

/** What the definition of a custom object says of it: its id, and whether it is a custom setting. */
const definitionOf = (name: string): Pick<ProductEntity, 'durableId' | 'isCustomSetting'> => ({
  ...(/__(c|mdt)$/.test(name) ? { durableId: `01I ${name}` } : {}),
  ...(name === 'Sync_Settings__c' ? { isCustomSetting: true } : {}),
});

/** The schema of the world as the product reads it. */
export const schemaOf = (world: World): OrgSchema => ({
  permissionSets: reading(world, 'permissionSets', setsOf(world)),
  sharingDefaults: reading(
    world,
    'sharing',
    new Map(Object.entries(world.setup.sharing).map(([name, word]) => [key(name), word])),
  ),
  namedEntities: {
    customPermission: reading(world, 'customPermissions', named(world.setup.customPermissions)),
    apexClass: reading(world, 'apexClasses', named(world.setup.apexClasses)),
  },
  connectedApps: {
    connectedApps: reading(world, 'connectedApps', appsOf(world, 'ConnectedApplication')),
    externalClientApps: reading(world, 'externalApps', appsOf(world, 'ExternalClientApplication')),
    developerNamesUntold: null,
  },
  entities: reading(world, 'entities', byName(world.entities.map(({ name }) => ({ name, ...definitionOf(name) })))),
  permissionableObjects: reading(
    world,
    'permissionableObjects',
    new Map(
      [
        ...world.entities.filter(({ takesObjectPermissions }) => takesObjectPermissions).map(({ name }) => name),
        ...world.setup.offeredOnly,
      ].map((name) => [key(name), name]),
    ),
  ),
  fields: new Map(
    world.entities.map((entity) => [
      key(entity.name),
      reading(world, `fields:${entity.name}`, byName(entity.fields.map(fieldOf))),
    ]),
  ),
  permissionSetColumns: reading(world, 'permissionSetColumns', permissions(world.setPermissions)),
  profileColumns: reading(world, 'profileColumns', permissions([...world.setPermissions, ...world.profilePermissions])),
  licenseCeilingColumns: known(permissions(world.ceilingPermissions)),
  objectAccessColumns: new Set(
    objectAccesses.filter((access) => access !== 'viewAllFields' || world.knowsViewAllFields),
  ),
  history: new Map(world.entities.map((entity) => [key(entity.name), historyOf(world, entity)])),
});

/** Everything that the product reads in one pass. */
export const snapshotOf = (world: World): AccessSnapshot => ({
  org: {
    id: '00D000000000001EAA',
    username: 'admin@example.com',
    instanceUrl: 'https://example.my.salesforce.com',
    apiVersion: '68.0',
    name: 'Acme',
    type: 'production',
  },
  takenAt: '2026-11-22T00:00:00.000Z',
  schema: schemaOf(world),
  users: world.users.map((user) => inspected(world, user)),
});
