import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import { failedLoginsOf } from '../../../src/health/failedLogins.js';
import type { HealthReading, LoginGroup } from '../../../src/health/healthReading.js';

const since = '2026-11-21T00:00:00.000Z';
const group = (status: string, latest: string, count = 1): LoginGroup => ({
  status,
  application: 'HG Insights',
  count,
  latest,
});
const failed = (logins: readonly LoginGroup[], lastLogin: HealthReading['lastLogin']): unknown => {
  const reading = failedLoginsOf({ logins: known(logins), lastLogin, since } as HealthReading);
  return reading.known ? reading.value.map(({ status }) => status) : 'unknown';
};

describe('failed logins', () => {
  const good = '2026-11-27T10:00:00.000+0000';
  const bad = '2026-11-28T09:00:00.000+0000';
  const rows = [
    {
      name: 'are those that are not called a success, the newest first',
      logins: [group('Restricted IP', good), group('Success', bad, 9), group('Invalid Password', bad)],
      lastLogin: known(bad),
      expected: ['Invalid Password', 'Restricted IP'],
    },
    {
      name: 'are told by the last login of the user where the org speaks another language',
      logins: [group('Erfolg', good, 9), group('Eingeschr\u00e4nkte IP', bad)],
      lastLogin: known(good),
      expected: ['Eingeschr\u00e4nkte IP'],
    },
    {
      name: 'are all of them where the user did not log in in this time',
      logins: [group('Restricted IP', bad, 3)],
      lastLogin: known('2026-11-20T10:00:00.000+0000'),
      expected: ['Restricted IP'],
    },
    {
      name: 'are all of them where the user never logged in',
      logins: [group('Restricted IP', bad, 3)],
      lastLogin: known(null),
      expected: ['Restricted IP'],
    },
    {
      name: 'are unknown where no status is that of the last login',
      logins: [group('Erfolg', good), group('Passwort', bad)],
      lastLogin: known('2026-11-27T11:11:11.000+0000'),
      expected: 'unknown',
    },
    {
      name: 'are unknown where a failure shares the second of the last login',
      logins: [group('Passwort', good), group('Erfolg', good, 9)],
      lastLogin: known(good),
      expected: 'unknown',
    },
    {
      name: 'are unknown where the last login is not known',
      logins: [group('Erfolg', good)],
      lastLogin: gap('NOT_AUTHORISED', 'User', 'LastLoginDate'),
      expected: 'unknown',
    },
    { name: 'are none where there was no login', logins: [], lastLogin: known(null), expected: [] },
  ];
  for (const { name, logins, lastLogin, expected } of rows)
    it(name, () => expect(failed(logins, lastLogin)).to.deep.equal(expected));
});
