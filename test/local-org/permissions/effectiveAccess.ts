import type { EffectiveAccess, Org } from '../model/orgModel.js';
import { once } from '../model/once.js';
import { findField, findObject } from '../schema/schemaLookup.js';
import type { AccessFlags, AccessLookup } from './derivedObjects.js';
import { fieldAccess, fieldPermissionsOf } from './fieldAccess.js';
import { assignedSetsOf } from './assignedSets.js';
import { allAccess, objectAccess, objectPermissionsOf } from './objectAccess.js';
import { isTrue } from './orgTables.js';

/**
 * What a user may do, by the rows that are stored now (facts A, B, C15, K). A user permission counts where its column
 * is set; the platform never stores one without what it requires (fact D5), so requirements are not added here.
 * Licenses are not looked at either: they limit what can be assigned, and the rows show what was assigned (fact A16).
 *
 * Rows are read when they are first needed, and kept: after a write call this function again.
 */
export const effectiveAccess = (org: Org, userId: string): EffectiveAccess => {
  const grants = assignedSetsOf(org, userId);
  const objectPermissions = once(() => objectPermissionsOf(org, grants.permissionSetIds));
  const fieldPermissions = once(() => fieldPermissionsOf(org, grants.permissionSetIds));
  const permissionNames = once(() => new Map(org.userPermissions.map(({ name }) => [name.toLowerCase(), name])));
  const objects = new Map<string, AccessFlags>();

  const permission = (name: string): boolean => {
    const known = permissionNames().get(name.toLowerCase());
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
      access = schema === undefined ? allAccess(false) : objectAccess(org, schema, objectPermissions(), lookup);
      objects.set(key, access);
    }
    return access;
  };
  const lookup: AccessLookup = { permission, object };

  return {
    userPermission: permission,
    object: (objectName) => ({ ...object(objectName) }),
    field: (objectName, fieldName) => {
      const schema = findObject(org, objectName);
      const field = schema === undefined ? undefined : findField(schema, fieldName);
      if (schema === undefined || field === undefined) return { read: false, edit: false };
      return fieldAccess(schema, field, object(objectName), fieldPermissions(), lookup);
    },
  };
};
