/** A permission set as it stands in the org, and who has it. Read whole, or the command is refused. */
import type { OrgSchema } from '../../access/snapshot.js';
import type { StandingSet } from '../../access/standingSet.js';
import type { OrgClient } from '../orgClient.js';
import { OrgFailure } from '../failure.js';
import { keys, texts } from '../query.js';
import type { Query } from '../query.js';
import { parent, text } from './answerRow.js';
import {
  fieldRowsIn,
  fieldRowsQuery,
  objectRowsIn,
  objectRowsQuery,
  userPermissionColumns,
  userPermissionsIn,
} from './permissionSetRows.js';
import { mustRead, readRows } from './readQueries.js';
import { namedSet } from './targetSet.js';

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
  const permissions = schema.permissionSetColumns.known
    ? [...schema.permissionSetColumns.value.values()].map(({ name }) => name)
    : [];
  const [[set] = []] = await mustRead(client, [
    {
      api: 'data',
      from: 'PermissionSet',
      columns: [...keys('Id'), ...texts('Name', 'Description'), ...userPermissionColumns(permissions)],
      where: 'id' in which ? [{ column: 'Id', is: which.id }] : namedSet(which.name),
    },
  ]);
  if (!set) return null;
  const id = text(set, 'Id');
  const rowsOf = { parentIds: [id], withIds: true };
  const [assignments = [], objects = [], fields = []] = await mustRead(client, [
    {
      api: 'data',
      from: 'PermissionSetAssignment',
      columns: [...keys('Id', 'AssigneeId'), ...texts('Assignee.Username')],
      where: [{ column: 'PermissionSetId', is: id }],
    },
    objectRowsQuery(rowsOf, schema.objectAccessColumns),
    fieldRowsQuery(rowsOf),
  ]);
  return {
    id,
    name: text(set, 'Name'),
    description: text(set, 'Description'),
    userPermissions: userPermissionsIn(set, permissions),
    assignments: assignments.map((row) => ({
      id: text(row, 'Id'),
      userId: text(row, 'AssigneeId'),
      username: text(parent(row, 'Assignee'), 'Username'),
    })),
    objects: objectRowsIn(objects),
    fields: fieldRowsIn(fields).map(({ accesses, ...row }) => ({
      ...row,
      access: accesses.has('edit') ? 'edit' : 'read',
    })),
  };
};

/**
 * Usernames of everybody who has a permission set through a group; none where the org knows no groups (fact A7).
 * @throws OrgFailure
 */
export const readGroupHolders = async (client: OrgClient, setId: string): Promise<string[]> => {
  const groups: Query = {
    api: 'data',
    from: 'PermissionSetGroupComponent',
    columns: keys('PermissionSetGroupId'),
    where: [{ column: 'PermissionSetId', is: setId }],
  };
  const rows = await readRows(client, {
    api: 'data',
    from: 'PermissionSetAssignment',
    columns: [...keys('Id'), ...texts('Assignee.Username')],
    where: [{ column: 'PermissionSetGroupId', inRowsOf: groups }],
  });
  if (rows.known) return rows.value.map((row) => text(parent(row, 'Assignee'), 'Username'));
  const { part, detail } = rows.gap;
  if (/^INVALID_(TYPE|FIELD)\b/.test(detail)) return [];
  throw new OrgFailure('REFUSED', [part, detail]);
};
