/** What somebody has put into the org beforehand: permission sets with our mark, holders of them, and invented dependencies. */
import fc from 'fast-check';
import type { Org, Row } from '../../../local-org/model/orgModel.js';
import { storeNewRow, storeRow } from '../../../local-org/permissions/rowStore.js';
import { writeDataPermissionRows } from '../../../local-org/permissions/dataPermissionRows.js';
import { memberChanged } from '../../../local-org/permissions/permissionSetGroups.js';
import { ownedBy } from '../../../support/ownSet.js';

export type Plant =
  /** A permission set under the name that the grant would use; what stands there already gets the content. */
  | {
      readonly kind: 'set';
      readonly mark: number;
      readonly content: number;
      readonly holders: number;
      readonly label: number;
    }
  | { readonly kind: 'claims'; readonly edges: readonly number[] };

const nat = (max: number): fc.Arbitrary<number> => fc.nat({ max });

export const anyPlant: fc.Arbitrary<Plant> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), mark: nat(13), content: nat(9), holders: nat(7), label: nat(9) }),
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

const plantSet = (org: Org, plant: Extract<Plant, { kind: 'set' }>, name: string, integration: string): void => {
  const { user = [], objects = {}, fields = {} } = contents[plant.content % contents.length] ?? {};
  const switches = Object.fromEntries(user.map((permission) => [`Permissions${permission}`, true]));
  const before = rowsOf(org, 'PermissionSet').find((row) => row['Name'] === name);
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
  const whole = { ...set, ...switches };
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

/** Puts it all into the org. `name`: of the permission set that the grant would use; `integration`: whose that is. */
export const plant = (org: Org, plants: readonly Plant[], name: string, integration: string): void => {
  const edges = plants.flatMap((one) => (one.kind === 'claims' ? one.edges : []));
  org.behaviours.claimedDependencies = [...new Set(edges)].flatMap((at) => (claims[at] ? [claims[at]] : []));
  for (const one of plants) if (one.kind === 'set' && /^\w{1,80}$/.test(name)) plantSet(org, one, name, integration);
};
