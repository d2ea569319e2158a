/** A permission set as it stands in the org, and who has it. Read whole, or the command is refused. */
import { gap } from '../../access/snapshot.js';
import type { OrgSchema } from '../../access/snapshot.js';
import type { StandingGroup, StandingSet } from '../../access/standingSet.js';
import type { OrgClient } from '../orgClient.js';
import { OrgFailure } from '../failure.js';
import { keys, texts } from '../query.js';
import type { Query } from '../query.js';
import { parent, text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import {
  fieldRowsIn,
  fieldRowsQuery,
  objectRowsIn,
  objectRowsQuery,
  userPermissionColumns,
  userPermissionsIn,
} from './permissionSetRows.js';
import { mustBeWhole, mustRead, readQueries, readRows } from './readQueries.js';
import { isColumnRefused, wholeRows } from './queryAnswer.js';
import { furtherQueries, standingSetup } from './setupAccess.js';
import { expectNamed, namedSet, withGroupColumn, withoutSums } from './targetSet.js';

/**
 * The permission set groups that a set is part of, with everybody who has them; none where the org knows no groups (fact
 * A7).
 * @throws OrgFailure
 */
const readGroups = async (client: OrgClient, setId: string): Promise<StandingGroup[]> => {
  const components: Query = {
    api: 'data',
    from: 'PermissionSetGroupComponent',
    columns: [...keys('PermissionSetGroupId'), ...texts('PermissionSetGroup.DeveloperName')],
    where: [{ column: 'PermissionSetId', is: setId }],
  };
  const groups = await readRows(client, components);
  if (!groups.known) {
    const { part, detail } = groups.gap;
    if (/^INVALID_(TYPE|FIELD)\b/.test(detail)) return [];
    throw new OrgFailure('REFUSED', [part, detail]);
  }
  const ids = groups.value.map((row) => text(row, 'PermissionSetGroupId'));
  if (ids.length === 0) return [];
  const [assignments = []] = await mustRead(client, [
    {
      api: 'data',
      from: 'PermissionSetAssignment',
      columns: [...keys('Id', 'AssigneeId', 'PermissionSetGroupId'), ...texts('Assignee.Username')],
      where: [{ column: 'PermissionSetGroupId', in: ids }],
    },
  ]);
  return groups.value.map((group) => ({
    name: text(parent(group, 'PermissionSetGroup'), 'DeveloperName'),
    holders: assignments
      .filter((row) => text(row, 'PermissionSetGroupId') === text(group, 'PermissionSetGroupId'))
      .map((row) => ({ userId: text(row, 'AssigneeId'), username: text(parent(row, 'Assignee'), 'Username') })),
  }));
};

/**
 * When a set was made and each of its assignments (fact A2), by record id. They only help to doubt a receipt: an org that
 * does not tell them is no reason to refuse.
 * @throws OrgFailure
 */
const readDates = async (client: OrgClient, setId: string): Promise<ReadonlyMap<string, string>> => {
  const dated = (from: string, column: string, whereId: string): Query => ({
    api: 'data',
    from,
    columns: [...keys('Id'), ...texts(column)],
    where: [{ column: whereId, is: setId }],
  });
  const [made, given] = await readQueries(client, [
    dated('PermissionSet', 'CreatedDate', 'Id'),
    dated('PermissionSetAssignment', 'SystemModstamp', 'PermissionSetId'),
  ]);
  const datesIn = (answer: typeof made, column: string): (readonly [string, string])[] =>
    answer?.known === true
      ? answer.value.rows.flatMap((row) => {
          const at = textOrNull(row, column);
          return at === null || Number.isNaN(Date.parse(at)) ? [] : [[text(row, 'Id'), at] as const];
        })
      : [];
  return new Map([...datesIn(made, 'CreatedDate'), ...datesIn(given, 'SystemModstamp')]);
};

const mustReadOne = async (client: OrgClient, query: Query): Promise<readonly Row[]> => {
  const [rows = []] = await mustRead(client, [query]);
  return rows;
};

/** The rows of permission sets that are not the sum of a group, which may bear the same name. @throws OrgFailure */
const readOwnSets = async (client: OrgClient, query: Query): Promise<readonly Row[]> => {
  const [told, untold] = withGroupColumn(query);
  const rows = await readRows(client, told);
  if (rows.known) return withoutSums(rows.value);
  // An org that knows no groups has no sums of them either (fact A7); any other refusal is one of the whole.
  return mustReadOne(client, isColumnRefused(rows) ? untold : told);
};

/**
 * The rows that have to be read whole, and what the set holds beside permissions, as far as the org tells it. All in one call.
 * @throws OrgFailure
 */
const readContents = async (
  client: OrgClient,
  id: string,
  queries: readonly Query[],
  withSetup: boolean,
): Promise<{ readonly rows: (readonly Row[])[] } & Pick<StandingSet, 'setup' | 'further'>> => {
  const answers = await readQueries(client, [...queries, ...(withSetup ? furtherQueries([id]) : [])]);
  const rows = queries.map(({ from }, i) => mustBeWhole(from, answers[i] ?? gap('NOT_ANSWERED', from, '')));
  const [entities, tabs] = answers.slice(queries.length).map(wholeRows);
  return { rows, ...(entities && tabs ? await standingSetup(client, entities, tabs) : {}) };
};

/**
 * Reads a permission set with all that it holds and who has it; null where there is none.
 * @param which by its id, or by its name without namespace
 * @param schema says which columns this org and this API version have (fact D2)
 * @param withDates whether it is to be told when it was made and assigned, where the org tells
 * @param withSetup whether what it holds beside permissions is to be read; where the org does not tell all of that, the set says so
 * @throws OrgFailure
 */
export const readStandingSet = async (
  client: OrgClient,
  which: { readonly id: string } | { readonly name: string },
  schema: OrgSchema,
  withDates = false,
  withSetup = false,
): Promise<StandingSet | null> => {
  const { permissionSetColumns: columns } = schema;
  // Of what the set holds then, nobody would be told.
  if (!columns.known) throw new OrgFailure('REFUSED', ['PermissionSet', columns.gap.detail || columns.gap.code]);
  const permissions = [...columns.value.values()].map(({ name }) => name);
  const query: Query = {
    api: 'data',
    from: 'PermissionSet',
    columns: [...keys('Id'), ...texts('Name', 'Description'), ...userPermissionColumns(permissions)],
    where: 'id' in which ? [{ column: 'Id', is: which.id }] : namedSet(which.name),
  };
  const [set] = 'id' in which ? await mustReadOne(client, query) : await readOwnSets(client, query);
  if (!set) return null;
  if ('name' in which) expectNamed(text(set, 'Name'), [which.name], client);
  const id = text(set, 'Id');
  const rowsOf = { parentIds: [id], withIds: true };
  const assigned: Query = {
    api: 'data',
    from: 'PermissionSetAssignment',
    columns: [...keys('Id', 'AssigneeId'), ...texts('Assignee.Username')],
    where: [{ column: 'PermissionSetId', is: id }],
  };
  const mustHave = [assigned, objectRowsQuery(rowsOf, schema.objectAccessColumns), fieldRowsQuery(rowsOf)];
  const [contents, groups, dates] = await Promise.all([
    readContents(client, id, mustHave, withSetup),
    readGroups(client, id),
    withDates ? readDates(client, id) : new Map<string, string>(),
  ]);
  const {
    rows: [assignments = [], objects = [], fields = []],
    ...beside
  } = contents;
  return {
    id,
    name: text(set, 'Name'),
    description: text(set, 'Description'),
    userPermissions: userPermissionsIn(set, permissions),
    assignments: assignments.map((row) => ({
      id: text(row, 'Id'),
      userId: text(row, 'AssigneeId'),
      username: text(parent(row, 'Assignee'), 'Username'),
      assignedAt: dates.get(text(row, 'Id')) ?? null,
    })),
    groups,
    createdAt: dates.get(id) ?? null,
    ...beside,
    objects: objectRowsIn(objects),
    fields: fieldRowsIn(fields).map(({ accesses, ...row }) => ({
      ...row,
      access: accesses.has('edit') ? 'edit' : 'read',
    })),
  };
};
