/** Reads how an integration user fared lately, with as few calls as there are allowed. */
import type { OrgIdentity, Reading } from '../../../access/snapshot.js';
import { gap, known, mapReading } from '../../../access/snapshot.js';
import type {
  FailedInterview,
  FreezeEntry,
  HealthReading,
  HealthUser,
  LoginGroup,
  LoginState,
  OrgLimit,
} from '../../../health/healthReading.js';
import { keyOf } from '../../../platform/names.js';
import { OrgFailure } from '../../failure.js';
import type { OrgClient } from '../../orgClient.js';
import { recordOf } from '../../reply.js';
import { flag, numberOrNull, parent, text, textOrNull } from '../answerRow.js';
import type { Answer } from '../queryAnswer.js';
import { partOf, toldBy, wholeRows } from '../queryAnswer.js';
import { orFewer, readParts, readPartsBeside } from '../readQueries.js';
import { orgIdentity, organizationRequest } from '../organization.js';
import { findUsers } from '../findUsers.js';
import type { User, UserRequest } from '../users.js';
import { readBulkJobs } from './bulkJobs.js';
import type { CallsLeft } from './bulkJobs.js';
import {
  apexJobsQuery,
  freezesQuery,
  interviewsQuery,
  loginsQuery,
  loginStateQuery,
  ofId,
  ofRequest,
  userQuery,
} from './healthQueries.js';
import { runnerSight } from './runnerSight.js';
import type { RunnerSight } from './runnerSight.js';

type Part = 'user' | 'runner' | 'loginState' | 'logins' | 'apexJobs';

const unanswered = (part: string): Reading<never> => gap('NOT_ANSWERED', part, '');

const userPartsOf = (answer: Reading<Answer>): ReturnType<typeof toldBy<'isActive' | 'lastLogin'>> =>
  toldBy(
    answer,
    new Map([
      ['IsActive', 'isActive'],
      ['LastLoginDate', 'lastLogin'],
    ] as const),
  );

type Found = { readonly user: HealthUser; readonly lastLogin: Reading<string | null> };

/** The one user. @throws OrgFailure USER_NOT_FOUND, USER_AMBIGUOUS, REFUSED */
const foundUser = async (client: OrgClient, request: UserRequest, answer: Reading<Answer>): Promise<Found> => {
  const told = userPartsOf(answer);
  const rows = told.known ? told.value.rows : [];
  const found: readonly User[] = await findUsers(
    client,
    [request],
    mapReading(told, (all) => ({ rows: all.rows, untold: new Map() })),
    [],
  );
  const [one] = found;
  if (!one || !told.known) throw new OrgFailure('USER_NOT_FOUND', [request.username, client.instanceUrl]);
  const row = rows.find((candidate) => text(candidate, 'Id') === one.id) ?? {};
  const { id, username, requestedUsername, name } = one;
  return {
    user: { id, username, requestedUsername, name, isActive: partOf(told.value, 'isActive', flag(row, 'IsActive')) },
    lastLogin: partOf(told.value, 'lastLogin', textOrNull(row, 'LastLoginDate')),
  };
};

/** What was answered, or why the runner does not see it. */
const seen = <T>(maySee: RunnerSight[keyof RunnerSight], part: string, reading: Reading<T>): Reading<T> =>
  maySee.sees ? reading : gap('NOT_AUTHORISED', part, maySee.needs);

const loginStateIn = (answer: Reading<Answer>, userId: string): Reading<LoginState> => {
  const rows = wholeRows(answer);
  if (!rows.known) return rows;
  const row = rows.value.find((one) => text(one, 'UserId') === userId);
  return row === undefined
    ? unanswered('UserLogin')
    : known({ isFrozen: flag(row, 'IsFrozen'), isPasswordLocked: flag(row, 'IsPasswordLocked') });
};

const loginGroupsIn = (answer: Reading<Answer>, userId: string): Reading<readonly LoginGroup[]> =>
  mapReading(wholeRows(answer), (rows) =>
    rows
      .filter((row) => text(row, 'UserId') === userId)
      .map((row) => ({
        status: text(row, 'Status'),
        application: text(row, 'Application'),
        count: numberOrNull(row, 'counted') ?? 0,
        latest: text(row, 'latest'),
      })),
  );

const apexJobsIn = (answer: Reading<Answer>, userId: string): HealthReading['apexJobs'] =>
  mapReading(wholeRows(answer), (rows) =>
    rows
      .filter((row) => text(row, 'CreatedById') === userId)
      .map((row) => ({
        id: text(row, 'Id'),
        className: text(parent(row, 'ApexClass'), 'Name'),
        jobType: text(row, 'JobType'),
        status: text(row, 'Status'),
        errors: numberOrNull(row, 'NumberOfErrors') ?? 0,
        message: text(row, 'ExtendedStatus'),
        createdDate: text(row, 'CreatedDate'),
      })),
  );

const interviewsIn = (answer: Reading<Answer>): Reading<readonly FailedInterview[]> =>
  mapReading(wholeRows(answer), (rows) =>
    rows.map((row) => ({
      id: text(row, 'Id'),
      label: text(row, 'InterviewLabel'),
      element: text(row, 'CurrentElement'),
      message: text(row, 'Error'),
      createdDate: text(row, 'CreatedDate'),
    })),
  );

/** Whether the text names somebody: with nothing that belongs to a name before or behind it. */
const isAbout = (display: string, name: string): boolean => {
  const [all, own] = [keyOf(display), keyOf(name)];
  const isLetter = (character: string | undefined): boolean => /^[\p{L}\p{N}_]$/u.test(character ?? '');
  for (let at = all.indexOf(own); at >= 0; at = all.indexOf(own, at + 1))
    if (!isLetter([...all.slice(0, at)].at(-1)) && !isLetter([...all.slice(at + own.length)][0])) return true;
  return false;
};

