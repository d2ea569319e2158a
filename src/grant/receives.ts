import { answerTo } from '../access/answerTo.js';
import { contains, entryId, withEntries } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { emptyContent } from '../access/entry.js';
import type { EffectiveAccess } from '../access/effectiveAccess.js';
import { qualifiedName, sortedByName } from '../platform/names.js';
import type { PlannedEntry, Received, TargetSet } from './grantPlan.js';
import type { NamedSet } from './namedSet.js';

/** What the set will hold, each field by its strongest access. */
const contentAfter = (held: readonly Entry[], adds: readonly PlannedEntry[]): Entry[] => {
  const added = adds.map(({ entry }) => entry);
  const edits = withEntries(
    emptyContent,
    added.filter((entry) => entry.kind === 'field' && entry.access === 'edit'),
  );
  // Edit includes Read: what the set held as Read is not told beside it.
  const kept = held.filter((entry) => entry.kind !== 'field' || entry.access === 'edit' || !contains(edits, entry));
  return [...kept, ...added];
};

/** Whether a user has an entry today, as far as that was read. */
export const hasAlready = (access: EffectiveAccess, entry: Entry): boolean => answerTo(access, entry).answer === 'yes';

/**
 * What a user receives by the plan: with the assignment everything that the set will hold, for whom has it already what
 * is added to it; and everything that comes with sets that are assigned as they are. Sorted by id.
 * @param access what he has today, as far as it was read: of what was not, he is taken not to have it
 */
export const receivedBy = (
  set: TargetSet,
  adds: readonly PlannedEntry[],
  user: { readonly assign: boolean; readonly isAssignee: boolean; readonly named: readonly NamedSet[] },
  access: EffectiveAccess,
): Received[] => {
  const held = user.assign ? (set.existing?.holds ?? []) : [];
  const added = user.assign || user.isAssignee ? adds : [];
  const isNew = new Set(added.map(({ entry }) => entryId(entry)));
  const own = contentAfter(held, added);
  const inOwnSet = new Set(own.map(entryId));
  const through = new Map<string, string[]>();
  const named = user.named.flatMap((one) => one.holds.map((entry) => ({ entry, by: qualifiedName(one) })));
  for (const { entry, by } of named) through.set(entryId(entry), [...(through.get(entryId(entry)) ?? []), by]);
  const all = new Map([...named.map(({ entry }) => entry), ...own].map((entry) => [entryId(entry), entry]));
  return sortedByName([...all], ([id]) => id).map(([id, entry]): Received => {
    const by = through.get(id);
    return {
      entry,
      isNewInSet: isNew.has(id),
      hasAlready: hasAlready(access, entry),
      inOwnSet: inOwnSet.has(id),
      ...(by ? { through: by } : {}),
    };
  });
};
