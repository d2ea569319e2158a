/** The users that a command is about: asked for by username, found with or without the suffix of a sandbox. */
import type { Reading, UserNotFound } from '../../access/snapshot.js';
import { gap, mapReading } from '../../access/snapshot.js';
import { nearest } from '../../kinds/nearest.js';
import { keyOf, sameName } from '../../platform/names.js';
import { sandboxForm } from '../../platform/sandboxUsernames.js';
import type { SandboxForm } from '../../platform/sandboxUsernames.js';
import { mayBeSandbox } from '../../platform/orgType.js';
import { flagColumn, userFlags } from '../../platform/userFlags.js';
import type { UserFlag } from '../../platform/userFlags.js';
import { Refusal } from '../../refusal.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { flags, keys, names, texts } from '../query.js';
import type { ChildColumn, Column, Condition, Query } from '../query.js';
import { flag, hasColumn, parent, text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { childrenOf, partOf } from './queryAnswer.js';
import type { RestsOn, Told } from './queryAnswer.js';
import { readRows } from './readQueries.js';

/** Whom to inspect: a username, or whoever is logged in. */
export type UserRequest = { readonly username: string; readonly unnamed: boolean };

/** A permission set license that the user has. */
export type AssignedLicense = { readonly id: string; readonly name: string; readonly label: string };

/** A user as the row of User tells. */
export type User = {
  readonly id: string;
  readonly username: string;
  /** What was asked for, where it differs. */
  readonly requestedUsername: string | null;
  readonly unnamed: boolean;
  readonly name: string;
  readonly isActive: Reading<boolean>;
  readonly profileId: Reading<string>;
  /** Null where it is hidden (fact J6). */
  readonly profile: string | null;
  /** Gaps where the profile is hidden. */
  readonly userLicense: { readonly id: Reading<string>; readonly name: Reading<string> };
  readonly permissionSetLicenses: Reading<readonly AssignedLicense[]>;
  /** The feature flags that were asked for, by their key. */
  readonly flags: ReadonlyMap<string, Reading<boolean>>;
};

/** Whether the username is that of the request, or may turn out to be it as a sandbox has changed it. */
export const mayBeMeant = ({ instanceUrl }: OrgClient, request: UserRequest, username: string): boolean =>
  sameName(username, request.username) ||
  (!request.unnamed && mayBeSandbox(instanceUrl) && sandboxForm(username, request.username) !== null);

/**
 * Restricts rows to the requested users. In a sandbox the same user carries a suffix (`ann@acme.com.uat`), and six characters
 * before it where that was taken (`00x7Vqann@acme.com.uat`): asked for at the same time so that it costs no second call.
 * @param column by which a row tells the username: `Username`, or behind relationships
 */
export const ofUsers = (client: OrgClient, requests: readonly UserRequest[], column: string): Condition => ({
  anyOf: [
    { column, in: requests.map(({ username }) => username) },
    ...(mayBeSandbox(client.instanceUrl)
      ? requests
          .filter(({ unnamed }) => !unnamed)
          .map(({ username }): Condition => ({ column, contains: `${username}.` }))
      : []),
  ],
});

const licenseChildren: ChildColumn = {
  children: 'PermissionSetLicenseAssignments',
  columns: [
    ...texts('PermissionSetLicenseId', 'PermissionSetLicense.DeveloperName'),
    ...names('PermissionSetLicense.MasterLabel'),
  ],
};

/** What is asked about a user beside the user's own columns; not every caller may see it. */
type UserParts = {
  readonly licenses: boolean;
  readonly profile: boolean;
  /** Feature flags: an org without the feature may not have the column. */
  readonly userFlags: readonly UserFlag[];
};

const userColumns = ({ licenses, profile, userFlags }: UserParts): Column[] => [
  ...keys('Id', 'Username'),
  ...names('Name'),
  ...texts('ProfileId'),
  ...flags('IsActive', ...userFlags.map(flagColumn)),
  ...(profile ? [...names('Profile.Name'), ...texts('Profile.UserLicenseId', 'Profile.UserLicense.Name')] : []),
  ...(licenses ? [licenseChildren] : []),
];

type UserPart = 'isActive' | 'profileId' | 'licenseId' | 'licenseName' | 'permissionSetLicenses' | UserFlag;

/** What rests on the columns of User. */
export const userParts: RestsOn<UserPart> = new Map<string, UserPart>([
  ...userFlags.map((name) => [flagColumn(name), name] as const),
  ['IsActive', 'isActive'],
  ['ProfileId', 'profileId'],
  ['Profile.UserLicenseId', 'licenseId'],
  ['Profile.UserLicense.Name', 'licenseName'],
  [licenseChildren.children, 'permissionSetLicenses'],
]);

/** Rows of User. */
export type UserRows = Told<UserPart>;

/** The fullest query for the users, and those to fall back on where the org refuses a column, fuller ones first. */
export const userQueries = (
  client: OrgClient,
  requests: readonly UserRequest[],
  wanted: readonly UserFlag[],
): [Query, ...Query[]] => {
  const query = (parts: UserParts): Query => ({
    api: 'data',
    from: 'User',
    columns: userColumns(parts),
    where: [ofUsers(client, requests, 'Username')],
    orderBy: 'Username',
  });
  const withFlags = (asked: readonly UserFlag[]): [Query, ...Query[]] => [
    query({ licenses: true, profile: true, userFlags: asked }),
    query({ licenses: false, profile: true, userFlags: asked }),
    query({ licenses: true, profile: false, userFlags: asked }),
    query({ licenses: false, profile: false, userFlags: asked }),
  ];
  // The licenses tell more than a flag does, so that a refused flag is left out before they are.
  const fewer = wanted.length > 1 ? wanted.map((one) => withFlags([one])) : [];
  const none = wanted.length > 0 ? [withFlags([])] : [];
  const [first, ...others] = withFlags(wanted);
  const byPart = [[first, ...others], ...fewer, ...none];
  return [first, ...[0, 1, 2, 3].flatMap((part) => byPart.flatMap((queries) => queries[part] ?? [])).slice(1)];
};

/** The flags that were asked for: gaps where the org has no such column, or refused it. */
const flagsIn = (row: Row, told: UserRows, wanted: readonly UserFlag[]): User['flags'] =>
  new Map(
    wanted.map((name) => {
      const column = flagColumn(name);
      const reading = partOf(told, name, flag(row, column));
      const isMissing = reading.known && !hasColumn(row, column);
      return [keyOf(name), isMissing ? gap('NOT_AUTHORISED', 'User', column) : reading] as const;
    }),
  );

/** Not there at all when it could not be asked for. */
const licensesIn = (row: Row, told: UserRows): User['permissionSetLicenses'] => {
  const part = 'PermissionSetLicenseAssign';
  const lacked = partOf(told, 'permissionSetLicenses', null);
  if (!lacked.known) return lacked;
  if (!hasColumn(row, licenseChildren.children)) return gap('NOT_AUTHORISED', part, '');
  return mapReading(childrenOf(part, row, licenseChildren), (children) =>
    children.map((child) => {
      const license = parent(child, 'PermissionSetLicense');
      return {
        id: text(child, 'PermissionSetLicenseId'),
        name: text(license, 'DeveloperName'),
        label: text(license, 'MasterLabel') || text(license, 'DeveloperName'),
      };
    }),
  );
};

/** A text about the profile: a gap where the answer lacked it, or the profile is hidden (fact J6). */
const ofProfile = (told: UserRows, part: UserPart, value: string): Reading<string> => {
  const reading = partOf(told, part, value);
  return reading.known && value === '' ? gap('NOT_AUTHORISED', 'Profile', '') : reading;
};

const toUser = (row: Row, told: UserRows, request: UserRequest, wanted: readonly UserFlag[]): User => {
  const profile = parent(row, 'Profile');
  const username = text(row, 'Username');
  return {
    id: text(row, 'Id'),
    username,
    requestedUsername: sameName(username, request.username) ? null : request.username,
    unnamed: request.unnamed,
    name: text(row, 'Name'),
    isActive: partOf(told, 'isActive', flag(row, 'IsActive')),
    profileId: partOf(told, 'profileId', text(row, 'ProfileId')),
    profile: textOrNull(profile, 'Name'),
    userLicense: {
      id: ofProfile(told, 'licenseId', text(profile, 'UserLicenseId')),
      name: ofProfile(told, 'licenseName', text(parent(profile, 'UserLicense'), 'Name')),
    },
    permissionSetLicenses: licensesIn(row, told),
    flags: flagsIn(row, told, wanted),
  };
};

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
