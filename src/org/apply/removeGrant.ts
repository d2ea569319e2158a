import { directNeedsIn, objectDepth } from '../../access/dependencies.js';
import { entryId, parseEntry } from '../../access/entry.js';
import { fieldKey, keyOf } from '../../platform/names.js';
import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import type { Receipt } from '../../grant/receipt.js';
import type { AddedEntry } from '../../revoke/revokePlan.js';
import type { OrgClient } from '../orgClient.js';
import type { Write, WriteReply } from '../restApi.js';
import { readDependencies } from '../read/readDependencies.js';
import { flag, text } from '../read/answerRow.js';
import type { Row } from '../read/answerRow.js';
import { chunk } from '../soql.js';
import { accessesOf, contentIds } from './standingSet.js';
import type { StandingSet } from './standingSet.js';

const failure = (step: Outcome['step'], reply: Extract<WriteReply, { ok: false }>, user?: string): Outcome => ({
  step,
  ...(user === undefined ? {} : { user }),
  result: 'failed',
  code: reply.errors[0]?.errorCode ?? 'UNKNOWN',
  detail: reply.errors.map(({ errorCode, message }) => `${errorCode}: ${message}`).join(' | '),
});

/** Deletes records, all or none. */
export const deleteRecords = async (
  client: OrgClient,
  step: Outcome['step'],
  records: readonly { readonly path: string; readonly user?: string; readonly detail: string }[],
): Promise<Outcome[]> => {
  if (records.length === 0) return [];
  const reply = await client.write(
    records.map(({ path }, i): Write => ({ ref: `delete${i}`, method: 'DELETE', path })),
  );
  return reply.ok
    ? records.map(({ user, detail }) => ({ step, ...(user === undefined ? {} : { user }), detail, result: 'done' }))
    : [failure(step, reply)];
};

/** The entries that a receipt says were added. */
export const addedEntries = (receipt: Receipt): AddedEntry[] =>
  receipt.steps.flatMap((step) =>
    step.step === 'permissionSet'
      ? step.added.flatMap(({ id, before }) => {
          const entry = parseEntry(id);
          return entry ? [{ entry, before }] : [];
        })
      : [],
  );

/** What the platform wrote because of the grant: which accesses, and what was there before (fact B8). */
export type PlatformRows = {
  readonly accesses: ReadonlySet<string>;
  /** Accesses by object, of the rows that the set had before. */
  readonly before: ReadonlyMap<string, ReadonlySet<string>>;
};

const accessesByObject = (ids: readonly string[]): Map<string, Set<string>> => {
  const byObject = new Map<string, Set<string>>();
  for (const entry of ids.map(parseEntry)) {
    if (entry?.kind !== 'object') continue;
    byObject.set(keyOf(entry.sobject), (byObject.get(keyOf(entry.sobject)) ?? new Set()).add(entry.access));
  }
  return byObject;
};

/** The platform's own rows that a receipt expects. */
export const platformRows = (receipt: Receipt): PlatformRows => {
  const steps = receipt.steps.flatMap((step) => (step.step === 'permissionSet' ? [step] : []));
  return {
    accesses: new Set(steps.flatMap(({ platformAdds }) => platformAdds.map((id) => id.slice('object:*:'.length)))),
    before: accessesByObject(steps.flatMap(({ objectsBefore }) => objectsBefore)),
  };
};

/** Whether a row is there only because the platform filled the set: a new object, with nothing but what it fills in. */
const isPlatforms = (row: Row, { accesses, before }: PlatformRows): boolean =>
  accesses.size > 0 &&
  !before.has(keyOf(text(row, 'SobjectType'))) &&
  accessesOf(row).every((access) => accesses.has(access));

const isAbout = (row: Row, { entry }: AddedEntry): boolean =>
  entry.kind === 'object' && keyOf(entry.sobject) === keyOf(text(row, 'SobjectType'));

/** Accesses that the platform added to a row that the set had before, or that the grant wrote. */
const filledIn = (row: Row, { accesses, before }: PlatformRows, added: readonly AddedEntry[]): ObjectAccess[] => {
  const held = before.get(keyOf(text(row, 'SobjectType')));
  if (!held && !added.some((one) => isAbout(row, one))) return [];
  return accessesOf(row).filter((access) => accesses.has(access) && held?.has(access) !== true);
};

/** Columns of an object row that are true beyond those that the grant added. */
const remaining = (row: Row, added: ReadonlySet<string>): string[] =>
  Object.values(objectPermissionColumns).filter((column) => flag(row, column) && !added.has(column));

const objectWrites = (set: StandingSet, added: readonly AddedEntry[], platform: PlatformRows): Write[] =>
  set.objects.flatMap((row, i): Write[] => {
    if (isPlatforms(row, platform))
      return [{ ref: `object${i}`, method: 'DELETE', path: `ObjectPermissions/${text(row, 'Id')}` }];
    const mine = new Set([
      ...filledIn(row, platform, added).map((access) => objectPermissionColumns[access]),
      ...added.flatMap(({ entry }) =>
        entry.kind === 'object' &&
        keyOf(entry.sobject) === keyOf(text(row, 'SobjectType')) &&
        flag(row, objectPermissionColumns[entry.access])
          ? [objectPermissionColumns[entry.access]]
          : [],
      ),
    ]);
    if (mine.size === 0) return [];
    const path = `ObjectPermissions/${text(row, 'Id')}`;
    return remaining(row, mine).length === 0
      ? [{ ref: `object${i}`, method: 'DELETE', path }]
      : [
          {
            ref: `object${i}`,
            method: 'PATCH',
            path,
            body: Object.fromEntries([...mine].map((column) => [column, false])),
          },
        ];
  });

