import type { Edge } from '../../access/dependencies.js';
import type { Entry } from '../../access/entry.js';
import { keyOf } from '../../access/names.js';
import type { ObjectAccess } from '../../definition/requirement.js';
import type { OrgClient } from '../client.js';
import { list } from '../soql.js';
import { query } from './asks.js';
import { rowsOf, text } from './rows.js';

/** How PermissionDependency spells object access (fact D7; the exact spelling is an open question, Q8). */
const verbs: Readonly<Record<string, ObjectAccess>> = {
  read: 'read',
  create: 'create',
  edit: 'edit',
  update: 'edit',
  delete: 'delete',
  viewallrecords: 'viewAllRecords',
  viewall: 'viewAllRecords',
  modifyallrecords: 'modifyAllRecords',
  modifyall: 'modifyAllRecords',
};

const verbOf: Readonly<Partial<Record<ObjectAccess, string>>> = { edit: 'update' };

const nameOf = (entry: Entry): string[] => {
  if (entry.kind === 'userPermission') return [entry.name];
  return entry.kind === 'object' ? [`${entry.sobject}<${verbOf[entry.access] ?? entry.access}>`] : [];
};

const toEntry = (name: string): Entry | undefined => {
  const [, sobject, verb] = /^(\w+)<(\w+)>$/.exec(name) ?? [];
  if (sobject === undefined || verb === undefined) {
    return /^\w+$/.test(name) ? { kind: 'userPermission', name } : undefined;
  }
  const access = verbs[keyOf(verb)];
  return access ? { kind: 'object', sobject, access } : undefined;
};

/** How often to follow what an answer brought that nobody had asked about yet. */
const rounds = 3;

/**
 * What the org itself says about dependencies, for these entries and what they need in turn (fact D7). The static rules
 * hold anyway: an org that does not answer adds nothing.
 * @param entries planned entries with their static closure, so that one question usually suffices
 * @throws OrgFailure
 */
export const readDependencies = async (client: OrgClient, entries: readonly Entry[]): Promise<Edge[]> => {
  const edges: Edge[] = [];
  const asked = new Set<string>();
  let open = entries.flatMap(nameOf);
  for (let round = 0; round < rounds && open.length > 0; round += 1) {
    open.forEach((name) => asked.add(keyOf(name)));
    const soql = `SELECT Permission, RequiredPermission FROM PermissionDependency WHERE Permission IN ${list(open)}`;
    const replies = await client.composite([query('edges', soql, 'tooling')], 'tooling');
    const rows = await rowsOf(client, 'PermissionDependency', replies.get('edges'));
    if (!rows.known) break;
    const found = rows.value.flatMap((row): Edge[] => {
      const [from, to] = [toEntry(text(row, 'Permission')), toEntry(text(row, 'RequiredPermission'))];
      return from && to ? [{ from, to }] : [];
    });
    edges.push(...found);
    open = [...new Set(found.flatMap(({ to }) => nameOf(to)))].filter((name) => !asked.has(keyOf(name)));
  }
  return edges;
};
