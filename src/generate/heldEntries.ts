/** What permission sets hold, as entries that a definition can name. */
import { entryId, entryKey } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { isEntityName } from '../kinds/namedEntity.js';
import { compareKeys, keyOf } from '../platform/names.js';

/** Names that a definition can hold: Salesforce has no others, but what an org tells is hostile text. */
const isNameable = (name: string): boolean => name.length <= 80 && /^[A-Za-z][A-Za-z0-9_]*$/.test(name);

const namesIn = (entry: Entry): string[] => {
  switch (entry.kind) {
    case 'userPermission':
      return [entry.name];
    case 'object':
      return [entry.sobject];
    case 'field':
      return [entry.sobject, entry.field];
    case 'customPermission':
    case 'apexClass':
    case 'connectedApp':
      return [entry.name];
  }
};

/** Whether an entry can stand in a definition. */
export const isExpressible = (entry: Entry): boolean =>
  entry.kind === 'customPermission' || entry.kind === 'apexClass'
    ? isEntityName(entry.name)
    : namesIn(entry).every(isNameable);

/** Whether an entry is about one of these objects; user permissions are about none, and always count. */
export const isAbout = (entry: Entry, sobjects: readonly string[]): boolean =>
  sobjects.length === 0 ||
  (entry.kind !== 'object' && entry.kind !== 'field') ||
  sobjects.some((name) => keyOf(name) === keyOf(entry.sobject));

/**
 * The entries, each once and sorted by id. Edit of a field brings Read as an entry of its own: where the object can be read and
 * not edited, Read is what is left of it.
 */
export const distinctEntries = (entries: readonly Entry[]): Entry[] => {
  const all = entries.flatMap((entry): Entry[] =>
    entry.kind === 'field' && entry.access === 'edit' ? [entry, { ...entry, access: 'read' }] : [entry],
  );
  return [...new Map(all.map((entry) => [entryKey(entry), entry])).values()].sort((a, b) =>
    compareKeys(entryId(a), entryId(b)),
  );
};
