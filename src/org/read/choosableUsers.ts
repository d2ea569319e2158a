/** Users of an org from whom a person chooses: who looks like an integration user first. */
import { compareKeys, keyOf } from '../../platform/names.js';
import { integrationLicense } from '../../platform/integrationLicense.js';
import type { OrgClient } from '../orgClient.js';
import { keys, names } from '../query.js';
import type { Condition, Query } from '../query.js';
import { parent, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { wholeRows } from './queryAnswer.js';
import { readQueries, readRows } from './readQueries.js';

/** Why somebody looks like an integration user. */
export type UserHint =
  | { readonly code: 'license' | 'apiOnly' }
  | { readonly code: 'ownSet'; readonly permissionSet: string };

export type ChoosableUser = {
  readonly username: string;
  readonly name: string;
  /** Empty where nothing speaks for it. */
  readonly hints: readonly UserHint[];
};

export type ChoosableUsers = {
  /** Those with hints first, each part by username. */
  readonly users: readonly ChoosableUser[];
  /** False where the org has more users than were read. */
  readonly isAll: boolean;
};

/** How many users a person is shown at first; who is not among them is found by typing. */
const mostUsers = 200;

const isActive: Condition = { column: 'IsActive', is: true };

const usersWhere = (...conditions: readonly Condition[]): Query => ({
  api: 'data',
  from: 'User',
  columns: [...keys('Id', 'Username'), ...names('Name')],
  where: [isActive, ...conditions],
  orderBy: 'Username',
  limit: mostUsers,
});

/** The profile of a user is assigned as a permission set too, and a group as the sum of its sets (facts A1, A4). */
const assignedWhere = (condition: Condition): Query => ({
  api: 'data',
  from: 'PermissionSetAssignment',
  columns: [...keys('Id', 'Assignee.Username'), ...names('Assignee.Name', 'PermissionSet.Name')],
  where: [{ column: 'Assignee.IsActive', is: true }, condition],
  orderBy: 'Assignee.Username',
  limit: mostUsers,
});

const assigneeOf = (row: Row): Row => parent(row, 'Assignee');

/**
 * Reads active users, in one call. What the org does not let be asked tells of nobody.
 * @param ownSets API names of the permission sets that the definitions in question are granted with
 * @throws OrgFailure
 */
export const readChoosableUsers = async (client: OrgClient, ownSets: readonly string[]): Promise<ChoosableUsers> => {
  const [all, licensed, apiOnly, holders] = await readQueries(client, [
    usersWhere(),
    usersWhere({ column: 'Profile.UserLicense.Name', is: integrationLicense }),
    assignedWhere({ column: 'PermissionSet.PermissionsApiUserOnly', is: true }),
    ...(ownSets.length === 0 ? [] : [assignedWhere({ column: 'PermissionSet.Name', in: ownSets })]),
  ]);
  const rowsOf = (answer: typeof all): readonly Row[] => {
    const rows = answer && wholeRows(answer);
    return rows?.known === true ? rows.value : [];
  };
  const found = new Map<string, { username: string; name: string; hints: UserHint[] }>();
  const add = (row: Row, hint: UserHint | null): void => {
    const username = text(row, 'Username');
    const user = found.get(keyOf(username)) ?? { username, name: text(row, 'Name'), hints: [] };
    const isNew = hint !== null && !user.hints.some(({ code }) => code === hint.code);
    found.set(keyOf(username), isNew ? { ...user, hints: [...user.hints, hint] } : user);
  };
  for (const row of rowsOf(holders))
    add(assigneeOf(row), { code: 'ownSet', permissionSet: text(parent(row, 'PermissionSet'), 'Name') });
  for (const row of rowsOf(licensed)) add(row, { code: 'license' });
  for (const row of rowsOf(apiOnly)) add(assigneeOf(row), { code: 'apiOnly' });
  for (const row of rowsOf(all)) add(row, null);
  const rank = ({ hints }: ChoosableUser): number => (hints.length === 0 ? 1 : 0);
  return {
    users: [...found.values()].sort((a, b) => rank(a) - rank(b) || compareKeys(keyOf(a.username), keyOf(b.username))),
    isAll: rowsOf(all).length < mostUsers,
  };
};

/**
 * Active users whose name or username holds a text; none where that cannot be read.
 * @throws OrgFailure
 */
export const readUsersNamed = async (client: OrgClient, typed: string): Promise<readonly ChoosableUser[]> => {
  const rows = await readRows(
    client,
    usersWhere({
      anyOf: [
        { column: 'Username', contains: typed },
        { column: 'Name', contains: typed },
      ],
    }),
  );
  return (rows.known ? rows.value : []).map((row) => ({
    username: text(row, 'Username'),
    name: text(row, 'Name'),
    hints: [],
  }));
};
