import type { Reading } from '../../access/snapshot.js';
import { gap, known } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import type { Reply } from '../reply.js';
import type { Subrequest } from '../restApi.js';
import { OrgFailure } from '../failure.js';
import { list, quote, startsWith } from '../soql.js';
import { query } from './subrequests.js';
import { flag, hasColumn, parent, text, textOrNull } from './answerRow.js';
import { childrenOf, mapReading, rowsOf } from './rows.js';
import type { Row } from './answerRow.js';

/** Whom to inspect: a username, or whoever is logged in. */
export type UserRequest = { readonly username: string; readonly unnamed: boolean };

export type AssignedLicense = { readonly id: string; readonly name: string; readonly label: string };

export type Person = {
  readonly id: string;
  readonly username: string;
  readonly requestedUsername: string | null;
  readonly unnamed: boolean;
  readonly name: string;
  readonly isActive: boolean;
  readonly profile: string | null;
  readonly userLicense: { readonly id: string; readonly name: string };
  readonly permissionSetLicenses: Reading<readonly AssignedLicense[]>;
};

/** One row of PermissionSetAssignment with the set or group it names. */
export type Assignment = {
  readonly userId: string;
  readonly permissionSetId: string;
  readonly groupId: string | null;
  readonly row: Row;
};

export type GroupComponent = { readonly groupId: string; readonly permissionSetId: string };

/** What the first call tells: who is who, what is assigned, and what the runner may do. */
export type PeopleReading = {
  readonly users: Reading<readonly Row[]>;
  readonly assignments: Reading<readonly Assignment[]>;
  readonly components: Reading<readonly GroupComponent[]>;
  /** False where this org or version knows no permission set groups at all (fact A7). */
  readonly groupsExist: boolean;
  /** The row of UserPermissionAccess: what the runner may do. */
  readonly runner: Reading<Row>;
  /** The permission set that was asked for by name; null where there is none. */
  readonly target: Reading<Row | null>;
};

/**
 * Restricts rows to the requested users. `path` is how the row reaches User. In a sandbox the same user carries a suffix
 * (`ann@acme.com.uat`), which is asked for at the same time so that it costs no second call.
 */
const ofUsers = (requests: readonly UserRequest[], path: string, suffixes: boolean): string => {
  const exact = `${path}Username IN ${list(requests.map((r) => r.username))}`;
  const suffixed = suffixes
    ? requests.filter((r) => !r.unnamed).map((r) => `${path}Username LIKE ${startsWith(`${r.username}.`)}`)
    : [];
  return suffixed.length > 0 ? `(${[exact, ...suffixed].join(' OR ')})` : exact;
};

/** A production org's own domain can be told from its URL; anywhere else a username may carry a sandbox suffix. */
const mayBeSandbox = (instanceUrl: string): boolean => {
  const { hostname } = new URL(instanceUrl);
  return !/^[^.]+\.my\.salesforce\.com$/.test(hostname) || hostname.includes('--');
};

/** Whether the username is that of the request, or may turn out to be it with the suffix of a sandbox. */
export const mayBeMeant = ({ instanceUrl }: OrgClient, request: UserRequest, username: string): boolean => {
  const [wanted, own] = [request.username.toLowerCase(), username.toLowerCase()];
  return own === wanted || (!request.unnamed && mayBeSandbox(instanceUrl) && own.startsWith(`${wanted}.`));
};

/** Columns that not every org or version has (facts A2, A7); the query is asked again without them when refused. */
type Optional = {
  readonly groups: boolean;
  readonly groupActivation: boolean;
  readonly expiry: boolean;
  readonly revoked: boolean;
};

const optionalIn = (apiVersion: number): Optional => ({
  groups: apiVersion >= 45,
  groupActivation: apiVersion >= 53,
  expiry: apiVersion >= 52,
  revoked: apiVersion >= 57,
});

