import { entryId, parseEntry } from '../../access/entry.js';
import { fieldKey, keyOf } from '../../access/names.js';
import { objectPermissionColumns } from '../../access/question.js';
import type { Outcome } from '../../grant/outcome.js';
import type { Receipt } from '../../grant/receipt.js';
import type { AddedEntry } from '../../grant/revokePlan.js';
import type { OrgClient, Write, WriteReply } from '../client.js';
import { OrgFailure } from '../failure.js';
import { query } from '../read/asks.js';
import { flag, parent, rowsOf, text } from '../read/rows.js';
import type { Row } from '../read/rows.js';
import { chunk, list, quote } from '../soql.js';

/** What stands in the org of a permission set that is to be taken back. */
export type StandingSet = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The set's own columns that are true, as `Permissions…`. */
  readonly columns: ReadonlySet<string>;
  readonly assignments: readonly { readonly id: string; readonly userId: string; readonly username: string }[];
  readonly objects: readonly Row[];
  readonly fields: readonly Row[];
};

/** Rows of a query that must be readable for a revoke. @throws OrgFailure */
const mustRead = async (client: OrgClient, part: string, soql: string): Promise<readonly Row[]> => {
  const replies = await client.composite([query('q', soql)], 'data');
  const rows = await rowsOf(client, part, replies.get('q'));
  if (!rows.known) throw new OrgFailure('REFUSED', [part, rows.gap.detail]);
  return rows.value;
};

/**
 * Reads a permission set with all that it holds and who has it; null where there is none of that name.
 * @param permissions API names of the user permissions whose columns matter
 * @throws OrgFailure
 */
export const readStandingSet = async (
  client: OrgClient,
  name: string,
  permissions: readonly string[],
): Promise<StandingSet | null> => {
  const columns = permissions.map((permission) => `, Permissions${permission}`).join('');
  const where = `Name = ${quote(name)} AND NamespacePrefix = null AND IsOwnedByProfile = false`;
  const [set] = await mustRead(
    client,
    'PermissionSet',
    `SELECT Id, Name, Description${columns} FROM PermissionSet WHERE ${where}`,
  );
  if (!set) return null;
  const id = text(set, 'Id');
  const words = Object.values(objectPermissionColumns).join(', ');
  const [assignments, objects, fields] = await Promise.all([
    mustRead(
      client,
      'PermissionSetAssignment',
      `SELECT Id, AssigneeId, Assignee.Username FROM PermissionSetAssignment WHERE PermissionSetId = ${quote(id)}`,
    ),
    mustRead(
      client,
      'ObjectPermissions',
      `SELECT Id, SobjectType, ${words} FROM ObjectPermissions WHERE ParentId = ${quote(id)}`,
    ),
    mustRead(
      client,
      'FieldPermissions',
      `SELECT Id, SobjectType, Field, PermissionsRead, PermissionsEdit FROM FieldPermissions WHERE ParentId = ${quote(id)}`,
    ),
  ]);
  return {
    id,
    name: text(set, 'Name'),
    description: text(set, 'Description'),
    columns: new Set(Object.keys(set).filter((column) => column.startsWith('Permissions') && flag(set, column))),
    assignments: assignments.map((row) => ({
      id: text(row, 'Id'),
      userId: text(row, 'AssigneeId'),
      username: text(parent(row, 'Assignee'), 'Username'),
    })),
    objects,
    fields,
  };
};

/** Assignments of permission set licences to these users, as the org has them now. @throws OrgFailure */
export const readLicenseAssignments = (client: OrgClient, userIds: readonly string[]): Promise<readonly Row[]> =>
  mustRead(
    client,
    'PermissionSetLicenseAssign',
    `SELECT Id, AssigneeId, PermissionSetLicense.DeveloperName FROM PermissionSetLicenseAssign WHERE AssigneeId IN ${list(userIds)}`,
  );

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

/** What the platform wrote because of the grant: which accesses on which objects (fact B8). */
export type PlatformRows = { readonly accesses: ReadonlySet<string>; readonly objectsBefore: ReadonlySet<string> };

