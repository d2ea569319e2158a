import { contains, entryId, withEntries } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { emptyContent } from '../access/entry.js';
import type { EffectiveAccess } from '../access/effectiveAccess.js';
import { compareKeys } from '../platform/names.js';
import type { PlannedEntry, Received, TargetSet } from './grantPlan.js';

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

const hasAlready = (access: EffectiveAccess, entry: Entry): boolean => {
  switch (entry.kind) {
    case 'userPermission':
      return access.userPermission(entry.name).answer === 'yes';
    case 'object':
      return access.objectPermission(entry.sobject, entry.access).answer === 'yes';
    case 'field':
      return access.fieldPermission(entry.sobject, entry.field, entry.access).answer === 'yes';
    case 'customPermission':
    case 'apexClass':
    case 'connectedApp':
      return access.setupEntity(entry).answer === 'yes';
  }
};

/**
 * What a user receives by the plan: with the assignment everything that the set will hold, for whom has it already what
 * is added to it. Sorted by id.
 * @param access what he has today, as far as it was read: of what was not, he is taken not to have it
 */
export const receivedBy = (
  set: TargetSet,
  adds: readonly PlannedEntry[],
  user: { readonly assign: boolean; readonly isAssignee: boolean },
  access: EffectiveAccess,
): Received[] => {
  const held = user.assign ? (set.existing?.holds ?? []) : [];
  const added = user.assign || user.isAssignee ? adds : [];
  const isNew = new Set(added.map(({ entry }) => entryId(entry)));
  return contentAfter(held, added)
    .map((entry) => ({ entry, isNewInSet: isNew.has(entryId(entry)), hasAlready: hasAlready(access, entry) }))
    .sort((a, b) => compareKeys(entryId(a.entry), entryId(b.entry)));
};
