import type { Content, Gap, LicenseObjects, OrgSchema, Reading, Untold } from '../../access/snapshot.js';
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { ReadingScope } from '../../access/readingScope.js';
import type { StandingSet } from '../../access/standingSet.js';
import { permissionsNeededInAll } from '../../platform/dependencyRules.js';
import { keyOf } from '../../platform/names.js';
import { sameId } from '../../platform/sameId.js';
import { flagColumn } from '../../platform/userFlags.js';
import type { UserFlag } from '../../platform/userFlags.js';
import type { OrgClient } from '../orgClient.js';
import { flags, keys, names } from '../query.js';
import type { Query } from '../query.js';
import { flag, parent, text, valueIn } from './answerRow.js';
import type { Row } from './answerRow.js';
import { ceilingsIn, licenseNameQuery, licenseNamesIn, licenseQueries } from './licenses.js';
import type { Ceilings } from './licenses.js';
import { licenseObjectQueries, licenseObjectsIn } from './licenseObjects.js';
import type { LicensesAsked } from './licenseObjects.js';
import { installedIn, packageQuery, packagesIn, seatQuery } from './packageSeats.js';
import type { PackagesOf } from './packageSeats.js';
import {
  contentsOf,
  fieldParts,
  fieldRowsIn,
  fieldRowsQuery,
  objectParts,
  objectRowsIn,
  objectRowsQuery,
  permissionParts,
  userPermissionColumns,
  userPermissionsIn,
  fewObjects,
} from './permissionSetRows.js';
import type { FieldRow, ObjectRow } from './permissionSetRows.js';
import { partOf, toldBy } from './queryAnswer.js';
import type { Answer, RestsOn, Told } from './queryAnswer.js';
import { orFewer, readParts, together } from './readQueries.js';
import { sideBySide } from './sideBySide.js';

/** What permission sets are called, and what only their profile holds. */
export type ReadSet = {
  readonly name: string;
  /**
   * Keys of user permissions that the profile has in columns of its own (fact D4); null where the profile is hidden from
   * the runner (fact J6).
   */
  readonly profileOnly: ReadonlySet<string> | null;
};

/** All objects and fields that one permission set has rows of. */
export type WholeRows = Pick<StandingSet, 'objects' | 'fields'>;

/** Everything that an administrator reads about the permission sets, licenses and logins of users. */
export type Permissions = {
  /** What permission sets, muting permission sets and licenses hold, by their id; what holds nothing is missing. */
  readonly contents: ReadonlyMap<string, Content>;
  /** The permission sets that were read, by id. */
  readonly sets: ReadonlyMap<string, ReadSet>;
  /** Of every permission set license of the org. */
  readonly ceilings: Ceilings;
  readonly packagesOf: PackagesOf;
  /** Keys of namespaces; null where none was asked for. */
  readonly installedPackages: Reading<ReadonlySet<string>> | null;
  /** What the boxes say that were asked for once more, by the key of the flag. */
  readonly flagsOf: (userId: string) => ReadonlyMap<string, Reading<boolean>>;
  /** Null where it was not asked. */
  readonly licenseObjects: LicenseObjects | null;
  /** All rows of a permission set of which that was wanted. Left out where it was of none. */
  readonly wholeRowsOf?: (setId: string) => Reading<WholeRows>;
  /** Names of user licenses that the profile did not tell, by id. */
  readonly licenseNames: Reading<ReadonlyMap<string, string>>;
  /** Who is frozen, by user id; a user without a row was not told about (fact G8). */
  readonly frozen: Reading<ReadonlyMap<string, boolean>>;
  readonly userPermissionRows: Reading<true>;
  readonly mutingRows: Reading<true>;
  readonly objectRows: Reading<true>;
  readonly fieldRows: Reading<true>;
  readonly appRows: Reading<true>;
  /** Names of the apps that the user has tokens of, by the id of the user. */
  readonly tokens: Reading<ReadonlyMap<string, ReadonlySet<string>>>;
  readonly untold: Untold;
  /** Objects and fields as the org spells them, by key. Left out where only what is named was read. */
  readonly spelled?: ReadonlyMap<string, string>;
};