/** A field that could be read before keeps that. */
const fieldWrites = (set: StandingSet, added: readonly AddedEntry[]): Write[] =>
  set.fields.flatMap((row, i): Write[] => {
    const key = keyOf(text(row, 'Field'));
    const mine = added.find(({ entry }) => entry.kind === 'field' && fieldKey(entry.sobject, entry.field) === key);
    if (!mine || mine.entry.kind !== 'field') return [];
    // What others may edit since stays theirs; what could be read before and cannot be edited is as it was.
    if ((mine.entry.access === 'edit' || mine.before === 'read') !== flag(row, 'PermissionsEdit')) return [];
    const path = `FieldPermissions/${text(row, 'Id')}`;
    return mine.before === 'read'
      ? [{ ref: `field${i}`, method: 'PATCH', path, body: { PermissionsEdit: false } }]
      : [{ ref: `field${i}`, method: 'DELETE', path }];
  });

const permissionWrites = (set: StandingSet, added: readonly AddedEntry[]): Write[] => {
  const columns = added.flatMap(({ entry }) =>
    entry.kind === 'userPermission' && set.columns.has(`Permissions${entry.name}`)
      ? [[`Permissions${entry.name}`, false] as const]
      : [],
  );
  return columns.length === 0
    ? []
    : [{ ref: 'set', method: 'PATCH', path: `PermissionSet/${set.id}`, body: Object.fromEntries(columns) }];
};

/** Children before parents: what depends on a read has to go first (fact B9). Fields do not depend on anything (C11). */
const byDependency = async (client: OrgClient, writes: readonly Write[], set: StandingSet): Promise<Write[]> => {
  const sobjects = new Map(
    set.objects.map((row) => [`ObjectPermissions/${text(row, 'Id')}`, text(row, 'SobjectType')]),
  );
  const written = writes.flatMap(({ path }) => sobjects.get(path) ?? []);
  if (written.length < 2) return [...writes];
  const edges = await readDependencies(
    client,
    written.map((sobject) => ({ kind: 'object', sobject, access: 'read' })),
  );
  const directNeeds = directNeedsIn(edges);
  return writes
    .map((write) => ({ write, depth: objectDepth(sobjects.get(write.path) ?? '', directNeeds) }))
    .sort((a, b) => b.depth - a.depth)
    .map(({ write }) => write);
};

const stillThere = (set: StandingSet, { entry, before }: AddedEntry): boolean => {
  switch (entry.kind) {
    case 'userPermission':
      return set.columns.has(`Permissions${entry.name}`);
    case 'object':
      return set.objects.some(
        (row) =>
          keyOf(text(row, 'SobjectType')) === keyOf(entry.sobject) && flag(row, objectPermissionColumns[entry.access]),
      );
    case 'field':
      return fieldWrites(set, [{ entry, before }]).length > 0;
  }
};

/** What of the entries of a receipt is still in the set, and whether rows are left that the platform wrote with them. */
export const remains = (
  set: StandingSet,
  added: readonly AddedEntry[],
  platform: PlatformRows,
): { readonly entries: AddedEntry[]; readonly platformRows: boolean } => ({
  entries: added.filter((one) => stillThere(set, one)),
  platformRows: set.objects.some((row) => isPlatforms(row, platform) || filledIn(row, platform, added).length > 0),
});

/** Takes the entries of a receipt out of the set, and nothing else. @throws OrgFailure */
export const removeEntries = async (
  client: OrgClient,
  set: StandingSet,
  added: readonly AddedEntry[],
  platform: PlatformRows,
): Promise<Outcome[]> => {
  const writes = [
    ...permissionWrites(set, added),
    ...fieldWrites(set, added),
    ...(await byDependency(client, objectWrites(set, added, platform), set)),
  ];
  for (const [at, part] of chunk(writes, 500).entries()) {
    const reply = await client.write(part);
    if (!reply.ok) return [{ ...failure('entries', reply), ...(at === 0 ? {} : { partly: true }) }];
  }
  return writes.length === 0 ? [] : [{ step: 'entries', result: 'done', detail: `${set.name} (${writes.length})` }];
};

/** What the set holds beyond these entries, as ids; empty when it can go as a whole. */
export const beyond = (set: StandingSet, added: readonly AddedEntry[], platform: PlatformRows): string[] => {
  const ids = new Set(
    added.flatMap(({ entry }) =>
      entry.kind === 'field' && entry.access === 'edit'
        ? [keyOf(entryId(entry)), keyOf(entryId({ ...entry, access: 'read' }))]
        : [keyOf(entryId(entry))],
    ),
  );
  const objects = set.objects.filter((row) => !isPlatforms(row, platform));
  for (const row of objects) {
    const sobject = text(row, 'SobjectType');
    for (const access of filledIn(row, platform, added)) ids.add(keyOf(`object:${sobject}:${access}`));
  }
  return contentIds({ ...set, objects }).filter((id) => !ids.has(keyOf(id)));
};
