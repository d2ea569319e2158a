import type { Context } from '../context.js';
import { permissionColumn, spelledPermission } from '../context.js';
import { gap } from '../../access/snapshot.js';
import type { Gap } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import { barred, withoutEffect } from '../heldBack.js';
import { granted, missingUnclear, unreadable, verdict } from '../verdict.js';
import { noSuchPermission } from '../noSuchPermission.js';
import { tellingProfile } from '../ownProfile.js';
import type { Verdict } from '../verdict.js';

export const userPermissionCodes = {
  settled: [],
  open: ['USER_PERMISSION_MISSING', 'USER_PERMISSION_ON_PROFILE_ONLY', 'NOT_ON_PROFILE'],
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
      return granted(words, answer.grantedBy);
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
          return tellingProfile(context.user, 'unmet', 'USER_PERMISSION_ON_PROFILE_ONLY', (profile) => [
            words,
            ...profile,
          ]);
        case 'noSuchPermission':
          return ifPresent ? verdict('notApplicable', 'NOT_IN_THIS_ORG', [name]) : noSuchPermission(name);
      }
  }
};

/** Why nobody knows whether the profile itself holds it; false where it surely does not, true where it does. */
const onProfile = ({ schema, user }: Context, name: string): boolean | Gap => {
  const { evidence } = user;
  if (evidence.mode === 'self') return gap('SELF_MODE', 'Profile', '').gap;
  if (!evidence.sources.known) return evidence.sources.gap;
  const key = keyOf(spelledPermission(schema, name));
  const profiles = evidence.sources.value.filter(({ type }) => type === 'Profile');
  if (profiles.some(({ content, profileOnly }) => content.userPermissions.has(key) || profileOnly?.has(key)))
    return true;
  if (!evidence.userPermissionRows.known) return evidence.userPermissionRows.gap;
  const unread = evidence.untold?.userPermissions.get(key);
  if (unread) return unread;
  return profiles.length > 0 ? false : gap('NOT_AUTHORISED', 'Profile', '').gap;
};

/**
 * The verdict about a permission that counts only from the profile: only people change a profile. What other things that are
 * assigned give, or may give, is no help.
 * @param result of the permission, wherever it comes from
 */
export const fromProfileAlone = (context: Context, name: string, result: Verdict): Verdict => {
  const { user, schema } = context;
  const words = permissionInWords(context, name);
  const notOnProfile = (): Verdict => tellingProfile(user, 'unmet', 'NOT_ON_PROFILE', (profile) => [words, ...profile]);
  if (result.code === 'USER_PERMISSION_MISSING') return notOnProfile();
  const isOnSets = schema.permissionSetColumns.known && schema.permissionSetColumns.value.has(keyOf(name));
  const isOpen = result.status === 'met' || (result.status === 'unknown' && result.missing !== true && isOnSets);
  if (!isOpen) return result;
  const held = onProfile(context, name);
  if (held === false) return notOnProfile();
  if (result.status === 'unknown') return result;
  const grantedBy = result.grantedBy.filter(({ type }) => type === 'Profile');
  if (grantedBy.length > 0) return { ...result, grantedBy };
  return held === true ? result : unreadable(words, held);
};
