import { directNeedsIn, neededEntries } from '../../access/dependencies.js';
import type { Edge, ToldDependencies } from '../../access/dependencies.js';
import { gap } from '../../access/snapshot.js';
import type { Gap } from '../../access/snapshot.js';
import type { Entry } from '../../access/entry.js';
import { keyOf } from '../../platform/names.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { keys } from '../query.js';
import type { Query } from '../query.js';
import { text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { readQueries } from './readQueries.js';

/** How PermissionDependency spells object access (facts D7, Q8); spellings that nobody has seen are understood too. */
const verbs: ReadonlyMap<string, ObjectAccess> = new Map(
  Object.entries({
    read: 'read',
    create: 'create',
    edit: 'edit',
    update: 'edit',
    delete: 'delete',
    viewallrecords: 'viewAllRecords',
    viewall: 'viewAllRecords',
    modifyallrecords: 'modifyAllRecords',
    modifyall: 'modifyAllRecords',
  } as const),
);

const verbOf: Readonly<Partial<Record<ObjectAccess, string>>> = { edit: 'update' };

const objectNames = (entry: Entry): string[] =>
  entry.kind === 'object' ? [`${entry.sobject}<${verbOf[entry.access] ?? entry.access}>`] : [];

const toEntry = (name: string): Entry | undefined => {
  const [, sobject, verb] = /^(\w+)<(\w+)>$/.exec(name) ?? [];
  if (sobject === undefined || verb === undefined) {
    return /^\w+$/.test(name) ? { kind: 'userPermission', name } : undefined;
  }
  const access = verbs.get(keyOf(verb));
  return access ? { kind: 'object', sobject, access } : undefined;
};

/** How often to follow objects that an answer brought and that nobody had asked about yet: masters of masters. */
const rounds = 3;

/** Dependencies that are followed: twice as many as any org is known to have (fact D7). */
const maxEdges = 20_000;

const dependencies = (where: Query['where'][number]): Query => ({
  api: 'tooling',
  from: 'PermissionDependency',
  columns: keys('Permission', 'RequiredPermission'),
  where: [where],
});

/** Rows that come again instead of others: the answer is not whole, though it says so (fact D7). */
const repeats = (rows: readonly Row[]): boolean =>
  new Set(rows.map((row) => `${text(row, 'Permission')} ${text(row, 'RequiredPermission')}`)).size < rows.length;

/**
 * What the org itself says about dependencies (fact D7): all of its rules between user permissions, which are few, and
 * those of the given objects. The static rules hold anyway: an org that does not answer adds nothing, and that is
 * said.
 * @param entries planned entries with their static closure, so that one round usually suffices
 * @throws OrgFailure, TOO_MANY_DEPENDENCIES among them
 */
export const readDependencies = async (client: OrgClient, entries: readonly Entry[]): Promise<ToldDependencies> => {
  const edges: Edge[] = [];
  let unread: Gap | null = null;
  let count = 0;
  const queried = new Set<string>();
  const objects = (all: readonly Entry[]): string[] => [
    ...new Set(all.flatMap(objectNames).filter((name) => !queried.has(keyOf(name)))),
  ];
  /** The rules between user permissions are read once, as soon as one of them is met. */
  const state: { permissions: 'unneeded' | 'open' | 'read' } = { permissions: 'unneeded' };
  const meet = (all: readonly Entry[]): void => {
    if (state.permissions === 'unneeded' && all.some(({ kind }) => kind === 'userPermission'))
      state.permissions = 'open';
  };
  meet(entries);
  let open = objects(entries);
  for (let round = 0; round < rounds && (open.length > 0 || state.permissions === 'open'); round += 1) {
    open.forEach((name) => queried.add(keyOf(name)));
    const answers = await readQueries(client, [
      ...(state.permissions === 'open' ? [dependencies({ column: 'PermissionType', is: 'User Permission' })] : []),
      ...(open.length > 0 ? [dependencies({ column: 'Permission', in: open })] : []),
    ]);
    for (const answer of answers) {
      if (!answer.known) unread ??= answer.gap;
      else if (repeats(answer.value.rows)) unread ??= gap('INCOMPLETE_ROWS', 'PermissionDependency', 'Id').gap;
    }
    const found = answers
      .flatMap((answer) => (answer.known ? answer.value.rows : []))
      .flatMap((row): Edge[] => {
        const [from, to] = [toEntry(text(row, 'Permission')), toEntry(text(row, 'RequiredPermission'))];
        return from && to ? [{ from, to }] : [];
      });
    count += found.length;
    if (count > maxEdges) throw new OrgFailure('TOO_MANY_DEPENDENCIES', [String(maxEdges)]);
    for (const edge of found) edges.push(edge);
    if (state.permissions === 'open') state.permissions = 'read';
    meet(found.map(({ to }) => to));
    // What is reached from the entries, be it by way of a user permission: most rules of an org end at objects (fact Q8).
    open = objects(neededEntries(entries, directNeedsIn(edges), () => true));
  }
  return { edges, unread };
};
