import { OrgError } from '../model/orgModel.js';
import type { ObjectAccess, Org, Row } from '../model/orgModel.js';
import { findObject } from '../schema/schemaLookup.js';
import { mastersOf, type AccessFlags } from './derivedObjects.js';
import { accessOfRow, allAccess, objectAccesses, storesObjectPermissions } from './objectAccess.js';
import { idOf, isTrue, rowsOf, textOf } from './orgTables.js';
import { objectRequirements } from './userPermissionRequirements.js';
import { columnOfPermission, permissionsByName } from './userPermissions.js';

/** How error messages name the accesses (facts A16, B2, B9). */
export const accessVerbs: Record<ObjectAccess, string> = {
  read: 'Read',
  create: 'Create',
  edit: 'Edit',
  delete: 'Delete',
  viewAllRecords: 'Read All',
  modifyAllRecords: 'Modify All',
  viewAllFields: 'View All Fields',
};

/** What an access needs on the same object (fact B2). That View All Fields needs Read is inferred (Q14). */
export const sameObjectRequirements: Record<ObjectAccess, readonly ObjectAccess[]> = {
  read: [],
  create: ['read'],
  edit: ['read'],
  delete: ['read', 'edit'],
  viewAllRecords: ['read'],
  modifyAllRecords: ['read', 'edit', 'delete', 'viewAllRecords'],
  viewAllFields: ['read'],
};

/** Objects whose Read needs Read on others that are not their masters (fact B9). */
const readRequirements: Record<string, readonly string[]> = {
  Contact: ['Account'],
  Opportunity: ['Account'],
  Case: ['Account'],
  Contract: ['Account'],
  Order: ['Account'],
  Quote: ['Opportunity'],
  Vehicle: ['Asset'],
  Asset: ['Account', 'Contact'],
  SerializedProduct: ['Product2'],
  ServiceTerritory: ['OperatingHours'],
};

/** Objects whose Read an object's Read needs in the same permission set (fact B9), as far as the org has them. */
export const requiredReads = (org: Org, objectName: string): string[] => {
  const schema = findObject(org, objectName);
  if (schema === undefined) return [];
  return [...mastersOf(schema), ...(readRequirements[schema.name] ?? [])].filter((name) => {
    const required = findObject(org, name);
    return required !== undefined && required !== schema && storesObjectPermissions(org, required);
  });
};

/** A permission set to be checked, with its object permissions by lower-case object name. */
export type SetState = { set: Row; objects: Map<string, { name: string; access: AccessFlags }> };

/** The stored state of a permission set, with one row put in place of the stored one or taken out. */
export const stateOfSet = (org: Org, set: Row, change?: { put?: Row; removeId?: string }): SetState => {
  const rows = new Map(
    rowsOf(org, 'ObjectPermissions')
      .filter((row) => row['ParentId'] === idOf(set))
      .map((row) => [idOf(row), row]),
  );
  if (change?.put !== undefined) rows.set(idOf(change.put), change.put);
  if (change?.removeId !== undefined) rows.delete(change.removeId);
  const objects: SetState['objects'] = new Map();
  for (const row of rows.values()) {
    const name = textOf(row, 'SobjectType') ?? '';
    objects.set(name.toLowerCase(), { name, access: accessOfRow(row) });
  }
  return { set, objects };
};

const dependsOn = (permission: string, required: readonly string[]): OrgError =>
  new OrgError(
    400,
    'FIELD_INTEGRITY_EXCEPTION',
    `Permission ${permission} depends on permission(s): ${required.join(', ')}`,
  );

/**
 * Checks that a permission set holds what its object permissions need: on the same object (fact B2), then on others
 * (fact B9). One layer is reported at a time.
 *
 * @throws OrgError FIELD_INTEGRITY_EXCEPTION
 */
export const checkObjectDependencies = (org: Org, state: SetState): void => {
  const given = (name: string): AccessFlags => state.objects.get(name.toLowerCase())?.access ?? allAccess(false);
  for (const { name, access } of state.objects.values()) {
    for (const word of objectAccesses) {
      if (!access[word]) continue;
      const missing = sameObjectRequirements[word].filter((required) => !access[required]);
      if (missing.length > 0) {
        throw dependsOn(
          `${accessVerbs[word]} ${name}`,
          missing.map((required) => `${accessVerbs[required]} ${name}`),
        );
      }
    }
    if (!access.read) continue;
    const missing = requiredReads(org, name).filter((required) => !given(required).read);
    if (missing.length > 0) {
      throw dependsOn(
        `Read ${name}`,
        missing.map((required) => `Read ${required}`),
      );
    }
  }
};

/**
 * Checks that a permission set holds what its user permissions need: other user permissions, by name, then object
 * permissions, with the label as in the recorded texts (fact D5).
 *
 * @throws OrgError FIELD_INTEGRITY_EXCEPTION
 */
export const checkUserPermissionDependencies = (org: Org, state: SetState): void => {
  const known = permissionsByName(org.userPermissions);
  for (const permission of org.userPermissions) {
    if (!isTrue(state.set, columnOfPermission(permission.name))) continue;
    const missing = permission.requires.filter(
      (name) => known.get(name)?.onPermissionSet === true && !isTrue(state.set, columnOfPermission(name)),
    );
    if (missing.length > 0) throw dependsOn(permission.name, missing);
    const missingObjects = (objectRequirements.get(permission.name) ?? []).filter(
      ([access, objectName]) =>
        findObject(org, objectName)?.permissionable === true &&
        state.objects.get(objectName.toLowerCase())?.access[access] !== true,
    );
    if (missingObjects.length > 0) {
      throw dependsOn(
        permission.label,
        missingObjects.map(([access, objectName]) => `${accessVerbs[access]} ${objectName}`),
      );
    }
  }
};
