/** An embedded org → the world of the second evaluator, from the stored tables and without any code of the product. */
import type { FieldSchema, ObjectSchema, Org, Row } from '../../../local-org/model/orgModel.js';
import { idOf, isTrue, rowById, rowsOf, textOf } from '../../../local-org/permissions/orgTables.js';
import { accessColumns, objectAccesses } from '../../../local-org/permissions/objectAccess.js';
import { openedKey, setupKey } from '../../naive/world.js';
import type { App } from '../../naive/judgeApp.js';
import type {
  Assignment,
  Entity,
  Field,
  Flag,
  Group,
  Holding,
  License,
  PermissionSet,
  PermissionSetLicense,
  Profile,
  Setup,
  User,
  World,
} from '../../naive/world.js';

const columnNames = (row: Row, prefix: string): string[] =>
  Object.keys(row).flatMap((column) =>
    column.startsWith(prefix) && row[column] === true ? [column.slice(prefix.length)] : [],
  );

/** What the rows say that a permission set, a hidden set of a profile, an aggregate or a muting set holds. */
const holdingOf = (org: Org, set: Row): Holding => {
  const own = (table: string): Row[] => rowsOf(org, table).filter((row) => row['ParentId'] === idOf(set));
  return {
    userPermissions: columnNames(set, 'Permissions'),
    objects: Object.fromEntries(
      own('ObjectPermissions').map((row) => [
        String(row['SobjectType']),
        objectAccesses.filter((access) => isTrue(row, accessColumns[access])),
      ]),
    ),
    fields: Object.fromEntries(
      own('FieldPermissions')
        .filter((row) => isTrue(row, 'PermissionsRead') || isTrue(row, 'PermissionsEdit'))
        .map((row) => [String(row['Field']), isTrue(row, 'PermissionsEdit') ? 'edit' : 'read']),
    ),
    setup: own('SetupEntityAccess').flatMap((row) => setupKeyOf(org, row['SetupEntityId']) ?? []),
  };
};

/** `ns__Name` of what comes with a package. */
const packagedName = (row: Row, column: 'DeveloperName' | 'Name'): string => {
  const namespace = textOf(row, 'NamespacePrefix');
  return namespace === null ? String(row[column]) : `${namespace}__${String(row[column])}`;
};

/** The thing of Setup that has this id, as holdings write it; undefined for what no rule asks for, such as a page. */
const setupKeyOf = (org: Org, id: unknown): string | undefined => {
  const found = (table: string): Row | undefined => rowsOf(org, table).find((row) => idOf(row) === id);
  const permission = found('CustomPermission');
  if (permission) return setupKey('customPermission', packagedName(permission, 'DeveloperName'));
  const apexClass = found('ApexClass');
  if (apexClass) return setupKey('apexClass', packagedName(apexClass, 'Name'));
  const definition = found('CustomObject');
  if (definition) return openedKey(`${packagedName(definition, 'DeveloperName')}__c`);
  const app = found('ConnectedApplication');
  return app && setupKey('ConnectedApplication', String(app['Name']));
};

/** Of a field the weakest muted access counts: who may not read it may not edit it either. */
const mutingOf = (org: Org, set: Row): Holding => {
  const rows = rowsOf(org, 'FieldPermissions').filter((row) => row['ParentId'] === idOf(set));
  return {
    ...holdingOf(org, set),
    fields: Object.fromEntries(
      rows.map((row) => [String(row['Field']), isTrue(row, 'PermissionsRead') ? 'read' : 'edit']),
    ),
  };
};

const fieldOf = (schema: ObjectSchema, tracked: ReadonlySet<string>, field: FieldSchema): Field => {
  const partOf = (one: FieldSchema): string | null =>
    one.compoundFieldName === null || one.compoundFieldName === one.name ? null : one.compoundFieldName;
  return {
    name: field.name,
    partOf: partOf(field),
    isCompound: schema.fields.some((part) => partOf(part) === field.name),
    permissionable: field.permissionable,
    createable: field.createable,
    updateable: field.updateable,
    calculated: field.calculated,
    autoNumber: field.autoNumber,
    tracked: tracked.has(field.name),
  };
};

const entityOf = (org: Org, schema: ObjectSchema): Entity => {
  const history = org.history.get(schema.name);
  const tracked = history?.trackedFields ?? new Set<string>();
  return {
    name: schema.name,
    takesObjectPermissions: schema.permissionable,
    fields: schema.fields.map((field) => fieldOf(schema, tracked, field)),
    // Objects without a switch in their metadata count as switched on (fact F6).
    historySwitch: schema.history === 'switch' ? (history?.objectSwitch ?? false) : 'always',
  };
};

