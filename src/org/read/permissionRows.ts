import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import type { ReadingScope } from '../../access/readingScope.js';
import { fieldKey, keyOf } from '../../platform/names.js';
import type { Content, OrgSchema, Reading } from '../../access/snapshot.js';
import { gap, known } from '../../access/snapshot.js';
import type { FieldAccess, ObjectAccess } from '../../platform/objectAccess.js';
import type { OrgClient } from '../orgClient.js';
import type { Subrequest } from '../restApi.js';
import { chunk, isApiName, list } from '../soql.js';
import { query } from './subrequests.js';
import { flag, parent, text, valueIn } from './answerRow.js';
import { mapReading, rowsOf } from './rows.js';
import type { Row } from './answerRow.js';

/** Everything that permission sets contain, by the id of the set (or muting set, or license) that holds it. */
export type PermissionRows = {
  readonly contentOf: (parentId: string) => Content;
  /**
   * User permissions that the profile has in columns of its own (fact D4), by the id of its hidden permission set; null
   * where the profile itself is hidden from the runner (fact J6).
   */
  readonly profileOnlyOf: (permissionSetId: string) => ReadonlySet<string> | null;
  /** Names of the permission sets that were read, by id. */
  readonly nameOf: (permissionSetId: string) => string;
  /** Name of a user license that the profile did not tell (fact J6); empty where it could not be read either. */
  readonly licenseNameOf: (id: string) => string;
  /** Who is frozen, by user id; a user without a row was not told about (fact G8). */
  readonly frozen: Reading<ReadonlyMap<string, boolean>>;
  /** User permissions that a permission set license allows at most, by its name (fact A20); null where not told. */
  readonly allowedBy: (licenseName: string) => ReadonlySet<string> | null;
  /** Id of a permission set license whose ceiling was asked for, by name. */
  readonly licenseIdOf: (licenseName: string) => string | null;
  /** Whether any object permission row names this parent: a license without rows did not tell its ceiling. */
  readonly hasObjectRows: (parentId: string) => boolean;
  readonly userPermissionRows: Reading<true>;
  readonly mutingRows: Reading<true>;
  readonly objectRows: Reading<true>;
  readonly fieldRows: Reading<true>;
};

type Parents = {
  readonly permissionSetIds: readonly string[];
  readonly mutingIds: readonly string[];
  readonly licenseIds: readonly string[];
  /** User licenses of which only the id is known. */
  readonly unnamedLicenseIds: readonly string[];
  /** Permission set licenses whose ceiling of user permissions is wanted, by name: they may not be assigned yet. */
  readonly ceilingNames: readonly string[];
  /** Users whose login state is wanted; empty where the runner may not see it. */
  readonly loginIds: readonly string[];
};

/** 18 characters and quotes each: stays below half of the statement limit of 100,000 characters (fact I3). */
const idsPerQuery = 2000;
const queriesPerCall = 5;

const columnNames = (columns: OrgSchema['permissionSetColumns'], wanted: readonly string[]): string[] =>
  columns.known
    ? wanted.flatMap((name) => {
        const found = columns.value.get(keyOf(name))?.name;
        return found !== undefined && isApiName(found) ? [found] : [];
      })
    : [];

type Part = 'sets' | 'muting' | 'objects' | 'fields' | 'licenses' | 'ceilings' | 'logins';

type PartQuery = { readonly part: Part; readonly soql: string };

