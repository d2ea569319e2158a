/** Permission sets of the org that grants have made, and who has them. */
import { markOf, markStart } from '../../grant/ownership.js';
import type { OrgClient } from '../orgClient.js';
import { keys, texts } from '../query.js';
import { parent, text } from './answerRow.js';
import { readRows } from './readQueries.js';

/** A set with our mark: whose it is, and the usernames of active users to whom it is assigned. */
export type MarkedSet = { readonly name: string; readonly integration: string; readonly users: readonly string[] };

type Marked = { readonly id: string; readonly name: string; readonly integration: string };

/** The sets with our mark in their description; none where the org does not let descriptions be filtered. */
const readMarked = async (client: OrgClient): Promise<readonly Marked[]> => {
  const rows = await readRows(client, {
    api: 'data',
    from: 'PermissionSet',
    columns: [...keys('Id'), ...texts('Name', 'Description')],
    where: [
      { column: 'Description', startsWith: markStart },
      { column: 'NamespacePrefix', is: null },
      { column: 'IsOwnedByProfile', is: false },
    ],
  });
  return (rows.known ? rows.value : []).flatMap((row) => {
    const mark = markOf(text(row, 'Description'));
    return mark ? [{ id: text(row, 'Id'), name: text(row, 'Name'), integration: mark.integration }] : [];
  });
};

/**
 * Names of the sets that grant made for this integration, by their marks. An org that does not let descriptions be
 * filtered tells of none.
 * @throws OrgFailure
 */
export const readNamesOfMarkedSets = async (client: OrgClient, integration: string): Promise<string[]> =>
  (await readMarked(client)).flatMap((set) => (set.integration === integration ? [set.name] : []));

/**
 * Reads the sets with our mark in their description, and who has them; none where the org does not let descriptions be
 * filtered.
 * @throws OrgFailure
 */
export const readMarkedSets = async (client: OrgClient): Promise<readonly MarkedSet[]> => {
  const sets = await readMarked(client);
  if (sets.length === 0) return [];
  const assigned = await readRows(client, {
    api: 'data',
    from: 'PermissionSetAssignment',
    columns: [...keys('PermissionSetId'), ...texts('Assignee.Username')],
    where: [
      { column: 'PermissionSetId', in: sets.map(({ id }) => id) },
      { column: 'Assignee.IsActive', is: true },
    ],
  });
  const holders = assigned.known ? assigned.value : [];
  return sets
    .map(({ id, name, integration }) => ({
      ...{ name, integration },
      users: holders
        .filter((row) => text(row, 'PermissionSetId') === id)
        .map((row) => text(parent(row, 'Assignee'), 'Username'))
        .sort(),
    }))
    .sort((a, b) => (a.integration < b.integration ? -1 : 1));
};
