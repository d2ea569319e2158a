/** Others who have the permission set of a grant: their licenses limit what can be written into it (fact Q2). */
import type { ReadingScope } from '../../access/readingScope.js';
import type { OrgSchema } from '../../access/snapshot.js';
import { gap } from '../../access/snapshot.js';
import type { Holder } from '../../access/standingSet.js';
import { noOthers } from '../../grant/otherHolders.js';
import type { OtherHolders, OthersReading } from '../../grant/otherHolders.js';
import { Refusal } from '../../refusal.js';
import type { OrgClient } from '../orgClient.js';
import { keys, texts } from '../query.js';
import type { ChildColumn } from '../query.js';
import { parent, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { childrenOf } from './queryAnswer.js';
import { readAccess } from './readAccess.js';
import { readRows } from './readQueries.js';

/** Most people whose licenses are read one by one; with more different licenses than that nobody can say. */
const mostDifferent = 25;

const licenses: ChildColumn = {
  children: 'PermissionSetLicenseAssignments',
  columns: keys('PermissionSetLicenseId'),
};

/** What decides what somebody may hold: people of the same key may hold the same. */
const licensesOf = (row: Row): string => {
  const userLicense = text(parent(row, 'Profile'), 'UserLicenseId');
  const held = childrenOf('PermissionSetLicenseAssign', row, licenses);
  // Of whom something is not told, nobody can say that he is like others.
  if (userLicense === '' || !held.known) return text(row, 'Id');
  return [userLicense, ...held.value.map((child) => text(child, 'PermissionSetLicenseId')).sort()].join(' ');
};

const grouped = (rows: readonly Row[]): string[][] => {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const key = licensesOf(row);
    groups.set(key, [...(groups.get(key) ?? []), text(row, 'Username')]);
  }
  return [...groups.values()]
    .map((usernames) => usernames.sort())
    .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
};

/**
 * Reads what the licenses of these people allow: one of each sort is looked at, as of an inspected user. What cannot be
 * read is told as such.
 * @param scope what the plan may write
 * @param schema of the same run, which is not read again
 * @throws OrgFailure when the connection or the session breaks
 */
export const readOtherHolders = async (
  client: OrgClient,
  scope: ReadingScope,
  holders: readonly Holder[],
  schema: OrgSchema,
  now: number,
): Promise<OthersReading> => {
  if (holders.length === 0) return noOthers;
  const everybody = [...new Set(holders.map(({ username }) => username))].sort();
  const rows = await readRows(client, {
    api: 'data',
    from: 'User',
    columns: [...keys('Id', 'Username'), ...texts('Profile.UserLicenseId'), licenses],
    where: [{ column: 'Id', in: [...new Set(holders.map(({ userId }) => userId))] }],
  });
  const groups = rows.known ? grouped(rows.value) : everybody.map((username) => [username]);
  const looked = groups.slice(0, mostDifferent);
  const unread = groups.slice(mostDifferent).flat();
  const requests = looked.flatMap(([username]) => (username === undefined ? [] : [{ username, unnamed: false }]));
  const nothing = { groups: [], scope, unread: { usernames: everybody, gap: gap('NOT_ANSWERED', 'User', '').gap } };
  if (requests.length === 0) return nothing;
  try {
    const options = { now, withoutRows: 'GRANT_NEEDS_VIEW_SETUP', knownSchema: schema } as const;
    const { snapshot } = await readAccess(client, scope, requests, options);
    const found = looked.flatMap((usernames): OtherHolders[] => {
      const as = snapshot.users.find(({ username }) => usernames.includes(username));
      return as ? [{ usernames, as }] : [];
    });
    const known = new Set(found.flatMap(({ usernames }) => usernames));
    const lacking = [...unread, ...everybody.filter((username) => !known.has(username))];
    const names = [...new Set(lacking)].sort();
    return {
      groups: found,
      scope,
      unread: names.length === 0 ? null : { usernames: names, gap: gap('NOT_ANSWERED', 'User', '').gap },
    };
  } catch (error) {
    // A holder whom the runner cannot find, or a refused column: no reason not to plan, but nothing is known of them.
    if (
      error instanceof Refusal &&
      ['USER_NOT_FOUND', 'USERS_NOT_FOUND', 'USER_AMBIGUOUS', 'REFUSED'].includes(error.code)
    )
      return nothing;
    throw error;
  }
};