const queriesFor = (question: ReadingScope, schema: Columns, parents: Parents): PartQuery[] => {
  const own = columnNames(schema.permissionSetColumns, question.userPermissions);
  const profileOnly = columnNames(schema.profileColumns, question.userPermissions).filter(
    (name) => !own.includes(name),
  );
  const perIds = (part: Part, ids: readonly string[], soql: (ids: string) => string): PartQuery[] =>
    chunk(ids, idsPerQuery).map((some) => ({ part, soql: soql(list(some)) }));
  const permissions = own.map((name) => `, Permissions${name}`).join('');
  const onProfile = profileOnly.map((name) => `, Profile.Permissions${name}`).join('');
  const access = [...schema.objectAccessColumns].map((word) => `, ${objectPermissionColumns[word]}`).join('');
  const maximums = columnNames(schema.licenseCeilingColumns, question.userPermissions)
    .map((name) => `, MaximumPermissions${name}`)
    .join('');
  const sets = parents.permissionSetIds;
  const everything = [...sets, ...parents.mutingIds];
  return [
    ...perIds('sets', sets, (ids) => `SELECT Id, Name${permissions}${onProfile} FROM PermissionSet WHERE Id IN ${ids}`),
    ...perIds(
      'muting',
      parents.mutingIds,
      (ids) => `SELECT Id${permissions} FROM MutingPermissionSet WHERE Id IN ${ids}`,
    ),
    ...perIds('logins', parents.loginIds, (ids) => `SELECT UserId, IsFrozen FROM UserLogin WHERE UserId IN ${ids}`),
    ...perIds(
      'ceilings',
      parents.ceilingNames,
      (names) => `SELECT Id, DeveloperName${maximums} FROM PermissionSetLicense WHERE DeveloperName IN ${names}`,
    ),
    ...perIds('licenses', parents.unnamedLicenseIds, (ids) => `SELECT Id, Name FROM UserLicense WHERE Id IN ${ids}`),
    ...(question.sobjects.length === 0
      ? []
      : perIds(
          'objects',
          [...everything, ...parents.licenseIds],
          (ids) =>
            `SELECT ParentId, SobjectType${access} FROM ObjectPermissions WHERE ParentId IN ${ids}` +
            ` AND SobjectType IN ${list(question.sobjects)}`,
        )),
    ...(question.fieldSobjects.length === 0
      ? []
      : perIds(
          'fields',
          everything,
          (ids) =>
            'SELECT ParentId, SobjectType, Field, PermissionsRead, PermissionsEdit FROM FieldPermissions' +
            ` WHERE ParentId IN ${ids} AND SobjectType IN ${list(question.fieldSobjects)}`,
        )),
  ];
};

type Columns = Pick<
  OrgSchema,
  'permissionSetColumns' | 'profileColumns' | 'objectAccessColumns' | 'licenseCeilingColumns'
>;

const parts: Readonly<Record<Part, string>> = {
  sets: 'PermissionSet',
  muting: 'MutingPermissionSet',
  objects: 'ObjectPermissions',
  fields: 'FieldPermissions',
  licenses: 'UserLicense',
  ceilings: 'PermissionSetLicense',
  logins: 'UserLogin',
};

const permissionsIn = (row: Row, prefix = 'Permissions'): Set<string> =>
  new Set(
    Object.keys(row)
      .filter((column) => keyOf(column).startsWith(keyOf(prefix)) && flag(row, column))
      .map((column) => keyOf(column.slice(prefix.length))),
  );

const accessIn = (row: Row): Set<ObjectAccess> =>
  new Set(
    (Object.entries(objectPermissionColumns) as [ObjectAccess, string][])
      .filter(([, column]) => flag(row, column))
      .map(([access]) => access),
  );

/** The strongest access that a row gives; of a muting row the weakest that it takes away, on which the other rests. */
const fieldAccessIn = (row: Row, isMuting: boolean): FieldAccess | null => {
  const words: readonly (readonly [string, FieldAccess])[] = [
    ['PermissionsEdit', 'edit'],
    ['PermissionsRead', 'read'],
  ];
  const held = words.filter(([column]) => flag(row, column)).map(([, access]) => access);
  return (isMuting ? held.at(-1) : held[0]) ?? null;
};

const rowsByPart = async (
  client: OrgClient,
  queries: readonly PartQuery[],
): Promise<Record<Part, Reading<readonly Row[]>>> => {
  const subrequests = queries.map(({ soql }, i): Subrequest => query(`r${i}`, soql));
  const replies = new Map(
    (await Promise.all(chunk(subrequests, queriesPerCall).map((some) => client.composite(some, 'data')))).flatMap(
      (m) => [...m],
    ),
  );
  const readings = await Promise.all(
    queries.map(async ({ part }, i) => ({ part, rows: await rowsOf(client, parts[part], replies.get(`r${i}`)) })),
  );
  const together = (part: Part): Reading<readonly Row[]> => {
    const own = readings.filter((reading) => reading.part === part);
    const failed = own.find(({ rows }) => !rows.known);
    return failed ? failed.rows : known(own.flatMap(({ rows }) => (rows.known ? rows.value : [])));
  };
  return {
    sets: together('sets'),
    muting: together('muting'),
    objects: together('objects'),
    fields: together('fields'),
    licenses: together('licenses'),
    ceilings: together('ceilings'),
    logins: together('logins'),
  };
};

