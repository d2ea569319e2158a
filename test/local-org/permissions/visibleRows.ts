import type { Caller, EffectiveAccess, FieldSchema, ObjectSchema, Org, Row } from '../model/orgModel.js';
import { findField, findObject, visibleInVersion } from '../schema/schemaLookup.js';
import { effectiveAccess } from './effectiveAccess.js';
import { historyParent } from './derivedObjects.js';
import { assignmentCounts } from './assignedSets.js';
import { licenseCeilingRows } from './licenseCeilingRows.js';
import { placeholderRows } from './placeholderRows.js';
import { rowById } from './orgTables.js';

/**
 * Whether the caller may query or describe the object at all. False for an object that does not exist, that the API
 * version does not know, or that the caller may not read; the platform answers alike in all three cases (facts A3, I4).
 */
export const mayQuery = (org: Org, caller: Caller, objectName: string): boolean => {
  const schema = findObject(org, objectName);
  if (schema === undefined || !visibleInVersion(schema, caller.apiVersion)) return false;
  return effectiveAccess(org, caller.userId).object(schema.name).read;
};

type Visible = { of: number; apiVersion: number; fields: FieldSchema[] };

/** The fields that were found visible, by whose access and of which list of fields. */
const visibleBefore = new WeakMap<EffectiveAccess, Map<FieldSchema[], Visible>>();

/**
 * The fields that the caller can read: known to the API version and not hidden by field-level security (facts C18, I5).
 */
export const visibleFields = (org: Org, caller: Caller, schema: ObjectSchema): FieldSchema[] => {
  const access = effectiveAccess(org, caller.userId);
  const known = visibleBefore.get(access) ?? new Map<FieldSchema[], Visible>();
  visibleBefore.set(access, known);
  const before = known.get(schema.fields);
  // The list of fields can grow, so its length is compared.
  if (before?.of === schema.fields.length && before.apiVersion === caller.apiVersion) return before.fields;
  const fields = schema.fields.filter(
    (field) => visibleInVersion(field, caller.apiVersion) && access.field(schema.name, field.name).read,
  );
  known.set(schema.fields, { of: schema.fields.length, apiVersion: caller.apiVersion, fields });
  return fields;
};

type RowRule = (org: Org, caller: Caller, access: EffectiveAccess, rows: readonly Row[]) => readonly Row[];

const ownRows =
  (field: string, ...unless: string[]): RowRule =>
  (_org, caller, access, rows) =>
    unless.some((permission) => access.userPermission(permission))
      ? rows
      : rows.filter((row) => row[field] === caller.userId);

const rowRules: Record<string, RowRule> = {
  /** Without View All Profiles only the own profile is visible (fact J6). */
  Profile: (org, caller, access, rows) => {
    if (access.userPermission('ViewAllProfiles')) return rows;
    const profileId = rowById(org, 'User', caller.userId)?.['ProfileId'];
    return rows.filter((row) => row['Id'] === profileId);
  },
  /** All users to everybody, unless sharing of users is private (fact B11). */
  User: (org, caller, access, rows) =>
    org.behaviours.usersArePrivate ? ownRows('Id', 'ViewAllUsers', 'ViewAllData')(org, caller, access, rows) : rows,
  /** Own rows always, all with Manage Users or Monitor Login History (fact G7). */
  LoginHistory: ownRows('UserId', 'ManageUsers', 'MonitorLoginHistory'),
  /** The sharing of interviews is not modelled: one's own, or all of them. */
  FlowInterview: ownRows('OwnerId', 'ViewAllData', 'ManageInteraction'),
  // Tokens do not tell their id (fact M15).
  OauthToken: (org, caller, access, rows) =>
    ownRows('UserId', 'CustomizeApplication')(org, caller, access, rows).map((row) => ({ ...row, Id: null })),
  AuthSession: ownRows('UsersId', 'ManageUsers'),
  /** A file is told by its address (fact Y1). */
  EventLogFile: (_org, caller, _access, rows) =>
    rows.map((row) => ({
      ...row,
      LogFile: `/services/data/v${caller.apiVersion}.0/sobjects/EventLogFile/${String(row['Id'])}/LogFile`,
    })),
  ContentVersion: ownRows('OwnerId', 'QueryAllFiles'),
  ContentDocument: ownRows('OwnerId', 'QueryAllFiles'),
  UserPreference: ownRows('UserId', 'ViewAllData', 'ManageUsers'),
  /** IsActive turns false by itself when the expiration date passes (fact A2). */
  PermissionSetAssignment: (org, _caller, _access, rows) =>
    rows.map((row) => (row['IsActive'] === true && !assignmentCounts(org, row) ? { ...row, IsActive: false } : row)),
  /** The ceilings of licenses are object permissions of the license (fact A20, switchable). */
  ObjectPermissions: (org, _caller, _access, rows) => [
    ...rows,
    ...placeholderRows(org, 'ObjectPermissions', rows),
    ...licenseCeilingRows(org, rows),
  ],
  FieldPermissions: (org, _caller, _access, rows) => [...rows, ...placeholderRows(org, 'FieldPermissions', rows)],
};

/** History of a field that the caller cannot read stays hidden (fact B11). */
const visibleHistory = (access: EffectiveAccess, parent: ObjectSchema, rows: readonly Row[]): readonly Row[] =>
  rows.filter((row) => {
    const name = row['Field'];
    if (typeof name !== 'string') return true;
    // Lookups are recorded without `Id`, custom ones by their API name; `created` and the like are no fields.
    const field = findField(parent, name) ?? findField(parent, `${name}Id`);
    return field === undefined || access.field(parent.name, field.name).read;
  });

/**
 * The rows that the caller can see. Sharing is not modelled: who may read an object sees all its rows, as if every
 * organization-wide default were public. Only the special rules of some objects hide rows.
 */
export const visibleRows = (org: Org, caller: Caller, objectName: string, rows: readonly Row[]): readonly Row[] => {
  const schema = findObject(org, objectName);
  const access = effectiveAccess(org, caller.userId);
  if (schema === undefined || !access.object(schema.name).read) return [];
  const rule = rowRules[schema.name];
  if (rule !== undefined) return rule(org, caller, access, rows);
  const parentName = historyParent(schema.name);
  const parent = parentName === undefined || schema.permissionable ? undefined : findObject(org, parentName);
  return parent === undefined ? rows : visibleHistory(access, parent, rows);
};
