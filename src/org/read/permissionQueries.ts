/** The queries for what permission sets, licenses and users hold. */
import type { ReadingScope } from '../../access/readingScope.js';
import type { OrgSchema } from '../../access/snapshot.js';
import { permissionsNeededInAll } from '../../platform/dependencyRules.js';
import { keyOf } from '../../platform/names.js';
import { flagColumn } from '../../platform/userFlags.js';
import type { UserFlag } from '../../platform/userFlags.js';
import { flags, keys, names } from '../query.js';
import type { Query } from '../query.js';
import { licenseObjectQueries } from './licenseObjects.js';
import { licenseNameQuery, licenseQueries } from './licenses.js';
import { packageQuery, seatQuery } from './packageSeats.js';
import { fieldRowsQuery, objectRowsQuery, userPermissionColumns } from './permissionSetRows.js';
import type { Holders } from './permissionsRead.js';
import type { RestsOn } from './queryAnswer.js';
import { fitsBeside, wholeBeside } from './wholeRows.js';

/** The user permissions in question that there is a column for, as the org spells them; null where that is not known. */
const spelledIn = (columns: OrgSchema['permissionSetColumns'], wanted: readonly string[]): string[] | null =>
  columns.known ? wanted.flatMap((name) => columns.value.get(keyOf(name))?.name ?? []) : null;

const neededBy = (permissions: readonly string[]): string[] =>
  permissions.flatMap((name) => permissionsNeededInAll(name));

const everySpelled = (columns: OrgSchema['permissionSetColumns']): string[] | null =>
  columns.known ? [...columns.value.values()].map(({ name }) => name) : null;

/** What is known of the columns of the org. */
export type Columns = Pick<
  OrgSchema,
  'permissionSetColumns' | 'profileColumns' | 'objectAccessColumns' | 'licenseCeilingColumns' | 'fields'
>;

/** A query for the rows with one of these values in a column. */
const rowsWith = (from: string, column: string, values: readonly string[], columns: Query['columns']): Query => ({
  api: 'data',
  from,
  columns: [...keys(column), ...columns],
  where: [{ column, in: values }],
});

/** Which of these sets give access to which of these apps, classes and custom permissions (facts E12, M14). */
export const setupRowsQuery = (parentIds: readonly string[], entityIds: readonly string[]): Query => ({
  api: 'data',
  from: 'SetupEntityAccess',
  columns: keys('ParentId', 'SetupEntityId'),
  where: [
    { column: 'ParentId', in: parentIds },
    { column: 'SetupEntityId', in: entityIds },
  ],
});

/** What rests on the columns of the boxes on users' records: each box on its own. */
export const flagParts = (wanted: readonly UserFlag[]): RestsOn<UserFlag> =>
  new Map(wanted.map((name) => [flagColumn(name), name]));

/** What is asked, each by a query of its own. */
export type Part =
  | 'unheld'
  | 'packaged'
  | 'packages'
  | 'packageSeats'
  | 'flags'
  | 'sets'
  | 'muting'
  | 'logins'
  | 'ceilings'
  | 'licenses'
  | 'objects'
  | 'fields'
  | 'wholeObjects'
  | 'wholeFields'
  | 'apps'
  | 'tokens';

/** The queries, and the user permissions that they ask for as the org spells them. */
export type PermissionQueries = {
  readonly queries: Readonly<Record<Part, Query | false>>;
  /** Queries for fewer columns of the licenses, should the first be refused; the next one each time. */
  readonly fewerCeilings: readonly Query[];
  /** Columns of permission sets. */
  readonly own: readonly string[];
  /** Those that only profiles have (fact D4). */
  readonly onProfile: readonly string[];
  /** Columns of muting permission sets. */
  readonly inMuting: readonly string[];
  /** Columns of permission set licenses; null where it is not known which there are. */
  readonly maximums: readonly string[] | null;
};

/**
 * The queries for what these permission sets, licenses and users hold: user permissions only by columns that this org has
 * (fact D2), object and field permissions by object.
 */
