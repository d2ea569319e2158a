/** The queries of a look at an integration user's health. */
import type { OrgClient } from '../../orgClient.js';
import { flags, keys, names, numbers, reckoned, texts } from '../../query.js';
import type { Condition, Query } from '../../query.js';
import { ofUsers } from '../users.js';
import type { UserRequest } from '../users.js';

const userIds = (client: OrgClient, request: UserRequest): Query => ({
  api: 'data',
  from: 'User',
  columns: keys('Id'),
  where: [ofUsers(client, [request], 'Username')],
});

/** Restricts rows to one user by the column that holds his id. */
export type OfUser = (column: string) => Condition;

/** The user who is not known by his id yet: so all can be asked at once. */
export const ofRequest =
  (client: OrgClient, request: UserRequest): OfUser =>
  (column) => ({ column, inRowsOf: userIds(client, request) });

/** The user of this id. */
export const ofId =
  (id: string): OfUser =>
  (column) => ({ column, in: [id] });

/** The user. */
export const userQuery = (client: OrgClient, request: UserRequest): Query => ({
  api: 'data',
  from: 'User',
  columns: [...keys('Id', 'Username'), ...names('Name'), ...flags('IsActive'), ...texts('LastLoginDate')],
  where: [ofUsers(client, [request], 'Username')],
  orderBy: 'Username',
});

/** Frozen, or with a locked password; only Manage Users sees it (fact G8). */
export const loginStateQuery = (ofUser: OfUser): Query => ({
  api: 'data',
  from: 'UserLogin',
  columns: [...keys('UserId'), ...flags('IsFrozen', 'IsPasswordLocked')],
  where: [ofUser('UserId')],
});

/** Logins counted by how they ended: the status can be grouped but not filtered (facts G7, N1). */
export const loginsQuery = (ofUser: OfUser, since: string): Query => ({
  api: 'data',
  from: 'LoginHistory',
  columns: [
    ...keys('UserId', 'Status'),
    ...texts('Application'),
    ...reckoned({ countOf: 'Id', latestOf: 'LoginTime' }),
  ],
  where: [ofUser('UserId'), { column: 'LoginTime', since }],
  groupBy: ['UserId', 'Status', 'Application'],
});

/** Rows of one answer: what goes beyond is the past of a user who has other sorrows. */
const mostRows = 2000;

/** Apex jobs that failed or had errors (fact N5). */
export const apexJobsQuery = (ofUser: OfUser, since: string): Query => ({
  api: 'data',
  from: 'AsyncApexJob',
  columns: [
    ...keys('Id'),
    ...names('ApexClass.Name', 'JobType', 'ExtendedStatus'),
    ...texts('Status', 'CreatedById', 'CreatedDate'),
    ...numbers('NumberOfErrors'),
  ],
  where: [
    ofUser('CreatedById'),
    { column: 'CreatedDate', since },
    {
      anyOf: [
        { column: 'Status', in: ['Failed'] },
        { column: 'NumberOfErrors', moreThan: 0 },
      ],
    },
  ],
  orderBy: 'CreatedDate',
  newestFirst: true,
  limit: mostRows,
});

/** Flows that stopped with an error; the text of the error came with version 62. */
export const interviewsQuery = (userId: string, since: string, withError: boolean): Query => ({
  api: 'data',
  from: 'FlowInterview',
  columns: [
    ...keys('Id'),
    ...names('InterviewLabel', 'CurrentElement', ...(withError ? ['Error'] : [])),
    ...texts('CreatedDate'),
  ],
  where: [
    { column: 'CreatedById', is: userId },
    { column: 'InterviewStatus', in: ['Error'] },
    { column: 'CreatedDate', since },
  ],
  orderBy: 'CreatedDate',
  newestFirst: true,
  limit: mostRows,
});

/** Who was frozen and unfrozen, by whom (fact N4). The text names the user; it can be sorted only. */
export const freezesQuery = (since: string): Query => ({
  api: 'data',
  from: 'SetupAuditTrail',
  columns: [...keys('Action', 'CreatedDate'), ...names('Display', 'CreatedBy.Username')],
  where: [
    { column: 'Action', in: ['frozeuser', 'unfrozeuser'] },
    { column: 'CreatedDate', since },
  ],
  orderBy: 'CreatedDate',
  newestFirst: true,
  limit: mostRows,
});
