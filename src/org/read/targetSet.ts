/** The permission set that a grant writes into, looked up by its name. */
import { emptyContent } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import type { Content, Reading } from '../../access/snapshot.js';
import { known, mapReading } from '../../access/snapshot.js';
import { entriesIn } from '../../access/standingSet.js';
import { keyOf, sameName } from '../../platform/names.js';
import { OrgFailure } from '../failure.js';
import { keys, texts } from '../query.js';
import type { Condition, Query } from '../query.js';
import { text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import type { Assignments } from './assignments.js';
import { permissionParts, userPermissionColumns, userPermissionsIn } from './permissionSetRows.js';
import { toldBy } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import type { Permissions, WholeRows } from './permissionsRead.js';
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

/** The unmanaged permission sets of these names. */
const namedSets = (names: readonly string[]): Condition[] => {
  const [first = '', ...others] = names;
  const [, ...unmanaged] = namedSet(first);
  return others.length === 0 ? namedSet(first) : [{ column: 'Name', in: names }, ...unmanaged];
};

/**
 * The queries for the unmanaged permission sets of these names that grants write into; the second where the first is refused.
 * @param names at least one
 * @param permissions user permissions that are asked for as well
 */
export const targetQueries = (names: readonly string[], permissions: readonly string[]): [Query, Query] =>
  withGroupColumn({
    api: 'data',
    from: 'PermissionSet',
    columns: [...keys('Id'), ...texts('Name', 'Label', 'Description'), ...userPermissionColumns(permissions)],
    where: namedSets(names),
  });

/**
 * Refuses a set with another name than those that were asked for: its name is what people agree to.
 * @throws OrgFailure NOT_SALESFORCE_ANSWER
 */
export const expectNamed = (
  told: string,
  names: readonly string[],
  { instanceUrl }: { readonly instanceUrl: string },
): void => {
  if (!names.some((name) => sameName(told, name)))
    throw new OrgFailure('NOT_SALESFORCE_ANSWER', [instanceUrl, `PermissionSet ${names.join(', ')}`]);
};

/**
 * The sets that the answer tells of, each name once.
 * @param permissions the user permissions that were asked for
 */
export const targetsIn = (
  answer: Reading<Answer>,
  permissions: readonly string[],
): Reading<readonly PermissionSetRow[]> =>
  mapReading(toldBy(answer, permissionParts(permissions)), ({ rows, untold }) => {
    const [lacked] = untold.values();
    const sets = withoutSums(rows).map((row): PermissionSetRow => ({
      id: text(row, 'Id'),
      name: text(row, 'Name'),
      label: text(row, 'Label'),
      description: text(row, 'Description'),
      userPermissions: lacked ? { known: false, gap: lacked } : known(userPermissionsIn(row, permissions)),
    }));
    return sets.filter(({ name }, at) => sets.findIndex((other) => sameName(other.name, name)) === at);
  });

/** Sets that were looked up by name, by the key of the name. */
export type FoundSets = Reading<ReadonlyMap<string, FoundSet>>;

/** One of them; null where there is none of that name. */
export const targetNamed = (sets: FoundSets, name: string): Reading<FoundSet | null> =>
  mapReading(sets, (all) => all.get(keyOf(name)) ?? null);

const holdsOf = (userPermissions: Reading<readonly string[]>, rows: Reading<WholeRows>): Reading<readonly Entry[]> => {
  if (!userPermissions.known) return userPermissions;
  return mapReading(rows, (all) => entriesIn({ ...all, userPermissions: userPermissions.value }));
};

/** The set with what it holds and who has it. @param now milliseconds since the epoch */
export const foundSet = (
  set: PermissionSetRow,
  assignments: Reading<Assignments>,
  { contents, wholeRowsOf }: Permissions,
  now: number,
): FoundSet => ({
  ...set,
  ...(wholeRowsOf ? { holds: holdsOf(set.userPermissions, wholeRowsOf(set.id)) } : {}),
  content: contents.get(set.id) ?? emptyContent,
  assignees: (assignments.known ? assignments.value.all : [])
    .filter((one) => one.group === null && one.permissionSetId === set.id && inertness(one, now) === null)
    .map(({ userId }) => userId),
});
