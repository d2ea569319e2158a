import { entryKey, parseEntry } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import type { ObjectAccess } from '../platform/objectAccess.js';
import { assignmentSteps } from '../grant/receipt.js';
import type { AssignedTo, AssignmentStep, Receipt, ReceiptStep } from '../grant/receipt.js';
import { keyOf } from '../platform/names.js';
import { platformRowsOf } from '../platform/platformRows.js';

/** An entry that a grant added, with what stood there before. */
export type AddedEntry = {
  readonly entry: Entry;
  readonly before: 'none' | 'read';
  /** Of a thing of Setup its id. */
  readonly entityId?: string;
};

type SetStep = Extract<ReceiptStep, { step: 'permissionSet' }>;

const setSteps = ({ steps }: Receipt): SetStep[] =>
  steps.flatMap((step) => (step.step === 'permissionSet' ? [step] : []));

/** The entries that a receipt says were added. */
export const addedEntries = (receipt: Receipt): AddedEntry[] =>
  setSteps(receipt).flatMap(({ added }) =>
    added.flatMap(({ id, before, entityId }) => {
      const entry = parseEntry(id);
      return entry ? [{ entry, before, ...(entityId === undefined ? {} : { entityId }) }] : [];
    }),
  );

/** What the platform wrote because of the grant: which accesses, and what was there before (fact B8). */
export type PlatformFill = {
  readonly accesses: ReadonlySet<string>;
  /** Accesses by key of the object, of the rows that the set had before. */
  readonly before: ReadonlyMap<string, ReadonlySet<ObjectAccess>>;
};

const accessesByObject = (ids: readonly string[]): Map<string, Set<ObjectAccess>> => {
  const byObject = new Map<string, Set<ObjectAccess>>();
  for (const entry of ids.map(parseEntry)) {
    if (entry?.kind !== 'object') continue;
    const key = keyOf(entry.sobject);
    byObject.set(key, (byObject.get(key) ?? new Set()).add(entry.access));
  }
  return byObject;
};

/**
 * The platform's own rows that a receipt expects. Only what the permissions bring that it says were added (fact B8): whoever
 * edits a receipt could call any row the platform's.
 */
export const platformFill = (receipt: Receipt): PlatformFill => ({
  accesses: new Set(
    setSteps(receipt).flatMap(({ platformAdds, added }) => {
      const listed = new Set(platformAdds.map(keyOf));
      const given = new Set(added.map(({ id }) => keyOf(id)));
      const brought = platformRowsOf((name) => given.has(entryKey({ kind: 'userPermission', name })));
      return brought.filter((access) => listed.has(keyOf(`object:*:${access}`)));
    }),
  ),
  before: accessesByObject(setSteps(receipt).flatMap(({ objectsBefore }) => objectsBefore)),
});

/** Something that was assigned, and whether anybody knows that it really was. */
export type Given = AssignedTo & { readonly certain: boolean };

/** What a grant gave to users in one of its steps, or may have given. */
export const givenIn = (receipt: Receipt, name: AssignmentStep): Given[] =>
  receipt.steps.flatMap((step) =>
    step.step === name && step.state !== 'failed'
      ? step.assigned.map((one) => ({ ...one, certain: step.state === 'done' }))
      : [],
  );

/** Whether the grant wrote into its permission set, or may have. */
export const mayHaveWrittenSet = (receipt: Receipt): boolean =>
  setSteps(receipt).some(({ state }) => state !== 'failed');

/** Whether the grant removed the set that it had made, or may have: nobody misses it. */
export const removedItsSet = ({ steps }: Receipt): boolean =>
  steps.some(({ step, state }) => step === 'removeSet' && state !== 'failed');

/** Somebody whom a grant was for. */
export type GrantedUser = {
  /** Null where the receipt knows no more than the name: an old one, of a user who needed nothing assigned. */
  readonly id: string | null;
  readonly username: string;
};

/** Everybody whom a grant was for. */
export const recipientsOf = (receipt: Receipt): GrantedUser[] => {
  const byName = new Map(
    assignmentSteps.flatMap((step) => givenIn(receipt, step)).map((one) => [keyOf(one.username), one.userId]),
  );
  return receipt.users.map((username, i) => ({
    id: receipt.userIds?.[i] ?? byName.get(keyOf(username)) ?? null,
    username,
  }));
};
