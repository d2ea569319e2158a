import type { Caller, Org } from '../model/orgModel.js';
import { customObjectRow } from '../schema/customFieldRows.js';
import { findObject } from '../schema/schemaLookup.js';
import { insertRow } from '../permissions/dml.js';
import { assignRecordType } from '../permissions/recordTypes.js';
import { idOf, rowsOf } from '../permissions/orgTables.js';
import { storeNewRow } from '../permissions/rowStore.js';
import type { Grants } from './scenarioFormat.js';

/**
 * Gives a permission set, or the hidden set of a profile, custom permissions, Apex classes and apps, and opens
 * custom settings and custom metadata types to it (facts E12, M14); assigns record types (fact O5).
 * @throws Error for an app, an object or a record type that the org does not know
 */
export const storeSetupAccess = (org: Org, caller: Caller, parentId: string, grants: Grants): void => {
  const customPermissions = (grants.customPermissions ?? []).map((name) => customPermissionNamed(org, name));
  const apexClasses = (grants.apexClasses ?? []).map((name) => apexClassNamed(org, name));
  const apps = (grants.apps ?? []).map((name) => appNamed(org, name));
  const definitions = (grants.opens ?? []).map((name) => definitionNamed(org, name));
  for (const SetupEntityId of [...customPermissions, ...apexClasses, ...apps, ...definitions]) {
    insertRow(org, caller, 'SetupEntityAccess', { ParentId: parentId, SetupEntityId });
  }
  for (const name of grants.recordTypes ?? []) assignRecordType(org, parentId, name);
};

/** `acme__Name` is of the package acme. */
const partsOf = (qualified: string): { readonly name: string; readonly NamespacePrefix: string | null } => {
  const [namespace = '', name] = qualified.split('__');
  return name === undefined ? { name: qualified, NamespacePrefix: null } : { name, NamespacePrefix: namespace };
};

/** A custom permission of the org, which is made where it is not there. */
export const customPermissionNamed = (org: Org, qualified: string): string => {
  const { name, NamespacePrefix } = partsOf(qualified);
  const known = rowsOf(org, 'CustomPermission').find(
    (row) => row.DeveloperName === name && (row.NamespacePrefix ?? null) === NamespacePrefix,
  );
  const MasterLabel = name.replace(/_/g, ' ');
  return idOf(known ?? storeNewRow(org, 'CustomPermission', { DeveloperName: name, MasterLabel, NamespacePrefix }));
};

/** An Apex class of the org, which is made where it is not there. */
export const apexClassNamed = (org: Org, qualified: string): string => {
  const { name, NamespacePrefix } = partsOf(qualified);
  const known = rowsOf(org, 'ApexClass').find(
    (row) => row.Name === name && (row.NamespacePrefix ?? null) === NamespacePrefix,
  );
  return idOf(known ?? storeNewRow(org, 'ApexClass', { Name: name, NamespacePrefix, ApiVersion: 60 }));
};

/** The definition of a custom setting or custom metadata type. */
const definitionNamed = (org: Org, name: string): string => {
  const schema = findObject(org, name);
  const row = schema && customObjectRow(org, schema);
  if (row === undefined) throw new Error(`There is no custom object ${name}`);
  return idOf(row);
};

const appNamed = (org: Org, name: string): string => {
  const app =
    rowsOf(org, 'ConnectedApplication').find((row) => row.Name === name) ??
    rowsOf(org, 'ExternalClientApplication').find((row) => row.DeveloperName === name);
  if (app === undefined) throw new Error(`There is no app ${name}`);
  return idOf(app);
};
