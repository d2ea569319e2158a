/** What the user who is logged in may do, as UserPermissionAccess tells (fact E7). */
import type { Reading } from '../../access/snapshot.js';
import { gap, mapReading } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import { flags } from '../query.js';
import type { Query } from '../query.js';
import { flag } from './answerRow.js';
import type { Row } from './answerRow.js';

/** Keys of the user permissions that the runner holds, of those that commands may need. */
export type Runner = Reading<ReadonlySet<string>>;

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

export const runnerQuery: Query = {
  api: 'data',
  from: 'UserPermissionAccess',
  columns: flags(...runnerPermissions.map((name) => `Permissions${name}`)),
  where: [],
};

/** What the one row of UserPermissionAccess tells. */
export const runnerIn = (rows: Reading<readonly Row[]>): Runner =>
  rows.known && rows.value.length === 0
    ? gap('NOT_ANSWERED', runnerQuery.from, '')
    : mapReading(
        rows,
        ([row = {}]) =>
          new Set(runnerPermissions.filter((name) => flag(row, `Permissions${name}`)).map((name) => keyOf(name))),
      );
