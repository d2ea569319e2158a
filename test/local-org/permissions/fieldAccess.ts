import type { FieldSchema, ObjectSchema, Org } from '../model/orgModel.js';
import { findField, isComponent } from '../schema/schemaLookup.js';
import type { AccessFlags, AccessLookup } from './derivedObjects.js';
import { keptByParent, textOf } from './orgTables.js';

export type FieldAccess = { read: boolean; edit: boolean };

/**
 * The compound that this field is a component of; undefined for others and for `Account.Name`, which names itself (fact C5).
 */
export const compoundOf = (schema: ObjectSchema, field: FieldSchema): FieldSchema | undefined =>
  isComponent(field) ? findField(schema, field.compoundFieldName ?? '') : undefined;

/** The components of a compound field; empty for others. */
export const componentsOf = (schema: ObjectSchema, field: FieldSchema): FieldSchema[] =>
  hasComponents(schema, field) ? schema.fields.filter((other) => compoundOf(schema, other) === field) : [];

const compoundNames = new WeakMap<readonly FieldSchema[], { size: number; names: Set<string | null> }>();

/** Whether a field of the object names this one as its compound. The names are kept, as an object may have many fields. */
const hasComponents = ({ fields }: ObjectSchema, { name }: FieldSchema): boolean => {
  let known = compoundNames.get(fields);
  if (known?.size !== fields.length) {
    known = { size: fields.length, names: new Set(fields.map(({ compoundFieldName }) => compoundFieldName)) };
    compoundNames.set(fields, known);
  }
  return known.names.has(name);
};

/**
 * The field whose field permission decides: the compound for components of addresses, locations and names (facts C3-C5),
 * the field itself otherwise.
 */
export const governingField = (schema: ObjectSchema, field: FieldSchema): FieldSchema =>
  compoundOf(schema, field) ?? field;

/** Whether any user could write the field: a compound through its components, although its own flags are false (fact C4). */
export const isWriteable = (schema: ObjectSchema, field: FieldSchema): boolean => {
  const components = componentsOf(schema, field);
  return (components.length > 0 ? components : [field]).some((one) => one.createable || one.updateable);
};

/** What field permissions give, by lower-case `Object.Field`. */
export type FieldPermissions = { get: (key: string) => FieldAccess | undefined };

const inOneSet = keptByParent('FieldPermissions', (rows) => {
  const given = new Map<string, FieldAccess>();
  for (const row of rows) {
    const key = (textOf(row, 'Field') ?? '').toLowerCase();
    given.set(key, either(given.get(key), row['PermissionsRead'] === true, row['PermissionsEdit'] === true));
  }
  return given;
});

const either = (before: FieldAccess | undefined, read: boolean, edit: boolean): FieldAccess => ({
  read: (before?.read ?? false) || read,
  edit: (before?.edit ?? false) || edit,
});

/** The union of the FieldPermissions rows of these permission sets (facts C1, C11), each worked out when it is needed. */
export const fieldPermissionsIn = (org: Org, permissionSetIds: ReadonlySet<string>): FieldPermissions => {
  const sets = [...permissionSetIds].map((id) => inOneSet(org, id)).filter((set) => set.size > 0);
  return {
    get: (key) => {
      let union: FieldAccess | undefined;
      for (const set of sets) {
        const given = set.get(key);
        if (given !== undefined) union = union === undefined ? given : either(union, given.read, given.edit);
      }
      return union;
    },
  };
};

/** The same, whole. */
export const fieldPermissionsOf = (org: Org, permissionSetIds: ReadonlySet<string>): Map<string, FieldAccess> => {
  const union = new Map<string, FieldAccess>();
  for (const id of permissionSetIds)
    for (const [key, { read, edit }] of inOneSet(org, id)) union.set(key, either(union.get(key), read, edit));
  return union;
};

/**
 * One user's access to one field (facts C3-C5, C11, C15, C17, K5). Read needs the object's Read and, where field
 * permissions exist for the field, one of them or View All Fields. Edit needs the object's Edit or Create, a field that
 * can be written at all, and the field permission; Modify All Data replaces the field permission for editing only.
 */
export const fieldAccess = (
  schema: ObjectSchema,
  field: FieldSchema,
  object: AccessFlags,
  permissions: FieldPermissions,
  lookup: AccessLookup,
): FieldAccess => {
  const writeable = (object.edit || object.create) && isWriteable(schema, field);
  const governing = governingField(schema, field);
  if (!governing.permissionable) return { read: object.read, edit: object.read && writeable };
  const given = permissions.get(`${schema.name}.${governing.name}`.toLowerCase()) ?? { read: false, edit: false };
  return {
    read: object.read && (given.read || object.viewAllFields),
    edit: object.read && writeable && ((given.read && given.edit) || lookup.permission('ModifyAllData')),
  };
};
