/** Users and licenses as they stand in the org, of a grant that is to be taken back. Read whole, or the command is refused. */
import type { StandingLicense, StandingUser } from '../../revoke/standing.js';
import type { OrgClient } from '../orgClient.js';
import { keys, texts } from '../query.js';
import type { Condition } from '../query.js';
import { parent, text } from './answerRow.js';
import { mustRead } from './readQueries.js';

/**
 * Finds users by id, and those of whom only the name is known by that.
 * @throws OrgFailure
 */
export const readUsers = async (
  client: OrgClient,
  ids: readonly string[],
  usernames: readonly string[],
): Promise<StandingUser[]> => {
  const anyOf: Condition[] = [
    ...(ids.length > 0 ? [{ column: 'Id', in: ids }] : []),
    ...(usernames.length > 0 ? [{ column: 'Username', in: usernames }] : []),
  ];
  if (anyOf.length === 0) return [];
  const [rows = []] = await mustRead(client, [
    { api: 'data', from: 'User', columns: keys('Id', 'Username'), where: [{ anyOf }] },
  ]);
  return rows.map((row) => ({ id: text(row, 'Id'), username: text(row, 'Username') }));
};

/** Assignments of permission set licenses to these users, as the org has them now. @throws OrgFailure */
export const readLicenses = async (client: OrgClient, userIds: readonly string[]): Promise<StandingLicense[]> => {
  if (userIds.length === 0) return [];
  const [rows = []] = await mustRead(client, [
    {
      api: 'data',
      from: 'PermissionSetLicenseAssign',
      columns: [...keys('Id', 'AssigneeId'), ...texts('PermissionSetLicense.DeveloperName')],
      where: [{ column: 'AssigneeId', in: userIds }],
    },
  ]);
  return rows.map((row) => ({
    id: text(row, 'Id'),
    userId: text(row, 'AssigneeId'),
    license: text(parent(row, 'PermissionSetLicense'), 'DeveloperName'),
  }));
};
