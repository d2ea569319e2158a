/** What whoever runs the command sees of a user's logins and jobs: an answer without rows may only mean that he sees none. */
import type { Reading } from '../../../access/snapshot.js';
import { keyOf, sameName } from '../../../platform/names.js';
import type { Query } from '../../query.js';
import { permissionParts, userPermissionColumns, userPermissionsIn } from '../permissionSetRows.js';
import { toldBy } from '../queryAnswer.js';
import type { Answer } from '../queryAnswer.js';

/** Whether the runner sees something, and if not, the user permissions of which one opens it. */
export type Sight = { readonly sees: boolean; readonly needs: string };

/** The parts, with the permissions of which one is enough (facts G5, G7, G8, G9, N5, N6). */
const opens = {
  loginState: ['ManageUsers'],
  logins: ['ManageUsers', 'MonitorLoginHistory'],
  apexJobs: ['ViewSetup'],
  bulkJobs: ['ManageDataIntegrations'],
  interviews: ['ViewAllData', 'ManageInteraction'],
  freezes: ['ViewSetup'],
} as const;

export type RunnerSight = Readonly<Record<keyof typeof opens, Sight>>;

/** One's own logins and jobs everybody sees. */
const own: ReadonlySet<string> = new Set(['logins', 'bulkJobs', 'interviews']);

const permissions = [...new Set(Object.values(opens).flat())];

const query: Query = {
  api: 'data',
  from: 'UserPermissionAccess',
  columns: userPermissionColumns(permissions),
  where: [],
};

const held = (answer: Reading<Answer> | undefined): ReadonlySet<string> => {
  const told = answer === undefined ? undefined : toldBy(answer, permissionParts(permissions));
  const [row] = told?.known === true ? told.value.rows : [];
  return new Set(row === undefined ? [] : userPermissionsIn(row, permissions).map(keyOf));
};

/** @param answer to the query; what it does not tell is taken for not held */
const of = (answer: Reading<Answer> | undefined, runner: string, username: string): RunnerSight => {
  const holds = held(answer);
  const isSelf = sameName(runner, username);
  const sight = (part: string, needed: readonly string[]): Sight => ({
    sees: needed.some((name) => holds.has(keyOf(name))) || (isSelf && own.has(part)),
    needs: needed.join(' or '),
  });
  return {
    loginState: sight('loginState', opens.loginState),
    logins: sight('logins', opens.logins),
    apexJobs: sight('apexJobs', opens.apexJobs),
    bulkJobs: sight('bulkJobs', opens.bulkJobs),
    interviews: sight('interviews', opens.interviews),
    freezes: sight('freezes', opens.freezes),
  };
};

/** The query that tells it, and what the answer comes to. */
export const runnerSight = { query, of };