/** Whose permissions are read. */
export type Holders = {
  readonly permissionSetIds: readonly string[];
  readonly mutingIds: readonly string[];
  /** The permission sets of which all rows are wanted, whatever the objects. Left out where it is of none. */
  readonly wholeIds?: readonly string[];
  readonly licenseIds: readonly string[];
  /** User licenses of which only the id is known. */
  readonly unnamedLicenseIds: readonly string[];
  /** Whether the permission set licenses of the org are wanted: they may not be assigned yet. */
  readonly wantsLicenses: boolean;
  readonly userIds: readonly string[];
  /** Boxes on the users' records that there surely are, and that the first query for the users did not tell. */
  readonly untoldFlags: readonly UserFlag[];
  /** What is looked up of the licenses of the org, where they are known already; null where they are not. */
  readonly licensesAsked: LicensesAsked | null;
  /** Users whose login state is wanted; empty where the runner may not see it. */
  readonly loginIds: readonly string[];
  /** Things of Setup of which it is wanted who has access, by their ids; with the keys of the entries that each is. */
  readonly setupEntities: ReadonlyMap<string, readonly string[]>;
  /** Users whose tokens are wanted; empty where the runner may not see them. */
  readonly tokenIds: readonly string[];
};

/** The user permissions in question that there is a column for, as the org spells them; null where that is not known. */
const spelledIn = (columns: OrgSchema['permissionSetColumns'], wanted: readonly string[]): string[] | null =>
  columns.known ? wanted.flatMap((name) => columns.value.get(keyOf(name))?.name ?? []) : null;

const neededBy = (permissions: readonly string[]): string[] =>
  permissions.flatMap((name) => permissionsNeededInAll(name));

const everySpelled = (columns: OrgSchema['permissionSetColumns']): string[] | null =>
  columns.known ? [...columns.value.values()].map(({ name }) => name) : null;

type Columns = Pick<
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

