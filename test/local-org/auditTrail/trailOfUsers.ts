/** Entries about users: their state, profile, names, flags and licenses (facts N4, Q13). */
import type { Org } from '../model/orgModel.js';
import { hiddenPermissionSet } from '../permissions/assignedSets.js';
import { idOf, isTrue, rowById, textOf } from '../permissions/orgTables.js';
import type { Change, TrailEntry } from './trailEntry.js';
import { inLanguage, userWithId } from './trailWords.js';

const profileWord = (org: Org, profileId: unknown): string =>
  isTrue(hiddenPermissionSet(org, String(profileId)), 'IsCustom') ? 'cust' : 'std';

const profileAction = (org: Org, from: unknown, to: unknown): string => {
  const [was, is] = [profileWord(org, from), profileWord(org, to)];
  return was === 'cust' && is === 'cust' ? 'changedprofileforuser' : `changedprofileforuser${was}to${is}`;
};

/** Feature flags of a user, with the words in the action and in the text. */
const flags = [
  ['UserPermissionsMarketingUser', 'marketinguser', 'marketing user'],
  ['UserPermissionsOfflineUser', 'offlineuser', 'offline user'],
  ['UserPermissionsKnowledgeUser', 'knowledgeuser', 'Knowledge user'],
  ['UserPermissionsInteractionUser', 'interactionuser', 'Flow user'],
  ['UserPermissionsSupportUser', 'supportuser', 'Service Cloud user'],
] as const;

/** Entries of a user who is made or changed. */
export const ofUser = ({ org, before, after }: Change): TrailEntry[] => {
  if (after === undefined) return [];
  const name = textOf(after, 'Name') ?? '';
  if (before === undefined) return [{ action: 'createduser', text: `Created new user ${name}` }];
  const entries: TrailEntry[] = [];
  const withId = userWithId(org, idOf(after));
  if (isTrue(before, 'IsActive') !== isTrue(after, 'IsActive'))
    entries.push(
      isTrue(after, 'IsActive')
        ? { action: 'activateduser', text: `Activated ${withId}` }
        : { action: 'deactivateduser', text: `Deactivated ${withId}` },
    );
  if (before['ProfileId'] !== after['ProfileId']) {
    const [was, is] = [before, after].map((row) => textOf(rowById(org, 'Profile', row['ProfileId']), 'Name') ?? '');
    entries.push({
      action: profileAction(org, before['ProfileId'], after['ProfileId']),
      text: `Changed profile for user ${name} from ${was ?? ''} to ${is ?? ''}`,
    });
  }
  if (before['Username'] !== after['Username'])
    entries.push({
      action: 'changedusername',
      text: `Changed username for ${idOf(after).slice(0, 15)} from ${String(before['Username'])} to ${String(after['Username'])}`,
    });
  if (before['Email'] !== after['Email'])
    entries.push({
      action: 'changedemail',
      text: `Changed email for ${withId} from ${String(before['Email'])} to ${String(after['Email'])}`,
    });
  for (const [column, word, text] of flags) {
    const is = isTrue(after, column);
    if (isTrue(before, column) === is) continue;
    const [from, to] = is ? ['off', 'on'] : ['on', 'off'];
    entries.push({
      action: `changed${word}${from}${to}`,
      text: `For user ${name}, changed ${text} from ${from} to ${to}`,
    });
  }
  return entries;
};

/** Entries of a user who is frozen or unlocked. */
export const ofUserLogin = ({ org, before, after }: Change): TrailEntry[] => {
  if (before === undefined || after === undefined) return [];
  const user = rowById(org, 'User', after['UserId']);
  const entries: TrailEntry[] = [];
  const frozen = isTrue(after, 'IsFrozen');
  if (isTrue(before, 'IsFrozen') !== frozen)
    entries.push({
      action: frozen ? 'frozeuser' : 'unfrozeuser',
      text: `${frozen ? 'Froze' : 'Unfroze'} user account for ${textOf(user, 'Name') ?? ''}`,
    });
  if (isTrue(before, 'IsPasswordLocked') && !isTrue(after, 'IsPasswordLocked'))
    entries.push({
      action: 'unlockeduser',
      text: `Unlocked user ${textOf(user, 'Username') ?? ''} (UserID: [${String(after['UserId']).slice(0, 15)}])`,
    });
  return entries;
};

/** The entry of a permission set license that is assigned or removed. */
export const ofLicense = ({ org, before, after }: Change): TrailEntry[] => {
  const row = after ?? before;
  if (before !== undefined && after !== undefined) return [];
  const license = rowById(org, 'PermissionSetLicense', row?.['PermissionSetLicenseId']);
  const name = inLanguage(org, textOf(license, 'MasterLabel') ?? '');
  const user = userWithId(org, row?.['AssigneeId']);
  return [
    after === undefined
      ? { action: 'PermSetLicenseUnassign', text: `Permission set license ${name} removed from ${user}` }
      : { action: 'PermSetLicenseAssign', text: `Permission set license ${name}: assigned to ${user}` },
  ];
};

/** The entry of the seat of a package that is granted or revoked. */
export const ofPackageLicense = ({ before, after }: Change): TrailEntry[] => {
  if (before !== undefined && after !== undefined) return [];
  const userId = String((after ?? before)?.['UserId']).slice(0, 15);
  const section = 'Custom App Licenses';
  return [
    after === undefined
      ? { action: 'revokeduserpackagelicense', text: 'Revoked User Package License assignment', section }
      : {
          action: 'granteduserpackagelicense',
          text: `Granted 1 User Package Licenses for User with ID: ${userId}`,
          section,
        },
  ];
};
