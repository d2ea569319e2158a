/** Everything that a permission set, group, profile or user holds, whole: what a definition is made from. */
import { entryKey } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import type { SetupAccess } from '../../access/setupAccess.js';
import { known, mapReading } from '../../access/snapshot.js';
import type { AccessSource, Reading } from '../../access/snapshot.js';
import type { HoldingSource } from '../../generate/generateSource.js';
import { keyOf } from '../../platform/names.js';
import { Refusal } from '../../refusal.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { keys, names } from '../query.js';
import type { Query } from '../query.js';
import { parent, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { describedSchema, schemaDescribes } from './describedSchema.js';
import type { DescribedSchema } from './describedSchema.js';
import { readFirst } from './firstCall.js';
import { bundle, lookAt } from './lookedAt.js';
import type { HoldingsWanted, Looked } from './lookedAt.js';
import {
  contentsOf,
  fieldRowsIn,
  fieldRowsQuery,
  objectRowsIn,
  objectRowsQuery,
  userPermissionColumns,
  userPermissionsIn,
} from './permissionSetRows.js';
import { mustRead } from './readQueries.js';
import { runnerHolds } from './runner.js';
import { distinctSetupAccess, entityEntryOf, readSetupHoldings } from './setupAccess.js';
import { inertness, memberIdsIn, mutingIdsIn, toSource } from './sources.js';

/** What was found. */
export type Holdings = {
  readonly source: HoldingSource;
  /** Everything assigned, with all that it holds: the one source, or all of the user. */
  readonly sources: readonly AccessSource[];
  /** All that any of them holds, be it taken away or without effect; names as the org spells them. */
  readonly entries: readonly Entry[];
  /** What they hold beside permissions, for which definitions have no rule. */
  readonly beside: Reading<readonly SetupAccess[]>;
  readonly schema: DescribedSchema;
};

const spelledIn = (columns: DescribedSchema['permissionSetColumns'], of: string): string[] => {
  if (!columns.known) throw new OrgFailure('REFUSED', [of, columns.gap.detail]);
  return [...columns.value.values()].map(({ name }) => name);
};

/** Ids of the sets that may give something now: of a group its sum, and its members where the sum may be old (fact A6). */
const countedIds = ({ assignments, components }: Looked, now: number): string[] => {
  const inForce = assignments.all.filter((assignment) => inertness(assignment, now) === null);
  const waiting = inForce.flatMap(({ group, permissionSetId }) =>
    group !== null && (permissionSetId === '' || group.status !== 'Updated') ? [group.id] : [],
  );
  const members = components.known
    ? memberIdsIn(components.value.filter(({ groupId }) => waiting.includes(groupId)))
    : [];
  return [...new Set([...inForce.map(({ permissionSetId }) => permissionSetId), ...members])].filter((id) => id !== '');
};

/**
 * Reads everything that the source holds: all user permissions that this org has a column for, all rows of objects and
 * fields, and what stands beside them. What cannot be read whole is refused, as a definition would lack it unseen.
 * @param sobjects objects whose rows are wanted; empty: all
 * @param now milliseconds since the epoch
 * @throws OrgFailure; Refusal where the org has no such source
 */
export const readHoldings = async (
  client: OrgClient,
  wanted: HoldingsWanted,
  sobjects: readonly string[],
  now: number,
): Promise<Holdings> => {
  const request = { username: wanted.kind === 'user' ? wanted.username : client.username, unnamed: false };
  const first = await readFirst(
    client,
    [request],
    { targetSets: [], targetPermissions: [], userFlags: [], licenses: false, ownRows: null },
    schemaDescribes([]),
  );
  // Rows of others are there for View Setup alone (fact A3).
  if (!(runnerHolds(first.runner, 'ViewSetup') ?? first.assignments.known))
    throw new Refusal(bundle, 'NoViewSetup', [client.username]);
  const schema = describedSchema(first.subreplies, [], client.apiVersion);
  const looked = await lookAt(client, wanted, first);
  const permissions = spelledIn(schema.permissionSetColumns, 'PermissionSet');
  const onProfile = schema.profileColumns.known
    ? spelledIn(schema.profileColumns, 'Profile').filter((name) => !permissions.includes(name))
    : [];
  const components = looked.components.known ? looked.components.value : [];
  const counted = countedIds(looked, now);
  const setIds = [
    ...new Set([...looked.assignments.all.map(({ permissionSetId }) => permissionSetId), ...memberIdsIn(components)]),
  ].filter((id) => id !== '');
  const mutingIds = mutingIdsIn(components);
  const parentIds = [...setIds, ...mutingIds];
  const rowsOf = { parentIds, withIds: true, ...(sobjects.length === 0 ? {} : { sobjects }) };
  const columns = userPermissionColumns(permissions);
  const setsQuery: Query = {
    api: 'data',
    from: 'PermissionSet',
    columns: [...keys('Id'), ...names('Name'), ...columns, ...userPermissionColumns(onProfile, 'Profile.')],
    where: [{ column: 'Id', in: setIds }],
  };
  const mutingQuery: Query = {
    api: 'data',
    from: 'MutingPermissionSet',
    columns: [...keys('Id'), ...columns],
    where: [{ column: 'Id', in: mutingIds }],
  };
  const queries = [
    setsQuery,
    objectRowsQuery(rowsOf, schema.objectAccessColumns),
    fieldRowsQuery(rowsOf),
    ...(mutingIds.length === 0 ? [] : [mutingQuery]),
  ];
  const [[sets = [], objectRows = [], fieldRows = [], muting = []], setup] = await Promise.all([
    setIds.length === 0 ? [] : mustRead(client, queries),
    readSetupHoldings(client, parentIds),
  ]);
  if (sets.length < setIds.length)
    throw new OrgFailure('REFUSED', ['PermissionSet', `${sets.length}/${setIds.length}`]);
  const setupRows = setup.known ? setup.value : [];
  const objects = objectRowsIn(objectRows);
  const fields = fieldRowsIn(fieldRows);
  const profileOnly = (row: Row): string[] => userPermissionsIn(parent(row, 'Profile'), onProfile);
  const contents = contentsOf(
    new Map([...sets, ...muting].map((row) => [text(row, 'Id'), userPermissionsIn(row, permissions)])),
    objects,
    fields,
    new Set(mutingIds),
    setupRows.flatMap((row) => {
      const entry = entityEntryOf(row);
      return entry ? [{ parentId: row.parentId, entityId: row.entityId, keys: [entryKey(entry)] }] : [];
    }),
  );
  const readSets = new Map(
    sets.map((row) => [
      text(row, 'Id'),
      { name: text(row, 'Name'), profileOnly: new Set(profileOnly(row).map((name) => keyOf(name))) },
    ]),
  );
  const counts = new Set(counted);
  return {
    source: looked.source,
    sources: looked.assignments.all.map((assignment) =>
      toSource(
        assignment,
        looked.assignments,
        looked.components,
        { contents, sets: readSets, mutingRows: known(true) },
        now,
      ),
    ),
    entries: [
      ...sets
        .filter((row) => counts.has(text(row, 'Id')))
        .flatMap((row) => [...userPermissionsIn(row, permissions), ...profileOnly(row)])
        .map((name): Entry => ({ kind: 'userPermission', name })),
      ...objects
        .filter(({ parentId }) => counts.has(parentId))
        .flatMap(({ sobject, accesses }) =>
          [...accesses].map((access): Entry => ({ kind: 'object', sobject, access })),
        ),
      ...fields
        .filter(({ parentId }) => counts.has(parentId))
        .map(({ sobject, field, accesses }): Entry => ({
          kind: 'field',
          sobject,
          field,
          access: accesses.has('edit') ? 'edit' : 'read',
        })),
      ...setupRows
        .filter(({ parentId }) => counts.has(parentId))
        .flatMap((row): Entry[] => {
          const entry = entityEntryOf(row);
          return entry ? [entry] : [];
        }),
    ],
    beside: mapReading(setup, (rows) =>
      distinctSetupAccess(rows.filter((row) => counts.has(row.parentId) && entityEntryOf(row) === undefined)),
    ),
    schema,
  };
};
