/** What the profiles of users say of logins (fact M16), where automation, with which it is read, is not asked for. */
import type { ProfileRules } from '../../access/orgAutomation.js';
import { gap } from '../../access/snapshot.js';
import type { Reading } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import { profileRulesIn, readDetails } from './automation/automationDetails.js';
import type { Row } from './answerRow.js';
import type { User } from './users.js';

/** What profiles say, by the id of the user. */
export type ProfileRulesOf = ReadonlyMap<string, Reading<ProfileRules>>;

/** The metadata of profiles, by their ids. */
export type ProfileMetadata = ReadonlyMap<string, Reading<Row>>;

/**
 * Reads the metadata of these profiles, up to 25 in one call. None of its parts is a query, so that it goes along with any.
 * @throws OrgFailure
 */
export const readProfiles = async (client: OrgClient, ids: readonly string[]): Promise<ProfileMetadata> => {
  const records = [...new Set(ids)].map((id) => ({ type: 'Profile', id }) as const);
  return (await readDetails(client, records, [])).metadata;
};

/** The profiles of these users, as far as they are told. */
export const profileIdsOf = (users: readonly Pick<User, 'profileId'>[]): string[] =>
  users.flatMap(({ profileId }) => (profileId.known ? [profileId.value] : []));

/** What the profiles of these users say, by the id of the user; a gap where the profile is hidden (fact J6). */
export const profileRulesOf = (users: readonly User[], metadata: ProfileMetadata): ProfileRulesOf =>
  new Map(
    users.map(({ id, profileId }) => [
      id,
      profileId.known
        ? profileRulesIn(metadata.get(profileId.value) ?? gap('NOT_ANSWERED', 'Profile', profileId.value))
        : profileId,
    ]),
  );
