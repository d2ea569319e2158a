/** Kinds about the user's record, and what only people can see to. */
import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { FeatureSeats, License, Reading } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { nearestNames } from '../../../src/kinds/nearestNames.js';
import { requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { said } from '../support/said.js';

const onLicense: Need = { kind: 'userLicense', names: ['Salesforce', 'Salesforce Platform'] };
const withProfile: Need = { kind: 'profile', names: ['Standard User', 'System Administrator'] };
const byHand: Need = { kind: 'manual', name: 'role', text: 'Put the user at the top of the role hierarchy.' };
const flagged: Need = { kind: 'userFlag', flag: 'SupportUser' };
const licensed: Need = { kind: 'permissionSetLicense', name: 'InboxPsl' };

const inbox = (used: number, force: 'inForce' | 'expired' = 'inForce'): License => ({
  id: '0PL000000000001AAA',
  name: 'InboxPsl',
  label: 'Inbox',
  objects: null,
  userPermissions: null,
  standing: { force: known(force), seats: known({ total: 5, used }) },
});

const boxes = (used: number, countedOn = '2026-11-27'): Reading<ReadonlyMap<string, FeatureSeats>> =>
  known(new Map([['supportuser', { total: 2, used, countedOn }]]));
const off = { flags: new Map([['supportuser', known(false)]]) };
const hidden = { flags: new Map([['supportuser', gap('NOT_AUTHORISED', 'User', 'UserPermissionsSupportUser')]]) };

describe('licenses of another name', () => {
  const cases: ReadonlyArray<readonly [asked: string, meant: readonly string[]]> = [
    ['Salesforce Platform License', ['Salesforce Platform']],
    ['Salesforce-Integration', ['Salesforce Integration']],
    ['Salesforce Platform', []],
    ['Acme Portal', []],
  ];
  for (const [asked, meant] of cases)
    it(asked, () => {
      const own = user({ sources: [] });
      const rule = requirement({ kind: 'userLicense', names: [asked] });
      const [finding] = evaluate([rule], snapshot(own, schema()), own).filter(({ kind }) => kind === 'userLicense');
      expect(finding && nearestNames(finding, schema())).to.deep.equal(meant);
    });
});

describe('kinds about the record of the user', () => {
  const cases: ReadonlyArray<readonly [title: string, need: Need, of: UserSpec, forbid: boolean, expected: string]> = [
    [
      'on one of the licenses',
      onLicense,
      {},
      false,
      'met USER_LICENSE_FITS (Salesforce), userLicense; from Standard User',
    ],
    [
      'on another license',
      onLicense,
      { userLicense: 'Salesforce Integration' },
      false,
      'unmet USER_LICENSE_OTHER (Salesforce, Salesforce Platform | Salesforce Integration | ann@example.com)',
    ],
    [
      'the license is hidden',
      onLicense,
      { userLicense: '', profile: null },
      false,
      'unknown NOT_READABLE (Salesforce, Salesforce Platform | Profile | ); unread NOT_AUTHORISED Profile',
    ],
    [
      'on a forbidden license',
      onLicense,
      {},
      true,
      'unmet FORBIDDEN_HELD (userLicense:Salesforce|Salesforce Platform), userLicense; from Standard User',
    ],
    [
      'on none of the forbidden licenses',
      onLicense,
      { userLicense: 'Identity' },
      true,
      'met NOT_HELD (userLicense:Salesforce|Salesforce Platform)',
    ],
    ['one of the profiles', withProfile, {}, false, 'met PROFILE_FITS (Standard User), profile; from Standard User'],
    [
      'in any spelling',
      withProfile,
      { profile: 'STANDARD USER' },
      false,
      'met PROFILE_FITS (STANDARD USER), profile; from STANDARD USER',
    ],
    [
      'another profile',
      withProfile,
      { profile: 'Minimum Access' },
      false,
      'unmet PROFILE_OTHER (Standard User, System Administrator | Minimum Access | ann@example.com)',
    ],
    [
      'the profile is hidden',
      withProfile,
      { profile: null },
      false,
      'unknown NOT_READABLE (Standard User, System Administrator | Profile | ); unread NOT_AUTHORISED Profile',
    ],
    [
      'the box is ticked',
      flagged,
      { flags: new Map([['supportuser', known(true)]]) },
      false,
      'met USER_FLAG_SET (SupportUser | ann@example.com)',
    ],
    ['it is not', flagged, off, false, 'unmet USER_FLAG_OFF (SupportUser | ann@example.com)'],
    [
      'it is not, and seats are free',
      flagged,
      { ...off, featureSeats: boxes(1) },
      false,
      'unmet USER_FLAG_OFF (SupportUser | ann@example.com | 1 | 2 | 2026-11-27), seats',
    ],
    [
      'it is not, and all seats are taken',
      flagged,
      { ...off, featureSeats: boxes(2) },
      false,
      'unmet USER_FLAG_OFF (SupportUser | ann@example.com | 2 | 2 | 2026-11-27), noSeat',
    ],
    [
      'it is not, and the seats cannot be read',
      flagged,
      { ...off, featureSeats: gap('NOT_AUTHORISED', 'ActiveFeatureLicenseMetric', '') },
      false,
      'unmet USER_FLAG_OFF (SupportUser | ann@example.com)',
    ],
    ['users of this org have no such box', flagged, hidden, false, 'impossible NO_SUCH_USER_FLAG (SupportUser)'],
    ['by hand, whoever it is', byHand, {}, false, 'unknown BY_HAND (Put the user at the top of the role hierarchy.)'],
    [
      'the permission set license is held',
      licensed,
      { permissionSetLicenses: known([inbox(5)]), orgLicenses: known([inbox(5)]) },
      false,
      'met LICENSE_ASSIGNED (InboxPsl)',
    ],
    [
      'it is held, and has expired',
      licensed,
      { permissionSetLicenses: known([inbox(1, 'expired')]), orgLicenses: known([inbox(1, 'expired')]) },
      false,
      'unmet LICENSE_EXPIRED (InboxPsl | Inbox)',
    ],
    [
      'it can be given',
      licensed,
      { orgLicenses: known([inbox(1)]) },
      false,
      'unmet LICENSE_NEEDED (InboxPsl | Inbox | 4)',
    ],
    [
      'no seat is free',
      licensed,
      { orgLicenses: known([inbox(5)]) },
      false,
      'unmet LICENSE_NO_SEAT (InboxPsl | Inbox | 5 | 5)',
    ],
    ['the org has none', licensed, {}, false, 'impossible NO_SUCH_PERMISSION_SET_LICENSE (InboxPsl)'],
    [
      'the org has none, and nobody can tell which are assigned',
      licensed,
      { permissionSetLicenses: gap('NOT_AUTHORISED', 'PermissionSetLicenseAssign', ''), orgLicenses: known([]) },
      false,
      'impossible NO_SUCH_PERMISSION_SET_LICENSE (InboxPsl)',
    ],
    [
      'nobody can tell',
      licensed,
      {
        orgLicenses: known([inbox(1)]),
        permissionSetLicenses: gap('NOT_AUTHORISED', 'PermissionSetLicenseAssign', ''),
      },
      false,
      'unknown NOT_READABLE (InboxPsl | PermissionSetLicenseAssign | ); unread NOT_AUTHORISED PermissionSetLicenseAssign',
    ],
  ];
  for (const [title, need, of, forbid, expected] of cases)
    it(`${need.kind}: ${title}`, () => {
      const inspected = user(of);
      const findings = evaluate([{ ...requirement(need), forbid }], snapshot(inspected), inspected);
      const own = findings.filter(({ kind }) => kind === need.kind);
      expect(own.map((one) => said(one).replace(/; to give.*$/, ''))).to.deep.equal([expected]);
    });
});
