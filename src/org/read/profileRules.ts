/** What the profiles of users say of logins (fact M16), where automation, with which it is read, is not asked for. */
import type { ProfileRules } from '../../access/orgAutomation.js';
import { gap } from '../../access/snapshot.js';
import type { Reading } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import { profileRulesIn, readDetails } from './automation/automationDetails.js';
import type { User } from './users.js';

/** What profiles say, by the id of the user. */
export type ProfileRulesOf = ReadonlyMap<string, Reading<ProfileRules>>;

/**
 * Reads what the profiles of these users say, in one call for up to 25 of them.
 * @returns by the id of the user; a gap where the profile is hidden (fact J6)
 * @throws OrgFailure
 */
export const readProfileRules = async (client: OrgClient, users: readonly User[]): Promise<ProfileRulesOf> => {
  const ids = [...new Set(users.flatMap(({ profileId }) => (profileId.known ? [profileId.value] : [])))];
  const { metadata } = await readDetails(
    client,
    ids.map((id) => ({ type: 'Profile', id })),
    [],
  );
  return new Map(
    users.map(({ id, profileId }) => [
      id,
      profileId.known
        ? profileRulesIn(metadata.get(profileId.value) ?? gap('NOT_ANSWERED', 'Profile', profileId.value))
        : profileId,
    ]),
  );
};
