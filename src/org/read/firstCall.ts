/** The first call of a reading: who is who, what is assigned, what the runner may do, and what describes and the org itself tell. */
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { Reading } from '../../access/snapshot.js';
import type { UserFlag } from '../../platform/userFlags.js';
import type { Reply } from '../reply.js';
import type { Subrequest } from '../restApi.js';
import type { OrgClient } from '../orgClient.js';
import type { Query } from '../query.js';
import type { Row } from './answerRow.js';
import { assignmentQueries, assignmentsIn, componentQuery, componentsIn } from './assignments.js';
import type { Assignments, GroupComponent } from './assignments.js';
import { licenseIdQuery, licenseIdsIn } from './licenses.js';
import { answerTo, isUnknownType, toldBy, wholeRows } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import { runnerIn, runnerQuery } from './runner.js';
import type { Runner } from './runner.js';
import { send } from './subrequests.js';
import { expectNamed, targetQueries, targetsIn } from './targetSet.js';
import type { PermissionSetRow } from './targetSet.js';
import { userParts, userQueries } from './users.js';
import type { UserRequest, UserRows } from './users.js';

/** What the first call tells. */
export type FirstReading = {
  readonly users: Reading<UserRows>;
  readonly assignments: Reading<Assignments>;
  readonly components: Reading<readonly GroupComponent[]>;
  readonly runner: Runner;
  /** Ids of the permission set licenses of the org; null where they were not asked for. */
  readonly licenseIds: Reading<readonly string[]> | null;
  /** Sets of the runner with rows of what rules name; null where they were not asked for. */
  readonly ownRows: Reading<readonly Row[]> | null;
  /** Those of the permission sets that were asked for by name that there are. */
  readonly targets: Reading<readonly PermissionSetRow[]>;
  /** Replies to the other subrequests, by their reference. */
  readonly subreplies: ReadonlyMap<string, Reply>;
};

type Answered = { readonly query: Query; readonly reply: Reply | undefined };

/**
 * Where the org refused a column: sends the other queries, all in one call, and takes the fullest that it answers.
 * @param queries the one that was answered, then those to fall back on, fuller ones first
 */
const fullest = async (
  client: OrgClient,
  [query, ...others]: readonly [Query, ...Query[]],
  reply: Reply | undefined,
  refusals: readonly string[],
): Promise<Answered> => {
  if (!reply || reply.ok || !refusals.includes(reply.errorCode)) return { query, reply };
  const named = others.map((other, i) => ({ ref: `a${i}`, query: other }));
  const replies = await send(client, named);
  const answered = named.map((one) => ({ query: one.query, reply: replies.get(one.ref) }));
  return answered.find((one) => one.reply?.ok === true) ?? { query, reply };
};

const answerOf = (client: OrgClient, { query, reply }: Answered): Promise<Reading<Answer>> =>
  answerTo(client, query, reply);

const userRefusals = ['INVALID_FIELD', 'INVALID_TYPE'];

/**
 * Reads the rows of these users alone, before the rest of the first call.
 * @param userFlags feature flags that are wanted of them
 * @throws OrgFailure
 */
export const readUserRows = async (
  client: OrgClient,
  requests: readonly UserRequest[],
  userFlags: readonly UserFlag[],
): Promise<Reading<UserRows>> => {
  const queries = userQueries(client, requests, userFlags);
  const replies = await send(client, [{ ref: 'users', query: queries[0] }]);
  return toldBy(await answerOf(client, await fullest(client, queries, replies.get('users'), userRefusals)), userParts);
};

/**
 * Sends the first call and takes its answers apart. It holds five queries (fact I8); a sixth goes in a call of its own.
 * @param wanted names of permission sets to be looked up as well, and feature flags of the users
 * @param others subrequests that are no queries
 * @throws OrgFailure
 */
export const readFirst = async (
  client: OrgClient,
  requests: readonly UserRequest[],
  wanted: {
    readonly targetSets: readonly string[];
    /** User permissions of which it is wanted whether these sets hold them. */
    readonly targetPermissions: readonly string[];
    readonly userFlags: readonly UserFlag[];
    /** Rows of the users with these flags, where they were read before. */
    readonly userRows?: Reading<UserRows> | undefined;
    /** Whether the permission set licenses of the org are to be listed; only where there is room for a fifth query. */
    readonly licenses: boolean;
    /** Asks the sets of the runner for rows of what rules name; null where nobody wants it. */
    readonly ownRows: Query | null;
  },
  others: readonly Subrequest[],
): Promise<FirstReading> => {
  const { targetSets, targetPermissions, userFlags, userRows } = wanted;
  const users = userRows ? null : userQueries(client, requests, userFlags);
  const assignments = assignmentQueries(client, requests);
  const components = componentQuery(client, requests);
  const licenses = wanted.licenses && targetSets.length === 0;
  const target = targetSets.length === 0 ? undefined : targetQueries(targetSets, targetPermissions);
  const replies = await send(
    client,
    [
      ...(users ? [{ ref: 'users', query: users[0] }] : []),
      { ref: 'assignments', query: assignments[0] },
      ...(components ? [{ ref: 'components', query: components }] : []),
      { ref: 'runner', query: runnerQuery },
      ...(target ? [{ ref: 'target', query: target[0] }] : []),
      ...(licenses ? [{ ref: 'licenses', query: licenseIdQuery }] : []),
      ...(wanted.ownRows ? [{ ref: 'ownRows', query: wanted.ownRows }] : []),
    ],
    others,
  );
  const [userAnswer, assignmentAnswer, targetAnswer] = await Promise.all([
    users ? fullest(client, users, replies.get('users'), userRefusals) : null,
    // Not for this caller at all (fact A3): asking for fewer columns would not help.
    fullest(client, assignments, replies.get('assignments'), ['INVALID_FIELD']),
    target ? fullest(client, target, replies.get('target'), ['INVALID_FIELD']) : null,
  ]);
  const groupsExist = components !== undefined && !isUnknownType(replies.get('components'));
  const [toldUsers, toldAssignments, toldComponents, toldTarget, toldRunner, toldLicenses, toldOwn] = await Promise.all(
    [
      userAnswer ? answerOf(client, userAnswer) : null,
      answerOf(client, assignmentAnswer),
      groupsExist ? answerOf(client, { query: components, reply: replies.get('components') }) : null,
      targetAnswer ? answerOf(client, targetAnswer) : null,
      answerOf(client, { query: runnerQuery, reply: replies.get('runner') }),
      licenses ? answerOf(client, { query: licenseIdQuery, reply: replies.get('licenses') }) : null,
      wanted.ownRows ? answerOf(client, { query: wanted.ownRows, reply: replies.get('ownRows') }) : null,
    ],
  );
  const found = toldTarget ? targetsIn(toldTarget, targetPermissions) : known([]);
  for (const { name } of found.known ? found.value : []) expectNamed(name, targetSets, client);
  return {
    users: userRows ?? toldBy(toldUsers ?? gap('NOT_ANSWERED', 'User', ''), userParts),
    assignments: assignmentsIn(assignmentAnswer.query, toldAssignments, groupsExist),
    components: componentsIn(toldComponents && wholeRows(toldComponents)),
    runner: runnerIn(toldRunner),
    licenseIds: toldLicenses && licenseIdsIn(toldLicenses),
    ownRows: toldOwn && mapReading(toldOwn, ({ rows }) => rows),
    targets: found,
    subreplies: replies,
  };
};
