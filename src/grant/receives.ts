import { answerTo } from '../access/answerTo.js';
import { contains, entryId, withEntries } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { emptyContent } from '../access/entry.js';
import type { EffectiveAccess } from '../access/effectiveAccess.js';
import { qualifiedName, sortedByName } from '../platform/names.js';
import type { PlannedEntry, Received, TargetSet } from './grantPlan.js';
import type { NamedSet } from './namedSet.js';

/** What the set holds beside what is added: Edit includes Read, so a field that it held as Read is not told beside its Edit. */
const heldBeside = (held: readonly Entry[], adds: readonly PlannedEntry[]): readonly Entry[] => {
  if (held.length === 0) return held;
  const added = adds.map(({ entry }) => entry);
  const edits = withEntries(
    emptyContent,
    added.filter((entry) => entry.kind === 'field' && entry.access === 'edit'),
  );
  return held.filter((entry) => entry.kind !== 'field' || entry.access === 'edit' || !contains(edits, entry));
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
  type Part = { readonly id: string; entry: Entry; isNew: boolean; inOwnSet: boolean; through: string[] };
  const parts = new Map<string, Part>();
  const partOf = (entry: Entry): Part => {
    const id = entryId(entry);
    const kept = parts.get(id);
    if (kept) kept.entry = entry;
    const part = kept ?? { id, entry, isNew: false, inOwnSet: false, through: [] };
    parts.set(id, part);
    return part;
  };
  for (const one of user.named) for (const entry of one.holds) partOf(entry).through.push(qualifiedName(one));
  const held = user.assign ? (set.existing?.holds ?? []) : [];
  const added = user.assign || user.isAssignee ? adds : [];
  for (const entry of heldBeside(held, added)) partOf(entry).inOwnSet = true;
  for (const { entry } of added) {
    const part = partOf(entry);
    part.inOwnSet = true;
    part.isNew = true;
  }
  return sortedByName([...parts.values()], ({ id }) => id).map(({ entry, isNew, inOwnSet, through }): Received => ({
    entry,
    isNewInSet: isNew,
    hasAlready: hasAlready(access, entry),
    inOwnSet,
    ...(through.length > 0 ? { through } : {}),
  }));
};
