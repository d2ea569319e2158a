/** What entries need beside them in the same permission set: the rules of every org, and those of this one. */
import { objectAccessNeededBy, objectsReadWith, permissionsNeededBy } from '../platform/dependencyRules.js';
import { keyOf, sortedByName } from '../platform/names.js';
import { accessRestsOn } from '../platform/objectAccess.js';
import { entryId, entryKey } from './entry.js';
import type { Entry } from './entry.js';
import type { Gap } from './snapshot.js';

/** An edge of the org's own PermissionDependency: the first needs the second (fact D7). */
export type Edge = { readonly from: Entry; readonly to: Entry };

/** What the org says; `unread`: why that is not all, or nothing at all. */
export type ToldDependencies = { readonly edges: readonly Edge[]; readonly unread: Gap | null };

/** What this entry needs directly, by the rules that hold in every org. */
const staticNeeds = (entry: Entry): Entry[] => {
  switch (entry.kind) {
    case 'userPermission':
      return [
        ...permissionsNeededBy(entry.name).map((name): Entry => ({ kind: 'userPermission', name })),
        ...objectAccessNeededBy(entry.name).map((access): Entry => ({ kind: 'object', ...access })),
      ];
    case 'object': {
      const own = accessRestsOn[entry.access].map((access): Entry => ({ ...entry, access }));
      const others = entry.access === 'read' ? objectsReadWith(entry.sobject) : [];
      return [...own, ...others.map((sobject): Entry => ({ kind: 'object', sobject, access: 'read' }))];
    }
    case 'field':
      return entry.access === 'edit' ? [{ ...entry, access: 'read' }] : [];
    case 'customPermission':
    case 'apexClass':
    case 'connectedApp':
      return [];
  }
};

/** What each entry needs directly. Made once from the edges of the org, of which there may be ten thousand (fact D7). */
export type DirectNeeds = (entry: Entry) => readonly Entry[];

/** The direct needs of every entry in an org with these dependencies of its own. */
export const directNeedsIn = (edges: readonly Edge[]): DirectNeeds => {
  const byFrom = new Map<string, Entry[]>();
  for (const { from, to } of edges) {
    const key = entryKey(from);
    const needs = byFrom.get(key);
    if (needs) needs.push(to);
    else byFrom.set(key, [to]);
  }
  // Most entries are fields, of which orgs hardly say anything: no key is made for them then.
  const kinds = new Set(edges.map(({ from }) => from.kind));
  return (entry) => {
    const told = kinds.has(entry.kind) ? byFrom.get(entryKey(entry)) : undefined;
    return told ? [...staticNeeds(entry), ...told] : staticNeeds(entry);
  };
};

/** An entry that another one needs, with the ids of those that need it. */
export type Dependency = { readonly entry: Entry; readonly neededBy: readonly string[] };

/**
 * Everything that the entries need in the same permission set, transitively, without the entries themselves.
 * @param directNeeds what each entry needs in this org
 * @param exists whether the org has it: a rule about something that is not there does not apply
 */
export const neededEntries = (
  entries: readonly Entry[],
  directNeeds: DirectNeeds,
  exists: (entry: Entry) => boolean,
): Entry[] => {
  const requested = new Set(entries.map(entryKey));
  const found = new Map<string, Entry>();
  // A list that grows while it is gone through: what an entry brings is followed as well.
  const queue = [...entries];
  for (const entry of queue) {
    for (const need of directNeeds(entry)) {
      const key = entryKey(need);
      if (requested.has(key) || found.has(key) || !exists(need)) continue;
      found.set(key, need);
      queue.push(need);
    }
  }
  return [...found.values()];
};

/** The same, each with the ids of those that need it. */
export const closureOf = (
  entries: readonly Entry[],
  directNeeds: DirectNeeds,
  exists: (entry: Entry) => boolean,
): Dependency[] => {
  const requested = new Set(entries.map(entryKey));
  const found = new Map<string, { entry: Entry; neededBy: string[] }>();
  const queue = [...entries];
  for (const entry of queue) {
    let id: string | undefined;
    for (const need of directNeeds(entry)) {
      const key = entryKey(need);
      if (requested.has(key) || !exists(need)) continue;
      const known = found.get(key);
      if (known?.entry === entry) continue;
      id ??= entryId(entry);
      if (known) known.neededBy.push(id);
      else {
        found.set(key, { entry: need, neededBy: [id] });
        queue.push(need);
      }
    }
  }
  return [...found.values()].map(({ entry, neededBy }) => ({ entry, neededBy: eachInOrder(neededBy) }));
};

/** Ids, each once, in order; mostly it is one. */
const eachInOrder = (ids: readonly string[]): readonly string[] =>
  ids.length === 1 ? ids : sortedByName([...new Set(ids)], (id) => id);

