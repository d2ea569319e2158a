import type { Level } from '../definition/requirement.js';
import type { Context } from './context.js';
import { unreadable, verdict } from './finding.js';
import type { Finding, Verdict } from './finding.js';

const finding = (id: string, level: Level, result: Verdict): Finding => ({
  ...result,
  id,
  kind: 'user',
  level,
  because: [],
});

const named = ({ user, access }: Context): Finding => {
  if (!user.unnamed) return finding('user:named', 'required', verdict('met', 'USER_NAMED', [user.username]));
  const administrator = access.userPermission('ModifyAllData');
  // An administrator who inspects himself is ready for everything, and knows nothing about the integration user.
  return administrator.answer === 'no'
    ? finding('user:named', 'required', verdict('met', 'USER_NAMED', [user.username]))
    : finding('user:named', 'required', verdict('unknown', 'NOT_NAMED', [user.username]));
};

/**
 * What holds for every user, whatever the integration: active, not frozen (readable only with Manage Users, fact G8:
 * unreadable it is recommended and unknown), and somebody said whom to look at.
 */
export const evaluateUser = (context: Context): Finding[] => {
  const { user } = context;
  const frozen = user.isFrozen;
  return [
    finding(
      'user:active',
      'required',
      user.isActive
        ? verdict('met', 'USER_ACTIVE', [user.username])
        : verdict('unmet', 'USER_INACTIVE', [user.username]),
    ),
    frozen.known
      ? finding(
          'user:notFrozen',
          'required',
          frozen.value
            ? verdict('unmet', 'USER_FROZEN', [user.username])
            : verdict('met', 'USER_NOT_FROZEN', [user.username]),
        )
      : finding('user:notFrozen', 'recommended', unreadable(`whether ${user.username} is frozen`, frozen.gap)),
    named(context),
  ];
};
