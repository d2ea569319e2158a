/** Columns of users that conditions name, with those of what is reached through them. */
import type { Reading } from '../../../access/snapshot.js';
import { gap } from '../../../access/snapshot.js';
import type { GlobalReference } from '../../../automation/formula/facts.js';
import { keyOf } from '../../../platform/names.js';
import { chunk } from '../../chunk.js';
import type { OrgClient } from '../../orgClient.js';
import { keys, names } from '../../query.js';
import type { Query } from '../../query.js';
import type { Row } from '../answerRow.js';
import { isColumnRefused, wholeRows } from '../queryAnswer.js';
import type { Answer } from '../queryAnswer.js';
import { readQueries } from '../readQueries.js';
import { queriesPerCall } from '../subrequests.js';

/** The column of User that a reference stands for; undefined for those that are none. */
export const userColumn = ({ global, path }: GlobalReference): readonly string[] | undefined => {
  switch (keyOf(global)) {
    case '$user':
      return path;
    case '$profile':
      return ['Profile', ...path];
    case '$userrole':
      return ['UserRole', ...path];
    default:
      return undefined;
  }
};

/** Each name once, without regard to case. */
export const unique = (all: readonly string[]): string[] => [...new Map(all.map((one) => [keyOf(one), one])).values()];

/** Columns of the user, each as references name it with the ids along its path. */
export type UserColumn = { readonly path: readonly string[]; readonly columns: readonly string[] };

/** Rows of users that tell some of their columns. */
export type UserRows = { readonly paths: ReadonlySet<string>; readonly rows: Reading<readonly Row[]> };

/** The key of a path. */
export const pathKey = (path: readonly string[]): string => keyOf(path.join('.'));

const withoutId = (columns: readonly string[]): string[] => columns.filter((column) => keyOf(column) !== 'id');

/** The query for these columns of these users. */
export const userQuery = (wanted: readonly UserColumn[], ids: readonly string[]): Query => ({
  api: 'data',
  from: 'User',
  columns: [...keys('Id'), ...names(...withoutId(unique(wanted.flatMap(({ columns }) => columns))))],
  where: [{ column: 'Id', in: ids }],
});

/**
 * What was answered for columns of the users. A column that the runner may not see makes the whole query fail: then the
 * columns are asked for in up to five groups, in one call, and again within each group that fails, until only what is
 * hidden is lost.
 * @throws OrgFailure
 */
export const readUserColumns = async (
  client: OrgClient,
  wanted: readonly UserColumn[],
  ids: readonly string[],
  answer: Reading<Answer>,
): Promise<UserRows[]> => {
  if (!isColumnRefused(answer) || wanted.length < 2)
    return [{ paths: new Set(wanted.map(({ path }) => pathKey(path))), rows: wholeRows(answer) }];
  const groups = chunk(wanted, Math.ceil(wanted.length / queriesPerCall));
  const answers = await readQueries(
    client,
    groups.map((group) => userQuery(group, ids)),
  );
  const told = await Promise.all(
    groups.map((group, i) => readUserColumns(client, group, ids, answers[i] ?? gap('NOT_ANSWERED', 'User', ''))),
  );
  return told.flat();
};
