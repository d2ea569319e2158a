import { objectAccesses } from '../platform/objectAccess.js';
import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import { decodeIdValue, encodeIdValue } from '../platform/idValue.js';
import { fieldKey, keyOf } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import type { Content } from './snapshot.js';

/** One thing that a permission set can hold. */
export type Entry =
  | { readonly kind: 'userPermission'; readonly name: string }
  | { readonly kind: 'object'; readonly sobject: string; readonly access: ObjectAccess }
  | { readonly kind: 'field'; readonly sobject: string; readonly field: string; readonly access: FieldAccess }
  /** Access to a thing of Setup by its name, `ns__Name` when packaged; an app by the name that people see (fact E12). */
  | { readonly kind: 'customPermission'; readonly name: string }
  | { readonly kind: 'apexClass'; readonly name: string }
  /** `appId` tells it from another app of the name; left out where only the name is known. */
  | { readonly kind: 'connectedApp'; readonly name: string; readonly appId?: string };

/** The entry in the words of requirement ids: `object:Account:read`. */
export const entryId = (entry: Entry): string => {
  switch (entry.kind) {
    case 'userPermission':
      return `userPermission:${entry.name}`;
    case 'object':
      return `object:${entry.sobject}:${entry.access}`;
    case 'field':
      return `field:${entry.sobject}.${entry.field}:${entry.access}`;
    case 'customPermission':
    case 'apexClass':
      return `${entry.kind}:${entry.name}`;
    case 'connectedApp':
      return `connectedApp:${encodeIdValue(entry.name)}`;
  }
};

/** The form in which entries are compared: their id without regard to case. */
export const entryKey = (entry: Entry): string => keyOf(entryId(entry));

/** The entry that a requirement id names; undefined for ids of another sort. */
export const parseEntry = (id: string): Entry | undefined => {
  const [, permission] = /^userPermission:(\w+)$/.exec(id) ?? [];
  if (permission !== undefined) return { kind: 'userPermission', name: permission };
  const [, sobject, word] = /^object:(\w+):(\w+)$/.exec(id) ?? [];
  const access = objectAccesses.find((known) => known === word);
  if (sobject !== undefined && access) return { kind: 'object', sobject, access };
  const [, what, name] = /^(customPermission|apexClass):(\w+)$/i.exec(id) ?? [];
  if (what !== undefined && name !== undefined)
    return { kind: keyOf(what) === 'apexclass' ? 'apexClass' : 'customPermission', name };
  const [, app] = /^connectedApp:(.+)$/i.exec(id) ?? [];
  if (app !== undefined) return { kind: 'connectedApp', name: decodeIdValue(app) };
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
    case 'connectedApp': {
      const { appId } = entry;
      if (appId !== undefined) return [...(content.apps ?? [])].some((id) => sameId(id, appId));
      return content.setupEntities?.has(entryKey(entry)) ?? false;
    }
    case 'customPermission':
    case 'apexClass':
      return content.setupEntities?.has(entryKey(entry)) ?? false;
  }
};

/** The content with entries added; the original stays as it is. */
export const withEntries = (content: Content, entries: readonly Entry[]): Content => {
  const userPermissions = new Set(content.userPermissions);
  const objects = new Map([...content.objects].map(([key, words]) => [key, new Set(words)]));
  const fields = new Map(content.fields);
  const setupEntities = new Set(content.setupEntities);
  const apps = new Set(content.apps);
  for (const entry of entries) {
    if (entry.kind === 'userPermission') userPermissions.add(keyOf(entry.name));
    else if (entry.kind === 'object') {
      const words = objects.get(keyOf(entry.sobject)) ?? new Set<ObjectAccess>();
      objects.set(keyOf(entry.sobject), words.add(entry.access));
    } else if (entry.kind === 'field') {
      const key = fieldKey(entry.sobject, entry.field);
      if (fields.get(key) !== 'edit') fields.set(key, entry.access);
    } else {
      setupEntities.add(entryKey(entry));
      if (entry.kind === 'connectedApp' && entry.appId !== undefined) apps.add(entry.appId);
    }
  }
  return {
    ...content,
    userPermissions,
    objects,
    fields,
    ...(apps.size === 0 ? {} : { apps }),
    ...(setupEntities.size === 0 ? {} : { setupEntities }),
  };
};

export const emptyContent: Content = { userPermissions: new Set(), objects: new Map(), fields: new Map() };
