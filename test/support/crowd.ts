/** Very many users of an org, alike in all but their names: stored as copies of one of them, as inserting each takes minutes. */
import type { Org, Row } from '../local-org/model/orgModel.js';
import { rowsOf } from '../local-org/permissions/orgTables.js';
import { storeNewRow } from '../local-org/permissions/rowStore.js';

const withoutId = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([column]) => column !== 'Id'));

/**
 * So many more users like this one, each with the same assignments.
 * @param username of the one that is there
 */
export const addCrowd = (org: Org, username: string, more: number): void => {
  const user = rowsOf(org, 'User').find((row) => row['Username'] === username);
  if (user === undefined) throw new Error(`There is no user ${username}`);
  const assigned = rowsOf(org, 'PermissionSetAssignment').filter((row) => row['AssigneeId'] === user['Id']);
  for (let number = 0; number < more; number += 1) {
    const copy = storeNewRow(org, 'User', {
      ...withoutId(user),
      Username: `${number}.${username}`,
      CommunityNickname: `${number}.${username}`,
    });
    for (const row of assigned)
      storeNewRow(org, 'PermissionSetAssignment', { ...withoutId(row), AssigneeId: copy['Id'] ?? null });
  }
};
