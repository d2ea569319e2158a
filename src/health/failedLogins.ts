/** Which logins failed. The status of a login is a text, and nobody promises its language. */
import type { Reading } from '../access/snapshot.js';
import { gap, known } from '../access/snapshot.js';
import { keyOf, sameName } from '../platform/names.js';
import type { HealthReading, LoginGroup } from './healthReading.js';

/** What LoginHistory calls a login that went well, in English (fact N2). */
const success = 'Success';

/** Same second: LoginTime has no more. */
const sameTime = (one: string, other: string): boolean => {
  const [a, b] = [Date.parse(one), Date.parse(other)];
  return !Number.isNaN(a) && Math.floor(a / 1000) === Math.floor(b / 1000);
};

/**
 * What LoginHistory calls a login that went well in this org: the English word, or the word of the login that the user's
 * own record says was his last one. Null where the user did not log in in this time; undefined where nobody can tell.
 */
const wordOfSuccess = (
  groups: readonly LoginGroup[],
  lastLogin: HealthReading['lastLogin'],
  since: string,
): string | null | undefined => {
  if (groups.some(({ status }) => sameName(status, success))) return success;
  if (!lastLogin.known) return undefined;
  const last = lastLogin.value;
  if (last === null || Date.parse(last) < Date.parse(since)) return null;
  // A failure and the attempt after it may share a second.
  const words = new Set(groups.filter(({ latest }) => sameTime(latest, last)).map(({ status }) => keyOf(status)));
  const [word] = words;
  return words.size === 1 ? word : undefined;
};

/** Failed logins by reason and application, the newest first; a gap where nobody can say which of them failed. */
export const failedLoginsOf = ({ logins, lastLogin, since }: HealthReading): Reading<readonly LoginGroup[]> => {
  if (!logins.known || logins.value.length === 0) return logins;
  const word = wordOfSuccess(logins.value, lastLogin, since);
  if (word === undefined) return gap('NOT_ANSWERED', 'LoginHistory', 'Status');
  const failed = logins.value.filter(({ status }) => word === null || !sameName(status, word));
  return known([...failed].sort((a, b) => (a.latest < b.latest ? 1 : -1)));
};
