/** Whether users can log in with their passwords: for integrations that do (fact M17). */
import type { PasswordState } from '../../access/snapshot.js';
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { Reading } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import { keyFlags, keys } from '../query.js';
import { flag, text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { wholeRows } from './queryAnswer.js';
import { readParts } from './readQueries.js';

/**
 * Reads the passwords' states of these users in one call, by the id of the user. When one expires is not told before API
 * version 63, and who is locked out only to Manage Users: gaps then.
 * @param now milliseconds since the epoch
 * @throws OrgFailure
 */
export const readPasswords = async (
  client: OrgClient,
  userIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, PasswordState>> => {
  const answers = await readParts(client, {
    expiry: {
      api: 'data',
      from: 'User',
      columns: keys('Id', 'PasswordExpirationDate'),
      where: [{ column: 'Id', in: userIds }],
    },
    locked: {
      api: 'data',
      from: 'UserLogin',
      columns: [...keys('UserId'), ...keyFlags('IsPasswordLocked')],
      where: [{ column: 'UserId', in: userIds }],
    },
  });
  const rowOf = (part: 'expiry' | 'locked', column: string, id: string): Reading<Row> => {
    const answer = answers.get(part);
    const rows = answer ? wholeRows(answer) : gap('NOT_ANSWERED', part, '');
    if (!rows.known) return rows;
    const row = rows.value.find((one) => text(one, column) === id);
    return row ? known(row) : gap('NOT_ANSWERED', part === 'expiry' ? 'User' : 'UserLogin', id);
  };
  return new Map(
    userIds.map((id) => [
      id,
      {
        expired: mapReading(rowOf('expiry', 'Id', id), (row) => {
          const date = textOrNull(row, 'PasswordExpirationDate');
          return date !== null && Date.parse(date) <= now;
        }),
        locked: mapReading(rowOf('locked', 'UserId', id), (row) => flag(row, 'IsPasswordLocked')),
      },
    ]),
  );
};
