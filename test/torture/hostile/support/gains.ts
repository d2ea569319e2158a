/**
 * What everybody may do before and after a run, by the org's own evaluation, and what a plan has announced: the one may
 * grow by no more than the other. Nothing of the product is used.
 */
import type { Org, Row } from '../../../local-org/model/orgModel.js';
import { assignedSetsOf } from '../../../local-org/permissions/assignedSets.js';
import { effectiveAccess } from '../../../local-org/permissions/effectiveAccess.js';
import { storeNewRow } from '../../../local-org/permissions/rowStore.js';
import { findObject } from '../../../local-org/schema/schemaLookup.js';

/** `ApiEnabled`, `Account read`, `Account.Website edit`, `apexClass:SyncApi`. */
export type Powers = ReadonlySet<string>;

const rowsOf = (org: Org, table: string): Row[] => [...(org.tables.get(table)?.values() ?? [])];

export const userIdsOf = (org: Org): string[] => rowsOf(org, 'User').map((row) => String(row['Id']));

/** The table and the column that name things of Setup. */
const setupNames: Readonly<Record<string, readonly [table: string, column: string]>> = {
  customPermission: ['CustomPermission', 'DeveloperName'],
  apexClass: ['ApexClass', 'Name'],
};

/** What permission sets open in Setup, as ids. */
export const setupPowers = (org: Org, setIds: ReadonlySet<unknown>): string[] =>
  rowsOf(org, 'SetupEntityAccess').flatMap((row) =>
    setIds.has(row['ParentId'])
      ? Object.entries(setupNames).flatMap(([kind, [table, column]]) => {
          const entity = org.tables.get(table)?.get(String(row['SetupEntityId']));
          return entity ? [`${kind}:${String(entity[column])}`] : [];
        })
      : [],
  );

/** Everything that one user may do now. */
export const powersOf = (org: Org, userId: string): Powers => {
  const access = effectiveAccess(org, userId);
  const powers = new Set<string>(setupPowers(org, assignedSetsOf(org, userId).permissionSetIds));
  for (const { name } of org.userPermissions) if (access.userPermission(name)) powers.add(name);
  for (const { name, fields, permissionable, virtual, api } of org.schema.values()) {
    if (virtual || api === 'tooling') continue;
    for (const [word, given] of Object.entries(access.object(name))) if (given) powers.add(`${name} ${word}`);
    if (permissionable)
      for (const field of fields) {
        const { read, edit } = access.field(name, field.name);
        if (read) powers.add(`${name}.${field.name} read`);
        if (edit) powers.add(`${name}.${field.name} edit`);
      }
  }
  return powers;
};

const accessTables = [
  'PermissionSet',
  'PermissionSetGroup',
  'ObjectPermissions',
  'FieldPermissions',
  'SetupEntityAccess',
  'PermissionSetAssignment',
];

/** Whether any row is another one than before that somebody's access could come from. */
export const accessChanged = (org: Org, before: ReadonlyMap<string, ReadonlyMap<string, Row>>): boolean =>
  accessTables.some((name) => {
    const [was, is] = [before.get(name), org.tables.get(name)];
    return was?.size !== is?.size || [...(is ?? [])].some(([id, row]) => was?.get(id) !== row);
  });

/** What a plan says that a user gets, as the ids of its entries. */
export type Announced = ReadonlyMap<string, ReadonlySet<string>>;

const objectsOf = (org: Org, name: string): string[] =>
  name === '*'
    ? [...org.schema.values()].filter(({ permissionable }) => permissionable).map((one) => one.name)
    : [findObject(org, name)?.name ?? name];

const wordColumns: Readonly<Record<string, string>> = {
  read: 'PermissionsRead',
  create: 'PermissionsCreate',
  edit: 'PermissionsEdit',
  delete: 'PermissionsDelete',
  viewAllRecords: 'PermissionsViewAllRecords',
  modifyAllRecords: 'PermissionsModifyAllRecords',
  viewAllFields: 'PermissionsViewAllFields',
};

/**
 * Gives users what was announced, and nothing else, as a permission set of their own: what they may do then is the most
 * that they may do after the run. The org is changed and has to be put back.
 */
export const giveAnnounced = (org: Org, announced: Announced): void => {
  let made = 0;
  for (const [userId, ids] of announced) {
    const permissions: Row = {};
    const objects = new Map<string, Row>();
    const fields = new Map<string, Row>();
    const entities: string[] = [];
    const known = new Map(org.userPermissions.map(({ name }) => [name.toLowerCase(), name]));
    for (const id of ids) {
      const [kind = '', subject = '', word = ''] = id.split(':');
      if (kind === 'userPermission') {
        const name = known.get(subject.toLowerCase());
        if (name !== undefined) permissions[`Permissions${name}`] = true;
      } else if (kind === 'object') {
        for (const name of objectsOf(org, subject))
          objects.set(name, { ...objects.get(name), [wordColumns[word] ?? 'PermissionsRead']: true });
      } else if (kind === 'field')
        fields.set(subject.toLowerCase(), {
          Field: subject,
          PermissionsRead: true,
          PermissionsEdit: word === 'edit' || fields.get(subject.toLowerCase())?.['PermissionsEdit'] === true,
        });
      else {
        const [table = '', column = ''] = setupNames[kind] ?? [];
        entities.push(...rowsOf(org, table).flatMap((row) => (row[column] === subject ? [String(row['Id'])] : [])));
      }
    }
    made += 1;
    const set = storeNewRow(org, 'PermissionSet', { Name: `Announced_${made}`, Label: 'x', Type: 'Regular' });
    const ParentId = String(set['Id']);
    // A permission may have no column on permission sets (fact D2): then no plan gives it.
    org.tables.get('PermissionSet')?.set(ParentId, { ...set, ...permissions });
    for (const [SobjectType, row] of objects) storeNewRow(org, 'ObjectPermissions', { ParentId, SobjectType, ...row });
    for (const row of fields.values())
      storeNewRow(org, 'FieldPermissions', {
        ParentId,
        SobjectType: String(row['Field']).replace(/\..*$/, ''),
        ...row,
      });
    for (const SetupEntityId of entities) storeNewRow(org, 'SetupEntityAccess', { ParentId, SetupEntityId });
    storeNewRow(org, 'PermissionSetAssignment', { AssigneeId: userId, PermissionSetId: ParentId, IsActive: true });
  }
};

export const more = (after: Powers, before: Powers): string[] => [...after].filter((one) => !before.has(one));
