import { writeEntries } from '../auditTrail/trailEntry.js';
import { ofRecalculation } from '../auditTrail/trailOfSets.js';
import { once } from '../model/once.js';
import type { Org, Row } from '../model/orgModel.js';
import { findObject } from '../schema/schemaLookup.js';
import { sameObjectRequirements } from './permissionDependencies.js';
import type { AccessFlags } from './derivedObjects.js';
import type { FieldAccess } from './fieldAccess.js';
import { fieldPermissionsOf } from './fieldAccess.js';
import { aggregatePermissionSet } from './assignedSets.js';
import { objectAccesses, objectPermissionColumns, objectPermissionsOf } from './objectAccess.js';
import { firstUserId, patchRow, removeRow, storeNewRow, storeRow } from './rowStore.js';
import { idOf, isTrue, rowById, rowsById, rowsOf, textOf } from './orgTables.js';
import { columnOfPermission } from './userPermissions.js';

/**
 * Recalculates every group: its aggregate permission set becomes the union of the members minus the muting sets, and
 * its status Updated (facts A4-A8). Without `groupIds` all groups that are not Failed.
 */
export const recalculateGroups = (org: Org, groupIds?: readonly string[]): void => {
  for (const group of rowsOf(org, 'PermissionSetGroup')) {
    const selected = groupIds === undefined ? group['Status'] !== 'Failed' : groupIds.includes(idOf(group));
    if (!selected) continue;
    const aggregate = aggregatePermissionSet(org, idOf(group)) ?? createAggregate(org, group);
    recalculate(org, group, aggregate);
    // The platform does that by itself.
    writeEntries(org, firstUserId(org) ?? '', ofRecalculation(group));
    setStatus(org, idOf(group), 'Updated');
  }
};

/** Sets the status of Outdated groups to Updating; their aggregates stay as they are (fact A6). */
export const startGroupRecalculation = (org: Org): void => {
  for (const group of rowsOf(org, 'PermissionSetGroup')) {
    if (group['Status'] === 'Outdated') setStatus(org, idOf(group), 'Updating');
  }
};

/**
 * To be called after a permission set or muting set has changed. The groups that hold it are recalculated at once, or
 * become Outdated and keep their old aggregate (facts A6, H15); `behaviours.groupRecalculation` decides.
 */
export const memberChanged = (org: Org, memberId: string): void => {
  groupsChanged(
    org,
    componentsOf(org)
      .filter(({ member }) => member === memberId)
      .map(({ group }) => group),
  );
};

/** As `memberChanged`, to be called after the list of members of these groups has changed. */
export const groupsChanged = (org: Org, groupIds: readonly string[]): void => {
  if (org.behaviours.groupRecalculation === 'manual') {
    for (const groupId of groupIds) setStatus(org, groupId, 'Outdated');
  } else if (groupIds.length > 0) {
    recalculateGroups(org, groupIds);
  }
};

/**
 * Makes the aggregate permission set of a group (fact A4). Its name is not documented: a switch.
 */
export const createAggregate = (org: Org, group: Row): Row =>
  storeNewRow(org, 'PermissionSet', {
    Name: org.behaviours.aggregateNames === 'ofGroup' ? textOf(group, 'DeveloperName') : `X${idOf(group).slice(0, 15)}`,
    Label: textOf(group, 'MasterLabel') ?? textOf(group, 'DeveloperName') ?? '',
    Type: 'Group',
    PermissionSetGroupId: idOf(group),
    HasActivationRequired: isTrue(group, 'HasActivationRequired'),
  });

const componentsOf = (org: Org): Array<{ group: string; member: string }> =>
  rowsOf(org, 'PermissionSetGroupComponent').map((row) => ({
    group: textOf(row, 'PermissionSetGroupId') ?? '',
    member: textOf(row, 'PermissionSetId') ?? '',
  }));

const setStatus = (org: Org, groupId: string, status: 'Updated' | 'Outdated' | 'Updating'): void => {
  const group = rowById(org, 'PermissionSetGroup', groupId);
  if (group !== undefined && group['Status'] !== status)
    storeRow(org, 'PermissionSetGroup', { ...group, Status: status });
};

const recalculate = (org: Org, group: Row, aggregate: Row): void => {
  const members = componentsOf(org)
    .filter((component) => component.group === idOf(group))
    .map(({ member }) => member);
  const sets = rowsById(org, 'PermissionSet', members);
  const muting = rowsById(org, 'MutingPermissionSet', members);
  const setIds = new Set(sets.map(idOf));
  const mutingIds = new Set(muting.map(idOf));

  const held = userPermissionsAfterMuting(org, sets, muting);
  const columns = Object.fromEntries(
    org.userPermissions
      .filter(({ onPermissionSet }) => onPermissionSet)
      .map(({ name }) => [columnOfPermission(name), held.has(name)]),
  );
  storeRow(org, 'PermissionSet', {
    ...aggregate,
    ...columns,
    HasActivationRequired: isTrue(group, 'HasActivationRequired'),
  });
  replaceObjectPermissions(org, idOf(aggregate), mutedObjects(org, setIds, mutingIds));
  replaceFieldPermissions(org, idOf(aggregate), mutedFields(org, setIds, mutingIds));
  replaceSetupAccess(org, idOf(aggregate), setIds, mutingIds);
};

/**
 * The user permissions of the members without the muted ones. Those that need a muted one are removed too, as a permission
 * set cannot hold them alone (facts A5, D5), unless `behaviours.dependentsOfMuted` keeps them.
 */
