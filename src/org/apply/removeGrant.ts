import { directNeedsIn, objectDepth } from '../../access/dependencies.js';
import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import type { ObjectOut, TakeOut } from '../../revoke/takeOut.js';
import type { OrgClient } from '../orgClient.js';
import type { Write, WriteReply } from '../restApi.js';
import { readDependencies } from '../read/readDependencies.js';
import { chunk } from '../chunk.js';

const failure = (step: Outcome['step'], reply: Extract<WriteReply, { ok: false }>, user?: string): Outcome => ({
  step,
  ...(user === undefined ? {} : { user }),
  result: 'failed',
  code: reply.errors[0]?.errorCode ?? 'UNKNOWN',
  detail: reply.errors.map(({ errorCode, message }) => `${errorCode}: ${message}`).join(' | '),
});

/** Deletes records, all or none. @throws OrgFailure */
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

/** Children before parents: what depends on a read has to go first (fact B9). Fields do not depend on anything (C11). */
const byDependency = async (client: OrgClient, objects: readonly ObjectOut[]): Promise<ObjectOut[]> => {
  if (objects.length < 2) return [...objects];
  const edges = await readDependencies(
    client,
    objects.map(({ row: { sobject } }) => ({ kind: 'object', sobject, access: 'read' })),
  );
  const directNeeds = directNeedsIn(edges);
  return objects
    .map((one) => ({ one, depth: objectDepth(one.row.sobject, directNeeds) }))
    .sort((a, b) => b.depth - a.depth)
    .map(({ one }) => one);
};

const writesOf = (setId: string, { userPermissions, fields }: TakeOut, objects: readonly ObjectOut[]): Write[] => [
  ...(userPermissions.length === 0
    ? []
    : [
        {
          ref: 'set',
          method: 'PATCH',
          path: `PermissionSet/${setId}`,
          body: Object.fromEntries(userPermissions.map((name) => [`Permissions${name}`, false])),
        } as const,
      ]),
  ...fields.map(({ row, rowGoes }, i): Write => {
    const [ref, path] = [`field${i}`, `FieldPermissions/${row.id}`];
    return rowGoes ? { ref, method: 'DELETE', path } : { ref, method: 'PATCH', path, body: { PermissionsEdit: false } };
  }),
  ...objects.map(({ row, takes, rowGoes }, i): Write => {
    const [ref, path] = [`object${i}`, `ObjectPermissions/${row.id}`];
    return rowGoes
      ? { ref, method: 'DELETE', path }
      : {
          ref,
          method: 'PATCH',
          path,
          body: Object.fromEntries(takes.map((access) => [objectPermissionColumns[access], false])),
        };
  }),
];

/** Takes entries out of a permission set, and nothing else. @throws OrgFailure */
export const removeEntries = async (
  client: OrgClient,
  set: { readonly id: string; readonly name: string },
  takeOut: TakeOut,
): Promise<Outcome[]> => {
  const writes = writesOf(set.id, takeOut, await byDependency(client, takeOut.objects));
  for (const [at, part] of chunk(writes, 500).entries()) {
    const reply = await client.write(part);
    if (!reply.ok) return [{ ...failure('entries', reply), ...(at === 0 ? {} : { partly: true }) }];
  }
  return writes.length === 0 ? [] : [{ step: 'entries', result: 'done', detail: `${set.name} (${writes.length})` }];
};
