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
