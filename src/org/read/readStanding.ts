/** Users and licenses as they stand in the org, of a grant that is to be taken back. Read whole, or the command is refused. */
import { markOf } from '../../grant/ownership.js';
import { sameId } from '../../platform/sameId.js';
import type { StandingLicense, StandingNamed, StandingUser } from '../../revoke/standing.js';
import type { OrgClient } from '../orgClient.js';
import { keys, texts } from '../query.js';
import type { Condition, Query } from '../query.js';
import { parent, text, textOrNull } from './answerRow.js';
import { mustRead, readRows } from './readQueries.js';

/**
 * Finds users by id, and those of whom only the name is known by that.
 * @throws OrgFailure
 */
export const readUsers = async (
  client: OrgClient,
  ids: readonly string[],
  usernames: readonly string[],
): Promise<StandingUser[]> => {
  const anyOf: Condition[] = [
    ...(ids.length > 0 ? [{ column: 'Id', in: ids }] : []),
    ...(usernames.length > 0 ? [{ column: 'Username', in: usernames }] : []),
  ];
  if (anyOf.length === 0) return [];
  const [rows = []] = await mustRead(client, [
    { api: 'data', from: 'User', columns: keys('Id', 'Username'), where: [{ anyOf }] },
  ]);
  return rows.map((row) => ({ id: text(row, 'Id'), username: text(row, 'Username') }));
};

/** Assignments of permission set licenses to these users, as the org has them now. @throws OrgFailure */
export const readLicenses = async (client: OrgClient, userIds: readonly string[]): Promise<StandingLicense[]> => {
  if (userIds.length === 0) return [];
  const [rows = []] = await mustRead(client, [
    {
      api: 'data',
      from: 'PermissionSetLicenseAssign',
      columns: [...keys('Id', 'AssigneeId'), ...texts('PermissionSetLicense.DeveloperName')],
      where: [{ column: 'AssigneeId', in: userIds }],
    },
  ]);
  return rows.map((row) => ({
    id: text(row, 'Id'),
    userId: text(row, 'AssigneeId'),
    license: text(parent(row, 'PermissionSetLicense'), 'DeveloperName'),
  }));
};

/**
 * The licenses with the time at which each was assigned, which only helps to doubt that a grant did it.
 * @throws OrgFailure
 */
export const withDates = async (
  client: OrgClient,
  licenses: readonly StandingLicense[],
): Promise<StandingLicense[]> => {
  if (licenses.length === 0) return [];
  const dates = await readRows(client, {
    api: 'data',
    from: 'PermissionSetLicenseAssign',
    columns: [...keys('Id'), ...texts('SystemModstamp')],
    where: [{ column: 'Id', in: licenses.map(({ id }) => id) }],
  });
  const at = new Map(
    (dates.known ? dates.value : []).map((row) => [text(row, 'Id'), textOrNull(row, 'SystemModstamp')]),
  );
  return licenses.map((license) => ({ ...license, assignedAt: at.get(license.id) ?? null }));
};

/** The column by which PermissionSetAssignment names what is assigned. */
const columnOf = { PermissionSet: 'PermissionSetId', PermissionSetGroup: 'PermissionSetGroupId' } as const;

/** A permission set or group that a rule, or a receipt, names. */
export type NamedRef = Pick<StandingNamed, 'setId' | 'type' | 'name'>;

/**
 * Direct assignments of permission sets and groups to these users. Sets that a grant made for another integration are left out:
 * no grant assigns these for a rule. When each was made only helps to doubt that a grant made it.
 * @throws OrgFailure
 */
export const readNamedAssignments = async (
  client: OrgClient,
  users: readonly StandingUser[],
  sets: readonly NamedRef[],
  integration: string,
): Promise<StandingNamed[]> => {
  if (users.length === 0 || sets.length === 0) return [];
  const queries = (['PermissionSet', 'PermissionSetGroup'] as const).flatMap((type): Query[] => {
    const ids = sets.filter((one) => one.type === type).map(({ setId }) => setId);
    const column = columnOf[type];
    return ids.length === 0
      ? []
      : [
          {
            api: 'data',
            from: 'PermissionSetAssignment',
            columns: [
              ...keys('Id', 'AssigneeId', column),
              ...(type === 'PermissionSet' ? texts('PermissionSet.Description') : []),
            ],
            where: [
              { column: 'AssigneeId', in: users.map(({ id }) => id) },
              { column, in: ids },
            ],
          },
        ];
  });
  const rows = (await mustRead(client, queries)).flat();
  if (rows.length === 0) return [];
  const dates = await readRows(client, {
    api: 'data',
    from: 'PermissionSetAssignment',
    columns: [...keys('Id'), ...texts('SystemModstamp')],
    where: [{ column: 'Id', in: rows.map((row) => text(row, 'Id')) }],
  });
  const at = new Map(
    (dates.known ? dates.value : []).map((row) => [text(row, 'Id'), textOrNull(row, 'SystemModstamp')]),
  );
  return rows.flatMap((row): StandingNamed[] => {
    const owner = markOf(text(parent(row, 'PermissionSet'), 'Description'));
    const set = sets.find(
      ({ setId }) =>
        sameId(setId, text(row, columnOf.PermissionSet)) || sameId(setId, text(row, columnOf.PermissionSetGroup)),
    );
    const user = users.find(({ id }) => sameId(id, text(row, 'AssigneeId')));
    if (!set || !user || (owner && owner.integration !== integration)) return [];
    const id = text(row, 'Id');
    return [{ id, userId: user.id, username: user.username, ...set, assignedAt: at.get(id) ?? null }];
  });
};
