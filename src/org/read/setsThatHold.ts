/** What the permission sets of the whole org hold of what matters to one thing, whoever has them. */
import { openedKey } from '../../access/setupEntities.js';
import { known } from '../../access/snapshot.js';
import type { Content, OrgSchema, Reading, Untold } from '../../access/snapshot.js';
import type { HoldingScope } from '../../explain/holdingScope.js';
import { permissionsNeededInAll } from '../../platform/dependencyRules.js';
import { keyOf } from '../../platform/names.js';
import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import { sameId } from '../../platform/sameId.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { flags, keys, names } from '../query.js';
import type { Condition, Query, ValueColumn } from '../query.js';
import { parent, text, textOrNull, valueIn } from './answerRow.js';
import type { Row } from './answerRow.js';
import { componentsIn } from './assignments.js';
import type { GroupComponent } from './assignments.js';
import { ceilingsIn, licenseQueries } from './licenses.js';
import {
  contentsOf,
  fieldParts,
  fieldRowsIn,
  objectParts,
  objectRowsIn,
  permissionParts,
  userPermissionColumns,
  userPermissionsIn,
} from './permissionSetRows.js';
import { toldBy, wholeRows } from './queryAnswer.js';
import type { Answer, RestsOn, Told } from './queryAnswer.js';
import type { ReadSet } from './permissionsRead.js';
import { orFewer, readParts } from './readQueries.js';

/** What the sets of the org hold, by their id; what holds nothing is missing. */
export type SetsThatHold = {
  readonly contents: ReadonlyMap<string, Content>;
  readonly sets: ReadonlyMap<string, ReadSet>;
  /** The group of which a set is the sum (fact A4). */
  readonly groupOf: ReadonlyMap<string, string>;
  /** What groups are made of that are being calculated again, or of which that failed (fact A6). */
  readonly components: Reading<readonly GroupComponent[]>;
  readonly mutingRows: Reading<true>;
  readonly untold: Untold;
  /** Ids of the permission set licenses that are not in force, or may not be. */
  readonly doubtfulLicenses: Reading<readonly string[]>;
};

/** User permissions in question, as the org spells them, by where there is a column for them. */
type Permissions = {
  readonly onSets: readonly string[];
  readonly onProfiles: readonly string[];
  /** Those that a muting set may take away, and what they need: whether they go with that is not known (facts D6, M4). */
  readonly muted: readonly string[];
};

const permissionsFor = (
  { permissionSetColumns, profileColumns }: OrgSchema,
  wanted: readonly string[],
): Permissions => {
  const spelled = (columns: OrgSchema['permissionSetColumns'], name: string): string[] => {
    const found = columns.known ? columns.value.get(keyOf(name)) : undefined;
    return found ? [found.name] : [];
  };
  const isOnSets = (name: string): boolean => spelled(permissionSetColumns, name).length > 0;
  const needed = [...new Set(wanted.flatMap((name) => [name, ...permissionsNeededInAll(name)].map(keyOf)))];
  return {
    onSets: wanted.flatMap((name) => spelled(permissionSetColumns, name)),
    onProfiles: wanted.filter((name) => !isOnSets(name)).flatMap((name) => spelled(profileColumns, name)),
    muted: needed.flatMap((name) => spelled(permissionSetColumns, name)),
  };
};

const anyOn = (permissions: readonly string[]): Condition => ({
  anyOf: permissions.map((name) => ({ column: `Permissions${name}`, is: true })),
});

const query = (from: string, columns: Query['columns'], where: readonly Condition[]): Query => ({
  api: 'data',
  from,
  columns,
  where,
});

type Part = 'sets' | 'profiles' | 'objects' | 'fields' | 'opened' | 'components' | 'muting' | 'licenses';

