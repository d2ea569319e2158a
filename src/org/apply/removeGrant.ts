import { keyOf } from '../../platform/names.js';
import { directNeedsIn, objectDepths } from '../../access/dependencies.js';
import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import { withFingerprint } from '../../grant/ownership.js';
import type { RevokeAction } from '../../revoke/revokePlan.js';
import type { ObjectOut, TakeOut } from '../../revoke/takeOut.js';
import { fingerprintOf, isIntact } from '../fingerprint.js';
import type { OrgClient } from '../orgClient.js';
import { nodesPerGraph } from '../restApi.js';
import type { Write, WriteReply } from '../restApi.js';
import { readDependencies } from '../read/readDependencies.js';
import { chunk } from '../chunk.js';
import { refusalIn } from './failedWrite.js';

const failure = (step: Outcome['step'], reply: Extract<WriteReply, { ok: false }>, user?: string): Outcome => ({
  step,
  ...(user === undefined ? {} : { user }),
  result: 'failed',
  ...refusalIn(reply.errors),
});

/** Deletes records, all or none of up to 500. @throws OrgFailure */
export const deleteRecords = async (
  client: OrgClient,
  step: Outcome['step'],
  records: readonly { readonly path: string; readonly user?: string; readonly detail: string }[],
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const part of chunk(records, nodesPerGraph)) {
    const reply = await client.write(part.map(({ path }, i): Write => ({ ref: `delete${i}`, method: 'DELETE', path })));
    if (!reply.ok) return [...outcomes, failure(step, reply)];
    outcomes.push(
      ...part.map(({ user, detail }): Outcome => ({
        step,
        ...(user === undefined ? {} : { user }),
        detail,
        result: 'done',
      })),
    );
  }
  return outcomes;
};

/** Children before parents: what depends on a read has to go first (fact B9). Fields do not depend on anything (C11). */
const byDependency = async (client: OrgClient, objects: readonly ObjectOut[]): Promise<ObjectOut[]> => {
  if (objects.length < 2) return [...objects];
  const { edges } = await readDependencies(
    client,
    objects.map(({ row: { sobject } }) => ({ kind: 'object', sobject, access: 'read' })),
  );
  const depths = objectDepths(
    objects.map(({ row }) => row.sobject),
    directNeedsIn(edges),
  );
  const depthOf = ({ row }: ObjectOut): number => depths.get(keyOf(row.sobject)) ?? 0;
  return [...objects].sort((a, b) => depthOf(b) - depthOf(a));
};

const writesOf = (
  setId: string,
  { userPermissions, fields, setup }: TakeOut,
  objects: readonly ObjectOut[],
  description: string | null,
): Write[] => [
  ...(userPermissions.length === 0 && description === null
    ? []
    : [
        {
          ref: 'set',
          method: 'PATCH',
          path: `PermissionSet/${setId}`,
          body: {
            ...(description === null ? {} : { Description: description }),
            ...Object.fromEntries(userPermissions.map((name) => [`Permissions${name}`, false])),
          },
        } as const,
      ]),
  ...fields.map(({ row, rowGoes }, i): Write => {
    const [ref, path] = [`field${i}`, `FieldPermissions/${row.id}`];
    return rowGoes ? { ref, method: 'DELETE', path } : { ref, method: 'PATCH', path, body: { PermissionsEdit: false } };
  }),
  ...setup.map(({ id }, i): Write => ({ ref: `setup${i}`, method: 'DELETE', path: `SetupEntityAccess/${id}` })),
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

/**
 * Takes entries out of a permission set, and nothing else. Where the set held only what grant had put in, its mark says
 * so of what is left as well.
 * @throws OrgFailure
 */
export const removeEntries = async (
  client: OrgClient,
  name: string,
  { setId, takeOut, description, holds, leaves }: Extract<RevokeAction, { action: 'removeEntries' }>,
): Promise<Outcome[]> => {
  const remarked = isIntact(description, holds) ? withFingerprint(description, fingerprintOf(leaves)) : null;
  const writes = writesOf(setId, takeOut, await byDependency(client, takeOut.objects), remarked);
  for (const [at, part] of chunk(writes, nodesPerGraph).entries()) {
    const reply = await client.write(part);
    if (!reply.ok) return [{ ...failure('entries', reply), ...(at === 0 ? {} : { partly: true }) }];
  }
  const taken = writes.length - (takeOut.userPermissions.length === 0 && remarked !== null ? 1 : 0);
  return taken === 0 ? [] : [{ step: 'entries', result: 'done', detail: `${name} (${taken})` }];
};
