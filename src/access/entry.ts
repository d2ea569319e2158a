import { objectAccesses } from '../platform/objectAccess.js';
import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import { fieldKey, keyOf } from '../platform/names.js';
import type { Content } from './snapshot.js';

/** One thing that a permission set can hold. */
export type Entry =
  | { readonly kind: 'userPermission'; readonly name: string }
  | { readonly kind: 'object'; readonly sobject: string; readonly access: ObjectAccess }
  | { readonly kind: 'field'; readonly sobject: string; readonly field: string; readonly access: FieldAccess };

/** The entry in the words of requirement ids: `object:Account:read`. */
export const entryId = (entry: Entry): string => {
  switch (entry.kind) {
    case 'userPermission':
      return `userPermission:${entry.name}`;
    case 'object':
      return `object:${entry.sobject}:${entry.access}`;
    case 'field':
      return `field:${entry.sobject}.${entry.field}:${entry.access}`;
  }
};

/** The entry that a requirement id names; undefined for ids of another sort. */
export const parseEntry = (id: string): Entry | undefined => {
  const [, permission] = /^userPermission:(\w+)$/.exec(id) ?? [];
  if (permission !== undefined) return { kind: 'userPermission', name: permission };
  const [, sobject, word] = /^object:(\w+):(\w+)$/.exec(id) ?? [];
  const access = objectAccesses.find((known) => known === word);
  if (sobject !== undefined && access) return { kind: 'object', sobject, access };
  const [, parent, field, how] = /^field:(\w+)\.(\w+):(read|edit)$/.exec(id) ?? [];
  return parent !== undefined && field !== undefined
    ? { kind: 'field', sobject: parent, field, access: how === 'edit' ? 'edit' : 'read' }
    : undefined;
};

/** Whether a permission set holds the entry. */
export const contains = (content: Content, entry: Entry): boolean => {
  switch (entry.kind) {
    case 'userPermission':
      return content.userPermissions.has(keyOf(entry.name));
    case 'object':
      return content.objects.get(keyOf(entry.sobject))?.has(entry.access) ?? false;
    case 'field': {
      const held = content.fields.get(fieldKey(entry.sobject, entry.field));
      return held === 'edit' || held === entry.access;
    }
  }
};

/** The content with entries added; the original stays as it is. */
export const withEntries = (content: Content, entries: readonly Entry[]): Content => {
  const userPermissions = new Set(content.userPermissions);
  const objects = new Map([...content.objects].map(([key, words]) => [key, new Set(words)]));
  const fields = new Map(content.fields);
  for (const entry of entries) {
    if (entry.kind === 'userPermission') userPermissions.add(keyOf(entry.name));
    else if (entry.kind === 'object') {
      const words = objects.get(keyOf(entry.sobject)) ?? new Set<ObjectAccess>();
      objects.set(keyOf(entry.sobject), words.add(entry.access));
    } else if (!contains(content, entry)) {
      const key = fieldKey(entry.sobject, entry.field);
      if (fields.get(key) !== 'edit') fields.set(key, entry.access);
    }
  }
  return { ...content, userPermissions, objects, fields };
};

export const emptyContent: Content = { userPermissions: new Set(), objects: new Map(), fields: new Map() };
