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
  if (byFrom.size === 0) return staticNeeds;
  return (entry) => {
    const told = byFrom.get(entryKey(entry));
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
export const closureOf = (
  entries: readonly Entry[],
  directNeeds: DirectNeeds,
  exists: (entry: Entry) => boolean,
): Dependency[] => {
  const requested = new Set(entries.map(entryKey));
  const found = new Map<string, { entry: Entry; neededBy: Set<string> }>();
  // A list that grows while it is gone through: what an entry brings is followed as well.
  const queue = [...entries];
  for (const entry of queue) {
    const needs = directNeeds(entry);
    if (needs.length === 0) continue;
    const id = entryId(entry);
    const own = keyOf(id);
    for (const need of needs) {
      const needKey = entryKey(need);
      if (needKey === own || !exists(need)) continue;
      const known = found.get(needKey);
      if (known) known.neededBy.add(id);
      else {
        found.set(needKey, { entry: need, neededBy: new Set([id]) });
        if (!requested.has(needKey)) queue.push(need);
      }
    }
  }
  return [...found]
    .filter(([key]) => !requested.has(key))
    .map(([, { entry, neededBy }]) => ({ entry, neededBy: sortedByName([...neededBy], (id) => id) }));
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
  const reached = new Map(entries.map((entry) => [entryKey(entry), entry]));
  const neededBy = new Map<string, string[]>([...reached.keys()].map((own) => [own, []]));
  // A map that grows while it is gone through: what an entry brings is followed as well.
  for (const [own, entry] of reached) {
    for (const need of directNeeds(entry)) {
      if (!exists(need)) continue;
      const needKey = entryKey(need);
      const dependents = neededBy.get(needKey);
      if (dependents) dependents.push(own);
      else {
        neededBy.set(needKey, [own]);
        reached.set(needKey, need);
      }
    }
  }
  const testOf = (isRefused: (entry: Entry) => boolean): ((entry: Entry) => boolean) => {
    const refused = new Set([...reached].flatMap(([own, entry]) => (isRefused(entry) ? [own] : [])));
    // A set that grows while it is gone through: whoever needs what is refused is refused as well.
    for (const one of refused) for (const dependent of neededBy.get(one) ?? []) refused.add(dependent);
    return refused.size === 0 ? () => false : (entry) => refused.has(entryKey(entry));
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
