import type { Context } from '../context.js';
import { permissionColumn, spelledPermission } from '../context.js';
import { barred, withoutEffect } from '../heldBack.js';
import { missingUnclear, unreadable, verdict } from '../verdict.js';
import { noSuchPermission } from '../noSuchPermission.js';
import type { Verdict } from '../verdict.js';

export const userPermissionCodes = {
  settled: [],
  open: ['USER_PERMISSION_MISSING', 'USER_PERMISSION_ON_PROFILE_ONLY'],
} as const;

/** The permission's name with its label, as people find it in Setup: `ApiEnabled (API Enabled)`. */
const permissionInWords = (context: Context, name: string): string => {
  const found = permissionColumn(context.schema, name);
  return found ? `${found.label} (${found.name})` : name;
};

/**
 * Does the user hold this user permission? (facts D1-D4)
 * @param name as a definition or the platform spells it
 */
export const judgeUserPermission = (context: Context, name: string, ifPresent: boolean): Verdict => {
  const words = permissionInWords(context, name);
  const spelled = spelledPermission(context.schema, name);
  const { userLicense } = context.user;
  const answer = context.access.userPermission(name);
  switch (answer.answer) {
    case 'yes':
      return verdict('met', 'GRANTED', [words], { grantedBy: answer.grantedBy });
    case 'unknown':
      return unreadable(words, answer.gap);
    case 'no':
      switch (answer.why.reason) {
        case 'absent': {
          const bar = barred(context, { kind: 'userPermission', name });
          if (bar === true)
            return verdict('impossible', 'LICENSE_FORBIDS_PERMISSION', [words, userLicense], { userLicense });
          if (bar !== false) return missingUnclear(words, bar);
          return verdict('unmet', 'USER_PERMISSION_MISSING', [words, spelled], {
            hints: answer.why.hints,
            remedy: { entries: [{ kind: 'userPermission', name: spelled }] },
          });
        }
        case 'noEffect':
          return withoutEffect([words], answer.why.lacks);
        case 'profileOnly':
          return verdict('unmet', 'USER_PERMISSION_ON_PROFILE_ONLY', [words, context.user.profile ?? '']);
        case 'noSuchPermission':
          return ifPresent ? verdict('notApplicable', 'NOT_IN_THIS_ORG', [name]) : noSuchPermission(name);
      }
  }
};
