/** The users of a snapshot, with the evidence about each. */
import type { ReadingScope } from '../../access/readingScope.js';
import type {
  Evidence,
  InspectedUser,
  License,
  LicenseObjects,
  OrgSchema,
  Reading,
  Untold,
} from '../../access/snapshot.js';
import { appsNamed } from '../../access/connectedApps.js';
import { entryKey } from '../../access/entry.js';
import { openedIdsIn } from '../../access/setupEntityIds.js';
import { openedKey } from '../../access/setupEntities.js';
import type { SetupEntryKind } from '../../access/setupEntities.js';
import { gap, known, lackedIn, mapReading } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import { flagColumn } from '../../platform/userFlags.js';
import type { UserFlag } from '../../platform/userFlags.js';
import { unionOfNames } from '../../kinds/unionOfNames.js';
import type { OrgClient } from '../orgClient.js';
import type { FirstReading } from './firstCall.js';
import { readLicenseObjects } from './licenseObjects.js';
import type { Ceilings } from './licenses.js';
import { licenseByName, licenseWith, orgLicensesIn, withObjects } from './licenses.js';
import { readPermissions } from './readPermissions.js';
import type { Permissions } from './permissionsRead.js';
import {
  allowedByMost,
  assignedLicenses,
  isLesser,
  mayTakeLicense,
  needsLicenses,
  orEmpty,
  toLookUp,
  userLicenseId,
  userLicenseName,
  withProbe,
} from './licensesOfUsers.js';
import { runnerHolds } from './runner.js';
import { memberIdsIn, mutingIdsIn, toSource } from './sources.js';
import { foundSet } from './targetSet.js';
import type { FoundSets } from './targetSet.js';
import type { User } from './users.js';

/** What was read about the users, and the permission sets that were looked up by name. */
export type Inspected = {
  readonly users: readonly InspectedUser[];
  readonly targets: FoundSets;
  /** Left out where users look at themselves. */
  readonly licenseObjects?: LicenseObjects;
};

/** Frozen users show only to Manage Users (fact G8); where that is not known either, the answer tells. */
const maySeeLogins = ({ runner }: FirstReading): boolean => runnerHolds(runner, 'ManageUsers') !== false;

/**
 * Whether the user is frozen. A user without a row in the answer was not told about: that is not the same as not frozen.
 * @param frozen by user id; null where nobody asked
 */
const frozenOf = (
  { id }: User,
  first: FirstReading,
  frozen: Reading<ReadonlyMap<string, boolean>> | null,
): Reading<boolean> => {
  if (frozen === null || !maySeeLogins(first)) return gap('NOT_AUTHORISED', 'UserLogin', '');
  if (!frozen.known) return frozen;
  const value = frozen.value.get(id);
  return value === undefined ? gap('NOT_ANSWERED', 'UserLogin', '') : known(value);
};

/** Tokens of others are shown to Customize Application alone (fact M15). */
const maySeeTokens = ({ runner }: FirstReading): boolean => runnerHolds(runner, 'CustomizeApplication') === true;

const tokensOf = ({ id }: User, first: FirstReading, { tokens }: Permissions): Reading<ReadonlySet<string>> =>
  maySeeTokens(first)
    ? mapReading(tokens, (byUser) => byUser.get(id) ?? new Set<string>())
    : gap('NOT_AUTHORISED', 'OauthToken', 'CustomizeApplication');

/** Things of Setup that rules name, as far as the org knows them, by their ids, with the keys by which content names each. */
export const setupEntitiesIn = (schema: OrgSchema, scope: ReadingScope): Map<string, string[]> => {
  const { connectedApps, namedEntities = {} } = schema;
  const keyed = (kind: SetupEntryKind, name: string): string => entryKey({ kind, name });
  const apps = connectedApps ? scope.connectedApps.flatMap((name) => appsNamed(connectedApps, name)) : [];
  const wanted = { customPermission: scope.customPermissions, apexClass: scope.apexClasses } as const;
  return new Map<string, string[]>([
    ...apps.map(({ id, names }) => [id, names.map((name) => keyed('connectedApp', name))] as [string, string[]]),
    ...(['customPermission', 'apexClass'] as const).flatMap((kind) => {
      const list = namedEntities[kind];
      const found = list?.known ? wanted[kind].flatMap((name) => list.value.get(keyOf(name)) ?? []) : [];
      return found.map(({ id, name }): [string, string[]] => [id, [keyed(kind, name)]]);
    }),
    ...[...openedIdsIn(schema, scope.sobjects)].map(([id, name]): [string, string[]] => [id, [openedKey(name)]]),
  ]);
};