export const permissionQueries = (scope: ReadingScope, schema: Columns, holders: Holders): PermissionQueries => {
  const everything = scope.everything === true;
  const columnsFor = (all: OrgSchema['permissionSetColumns']): string[] =>
    (everything ? everySpelled(all) : spelledIn(all, scope.userPermissions)) ?? [];
  const own = columnsFor(schema.permissionSetColumns);
  const ownNames = new Set(own);
  const onProfile = columnsFor(schema.profileColumns).filter((name) => !ownNames.has(name));
  const licensed = [...scope.userPermissions, ...(scope.licensedPermissions ?? [])];
  const maximums = spelledIn(schema.licenseCeilingColumns, [...new Set(licensed.map(keyOf))]);
  const {
    permissionSetIds,
    mutingIds,
    licenseIds,
    loginIds,
    userIds,
    licensesAsked,
    wantsLicenses,
    unnamedLicenseIds,
    setupEntities,
    tokenIds,
    wholeIds = [],
    untoldFlags,
  } = holders;
  // What a muting set takes away may take along what needs it (facts D6, M4): it is read there as well.
  const inMuting = [...new Set([...own, ...(spelledIn(schema.permissionSetColumns, neededBy(own)) ?? [])])];
  const columns = userPermissionColumns(own);
  const inSets = [...permissionSetIds, ...mutingIds];
  const inLicenses = [...inSets, ...licenseIds];
  const { sobjects, fieldSobjects, namespaces } = scope;
  const [allLicenses, ...fewerCeilings] = licenseQueries(maximums ?? []);
  const queries: PermissionQueries['queries'] = {
    sets:
      permissionSetIds.length > 0 &&
      rowsWith('PermissionSet', 'Id', permissionSetIds, [
        ...names('Name'),
        ...columns,
        ...userPermissionColumns(onProfile, 'Profile.'),
      ]),
    muting: mutingIds.length > 0 && rowsWith('MutingPermissionSet', 'Id', mutingIds, userPermissionColumns(inMuting)),
    logins: loginIds.length > 0 && rowsWith('UserLogin', 'UserId', loginIds, flags('IsFrozen')),
    ceilings: wantsLicenses && allLicenses,
    licenses: unnamedLicenseIds.length > 0 && licenseNameQuery(unnamedLicenseIds),
    ...(licensesAsked ? licenseObjectQueries(schema, licensesAsked) : { unheld: false, packaged: false }),
    packages: namespaces.length > 0 && packageQuery(namespaces),
    packageSeats: namespaces.length > 0 && seatQuery(userIds),
    flags: untoldFlags.length > 0 && rowsWith('User', 'Id', userIds, flags(...untoldFlags.map(flagColumn))),
    objects:
      inLicenses.length > 0 &&
      (everything || sobjects.length > 0) &&
      objectRowsQuery(
        everything
          ? { parentIds: inLicenses, withIds: false }
          : { parentIds: inLicenses, sobjects, ...wholeBeside(sobjects, wholeIds), withIds: false },
        schema.objectAccessColumns,
      ),
    fields:
      inSets.length > 0 &&
      (everything || fieldSobjects.length > 0) &&
      fieldRowsQuery(
        everything
          ? { parentIds: inSets, withIds: false }
          : {
              parentIds: inSets,
              sobjects: fieldSobjects,
              ...wholeBeside(fieldSobjects, wholeIds),
              withIds: false,
            },
      ),
    wholeObjects:
      wholeIds.length > 0 &&
      !fitsBeside(sobjects) &&
      objectRowsQuery({ parentIds: wholeIds, withIds: false }, schema.objectAccessColumns),
    wholeFields:
      wholeIds.length > 0 && !fitsBeside(fieldSobjects) && fieldRowsQuery({ parentIds: wholeIds, withIds: false }),
    apps: setupEntities.size > 0 && permissionSetIds.length > 0 && setupRowsQuery(inSets, [...setupEntities.keys()]),
    tokens: tokenIds.length > 0 && rowsWith('OauthToken', 'UserId', tokenIds, keys('AppName')),
  };
  return { queries, fewerCeilings, own, onProfile, inMuting, maximums };
};