const stateOf = (org: Org, assignment: Row, needsActivation: boolean): Assignment['state'] => {
  const expires = textOf(assignment, 'ExpirationDate');
  if (expires !== null && Date.parse(expires.replace('+0000', 'Z')) <= org.now()) return 'expired';
  if (isTrue(assignment, 'IsRevoked')) return 'revoked';
  if (assignment['IsActive'] === false) return 'inactive';
  return needsActivation ? 'needsActivation' : 'inForce';
};

const ordinarySets = (org: Org): Row[] =>
  rowsOf(org, 'PermissionSet').filter((row) => !isTrue(row, 'IsOwnedByProfile') && row['Type'] !== 'Group');

const groupOf = (org: Org, group: Row): Group => {
  const members = rowsOf(org, 'PermissionSetGroupComponent')
    .filter((row) => row['PermissionSetGroupId'] === idOf(group))
    .map((row) => row['PermissionSetId']);
  const muting = rowsOf(org, 'MutingPermissionSet').find((row) => members.includes(idOf(row)));
  const aggregate = rowsOf(org, 'PermissionSet').find(
    (row) => row['PermissionSetGroupId'] === idOf(group) && row['Type'] === 'Group',
  );
  return {
    name: String(group['DeveloperName']),
    members: ordinarySets(org)
      .filter((row) => members.includes(idOf(row)))
      .map((row) => String(row['Name'])),
    muting: muting ? mutingOf(org, muting) : null,
    aggregate: aggregate ? holdingOf(org, aggregate) : { userPermissions: [], objects: {}, fields: {}, setup: [] },
    waiting: group['Status'] !== 'Updated',
  };
};

/** What a license allows at most: rows of objects as far as the org shows them, columns of user permissions (fact A20). */
const licenseOf = (org: Org, row: Row, name: string): License => {
  const objects = org.ceilings.get(idOf(row))?.objects ?? null;
  const readable = org.behaviours.licenseCeilingsReadable;
  const isOfUsers = rowById(org, 'UserLicense', idOf(row)) !== undefined;
  const isShown = readable !== false && !(isOfUsers && readable === 'ofPermissionSetLicenses');
  return {
    name,
    objects:
      objects && isShown && objects.size > 0
        ? Object.fromEntries([...objects].map(([object, words]) => [object, [...words]]))
        : null,
    userPermissions: isOfUsers ? null : columnNames(row, 'MaximumPermissions'),
  };
};

const setLicensesOf = (org: Org): PermissionSetLicense[] =>
  rowsOf(org, 'PermissionSetLicense').map((row) => {
    const ends = textOf(row, 'ExpirationDate');
    const day = 86_400_000;
    const isOver = ends !== null && Date.parse(ends) + day <= org.now();
    return {
      ...licenseOf(org, row, String(row['DeveloperName'])),
      force: row['Status'] === 'Disabled' ? 'disabled' : isOver ? 'expired' : 'inForce',
      freeSeat: Number(row['UsedLicenses']) < Number(row['TotalLicenses']),
    };
  });

/** By namespace of the packages that sell seats: those for the whole org do not (AllowedLicenses -1). */
const seatsOf = (org: Org, user: Row): User['seats'] =>
  Object.fromEntries(
    rowsOf(org, 'PackageLicense')
      .filter((row) => row['AllowedLicenses'] !== -1)
      .map((row) => {
        const isHeld = rowsOf(org, 'UserPackageLicense').some(
          (seat) => seat['UserId'] === idOf(user) && seat['PackageLicenseId'] === idOf(row),
        );
        return [String(row['NamespacePrefix']), isHeld ? 'held' : 'missing'] as const;
      }),
  );

/** A box that the org may not have. */
const boxOf = (org: Org, user: Row, flag: Flag): User['flags'] => {
  const column = `UserPermissions${flag}`;
  const isThere = org.schema.get('user')?.fields.some(({ name }) => name === column) ?? false;
  return isThere ? { [flag]: isTrue(user, column) } : {};
};