const userPermissionsAfterMuting = (org: Org, sets: readonly Row[], muting: readonly Row[]): Set<string> => {
  const muted = (name: string): boolean => muting.some((row) => isTrue(row, columnOfPermission(name)));
  const names = org.userPermissions.map(({ name }) => name);
  const held = new Set(
    names.filter((name) => sets.some((set) => isTrue(set, columnOfPermission(name))) && !muted(name)),
  );
  if (org.behaviours.dependentsOfMuted === 'keep') return held;
  const mutedNames = new Set(names.filter(muted));
  for (let before = -1; before !== held.size;) {
    before = held.size;
    for (const { name, requires } of org.userPermissions) {
      if (held.has(name) && requires.some((required) => mutedNames.has(required))) {
        held.delete(name);
        mutedNames.add(name);
      }
    }
  }
  return held;
};

const mutedObjects = (org: Org, setIds: Set<string>, mutingIds: Set<string>): Map<string, AccessFlags> => {
  const muted = objectPermissionsOf(org, mutingIds);
  const union = objectPermissionsOf(org, setIds);
  for (const [name, access] of union) {
    for (const word of objectAccesses) access[word] &&= muted.get(name)?.[word] !== true;
    // What needs a muted access goes with it (fact B2). Each word stands after those that it needs, so one pass is
    // enough.
    for (const word of objectAccesses) {
      access[word] &&= sameObjectRequirements[word].every((required) => access[required]);
    }
  }
  return union;
};

const mutedFields = (org: Org, setIds: Set<string>, mutingIds: Set<string>): Map<string, FieldAccess> => {
  const muted = fieldPermissionsOf(org, mutingIds);
  const union = fieldPermissionsOf(org, setIds);
  for (const [name, access] of union) {
    access.read &&= muted.get(name)?.read !== true;
    access.edit &&= access.read && muted.get(name)?.edit !== true;
  }
  return union;
};

/** Most rows stay as they are, and what was worked out from a table is kept as long as none of its rows is stored anew. */
const storeChanged = (org: Org, objectName: string, row: Row, columns: Row): void => {
  if (Object.entries(columns).some(([column, value]) => row[column] !== value)) patchRow(org, objectName, row, columns);
};

const replaceObjectPermissions = (org: Org, parentId: string, wanted: Map<string, AccessFlags>): void => {
  const present = new Map<string, Row>();
  for (const row of rowsOf(org, 'ObjectPermissions')) {
    if (row['ParentId'] === parentId) present.set(String(row['SobjectType']).toLowerCase(), row);
  }
  for (const [key, access] of wanted) {
    const old = present.get(key);
    if (!access.read) continue;
    present.delete(key);
    const columns = objectPermissionColumns((word) => access[word]);
    if (old !== undefined) storeChanged(org, 'ObjectPermissions', old, columns);
    else {
      const SobjectType = findObject(org, key)?.name ?? key;
      storeNewRow(org, 'ObjectPermissions', { ParentId: parentId, SobjectType, ...columns });
    }
  }
  for (const row of present.values()) removeRow(org, 'ObjectPermissions', idOf(row));
};

const replaceFieldPermissions = (org: Org, parentId: string, wanted: Map<string, FieldAccess>): void => {
  const present = new Map<string, Row>();
  for (const row of rowsOf(org, 'FieldPermissions')) {
    if (row['ParentId'] === parentId) present.set(String(row['Field']).toLowerCase(), row);
  }
  // Only a new row needs to know how another one spells the field.
  const names = once(
    () => new Map(rowsOf(org, 'FieldPermissions').map((row) => [String(row['Field']).toLowerCase(), row])),
  );
  for (const [key, access] of wanted) {
    if (!access.read) continue;
    const old = present.get(key);
    present.delete(key);
    const columns = { PermissionsRead: access.read, PermissionsEdit: access.edit };
    if (old !== undefined) {
      storeChanged(org, 'FieldPermissions', old, columns);
    } else {
      const like = names().get(key);
      storeNewRow(org, 'FieldPermissions', {
        ParentId: parentId,
        SobjectType: like?.['SobjectType'] ?? null,
        Field: like?.['Field'] ?? null,
        ...columns,
      });
    }
  }
  for (const row of present.values()) removeRow(org, 'FieldPermissions', idOf(row));
};

/** Access to things of Setup: of all members, without what is muted (facts M6, M14). */
const replaceSetupAccess = (org: Org, parentId: string, setIds: Set<string>, mutingIds: Set<string>): void => {
  const rows = [...rowsOf(org, 'SetupEntityAccess')];
  const under = (ids: Set<string>): Row[] => rows.filter((row) => ids.has(textOf(row, 'ParentId') ?? ''));
  const entityOf = (row: Row): string => textOf(row, 'SetupEntityId') ?? '';
  const muted = new Set(under(mutingIds).map(entityOf));
  const wanted = new Map(
    under(setIds)
      .filter((row) => !muted.has(entityOf(row)))
      .map((row) => [entityOf(row), row]),
  );
  for (const row of under(new Set([parentId])))
    if (!wanted.delete(entityOf(row))) removeRow(org, 'SetupEntityAccess', idOf(row));
  for (const [SetupEntityId, row] of wanted) {
    const SetupEntityType = row['SetupEntityType'] ?? null;
    storeNewRow(org, 'SetupEntityAccess', { ParentId: parentId, SetupEntityId, SetupEntityType });
  }
};
