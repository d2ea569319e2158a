import { directNeedsIn, neededEntries } from '../../access/dependencies.js';
import { contains, entryId, entryKey } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import { fieldKey } from '../../platform/names.js';
import type { Content } from '../../access/snapshot.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Plan } from '../../grant/grantPlan.js';
import type { ReceiptStep } from '../../grant/receipt.js';
import { ownDescription, withFingerprint } from '../../grant/ownership.js';
import { fingerprintOf } from '../fingerprint.js';
import type { OrgClient } from '../orgClient.js';
import type { Write } from '../restApi.js';
import { entryWrites, permissionColumns } from './entryWrites.js';
import { nothingBefore, setBefore } from './setBefore.js';

const before = (content: Content, entry: Entry): 'none' | 'read' =>
  entry.kind === 'field' && content.fields.has(fieldKey(entry.sobject, entry.field)) ? 'read' : 'none';

/** What a node writes, by the name that people know. */
export const nameOfNode =
  (writes: readonly Write[]) =>
  (ref: string): string => {
    const body = writes.find((write) => write.ref === ref)?.body ?? {};
    const name = body['Field'] ?? body['SobjectType'] ?? body['Name'];
    return typeof name === 'string' ? name : ref;
  };

/** The set that the first node of the first graph makes; a later graph has to name it by its id. */
export const newSet = '@{set.id}';

/** The write with the id of the set that was made. */
export const withId =
  (setId: string) =>
  (write: Write): Write => ({
    ...write,
    path: write.path.replace(newSet, setId),
    ...(write.body?.['ParentId'] === newSet ? { body: { ...write.body, ParentId: setId } } : {}),
  });

/**
 * Whether a user permission is written after the rows of objects: one that needs some of them (fact D5), and one with which
 * the platform writes rows of its own, as rows that it has written cannot be inserted again, but rows that are there it fills
 * up (fact B8).
 */
const comesAfterRows = (
  { platformAdds, edges }: Pick<Plan, 'platformAdds' | 'edges'>,
  entries: readonly Entry[],
): ((entry: Entry) => boolean) => {
  if (!entries.some(({ kind }) => kind === 'object')) return () => false;
  if (platformAdds.length > 0) return () => true;
  const directNeeds = directNeedsIn(edges);
  return (entry) =>
    entry.kind === 'userPermission' &&
    neededEntries([entry], directNeeds, () => true).some(({ kind }) => kind === 'object');
};

/** What goes into the permission set. */
export type SetContent = {
  readonly writes: readonly Write[];
  /** The step of the receipt, as it was before the write. */
  readonly receiptStep: Extract<ReceiptStep, { step: 'permissionSet' }>;
};

/**
 * What creates or extends the permission set; the first write creates it, so that nothing is left when another one fails.
 * What is there by now is left out.
 * @param objectAccesses that ObjectPermissions has a column for
 * @param setupIds ids of the things of Setup that are added, by the key of the entry
 * @throws OrgFailure where the set cannot be read
 */
export const setContent = async (
  client: OrgClient,
  plan: Plan,
  objectAccesses: ReadonlySet<ObjectAccess>,
  setupIds: ReadonlyMap<string, string>,
): Promise<SetContent> => {
  const { existing, name, label } = plan.permissionSet;
  const wanted = plan.adds.map(({ entry }) => entry);
  const standing = existing ? await setBefore(client, existing.id, wanted, objectAccesses, setupIds) : nothingBefore;
  // What an entry needs may be there without having been asked about: the receipt must not claim it.
  const entries = wanted.filter((entry) => !contains(standing.content, entry));
  const added = entries.map((entry) => {
    const entityId = setupIds.get(entryKey(entry));
    return {
      id: entryId(entry),
      before: before(standing.content, entry),
      ...(entityId === undefined ? {} : { entityId }),
    };
  });
  const isLast = comesAfterRows(plan, entries);
  const [columns, lastColumns] = [false, true].map((last) =>
    permissionColumns(entries.filter((entry) => isLast(entry) === last)),
  ) as [Record<string, true>, Record<string, true>];
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
  const setId = existing?.id ?? newSet;
  return {
    writes: [
      ...own,
      ...entryWrites(setId, entries, standing.rows, plan.edges, setupIds),
      ...(Object.keys(lastColumns).length > 0
        ? [{ ref: 'permissions', method: 'PATCH', path: `PermissionSet/${setId}`, body: lastColumns } as const]
        : []),
    ],
    receiptStep: {
      step: 'permissionSet',
      state: 'intended',
      added,
      platformAdds: plan.platformAdds,
      objectsBefore: standing.objectIds,
    },
  };
};
