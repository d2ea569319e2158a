/** The users that a command is about: asked for by username, found with or without the suffix of a sandbox. */
import { gap, mapReading } from '../../access/snapshot.js';
import type { Reading } from '../../access/snapshot.js';
import { keyOf, sameName } from '../../platform/names.js';
import { mayBeSandbox } from '../../platform/orgType.js';
import { sandboxForm } from '../../platform/sandboxUsernames.js';
import { flagColumn, userFlags } from '../../platform/userFlags.js';
import type { UserFlag } from '../../platform/userFlags.js';
import type { OrgClient } from '../orgClient.js';
import { flags, keys, names, texts } from '../query.js';
import type { ChildColumn, Column, Condition, Query } from '../query.js';
import { flag, hasColumn, parent, text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { childrenOf, partOf } from './queryAnswer.js';
import type { RestsOn, Told } from './queryAnswer.js';

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

/** The user of a row. @param request as the user was asked for; @param wanted the flags that were asked for */
export const toUser = (row: Row, told: UserRows, request: UserRequest, wanted: readonly UserFlag[]): User => {
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
