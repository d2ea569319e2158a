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
import type { Write, WriteReply } from '../restApi.js';
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

/** What is written in one transaction with the set: with it, or not at all. */
export type WrittenWith = {
  /** Made from the id of the set, which may be a reference to the record that makes it. */
  readonly writes: (setId: string) => readonly Write[];
  /** Keeps the receipt, before and after the write. @param ids of the new records, by reference */
  readonly save: (state: ReceiptStep['state'], ids: ReadonlyMap<string, string>) => Promise<void>;
};

/**
 * Creates or extends the permission set; the first graph creates it, so that nothing is left when that fails.
 * @param objectAccesses that ObjectPermissions has a column for
 * @param save keeps the receipt, before and after the write
 * @param along what is to be written in the same transaction; null for nothing. It is left to the caller where one
 * transaction cannot take all of it
 * @returns the id of the set, and the reply to what was written along; null where nothing was
 * @throws OrgFailure
 */
export const writePermissionSet = async (
  client: OrgClient,
  plan: Plan,
  objectAccesses: ReadonlySet<ObjectAccess>,
  save: (step: ReceiptStep, setId: string | null) => Promise<void>,
  along: WrittenWith | null,
): Promise<{ outcome: Outcome; setId: string | null; along: WriteReply | null }> => {
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
  const content: Write[] = [
    ...own,
    ...entryWrites(setId ?? newSet, entries, standing.rows, plan.edges),
    ...(Object.keys(lastColumns).length > 0
      ? [{ ref: 'permissions', method: 'PATCH', path: `PermissionSet/${setId ?? newSet}`, body: lastColumns } as const]
      : []),
  ];
  const withIt = along?.writes(setId ?? newSet) ?? [];
  const isTogether = along !== null && content.length + withIt.length <= nodesPerGraph;
  if (isTogether) await along.save('intended', new Map());
  let alongReply: WriteReply | null = null;
  for (const [at, part] of chunk(isTogether ? [...content, ...withIt] : content, nodesPerGraph).entries()) {
    const writes = at === 0 || setId === null ? part : part.map(withId(setId));
    const reply = await client.write(writes);
    if (!reply.ok) {
      if (isTogether) {
        await along.save('failed', new Map());
        const refs = new Set(withIt.map(({ ref }) => ref));
        // The platform names what it refused; everything else of the transaction is gone with it.
        if (reply.errors.every(({ ref }) => refs.has(ref))) {
          await save({ ...about, state: 'failed', added: [] }, setId);
          const outcome = { step: 'permissionSet', result: 'skipped', code: 'NOT_WITHOUT_ASSIGNMENT' } as const;
          return { outcome, setId, along: reply };
        }
      }
      await save({ ...about, state: at === 0 ? 'failed' : 'intended', added: at === 0 ? [] : added }, setId);
      const outcome = failedWrite('permissionSet', reply, nameOfNode(writes));
      return { outcome: at === 0 ? outcome : { ...outcome, partly: true }, setId, along: null };
    }
    if (isTogether) alongReply = reply;
    setId ??= reply.ids.get('set') ?? null;
  }
  await save({ ...about, state: 'done', added }, setId);
  if (isTogether && alongReply?.ok === true) await along.save('done', alongReply.ids);
  return { outcome: { step: 'permissionSet', result: 'done', detail: name }, setId, along: alongReply };
};