/** @param groups whether this org has permission set groups (fact A7) */
const queriesFor = (
  scope: HoldingScope,
  { onSets, onProfiles, muted }: Permissions,
  words: OrgSchema['objectAccessColumns'],
  groups: boolean,
): Readonly<Record<Part, Query | false>> => {
  const ofGroup = (before: string): ValueColumn[] => (groups ? keys(`${before}PermissionSetGroupId`) : []);
  const ofParent = [...names('Parent.Name'), ...ofGroup('Parent.')];
  return {
    sets:
      onSets.length > 0 &&
      query(
        'PermissionSet',
        [...keys('Id'), ...names('Name'), ...ofGroup(''), ...userPermissionColumns(onSets)],
        [anyOn(onSets)],
      ),
    // Of every profile: where it is hidden nobody can say what it has (fact J6).
    profiles:
      onProfiles.length > 0 &&
      query(
        'PermissionSet',
        [...keys('Id'), ...userPermissionColumns(onProfiles, 'Profile.')],
        [{ column: 'IsOwnedByProfile', is: true }],
      ),
    objects:
      scope.sobjects.length > 0 &&
      query(
        'ObjectPermissions',
        [
          ...keys('ParentId', 'SobjectType'),
          ...ofParent,
          ...flags(...[...words].map((word) => objectPermissionColumns[word])),
        ],
        [{ column: 'SobjectType', in: scope.sobjects }],
      ),
    fields:
      scope.fields.length > 0 &&
      query(
        'FieldPermissions',
        [...keys('ParentId', 'SobjectType', 'Field'), ...ofParent, ...flags('PermissionsRead', 'PermissionsEdit')],
        [
          { column: 'SobjectType', in: [...new Set(scope.fields.map(({ sobject }) => sobject))] },
          { column: 'Field', in: scope.fields.map(({ sobject, field }) => `${sobject}.${field}`) },
        ],
      ),
    opened:
      scope.opened.size > 0 &&
      query(
        'SetupEntityAccess',
        [...keys('ParentId', 'SetupEntityId'), ...ofParent],
        [{ column: 'SetupEntityId', in: [...scope.opened.keys()] }],
      ),
    components:
      groups &&
      query('PermissionSetGroupComponent', keys('PermissionSetGroupId', 'PermissionSetId'), [
        {
          column: 'PermissionSetGroupId',
          inRowsOf: query('PermissionSetGroup', keys('Id'), [
            { column: 'Status', in: ['Outdated', 'Updating', 'Failed'] },
          ]),
        },
      ]),
    muting:
      groups &&
      muted.length > 0 &&
      query('MutingPermissionSet', [...keys('Id'), ...userPermissionColumns(muted)], [anyOn(muted)]),
    licenses: licenseQueries([])[0],
  };
};

const nothing = { rows: [], untold: new Map<never, never>() };

/** Rows that have to be read: without them nobody can be named. @throws OrgFailure REFUSED */
const mustTell = <P>(answer: Reading<Answer> | undefined, restsOn: RestsOn<P>): Told<P> => {
  if (answer === undefined) return nothing;
  const told = toldBy(answer, restsOn);
  if (!told.known) throw new OrgFailure('REFUSED', [told.gap.part, told.gap.detail]);
  return told.value;
};

/** Whether the org refused a query for a column that orgs without groups do not have. */
const isRefused = (answer: Reading<Answer> | undefined): boolean =>
  answer?.known === false && /^INVALID_(FIELD|TYPE)/.test(answer.gap.detail);

const readAll = async (
  client: OrgClient,
  queries: (groups: boolean) => Readonly<Record<Part, Query | false>>,
): Promise<ReadonlyMap<Part, Reading<Answer>>> => {
  const parts = await readParts(client, queries(true));
  const isWithoutGroups = (['sets', 'objects', 'fields', 'opened'] as const).some((part) => isRefused(parts.get(part)));
  return isWithoutGroups ? readParts(client, queries(false)) : parts;
};

/** Rows of muting permission sets and of licenses have parents of another kind, told by their prefix (facts A8, M8). */
const isPermissionSet = (id: string): boolean => id.startsWith('0PS');

type NamedSet = { readonly id: string; readonly row: Row };

/**
 * Reads what all sets of the org hold of what matters: one call, two where a field is asked about, and a further one for each
 * further two thousand sets.
 * @param now milliseconds since the epoch
 * @throws OrgFailure, REFUSED where it cannot be read
 */
