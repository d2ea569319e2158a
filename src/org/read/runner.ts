/** What the user who is logged in may do, as UserPermissionAccess tells (fact E7). */
import type { Gap, Reading } from '../../access/snapshot.js';
import { gap, mapReading } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import type { Query } from '../query.js';
import { permissionParts, userPermissionColumns, userPermissionsIn } from './permissionSetRows.js';
import { toldBy } from './queryAnswer.js';
import { readQueries } from './readQueries.js';
import type { OrgClient } from '../orgClient.js';
import type { Answer } from './queryAnswer.js';

/** Of the user permissions that commands may need, those that the runner holds, and those that were not told; by key. */
export type Runner = Reading<{ readonly holds: ReadonlySet<string>; readonly untold: ReadonlyMap<string, Gap> }>;

/** What the runner needs for one command or another; UserPermissionAccess has a column for each in every org. */
const runnerPermissions = [
  'ViewSetup',
  'ModifyAllData',
  'ModifyMetadata',
  'ManageUsers',
  'AssignPermissionSets',
  'ManageProfilesPermissionsets',
  'CustomizeApplication',
] as const;

/** Which of these user permissions the runner holds. */
export const runnerQueryOf = (permissions: readonly string[]): Query => ({
  api: 'data',
  from: 'UserPermissionAccess',
  columns: userPermissionColumns(permissions),
  where: [],
});

export const runnerQuery: Query = runnerQueryOf(runnerPermissions);

/** What the one row of UserPermissionAccess tells of the permissions that were asked for. */
export const runnerIn = (answer: Reading<Answer>, permissions: readonly string[] = runnerPermissions): Runner => {
  const told = toldBy(answer, permissionParts(permissions));
  if (told.known && told.value.rows.length === 0) return gap('NOT_ANSWERED', runnerQuery.from, '');
  return mapReading(told, ({ rows: [row = {}], untold }) => ({
    holds: new Set(userPermissionsIn(row, permissions).map((name) => keyOf(name))),
    untold,
  }));
};

/** Whether the runner holds a user permission; null where that is not known. */
export const runnerHolds = (runner: Runner, name: string): boolean | null =>
  runner.known && !runner.value.untold.has(keyOf(name)) ? runner.value.holds.has(keyOf(name)) : null;

/** What the runner may do, in one request of its own. @throws OrgFailure */
export const readRunner = async (client: OrgClient): Promise<Runner> => {
  const [answer] = await readQueries(client, [runnerQuery]);
  return answer ? runnerIn(answer) : gap('NOT_ANSWERED', runnerQuery.from, '');
};
