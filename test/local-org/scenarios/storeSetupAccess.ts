import type { Caller, Org } from '../model/orgModel.js';
import { insertRow } from '../permissions/dml.js';
import { idOf, rowsOf } from '../permissions/orgTables.js';
import { storeNewRow } from '../permissions/rowStore.js';
import type { Grants } from './scenarioFormat.js';

/**
 * Gives a permission set, or the hidden set of a profile, custom permissions and apps (facts E12, M14).
 * @throws Error for an app that the org does not know
 */
export const storeSetupAccess = (org: Org, caller: Caller, parentId: string, grants: Grants): void => {
  const customPermissions = (grants.customPermissions ?? []).map((name) => customPermissionNamed(org, name));
  const apps = (grants.apps ?? []).map((name) => appNamed(org, name));
  for (const SetupEntityId of [...customPermissions, ...apps]) {
    insertRow(org, caller, 'SetupEntityAccess', { ParentId: parentId, SetupEntityId });
  }
};

const customPermissionNamed = (org: Org, name: string): string => {
  const known = rowsOf(org, 'CustomPermission').find((row) => row.DeveloperName === name);
  const label = name.replace(/_/g, ' ');
  return idOf(known ?? storeNewRow(org, 'CustomPermission', { DeveloperName: name, MasterLabel: label }));
};

const appNamed = (org: Org, name: string): string => {
  const app =
    rowsOf(org, 'ConnectedApplication').find((row) => row.Name === name) ??
    rowsOf(org, 'ExternalClientApplication').find((row) => row.DeveloperName === name);
  if (app === undefined) throw new Error(`There is no app ${name}`);
  return idOf(app);
};
