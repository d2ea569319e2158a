/** The permission set that a grant writes into, looked up by its name. */
import { emptyContent } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import type { Content, Reading } from '../../access/snapshot.js';
import { known, mapReading } from '../../access/snapshot.js';
import { entriesIn } from '../../access/standingSet.js';
import { sameName } from '../../platform/names.js';
import { OrgFailure } from '../failure.js';
import { keys, texts } from '../query.js';
import type { Condition, Query } from '../query.js';
import { text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import type { Assignments } from './assignments.js';
import { permissionParts, userPermissionColumns, userPermissionsIn } from './permissionSetRows.js';
import { toldBy } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import type { Permissions, WholeRows } from './readPermissions.js';
import { inertness } from './sources.js';

/** A permission set by its row alone. */
export type PermissionSetRow = {
  readonly id: string;
  /** As the org spells it. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Of the user permissions that were asked for by name, those that it holds; a gap where the answer lacked one. */
  readonly userPermissions: Reading<readonly string[]>;
};

/** A permission set that was looked up by name, with what it contains of what was asked about. */
export type FoundSet = PermissionSetRow & {
  readonly content: Content;
  /** Ids of the requested users to whom it is assigned and in force. */
  readonly assignees: readonly string[];
  /** Everything in it. Left out where that was not asked for. */
  readonly holds?: Reading<readonly Entry[]>;
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

/**
 * The queries for the unmanaged permission set of this name that a grant writes into; the second where the first is refused.
 * @param permissions user permissions that are asked for as well
 */
export const targetQueries = (name: string, permissions: readonly string[]): [Query, Query] =>
  withGroupColumn({
    api: 'data',
    from: 'PermissionSet',
    columns: [...keys('Id'), ...texts('Name', 'Label', 'Description'), ...userPermissionColumns(permissions)],
    where: namedSet(name),
  });

/**
 * Refuses a set with another name than the one that was asked for: its name is what people agree to.
 * @throws OrgFailure NOT_SALESFORCE_ANSWER
 */
export const expectNamed = (told: string, name: string, { instanceUrl }: { readonly instanceUrl: string }): void => {
  if (!sameName(told, name)) throw new OrgFailure('NOT_SALESFORCE_ANSWER', [instanceUrl, `PermissionSet ${name}`]);
};

/**
 * The set that the answer tells of; null where there is none.
 * @param permissions the user permissions that were asked for
 */
export const targetIn = (answer: Reading<Answer>, permissions: readonly string[]): Reading<PermissionSetRow | null> =>
  mapReading(toldBy(answer, permissionParts(permissions)), ({ rows, untold }) => {
    const [row] = withoutSums(rows);
    const [lacked] = untold.values();
    return row
      ? {
          id: text(row, 'Id'),
          name: text(row, 'Name'),
          label: text(row, 'Label'),
          description: text(row, 'Description'),
          userPermissions: lacked ? { known: false, gap: lacked } : known(userPermissionsIn(row, permissions)),
        }
      : null;
  });

const holdsOf = (userPermissions: Reading<readonly string[]>, rows: Reading<WholeRows>): Reading<readonly Entry[]> => {
  if (!userPermissions.known) return userPermissions;
  return mapReading(rows, (all) => entriesIn({ ...all, userPermissions: userPermissions.value }));
};

/** The set with what it holds and who has it. @param now milliseconds since the epoch */
export const foundSet = (
  set: PermissionSetRow,
  assignments: Reading<Assignments>,
  { contents, wholeRows }: Permissions,
  now: number,
): FoundSet => ({
  ...set,
  ...(wholeRows ? { holds: holdsOf(set.userPermissions, wholeRows) } : {}),
  content: contents.get(set.id) ?? emptyContent,
  assignees: (assignments.known ? assignments.value.all : [])
    .filter((one) => one.group === null && one.permissionSetId === set.id && inertness(one, now) === null)
    .map(({ userId }) => userId),
});
