/** What a source holds, reduced to what its user was seen to use. */
import { closureOf, directNeedsIn } from '../../access/dependencies.js';
import { entryKey } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import { keyOf } from '../../platform/names.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { minimalEntries } from '../minimalEntries.js';
import type { UsedObject } from './gatherCalls.js';

/** Entries that stay, and those that no log shows as used. */
export type UsedEntries = {
  readonly kept: readonly Entry[];
  /** Without those that come with what stays, and without those that others among them bring along. */
  readonly notShown: readonly Entry[];
};

/** Words of access of which a log tells whether they were used. The others only widen which records and fields are meant. */
const toldWords: ReadonlySet<ObjectAccess> = new Set(['read', 'create', 'edit', 'delete']);

/** Words with which fields are written. */
const writes: ReadonlySet<ObjectAccess> = new Set(['create', 'edit']);

const isUsed = (word: ObjectAccess, { operations }: UsedObject): boolean =>
  operations === 'any' || !toldWords.has(word) || operations.includes(word);

/**
 * Keeps of the entries about objects those that were used, with what they rest on, and all entries of which no log tells:
 * user permissions, custom permissions, Apex classes, fields of an object that was used, and objects that have no permissions of
 * their own.
 * @param held what the source holds and has an effect
 */
export const usedEntries = (held: readonly Entry[], used: readonly UsedObject[]): UsedEntries => {
  const keyOfEntry = (entry: Entry): string => entryKey(entry);
  const byObject = new Map(used.map((one) => [keyOf(one.sobject), one]));
  const withOwnPermissions = new Set(held.flatMap((entry) => (entry.kind === 'object' ? [keyOf(entry.sobject)] : [])));
  // Entry by entry: the words first, as the fields follow them.
  const words = new Map<string, Entry>();
  for (const entry of held) {
    const one = entry.kind === 'object' ? byObject.get(keyOf(entry.sobject)) : undefined;
    if (entry.kind === 'object' && one !== undefined && isUsed(entry.access, one)) words.set(keyOfEntry(entry), entry);
  }
  const others = held.filter((entry) => entry.kind !== 'object' && entry.kind !== 'field');
  const byKey = new Map(held.map((entry) => [keyOfEntry(entry), entry]));
  const needed = closureOf([...words.values(), ...others], directNeedsIn([]), (need) => byKey.has(keyOfEntry(need)));
  for (const { entry } of needed) words.set(keyOfEntry(entry), byKey.get(keyOfEntry(entry)) ?? entry);
  const isWritten = (sobject: string): boolean =>
    [...writes].some((access) => words.has(keyOfEntry({ kind: 'object', sobject, access })));
  const isKept = (entry: Entry): boolean => {
    if (entry.kind === 'object') return words.has(keyOfEntry(entry));
    if (entry.kind !== 'field' || !withOwnPermissions.has(keyOf(entry.sobject))) return true;
    return (
      words.has(keyOfEntry({ kind: 'object', sobject: entry.sobject, access: 'read' })) &&
      (entry.access === 'read' || isWritten(entry.sobject))
    );
  };
  const kept = held.filter(isKept);
  const keptKeys = new Set(kept.map(keyOfEntry));
  return { kept, notShown: minimalEntries(held).filter((entry) => !keptKeys.has(keyOfEntry(entry))) };
};