/** Keys of the names of apps, by the user who has tokens of them. */
const namesByUser = (rows: readonly Row[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const named = new Map<string, Set<string>>();
  for (const row of rows) {
    const own = named.get(text(row, 'UserId')) ?? new Set<string>();
    named.set(text(row, 'UserId'), own.add(keyOf(text(row, 'AppName'))));
  }
  return named;
};

/** What rests on the columns of the boxes on users' records: each box on its own. */
const flagParts = (wanted: readonly UserFlag[]): RestsOn<UserFlag> =>
  new Map(wanted.map((name) => [flagColumn(name), name]));

const flagsByUser =
  (told: Reading<Told<UserFlag>>, wanted: readonly UserFlag[]): Permissions['flagsOf'] =>
  (userId) => {
    const row = told.known ? told.value.rows.find((one) => sameId(text(one, 'Id'), userId)) : undefined;
    return new Map(
      told.known && row
        ? wanted.map((name) => [keyOf(name), partOf(told.value, name, flag(row, flagColumn(name)))] as const)
        : [],
    );
  };

type Part =
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

/** A set that is assigned but did not come back may grant anything: then nothing that was not found is surely missing. */
const allSets = (rows: Reading<readonly Row[]>, wanted: readonly string[]): Reading<true> => {
  if (!rows.known) return rows;
  const came = new Set(rows.value.map((row) => text(row, 'Id')));
  const missing = wanted.filter((id) => !came.has(id)).length;
  return missing === 0
    ? known(true as const)
    : gap('INCOMPLETE_ROWS', 'PermissionSet', `${wanted.length - missing}/${wanted.length}`);
};

/** Whether the rows of some sets, whatever their objects, are asked for by the query that lists these objects. */
const fitsBeside = (sobjects: readonly string[]): boolean => sobjects.length > 0 && sobjects.length <= fewObjects;

const wholeBeside = (
  sobjects: readonly string[],
  wholeIds: readonly string[],
): { readonly wholeOf?: readonly string[] } =>
  wholeIds.length > 0 && fitsBeside(sobjects) ? { wholeOf: wholeIds } : {};

/** What one set holds of every object; a gap where an answer was not whole. */
const wholeRowsIn = <O, F>(setId: string, objects: Reading<Told<O>>, fields: Reading<Told<F>>): Reading<WholeRows> => {
  if (!objects.known) return objects;
  if (!fields.known) return fields;
  const [lacked] = [...objects.value.untold.values(), ...fields.value.untold.values()];
  if (lacked) return { known: false, gap: lacked };
  const isOwn = ({ parentId }: { readonly parentId: string }): boolean => sameId(parentId, setId);
  return known({
    objects: objectRowsIn(objects.value.rows).filter(isOwn),
    fields: fieldRowsIn(fields.value.rows)
      .filter(isOwn)
      .map(({ accesses, ...row }) => ({ ...row, access: accesses.has('edit') ? 'edit' : 'read' })),
  });
};

const spelledNames = (objects: readonly ObjectRow[], fields: readonly FieldRow[]): ReadonlyMap<string, string> =>
  new Map(
    [...objects.map(({ sobject }) => sobject), ...fields.map(({ sobject, field }) => `${sobject}.${field}`)].map(
      (name) => [keyOf(name), name],
    ),
  );

const orNone = (rows: Reading<readonly Row[]>): readonly Row[] => (rows.known ? rows.value : []);

const rowsIn = <P>(told: Reading<Told<P>>): Reading<readonly Row[]> => mapReading(told, ({ rows }) => rows);

const untoldIn = <P>(told: Reading<Told<P>>): ReadonlyMap<P, Gap> => (told.known ? told.value.untold : new Map());

const fieldCounts = ({ fields }: Pick<OrgSchema, 'fields'>): ReadonlyMap<string, number> =>
  new Map([...fields].map(([key, reading]) => [key, reading.known ? reading.value.size : 0]));

/** What further queries for field permissions are called. */
const moreFields = 'fields side by side ';

/** The answers, with those about field permissions as one. */
const withWholeFields = (
  parts: ReadonlyMap<string, Reading<Answer>>,
  query: Query | false,
): ReadonlyMap<string, Reading<Answer>> => {
  const first = parts.get('fields');
  const others = [...parts].filter(([part]) => part.startsWith(moreFields)).map(([, answer]) => answer);
  if (!first || query === false || others.length === 0) return parts;
  return new Map([...parts, ['fields', together(query, [first, ...others])]]);
};

/**
 * Reads what the given permission sets, licenses and users hold, in one or two calls at the same time: user permissions
 * only by columns that this org has (fact D2), object and field permissions by object.
 * @param now milliseconds since the epoch
 * @throws OrgFailure
 */
export const readPermissions = async (
  client: OrgClient,
  scope: ReadingScope,
  schema: Columns,
  holders: Holders,
  now: number,
): Promise<Permissions> => {
  const everything = scope.everything === true;
  const columnsFor = (all: OrgSchema['permissionSetColumns']): string[] =>
    (everything ? everySpelled(all) : spelledIn(all, scope.userPermissions)) ?? [];
  const own = columnsFor(schema.permissionSetColumns);
  const ownNames = new Set(own);
  const onProfile = columnsFor(schema.profileColumns).filter((name) => !ownNames.has(name));
  const maximums = spelledIn(schema.licenseCeilingColumns, scope.userPermissions);
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
  const [allLicenses, ...fewerColumns] = licenseQueries(maximums ?? []);
  const queries: Readonly<Record<Part, Query | false>> = {
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
  // All rows of a set cannot be asked for object by object.
  const [ofFields, ...more] =
    queries.fields && !everything && wholeIds.length === 0
      ? sideBySide(queries.fields, fieldCounts(schema))
      : [queries.fields];
  const parts = await readParts<string>(client, {
    ...queries,
    fields: ofFields,
    ...Object.fromEntries(more.map((query, i) => [`${moreFields}${i}`, query])),
  });
  const answers = withWholeFields(parts, queries.fields);
  const licenses = await orFewer(client, answers.get('ceilings'), fewerColumns);
  const told = <P>(part: Part, restsOn: RestsOn<P>): Reading<Told<P>> => {
    const answer = answers.get(part);
    return answer ? toldBy(answer, restsOn) : known({ rows: [], untold: new Map() });
  };
  const rowsOf = (part: Part): Reading<readonly Row[]> => rowsIn(told(part, new Map<string, never>()));
  const ownParts = permissionParts(own);
  const toldSets = told('sets', new Map([...ownParts, ...permissionParts(onProfile, 'Profile.')]));
  const toldMuting = told('muting', permissionParts(inMuting));
  const toldObjects = told('objects', objectParts);
  const toldFields = told('fields', fieldParts);
  const [sets, muting] = [rowsIn(toldSets), rowsIn(toldMuting)];
  const [objects, fields] = [rowsIn(toldObjects), rowsIn(toldFields)];
  const asked = { objects: new Set(sobjects.map(keyOf)), fields: new Set(fieldSobjects.map(keyOf)) };
  const apps = rowsOf('apps');
  const wholeSets = new Set(everything ? inSets : []);
  const objectRows = objectRowsIn(orNone(objects)).filter(
    ({ parentId, sobject }) => wholeSets.has(parentId) || asked.objects.has(keyOf(sobject)),
  );
  const fieldRows = fieldRowsIn(orNone(fields)).filter(
    ({ parentId, sobject }) => wholeSets.has(parentId) || asked.fields.has(keyOf(sobject)),
  );
  return {
    contents: contentsOf(
      new Map([
        ...orNone(sets).map((row) => [text(row, 'Id'), userPermissionsIn(row, own)] as const),
        ...orNone(muting).map((row) => [text(row, 'Id'), userPermissionsIn(row, inMuting)] as const),
      ]),
      objectRows,
      fieldRows,
      new Set(mutingIds),
      orNone(apps).map((row) => {
        const entityId = text(row, 'SetupEntityId');
        const named = [...setupEntities].find(([id]) => sameId(id, entityId));
        return { parentId: text(row, 'ParentId'), entityId, keys: named?.[1] ?? [] };
      }),
    ),
    sets: new Map(
      orNone(sets).map((row) => [
        text(row, 'Id'),
        {
          name: text(row, 'Name') || text(row, 'Id'),
          profileOnly:
            valueIn(row, 'Profile') === null
              ? null
              : new Set(userPermissionsIn(parent(row, 'Profile'), onProfile).map((name) => keyOf(name))),
        },
      ]),
    ),
    ceilings: ceilingsIn(licenses, maximums, now),
    ...(wholeIds.length === 0
      ? {}
      : {
          wholeRowsOf: (setId) =>
            wholeRowsIn(
              setId,
              fitsBeside(sobjects) ? toldObjects : told('wholeObjects', objectParts),
              fitsBeside(fieldSobjects) ? toldFields : told('wholeFields', fieldParts),
            ),
        }),
    licenseObjects: licensesAsked && licenseObjectsIn(licensesAsked, [answers.get('unheld'), answers.get('packaged')]),
    installedPackages: namespaces.length === 0 ? null : installedIn(answers.get('packages')),
    packagesOf: packagesIn(namespaces, answers.get('packages'), answers.get('packageSeats'), now),
    flagsOf: flagsByUser(told('flags', flagParts(untoldFlags)), untoldFlags),
    licenseNames: mapReading(rowsOf('licenses'), licenseNamesIn),
    frozen: mapReading(
      rowsOf('logins'),
      (logins) => new Map(logins.map((row) => [text(row, 'UserId'), flag(row, 'IsFrozen')])),
    ),
    userPermissionRows: allSets(sets, permissionSetIds),
    mutingRows: allSets(muting, mutingIds),
    objectRows: mapReading(objects, () => true as const),
    fieldRows: mapReading(fields, () => true as const),
    appRows: mapReading(apps, () => true as const),
    tokens: mapReading(rowsOf('tokens'), namesByUser),
    ...(everything ? { spelled: spelledNames(objectRows, fieldRows) } : {}),
    untold: {
      userPermissions: untoldIn(toldSets),
      mutedPermissions: untoldIn(toldMuting),
      objects: untoldIn(toldObjects),
      fields: untoldIn(toldFields),
    },
  };
};
