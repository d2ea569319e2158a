import type { Caller, Org, Row } from '../model/orgModel.js';
import { insertRow } from '../permissions/dml.js';
import { idOf, rowById, rowsOf } from '../permissions/orgTables.js';
import { patchRow } from '../permissions/rowStore.js';
import type { Scenario } from './scenarioFormat.js';
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
  const addMember = (memberId: string): void =>
    void insertRow(org, caller, 'PermissionSetGroupComponent', {
      PermissionSetGroupId: groupId,
      PermissionSetId: memberId,
    });
  for (const member of data.permissionSets) addMember(permissionSetNamed(org, member));
  if (data.muting !== undefined) {
    const muted = data.muting.userPermissions ?? [];
    // Only checks the names: muting a permission does not mute those that it needs.
    userPermissionColumns(org, muted);
    const mutingId = insertRow(org, caller, 'MutingPermissionSet', {
      DeveloperName: `${name}_Muting`,
      MasterLabel: `${label} Muting`,
      ...Object.fromEntries(muted.map((permission) => [`Permissions${permission}`, true])),
    });
    insertGrantRows(org, caller, mutingId, data.muting, 'muting');
    addMember(mutingId);
  }
  const group = rowById(org, 'PermissionSetGroup', groupId);
  if (data.status !== undefined && group !== undefined) {
    patchRow(org, 'PermissionSetGroup', group, { Status: data.status });
  }
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
