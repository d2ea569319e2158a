import { allClasses } from '../platform/apexClasses.js';
import { fieldKey, keyOf } from '../platform/names.js';
import { impliedBy } from '../platform/impliedAccess.js';
import { accessRestsOn, objectAccesses } from '../platform/objectAccess.js';
import type { ObjectAccess } from '../platform/objectAccess.js';
import { permissionsHeldWith } from '../platform/dependencyRules.js';
import type { Entry } from '../access/entry.js';

/** What the platform itself brings along with the entries. */
type Held = {
  /** Keys of user permissions. */
  readonly permissions: ReadonlySet<string>;
  /** Words by the key of the object. */
  readonly objects: ReadonlyMap<string, ReadonlySet<ObjectAccess>>;
  readonly editedFields: ReadonlySet<string>;
};

const heldIn = (entries: readonly Entry[]): Held => {
  const objects = new Map<string, Set<ObjectAccess>>();
  for (const entry of entries) {
    if (entry.kind !== 'object') continue;
    const key = keyOf(entry.sobject);
    objects.set(key, (objects.get(key) ?? new Set()).add(entry.access));
  }
  return {
    permissions: new Set(entries.flatMap((entry) => (entry.kind === 'userPermission' ? [keyOf(entry.name)] : []))),
    objects,
    editedFields: new Set(
      entries.flatMap((entry) =>
        entry.kind === 'field' && entry.access === 'edit' ? [fieldKey(entry.sobject, entry.field)] : [],
      ),
    ),
  };
};

/** Whether another user permission needs this one; of two that need each other the first by name stays. */
const comesWithAnother = (key: string, { permissions }: Held): boolean =>
  [...permissions].some(
    (other) =>
      other !== key &&
      permissionsHeldWith(other).includes(key) &&
      !(permissionsHeldWith(key).includes(other) && key < other),
  );

/** Whether a user permission that is held gives this word on every object (fact K4). */
const isImplied = (access: ObjectAccess, { permissions }: Held): boolean =>
  impliedBy[access].some((name) => permissions.has(keyOf(name)));

/**
 * Whether another word on the same object rests on this one (fact B2). A word that a user permission gives is itself left out:
 * View All Fields (Global) brings View All Fields of an object, and not the Read below it.
 */
const comesWithWord = (sobject: string, access: ObjectAccess, held: Held): boolean => {
  const words = held.objects.get(keyOf(sobject));
  return objectAccesses.some(
    (word) => words?.has(word) === true && accessRestsOn[word].includes(access) && !isImplied(word, held),
  );
};

/** Whether the object as a whole opens its fields for reading (fact C15). */
const readsAllFields = (sobject: string, held: Held): boolean =>
  held.objects.get(keyOf(sobject))?.has('viewAllFields') === true || isImplied('viewAllFields', held);

const isSurplus = (entry: Entry, held: Held): boolean => {
  switch (entry.kind) {
    case 'userPermission':
      return comesWithAnother(keyOf(entry.name), held);
    case 'object':
      return isImplied(entry.access, held) || comesWithWord(entry.sobject, entry.access, held);
    case 'field':
      return (
        entry.access === 'read' &&
        (held.editedFields.has(fieldKey(entry.sobject, entry.field)) || readsAllFields(entry.sobject, held))
      );
    case 'apexClass':
      return held.permissions.has(keyOf(allClasses));
    case 'customPermission':
    case 'connectedApp':
      return false;
  }
};

/**
 * The entries without those that others of them bring along: whoever has what is left has all of them. What is read together
 * with other objects (fact B9) stays, as an integration that reads contacts says so of accounts too.
 * @param entries what is held and has an effect
 */
export const minimalEntries = (entries: readonly Entry[]): Entry[] => {
  const held = heldIn(entries);
  return entries.filter((entry) => !isSurplus(entry, held));
};