const assignmentQuery = (where: string, { groups, groupActivation, expiry, revoked }: Optional): string =>
  [
    'SELECT AssigneeId, PermissionSetId, PermissionSet.Name, PermissionSet.Label, PermissionSet.NamespacePrefix,',
    'PermissionSet.IsOwnedByProfile, PermissionSet.LicenseId, PermissionSet.Profile.Name, PermissionSet.HasActivationRequired',
    ...(groups
      ? [
          ', PermissionSetGroupId, PermissionSetGroup.DeveloperName, PermissionSetGroup.MasterLabel,',
          'PermissionSetGroup.NamespacePrefix, PermissionSetGroup.Status',
        ]
      : []),
    ...(groups && groupActivation ? [', PermissionSetGroup.HasActivationRequired'] : []),
    ...(expiry ? [', ExpirationDate, IsActive'] : []),
    ...(revoked ? [', IsRevoked'] : []),
    `FROM PermissionSetAssignment WHERE ${where}`,
  ].join(' ');

/** What is asked about a user beside the user's own columns; not every caller may see it. */
type UserParts = { readonly licenses: boolean; readonly profile: boolean };

const userQuery = (where: string, { licenses, profile }: UserParts): string =>
  [
    'SELECT Id, Username, Name, IsActive, ProfileId',
    ...(profile ? [', Profile.Name, Profile.UserLicenseId, Profile.UserLicense.Name'] : []),
    ...(licenses
      ? [
          ', (SELECT PermissionSetLicenseId, PermissionSetLicense.DeveloperName, PermissionSetLicense.MasterLabel',
          'FROM PermissionSetLicenseAssignments)',
        ]
      : []),
    `FROM User WHERE ${where} ORDER BY Username`,
  ].join(' ');

/** What the runner needs for one command or another; UserPermissionAccess has a column for each in every org. */
export const runnerPermissions = [
  'ViewSetup',
  'ModifyAllData',
  'ModifyMetadata',
  'ManageUsers',
  'AssignPermissionSets',
  'ManageProfilesPermissionsets',
  'CustomizeApplication',
] as const;

const targetQuery = (name: string): string =>
  'SELECT Id, Name, Label, Description, LicenseId FROM PermissionSet' +
  ` WHERE Name = ${quote(name)} AND NamespacePrefix = null AND IsOwnedByProfile = false`;

/**
 * The queries of the first call, at most five (fact I8).
 * @param targetSet name of a permission set to be looked up as well (fact A23: without namespace)
 */
export const peopleSubrequests = (
  client: OrgClient,
  requests: readonly UserRequest[],
  targetSet?: string,
): Subrequest[] => {
  const suffixes = mayBeSandbox(client.instanceUrl);
  const optional = optionalIn(Number(client.apiVersion));
  const assignee = ofUsers(requests, 'Assignee.', suffixes);
  return [
    query('users', userQuery(ofUsers(requests, '', suffixes), { licenses: true, profile: true })),
    query('assignments', assignmentQuery(assignee, optional)),
    ...(optional.groups
      ? [
          query(
            'components',
            'SELECT PermissionSetGroupId, PermissionSetId FROM PermissionSetGroupComponent WHERE PermissionSetGroupId IN' +
              ` (SELECT PermissionSetGroupId FROM PermissionSetAssignment WHERE ${assignee})`,
          ),
        ]
      : []),
    query(
      'runner',
      `SELECT ${runnerPermissions.map((name) => `Permissions${name}`).join(', ')} FROM UserPermissionAccess`,
    ),
    ...(targetSet === undefined ? [] : [query('target', targetQuery(targetSet))]),
  ];
};

const refusedColumn = (reply: Reply | undefined): boolean =>
  reply?.ok === false && (reply.errorCode === 'INVALID_FIELD' || reply.errorCode === 'INVALID_TYPE');

