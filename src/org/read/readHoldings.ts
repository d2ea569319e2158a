/** Everything that a permission set, group, profile or user holds, whole: what a definition is made from. */
import { entryKey } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import type { SetupAccess } from '../../access/setupAccess.js';
import { known, mapReading } from '../../access/snapshot.js';
import type { AccessSource, PermissionSetName, Reading } from '../../access/snapshot.js';
import type { HoldingSource } from '../../generate/generateSource.js';
import { nearest } from '../../kinds/nearest.js';
import { keyOf, qualifiedName, sameName } from '../../platform/names.js';
import { Refusal } from '../../refusal.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { keys, names, texts } from '../query.js';
import type { Query } from '../query.js';
import { parent, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import type { Assignment, Assignments, GroupComponent } from './assignments.js';
import { describedSchema, schemaDescribes } from './describedSchema.js';
import type { DescribedSchema } from './describedSchema.js';
import { readFirst } from './firstCall.js';
import type { FirstReading } from './firstCall.js';
import {
  contentsOf,
  fieldRowsIn,
  fieldRowsQuery,
  objectRowsIn,
  objectRowsQuery,
  userPermissionColumns,
  userPermissionsIn,
} from './permissionSetRows.js';
import { readAllPermissionSetNames, readPermissionSetNames } from './permissionSetNames.js';
import { mustRead } from './readQueries.js';
import { runnerHolds } from './runner.js';
import { distinctSetupAccess, entityEntryOf, readSetupHoldings } from './setupAccess.js';
import { inertness, memberIdsIn, mutingIdsIn, toSource } from './sources.js';
import { findUsers } from './findUsers.js';

/** Whose permissions are wanted. */
export type HoldingsWanted =
  | { readonly kind: 'permissionSet' | 'profile'; readonly name: string }
  | { readonly kind: 'user'; readonly username: string };

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

const bundle = 'integration.generate.definition';

/** What stands for the assignment of something that is looked at by itself. */
const unassigned = {
  userId: '',
  isSessionBased: false,
  expiresAt: null,
  isRevoked: false,
  isActive: null,
} as const;

const noDoubt: Omit<Assignments, 'all'> = { doubt: null, groupDoubt: null, statusUntold: null };

/** What is looked at, as assignments of it, and what its groups are made of. */
type Looked = {
  readonly source: HoldingSource;
  readonly assignments: Assignments;
  readonly components: Reading<readonly GroupComponent[]>;
};

const one = (
  source: HoldingSource,
  assignment: Omit<Assignment, keyof typeof unassigned>,
  components: readonly GroupComponent[] = [],
): Looked => ({
  source,
  assignments: { all: [{ ...unassigned, ...assignment }], ...noDoubt },
  components: known(components),
});

const profilesQuery: Query = {
  api: 'data',
  from: 'PermissionSet',
  columns: [...keys('Id', 'Name', 'Profile.Name')],
  where: [{ column: 'IsOwnedByProfile', is: true }],
};

const lookAtProfile = async (client: OrgClient, wanted: string): Promise<Looked> => {
  const [rows = []] = await mustRead(client, [profilesQuery]);
  const nameOf = (row: Row): string => text(parent(row, 'Profile'), 'Name');
  const row = rows.find((each) => sameName(nameOf(each), wanted));
  if (row === undefined) {
    const near = nearest(
      wanted,
      rows.map(nameOf).filter((name) => name !== ''),
    );
    throw new Refusal(bundle, 'ProfileNotFound', [wanted, client.instanceUrl]).meaning(near);
  }
  const name = nameOf(row);
  return one(
    { type: 'Profile', name, label: name },
    {
      permissionSetId: text(row, 'Id'),
      set: {
        name: text(row, 'Name'),
        namespace: null,
        label: name,
        isOwnedByProfile: true,
        profile: name,
        licenseId: known(''),
      },
      group: null,
    },
  );
};

const where = (from: string, columns: Query['columns'], column: string, is: string): Query => ({
  api: 'data',
  from,
  columns,
  where: [{ column, is }],
});

/** Sets that may have been meant: those of this label, else those with the nearest names. */
const nearSets = (wanted: string, all: readonly PermissionSetName[]): string[] => {
  const labeled = all.filter(({ label }) => sameName(label, wanted)).map(qualifiedName);
  return labeled.length > 0 ? labeled : nearest(wanted, all.map(qualifiedName));
};

const lookAtSet = async (client: OrgClient, wanted: string): Promise<Looked> => {
  const found = await readPermissionSetNames(client, [wanted]);
  if (!found.known) throw new OrgFailure('REFUSED', [found.gap.part, found.gap.detail]);
  const set = found.value.get(keyOf(wanted));
  if (set === undefined) {
    const near = nearSets(wanted, await readAllPermissionSetNames(client));
    throw new Refusal(bundle, 'PermissionSetNotFound', [wanted, client.instanceUrl]).meaning(near);
  }
  const { name, namespace, label, id } = set;
  const source: HoldingSource = { type: set.type, name: qualifiedName(set), label };
  const named = { name, namespace, label, isOwnedByProfile: false, profile: null, licenseId: known('') };
  if (set.type === 'PermissionSet') return one(source, { permissionSetId: id, set: named, group: null });
  const [groups = [], sums = [], components = []] = await mustRead(client, [
    where('PermissionSetGroup', [...keys('Id'), ...texts('Status')], 'Id', id),
    where('PermissionSet', keys('Id'), 'PermissionSetGroupId', id),
    where('PermissionSetGroupComponent', keys('PermissionSetGroupId', 'PermissionSetId'), 'PermissionSetGroupId', id),
  ]);
  const [group = {}] = groups;
  const [sum = {}] = sums;
  return one(
    source,
    {
      permissionSetId: text(sum, 'Id'),
      set: named,
      group: { id, name, namespace, label, status: text(group, 'Status') || null },
    },
    components.map((row) => ({ groupId: id, permissionSetId: text(row, 'PermissionSetId') })),
  );
};

const lookAtUser = async (client: OrgClient, first: FirstReading, username: string): Promise<Looked> => {
  const [user] = await findUsers(client, [{ username, unnamed: false }], first.users, []);
  if (user === undefined) throw new OrgFailure('USER_NOT_FOUND', [username, client.instanceUrl]);
  const { assignments } = first;
  if (!assignments.known) throw new OrgFailure('REFUSED', [assignments.gap.part, assignments.gap.detail]);
  return {
    source: { type: 'User', name: user.username, label: user.name },
    assignments: { ...assignments.value, all: assignments.value.all.filter(({ userId }) => userId === user.id) },
    components: first.components,
  };
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
  const looked =
    wanted.kind === 'user'
      ? await lookAtUser(client, first, wanted.username)
      : await (wanted.kind === 'profile' ? lookAtProfile : lookAtSet)(client, wanted.name);
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