const valueOf = (reading: Reading<readonly Row[]>): readonly Row[] => (reading.known ? reading.value : []);

/** A set that is assigned but did not come back may grant anything: then nothing that was not found is surely missing. */
const allSets = (rows: Reading<readonly Row[]>, asked: readonly string[]): Reading<true> => {
  if (!rows.known) return rows;
  const came = new Set(rows.value.map((row) => text(row, 'Id')));
  const missing = asked.filter((id) => !came.has(id)).length;
  return missing === 0
    ? known(true as const)
    : gap('INCOMPLETE_ROWS', 'PermissionSet', `${asked.length - missing}/${asked.length}`);
};

/**
 * Reads what the given permission sets contain, in one call for up to 2,000 of them: user permissions only by columns
 * that this org has (fact D2), object and field permissions by object.
 * @throws OrgFailure
 */
export const readPermissionRows = async (
  client: OrgClient,
  question: ReadingScope,
  schema: Columns,
  parents: Parents,
): Promise<PermissionRows> => {
  const rows = await rowsByPart(client, queriesFor(question, schema, parents));
  const userPermissions = new Map(
    [...valueOf(rows.sets), ...valueOf(rows.muting)].map((row) => [text(row, 'Id'), permissionsIn(row)]),
  );
  const profileOnly = new Map(
    valueOf(rows.sets).map((row) => [
      text(row, 'Id'),
      valueIn(row, 'Profile') === null ? null : permissionsIn(parent(row, 'Profile')),
    ]),
  );
  const names = new Map(valueOf(rows.sets).map((row) => [text(row, 'Id'), text(row, 'Name')]));
  const ceilingIds = new Map(valueOf(rows.ceilings).map((row) => [keyOf(text(row, 'DeveloperName')), text(row, 'Id')]));
  const ceilings = new Map(
    valueOf(rows.ceilings).map((row) => [
      keyOf(text(row, 'DeveloperName')),
      schema.licenseCeilingColumns.known ? permissionsIn(row, 'MaximumPermissions') : null,
    ]),
  );
  const licenseNames = new Map(valueOf(rows.licenses).map((row) => [text(row, 'Id'), text(row, 'Name')]));
  const objects = new Map<string, Map<string, ReadonlySet<ObjectAccess>>>();
  const fields = new Map<string, Map<string, FieldAccess>>();
  const muting = new Set(parents.mutingIds);
  const under = <T>(map: Map<string, Map<string, T>>, id: string): Map<string, T> => {
    const found = map.get(id) ?? new Map<string, T>();
    map.set(id, found);
    return found;
  };
  for (const row of valueOf(rows.objects))
    under(objects, text(row, 'ParentId')).set(keyOf(text(row, 'SobjectType')), accessIn(row));
  for (const row of valueOf(rows.fields)) {
    const [sobject = '', field = ''] = text(row, 'Field').split('.');
    const access = fieldAccessIn(row, muting.has(text(row, 'ParentId')));
    if (access) under(fields, text(row, 'ParentId')).set(fieldKey(sobject, field), access);
  }
  return {
    contentOf: (id) => ({
      userPermissions: userPermissions.get(id) ?? new Set(),
      objects: objects.get(id) ?? new Map(),
      fields: fields.get(id) ?? new Map(),
    }),
    profileOnlyOf: (id) => profileOnly.get(id) ?? null,
    nameOf: (id) => names.get(id) ?? '',
    frozen: mapReading(
      rows.logins,
      (logins) => new Map(logins.map((row) => [text(row, 'UserId'), flag(row, 'IsFrozen')])),
    ),
    licenseIdOf: (name) => ceilingIds.get(keyOf(name)) ?? null,
    allowedBy: (name) => ceilings.get(keyOf(name)) ?? null,
    licenseNameOf: (id) => licenseNames.get(id) ?? '',
    hasObjectRows: (id) => objects.has(id),
    mutingRows: allSets(rows.muting, parents.mutingIds),
    userPermissionRows: allSets(rows.sets, parents.permissionSetIds),
    objectRows: mapReading(rows.objects, () => true as const),
    fieldRows: mapReading(rows.fields, () => true as const),
  };
};
