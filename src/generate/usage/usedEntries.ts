/** What a source holds, reduced to what its user was seen to use. */
import { directNeedsIn, neededEntries } from '../../access/dependencies.js';
import { entryKey } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import { derivedObject, partsOf } from '../../platform/derivedObjects/derivedObject.js';
import { isCustom } from '../../platform/customNames.js';
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

/** Words of access of which a log tells whether they were used. */
const toldWords = ['create', 'edit', 'delete'] as const;

/** Words with which fields are written. */
const writes: ReadonlySet<ObjectAccess> = new Set(['create', 'edit']);

const isWrite = ({ operations }: UsedObject): boolean =>
  operations === 'any' || toldWords.some((word) => operations.includes(word));

/** Which other objects a write may have needed Edit on. */
type EditElsewhere = { readonly onAll: boolean; readonly on: readonly string[] };

/**
 * What writing this object may have needed elsewhere: lines are written with Edit on what they belong to (fact B11), a custom
 * object may be the detail of any other one (fact B10), and of an object that nobody knows nothing is sure.
 * @param hasOwn whether the user has permissions on the object itself
 */
const editElsewhere = (sobject: string, hasOwn: boolean): EditElsewhere => {
  const derived = derivedObject(sobject);
  if (derived === undefined) return { onAll: isCustom(sobject) || !hasOwn, on: [] };
  const parts = toldWords.flatMap((word) => partsOf(derived.rules[word]));
  return {
    onAll: parts.some(({ rule }) => rule === 'parentRow' || rule === 'unpublished'),
    on: parts.flatMap((part) => (part.rule === 'object' || part.rule === 'byPermissions' ? [part.sobject] : [])),
  };
};

/**
 * Whether this word may have been used on an object, though no log need tell: reading always, as queries go to parents and
 * children of the objects that a log names (facts Y5, Y7).
 */
const mayBeUsed = (word: ObjectAccess, used: UsedObject | undefined, isEdited: boolean): boolean => {
  const operations = used?.operations ?? [];
  const was = (one: ObjectAccess): boolean => operations === 'any' || operations.includes(one);
  switch (word) {
    case 'create':
    case 'delete':
      return was(word);
    case 'edit':
      return was('edit') || isEdited;
    case 'modifyAllRecords':
      return was('edit') || was('delete') || isEdited;
    default:
      return true;
  }
};

/**
 * Keeps of the entries about objects those that may have been used, with what they rest on, and all entries of which no log
 * tells: Read, user permissions, custom permissions, Apex classes, fields that can be read, and objects that have no permissions
 * of their own. Left out is what writes records of an object of which no record was written.
 * @param held what the source holds and has an effect
 */
export const usedEntries = (held: readonly Entry[], used: readonly UsedObject[]): UsedEntries => {
  const byObject = new Map(used.map((one) => [keyOf(one.sobject), one]));
  const withOwnPermissions = new Set(held.flatMap((entry) => (entry.kind === 'object' ? [keyOf(entry.sobject)] : [])));
  const elsewhere = used
    .filter(isWrite)
    .map(({ sobject }) => editElsewhere(sobject, withOwnPermissions.has(keyOf(sobject))));
  const isEditedAll = elsewhere.some(({ onAll }) => onAll);
  const edited = new Set(elsewhere.flatMap(({ on }) => on.map(keyOf)));
  // Entry by entry: the words first, as the fields follow them.
  const words = new Map<string, Entry>();
  for (const entry of held) {
    if (entry.kind !== 'object') continue;
    const key = keyOf(entry.sobject);
    if (mayBeUsed(entry.access, byObject.get(key), isEditedAll || edited.has(key))) words.set(entryKey(entry), entry);
  }
  const others = held.filter((entry) => entry.kind !== 'object' && entry.kind !== 'field');
  const byKey = new Map(held.map((entry) => [entryKey(entry), entry]));
  const needed = neededEntries([...words.values(), ...others], directNeedsIn([]), (need) => byKey.has(entryKey(need)));
  for (const entry of needed) words.set(entryKey(entry), byKey.get(entryKey(entry)) ?? entry);
  const isWritten = (sobject: string): boolean =>
    [...writes].some((access) => words.has(entryKey({ kind: 'object', sobject, access })));
  const isKept = (entry: Entry): boolean => {
    if (entry.kind === 'object') return words.has(entryKey(entry));
    if (entry.kind !== 'field' || !withOwnPermissions.has(keyOf(entry.sobject))) return true;
    return (
      words.has(entryKey({ kind: 'object', sobject: entry.sobject, access: 'read' })) &&
      (entry.access === 'read' || isWritten(entry.sobject))
    );
  };
  const kept = held.filter(isKept);
  const keptKeys = new Set(kept.map(entryKey));
  return { kept, notShown: minimalEntries(held).filter((entry) => !keptKeys.has(entryKey(entry))) };
};