/** Entries and everything that they need, by key. */
const withNeeds = (
  entries: readonly Entry[],
  directNeeds: DirectNeeds,
  exists: (entry: Entry) => boolean,
): ReadonlyMap<string, Entry> => {
  const reached = new Map<string, Entry>();
  for (const entry of entries) reached.set(entryKey(entry), entry);
  // A map that grows while it is gone through: what an entry brings is followed as well.
  for (const entry of reached.values()) {
    for (const need of directNeeds(entry)) {
      const key = entryKey(need);
      if (!reached.has(key) && exists(need)) reached.set(key, need);
    }
  }
  return reached;
};

/** The keys of these, and of those of the entries that need one of them, be it by way of others. */
const withDependents = (
  keys: ReadonlySet<string>,
  entries: ReadonlyMap<string, Entry>,
  directNeeds: DirectNeeds,
  exists: (entry: Entry) => boolean,
): ReadonlySet<string> => {
  const neededBy = new Map<string, string[]>();
  for (const [own, entry] of entries) {
    for (const need of directNeeds(entry)) {
      if (!exists(need)) continue;
      const key = entryKey(need);
      const dependents = neededBy.get(key);
      if (dependents) dependents.push(own);
      else neededBy.set(key, [own]);
    }
  }
  const all = new Set(keys);
  // A set that grows while it is gone through: whoever needs what is in it belongs to it as well.
  for (const one of all) for (const dependent of neededBy.get(one) ?? []) all.add(dependent);
  return all;
};

/**
 * Tests of which entries are, or need by way of others, one that is refused: a test for each sort of refusal. All entries
 * are looked at together, as each by itself may bring thousands along.
 * @param entries those that may be tested
 * @param refusals whether an entry is refused by itself, for each sort
 */
export const needsRefused = <Sort extends string>(
  entries: readonly Entry[],
  directNeeds: DirectNeeds,
  exists: (entry: Entry) => boolean,
  refusals: Readonly<Record<Sort, (entry: Entry) => boolean>>,
): Readonly<Record<Sort, (entry: Entry) => boolean>> => {
  const reached = withNeeds(entries, directNeeds, exists);
  const testOf = (isRefused: (entry: Entry) => boolean): ((entry: Entry) => boolean) => {
    const byThemselves = new Set<string>();
    for (const [key, entry] of reached) if (isRefused(entry)) byThemselves.add(key);
    // Mostly none is: who needs whom does not matter then.
    if (byThemselves.size === 0) return () => false;
    const refused = withDependents(byThemselves, reached, directNeeds, exists);
    return (entry) => refused.has(entryKey(entry));
  };
  const sorts = Object.entries(refusals) as [Sort, (entry: Entry) => boolean][];
  return Object.fromEntries(sorts.map(([sort, isRefused]) => [sort, testOf(isRefused)])) as Record<
    Sort,
    (entry: Entry) => boolean
  >;
};

/** Objects that an object's Read may need beside it: their rows have to be read to know what is there already. */
export const companionObjects = (sobjects: readonly string[]): string[] => {
  const all = new Set<string>();
  const visit = (sobject: string): void => {
    for (const other of objectsReadWith(sobject)) {
      if (all.has(other)) continue;
      all.add(other);
      visit(other);
    }
  };
  sobjects.forEach(visit);
  return [...all];
};

/**
 * How deep each of these objects rests on others that have to be readable in the same permission set before it can be: what
 * another one needs has a smaller number, so that writing in this order, and taking away in the opposite one, never breaks a
 * dependency (fact B9). All at once, as an org may say that each of a thousand rests on all the others.
 */
export const objectDepths = (sobjects: readonly string[], directNeeds: DirectNeeds): ReadonlyMap<string, number> => {
  const read = (sobject: string): Entry => ({ kind: 'object', sobject, access: 'read' });
  const depths = new Map<string, number>();
  /** What is being followed: a ring of dependencies ends where it began. No recursion: a chain may be ten thousand long. */
  const followed: { entry: Entry; needs: readonly Entry[]; at: number; depth: number }[] = [];
  const begun = new Set<string>();
  const follow = (entry: Entry): void => {
    begun.add(entryKey(entry));
    followed.push({ entry, needs: directNeeds(entry), at: 0, depth: 0 });
  };
  for (const sobject of sobjects) {
    if (!begun.has(entryKey(read(sobject)))) follow(read(sobject));
    for (let top = followed.at(-1); top !== undefined; top = followed.at(-1)) {
      const need = top.needs[top.at];
      if (need === undefined) {
        depths.set(entryKey(top.entry), top.depth);
        followed.pop();
        continue;
      }
      if (!begun.has(entryKey(need))) {
        follow(need);
        continue;
      }
      const isOther =
        need.kind === 'object' && !(top.entry.kind === 'object' && keyOf(need.sobject) === keyOf(top.entry.sobject));
      top.depth = Math.max(top.depth, (depths.get(entryKey(need)) ?? 0) + (isOther ? 1 : 0));
      top.at += 1;
    }
  }
  return new Map(sobjects.map((sobject) => [keyOf(sobject), depths.get(entryKey(read(sobject))) ?? 0]));
};
