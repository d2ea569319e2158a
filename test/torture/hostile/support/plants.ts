/** What somebody has put into the org beforehand: permission sets with our mark, holders of them, and invented dependencies. */
import fc from 'fast-check';
import type { Org, Row } from '../../../local-org/model/orgModel.js';
import { storeNewRow, storeRow } from '../../../local-org/permissions/rowStore.js';
import { writeDataPermissionRows } from '../../../local-org/permissions/dataPermissionRows.js';
import { groupsChanged, memberChanged } from '../../../local-org/permissions/permissionSetGroups.js';
import { ownedBy } from '../../../support/ownSet.js';
import { growing, groupForOwnSet } from './namedSets.js';

export type Plant =
  /** A permission set under the name that the grant would use; what stands there already gets the content. */
  | {
      readonly kind: 'set';
      readonly mark: number;
      readonly content: number;
      readonly holders: number;
      readonly label: number;
    }
  /** A set that rules name holds more, or bears a mark. */
  | { readonly kind: 'grown'; readonly which: number; readonly content: number; readonly mark: number | null }
  /** The set of the grant itself is in a group that rules name. */
  | { readonly kind: 'member' }
  | { readonly kind: 'claims'; readonly edges: readonly number[] };

const nat = (max: number): fc.Arbitrary<number> => fc.nat({ max });

export const anyPlant: fc.Arbitrary<Plant> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), mark: nat(13), content: nat(9), holders: nat(7), label: nat(9) }),
  fc.record({
    kind: fc.constant('grown' as const),
    which: nat(growing.length - 1),
    content: nat(10),
    mark: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: nat(9) }) as fc.Arbitrary<
      number | null
    >,
  }),
  fc.record({ kind: fc.constant('member' as const) }),
  fc.record({ kind: fc.constant('claims' as const), edges: fc.array(nat(15), { minLength: 1, maxLength: 4 }) }),
);

const claims: ReadonlyArray<[string, string]> = [
  ['Account<read>', 'AuthorApex'],
  ['Account<read>', 'ModifyAllData'],
  ['ApiEnabled', 'ManageUsers'],
  ['ApiEnabled', 'RunReports'],
  ['RunReports', 'AssignPermissionSets'],
  ['Lead<read>', 'Account<modifyall>'],
  ['Contact<read>', 'ManageProfilesPermissionsets'],
  ['Contact<read>', 'Lead<read>'],
  ['Lead<read>', 'RunReports'],
  ['RunReports', 'ViewAllData'],
  ['ViewAllData', 'ModifyAllData'],
  ['ActivitiesAccess', 'ManageInternalUsers'],
  ['Opportunity<read>', 'Case<delete>'],
  ['Account<read>', 'ManageEncryptionKeys'],
  ['Ghost<\u001b[31m>', 'Nothing'],
  ['Account<read>', 'Account<viewAllRecords>'],
];

const marks: readonly ((integration: string) => string | null)[] = [
  (integration) => ownedBy(integration),
  (integration) => `sf integration grant [${integration} 0123456789ab]: permissions that Acme needs.`,
  () => ownedBy('cognism'),
  () => 'sf integration grant [cognism 0123456789ab]: permissions that Cognism needs.',
  () => null,
  () => 'Sales',
  (integration) => `${ownedBy(integration)}\u001b[2K\u001b]0;pwned\u0007\u202e`,
  (integration) => `sf integration grant [${integration}`,
  (integration) => `sf integration grant: permissions that x\n(${integration}) needs.`,
  (integration) => `\u200bsf integration grant [${integration} 0123456789ab]: x`,
];

const contents: ReadonlyArray<{
  user?: string[];
  objects?: Record<string, string[]>;
  fields?: Record<string, 'read' | 'edit'>;
  classes?: string[];
}> = [
  {},
  { user: ['ModifyAllData', 'ManageUsers', 'ViewAllData'] },
  { user: ['AuthorApex', 'CustomizeApplication'], objects: { Account: ['Read', 'Edit', 'ModifyAllRecords'] } },
  { user: ['AssignPermissionSets', 'ManageProfilesPermissionsets', 'ViewSetup'] },
  { user: ['ApiEnabled'], objects: { Account: ['Read'] } },
  {
    objects: { Lead: ['Read', 'Delete'], Case: ['Read'] },
    fields: { 'Lead.Phone': 'edit', 'Account.Website': 'read' },
  },
  { user: ['ViewEncryptionKeys'], fields: { 'Contact.Email': 'read' } },
  { user: ['RunReports', 'ViewRoles'] },
  { user: ['ResetPasswords', 'ManageSharing', 'ManageRoles'] },
  { objects: { Opportunity: ['Read', 'ViewAllRecords'], Contact: ['Read', 'Create', 'Edit', 'Delete'] } },
  { classes: ['SyncAdminApi'] },
];

const holders: ReadonlyArray<readonly string[]> = [
  [],
  [],
  ['standard'],
  ['viewer'],
  ['standard', 'grouped'],
  ['half'],
  ['member'],
  [],
];

const labels = ['Acme', '\u001b[2Kx\r\u202eevil\nApply nothing', `${'L'.repeat(80)}`, '%s %d {0}', 'Acme\u200b'];

