import type { Caller, FieldSchema, ObjectAccess, ObjectSchema, Org, Value } from '../model/orgModel.js';
import { requiredReads, sameObjectRequirements } from '../permissions/permissionDependencies.js';
import { insertRow, updateRow } from '../permissions/dml.js';
import { isWriteable } from '../permissions/fieldAccess.js';
import { idOf, rowById, rowsOf } from '../permissions/orgTables.js';
import { requirementClosure, restsOnObjects } from '../permissions/userPermissions.js';
import { objectPermissionColumns } from '../permissions/objectAccess.js';
import { accessLetters } from '../schema/accessLetters.js';
import { findField, findObject, offersFieldPermissions, visibleInVersion } from '../schema/schemaLookup.js';
import { patchRow, storeNewRow } from '../permissions/rowStore.js';
import { storeSetupAccess } from './storeSetupAccess.js';
import type { Grants, Scenario } from './scenarioFormat.js';

type PermissionSetData = NonNullable<Scenario['permissionSets']>[string];
type GeneratedData = NonNullable<Scenario['generate']>[number];

const isAccess = (word: string): word is ObjectAccess => word in accessLetters;

const wordsOf = (text: string): ObjectAccess[] =>
  text === 'all'
    ? ['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords']
    : text.split(/ +/).filter(isAccess);

/** The accesses of an access text, with those that they need, as Setup adds them (fact B2). */
const accessesWithRequired = (text: string): Set<ObjectAccess> =>
  new Set(wordsOf(text).flatMap((word) => [word, ...sameObjectRequirements[word]]));

const columnsOfAccesses = (accesses: ReadonlySet<ObjectAccess>): Record<string, boolean> =>
  objectPermissionColumns((access) => accesses.has(access));

/** Access texts as the letters in which profiles are written. */
export const lettersOfObjects = (objects: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(objects).map(([name, text]) => [
      name,
      [...accessesWithRequired(text)].map((word) => accessLetters[word]).join(''),
    ]),
  );

/**
 * Inserts a permission set and what it grants. User permissions that others need are added, as Setup does (fact D6);
 * object permissions that other objects need are not.
 * @param qualified its API name, `ns__Name` as if a package had brought it
 * @throws Error or OrgError of the platform's rules
 */
export const storePermissionSet = (org: Org, caller: Caller, qualified: string, set: PermissionSetData): void => {
  const { name, namespace } = splitQualified(qualified);
  const columns = Object.entries(userPermissionColumns(org, set.userPermissions ?? []));
  // What needs access to objects cannot be saved before that is there (fact D5).
  const waits = ([column]: [string, Value]): boolean =>
    restsOnObjects(org.userPermissions, column.replace('Permissions', ''));
  const later = Object.fromEntries(columns.filter(waits));
  const atOnce = Object.fromEntries(columns.filter((one) => !waits(one)));
  const id = insertRow(org, caller, 'PermissionSet', {
    Name: name,
    Label: set.label ?? name.replace(/_/g, ' '),
    ...(set.description === undefined ? {} : { Description: set.description }),
    ...(set.license === undefined ? {} : { LicenseId: licenseNamed(org, set.license) }),
    ...(set.sessionBased === true ? { HasActivationRequired: true } : {}),
    ...atOnce,
  });
  insertGrantRows(org, caller, id, set);
  if (Object.keys(later).length > 0) updateRow(org, caller, 'PermissionSet', id, later);
  if (namespace !== null) {
    const row = rowById(org, 'PermissionSet', id);
    if (row) patchRow(org, 'PermissionSet', row, { NamespacePrefix: namespace });
  }
};

/** Name and namespace of `ns__Name`, as the API name of a packaged permission set is written (fact A23). */
export const splitQualified = (qualified: string): { name: string; namespace: string | null } => {
  const at = qualified.indexOf('__');
  return at < 0
    ? { name: qualified, namespace: null }
    : { name: qualified.slice(at + 2), namespace: qualified.slice(0, at) };
};

/** Boolean columns of these user permissions and of all they need. @throws Error for one the org does not have */
export const userPermissionColumns = (org: Org, names: readonly string[]): Record<string, Value> => {
  const onSets = new Set(
    org.userPermissions.filter(({ onPermissionSet }) => onPermissionSet).map((permission) => permission.name),
  );
  for (const name of names) if (!onSets.has(name)) throw new Error(`Unknown user permission: ${name}`);
  const all = new Set([...names, ...requirementClosure(org.userPermissions, names)]);
  return Object.fromEntries([...all].filter((name) => onSets.has(name)).map((name) => [`Permissions${name}`, true]));
};

/**
 * Inserts the object and field permissions of a set or muting set, those that others need first (fact B9). Nothing is
 * added to what a muting set names.
 */
