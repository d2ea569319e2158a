import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { OrgSchema, PasswordState, UserPermission } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import { profileRulesIn } from '../../../src/org/read/automation/automationDetails.js';
import { schema, snapshot, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { said } from '../support/said.js';

const columns = (...names: string[]): OrgSchema['permissionSetColumns'] =>
  known(new Map(names.map((name): [string, UserPermission] => [name.toLowerCase(), { name, label: name }])));
const both = columns('TwoFactorApi', 'UseAnyApiAuth');
const fine: PasswordState = { expired: known(false), locked: known(false) };
const unread = gap('NOT_AUTHORISED', 'UserLogin', 'INVALID_TYPE');
const unreadColumns = gap('NOT_ANSWERED', 'PermissionSet', 'TIMEOUT');
const lacked = gap('INCOMPLETE_ROWS', 'PermissionSet', 'PermissionsUseAnyApiAuth');
const nothingUntold = {
  userPermissions: new Map(),
  mutedPermissions: new Map(),
  objects: new Map(),
  fields: new Map(),
};
const rowsUnread = { userPermissionRows: gap('INCOMPLETE_ROWS', 'PermissionSet', '1/2') };

describe('the password of an integration that logs in with one (facts M17, M18, J5)', () => {
  const cases: [title: string, of: UserSpec, org: OrgSchema['permissionSetColumns'], expected: string][] = [
    ['valid', { sources: [{ permissions: ['UseAnyApiAuth'] }] }, both, 'met PASSWORD_VALID (ann@example.com)'],
    ['expired', { password: { ...fine, expired: known(true) } }, both, 'unmet PASSWORD_EXPIRED (ann@example.com)'],
    ['locked', { password: { ...fine, locked: known(true) } }, both, 'unmet PASSWORD_LOCKED (ann@example.com)'],
    [
      'asked for a second factor, which no program has',
      { sources: [{ permissions: ['TwoFactorApi', 'UseAnyApiAuth'] }] },
      both,
      'unmet MFA_FOR_API_LOGINS (ann@example.com)',
    ],
    ['without the permission of SOAP logins', {}, both, 'degraded SOAP_LOGIN_NEEDS_PERMISSION (ann@example.com)'],
    [
      'in an org that does not know these permissions',
      {},
      columns('ApiEnabled'),
      'met PASSWORD_VALID (ann@example.com)',
    ],
    [
      'expired, while nobody knows what is asked beside it',
      { password: { ...fine, expired: known(true) }, evidence: rowsUnread },
      both,
      'unmet PASSWORD_EXPIRED (ann@example.com)',
    ],
    [
      'nobody may see whether it is locked',
      { password: { ...fine, locked: unread } },
      both,
      'unknown NOT_READABLE (whether the password of ann@example.com is valid | UserLogin | INVALID_TYPE); unread NOT_AUTHORISED UserLogin',
    ],
    [
      'permission sets that did not come back may ask for a second factor',
      { evidence: rowsUnread },
      both,
      'unknown INCOMPLETE_ANSWER (whether ann@example.com has TwoFactorApi | PermissionSet | 1/2); unread INCOMPLETE_ROWS PermissionSet',
    ],
    [
      'permission sets that did not come back may let it in by SOAP',
      {
        sources: [{ permissions: ['TwoFactorApi'], inert: 'expired' }],
        evidence: { untold: { ...nothingUntold, userPermissions: new Map([['useanyapiauth', lacked.gap]]) } },
      },
      both,
      'unknown INCOMPLETE_ANSWER (whether ann@example.com has UseAnyApiAuth | PermissionSet | PermissionsUseAnyApiAuth); unread INCOMPLETE_ROWS PermissionSet',
    ],
    [
      'an org that did not say which permissions it knows may ask for a second factor',
      {},
      unreadColumns,
      'unknown NOT_READABLE (whether ann@example.com has TwoFactorApi | PermissionSet | TIMEOUT); unread NOT_ANSWERED PermissionSet',
    ],
  ];
  for (const [title, of, permissionSetColumns, expected] of cases) {
    it(title, () => {
      const inspected = user({ password: fine, ...of });
      const org = schema({ permissionSetColumns, profileColumns: permissionSetColumns });
      const findings = evaluate([], snapshot(inspected, org), inspected);
      expect(findings.filter(({ id }) => id === 'user:passwordValid').map(said)).to.deep.equal([expected]);
    });
  }
});

describe('the login hours that the metadata of a profile tells (fact M16)', () => {
  const hours = (loginHours: unknown): unknown => {
    const rules = profileRulesIn(known({ loginHours }));
    return rules.known ? rules.value.loginHours : `${rules.gap.code} ${rules.gap.part} ${rules.gap.detail}`;
  };
  const monday = { day: 'monday', from: 480, to: 1080 };
  const cases: [title: string, loginHours: unknown, expected: unknown][] = [
    ['none', {}, []],
    ['none, as XML tells it', '', 'NOT_ANSWERED Profile loginHours'],
    ['none, with a column for each day', { mondayStart: null, mondayEnd: null, sundayStart: '', sundayEnd: '' }, []],
    ['one day', { mondayStart: 480, mondayEnd: '1080' }, [monday]],
    ['a day without its end', { mondayStart: 480 }, 'NOT_ANSWERED Profile loginHours.monday'],
    ['a day without its beginning', { mondayStart: null, mondayEnd: 1080 }, 'NOT_ANSWERED Profile loginHours.monday'],
    ['a day that ends at no minute', { mondayStart: 480, mondayEnd: '6 PM' }, 'NOT_ANSWERED Profile loginHours.monday'],
    ['days in a list', [{ mondayStart: 480, mondayEnd: 1080 }], [monday]],
    ['several lists of days', [{ mondayStart: 480, mondayEnd: 1080 }, {}], 'NOT_ANSWERED Profile loginHours'],
  ];
  for (const [title, loginHours, expected] of cases) {
    it(title, () => expect(hours(loginHours)).to.deep.equal(expected));
  }
});

describe('what the profile says of logins (fact M16)', () => {
  type Hours = [day: string, from: number, to: number][];
  const anyAddress = 'met LOGIN_ANY_ADDRESS (Standard User)';
  const anyHour = 'met LOGIN_ANY_HOUR (Standard User)';
  const logins = (hours: Hours, ranges: [from: string, to: string][], of: UserSpec = {}, without = ''): string[] => {
    const whole = user({
      profileRules: known({
        isCustom: true,
        loginHours: hours.map(([day, from, to]) => ({ day, from, to })),
        ipRanges: ranges.map(([from, to]) => ({ from, to })),
        recordTypes: new Set<string>(),
      }),
      password: fine,
      ...of,
    });
    const inspected = Object.fromEntries(Object.entries(whole).filter(([key]) => key !== without)) as typeof whole;
    const findings = evaluate([], snapshot(inspected, schema()), inspected);
    return findings
      .filter(({ id }) => id === 'user:loginHours' || id === 'user:ipRanges')
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .map((one) => `${one.level} ${said(one)}`.replace(/^recommended /, ''));
  };
  const office = (days: string): Hours => days.split(' ').map((day) => [day, 480, 1080]);
  const restricted = (hours: string): string => `unmet LOGIN_HOURS_RESTRICTED (Standard User | ${hours})`;

  const hours: [title: string, hours: Hours, expected: string][] = [
    ['no restriction', [], anyHour],
    ['the whole of each day', [['monday', 0, 1440]], anyHour],
    ['days one after the other, together', office('monday tuesday wednesday'), restricted('Mon–Wed 08:00–18:00')],
    ['days in whatever order', office('sunday friday saturday'), restricted('Fri–Sun 08:00–18:00')],
    ['days with others between', office('monday wednesday'), restricted('Mon 08:00–18:00, Wed 08:00–18:00')],
    [
      'days with other hours',
      [
        ['monday', 480, 1080],
        ['tuesday', 485, 1080],
        ['wednesday', 485, 1080],
      ],
      restricted('Mon 08:00–18:00, Tue–Wed 08:05–18:00'),
    ],
    [
      'the whole of a day beside others',
      [
        ['monday', 0, 1440],
        ['thursday', 0, 1439],
        ['saturday', 1, 1440],
        ['sunday', 600, 600],
      ],
      restricted('Thu 00:00–23:59, Sat 00:01–24:00, Sun 10:00–10:00'),
    ],
  ];
  for (const [title, all, expected] of hours)
    it(`hours: ${title}`, () => expect(logins(all, [])).to.deep.equal([expected, anyAddress]));

  const addresses: [title: string, ranges: [from: string, to: string][], expected: string][] = [
    ['no restriction', [], anyAddress],
    [
      'all there are',
      [
        ['10.0.0.1', '10.0.0.9'],
        ['0.0.0.0', '255.255.255.255'],
      ],
      anyAddress,
    ],
    [
      'from the first one',
      [['0.0.0.0', '10.0.0.9']],
      'degraded LOGIN_ADDRESSES_RESTRICTED (Standard User | 0.0.0.0-10.0.0.9)',
    ],
    [
      'to the last one',
      [['10.0.0.1', '255.255.255.255']],
      'degraded LOGIN_ADDRESSES_RESTRICTED (Standard User | 10.0.0.1-255.255.255.255)',
    ],
    [
      'a range and a single one',
      [
        ['10.0.0.1', '10.0.0.9'],
        ['10.1.1.1', '10.1.1.1'],
      ],
      'degraded LOGIN_ADDRESSES_RESTRICTED (Standard User | 10.0.0.1-10.0.0.9, 10.1.1.1)',
    ],
  ];
  for (const [title, all, expected] of addresses)
    it(`addresses: ${title}`, () => expect(logins([], all)).to.deep.equal([anyHour, expected]));

  it('is told of the profile that could not be read, and of one that is hidden', () => {
    const profileRules = gap('NOT_AUTHORISED', 'Profile', 'INSUFFICIENT_ACCESS');
    expect(logins([], [], { profileRules })).to.deep.equal([
      'unknown NOT_READABLE (login hours of Standard User | Profile | INSUFFICIENT_ACCESS); unread NOT_AUTHORISED Profile',
      'unknown NOT_READABLE (login addresses of Standard User | Profile | INSUFFICIENT_ACCESS); unread NOT_AUTHORISED Profile',
    ]);
    const hidden = { profile: null };
    expect(logins([], [], { ...hidden, profileRules })).to.deep.equal([
      "unknown NOT_READABLE (login hours of the user's profile | Profile | INSUFFICIENT_ACCESS); unread NOT_AUTHORISED Profile",
      "unknown NOT_READABLE (login addresses of the user's profile | Profile | INSUFFICIENT_ACCESS); unread NOT_AUTHORISED Profile",
    ]);
    expect(logins([], [], hidden)).to.deep.equal([
      'met LOGIN_ANY_HOUR (), profileHidden',
      'met LOGIN_ANY_ADDRESS (), profileHidden',
    ]);
    expect(logins(office('monday'), [['10.1.1.1', '10.1.1.1']], hidden)).to.deep.equal([
      'unmet LOGIN_HOURS_RESTRICTED (Mon 08:00–18:00), profileHidden',
      'degraded LOGIN_ADDRESSES_RESTRICTED (10.1.1.1), profileHidden',
    ]);
  });

  it('is of no matter where no rule is about logins, and where it was not read', () => {
    expect(logins([], [], {}, 'password')).to.deep.equal([]);
    expect(logins([], [], {}, 'profileRules')).to.deep.equal([]);
  });
});

describe('what holds for every user', () => {
  const cases: [title: string, of: UserSpec, expected: string[]][] = [
    [
      'active, not frozen and named',
      {},
      [
        'user:active required met USER_ACTIVE (ann@example.com)',
        'user:named required met USER_NAMED (ann@example.com)',
        'user:notFrozen required met USER_NOT_FROZEN (ann@example.com)',
      ],
    ],
    [
      'neither, and an administrator whom nobody named',
      {
        isActive: known(false),
        isFrozen: known(true),
        unnamed: true,
        sources: [{ permissions: ['ModifyAllData'] }],
      },
      [
        'user:active required unmet USER_INACTIVE (ann@example.com)',
        'user:named required unknown NOT_NAMED (ann@example.com)',
        'user:notFrozen required unmet USER_FROZEN (ann@example.com)',
      ],
    ],
    [
      'nobody can tell, and somebody who is no administrator',
      {
        isActive: gap('NOT_AUTHORISED', 'User', 'IsActive'),
        isFrozen: gap('NOT_AUTHORISED', 'UserLogin', 'INVALID_TYPE'),
        unnamed: true,
      },
      [
        'user:active required unknown NOT_READABLE (whether ann@example.com is active | User | IsActive); unread NOT_AUTHORISED User',
        'user:named required met USER_NAMED (ann@example.com)',
        'user:notFrozen recommended unknown NOT_READABLE (whether ann@example.com is frozen | UserLogin | INVALID_TYPE); unread NOT_AUTHORISED UserLogin',
      ],
    ],
  ];
  for (const [title, of, expected] of cases)
    it(title, () => {
      const inspected = user(of);
      const findings = evaluate([], snapshot(inspected), inspected);
      expect(findings.map((one) => `${one.id} ${one.level} ${said(one)}`)).to.deep.equal(expected);
    });
});