/** The platform's own rows that a receipt expects. */
export const platformRows = (receipt: Receipt): PlatformRows => {
  const steps = receipt.steps.flatMap((step) => (step.step === 'permissionSet' ? [step] : []));
  return {
    accesses: new Set(steps.flatMap(({ platformAdds }) => platformAdds.map((id) => id.slice('object:*:'.length)))),
    objectsBefore: new Set(steps.flatMap(({ objectsBefore }) => objectsBefore.map(keyOf))),
  };
};

const accessesOf = (row: Row): string[] =>
  (Object.entries(objectPermissionColumns) as [string, string][]).flatMap(([access, column]) =>
    flag(row, column) ? [access] : [],
  );

/** Whether a row is there only because the platform filled the set: a new object, with nothing but what it fills in. */
const isPlatforms = (row: Row, { accesses, objectsBefore }: PlatformRows): boolean =>
  accesses.size > 0 &&
  !objectsBefore.has(keyOf(text(row, 'SobjectType'))) &&
  accessesOf(row).every((access) => accesses.has(access));

/** Columns of an object row that are true beyond those that the grant added. */
const remaining = (row: Row, added: ReadonlySet<string>): string[] =>
  Object.values(objectPermissionColumns).filter((column) => flag(row, column) && !added.has(column));

const objectWrites = (set: StandingSet, added: readonly AddedEntry[], platform: PlatformRows): Write[] =>
  set.objects.flatMap((row, i): Write[] => {
    if (isPlatforms(row, platform))
      return [{ ref: `object${i}`, method: 'DELETE', path: `ObjectPermissions/${text(row, 'Id')}` }];
    const mine = new Set(
      added.flatMap(({ entry }) =>
        entry.kind === 'object' &&
        keyOf(entry.sobject) === keyOf(text(row, 'SobjectType')) &&
        flag(row, objectPermissionColumns[entry.access])
          ? [objectPermissionColumns[entry.access]]
          : [],
      ),
    );
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
const byDependency = (writes: readonly Write[], set: StandingSet): Write[] => {
  const depth = (write: Write): number => {
    const row = set.objects.find((one) => write.path.endsWith(text(one, 'Id')));
    return row && keyOf(text(row, 'SobjectType')) === 'account' ? 1 : 0;
  };
  return [...writes].sort((a, b) => depth(a) - depth(b));
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
  platformRows: set.objects.some((row) => isPlatforms(row, platform)),
});

/** Takes the entries of a receipt out of the set, and nothing else. */
export const removeEntries = async (
  client: OrgClient,
  set: StandingSet,
  added: readonly AddedEntry[],
  platform: PlatformRows,
): Promise<Outcome[]> => {
  const writes = [
    ...permissionWrites(set, added),
    ...fieldWrites(set, added),
    ...byDependency(objectWrites(set, added, platform), set),
  ];
  for (const [at, part] of chunk(writes, 500).entries()) {
    const reply = await client.write(part);
    if (!reply.ok) return [{ ...failure('entries', reply), ...(at === 0 ? {} : { partly: true }) }];
  }
  return writes.length === 0 ? [] : [{ step: 'entries', result: 'done', detail: `${set.name} (${writes.length})` }];
};

/** What the set holds beyond these entries, as ids; empty when it can go as a whole. */
export const beyond = (set: StandingSet, added: readonly AddedEntry[], platform: PlatformRows): string[] => {
  const ids = new Set(added.map(({ entry }) => keyOf(entryId(entry))));
  const fieldsWithEdit = new Set(
    added.flatMap(({ entry }) => (entry.kind === 'field' ? [fieldKey(entry.sobject, entry.field)] : [])),
  );
  return [
    ...[...set.columns].map((column) => `userPermission:${column.slice('Permissions'.length)}`),
    ...set.objects.flatMap((row) =>
      isPlatforms(row, platform) ? [] : accessesOf(row).map((access) => `object:${text(row, 'SobjectType')}:${access}`),
    ),
    ...set.fields.flatMap((row) =>
      fieldsWithEdit.has(keyOf(text(row, 'Field'))) ? [] : [`field:${text(row, 'Field')}:read`],
    ),
  ].filter((id) => !ids.has(keyOf(id)));
};
