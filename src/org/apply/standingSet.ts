import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import type { OrgSchema } from '../../access/snapshot.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { OrgClient } from '../orgClient.js';
import { OrgFailure } from '../failure.js';
import { query } from '../read/subrequests.js';
import { flag, parent, text } from '../read/answerRow.js';
import { storedRows } from '../read/permissionSetRows.js';
import { rowsOf } from '../read/rows.js';
import type { Row } from '../read/answerRow.js';
import { quote } from '../soql.js';

/** What stands in the org of a permission set that is to be taken back. */
export type StandingSet = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The set's own columns that are true, as `Permissions…`. */
  readonly columns: ReadonlySet<string>;
  readonly assignments: readonly { readonly id: string; readonly userId: string; readonly username: string }[];
  readonly objects: readonly Row[];
  readonly fields: readonly Row[];
};

/** The columns of ObjectPermissions that this API version has: View All Fields came with version 63 (fact B1). */
export const objectColumns = ({ objectAccessColumns }: OrgSchema): string[] =>
  [...objectAccessColumns].map((access) => objectPermissionColumns[access]);

/** Rows of a query that must be readable for a revoke. @throws OrgFailure */
export const mustRead = async (client: OrgClient, part: string, soql: string): Promise<readonly Row[]> => {
  const replies = await client.composite([query('q', soql)], 'data');
  const rows = await rowsOf(client, part, replies.get('q'));
  if (!rows.known) throw new OrgFailure('REFUSED', [part, rows.gap.detail]);
  return rows.value;
};

/**
 * Reads a permission set with all that it holds and who has it; null where there is none.
 * @param which by its id, or by its name without namespace
 * @param schema says which columns this org and this API version have (fact D2)
 * @throws OrgFailure
 */
export const readStandingSet = async (
  client: OrgClient,
  which: { readonly id: string } | { readonly name: string },
  schema: OrgSchema,
): Promise<StandingSet | null> => {
  const permissions = schema.permissionSetColumns.known ? [...schema.permissionSetColumns.value.values()] : [];
  const columns = permissions.map((permission) => `, Permissions${permission.name}`).join('');
  const where =
    'id' in which
      ? `Id = ${quote(which.id)}`
      : `Name = ${quote(which.name)} AND NamespacePrefix = null AND IsOwnedByProfile = false`;
  const [set] = await mustRead(
    client,
    'PermissionSet',
    `SELECT Id, Name, Description${columns} FROM PermissionSet WHERE ${where}`,
  );
  if (!set) return null;
  const id = text(set, 'Id');
  const words = objectColumns(schema).join(', ');
  const [assignments, objects, fields] = await Promise.all([
    mustRead(
      client,
      'PermissionSetAssignment',
      `SELECT Id, AssigneeId, Assignee.Username FROM PermissionSetAssignment WHERE PermissionSetId = ${quote(id)}`,
    ),
    mustRead(
      client,
      'ObjectPermissions',
      `SELECT Id, SobjectType, ${words} FROM ObjectPermissions WHERE ParentId = ${quote(id)}`,
    ),
    mustRead(
      client,
      'FieldPermissions',
      `SELECT Id, SobjectType, Field, PermissionsRead, PermissionsEdit FROM FieldPermissions WHERE ParentId = ${quote(id)}`,
    ),
  ]);
  return {
    id,
    name: text(set, 'Name'),
    description: text(set, 'Description'),
    columns: new Set(permissions.map(({ name: own }) => `Permissions${own}`).filter((column) => flag(set, column))),
    assignments: assignments.map((row) => ({
      id: text(row, 'Id'),
      userId: text(row, 'AssigneeId'),
      username: text(parent(row, 'Assignee'), 'Username'),
    })),
    objects: storedRows(objects),
    fields: storedRows(fields),
  };
};

/** The accesses that a row of ObjectPermissions gives. */
export const accessesOf = (row: Row): ObjectAccess[] =>
  (Object.entries(objectPermissionColumns) as [ObjectAccess, string][]).flatMap(([access, column]) =>
    flag(row, column) ? [access] : [],
  );

/** Everything that the set holds, as entry ids, sorted; a field that can be edited is named once. */
export const contentIds = (set: StandingSet): string[] =>
  [
    ...[...set.columns].map((column) => `userPermission:${column.slice('Permissions'.length)}`),
    ...set.objects.flatMap((row) => accessesOf(row).map((access) => `object:${text(row, 'SobjectType')}:${access}`)),
    ...set.fields.map((row) => `field:${text(row, 'Field')}:${flag(row, 'PermissionsEdit') ? 'edit' : 'read'}`),
  ].sort();
