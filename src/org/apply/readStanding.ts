import type { OrgSchema } from '../../access/snapshot.js';
import type { StandingLicense, StandingSet, StandingUser } from '../../revoke/standing.js';
import type { OrgClient } from '../orgClient.js';
import { flag, parent, text } from '../read/answerRow.js';
import { list } from '../soql.js';
import { accessesOf, mustRead, readStandingSet } from './standingSet.js';

/**
 * Reads a permission set with all that it holds and who has it; null where there is none.
 * @throws OrgFailure
 */
export const readWholeSet = async (
  client: OrgClient,
  which: { readonly id: string } | { readonly name: string },
  schema: OrgSchema,
): Promise<StandingSet | null> => {
  const set = await readStandingSet(client, which, schema);
  return (
    set && {
      id: set.id,
      name: set.name,
      description: set.description,
      userPermissions: [...set.columns].map((column) => column.slice('Permissions'.length)),
      assignments: set.assignments,
      objects: set.objects.map((row) => ({
        id: text(row, 'Id'),
        sobject: text(row, 'SobjectType'),
        accesses: new Set(accessesOf(row)),
      })),
      fields: set.fields.map((row) => ({
        id: text(row, 'Id'),
        sobject: text(row, 'SobjectType'),
        field: text(row, 'Field').slice(text(row, 'Field').indexOf('.') + 1),
        access: flag(row, 'PermissionsEdit') ? 'edit' : 'read',
      })),
    }
  );
};

/**
 * Finds users by id, and those of whom only the name is known by that.
 * @throws OrgFailure
 */
export const readUsers = async (
  client: OrgClient,
  ids: readonly string[],
  usernames: readonly string[],
): Promise<StandingUser[]> => {
  const where = [
    ...(ids.length > 0 ? [`Id IN ${list(ids)}`] : []),
    ...(usernames.length > 0 ? [`Username IN ${list(usernames)}`] : []),
  ].join(' OR ');
  if (where === '') return [];
  const rows = await mustRead(client, 'User', `SELECT Id, Username FROM User WHERE ${where}`);
  return rows.map((row) => ({ id: text(row, 'Id'), username: text(row, 'Username') }));
};

/** Assignments of permission set licenses to these users, as the org has them now. @throws OrgFailure */
export const readLicenses = async (client: OrgClient, userIds: readonly string[]): Promise<StandingLicense[]> => {
  if (userIds.length === 0) return [];
  const rows = await mustRead(
    client,
    'PermissionSetLicenseAssign',
    `SELECT Id, AssigneeId, PermissionSetLicense.DeveloperName FROM PermissionSetLicenseAssign WHERE AssigneeId IN ${list(userIds)}`,
  );
  return rows.map((row) => ({
    id: text(row, 'Id'),
    userId: text(row, 'AssigneeId'),
    license: text(parent(row, 'PermissionSetLicense'), 'DeveloperName'),
  }));
};
