import { millisecondsOf } from '../model/datetimes.js';
import type { EffectiveAccess, Org, UserPermissionSchema } from '../model/orgModel.js';
import { versionOf } from '../model/rowTable.js';
import { once } from '../model/once.js';
import { customObjectRow } from '../schema/customFieldRows.js';
import { findField, findObject, mirroredContactField } from '../schema/schemaLookup.js';
import type { AccessFlags, AccessLookup } from './derivedObjects.js';
import { fieldAccess, fieldPermissionsIn, governingField } from './fieldAccess.js';
import { assignedSetsOf } from './assignedSets.js';
import { heldBackFrom } from './heldBack.js';
import { allAccess, objectAccess, objectPermissionsOf } from './objectAccess.js';
import { idOf, isTrue, rowById, rowsOf, textOf } from './orgTables.js';
import { columnOfPermission } from './userPermissions.js';

/**
 * What a user may do, by the rows that are stored now (facts A, B, C15, K). A user permission counts where its column
 * is set; the platform never stores one without what it requires (fact D5), so requirements are not added here.
 * Licenses limit what can be assigned, and the rows show what was assigned (fact A16); what is assigned and has no effect
 * all the same is left out (`heldBack.ts`).
 *
 * Rows are read when they are first needed, and kept: after a write call this function again. It returns the same result
 * until a row of those tables changes or an assignment expires.
 */
export const effectiveAccess = (org: Org, userId: string): EffectiveAccess => {
  const known = keptAccess.get(org) ?? new Map<string, KeptAccess>();
  keptAccess.set(org, known);
  const before = known.get(userId);
  const now = org.now();
  const basis = [org.schema.size, ...basicTables.map((name) => versionOf(org.tables.get(name)))].join();
  if (before?.basis === basis && before.since <= now && now < before.until) return before.access;
  const access = accessByRows(org, userId);
  known.set(userId, { basis, since: now, until: nextExpiration(org, now), access });
  return access;
};

/** The tables that access is worked out from. */
const basicTables = [
  'User',
  'Profile',
  'PermissionSet',
  'PermissionSetGroup',
  'PermissionSetAssignment',
  'SessionPermSetActivation',
  'ObjectPermissions',
  'FieldPermissions',
  'SetupEntityAccess',
  'PermissionSetLicense',
  'PermissionSetLicenseAssign',
  'PackageLicense',
  'UserPackageLicense',
];

/** Access that holds as long as these tables stay as they are and no assignment expires. */
type KeptAccess = { basis: string; since: number; until: number; access: EffectiveAccess };

const keptAccess = new WeakMap<Org, Map<string, KeptAccess>>();

/** When the next assignment expires; Infinity when none does. */
const nextExpiration = (org: Org, now: number): number =>
  rowsOf(org, 'PermissionSetAssignment')
    .map((assignment) => textOf(assignment, 'ExpirationDate'))
    .map((expiration) => (expiration === null ? Infinity : millisecondsOf(expiration)))
    .filter((moment) => moment > now)
    .reduce((first, moment) => Math.min(first, moment), Infinity);

const permissionNamesOf = new WeakMap<UserPermissionSchema[], Map<string, string>>();

/** API names of the org's user permissions by lower-case name. */
const permissionNames = ({ userPermissions }: Org): Map<string, string> => {
  const known = permissionNamesOf.get(userPermissions);
  if (known?.size === userPermissions.length) return known;
  const names = new Map(userPermissions.map(({ name }) => [name.toLowerCase(), name]));
  permissionNamesOf.set(userPermissions, names);
  return names;
};

const accessByRows = (org: Org, userId: string): EffectiveAccess => {
  const grants = assignedSetsOf(org, userId);
  const objectPermissions = once(() => objectPermissionsOf(org, grants.permissionSetIds));
  const fieldPermissions = once(() => fieldPermissionsIn(org, grants.permissionSetIds));
  const heldBack = once(() => heldBackFrom(org, userId));
  const objects = new Map<string, AccessFlags>();

  const permission = (name: string): boolean => {
    const known = permissionNames(org).get(name.toLowerCase());
    if (known === undefined || heldBack().permission(known)) return false;
    const column = columnOfPermission(known);
    // A profile-only permission has its column on Profile alone (facts D2, D4).
    return isTrue(grants.profile, column) || grants.permissionSets.some((set) => isTrue(set, column));
  };
  const object = (objectName: string): AccessFlags => {
    const key = objectName.toLowerCase();
    let access = objects.get(key);
    if (access === undefined) {
      const schema = findObject(org, objectName);
      access =
        schema === undefined
          ? allAccess(false)
          : heldBack().object(schema, objectAccess(org, schema, objectPermissions(), lookup));
      objects.set(key, access);
    }
    return access;
  };
  const lookup: AccessLookup = {
    permission,
    object,
    flag: (name) => {
      const user = rowById(org, 'User', userId);
      return user !== undefined && isTrue(user, `UserPermissions${name}`);
    },
    opened: (schema) => {
      const definition = customObjectRow(org, schema);
      return (
        definition !== undefined &&
        rowsOf(org, 'SetupEntityAccess').some(
          (row) =>
            row['SetupEntityId'] === idOf(definition) && grants.permissionSetIds.has(textOf(row, 'ParentId') ?? ''),
        )
      );
    },
    takesPermissions: (objectName) => findObject(org, objectName)?.permissionable === true,
  };

  return {
    userPermission: permission,
    object: (objectName) => ({ ...object(objectName) }),
    field: (objectName, fieldName) => {
      const schema = findObject(org, objectName);
      const field = schema === undefined ? undefined : findField(schema, fieldName);
      if (schema === undefined || field === undefined) return { read: false, edit: false };
      const own = fieldAccess(schema, field, object(objectName), fieldPermissions(), lookup);
      const mirrored = mirroredContactField(org, schema, governingField(schema, field));
      if (mirrored === undefined) return own;
      // Who reads accounts must read contacts too (fact C6); whose field permission counts, is contested.
      const onContact = lookup.object('Contact');
      if (org.behaviours.personAccountFields !== 'onContact')
        return { read: own.read && onContact.read, edit: own.edit && onContact.read };
      const contact = findObject(org, 'Contact') ?? schema;
      const carried = fieldAccess(contact, mirrored, onContact, fieldPermissions(), lookup);
      return { read: object(objectName).read && carried.read, edit: object(objectName).edit && carried.edit };
    },
  };
};
