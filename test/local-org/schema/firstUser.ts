import type { Org, Row } from '../model/orgModel.js';
import { hiddenPermissionSet } from '../permissions/assignedSets.js';
import { idOf, rowById, rowsOf, textOf } from '../permissions/orgTables.js';
import { datetimeOf } from '../model/datetimes.js';
import { countSeat, storeNewRow } from '../permissions/rowStore.js';

export type FirstUser = {
  username: string;
  firstName: string;
  lastName: string;
  profileId: string;
};

/**
 * Stores the first user of an org, whom nobody can insert: with the assignment to the profile's hidden permission set
 * (fact A1), a UserLogin row (fact G8) and a seat of the license.
 */
export const storeFirstUser = (org: Org, user: FirstUser): Row => {
  const profile = rowById(org, 'Profile', user.profileId);
  const alias = user.username.replace(/[^a-zA-Z0-9]/g, '').slice(0, 8) || 'user';
  const row = storeNewRow(org, 'User', {
    Username: user.username,
    FirstName: user.firstName,
    Name: `${user.firstName} ${user.lastName}`,
    LastName: user.lastName,
    Email: user.username,
    Alias: alias,
    CommunityNickname: `${alias}${rowsOf(org, 'User').length}`,
    IsActive: true,
    UserPermissionsMarketingUser: true,
    ProfileId: user.profileId,
    UserType: profile?.UserType ?? 'Standard',
    TimeZoneSidKey: 'America/Los_Angeles',
    LocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    DigestFrequency: 'D',
    DefaultGroupNotificationFrequency: 'P',
    LastPasswordChangeDate: datetimeOf(org.now()),
  });
  const hidden = hiddenPermissionSet(org, user.profileId);
  if (hidden === undefined) throw new Error(`User ${user.username}: profile ${user.profileId} has no permission set`);
  storeNewRow(org, 'PermissionSetAssignment', {
    AssigneeId: idOf(row),
    PermissionSetId: idOf(hidden),
    IsActive: true,
  });
  storeNewRow(org, 'UserLogin', { UserId: idOf(row) });
  countSeat(org, 'UserLicense', textOf(profile, 'UserLicenseId'), 1);
  return row;
};
