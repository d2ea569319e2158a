/** The names that an org has of profiles, user licenses and permission set licenses, all of each: there are few. */
import type { ListedNames, Reading } from '../../access/snapshot.js';
import { known } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import type { OrgClient } from '../orgClient.js';
import { keys } from '../query.js';
import { text } from './answerRow.js';
import { wholeRows } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import { readQueries } from './readQueries.js';

const byKey = (answer: Reading<Answer> | undefined, from: string, column: string): ListedNames['profiles'] => {
  if (answer === undefined) return { known: false, gap: { code: 'NOT_ANSWERED', part: from, detail: '' } };
  const rows = wholeRows(answer);
  if (!rows.known) return rows;
  return known(new Map(rows.value.map((row) => [keyOf(text(row, column)), text(row, column)])));
};

/** Reads them in one call. @throws OrgFailure */
export const readListedNames = async (client: OrgClient): Promise<ListedNames> => {
  const query = (from: string, column: string) => ({ api: 'data', from, columns: keys(column), where: [] }) as const;
  const [profiles, userLicenses, permissionSetLicenses] = await readQueries(client, [
    query('Profile', 'Name'),
    query('UserLicense', 'Name'),
    query('PermissionSetLicense', 'DeveloperName'),
  ]);
  return {
    profiles: byKey(profiles, 'Profile', 'Name'),
    userLicenses: byKey(userLicenses, 'UserLicense', 'Name'),
    permissionSetLicenses: byKey(permissionSetLicenses, 'PermissionSetLicense', 'DeveloperName'),
  };
};
