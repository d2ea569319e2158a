/** The users with whom a run is about, found by the names that were given. */
import type { Reading, UserNotFound } from '../../access/snapshot.js';
import { nearest } from '../../kinds/nearest.js';
import { sandboxForm } from '../../platform/sandboxUsernames.js';
import type { SandboxForm } from '../../platform/sandboxUsernames.js';
import type { UserFlag } from '../../platform/userFlags.js';
import { Refusal } from '../../refusal.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { flags, keys } from '../query.js';
import type { Query } from '../query.js';
import { flag, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { readRows } from './readQueries.js';
import { toUser } from './users.js';
import type { User, UserRequest, UserRows } from './users.js';

const organization: Query = { api: 'data', from: 'Organization', columns: flags('IsSandbox'), where: [] };

/** A username with a suffix is only taken in an org that says it is a sandbox; asked only when it matters. */
const isSandbox = async (client: OrgClient): Promise<boolean> => {
  const rows = await readRows(client, organization);
  // Nobody may be called not found because the org did not say what it is.
  if (!rows.known && rows.gap.code === 'INCOMPLETE_ROWS')
    throw new OrgFailure('REFUSED', [organization.from, rows.gap.detail]);
  return rows.known && rows.value[0] !== undefined && flag(rows.value[0], 'IsSandbox');
};

/**
 * Users whose name is the wanted one as a sandbox has changed it. `ann@acme.com.uat` comes before `ann@acme.com.uat.old` and
 * `00x7Vqann@acme.com.uat`, which only count where there is nobody else.
 */
const asInSandbox = (users: readonly Row[], wanted: string): readonly Row[] => {
  const of = (...forms: readonly SandboxForm[]): Row[] =>
    users.filter((row) => forms.some((form) => sandboxForm(text(row, 'Username'), wanted) === form));
  const plain = of('suffix');
  return plain.length > 0 ? plain : of('suffixWithDot', 'prefix');
};

/** How many letters of a username are taken for right where it is not there. */
const beginning = 2;

/** How many usernames are told that the wanted one is a part of. */
const mostLonger = 3;

const looksLikeId = /^005[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/;

/** Usernames that may have been meant: near ones, the one without a suffix, of an id, of a person's name. None where that cannot be read. */
const usernamesLike = async (client: OrgClient, username: string): Promise<readonly string[]> => {
  const isId = looksLikeId.test(username);
  const query: Query = {
    api: 'data',
    from: 'User',
    columns: keys('Username', 'Name'),
    where: [
      isId
        ? { column: 'Id', in: [username] }
        : {
            anyOf: [
              { column: 'Username', startsWith: username.slice(0, beginning) },
              { column: 'Username', contains: username },
              { column: 'Name', contains: username },
            ],
          },
    ],
    orderBy: 'Username',
    limit: 2000,
  };
  const rows = await readRows(client, query);
  const names = rows.known ? rows.value.map((row) => text(row, 'Username')) : [];
  if (isId) return names;
  const wanted = username.toLowerCase();
  const withoutSuffix = names.filter((name) => wanted.startsWith(`${name.toLowerCase()}.`));
  if (withoutSuffix.length > 0) return withoutSuffix;
  const longer = (rows.known ? rows.value : [])
    .filter((row) => [text(row, 'Username'), text(row, 'Name')].some((one) => one.toLowerCase().includes(wanted)))
    .map((row) => text(row, 'Username'))
    .slice(0, mostLonger);
  return longer.length > 0 ? longer : nearest(username, names);
};

/**
 * Finds the row of each requested user: the exact username, else, in a sandbox, the only one that the sandbox can have made
 * of it.
 * @param told rows of User
 * @param flagsWanted the feature flags that were asked for
 * @param onMissing told of each username that leads to no user
 * @throws OrgFailure REFUSED, and whatever `onMissing` throws
 */
export const lookUpUsers = async (
  client: OrgClient,
  requests: readonly UserRequest[],
  told: Reading<UserRows>,
  flagsWanted: readonly UserFlag[],
  onMissing: (missing: UserNotFound) => void,
): Promise<User[]> => {
  if (!told.known) throw new OrgFailure('REFUSED', ['User', told.gap.detail]);
  const { rows } = told.value;
  let sandbox: boolean | undefined;
  const found: User[] = [];
  for (const request of requests) {
    const { username } = request;
    const wanted = username.toLowerCase();
    const exact = rows.find((row) => text(row, 'Username').toLowerCase() === wanted);
    const suffixed = asInSandbox(rows, wanted);
    if (!exact && suffixed.length > 0) sandbox ??= await isSandbox(client);
    const inSandbox = !exact && sandbox === true ? suffixed : [];
    const row = exact ?? (inSandbox.length === 1 ? inSandbox[0] : undefined);
    if (row) {
      const user = toUser(row, told.value, request, flagsWanted);
      if (!found.some((other) => other.id === user.id)) found.push(user);
    } else if (inSandbox.length > 1) {
      onMissing({ username, code: 'USER_AMBIGUOUS', meant: inSandbox.map((one) => text(one, 'Username')) });
    } else {
      onMissing({ username, code: 'USER_NOT_FOUND', meant: await usernamesLike(client, username) });
    }
  }
  return found;
};

/** What is said of a username that leads to no user, where the run cannot go on without. */
const missingUser = (
  { username, code, meant }: UserNotFound,
  { instanceUrl }: Pick<OrgClient, 'instanceUrl'>,
): OrgFailure =>
  code === 'USER_AMBIGUOUS'
    ? new OrgFailure(code, [username, meant.join(', ')])
    : new OrgFailure(code, [username, instanceUrl]).meaning(meant);

/** The same of one or several usernames: all of them at once, each with what may have been meant. */
export const missingUsers = (
  missing: readonly [UserNotFound, ...UserNotFound[]],
  client: Pick<OrgClient, 'instanceUrl'>,
): Refusal =>
  missing.length === 1
    ? missingUser(missing[0], client)
    : new Refusal('failure', 'USERS_NOT_FOUND', [
        client.instanceUrl,
        missing.map(({ username }) => username),
      ]).meaningEach(missing.map(({ username, meant }) => ({ name: username, near: meant })));

/**
 * What broke off a reading after something was written, as one of its failures: then it cannot end as if nothing had been, also
 * where the org shows none of several users any more.
 */
export const afterWrites = (error: unknown): unknown => {
  if (!(error instanceof Refusal) || error.code !== 'USERS_NOT_FOUND') return error;
  const [instanceUrl = '', names = []] = error.args;
  return new OrgFailure('USER_NOT_FOUND', [[names].flat().join(', '), String(instanceUrl)]);
};

/** The same where everybody has to be there. @throws OrgFailure USER_NOT_FOUND, USER_AMBIGUOUS, REFUSED; Refusal USERS_NOT_FOUND */
export const findUsers = async (
  client: OrgClient,
  requests: readonly UserRequest[],
  told: Reading<UserRows>,
  flagsWanted: readonly UserFlag[],
): Promise<User[]> => {
  const missing: UserNotFound[] = [];
  const users = await lookUpUsers(client, requests, told, flagsWanted, (one) => missing.push(one));
  const [first, ...others] = missing;
  if (first) throw missingUsers([first, ...others], client);
  return users;
};
