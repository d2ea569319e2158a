/** The permission set that a grant writes into, looked up by its name. */
import { emptyContent } from '../../access/entry.js';
import type { Content, Reading } from '../../access/snapshot.js';
import { mapReading } from '../../access/snapshot.js';
import { sameName } from '../../platform/names.js';
import { OrgFailure } from '../failure.js';
import { keys, texts } from '../query.js';
import type { Condition, Query } from '../query.js';
import { text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import type { Assignments } from './assignments.js';
import type { Permissions } from './readPermissions.js';
import { inertness } from './sources.js';

/** A permission set by its row alone. */
export type PermissionSetRow = {
  readonly id: string;
  /** As the org spells it. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
};

/** A permission set that was looked up by name, with what it contains of what was asked about. */
export type FoundSet = PermissionSetRow & {
  readonly content: Content;
  /** Ids of the requested users to whom it is assigned and in force. */
  readonly assignees: readonly string[];
};

/** The permission set of this name that belongs to the org itself: without namespace (fact A23). */
export const namedSet = (name: string): Condition[] => [
  { column: 'Name', is: name },
  { column: 'NamespacePrefix', is: null },
  { column: 'IsOwnedByProfile', is: false },
];

/** Filled in for the hidden permission set that holds the sum of a group, and may bear its name (facts A4, A5). */
const groupColumn = 'PermissionSetGroupId';

/** The rows that are permission sets of their own: none is the sum of a group. */
export const withoutSums = (rows: readonly Row[]): readonly Row[] =>
  rows.filter((row) => textOrNull(row, groupColumn) === null);

/** The query with the column that tells sums of groups apart, and without it, for an org that knows no groups (fact A7). */
export const withGroupColumn = (query: Query): [Query, Query] => [
  { ...query, columns: [...query.columns, ...keys(groupColumn)] },
  query,
];

/** The queries for the unmanaged permission set of this name that a grant writes into; the second where the first is refused. */
export const targetQueries = (name: string): [Query, Query] =>
  withGroupColumn({
    api: 'data',
    from: 'PermissionSet',
    columns: [...keys('Id'), ...texts('Name', 'Label', 'Description')],
    where: namedSet(name),
  });

/**
 * Refuses a set with another name than the one that was asked for: its name is what people agree to.
 * @throws OrgFailure NOT_SALESFORCE_ANSWER
 */
export const expectNamed = (told: string, name: string, { instanceUrl }: { readonly instanceUrl: string }): void => {
  if (!sameName(told, name)) throw new OrgFailure('NOT_SALESFORCE_ANSWER', [instanceUrl, `PermissionSet ${name}`]);
};

/** The set that the rows tell of; null where there is none. */
export const targetIn = (rows: Reading<readonly Row[]>): Reading<PermissionSetRow | null> =>
  mapReading(rows, (all) => {
    const [row] = withoutSums(all);
    return row
      ? {
          id: text(row, 'Id'),
          name: text(row, 'Name'),
          label: text(row, 'Label'),
          description: text(row, 'Description'),
        }
      : null;
  });

/** The set with what it holds and who has it. @param now milliseconds since the epoch */
export const foundSet = (
  set: PermissionSetRow,
  assignments: Reading<Assignments>,
  { contents }: Permissions,
  now: number,
): FoundSet => ({
  ...set,
  content: contents.get(set.id) ?? emptyContent,
  assignees: (assignments.known ? assignments.value.all : [])
    .filter((one) => one.group === null && one.permissionSetId === set.id && inertness(one, now) === null)
    .map(({ userId }) => userId),
});
