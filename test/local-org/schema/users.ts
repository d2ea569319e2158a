import type { Org, Row } from '../model/types.js';
import { hiddenPermissionSet } from '../permissions/grants.js';
import { idOf, rowById, rowsOf } from '../permissions/tables.js';
import { datetimeOf } from './ids.js';
import { storeRow } from './rows.js';

export type NewUser = {
  username: string;
  firstName?: string | null;
  lastName: string;
  email?: string;
  profileId: string;
  isActive?: boolean;
  isFrozen?: boolean;
  federationIdentifier?: string | null;
};

/**
 * Stores a user as the platform creates one: with the assignment to the profile's hidden permission set (fact A1) and a
 * UserLogin row (fact G8). The seat of the licence is counted, not checked.
 */
export const storeUser = (org: Org, user: NewUser): Row => {
  const profile = rowById(org, 'Profile', user.profileId);
  const alias = user.username.replace(/[^a-zA-Z0-9]/g, '').slice(0, 8) || 'user';
  const row = storeRow(org, 'User', {
    Username: user.username,
    FirstName: user.firstName ?? null,
    LastName: user.lastName,
    Email: user.email ?? user.username,
    Alias: alias,
    CommunityNickname: `${alias}${rowsOf(org, 'User').length}`,
    IsActive: user.isActive ?? true,
    ProfileId: user.profileId,
    UserType: profile?.UserType ?? 'Standard',
    TimeZoneSidKey: 'America/Los_Angeles',
    LocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    DigestFrequency: 'D',
    DefaultGroupNotificationFrequency: 'P',
    FederationIdentifier: user.federationIdentifier ?? null,
    LastPasswordChangeDate: datetimeOf(org.now()),
  });
  const hidden = hiddenPermissionSet(org, user.profileId);
  if (hidden === undefined) throw new Error(`User ${user.username}: profile ${user.profileId} has no permission set`);
  storeRow(org, 'PermissionSetAssignment', {
    AssigneeId: idOf(row),
    PermissionSetId: idOf(hidden),
    IsActive: true,
  });
  storeRow(org, 'UserLogin', { UserId: idOf(row), IsFrozen: user.isFrozen ?? false });
  const license = rowById(org, 'UserLicense', profile?.UserLicenseId);
  if (license !== undefined && row.IsActive === true) license.UsedLicenses = Number(license.UsedLicenses) + 1;
  return row;
};
