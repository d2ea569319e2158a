/**
 * Permission sets and groups that rules name: what the hostile world has of them, and the laws of their assignments. A grant
 * assigns them as they are, and whoever gets one gets all that it holds.
 */
import { expect } from 'chai';
import type { Receipt } from '../../../../src/grant/receipt.js';
import type { Org, Row } from '../../../local-org/model/orgModel.js';
import { grantingSetId } from '../../../local-org/permissions/assignedSets.js';
import { accessColumns, objectAccesses } from '../../../local-org/permissions/objectAccess.js';
import type { Scenario } from '../../../local-org/scenarios/scenarioFormat.js';
import { ownedBy } from '../../../support/ownSet.js';
import type { OrgMemory } from '../../faults/support/orgMemory.js';
import { setupPowers } from './gains.js';

export const customPermissions = ['Sync_Bypass', 'Sync_Admin'];
export const apexClasses = ['SyncApi', 'SyncAdminApi'];

/** What the world has of them beside those of its scenario, in the form of scenarios. */
export const namedSetsOfWorld: Pick<Scenario, 'licenses' | 'permissionSets' | 'permissionSetGroups'> = {
  licenses: {
    SyncPsl: { label: 'Sync License', total: 5, userPermissions: [], objects: {} },
    OneSeatPsl: { label: 'One Seat', total: 1, userPermissions: [], objects: {} },
  },
  permissionSets: {
    acme__Sync_User: {
      userPermissions: ['ApiEnabled'],
      objects: { Account: 'read edit' },
      fields: { 'Account.Website': 'edit' },
    },
    acme__Reports: { userPermissions: ['RunReports', 'ExportReport'] },
    acme__Admin: { userPermissions: ['ApiEnabled', 'ViewSetup', 'ViewRoles', 'ModifyMetadata'] },
    acme__Licensed: { license: 'SyncPsl', userPermissions: [] },
    acme__OneSeat: { license: 'OneSeatPsl', userPermissions: [] },
    acme__OtherLicense: { license: 'Salesforce Platform', userPermissions: [] },
    Back_Door: { customPermissions: ['Sync_Bypass'], apexClasses: ['SyncApi'] },
    Trap_Door: { customPermissions: ['Sync_Admin'], apexClasses: ['SyncAdminApi'], userPermissions: ['AuthorApex'] },
    Integration_other: {
      description: 'sf integration grant [other 0123456789ab]: permissions that Other needs.',
      userPermissions: ['ApiEnabled'],
    },
    Integration_acme_old: { description: ownedBy('acme'), objects: { Lead: 'read' } },
  },
  permissionSetGroups: {
    Acme_Access: {
      permissionSets: ['acme__Sync_User', 'acme__Reports'],
      muting: { userPermissions: ['ExportReport'] },
    },
    Acme_Admins: { permissionSets: ['acme__Admin', 'Back_Door'] },
    Doors: { permissionSets: ['Back_Door'] },
    Others_Access: { permissionSets: ['acme__Reports', 'Integration_other'] },
    Own_Access: { permissionSets: ['acme__Reports', 'Integration_acme_old'] },
    Acme_Waiting: { permissionSets: ['acme__Reports'], status: 'Updating' },
  },
};

export const groupNames = [...Object.keys(namedSetsOfWorld.permissionSetGroups ?? {}), 'Sync'];

/** The group into which a plant puts the own set of a grant. */
export const groupForOwnSet = 'Own_Access';

/** What rules name of them. */
export const namedByRules = {
  /** A grant may assign these without a further word. */
  free: ['acme__Sync_User', 'acme__Reports', 'Back_Door', 'Sales_Read', 'Acme_Access', 'Doors', 'Own_Access'],
  /** With these somebody controls the whole org, or more than one thinks. */
  withPower: ['acme__Admin', 'Everything', 'Acme_Admins', 'Trap_Door', 'acme__Licensed', 'acme__OneSeat'],
  /** A grant leaves these to people, or there is no such set. */
  forPeople: ['Session_Access', 'Acme_Waiting', 'acme__OtherLicense', 'Nope', 'nope__Nope'],
  /** A grant for another integration made these, or one of their sets. */
  ofOthers: [
    'Integration_cognism',
    'Integration_other',
    'Others_Access',
    'Integration_grouped',
    'Sync',
    'Integration_acme',
  ],
};

