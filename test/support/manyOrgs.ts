/** Many orgs that are alike at the beginning: each with an id and usernames of its own. */
import type { Org } from '../local-org/model/orgModel.js';
import { toLongId } from '../local-org/permissions/orgTables.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';

/** `org-007`: by which its alias begins and its users are told apart. */
export const orgNameOf = (number: number): string => `org-${String(number).padStart(3, '0')}`;

/** The username of somebody in one of them. */
export const usernameIn = (number: number, name: string): string => `${name}@${orgNameOf(number)}.example.com`;

/** The org with this number: that of a scenario, under another id and other usernames. @param number from 1 */
export const orgNumber = (number: number, scenario = 'default'): Org => {
  const org = loadScenario(scenario);
  const organizations = org.tables.get('Organization');
  const row = organizations?.get(org.id);
  if (organizations === undefined || row === undefined) throw new Error('an org without a row of its own');
  organizations.delete(org.id);
  const id = toLongId(`00D5g0${String(number).padStart(9, '0')}`);
  org.id = id;
  organizations.set(id, { ...row, Id: id });
  const users = org.tables.get('User');
  for (const [key, user] of [...(users ?? [])]) {
    const [name = ''] = String(user['Username']).split('@');
    users?.set(key, { ...user, Username: usernameIn(number, name) });
  }
  return org;
};
