import { gap, lackedIn } from '../../access/snapshot.js';
import type { AccessSource, Content, Gap, GroupMember, Inert, Reading, SourceType } from '../../access/snapshot.js';
import { emptyContent } from '../../access/entry.js';
import type { FieldAccess, ObjectAccess } from '../../platform/objectAccess.js';
import type { Assignment, Assignments, GroupComponent, Named } from './assignments.js';
import type { Permissions } from './permissionsRead.js';

/** Key prefix of PermissionSet; a group's component with another prefix is a muting permission set (facts A8, I17). */
const isPermissionSetId = (id: string): boolean => id.startsWith('0PS');

/** Ids of the muting permission sets among the components of groups. */
export const mutingIdsIn = (components: readonly GroupComponent[]): string[] => [
  ...new Set(components.map((c) => c.permissionSetId).filter((id) => id !== '' && !isPermissionSetId(id))),
];

/** Ids of the permission sets that groups are made of. */
export const memberIdsIn = (components: readonly GroupComponent[]): string[] => [
  ...new Set(components.map((c) => c.permissionSetId).filter(isPermissionSetId)),
];

/**
 * Why the assignment grants nothing now; null where it does. `sessionBased` sets grant only while activated in a session
 * (fact A9), which nobody can see from outside it.
 * @param now milliseconds since the epoch
 */
export const inertness = (
  { expiresAt, isRevoked, isActive, isSessionBased }: Assignment,
  now: number,
): Inert | null => {
  if (isRevoked) return 'revoked';
  if (expiresAt !== null && Date.parse(expiresAt) <= now) return 'expired';
  if (isActive === false) return 'inactive';
  return isSessionBased ? 'needsActivation' : null;
};

/** All that any of the muting sets takes away; muting Read of a field takes Edit along, so Read says more. */
const union = (contents: readonly Content[]): Content => {
  const objects = new Map<string, ReadonlySet<ObjectAccess>>();
  const fields = new Map<string, FieldAccess>();
  for (const content of contents) {
    for (const [key, words] of content.objects) objects.set(key, new Set([...(objects.get(key) ?? []), ...words]));
    for (const [key, access] of content.fields) if (fields.get(key) !== 'read') fields.set(key, access);
  }
  const setupEntities = new Set(contents.flatMap((content) => [...(content.setupEntities ?? [])]));
  const apps = new Set(contents.flatMap((content) => [...(content.apps ?? [])]));
  return {
    userPermissions: new Set(contents.flatMap((c) => [...c.userPermissions])),
    objects,
    fields,
    ...(apps.size === 0 ? {} : { apps }),
    ...(setupEntities.size === 0 ? {} : { setupEntities }),
  };
};

const nameOf = ({ set, group }: Assignment): Named & { readonly type: SourceType } => {
  if (group) return { type: 'PermissionSetGroup', name: group.name, namespace: group.namespace, label: group.label };
  // The hidden set is called X00e…; people know the profile (fact A1). Without View All Profiles its name is null (J6).
  if (set.isOwnedByProfile)
    return { type: 'Profile', name: set.profile ?? '', namespace: null, label: set.profile ?? '' };
  return { type: 'PermissionSet', name: set.name, namespace: set.namespace, label: set.label };
};

/** Why nobody can say what a waiting group grants: its muting was not read, and the aggregate may be old (fact A6). */
const mutingDoubt = (group: string, ...readings: ReadonlyArray<Reading<unknown>>): Gap =>
  readings.map(lackedIn).find((lacked) => lacked !== undefined) ??
  gap('RECALCULATING', 'PermissionSetGroup', group).gap;

/**
 * One assignment as a source of access. A group counts through its aggregate permission set, from which muting is
 * already subtracted (facts A4, A5); its members are kept to name them.
 * @param components of all groups
 * @param now milliseconds since the epoch
 */
export const toSource = (
  assignment: Assignment,
  { doubt, groupDoubt, statusUntold }: Assignments,
  components: Reading<readonly GroupComponent[]>,
  { contents, sets, mutingRows }: Pick<Permissions, 'contents' | 'sets' | 'mutingRows'>,
  now: number,
): AccessSource => {
  const { group, permissionSetId, expiresAt } = assignment;
  const contentOf = (id: string): Content => contents.get(id) ?? emptyContent;
  const own = components.known && group ? components.value.filter(({ groupId }) => groupId === group.id) : [];
  const members = memberIdsIn(own).map((id): GroupMember => ({
    id,
    name: sets.get(id)?.name ?? id,
    content: contentOf(id),
  }));
  const muting = mutingIdsIn(own);
  const named = nameOf(assignment);
  // Without an aggregate (the column may be null, fact A2) only the members can tell, and they may be muted.
  const isWaiting = group !== null && (permissionSetId === '' || (group.status !== null && group.status !== 'Updated'));
  const stale = isWaiting || (group !== null && statusUntold !== null);
  const blindToMuting = stale && (!components.known || (muting.length > 0 && !mutingRows.known));
  const isProfile = named.type === 'Profile';
  const inForceDoubt = isProfile ? null : (doubt ?? (group === null ? null : groupDoubt));
  return {
    ...named,
    expiresAt,
    inert: inertness(assignment, now),
    stale,
    ...(stale && !isWaiting && statusUntold !== null ? { staleness: statusUntold } : {}),
    doubt: blindToMuting ? mutingDoubt(named.name, components, mutingRows) : inForceDoubt,
    content: contentOf(permissionSetId),
    profileOnly: isProfile ? (sets.get(permissionSetId)?.profileOnly ?? null) : new Set(),
    members,
    ...(group === null || components.known ? {} : { membersUnread: components.gap }),
    muted: muting.length > 0 ? union(muting.map(contentOf)) : null,
  };
};