/** Entries about somebody of this name: the text is in the org's language, the name in it is not. */
const freezesIn = (answer: Reading<Answer>, name: string): Reading<readonly FreezeEntry[]> =>
  mapReading(wholeRows(answer), (rows) =>
    rows
      .filter((row) => name !== '' && isAbout(text(row, 'Display'), name))
      .map((row) => ({
        action: text(row, 'Action'),
        when: text(row, 'CreatedDate'),
        who: text(parent(row, 'CreatedBy'), 'Username'),
        text: text(row, 'Display'),
      })),
  );

/** The allowances of the org, those that apps have for themselves left out (fact N7). */
const limitsIn = (body: unknown): OrgLimit[] =>
  Object.entries(recordOf(body)).flatMap(([name, limit]) => {
    const { Max: max, Remaining: remaining } = recordOf(limit);
    return typeof max === 'number' && typeof remaining === 'number' ? [{ name, max, remaining }] : [];
  });

/** All of them where a call is left, else what every answer says of the day's API calls (fact I12). */
const readLimits = async (client: OrgClient, callsLeft: CallsLeft): Promise<HealthReading['limits']> => {
  const usage = client.apiUsage();
  const ofHeader =
    usage === null
      ? unanswered('Limits')
      : known([{ name: 'DailyApiRequests', max: usage.max, remaining: usage.max - usage.used }]);
  if (callsLeft() <= 0) return ofHeader;
  try {
    const limits = limitsIn(await client.get('/limits'));
    return limits.length > 0 ? known(limits) : ofHeader;
  } catch (error) {
    if (error instanceof OrgFailure && error.code === 'INTERRUPTED') throw error;
    return ofHeader;
  }
};

/** Parts that are asked again by the user's id where the org refused the query that finds the user by his name. */
const byName = ['loginState', 'logins', 'apexJobs'] as const;
type ByName = (typeof byName)[number];

/** What needs the user's id, is worth less, or was refused at first: only where there are calls left for it. */
const readMore = async (
  client: OrgClient,
  { user }: Found,
  since: string,
  sight: RunnerSight,
  refused: ReadonlySet<ByName>,
  callsLeft: CallsLeft,
): Promise<
  Pick<HealthReading, 'interviews' | 'freezes'> & { readonly again: ReadonlyMap<string, Reading<Answer>> }
> => {
  if (callsLeft() <= 0) return { interviews: null, freezes: null, again: new Map() };
  const of = ofId(user.id);
  const asksFor = (part: ByName): boolean => refused.has(part) && sight[part].sees;
  const parts = await readParts(client, {
    interviews: sight.interviews.sees && interviewsQuery(user.id, since, true),
    freezes: sight.freezes.sees && freezesQuery(since),
    loginState: asksFor('loginState') && loginStateQuery(of),
    logins: asksFor('logins') && loginsQuery(of, since),
    apexJobs: asksFor('apexJobs') && apexJobsQuery(of, since),
  });
  const interviews = await orFewer(client, parts.get('interviews'), [interviewsQuery(user.id, since, false)]);
  const freezes = parts.get('freezes') ?? unanswered('SetupAuditTrail');
  return {
    interviews: seen(sight.interviews, 'FlowInterview', interviewsIn(interviews ?? unanswered('FlowInterview'))),
    freezes: seen(sight.freezes, 'SetupAuditTrail', freezesIn(freezes, user.name)),
    again: parts,
  };
};

/**
 * How the user fared since then.
 * @param since ISO 8601
 * @param maxCalls that are made at most; what does not fit is told as not looked at
 * @throws OrgFailure
 */
export const readHealth = async (
  client: OrgClient,
  request: UserRequest,
  since: string,
  maxCalls: number,
): Promise<HealthReading & { readonly org: OrgIdentity }> => {
  const callsLeft: CallsLeft = () => maxCalls - client.cost().apiCalls;
  const all = ofRequest(client, request);
  const first = readPartsBeside<Part>(
    client,
    {
      user: userQuery(client, request),
      runner: runnerSight.query,
      loginState: loginStateQuery(all),
      logins: loginsQuery(all, since),
      apexJobs: apexJobsQuery(all, since),
    },
    organizationRequest(client),
  );
  const found = first.then(({ parts }) => foundUser(client, request, parts.get('user') ?? unanswered('User')));
  const jobs = readBulkJobs(client, async () => (await found).user.id, since, callsLeft);
  // Whoever is waited for second must not end as an unhandled rejection.
  for (const promise of [found, jobs]) promise.catch(() => undefined);
  const { user, lastLogin } = await found;
  const { parts, replies } = await first;
  const sight = runnerSight.of(parts.get('runner'), client.username, user.username);
  const bulkJobs = await jobs;
  const refused = new Set(byName.filter((name) => parts.get(name)?.known !== true));
  const { again, ...more } = await readMore(client, { user, lastLogin }, since, sight, refused, callsLeft);
  const part = (name: ByName): Reading<Answer> => again.get(name) ?? parts.get(name) ?? unanswered(name);
  return {
    org: orgIdentity(client, replies),
    user,
    since,
    lastLogin,
    loginState: seen(sight.loginState, 'UserLogin', loginStateIn(part('loginState'), user.id)),
    logins: seen(sight.logins, 'LoginHistory', loginGroupsIn(part('logins'), user.id)),
    apexJobs: seen(sight.apexJobs, 'AsyncApexJob', apexJobsIn(part('apexJobs'), user.id)),
    bulkJobs: seen(sight.bulkJobs, 'BulkJobs', bulkJobs),
    ...more,
    limits: await readLimits(client, callsLeft),
  };
};
