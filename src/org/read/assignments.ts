/** Which permission sets and groups are assigned to the users, and what the groups are made of. */
import type { Gap, Reading } from '../../access/snapshot.js';
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import { flags, keyFlags, keys, names, texts } from '../query.js';
import type { Column, Condition, Query } from '../query.js';
import { flag, parent, text, textOrNull, valueIn } from './answerRow.js';
import type { Row } from './answerRow.js';
import { partOf, toldBy } from './queryAnswer.js';
import type { Answer, RestsOn } from './queryAnswer.js';
import { ofUsers } from './users.js';
import type { UserRequest } from './users.js';

/** What a permission set or a group is called. */
export type Named = { readonly name: string; readonly namespace: string | null; readonly label: string };

/** One row of PermissionSetAssignment with the set or group that it names. */
export type Assignment = {
  readonly userId: string;
  /** Of a group its aggregate; empty where there is none (fact A2). */
  readonly permissionSetId: string;
  readonly set: Named & {
    readonly isOwnedByProfile: boolean;
    /** Null where the profile is hidden from the runner (fact J6). */
    readonly profile: string | null;
    /** Empty where there is none. */
    readonly licenseId: Reading<string>;
  };
  readonly group: (Named & { readonly id: string; readonly status: string | null }) | null;
  /** The set or the group grants only while activated in a session (fact A9). */
  readonly isSessionBased: boolean;
  readonly expiresAt: string | null;
  readonly isRevoked: boolean;
  /** Null where the org does not tell. */
  readonly isActive: boolean | null;
};

/** The assignments of all requested users. */
export type Assignments = {
  readonly all: readonly Assignment[];
  /** Why nobody can say of any of them, but of a profile, whether it grants anything now. */
  readonly doubt: Gap | null;
  /** The same of groups alone. */
  readonly groupDoubt: Gap | null;
  /** Why nobody can say of groups whether they are being recalculated (fact A6). */
  readonly statusUntold: Gap | null;
};

/** A permission set, or muting permission set, that a group is made of. */
export type GroupComponent = { readonly groupId: string; readonly permissionSetId: string };

/** Columns that not every org or version has (facts A2, A7); the query is sent again without them when refused. */
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

const assignmentColumns = ({ groups, groupActivation, expiry, revoked }: Optional): Column[] => [
  // What is assigned, and what it is called in the sources of every finding.
  ...keys('AssigneeId', 'PermissionSetId', 'PermissionSet.Name', 'PermissionSet.NamespacePrefix'),
  ...keyFlags('PermissionSet.IsOwnedByProfile'),
  ...names('PermissionSet.Label', 'PermissionSet.Profile.Name'),
  ...texts('PermissionSet.LicenseId'),
  ...flags('PermissionSet.HasActivationRequired'),
  ...(groups
    ? [
        ...keys('PermissionSetGroupId', 'PermissionSetGroup.DeveloperName', 'PermissionSetGroup.NamespacePrefix'),
        ...names('PermissionSetGroup.MasterLabel'),
        ...texts('PermissionSetGroup.Status'),
      ]
    : []),
  ...(groups && groupActivation ? flags('PermissionSetGroup.HasActivationRequired') : []),
  ...(expiry ? [...texts('ExpirationDate'), ...flags('IsActive')] : []),
  ...(revoked ? flags('IsRevoked') : []),
];

type AssignmentPart = 'license' | 'inForce' | 'groupInForce' | 'groupStatus';

/** What rests on the columns of PermissionSetAssignment. */
const assignmentParts: RestsOn<AssignmentPart> = new Map<string, AssignmentPart>([
  ['PermissionSet.LicenseId', 'license'],
  ['PermissionSet.HasActivationRequired', 'inForce'],
  ['ExpirationDate', 'inForce'],
  ['IsActive', 'inForce'],
  ['IsRevoked', 'inForce'],
  ['PermissionSetGroup.HasActivationRequired', 'groupInForce'],
  ['PermissionSetGroup.Status', 'groupStatus'],
]);

/**
 * The fullest query for the assignments, and those to fall back on, fuller ones first: IsRevoked exists only with user
 * access policies (fact A2), and groups are not defined in every org (fact A7).
 */
export const assignmentQueries = (client: OrgClient, requests: readonly UserRequest[]): [Query, ...Query[]] =>
  assignmentQueriesWhere(client, [ofUsers(client, requests, 'Assignee.Username')], []);

/**
 * The same for other assignments than those of certain users.
 * @param beside further columns
 */