/** Whether access to things of Setup is asked for. */
const wantsSetupRows = (schema: OrgSchema, scope: ReadingScope): boolean =>
  scope.connectedApps.length + scope.customPermissions.length + scope.apexClasses.length > 0 ||
  openedIdsIn(schema, scope.sobjects).size > 0;

const hasUntold = (untold: Untold): boolean => Object.values(untold).some(({ size }) => size > 0);

const orgIds = ({ byName }: Ceilings): string[] => [...byName.values()].map(({ id }) => id);

const unique = (ids: readonly string[]): string[] => [...new Set(ids.filter((id) => id !== ''))];

/** Boxes that rules name and that there are (fact C13), but that fell out as another one of the same query is not there. */
const untoldFlags = ({ fields }: OrgSchema, { userFlags }: ReadingScope, users: readonly User[]): UserFlag[] => {
  const columns = fields.get(keyOf('User'));
  if (!columns?.known) return [];
  return userFlags.filter(
    (name) =>
      columns.value.has(keyOf(flagColumn(name))) && users.some(({ flags }) => flags.get(keyOf(name))?.known === false),
  );
};

/** Who the user is, as the user's own record says. */
const whoIs = ({
  id,
  username,
  requestedUsername,
  unnamed,
  name,
  profile,
  isActive,
}: User): Pick<
  InspectedUser,
  'id' | 'username' | 'requestedUsername' | 'unnamed' | 'name' | 'profile' | 'isActive'
> => ({ id, username, requestedUsername, unnamed, name, profile, isActive });

/** One user with what an administrator reads about him. */
const inspected = (
  user: User,
  scope: ReadingScope,
  schema: OrgSchema,
  licenseId: Reading<string>,
  first: FirstReading,
  permissions: Permissions,
  lookedUp: LicenseObjects,
  now: number,
): InspectedUser => {
  const { assignments, components } = first;
  const { contents, ceilings } = permissions;
  const evidence: Evidence = {
    mode: 'admin',
    sources: mapReading(assignments, (all) =>
      all.all
        .filter(({ userId }) => userId === user.id)
        .map((assignment) => toSource(assignment, all, components, permissions, now)),
    ),
    userPermissionRows: permissions.userPermissionRows,
    objectRows: permissions.objectRows,
    fieldRows: permissions.fieldRows,
    ...(wantsSetupRows(schema, scope) ? { appRows: permissions.appRows } : {}),
    ...(hasUntold(permissions.untold) ? { untold: permissions.untold } : {}),
    ...(permissions.spelled ? { spelled: permissions.spelled } : {}),
  };
  const licenseReading = userLicenseName(user, licenseId, permissions);
  const licenseName = licenseReading.known ? licenseReading.value : '';
  const licenseLacked = lackedIn(licenseReading);
  const named = (id: Reading<string>, name: string, label: string): License =>
    licenseWith({ id, name, label }, contents, ceilings);
  return {
    ...whoIs(user),
    isFrozen: frozenOf(user, first, permissions.frozen),
    userLicense: licenseName,
    ...(licenseLacked ? { userLicenseUntold: licenseLacked } : {}),
    license: withProbe(named(licenseId, licenseName, licenseName), scope),
    orgLicenses: orgLicensesIn(contents, ceilings, lookedUp),
    packages: permissions.packagesOf(user.id),
    ...(permissions.installedPackages ? { installedPackages: permissions.installedPackages } : {}),
    flags: new Map([...user.flags, ...permissions.flagsOf(user.id)]),
    permissionSetLicenses: mapReading(user.permissionSetLicenses, (all) =>
      all.map(({ id, name, label }) => withObjects(named(known(id), name, label), { ...lookedUp, untold: null })),
    ),
    ...(scope.connectedApps.length > 0 ? { tokens: tokensOf(user, first, permissions) } : {}),
    evidence,
  };
};

