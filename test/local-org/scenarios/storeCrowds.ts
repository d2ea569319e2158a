/** Groups and users by the thousand, stored without the platform's rules: checking them takes too long. */
import type { Org } from '../model/orgModel.js';
import { hiddenPermissionSet } from '../permissions/assignedSets.js';
import { idOf, rowsOf } from '../permissions/orgTables.js';
import { storeNewRow } from '../permissions/rowStore.js';
import { profileNamed } from '../schema/storeProfiles.js';
import type { Scenario } from './scenarioFormat.js';

type GroupsData = NonNullable<Scenario['generateGroups']>[number];
type UsersData = NonNullable<Scenario['generateUsers']>[number];

const numbered = (prefix: string, number: number): string => `${prefix}_${String(number).padStart(4, '0')}`;

/** Stores groups that nobody has, with their aggregate sets: a generated group takes its members in turn. */
export const storeGeneratedGroups = (org: Org, { groups, prefix, setsEach, setPrefix }: GroupsData): void => {
  const sets = rowsOf(org, 'PermissionSet').filter(({ Name: name }) => String(name).startsWith(`${setPrefix}_`));
  if (sets.length === 0) throw new Error(`There is no generated permission set ${setPrefix}`);
  for (let number = 1; number <= groups; number += 1) {
    const name = numbered(prefix, number);
    const label = name.replace(/_/g, ' ');
    const group = storeNewRow(org, 'PermissionSetGroup', {
      DeveloperName: name,
      MasterLabel: label,
      Status: 'Updated',
    });
    storeNewRow(org, 'PermissionSet', {
      Name: name,
      Label: label,
      Type: 'Group',
      PermissionSetGroupId: idOf(group),
    });
    for (let member = 0; member < setsEach; member += 1) {
      const set = sets[(number * setsEach + member) % sets.length];
      if (set)
        storeNewRow(org, 'PermissionSetGroupComponent', {
          PermissionSetGroupId: idOf(group),
          PermissionSetId: idOf(set),
        });
    }
  }
};

/** Stores users with nothing but their profile. */
export const storeGeneratedUsers = (org: Org, { users, prefix, profile }: UsersData, domain: string): void => {
  const profileId = profileNamed(org, profile);
  const hidden = hiddenPermissionSet(org, profileId);
  if (hidden === undefined) throw new Error(`Profile ${profile} has no permission set`);
  const [administrator] = rowsOf(org, 'User');
  const creator = administrator && idOf(administrator);
  for (let number = 1; number <= users; number += 1) {
    const name = numbered(prefix, number);
    const user = storeNewRow(
      org,
      'User',
      {
        Username: `${name.toLowerCase()}@${domain}`,
        FirstName: prefix,
        LastName: name,
        Name: `${prefix} ${name}`,
        Email: `${name.toLowerCase()}@${domain}`,
        Alias: `u${number}`,
        CommunityNickname: name,
        IsActive: true,
        ProfileId: profileId,
        UserType: 'Standard',
        TimeZoneSidKey: 'America/Los_Angeles',
        LocaleSidKey: 'en_US',
        LanguageLocaleKey: 'en_US',
        EmailEncodingKey: 'UTF-8',
      },
      creator,
    );
    const assignment = { AssigneeId: idOf(user), PermissionSetId: idOf(hidden), IsActive: true };
    storeNewRow(org, 'PermissionSetAssignment', assignment, creator);
    storeNewRow(org, 'UserLogin', { UserId: idOf(user) }, creator);
  }
};
