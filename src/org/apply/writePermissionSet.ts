import { contains, entryId } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import { fieldKey } from '../../platform/names.js';
import type { Content } from '../../access/snapshot.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import type { Plan } from '../../grant/grantPlan.js';
import type { ReceiptStep } from '../../grant/receipt.js';
import { ownDescription, withFingerprint } from '../../grant/ownership.js';
import { fingerprintOf } from '../fingerprint.js';
import type { OrgClient } from '../orgClient.js';
import { nodesPerGraph } from '../restApi.js';
import type { Write } from '../restApi.js';
import { chunk } from '../chunk.js';
import { entryWrites, permissionColumns } from './entryWrites.js';
import { failedWrite } from './failedWrite.js';
import { nothingBefore, setBefore } from './setBefore.js';

const before = (content: Content, entry: Entry): 'none' | 'read' =>
  entry.kind === 'field' && content.fields.has(fieldKey(entry.sobject, entry.field)) ? 'read' : 'none';

const nameOfNode =
  (writes: readonly Write[]) =>
  (ref: string): string => {
    const body = writes.find((write) => write.ref === ref)?.body ?? {};
    const name = body['Field'] ?? body['SobjectType'] ?? body['Name'];
    return typeof name === 'string' ? name : ref;
  };

/** The set that the first node of the first graph makes; a later graph has to name it by its id. */
const newSet = '@{set.id}';

const withId =
  (setId: string) =>
  (write: Write): Write => ({
    ...write,
    path: write.path.replace(newSet, setId),
    ...(write.body?.['ParentId'] === newSet ? { body: { ...write.body, ParentId: setId } } : {}),
  });

/**
 * Creates or extends the permission set; the first graph creates it, so that nothing is left when that fails.
 * @param objectAccesses that ObjectPermissions has a column for
 * @param save keeps the receipt, before and after the write
 * @throws OrgFailure
 */
export const writePermissionSet = async (
  client: OrgClient,
  plan: Plan,
  objectAccesses: ReadonlySet<ObjectAccess>,
  save: (step: ReceiptStep, setId: string | null) => Promise<void>,
): Promise<{ outcome: Outcome; setId: string | null }> => {
  const { existing, name, label } = plan.permissionSet;
  const wanted = plan.adds.map(({ entry }) => entry);
  const standing = existing ? await setBefore(client, existing.id, wanted, objectAccesses) : nothingBefore;
  // What an entry needs may be there without having been asked about: the receipt must not claim it.
  const entries = wanted.filter((entry) => !contains(standing.content, entry));
  const added = entries.map((entry) => ({ id: entryId(entry), before: before(standing.content, entry) }));
  // A permission with which the platform writes rows of its own comes last: rows that it has written cannot be inserted
  // again, but rows that are there it fills up (fact B8).
  const last = plan.platformAdds.length > 0 && entries.some(({ kind }) => kind === 'object');
  const [columns, lastColumns] = last ? [{}, permissionColumns(entries)] : [permissionColumns(entries), {}];
  const fingerprint = fingerprintOf([...(existing?.holds ?? []), ...wanted]);
  // Where others have put something in as well, the mark goes on to tell that.
  const body = existing?.intact
    ? { Description: withFingerprint(existing.description, fingerprint), ...columns }
    : columns;
  const own: Write[] = existing
    ? Object.keys(body).length > 0
      ? [{ ref: 'set', method: 'PATCH', path: `PermissionSet/${existing.id}`, body }]
      : []
    : [
        {
          ref: 'set',
          method: 'POST',
          path: 'PermissionSet',
          body: { Name: name, Label: label, Description: ownDescription(plan.requirements, fingerprint), ...columns },
        },
      ];
  let setId = existing?.id ?? null;
  const about = {
    step: 'permissionSet',
    platformAdds: plan.platformAdds,
    objectsBefore: standing.objectIds,
  } as const;
  await save({ ...about, state: 'intended', added }, setId);
  const all: Write[] = [
    ...own,
    ...entryWrites(setId ?? newSet, entries, standing.rows, plan.edges),
    ...(Object.keys(lastColumns).length > 0
      ? [{ ref: 'permissions', method: 'PATCH', path: `PermissionSet/${setId ?? newSet}`, body: lastColumns } as const]
      : []),
  ];
  for (const [at, part] of chunk(all, nodesPerGraph).entries()) {
    const writes = at === 0 || setId === null ? part : part.map(withId(setId));
    const reply = await client.write(writes);
    if (!reply.ok) {
      await save({ ...about, state: at === 0 ? 'failed' : 'intended', added: at === 0 ? [] : added }, setId);
      const outcome = failedWrite('permissionSet', reply, nameOfNode(writes));
      return { outcome: at === 0 ? outcome : { ...outcome, partly: true }, setId };
    }
    setId ??= reply.ids.get('set') ?? null;
  }
  await save({ ...about, state: 'done', added }, setId);
  return { outcome: { step: 'permissionSet', result: 'done', detail: name }, setId };
};