/** Asks again with less, all variants in one call, and takes the fullest that the org answers. */
const fullest = async (
  client: OrgClient,
  first: Reply | undefined,
  attempts: readonly string[],
): Promise<Reply | undefined> => {
  if (!refusedColumn(first)) return first;
  const replies = await client.composite(
    attempts.map((soql, i) => query(`a${i}`, soql)),
    'data',
  );
  return attempts.map((_, i) => replies.get(`a${i}`)).find((reply) => reply?.ok === true) ?? first;
};

const userReply = (
  client: OrgClient,
  requests: readonly UserRequest[],
  first: Reply | undefined,
): Promise<Reply | undefined> => {
  const where = ofUsers(requests, '', mayBeSandbox(client.instanceUrl));
  return fullest(client, first, [
    userQuery(where, { licenses: false, profile: true }),
    userQuery(where, { licenses: true, profile: false }),
    userQuery(where, { licenses: false, profile: false }),
  ]);
};

/**
 * IsRevoked exists only with user access policies (fact A2) and groups are not defined in every org (fact A7): a refused
 * column costs one more call and never the whole answer.
 */
const assignmentReply = (
  client: OrgClient,
  requests: readonly UserRequest[],
  first: Reply | undefined,
): Promise<Reply | undefined> => {
  const where = ofUsers(requests, 'Assignee.', mayBeSandbox(client.instanceUrl));
  const all = optionalIn(Number(client.apiVersion));
  const attempts: Optional[] = [
    { ...all, revoked: false },
    { ...all, revoked: false, groupActivation: false },
    { ...all, revoked: false, groups: false },
    { revoked: false, groups: false, groupActivation: false, expiry: false },
  ];
  // Not for this caller at all (fact A3): asking for fewer columns would not help.
  if (first?.ok === false && first.errorCode === 'INVALID_TYPE') return Promise.resolve(first);
  return fullest(
    client,
    first,
    attempts.map((optional) => assignmentQuery(where, optional)),
  );
};

const toAssignment = (row: Row): Assignment => ({
  userId: text(row, 'AssigneeId'),
  permissionSetId: text(row, 'PermissionSetId'),
  groupId: textOrNull(row, 'PermissionSetGroupId'),
  row,
});

const noGroups = (reply: Reply | undefined): boolean => !reply || (!reply.ok && reply.errorCode === 'INVALID_TYPE');

/** Takes the answers of the first call apart, fetching further pages. @throws OrgFailure */
export const readPeople = async (
  client: OrgClient,
  requests: readonly UserRequest[],
  replies: ReadonlyMap<string, Reply>,
): Promise<PeopleReading> => {
  const [userAnswer, assignmentAnswer] = await Promise.all([
    userReply(client, requests, replies.get('users')),
    assignmentReply(client, requests, replies.get('assignments')),
  ]);
  const [users, assignments, components, target, runner] = await Promise.all([
    rowsOf(client, 'User', userAnswer),
    rowsOf(client, 'PermissionSetAssignment', assignmentAnswer),
    noGroups(replies.get('components'))
      ? known<readonly Row[]>([])
      : rowsOf(client, 'PermissionSetGroupComponent', replies.get('components')),
    replies.has('target') ? rowsOf(client, 'PermissionSet', replies.get('target')) : known<readonly Row[]>([]),
    rowsOf(client, 'UserPermissionAccess', replies.get('runner')),
  ]);
  return {
    users,
    assignments: mapReading(assignments, (rows) => rows.map(toAssignment)),
    components: mapReading(components, (rows) =>
      rows.map((row) => ({
        groupId: text(row, 'PermissionSetGroupId'),
        permissionSetId: text(row, 'PermissionSetId'),
      })),
    ),
    groupsExist: !noGroups(replies.get('components')),
    target: mapReading(target, (rows) => rows[0] ?? null),
    runner:
      runner.known && runner.value[0]
        ? known(runner.value[0])
        : runner.known
          ? gap('NOT_ANSWERED', 'UserPermissionAccess', '')
          : runner,
  };
};

