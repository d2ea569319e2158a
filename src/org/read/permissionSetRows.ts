/**
 * What a permission set holds, from its rows: the only reader of ObjectPermissions and FieldPermissions, and of the columns
 * of user permissions.
 */
import type { Content } from '../../access/snapshot.js';
import type { StandingField, StandingObject } from '../../access/standingSet.js';
import { fieldKey, keyOf } from '../../platform/names.js';
import type { FieldAccess, ObjectAccess } from '../../platform/objectAccess.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import { flags, keys } from '../query.js';
import type { Condition, Query, ValueColumn } from '../query.js';
import { flag, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import type { RestsOn } from './queryAnswer.js';

/** One row of ObjectPermissions; its id is empty where it was not asked for. */
export type ObjectRow = StandingObject & { readonly parentId: string };

/** One row of FieldPermissions; its id is empty where it was not asked for. */
export type FieldRow = Omit<StandingField, 'access'> & {
  readonly parentId: string;
  /** Read, edit or both; in a muting permission set either may stand alone (fact M6). */
  readonly accesses: ReadonlySet<FieldAccess>;
};

/** Objects that a condition may list beside another one: a longer list could not be split over several statements. */
export const fewObjects = 1000;

/** Which rows are asked for: those of these permission sets, and of these objects where only some matter. */
export type RowsOf = {
  readonly parentIds: readonly string[];
  readonly sobjects?: readonly string[];
  /** Those of them of which the rows of all objects are asked for. */
  readonly wholeOf?: readonly string[];
  /** Whether rows are to be written: then their ids are asked for. */
  readonly withIds: boolean;
};

const where = ({ parentIds, sobjects, wholeOf = [] }: RowsOf): Condition[] => {
  const ofObjects: Condition[] = sobjects ? [{ column: 'SobjectType', in: sobjects }] : [];
  const whole: Condition[] = sobjects ? wholeOf.map((id) => ({ column: 'ParentId', is: id })) : [];
  return [
    { column: 'ParentId', in: parentIds },
    ...(whole.length === 0 ? ofObjects : [{ anyOf: [...ofObjects, ...whole] }]),
  ];
};

const idOf = ({ withIds }: RowsOf): ValueColumn[] => (withIds ? keys('Id') : []);

/** @param accesses that ObjectPermissions has a column for in this API version (fact B1) */
export const objectRowsQuery = (rows: RowsOf, accesses: Iterable<ObjectAccess>): Query => ({
  api: 'data',
  from: 'ObjectPermissions',
  columns: [
    ...idOf(rows),
    ...keys('ParentId', 'SobjectType'),
    ...flags(...[...accesses].map((access) => objectPermissionColumns[access])),
  ],
  where: where(rows),
});

/** What rests on the columns of ObjectPermissions: the access word that each gives. */
export const objectParts: RestsOn<ObjectAccess> = new Map(
  objectAccesses.map((access) => [objectPermissionColumns[access], access]),
);

/** Both SobjectType and Field have to be selected (fact C1). */
export const fieldRowsQuery = (rows: RowsOf): Query => ({
  api: 'data',
  from: 'FieldPermissions',
  columns: [...idOf(rows), ...keys('ParentId', 'SobjectType', 'Field'), ...flags('PermissionsRead', 'PermissionsEdit')],
  where: where(rows),
});

/** What rests on the columns of FieldPermissions. */
export const fieldParts: RestsOn<FieldAccess> = new Map([
  ['PermissionsRead', 'read'],
  ['PermissionsEdit', 'edit'],
]);

/** Columns of these user permissions, which are those of PermissionSet and the objects like it (facts D1, D2). */
export const userPermissionColumns = (names: readonly string[], before = ''): ValueColumn[] =>
  flags(...names.map((name) => `${before}Permissions${name}`));

/** What rests on these columns: each user permission, by its key, on its own. */
export const permissionParts = (names: readonly string[], before = ''): RestsOn<string> =>
  new Map(names.map((name) => [`${before}Permissions${name}`, keyOf(name)]));

/** Rows with an id of zeros stand for nothing that is stored, and can be neither updated nor deleted (fact B12). */
const isStored = (row: Row): boolean => !text(row, 'Id').startsWith('000');

/** The rows of ObjectPermissions that are really there. */
export const objectRowsIn = (rows: readonly Row[]): ObjectRow[] =>
  rows.filter(isStored).map((row) => ({
    id: text(row, 'Id'),
    parentId: text(row, 'ParentId'),
    sobject: text(row, 'SobjectType'),
    accesses: new Set(objectAccesses.filter((access) => flag(row, objectPermissionColumns[access]))),
  }));

/** The rows of FieldPermissions that are really there. */
export const fieldRowsIn = (rows: readonly Row[]): FieldRow[] =>
  rows.filter(isStored).map((row) => {
    const [sobject = '', field = ''] = text(row, 'Field').split('.');
    return {
      id: text(row, 'Id'),
      parentId: text(row, 'ParentId'),
      sobject,
      field,
      accesses: new Set([
        ...(flag(row, 'PermissionsRead') ? (['read'] as const) : []),
        ...(flag(row, 'PermissionsEdit') ? (['edit'] as const) : []),
      ]),
    };
  });

/** Those of the user permissions that a row of PermissionSet, or of an object like it, says are on. */
export const userPermissionsIn = (row: Row, names: readonly string[]): string[] =>
  names.filter((name) => flag(row, `Permissions${name}`));

/** The strongest access that a row gives; of a muting row the weakest that it takes away, on which the other rests. */
const fieldAccess = ({ accesses }: FieldRow, isMuting: boolean): FieldAccess | null => {
  const [strongest, weakest]: FieldAccess[] = isMuting ? ['read', 'edit'] : ['edit', 'read'];
  return [strongest, weakest].find((access) => access !== undefined && accesses.has(access)) ?? null;
};

/** One row of SetupEntityAccess; `keys` are those of the entries that it is: of an app one for each of its names. */
export type SetupRow = { readonly parentId: string; readonly entityId: string; readonly keys: readonly string[] };

/** What permission sets hold, by the id of each. */
export const contentsOf = (
  userPermissions: ReadonlyMap<string, readonly string[]>,
  objects: readonly ObjectRow[],
  fields: readonly FieldRow[],
  mutingIds: ReadonlySet<string> = new Set(),
  setupRows: readonly SetupRow[] = [],
): ReadonlyMap<string, Content> => {
  type Growing = {
    userPermissions: Set<string>;
    objects: Map<string, ReadonlySet<ObjectAccess>>;
    fields: Map<string, FieldAccess>;
    apps?: Set<string>;
    setupEntities?: Set<string>;
  };
  const contents = new Map<string, Growing>();
  const under = (id: string): Growing => {
    const found = contents.get(id) ?? { userPermissions: new Set(), objects: new Map(), fields: new Map() };
    contents.set(id, found);
    return found;
  };
  for (const [id, names] of userPermissions) for (const name of names) under(id).userPermissions.add(keyOf(name));
  for (const { parentId, sobject, accesses } of objects)
    if (accesses.size > 0) under(parentId).objects.set(keyOf(sobject), accesses);
  for (const row of fields) {
    const access = fieldAccess(row, mutingIds.has(row.parentId));
    if (access) under(row.parentId).fields.set(fieldKey(row.sobject, row.field), access);
  }
  for (const { parentId, entityId, keys: entryKeys } of setupRows) {
    const content = under(parentId);
    content.apps = (content.apps ?? new Set()).add(entityId);
    content.setupEntities ??= new Set();
    for (const key of entryKeys) content.setupEntities.add(key);
  }
  return contents;
};