/**
 * Reads what the users' permission sets hold, as only a runner with View Setup can (fact A3).
 * @param now milliseconds since the epoch
 * @param areTargetsWhole whether all that the sets hold is wanted that were looked up by name
 * @throws OrgFailure
 */
export const inspectAsAdministrator = async (
  client: OrgClient,
  scope: ReadingScope,
  schema: OrgSchema,
  first: FirstReading,
  users: readonly User[],
  now: number,
  areTargetsWhole = false,
): Promise<Inspected> => {
  const assignments = first.assignments.known ? first.assignments.value.all : [];
  const components = first.components.known ? first.components.value : [];
  const targetIds = first.targets.known ? first.targets.value.map(({ id }) => id) : [];
  const mayBeLicensed = scope.sobjects.filter((name) => mayTakeLicense(schema, name));
  const licenseIds = new Map(users.map((user) => [user.id, userLicenseId(user, first.assignments)]));
  const probed = users.some(isLesser) ? [allowedByMost] : [];
  const permissions = await readPermissions(
    client,
    { ...scope, sobjects: scope.sobjects.length > 0 ? unionOfNames(scope.sobjects, probed) : [] },
    schema,
    {
      permissionSetIds: unique([
        ...assignments.map(({ permissionSetId }) => permissionSetId),
        ...memberIdsIn(components),
        ...targetIds,
      ]),
      mutingIds: mutingIdsIn(components),
      ...(areTargetsWhole ? { wholeIds: targetIds } : {}),
      licenseIds: unique([
        ...[...licenseIds.values()].map(orEmpty),
        ...users.flatMap((user) => assignedLicenses(user).map(({ id }) => id)),
      ]),
      wantsLicenses: scope.licensedObjects || mayBeLicensed.length > 0 || users.some(needsLicenses),
      userIds: users.map(({ id }) => id),
      untoldFlags: scope.featureSeats ? untoldFlags(schema, scope, users) : [],
      licensesAsked:
        schema.licenseObjects || !first.licenseIds?.known
          ? null
          : toLookUp(scope, mayBeLicensed, users, first.licenseIds.value),
      setupEntities: setupEntitiesIn(schema, scope),
      tokenIds: scope.connectedApps.length > 0 && maySeeTokens(first) ? users.map(({ id }) => id) : [],
      loginIds: maySeeLogins(first) ? users.map(({ id }) => id) : [],
      unnamedLicenseIds: unique(
        users.flatMap(({ id, userLicense }) => (userLicense.name.known ? [] : [orEmpty(licenseIds.get(id))])),
      ),
    },
    now,
  );
  const lookedUp =
    schema.licenseObjects ??
    permissions.licenseObjects ??
    (await readLicenseObjects(client, schema, toLookUp(scope, mayBeLicensed, users, orgIds(permissions.ceilings))));
  return {
    users: users.map((user) =>
      inspected(user, scope, schema, licenseIds.get(user.id) ?? user.userLicense.id, first, permissions, lookedUp, now),
    ),
    licenseObjects: lookedUp,
    targets: mapReading(
      first.targets,
      (sets) => new Map(sets.map((set) => [keyOf(set.name), foundSet(set, first.assignments, permissions, now)])),
    ),
  };
};

/** The user by what he sees of himself; nobody else can be looked at without View Setup (fact A3). */
export const inspectAsSelf = (first: FirstReading, user: User, evidence: Evidence): Inspected => {
  const { name: licenseReading } = user.userLicense;
  const [licenseName, licenseLacked] = [orEmpty(licenseReading), lackedIn(licenseReading)];
  return {
    users: [
      {
        ...whoIs(user),
        isFrozen: frozenOf(user, first, null),
        userLicense: licenseName,
        ...(licenseLacked ? { userLicenseUntold: licenseLacked } : {}),
        license: licenseByName(licenseName, licenseName),
        orgLicenses: gap('SELF_MODE', 'PermissionSetLicense', ''),
        packages: new Map(),
        flags: user.flags,
        permissionSetLicenses: mapReading(user.permissionSetLicenses, (all) =>
          all.map(({ name, label }) => licenseByName(name, label)),
        ),
        evidence,
      },
    ],
    targets: gap('SELF_MODE', 'PermissionSet', ''),
  };
};
