/** The same user as if something were taken away: entries, wherever they are held, or whole sources. */
import { entryKey } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import { known } from '../../access/snapshot.js';
import type { AccessSource, Content, InspectedUser } from '../../access/snapshot.js';
import type { FieldAccess } from '../../platform/objectAccess.js';
import { keyOf } from '../../platform/names.js';

const contentWithout = (content: Content, isGone: (id: string) => boolean): Content => ({
  ...content,
  userPermissions: new Set([...content.userPermissions].filter((key) => !isGone(`userpermission:${key}`))),
  objects: new Map(
    [...content.objects].map(([key, words]) => [
      key,
      new Set([...words].filter((word) => !isGone(`object:${key}:${keyOf(word)}`))),
    ]),
  ),
  fields: new Map(
    [...content.fields].flatMap(([key, access]): Array<[string, FieldAccess]> => {
      // Edit without Read cannot be (fact C2).
      if (isGone(`field:${key}:read`)) return [];
      return [[key, access === 'edit' && isGone(`field:${key}:edit`) ? 'read' : access]];
    }),
  ),
});

const withSources = (
  user: InspectedUser,
  change: (sources: readonly AccessSource[]) => AccessSource[],
): InspectedUser => {
  const { evidence } = user;
  if (evidence.mode === 'self' || !evidence.sources.known) return user;
  return { ...user, evidence: { ...evidence, sources: known(change(evidence.sources.value)) } };
};

/** The user without these entries, in whatever profile, permission set or group they are. */
export const withoutEntries = (user: InspectedUser, entries: readonly Entry[]): InspectedUser => {
  const gone = new Set(entries.map(entryKey));
  const isGone = (id: string): boolean => gone.has(id);
  return withSources(user, (sources) =>
    sources.map((source) => ({
      ...source,
      content: contentWithout(source.content, isGone),
      members: source.members.map((member) => ({ ...member, content: contentWithout(member.content, isGone) })),
      profileOnly:
        source.profileOnly && new Set([...source.profileOnly].filter((key) => !isGone(`userpermission:${key}`))),
    })),
  );
};

/** The user without these assignments. */
export const withoutSources = (user: InspectedUser, gone: ReadonlySet<AccessSource>): InspectedUser =>
  withSources(user, (sources) => sources.filter((source) => !gone.has(source)));