export const insertGrantRows = (
  org: Org,
  caller: Caller,
  parentId: string,
  grants: Grants,
  kind: 'set' | 'muting' = 'set',
): void => {
  const wanted = new Map<string, string>();
  for (const [name, text] of Object.entries(grants.objects ?? {})) wanted.set(objectNamed(org, name).name, text);
  // View All Data has written rows of its own by now (fact B8).
  const done = new Set(
    rowsOf(org, 'ObjectPermissions').flatMap((row) => (row.ParentId === parentId ? String(row.SobjectType) : [])),
  );
  const insert = (name: string): void => {
    const text = wanted.get(name);
    if (text === undefined || done.has(name)) return;
    done.add(name);
    requiredReads(org, name).forEach(insert);
    insertRow(org, caller, 'ObjectPermissions', {
      ParentId: parentId,
      SobjectType: name,
      ...onlyTrue(columnsOfAccesses(kind === 'set' ? accessesWithRequired(text) : new Set(wordsOf(text)))),
    });
  };
  for (const name of wanted.keys()) insert(name);
  storeSetupAccess(org, caller, parentId, grants);
  for (const row of fieldRows(org, caller.apiVersion, grants.fields ?? {})) {
    insertRow(org, caller, 'FieldPermissions', { ParentId: parentId, ...row });
  }
};

/** Rows of FieldPermissions without parent; `Object.*` stands for every field that accepts field permissions. */
export const fieldRows = (
  org: Org,
  apiVersion: number,
  fields: Readonly<Record<string, 'read' | 'edit'>>,
): Array<Record<string, Value>> =>
  Object.entries(fields).flatMap(([key, access]) => {
    const [objectName = '', fieldName = ''] = key.split('.');
    const schema = objectNamed(org, objectName);
    return fieldsNamed(org, schema, fieldName, apiVersion).map((field) => ({
      SobjectType: schema.name,
      Field: `${schema.name}.${field.name}`,
      PermissionsRead: true,
      PermissionsEdit: access === 'edit' && (fieldName !== '*' || isWriteable(schema, field)),
    }));
  });

const fieldsNamed = (org: Org, schema: ObjectSchema, name: string, apiVersion: number): FieldSchema[] => {
  if (name === '*') {
    return schema.fields.filter(
      (field) => offersFieldPermissions(org, schema, field) && visibleInVersion(field, apiVersion),
    );
  }
  const field = findField(schema, name);
  if (field === undefined) throw new Error(`There is no field ${schema.name}.${name} in this org`);
  return [field];
};

/** Stores many sets, for one user or for nobody, without the platform's rules: checking a thousand of them takes too long. */
export const storeGenerated = (org: Org, data: GeneratedData, assigneeId: string | null): void => {
  const columns = userPermissionColumns(org, data.userPermissions ?? []);
  const objects = Object.entries(data.objects ?? {}).map(([name, text]) => ({
    SobjectType: objectNamed(org, name).name,
    ...columnsOfAccesses(accessesWithRequired(text)),
  }));
  const fields = fieldRows(org, Math.max(...org.apiVersions), data.fields ?? {});
  for (let number = 1; number <= data.permissionSets; number += 1) {
    const name = `${data.prefix}_${String(number).padStart(4, '0')}`;
    const set = storeNewRow(org, 'PermissionSet', {
      Name: name,
      Label: name.replace(/_/g, ' '),
      Type: 'Regular',
      IsCustom: true,
      ...columns,
    });
    for (const row of objects) storeNewRow(org, 'ObjectPermissions', { ParentId: idOf(set), ...row });
    for (const row of fields) storeNewRow(org, 'FieldPermissions', { ParentId: idOf(set), ...row });
    if (assigneeId !== null)
      storeNewRow(org, 'PermissionSetAssignment', {
        AssigneeId: assigneeId,
        PermissionSetId: idOf(set),
        IsActive: true,
      });
  }
};

/**
 * Id of a user license by label or of a permission set license by developer name, as metadata names them (fact A11).
 */
const licenseNamed = (org: Org, name: string): string => {
  const row =
    rowsOf(org, 'UserLicense').find((license) => license.Name === name) ??
    rowsOf(org, 'PermissionSetLicense').find((license) => license.DeveloperName === name);
  if (row === undefined) throw new Error(`There is no license "${name}"`);
  return idOf(row);
};

const objectNamed = (org: Org, name: string): ObjectSchema => {
  const schema = findObject(org, name);
  if (schema === undefined) throw new Error(`There is no object ${name} in this org`);
  return schema;
};

/** Only the columns that are true: an old API version does not know all of them. */
const onlyTrue = (columns: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value === true));
