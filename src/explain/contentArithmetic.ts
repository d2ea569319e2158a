/** What permission sets hold, put together and taken away from each other. */
import { emptyContent } from '../access/entry.js';
import type { Content } from '../access/snapshot.js';
import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import { accessRestsOn } from '../platform/objectAccess.js';

/** Things of Setup that any of them holds and that are not muted (fact M6). */
const setupOf = (contents: readonly Content[], muted: Content | null): Pick<Content, 'apps' | 'setupEntities'> => {
  const all = (part: 'apps' | 'setupEntities'): Set<string> =>
    new Set(
      contents.flatMap((content) => [...(content[part] ?? [])]).filter((one) => muted?.[part]?.has(one) !== true),
    );
  const [apps, setupEntities] = [all('apps'), all('setupEntities')];
  return { ...(apps.size === 0 ? {} : { apps }), ...(setupEntities.size === 0 ? {} : { setupEntities }) };
};

/** All that any of them holds. */
export const unionOf = (contents: readonly Content[]): Content => {
  const userPermissions = new Set<string>();
  const objects = new Map<string, Set<ObjectAccess>>();
  const fields = new Map<string, FieldAccess>();
  for (const content of contents) {
    for (const key of content.userPermissions) userPermissions.add(key);
    for (const [key, words] of content.objects) {
      const all = objects.get(key) ?? new Set<ObjectAccess>();
      for (const word of words) all.add(word);
      objects.set(key, all);
    }
    for (const [key, access] of content.fields) if (fields.get(key) !== 'edit') fields.set(key, access);
  }
  return { ...emptyContent, userPermissions, objects, fields, ...setupOf(contents, null) };
};

/**
 * The content without what muting takes away: of an object every word that rests on a muted one, of a field Edit with Read
 * (facts A5, C2).
 */
export const withoutMuted = (content: Content, muted: Content | null): Content => {
  if (muted === null) return content;
  const left = (key: string, words: ReadonlySet<ObjectAccess>): Set<ObjectAccess> => {
    const away = muted.objects.get(key);
    return new Set([...words].filter((word) => ![word, ...accessRestsOn[word]].some((one) => away?.has(one))));
  };
  return {
    ...emptyContent,
    ...setupOf([content], muted),
    userPermissions: new Set([...content.userPermissions].filter((key) => !muted.userPermissions.has(key))),
    objects: new Map([...content.objects].map(([key, words]) => [key, left(key, words)])),
    fields: new Map(
      [...content.fields].flatMap(([key, access]): Array<[string, FieldAccess]> => {
        const away = muted.fields.get(key);
        if (away === 'read') return [];
        return [[key, away === 'edit' && access === 'edit' ? 'read' : access]];
      }),
    ),
  };
};
