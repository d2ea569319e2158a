import type { Caller, Org, Row } from '../model/orgModel.js';
import { insertRow } from '../permissions/dml.js';
import { idOf, rowById, rowsOf, textOf } from '../permissions/orgTables.js';
import { patchRow } from '../permissions/rowStore.js';
import type { Grants, Scenario } from './scenarioFormat.js';
import { insertGrantRows, splitQualified, userPermissionColumns } from './storePermissionSet.js';

type GroupData = NonNullable<Scenario['permissionSetGroups']>[string];

/**
 * Inserts a permission set group with its members and its muting set; the platform calculates the aggregate (facts
 * A4-A8). A status other than Updated is stored afterwards, as if a recalculation were running or had failed.
 *
 * @throws Error or OrgError of the platform's rules
 */
export const storeGroup = (org: Org, caller: Caller, name: string, data: GroupData): void => {
  const label = data.label ?? name.replace(/_/g, ' ');
  const groupId = insertRow(org, caller, 'PermissionSetGroup', {
    DeveloperName: name,
    MasterLabel: label,
    ...(data.sessionBased === true ? { HasActivationRequired: true } : {}),
  });
  for (const member of data.permissionSets) addMember(org, caller, groupId, permissionSetNamed(org, member));
  if (data.muting !== undefined) storeMutingSet(org, caller, groupId, data.muting);
  const group = rowById(org, 'PermissionSetGroup', groupId);
  if (data.status !== undefined && group !== undefined) {
    patchRow(org, 'PermissionSetGroup', group, { Status: data.status });
  }
};

const addMember = (org: Org, caller: Caller, groupId: string, memberId: string): void =>
  void insertRow(org, caller, 'PermissionSetGroupComponent', {
    PermissionSetGroupId: groupId,
    PermissionSetId: memberId,
  });

/**
 * Inserts a muting set and adds it to a group.
 *
 * @throws Error or OrgError of the platform's rules
 */
export const storeMutingSet = (org: Org, caller: Caller, groupId: string, muting: Grants): void => {
  const group = rowById(org, 'PermissionSetGroup', groupId);
  const muted = muting.userPermissions ?? [];
  // Only checks the names: muting a permission does not mute those that it needs.
  userPermissionColumns(org, muted);
  const mutingId = insertRow(org, caller, 'MutingPermissionSet', {
    DeveloperName: `${textOf(group, 'DeveloperName') ?? ''}_Muting`,
    MasterLabel: `${textOf(group, 'MasterLabel') ?? ''} Muting`,
    ...Object.fromEntries(muted.map((permission) => [`Permissions${permission}`, true])),
  });
  insertGrantRows(org, caller, mutingId, muting, 'muting');
  addMember(org, caller, groupId, mutingId);
};

/** The permission set of this API name; those of profiles do not count. */
export const findPermissionSet = (org: Org, qualified: string): Row | undefined => {
  const { name, namespace } = splitQualified(qualified);
  return rowsOf(org, 'PermissionSet').find(
    (row) => row.Name === name && (row.NamespacePrefix ?? null) === namespace && row.IsOwnedByProfile !== true,
  );
};

/** Id of the permission set of this API name. @throws Error when there is none */
export const permissionSetNamed = (org: Org, name: string): string => {
  const set = findPermissionSet(org, name);
  if (set === undefined) throw new Error(`There is no permission set ${name}`);
  return idOf(set);
};
