import type { EffectiveAccess, Org } from '../model/orgModel.js';
import { findField, findObject } from '../schema/schemaLookup.js';
import type { AccessFlags, AccessLookup } from './derivedObjects.js';
import { fieldAccess, fieldPermissionsOf } from './fieldAccess.js';
import { assignedSetsOf } from './assignedSets.js';
import { allAccess, objectAccess, objectPermissionsOf } from './objectAccess.js';
import { isTrue } from './orgTables.js';

const once = <T>(make: () => T): (() => T) => {
  let value: { made: T } | undefined;
  return () => (value ??= { made: make() }).made;
};

/**
 * What a user may do, from the rows stored at the moment of asking (facts A, B, C15, K). A user permission counts where
 * its column is set; the platform never stores one without what it requires (fact D5), so requirements are not added
 * here. Licenses are not consulted either: they limit what can be assigned, and the rows show what was (fact A16).
 *
 * Rows are read lazily and kept for the life of the answer: ask again after a write.
 */
export const effectiveAccess = (org: Org, userId: string): EffectiveAccess => {
  const grants = assignedSetsOf(org, userId);
  const objectPermissions = once(() => objectPermissionsOf(org, grants.permissionSetIds));
  const fieldPermissions = once(() => fieldPermissionsOf(org, grants.permissionSetIds));
  const canonical = once(() => new Map(org.userPermissions.map(({ name }) => [name.toLowerCase(), name])));
  const objects = new Map<string, AccessFlags>();

  const permission = (name: string): boolean => {
    const known = canonical().get(name.toLowerCase());
    if (known === undefined) return false;
    const column = `Permissions${known}`;
    // A profile-only permission has its column on Profile alone (facts D2, D4).
    return isTrue(grants.profile, column) || grants.permissionSets.some((set) => isTrue(set, column));
  };
  const object = (objectName: string): AccessFlags => {
    const key = objectName.toLowerCase();
    let access = objects.get(key);
    if (access === undefined) {
      const schema = findObject(org, objectName);
      access = schema === undefined ? allAccess(false) : objectAccess(org, schema, objectPermissions(), ask);
      objects.set(key, access);
    }
    return access;
  };
  const ask: AccessLookup = { permission, object };

  return {
    userPermission: permission,
    object: (objectName) => ({ ...object(objectName) }),
    field: (objectName, fieldName) => {
      const schema = findObject(org, objectName);
      const field = schema === undefined ? undefined : findField(schema, fieldName);
      if (schema === undefined || field === undefined) return { read: false, edit: false };
      return fieldAccess(schema, field, object(objectName), fieldPermissions(), ask);
    },
  };
};
