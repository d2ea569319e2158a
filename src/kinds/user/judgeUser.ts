import { appsNamed, otherAppsUnseen } from '../../access/connectedApps.js';
import type { Context } from '../context.js';
import { findingOf } from '../finding.js';
import type { Finding } from '../finding.js';
import type { Level } from '../requirement.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import { judgePassword } from './judgePassword.js';
import { judgeIpRanges, judgeLoginHours } from './judgeLogin.js';
import type { UserNeed } from './userNeed.js';

const finding = (condition: UserNeed['condition'], level: Level, result: Verdict): Finding =>
  findingOf({ need: { kind: 'user', condition }, forbid: false, level, because: [] }, result);

const named = ({ user, access }: Context): Finding => {
  // An administrator who inspects himself is ready for everything, and knows nothing about the integration user.
  const isNamed = !user.unnamed || access.userPermission('ModifyAllData').answer === 'no';
  return finding(
    'named',
    'required',
    isNamed ? verdict('met', 'USER_NAMED', [user.username]) : verdict('unknown', 'NOT_NAMED', [user.username]),
  );
};

/** The apps that rules name, where the ranges of profiles hold for none of them; null where they hold for one, or may. */
const relaxingApps = ({ schema: { connectedApps }, namedApps, user }: Context): readonly string[] | null => {
  // Whoever logs in with a password may do so without any app.
  if (!connectedApps || namedApps.length === 0 || user.password !== undefined) return null;
  const relaxes = (name: string): boolean => {
    const apps = appsNamed(connectedApps, name);
    if (otherAppsUnseen(connectedApps, name) !== null) return false;
    return apps.length > 0 && apps.every(({ ipRelaxation }) => ipRelaxation.known && ipRelaxation.value === 'relaxed');
  };
  return namedApps.every(relaxes) ? namedApps : null;
};

/**
 * What the profile says of logins, where the definition is about an integration that logs in (an app of its own, a password,
 * or what surrounds its writes): the profile is read for it, and no other definition pays. Recommended: nobody here knows when
 * and from where the integration logs in.
 */
const logins = (context: Context): Finding[] => {
  const { user, aboutLogins } = context;
  const { profileRules } = user;
  if (!aboutLogins || !profileRules) return [];
  return [
    finding('loginHours', 'recommended', judgeLoginHours(user, profileRules)),
    finding('ipRanges', 'recommended', judgeIpRanges(user, profileRules, relaxingApps(context))),
  ];
};

/** The password of an integration that logs in with one; unreadable it is recommended and unknown, as whether one is frozen. */
const password = (context: Context): Finding[] => {
  const state = context.user.password;
  if (!state) return [];
  const judged = judgePassword(context, state);
  return [finding('passwordValid', judged.status === 'unknown' ? 'recommended' : 'required', judged)];
};

/**
 * What holds for every user, whatever the integration: active, not frozen (readable only with Manage Users, fact G8:
 * unreadable it is recommended and unknown), and somebody said whom to look at.
 */
export const userFindings = (context: Context): Finding[] => {
  const { user } = context;
  const frozen = user.isFrozen;
  return [
    finding(
      'active',
      'required',
      !user.isActive.known
        ? unreadable(`whether ${user.username} is active`, user.isActive.gap)
        : user.isActive.value
          ? verdict('met', 'USER_ACTIVE', [user.username])
          : verdict('unmet', 'USER_INACTIVE', [user.username]),
    ),
    frozen.known
      ? finding(
          'notFrozen',
          'required',
          frozen.value
            ? verdict('unmet', 'USER_FROZEN', [user.username])
            : verdict('met', 'USER_NOT_FROZEN', [user.username]),
        )
      : finding('notFrozen', 'recommended', unreadable(`whether ${user.username} is frozen`, frozen.gap)),
    named(context),
    ...password(context),
    ...logins(context),
  ];
};
