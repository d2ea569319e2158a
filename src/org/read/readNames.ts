/** What an org has of names that files hold. */
import type { OrgSchema, UserNotFound } from '../../access/snapshot.js';
import type { ReadingScope } from '../../access/readingScope.js';
import type { OrgClient } from '../orgClient.js';
import { toldBy } from './queryAnswer.js';
import { readAccess } from './readAccess.js';
import { orFewer, readQueries } from './readQueries.js';
import { userParts, userQueries } from './users.js';
import { lookUpUsers } from './findUsers.js';

/**
 * The schema by which names are looked up: one reading, as of a check of whoever is logged in.
 * @param now milliseconds since the epoch
 * @throws OrgFailure
 */
export const readNames = async (client: OrgClient, scope: ReadingScope, now: number): Promise<OrgSchema> => {
  const runner = { username: client.username, unnamed: true };
  const { snapshot } = await readAccess(client, scope, [runner], { now, withoutRows: 'NO_VIEW_SETUP' });
  return snapshot.schema;
};

/**
 * Which of these usernames lead to no user of the org, with those that may have been meant. In a sandbox a username of
 * production stands for the one that the sandbox has made of it.
 * @throws OrgFailure, REFUSED where users cannot be read
 */
export const usersNotFound = async (
  client: OrgClient,
  usernames: readonly string[],
): Promise<readonly UserNotFound[]> => {
  if (usernames.length === 0) return [];
  const requests = usernames.map((username) => ({ username, unnamed: false }));
  const [query, ...fewer] = userQueries(client, requests, []);
  const [answer] = await readQueries(client, [query]);
  const told = await orFewer(client, answer, fewer);
  const missing: UserNotFound[] = [];
  await lookUpUsers(
    client,
    requests,
    toldBy(told ?? { known: false, gap: { code: 'NOT_ANSWERED', part: 'User', detail: '' } }, userParts),
    [],
    (one) => void missing.push(one),
  );
  return missing;
};
