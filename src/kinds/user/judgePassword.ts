/** Whether a user can log in with a password (facts M17, M18, J5), for integrations that log in so. */
import type { PasswordState } from '../../access/snapshot.js';
import type { Context } from '../context.js';
import { permissionColumn } from '../context.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';

export const passwordCodes = {
  settled: ['PASSWORD_VALID'],
  open: ['PASSWORD_EXPIRED', 'PASSWORD_LOCKED', 'MFA_FOR_API_LOGINS', 'SOAP_LOGIN_NEEDS_PERMISSION'],
} as const;

/** User permissions that decide whether a program may log in with a password. */
export const passwordPermissions = ['TwoFactorApi', 'UseAnyApiAuth'] as const;

/** The verdict, the gravest first: what is known to stand in the way, what is not known, what will stand in the way. */
export const judgePassword = ({ user, access, schema }: Context, { expired, locked }: PasswordState): Verdict => {
  const { username } = user;
  const holds = (name: (typeof passwordPermissions)[number]): string => access.userPermission(name).answer;
  const isKnownHere = (name: string): boolean => permissionColumn(schema, name) !== undefined;
  if (locked.known && locked.value) return verdict('unmet', 'PASSWORD_LOCKED', [username]);
  if (expired.known && expired.value) return verdict('unmet', 'PASSWORD_EXPIRED', [username]);
  if (isKnownHere('TwoFactorApi') && holds('TwoFactorApi') === 'yes')
    return verdict('unmet', 'MFA_FOR_API_LOGINS', [username]);
  const subject = `whether the password of ${username} is valid`;
  if (!expired.known) return unreadable(subject, expired.gap);
  if (!locked.known) return unreadable(subject, locked.gap);
  return isKnownHere('UseAnyApiAuth') && holds('UseAnyApiAuth') === 'no'
    ? verdict('degraded', 'SOAP_LOGIN_NEEDS_PERMISSION', [username])
    : verdict('met', 'PASSWORD_VALID', [username]);
};