const rowsOf = (org: Org, table: string): Row[] => [...(org.tables.get(table)?.values() ?? [])];

const setNamed = (org: Org, name: string): Row | undefined =>
  rowsOf(org, 'PermissionSet').find((row) => row['Name'] === name);

/** Puts content into a set that is there; what it has of it already stays. */
const fill = (org: Org, set: Row, content: number): void => {
  const { user = [], objects = {}, fields = {}, classes = [] } = contents[content % contents.length] ?? {};
  const id = String(set['Id']);
  const whole = { ...set, ...Object.fromEntries(user.map((permission) => [`Permissions${permission}`, true])) };
  storeRow(org, 'PermissionSet', whole);
  // As the platform does for whoever sets them.
  writeDataPermissionRows(org, whole);
  const has = (table: string, column: string, value: string): boolean =>
    rowsOf(org, table).some((row) => row['ParentId'] === id && row[column] === value);
  for (const [object, words] of Object.entries(objects))
    if (!has('ObjectPermissions', 'SobjectType', object))
      storeNewRow(org, 'ObjectPermissions', {
        ParentId: id,
        SobjectType: object,
        ...Object.fromEntries(words.map((word) => [`Permissions${word}`, true])),
      });
  for (const [field, access] of Object.entries(fields))
    if (!has('FieldPermissions', 'Field', field))
      storeNewRow(org, 'FieldPermissions', {
        ParentId: id,
        SobjectType: field.slice(0, field.indexOf('.')),
        Field: field,
        PermissionsRead: true,
        PermissionsEdit: access === 'edit',
      });
  for (const entity of rowsOf(org, 'ApexClass').filter((row) => classes.includes(String(row['Name']))))
    if (!has('SetupEntityAccess', 'SetupEntityId', String(entity['Id'])))
      storeNewRow(org, 'SetupEntityAccess', {
        ParentId: id,
        SetupEntityId: String(entity['Id']),
        SetupEntityType: 'ApexClass',
      });
};

const plantSet = (org: Org, plant: Extract<Plant, { kind: 'set' }>, name: string, integration: string): void => {
  const before = setNamed(org, name);
  const set =
    before ??
    storeNewRow(org, 'PermissionSet', {
      Name: name,
      Label: (labels[plant.label % labels.length] ?? name).slice(0, 80),
      Description: (marks[plant.mark] ?? ownedBy)(integration) ?? null,
      IsCustom: true,
      Type: 'Regular',
    });
  const id = String(set['Id']);
  fill(org, set, plant.content);
  if (before === undefined)
    for (const holder of holders[plant.holders % holders.length] ?? []) {
      const assignee = rowsOf(org, 'User').find((row) => String(row['Username']).startsWith(`${holder}@`));
      if (assignee !== undefined)
        storeNewRow(org, 'PermissionSetAssignment', {
          AssigneeId: String(assignee['Id']),
          PermissionSetId: id,
          IsActive: true,
        });
    }
  memberChanged(org, id);
};

const grow = (org: Org, { which, content, mark }: Extract<Plant, { kind: 'grown' }>, integration: string): void => {
  const [namespace, ownName] = (growing[which] ?? '').includes('__')
    ? (growing[which] ?? '').split('__')
    : [null, growing[which]];
  const set = rowsOf(org, 'PermissionSet').find(
    (row) => row['Name'] === ownName && (row['NamespacePrefix'] ?? null) === namespace,
  );
  if (set === undefined) return;
  const Description = mark === null ? (set['Description'] ?? null) : (marks[mark] ?? ownedBy)(integration);
  fill(org, { ...set, Description }, content);
  memberChanged(org, String(set['Id']));
};

/** Puts a set into the group that rules name, beside what that holds. */
const join = (org: Org, name: string): void => {
  const set = setNamed(org, name);
  const group = rowsOf(org, 'PermissionSetGroup').find((row) => row['DeveloperName'] === groupForOwnSet);
  if (set === undefined || group === undefined) return;
  const [PermissionSetGroupId, PermissionSetId] = [String(group['Id']), String(set['Id'])];
  const isMember = rowsOf(org, 'PermissionSetGroupComponent').some(
    (row) => row['PermissionSetGroupId'] === PermissionSetGroupId && row['PermissionSetId'] === PermissionSetId,
  );
  if (isMember) return;
  storeNewRow(org, 'PermissionSetGroupComponent', { PermissionSetGroupId, PermissionSetId });
  groupsChanged(org, [PermissionSetGroupId]);
};

/** Puts it all into the org. `name`: of the permission set that the grant would use; `integration`: whose that is. */
export const plant = (org: Org, plants: readonly Plant[], name: string, integration: string): void => {
  const edges = plants.flatMap((one) => (one.kind === 'claims' ? one.edges : []));
  org.behaviours.claimedDependencies = [...new Set(edges)].flatMap((at) => (claims[at] ? [claims[at]] : []));
  for (const one of plants) {
    if (one.kind === 'set' && /^\w{1,80}$/.test(name)) plantSet(org, one, name, integration);
    if (one.kind === 'grown') grow(org, one, integration);
  }
  if (plants.some(({ kind }) => kind === 'member')) join(org, name);
};