const userOf = (org: Org, user: Row): User => {
  const profile = rowById(org, 'Profile', user['ProfileId']);
  const license = rowById(org, 'UserLicense', profile?.['UserLicenseId']);
  const assigned = rowsOf(org, 'PermissionSetLicenseAssign')
    .filter((row) => row['AssigneeId'] === idOf(user))
    .map((row) => rowById(org, 'PermissionSetLicense', row['PermissionSetLicenseId']))
    .filter((row) => row !== undefined);
  const assignments = rowsOf(org, 'PermissionSetAssignment').filter((row) => row['AssigneeId'] === idOf(user));
  const login = rowsOf(org, 'UserLogin').find((row) => row['UserId'] === idOf(user));
  return {
    username: String(user['Username']),
    profile: String(profile?.['Name']),
    permissionSets: assignments.flatMap((row): Assignment[] => {
      const set = rowById(org, 'PermissionSet', row['PermissionSetId']);
      if (!set || isTrue(set, 'IsOwnedByProfile') || row['PermissionSetGroupId']) return [];
      return [
        {
          of: String(set['Name']),
          state: stateOf(org, row, isTrue(set, 'HasActivationRequired')),
          doubtful: false,
        },
      ];
    }),
    groups: assignments.flatMap((row): Assignment[] => {
      const group = rowById(org, 'PermissionSetGroup', row['PermissionSetGroupId']);
      return group
        ? [
            {
              of: String(group['DeveloperName']),
              state: stateOf(org, row, isTrue(group, 'HasActivationRequired')),
              doubtful: false,
            },
          ]
        : [];
    }),
    active: isTrue(user, 'IsActive'),
    frozen: isTrue(login, 'IsFrozen'),
    unnamed: false,
    license: license
      ? licenseOf(org, license, String(license['Name']))
      : { name: '', objects: null, userPermissions: null },
    permissionSetLicenses: assigned.map((row) => String(row['DeveloperName'])),
    flags: {
      ...{ MarketingUser: isTrue(user, 'UserPermissionsMarketingUser'), ...boxOf(org, user, 'SupportUser') },
      ...{ KnowledgeUser: isTrue(user, 'UserPermissionsKnowledgeUser'), ...boxOf(org, user, 'InteractionUser') },
    },
    seats: seatsOf(org, user),
  };
};

const profileOf = (org: Org, user: Row): Profile => {
  const row = rowById(org, 'Profile', user['ProfileId']);
  if (!row) throw new Error('a user without profile');
  const hidden = rowsOf(org, 'PermissionSet').find(
    (set) => set['ProfileId'] === idOf(row) && isTrue(set, 'IsOwnedByProfile'),
  );
  const onSets = new Set(org.userPermissions.filter((one) => one.onPermissionSet).map(({ name }) => name));
  return {
    ...(hidden ? holdingOf(org, hidden) : { userPermissions: [], objects: {}, fields: {}, setup: [] }),
    name: String(row['Name']),
    profileOnly: columnNames(row, 'Permissions').filter((name) => !onSets.has(name)),
  };
};

/** Apps of the org that only admit users whom an administrator has admitted, or everybody (fact M14). */
const appsOf = (org: Org): App[] =>
  rowsOf(org, 'ConnectedApplication').map((row) => ({
    type: 'ConnectedApplication',
    name: String(row['Name']),
    enabled: true,
    preauthorizedOnly: isTrue(row, 'OptionsAllowAdminApprovedUsersOnly'),
    runsAs: null,
  }));

/** What rules can name beside permissions, objects and fields. */
const setupOf = (org: Org): Setup => ({
  customPermissions: rowsOf(org, 'CustomPermission').map((row) => packagedName(row, 'DeveloperName')),
  apexClasses: rowsOf(org, 'ApexClass').map((row) => packagedName(row, 'Name')),
  apps: appsOf(org),
  packages: rowsOf(org, 'PackageLicense').map((row) => String(row['NamespacePrefix'])),
  sharing: Object.fromEntries(
    [...org.schema.values()].map(({ name }) => [name, org.sharing.get(name.toLowerCase()) ?? 'ReadWrite']),
  ),
  offeredOnly: [],
});

/** The org as the second evaluator sees it, with one user; only these objects, to keep the world small. */
export const worldOfOrg = (org: Org, username: string, objects: readonly string[]): World => {
  const user = rowsOf(org, 'User').find((row) => row['Username'] === username);
  if (!user) throw new Error(`no user ${username}`);
  const setPermissions = org.userPermissions.filter((one) => one.onPermissionSet).map(({ name }) => name);
  return {
    entities: objects.flatMap((name) => {
      const schema = org.schema.get(name.toLowerCase());
      return schema ? [entityOf(org, schema)] : [];
    }),
    setPermissions,
    profilePermissions: org.userPermissions
      .filter((one) => one.onProfile && !one.onPermissionSet)
      .map(({ name }) => name),
    ceilingPermissions: setPermissions,
    permissionSetLicenses: setLicensesOf(org),
    knowsViewAllFields: true,
    profiles: [profileOf(org, user)],
    permissionSets: ordinarySets(org).map((row): PermissionSet => ({
      ...holdingOf(org, row),
      name: String(row['Name']),
      namespace: null,
    })),
    groups: rowsOf(org, 'PermissionSetGroup').map((row) => groupOf(org, row)),
    users: [userOf(org, user)],
    setup: setupOf(org),
    gaps: {},
  };
};
