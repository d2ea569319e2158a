/** Permission sets and groups that a grant is to assign as they are: all that comes with them. */
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { OrgSchema, PermissionSetName, Reading } from '../../access/snapshot.js';
import { entriesIn } from '../../access/standingSet.js';
import { namedSetKey } from '../../grant/namedSet.js';
import type { NamedSet, NamedSets } from '../../grant/namedSet.js';
import { markOf } from '../../grant/ownership.js';
import type { SetLicense } from '../../grant/setLicense.js';
import { sameId } from '../../platform/sameId.js';
import { chunk } from '../chunk.js';
import type { OrgClient } from '../orgClient.js';
import { flags, keys, texts } from '../query.js';
import type { Query } from '../query.js';
import { flag, text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import {
  fieldRowsIn,
  fieldRowsQuery,
  objectRowsIn,
  objectRowsQuery,
  userPermissionColumns,
  userPermissionsIn,
} from './permissionSetRows.js';
import { wholeRows } from './queryAnswer.js';
import { readQueries } from './readQueries.js';
import { readLicense } from './setLicense.js';
import { furtherQueries, orNone, standingSetup } from './setupAccess.js';
import { memberIdsIn } from './sources.js';

/** A named set, the permission set whose rows tell what comes with it, and of a group the rest that is told of it. */
type Found = {
  readonly named: PermissionSetName;
  readonly rowsId: string;
  readonly group: Row | null;
  readonly memberIds: readonly string[];
};

const data = (from: string, columns: Query['columns'], where: Query['where']): Query => ({
  api: 'data',
  from,
  columns,
  where,
});

/** What an org that does not know tabs or access to things of Setup has none of. */
const mayBeUnknown: ReadonlySet<string> = new Set(['SetupEntityAccess', 'PermissionSetTabSetting']);

/** The rows that answer each query; a gap where one of them is not whole. */
const rowsOf = async (client: OrgClient, queries: readonly Query[]): Promise<Reading<(readonly Row[])[]>> => {
  const answers = queries.length === 0 ? [] : await readQueries(client, queries);
  const all: (readonly Row[])[] = [];
  for (const [at, answer] of answers.entries()) {
    const whole = wholeRows(answer);
    const rows = mayBeUnknown.has(queries[at]?.from ?? '') ? orNone(whole) : whole;
    if (!rows.known) return rows;
    all.push(rows.value);
  }
  return known(all);
};

/** Where the content of each stands: a group counts through its aggregate permission set (facts A4, A5). */
const findAll = async (client: OrgClient, sets: readonly PermissionSetName[]): Promise<Reading<readonly Found[]>> => {
  const groupIds = sets.filter(({ type }) => type === 'PermissionSetGroup').map(({ id }) => id);
  const ofGroups = { column: 'PermissionSetGroupId', in: groupIds };
  const rows = await rowsOf(
    client,
    groupIds.length === 0
      ? []
      : [
          data(
            'PermissionSetGroup',
            [...keys('Id'), ...texts('Status'), ...flags('HasActivationRequired')],
            [{ column: 'Id', in: groupIds }],
          ),
          data('PermissionSet', keys('Id', 'PermissionSetGroupId'), [ofGroups]),
          data('PermissionSetGroupComponent', keys('PermissionSetGroupId', 'PermissionSetId'), [ofGroups]),
        ],
  );
  return mapReading(rows, ([groups = [], sums = [], components = []]) =>
    sets.flatMap((named): Found[] => {
      if (named.type === 'PermissionSet') return [{ named, rowsId: named.id, group: null, memberIds: [] }];
      const isOwn = (row: Row): boolean => sameId(text(row, 'PermissionSetGroupId'), named.id);
      const group = groups.find((row) => sameId(text(row, 'Id'), named.id));
      const sum = sums.find(isOwn);
      const memberIds = memberIdsIn(
        components.filter(isOwn).map((row) => ({ groupId: named.id, permissionSetId: text(row, 'PermissionSetId') })),
      );
      return group && sum ? [{ named, rowsId: text(sum, 'Id'), group, memberIds }] : [];
    }),
  );
};

/** Licenses that are read at the same time. */
const licensesTogether = 10;

/** Licenses by their ids. */
const readLicenses = async (
  client: OrgClient,
  ids: readonly string[],
  schema: OrgSchema,
  now: number,
): Promise<Reading<ReadonlyMap<string, SetLicense>>> => {
  const all = new Map<string, SetLicense>();
  for (const some of chunk(ids, licensesTogether)) {
    const readings = await Promise.all(some.map((id) => readLicense(client, id, schema, now)));
    for (const [at, reading] of readings.entries()) {
      if (!reading.known) return reading;
      all.set(some[at] ?? '', reading.value);
    }
  }
  return known(all);
};

/** What the rows of one set tell. */
const namedSetOf = async (
  client: OrgClient,
  { named, group, memberIds }: Found,
  set: Row,
  members: readonly Row[],
  {
    permissions,
    objects,
    fields,
    entities,
    tabs,
    licenses,
  }: {
    readonly permissions: readonly string[];
    readonly objects: readonly Row[];
    readonly fields: readonly Row[];
    readonly entities: readonly Row[];
    readonly tabs: readonly Row[];
    readonly licenses: ReadonlyMap<string, SetLicense>;
  },
): Promise<Reading<NamedSet>> => {
  const isOwn = (row: Row): boolean => sameId(text(row, 'ParentId'), text(set, 'Id'));
  const { setup, further } = await standingSetup(client, known(entities.filter(isOwn)), known(tabs.filter(isOwn)));
  if (!further.known) return further;
  // A set of a group that is not shown may be tied to a license.
  if (members.length < memberIds.length) return gap('INCOMPLETE_ROWS', 'PermissionSet', named.name);
  const holds = entriesIn({
    userPermissions: userPermissionsIn(set, permissions),
    objects: objectRowsIn(objects.filter(isOwn)),
    fields: fieldRowsIn(fields.filter(isOwn)).map(({ accesses, ...row }) => ({
      ...row,
      access: accesses.has('edit') ? 'edit' : 'read',
    })),
    setup: setup.map((one) => ({
      ...one,
      entry: one.entry.kind === 'connectedApp' ? { ...one.entry, appId: one.entityId } : one.entry,
    })),
  });
  const ids = [...new Set([set, ...members].flatMap((row) => textOrNull(row, 'LicenseId') ?? []))];
  return known({
    ...named,
    // Who assigns a group assigns its sets: the mark of each counts, that of a group is not one of grant.
    made: (group ? members : [set]).flatMap((row) => {
      const integration = markOf(text(row, 'Description'))?.integration;
      return integration === undefined ? [] : [{ set: text(row, 'Name'), integration }];
    }),
    needsSession: flag(group ?? set, 'HasActivationRequired'),
    isRecalculating: group !== null && text(group, 'Status') !== 'Updated',
    members: members.map((row) => ({ id: text(row, 'Id'), name: text(row, 'Name') })),
    licenses: ids.flatMap((id) => licenses.get(id) ?? []),
    holds,
    setupAccess: further.value,
  });
};

/**
 * Reads permission sets and groups with all that comes with them, all in two round trips, and one more where they are tied to
 * licenses. What cannot be read whole is a gap: nobody could say what its assignment gives.
 * @param now milliseconds since the epoch
 * @throws OrgFailure when the connection breaks
 */
export const readNamedSets = async (
  client: OrgClient,
  sets: readonly PermissionSetName[],
  schema: OrgSchema,
  now: number,
): Promise<NamedSets> => {
  if (sets.length === 0) return new Map();
  const failed = (reading: Extract<Reading<unknown>, { known: false }>): NamedSets =>
    new Map(sets.map((named) => [namedSetKey(named), reading]));
  const { permissionSetColumns: columns } = schema;
  if (!columns.known) return failed(columns);
  const permissions = [...columns.value.values()].map(({ name }) => name);
  const found = await findAll(client, sets);
  if (!found.known) return failed(found);
  const rowIds = found.value.map(({ rowsId }) => rowsId);
  const memberIds = [...new Set(found.value.flatMap((one) => one.memberIds))].filter((id) => !rowIds.includes(id));
  const rowsIn = { parentIds: rowIds, withIds: false };
  const rows = await rowsOf(
    client,
    rowIds.length === 0
      ? []
      : [
          data(
            'PermissionSet',
            [
              ...keys('Id', 'Name'),
              ...texts('Description', 'LicenseId'),
              ...flags('HasActivationRequired'),
              ...userPermissionColumns(permissions),
            ],
            [{ column: 'Id', in: rowIds }],
          ),
          data(
            'PermissionSet',
            [...keys('Id', 'Name'), ...texts('Description', 'LicenseId')],
            [{ column: 'Id', in: [...rowIds, ...memberIds] }],
          ),
          objectRowsQuery(rowsIn, schema.objectAccessColumns),
          fieldRowsQuery(rowsIn),
          ...furtherQueries(rowIds),
        ],
  );
  if (!rows.known) return failed(rows);
  const [setRows = [], memberRows = [], objects = [], fields = [], entities = [], tabs = []] = rows.value;
  const licenseIds = [...new Set(memberRows.flatMap((row) => textOrNull(row, 'LicenseId') ?? []))];
  const licenses = await readLicenses(client, licenseIds, schema, now);
  if (!licenses.known) return failed(licenses);
  const told = { permissions, objects, fields, entities, tabs, licenses: licenses.value };
  const readings = await Promise.all(
    sets.map(async (named): Promise<[string, Reading<NamedSet>]> => {
      const one = found.value.find((other) => other.named === named);
      const set = one && setRows.find((row) => sameId(text(row, 'Id'), one.rowsId));
      if (!one || !set) return [namedSetKey(named), gap('INCOMPLETE_ROWS', named.type, named.name)];
      const members = memberRows.filter((row) => one.memberIds.some((id) => sameId(id, text(row, 'Id'))));
      return [namedSetKey(named), await namedSetOf(client, one, set, members, told)];
    }),
  );
  return new Map(readings);
};