export const assignmentQueriesWhere = (
  { apiVersion }: Pick<OrgClient, 'apiVersion'>,
  where: readonly Condition[],
  beside: readonly Column[],
): [Query, ...Query[]] => {
  const all = optionalIn(Number(apiVersion));
  const query = (optional: Optional): Query => ({
    api: 'data',
    from: 'PermissionSetAssignment',
    columns: [...assignmentColumns(optional), ...beside],
    where,
  });
  return [
    query(all),
    query({ ...all, revoked: false }),
    query({ ...all, revoked: false, groupActivation: false }),
    query({ ...all, revoked: false, groups: false }),
    query({ revoked: false, groups: false, groupActivation: false, expiry: false }),
  ];
};

/** The members of the groups that are assigned to the users; undefined where this API version knows no groups. */
export const componentQuery = (client: OrgClient, requests: readonly UserRequest[]): Query | undefined =>
  optionalIn(Number(client.apiVersion)).groups
    ? {
        api: 'data',
        from: 'PermissionSetGroupComponent',
        columns: keys('PermissionSetGroupId', 'PermissionSetId'),
        where: [
          {
            column: 'PermissionSetGroupId',
            inRowsOf: {
              api: 'data',
              from: 'PermissionSetAssignment',
              columns: keys('PermissionSetGroupId'),
              where: [ofUsers(client, requests, 'Assignee.Username')],
            },
          },
        ],
      }
    : undefined;

const toAssignment = (row: Row, license: (id: string) => Reading<string>): Assignment => {
  const [set, group] = [parent(row, 'PermissionSet'), parent(row, 'PermissionSetGroup')];
  const groupId = textOrNull(row, 'PermissionSetGroupId');
  const isActive = valueIn(row, 'IsActive');
  return {
    userId: text(row, 'AssigneeId'),
    permissionSetId: text(row, 'PermissionSetId'),
    set: {
      name: text(set, 'Name'),
      namespace: textOrNull(set, 'NamespacePrefix'),
      label: text(set, 'Label') || text(set, 'Name'),
      isOwnedByProfile: flag(set, 'IsOwnedByProfile'),
      profile: textOrNull(parent(set, 'Profile'), 'Name'),
      licenseId: license(text(set, 'LicenseId')),
    },
    group:
      groupId === null
        ? null
        : {
            id: groupId,
            name: text(group, 'DeveloperName'),
            namespace: textOrNull(group, 'NamespacePrefix'),
            label: text(group, 'MasterLabel') || text(group, 'DeveloperName'),
            status: textOrNull(group, 'Status'),
          },
    isSessionBased: flag(set, 'HasActivationRequired') || flag(group, 'HasActivationRequired'),
    expiresAt: textOrNull(row, 'ExpirationDate'),
    isRevoked: flag(row, 'IsRevoked'),
    isActive: typeof isActive === 'boolean' ? isActive : null,
  };
};

/** Whether the query has a column of this path, so that its answer can tell. */
const readsColumn = ({ columns }: Query, path: string): boolean =>
  columns.some((column) => 'path' in column && column.path === path);

/**
 * Before API version 52 the expiry has no column (fact A2); a row without group columns, in an org that has groups, may be
 * a group of any status (facts A4, A6).
 */
const doubtOf = (query: Query, groupsExist: boolean): Gap | null => {
  if (!readsColumn(query, 'IsActive')) return gap('NOT_IN_API_VERSION', query.from, 'ExpirationDate').gap;
  if (!readsColumn(query, 'PermissionSetGroupId') && groupsExist)
    return gap('NOT_ANSWERED', 'PermissionSetGroup', '').gap;
  return null;
};

/**
 * The assignments that rows tell of.
 * @param query the one that was answered
 * @param groupsExist whether this org knows permission set groups at all
 */
export const assignmentsIn = (query: Query, answer: Reading<Answer>, groupsExist: boolean): Reading<Assignments> =>
  mapReading(toldBy(answer, assignmentParts), (told) => ({
    all: told.rows.map((row) => toAssignment(row, (id) => partOf(told, 'license', id))),
    doubt: told.untold.get('inForce') ?? doubtOf(query, groupsExist),
    groupDoubt: told.untold.get('groupInForce') ?? null,
    statusUntold: told.untold.get('groupStatus') ?? null,
  }));

/** The members of groups that rows tell of; none where there are no groups. */
export const componentsIn = (rows: Reading<readonly Row[]> | null): Reading<readonly GroupComponent[]> =>
  rows === null
    ? known([])
    : mapReading(rows, (all) =>
        all.map((row) => ({
          groupId: text(row, 'PermissionSetGroupId'),
          permissionSetId: text(row, 'PermissionSetId'),
        })),
      );
