import { expect } from 'chai';
import { licensesGone } from '../../../src/revoke/licensesGone.js';
import type { AssignedRecord } from '../../../src/revoke/revokePlan.js';
import type { StandingLicense } from '../../../src/revoke/standing.js';
import { assignmentOf, licenseOf, mailOf, setName, userOf } from './builders.js';

const license = (name: string): StandingLicense => ({ id: licenseOf(name), userId: userOf(name), license: 'SomePsl' });
const unassigned = (name: string): AssignedRecord => ({
  path: `PermissionSetAssignment/${assignmentOf(name)}`,
  userId: userOf(name),
  user: mailOf(name),
  detail: setName,
});
const toBeTaken = (name: string): AssignedRecord => ({
  path: `PermissionSetLicenseAssign/${licenseOf(name)}`,
  userId: userOf(name),
  user: mailOf(name),
  detail: 'SomePsl',
});

describe('licenses that left their users together with the permission set', () => {
  const told = (before: string[], after: string[], planned: string[], from: string[]): unknown[] =>
    licensesGone(before.map(license), after.map(license), planned.map(toBeTaken), from.map(unassigned)).map(
      ({ step, user, detail, result, code }) => [step, user, detail, result, code],
    );
  const gone = (user: string, code: string): string[] => ['licenses', user, 'SomePsl', 'done', code];

  const cases: [title: string, ...Parameters<typeof told>, unknown[]][] = [
    ['none where all are still there', ['ann', 'bob'], ['ann', 'bob'], [], ['ann', 'bob'], []],
    ['one that was to be taken', ['ann'], [], ['ann'], ['ann'], [gone(mailOf('ann'), 'LICENSE_WENT_ALONG')]],
    ['one that was there before the grant', ['ann'], [], [], ['ann'], [gone(mailOf('ann'), 'LICENSE_WENT_TOO')]],
    [
      'of several users each by name',
      ['ann', 'bob', 'cem'],
      ['cem'],
      ['bob'],
      ['cem', 'bob', 'ann'],
      [gone(mailOf('ann'), 'LICENSE_WENT_TOO'), gone(mailOf('bob'), 'LICENSE_WENT_ALONG')],
    ],
    [
      'of a user from whom nothing was taken by his id',
      ['ann'],
      [],
      [],
      ['bob'],
      [gone(userOf('ann'), 'LICENSE_WENT_TOO')],
    ],
  ];
  for (const [title, before, after, planned, from, expected] of cases) {
    it(title, () => expect(told(before, after, planned, from)).to.deep.equal(expected));
  }
});
