import type { ObjectAccess, ObjectSchema, Org, Row } from '../model/orgModel.js';
import { findObject } from '../schema/schemaLookup.js';
import { derivedObjectAccess, mastersOf, type AccessFlags, type AccessLookup } from './derivedObjects.js';
import { setupRule, type SetupRule } from './setupObjects.js';
import { isTrue, keptByParent, textOf } from './orgTables.js';

/** Column of ObjectPermissions for each access. */
export const accessColumns: Record<ObjectAccess, string> = {
  read: 'PermissionsRead',
  create: 'PermissionsCreate',
  edit: 'PermissionsEdit',
  delete: 'PermissionsDelete',
  viewAllRecords: 'PermissionsViewAllRecords',
  modifyAllRecords: 'PermissionsModifyAllRecords',
  viewAllFields: 'PermissionsViewAllFields',
};

/** The seven accesses, in the order of the columns above. */
export const objectAccesses = Object.keys(accessColumns) as ObjectAccess[];

/** The columns of an ObjectPermissions row that gives those accesses for which `gives` is true, and no other. */
export const objectPermissionColumns = (gives: (access: ObjectAccess) => boolean): Record<string, boolean> =>
  Object.fromEntries(objectAccesses.map((access) => [accessColumns[access], gives(access)]));

/** Every access set to the same value. */
export const allAccess = (value: boolean): AccessFlags => ({
  read: value,
  create: value,
  edit: value,
  delete: value,
  viewAllRecords: value,
  modifyAllRecords: value,
  viewAllFields: value,
});

/** The accesses that an ObjectPermissions row gives. */
export const accessOfRow = (row: Row): AccessFlags => {
  const access = allAccess(false);
  for (const word of objectAccesses) access[word] = isTrue(row, accessColumns[word]);
  return access;
};

/**
 * Whether the platform keeps object permissions of this object in permission sets. A custom detail of a standard master
 * is in the picklist, but its rows disappear and access follows the master (fact B10, switchable).
 */
export const storesObjectPermissions = (org: Org, schema: ObjectSchema): boolean => {
  if (!schema.permissionable) return false;
  if (org.behaviours.detailOfStandardMaster === 'keep' || !schema.custom) return true;
  return !mastersOf(schema).some((master) => findObject(org, master)?.custom === false);
};

const inOneSet = keptByParent('ObjectPermissions', (rows) => {
  const given = new Map<string, AccessFlags>();
  for (const row of rows) addAccess(given, (textOf(row, 'SobjectType') ?? '').toLowerCase(), accessOfRow(row));
  return given;
});

const addAccess = (union: Map<string, AccessFlags>, name: string, given: AccessFlags): void => {
  const before = union.get(name);
  const both = { ...given };
  if (before !== undefined) for (const word of objectAccesses) both[word] ||= before[word];
  union.set(name, both);
};

/** Union of the ObjectPermissions rows of these permission sets, by lower-case object name (fact A1). */
export const objectPermissionsOf = (org: Org, permissionSetIds: ReadonlySet<string>): Map<string, AccessFlags> => {
  const union = new Map<string, AccessFlags>();
  for (const id of permissionSetIds) for (const [name, given] of inOneSet(org, id)) addAccess(union, name, given);
  return union;
};

/** Setup objects: every write needs one of the rule's user permissions; reading may be open (fact A3). */
const setupAccess = (rule: SetupRule, lookup: AccessLookup): AccessFlags => {
  const read = rule.read === 'all' || rule.read.some(lookup.permission);
  const write = read && rule.write.some(lookup.permission);
  const all = rule.all === undefined ? read : rule.all.some(lookup.permission);
  return { ...allAccess(false), read, viewAllRecords: all, create: write, edit: write, delete: write };
};

/** View All Data and Modify All Data count for every permissionable object (facts K4, B8). */
const withDataPermissions = (given: AccessFlags, lookup: AccessLookup): AccessFlags => {
  const modifyAll = lookup.permission('ModifyAllData');
  const viewAll = modifyAll || lookup.permission('ViewAllData');
  return {
    read: given.read || viewAll,
    viewAllRecords: given.viewAllRecords || viewAll,
    create: given.create || modifyAll,
    edit: given.edit || modifyAll,
    delete: given.delete || modifyAll,
    modifyAllRecords: given.modifyAllRecords || modifyAll,
    viewAllFields: given.viewAllFields,
  };
};

/** One user's access to one object, from the union of the object permissions and the rules (facts B5, B11, K4). */
export const objectAccess = (
  org: Org,
  schema: ObjectSchema,
  permissions: ReadonlyMap<string, AccessFlags>,
  lookup: AccessLookup,
): AccessFlags => {
  const rule = setupRule(schema);
  if (rule !== undefined) return setupAccess(rule, lookup);
  const access = storesObjectPermissions(org, schema)
    ? withDataPermissions(permissions.get(schema.name.toLowerCase()) ?? allAccess(false), lookup)
    : { ...derivedObjectAccess(schema, lookup), viewAllFields: false };
  // View All Fields (Global) opens the fields of every object that can be read (fact C15).
  return {
    ...access,
    viewAllFields: access.read && (access.viewAllFields || lookup.permission('ViewAllFieldsGlobal')),
  };
};