export const readSetsThatHold = async (
  client: OrgClient,
  schema: OrgSchema,
  scope: HoldingScope,
  now: number,
): Promise<SetsThatHold> => {
  const permissions = permissionsFor(schema, scope.userPermissions);
  const { onSets, onProfiles, muted } = permissions;
  const parts = await readAll(client, (groups) => queriesFor(scope, permissions, schema.objectAccessColumns, groups));
  const sets = mustTell(parts.get('sets'), permissionParts(onSets));
  const profiles = mustTell(parts.get('profiles'), permissionParts(onProfiles, 'Profile.'));
  const objects = mustTell(parts.get('objects'), objectParts);
  const fields = mustTell(parts.get('fields'), fieldParts);
  const opened = mustTell(parts.get('opened'), new Map<string, never>());
  const mutingAnswer = parts.get('muting');
  const muting = mutingAnswer ? toldBy(mutingAnswer, permissionParts(muted)) : known(nothing);
  const mutingRows = muting.known ? muting.value.rows : [];
  const components = parts.get('components');
  const licenses = ceilingsIn(await orFewer(client, parts.get('licenses'), licenseQueries([]).slice(1)), null, now);
  const permissionsOf = (rows: readonly Row[], of: readonly string[]): Array<readonly [string, string[]]> =>
    rows.map((row) => [text(row, 'Id'), userPermissionsIn(row, of)] as const);
  const named: readonly NamedSet[] = [
    ...sets.rows.map((row) => ({ id: text(row, 'Id'), row })),
    ...[...objects.rows, ...fields.rows, ...opened.rows].map((row) => ({
      id: text(row, 'ParentId'),
      row: parent(row, 'Parent'),
    })),
  ];
  const mutingIds = new Set([
    ...mutingRows.map((row) => text(row, 'Id')),
    ...named.map(({ id }) => id).filter((id) => !isPermissionSet(id)),
  ]);
  const ofProfile = (row: Row): ReadSet => ({
    name: text(row, 'Id'),
    profileOnly:
      valueIn(row, 'Profile') === null
        ? null
        : new Set(userPermissionsIn(parent(row, 'Profile'), onProfiles).map((name) => keyOf(name))),
  });
  return {
    contents: contentsOf(
      new Map([...permissionsOf(sets.rows, onSets), ...permissionsOf(mutingRows, muted)]),
      objectRowsIn(objects.rows),
      fieldRowsIn(fields.rows),
      mutingIds,
      opened.rows.map((row) => {
        const entityId = text(row, 'SetupEntityId');
        const [, name] = [...scope.opened].find(([id]) => sameId(id, entityId)) ?? [];
        return { parentId: text(row, 'ParentId'), entityId, keys: name === undefined ? [] : [openedKey(name)] };
      }),
    ),
    sets: new Map([
      ...named.map(({ id, row }) => [id, { name: text(row, 'Name') || id, profileOnly: new Set<string>() }] as const),
      ...profiles.rows.map((row) => [text(row, 'Id'), ofProfile(row)] as const),
    ]),
    groupOf: new Map(
      named.flatMap(({ id, row }) => {
        const group = textOrNull(row, 'PermissionSetGroupId');
        return group === null ? [] : [[id, group] as const];
      }),
    ),
    // An org without groups has none that waits (fact A7).
    components: components === undefined || isRefused(components) ? known([]) : componentsIn(wholeRows(components)),
    mutingRows: muting.known ? known(true) : muting,
    untold: {
      userPermissions: new Map([...sets.untold, ...profiles.untold]),
      mutedPermissions: muting.known ? muting.value.untold : new Map(),
      objects: objects.untold,
      fields: fields.untold,
    },
    doubtfulLicenses: licenses.told.known
      ? known(
          [...licenses.byName.values()]
            .filter(({ standing: { force } }) => !force.known || force.value !== 'inForce')
            .map(({ id }) => id),
        )
      : licenses.told,
  };
};

/** The sets among these that matter, by the way in which their holders are found: by the set, or by the group. */
export type SoughtSets = { readonly setIds: readonly string[]; readonly groupIds: readonly string[] };

/**
 * Whose assignments have to be read.
 * @param matters whether what a set holds does
 */
export const soughtSets = (
  { contents, sets, groupOf, components }: SetsThatHold,
  matters: (content: Content) => boolean,
): SoughtSets => {
  const holding = [...contents].filter(([id, content]) => isPermissionSet(id) && matters(content)).map(([id]) => id);
  const ofProfiles = [...sets]
    .filter(([, { profileOnly }]) => profileOnly === null || profileOnly.size > 0)
    .map(([id]) => id);
  const isHolding = new Set(holding);
  const waiting = components.known ? components.value : [];
  return {
    setIds: [...new Set([...holding.filter((id) => !groupOf.has(id)), ...ofProfiles])],
    groupIds: [
      ...new Set([
        ...holding.flatMap((id) => groupOf.get(id) ?? []),
        ...waiting.filter(({ permissionSetId }) => isHolding.has(permissionSetId)).map(({ groupId }) => groupId),
      ]),
    ],
  };
};