/** The sets that grow before the run, or between plan and run. */
export const growing = ['acme__Sync_User', 'acme__Reports', 'Back_Door', 'Sales_Read'];

const rowsOf = (org: Org, table: string): Row[] => [...(org.tables.get(table)?.values() ?? [])];

const qualified = (name: unknown, namespace: unknown): string =>
  typeof namespace === 'string' ? `${namespace}__${String(name)}` : String(name);

/** What an assignment is of, as a plan names it. */
export const whatIsAssigned = (org: Org, row: Row): string => {
  const group = org.tables.get('PermissionSetGroup')?.get(String(row['PermissionSetGroupId']));
  if (group) return qualified(group['DeveloperName'], group['NamespacePrefix']);
  const set = org.tables.get('PermissionSet')?.get(String(row['PermissionSetId']));
  return qualified(set?.['Name'], set?.['NamespacePrefix']);
};

/** What a set really holds, as ids. @param id of a permission set, also of the aggregate of a group */
export const heldIn = (org: Org, id: string): string[] => {
  const row = org.tables.get('PermissionSet')?.get(id) ?? {};
  const isOwn = (one: Row): boolean => one['ParentId'] === id;
  return [
    // What somebody has switched on of which this org knows nothing gives nothing.
    ...org.userPermissions.flatMap(({ name }) =>
      row[`Permissions${name}`] === true ? [`userPermission:${name}`] : [],
    ),
    ...rowsOf(org, 'ObjectPermissions')
      .filter(isOwn)
      .flatMap((one) =>
        objectAccesses
          .filter((access) => one[accessColumns[access]] === true)
          .map((access) => `object:${String(one['SobjectType'])}:${access}`),
      ),
    ...rowsOf(org, 'FieldPermissions')
      .filter(isOwn)
      .map((one) => `field:${String(one['Field'])}:${one['PermissionsEdit'] === true ? 'edit' : 'read'}`),
    ...setupPowers(org, new Set([id])),
  ];
};

/** Assignments of sets and groups other than the own set that are there and were not before. */
export const freshNamed = (org: Org, before: OrgMemory, isOwnSet: (setId: Row[string] | undefined) => boolean): Row[] =>
  rowsOf(org, 'PermissionSetAssignment').filter(
    (row) => !before.tables.get('PermissionSetAssignment')?.has(String(row['Id'])) && !isOwnSet(row['PermissionSetId']),
  );

/** What a plan tells of one user. */
type ToldUser = { readonly permissionSets?: readonly string[] | undefined; readonly receives?: readonly string[] };

/**
 * Assigned is only what the plan names for that user, and everything in it stands in the plan as well.
 * @param mayBeHidden whether the org may have hidden what the set holds
 */
export const expectNamedAsPlanned = (
  org: Org,
  fresh: readonly Row[],
  toldOf: (userId: string) => ToldUser | undefined,
  mayBeHidden: boolean,
  said: string,
): void => {
  for (const row of fresh) {
    const user = toldOf(String(row['AssigneeId']));
    const what = whatIsAssigned(org, row);
    expect(user?.permissionSets ?? [], `an assignment that no plan names\n${said}`).to.include(what);
    if (mayBeHidden) continue;
    const told = new Set((user?.receives ?? []).map((id) => id.toLowerCase()));
    const untold = heldIn(org, grantingSetId(org, row) ?? '').filter(
      (id) => !told.has(id.toLowerCase()) && !told.has(id.replace(/:read$/, ':edit').toLowerCase()),
    );
    expect(untold, `in ${what}, and not told\n${said}`).to.deep.equal([]);
  }
};

/** Each of these assignments stands in the receipt: what it does not name, nobody can take back. */
export const expectNamedInReceipt = (receipt: Receipt | null, fresh: readonly Row[], said: string): void => {
  const kept = (receipt?.steps ?? []).flatMap((step) =>
    step.step === 'namedSets'
      ? step.assigned.map(({ userId, setId = '' }) => `${userId.slice(0, 15)} ${setId.slice(0, 15)}`)
      : [],
  );
  for (const row of fresh) {
    const setId = String(row['PermissionSetGroupId'] ?? row['PermissionSetId']);
    expect(kept, `not in the receipt\n${said}`).to.include(
      `${String(row['AssigneeId']).slice(0, 15)} ${setId.slice(0, 15)}`,
    );
  }
};