/** Not there at all when it could not be asked for. */
const licensesIn = (row: Row): Person['permissionSetLicenses'] => {
  const part = 'PermissionSetLicenseAssign';
  if (!hasColumn(row, 'PermissionSetLicenseAssignments')) return gap('NOT_AUTHORISED', part, '');
  return mapReading(childrenOf(part, row, 'PermissionSetLicenseAssignments'), (children) =>
    children.map((child) => {
      const license = parent(child, 'PermissionSetLicense');
      return {
        id: text(child, 'PermissionSetLicenseId'),
        name: text(license, 'DeveloperName'),
        label: text(license, 'MasterLabel'),
      };
    }),
  );
};

const toPerson = (row: Row, request: UserRequest): Person => {
  const profile = parent(row, 'Profile');
  const username = text(row, 'Username');
  return {
    id: text(row, 'Id'),
    username,
    requestedUsername: username.toLowerCase() === request.username.toLowerCase() ? null : request.username,
    unnamed: request.unnamed,
    name: text(row, 'Name'),
    isActive: flag(row, 'IsActive'),
    profile: textOrNull(profile, 'Name'),
    userLicense: { id: text(profile, 'UserLicenseId'), name: text(parent(profile, 'UserLicense'), 'Name') },
    permissionSetLicenses: licensesIn(row),
  };
};

/** A username with a suffix is only taken in an org that says it is a sandbox; asked only when it matters. */
const isSandbox = async (client: OrgClient): Promise<boolean> => {
  const replies = await client.composite([query('org', 'SELECT IsSandbox FROM Organization')], 'data');
  const rows = await rowsOf(client, 'Organization', replies.get('org'));
  return rows.known && rows.value[0] !== undefined && flag(rows.value[0], 'IsSandbox');
};

/**
 * Users whose name is the wanted one and a sandbox suffix. A sandbox's name has no dot: `ann@acme.com.uat` comes before
 * `ann@acme.com.uat.old`, which only counts where there is nobody else.
 */
const withSuffix = (users: readonly Row[], wanted: string): readonly Row[] => {
  const suffixed = users.filter((row) => text(row, 'Username').toLowerCase().startsWith(`${wanted}.`));
  const plain = suffixed.filter(
    (row) =>
      !text(row, 'Username')
        .slice(wanted.length + 1)
        .includes('.'),
  );
  return plain.length > 0 ? plain : suffixed;
};

/**
 * Finds the row of each requested user: the exact username, else, in a sandbox, the only one that differs by a suffix.
 * @throws OrgFailure USER_NOT_FOUND, USER_AMBIGUOUS, REFUSED
 */
export const findPeople = async (
  client: OrgClient,
  requests: readonly UserRequest[],
  users: Reading<readonly Row[]>,
): Promise<Person[]> => {
  if (!users.known) throw new OrgFailure('REFUSED', ['User', users.gap.detail]);
  let sandbox: boolean | undefined;
  const found: Person[] = [];
  for (const request of requests) {
    const wanted = request.username.toLowerCase();
    const exact = users.value.find((row) => text(row, 'Username').toLowerCase() === wanted);
    const suffixed = withSuffix(users.value, wanted);
    if (!exact && suffixed.length > 0) sandbox ??= await isSandbox(client);
    if (!exact && sandbox === true && suffixed.length > 1) {
      throw new OrgFailure('USER_AMBIGUOUS', [
        request.username,
        suffixed.map((row) => text(row, 'Username')).join(', '),
      ]);
    }
    const row = exact ?? (sandbox === true ? suffixed[0] : undefined);
    if (!row) throw new OrgFailure('USER_NOT_FOUND', [request.username, client.instanceUrl]);
    const person = toPerson(row, request);
    if (!found.some((other) => other.id === person.id)) found.push(person);
  }
  return found;
};
