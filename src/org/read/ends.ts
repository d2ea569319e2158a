/** When licenses and passwords of users end: for whoever wants to know before it happens. */
import type { Reading } from '../../access/snapshot.js';
import { known } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import { keys, texts } from '../query.js';
import { text, textOrNull } from './answerRow.js';
import { wholeRows } from './queryAnswer.js';
import { readParts } from './readQueries.js';
import { readRows } from './readQueries.js';

/** By id, when each ends: ISO 8601, UTC. What has no end is missing. */
export type Ends = {
  readonly licenses: Reading<ReadonlyMap<string, string>>;
  readonly passwords: Reading<ReadonlyMap<string, string>>;
};

const dayMs = 86_400_000;
const none: Reading<ReadonlyMap<string, string>> = known(new Map());

const endOf = (date: string | null, moreMs: number): string | null => {
  const time = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? null : new Date(time + moreMs).toISOString();
};

/**
 * Reads when these permission set licenses and the passwords of these users end, in one call; in none where there is nothing
 * to read. A license counts to the end of its last day (fact A20). An org that refuses a column leaves a gap: passwords
 * have none before API version 63 (fact M17).
 * @param passwordsOf ids of users who log in with a password
 * @throws OrgFailure
 */
export const readEnds = async (
  client: OrgClient,
  licenseIds: readonly string[],
  passwordsOf: readonly string[],
): Promise<Ends> => {
  if (licenseIds.length === 0 && passwordsOf.length === 0) return { licenses: none, passwords: none };
  const answers = await readParts(client, {
    licenses: licenseIds.length > 0 && {
      ...{ api: 'data', from: 'PermissionSetLicense', where: [{ column: 'Id', in: licenseIds }] },
      columns: [...keys('Id'), ...texts('ExpirationDate')],
    },
    passwords: passwordsOf.length > 0 && {
      ...{ api: 'data', from: 'User', where: [{ column: 'Id', in: passwordsOf }] },
      columns: [...keys('Id'), ...texts('PasswordExpirationDate')],
    },
  });
  const endsIn = (part: 'licenses' | 'passwords', column: string, moreMs: number): Ends['licenses'] => {
    const answer = answers.get(part);
    if (answer === undefined) return none;
    const rows = wholeRows(answer);
    if (!rows.known) return rows;
    return known(
      new Map(
        rows.value.flatMap((row) => {
          const end = endOf(textOrNull(row, column), moreMs);
          return end === null ? [] : [[text(row, 'Id'), end] as const];
        }),
      ),
    );
  };
  return {
    licenses: endsIn('licenses', 'ExpirationDate', dayMs),
    passwords: endsIn('passwords', 'PasswordExpirationDate', 0),
  };
};

/** The usernames that these users have now, by their ids. A gap where that cannot be read. @throws OrgFailure */
export const readUsernames = async (
  client: OrgClient,
  ids: readonly string[],
): Promise<Reading<ReadonlyMap<string, string>>> => {
  const rows = await readRows(client, {
    ...{ api: 'data', from: 'User', columns: keys('Id', 'Username'), where: [{ column: 'Id', in: ids }] },
  });
  return rows.known ? known(new Map(rows.value.map((row) => [text(row, 'Id'), text(row, 'Username')]))) : rows;
};
