/** Whether a user can log in with a password (facts M17, M18, J5), for integrations that log in so. */
import { known } from '../../access/snapshot.js';
import type { PasswordState, Reading } from '../../access/snapshot.js';
import type { Context } from '../context.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';

export const passwordCodes = {
  settled: ['PASSWORD_VALID'],
  open: ['PASSWORD_EXPIRED', 'PASSWORD_LOCKED', 'MFA_FOR_API_LOGINS', 'SOAP_LOGIN_NEEDS_PERMISSION'],
} as const;

/** User permissions that decide whether a program may log in with a password. */
export const passwordPermissions = ['TwoFactorApi', 'UseAnyApiAuth'] as const;

/** Whether the user holds it; an org that does not know the permission asks for it of nobody. */
const holding = ({ access }: Context, name: (typeof passwordPermissions)[number]): Reading<boolean | 'notHere'> => {
  const answer = access.userPermission(name);
  if (answer.answer === 'unknown') return { known: false, gap: answer.gap };
  if (answer.answer === 'yes') return known(true);
  return known(answer.why.reason === 'noSuchPermission' ? 'notHere' : false);
};

/** The verdict, the gravest first: what is known to stand in the way, what is not known, what will stand in the way. */
export const judgePassword = (context: Context, { expired, locked }: PasswordState): Verdict => {
  const { username } = context.user;
  const secondFactor = holding(context, 'TwoFactorApi');
  const soapLogin = holding(context, 'UseAnyApiAuth');
  if (locked.known && locked.value) return verdict('unmet', 'PASSWORD_LOCKED', [username]);
  if (expired.known && expired.value) return verdict('unmet', 'PASSWORD_EXPIRED', [username]);
  if (secondFactor.known && secondFactor.value === true) return verdict('unmet', 'MFA_FOR_API_LOGINS', [username]);
  const subject = `whether the password of ${username} is valid`;
  if (!expired.known) return unreadable(subject, expired.gap);
  if (!locked.known) return unreadable(subject, locked.gap);
  if (!secondFactor.known) return unreadable(`whether ${username} has TwoFactorApi`, secondFactor.gap);
  if (!soapLogin.known) return unreadable(`whether ${username} has UseAnyApiAuth`, soapLogin.gap);
  return soapLogin.value === false
    ? verdict('degraded', 'SOAP_LOGIN_NEEDS_PERMISSION', [username])
    : verdict('met', 'PASSWORD_VALID', [username]);
};
