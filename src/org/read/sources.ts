import { gap } from '../../access/snapshot.js';
import type { AccessSource, Content, Gap, GroupMember, Inert, SourceType } from '../../access/snapshot.js';
import type { FieldAccess, ObjectAccess } from '../../platform/objectAccess.js';
import { flag, hasColumn, parent, text, textOrNull, valueIn } from './answerRow.js';
import type { Row } from './answerRow.js';
import type { Assignment, GroupComponent, PeopleReading } from './people.js';
import type { PermissionRows } from './permissionRows.js';

/** Key prefix of PermissionSet; a group's component with another prefix is a muting permission set (facts A8, I17). */
const isPermissionSetId = (id: string): boolean => id.startsWith('0PS');

export const mutingIdsIn = (components: readonly GroupComponent[]): string[] => [
  ...new Set(components.map((c) => c.permissionSetId).filter((id) => id !== '' && !isPermissionSetId(id))),
];

export const memberIdsIn = (components: readonly GroupComponent[]): string[] => [
  ...new Set(components.map((c) => c.permissionSetId).filter(isPermissionSetId)),
];

/**
 * Why the assignment grants nothing now. `sessionBased` sets grant only while activated in a session (fact A9), which
 * nobody can see from outside it.
 */
const inertness = (row: Row, sessionBased: boolean, now: number): Inert | null => {
  const expires = textOrNull(row, 'ExpirationDate');
  if (flag(row, 'IsRevoked')) return 'revoked';
  if (expires !== null && Date.parse(expires) <= now) return 'expired';
  if (valueIn(row, 'IsActive') === false) return 'inactive';
  return sessionBased ? 'needsActivation' : null;
};

/** All that any of the muting sets takes away; muting Read of a field takes Edit along, so Read says more. */
const union = (contents: readonly Content[]): Content => {
  const objects = new Map<string, ReadonlySet<ObjectAccess>>();
  const fields = new Map<string, FieldAccess>();
  for (const content of contents) {
    for (const [key, words] of content.objects) objects.set(key, new Set([...(objects.get(key) ?? []), ...words]));
    for (const [key, access] of content.fields) if (fields.get(key) !== 'read') fields.set(key, access);
  }
  return { userPermissions: new Set(contents.flatMap((c) => [...c.userPermissions])), objects, fields };
};

type Named = {
  readonly type: SourceType;
  readonly name: string;
  readonly namespace: string | null;
  readonly label: string;
};

const namedIn = (row: Row, isGroup: boolean): Named => {
  if (isGroup) {
    const group = parent(row, 'PermissionSetGroup');
    return {
      type: 'PermissionSetGroup',
      name: text(group, 'DeveloperName'),
      namespace: textOrNull(group, 'NamespacePrefix'),
      label: text(group, 'MasterLabel'),
    };
  }
  const set = parent(row, 'PermissionSet');
  if (flag(set, 'IsOwnedByProfile')) {
    // The hidden set is called X00e…; people know the profile (fact A1). Without View All Profiles its name is null (J6).
    const profile = textOrNull(parent(set, 'Profile'), 'Name') ?? '';
    return { type: 'Profile', name: profile, namespace: null, label: profile };
  }
  return {
    type: 'PermissionSet',
    name: text(set, 'Name'),
    namespace: textOrNull(set, 'NamespacePrefix'),
    label: text(set, 'Label'),
  };
};

/** What the assignments were read with: their columns, and the members of groups. */
export type GroupReading = Pick<PeopleReading, 'components' | 'groupsExist'>;

/**
 * Why nobody can say whether the source grants anything now. Before API version 52 the expiry has no column (fact A2);
 * a row without group columns, in an org that has groups, may be a group of any status (facts A4, A6).
 */
const doubtOf = (assignment: Assignment, isProfile: boolean, groups: GroupReading): Gap | null => {
  if (isProfile) return null;
  const { row } = assignment;
  if (!hasColumn(row, 'IsActive')) return gap('NOT_IN_API_VERSION', 'PermissionSetAssignment', 'ExpirationDate').gap;
  if (!hasColumn(row, 'PermissionSetGroupId') && groups.groupsExist)
    return gap('NOT_ANSWERED', 'PermissionSetGroup', '').gap;
  return null;
};

/**
 * One assignment as a source of access. A group counts through its aggregate permission set, from which muting is
 * already subtracted (facts A4, A5); its members are kept to name them.
 * @param now milliseconds since the epoch
 */
export const toSource = (
  assignment: Assignment,
  groups: GroupReading,
  rows: PermissionRows,
  now: number,
): AccessSource => {
  const { row, groupId, permissionSetId } = assignment;
  const components = groups.components.known ? groups.components.value : [];
  const own = groupId === null ? [] : components.filter((component) => component.groupId === groupId);
  const members = memberIdsIn(own).map((id): GroupMember => ({
    id,
    name: rows.nameOf(id),
    content: rows.contentOf(id),
  }));
  const muting = mutingIdsIn(own);
  const group = parent(row, 'PermissionSetGroup');
  const sessionBased =
    flag(parent(row, 'PermissionSet'), 'HasActivationRequired') || flag(group, 'HasActivationRequired');
  const named = namedIn(row, groupId !== null);
  const status = textOrNull(group, 'Status');
  // Without an aggregate (the column may be null, fact A2) only the members can tell, and they may be muted.
  const stale = groupId !== null && (permissionSetId === '' || (status !== null && status !== 'Updated'));
  const blindToMuting = stale && (!groups.components.known || (muting.length > 0 && !rows.mutingRows.known));
  return {
    ...named,
    expiresAt: textOrNull(row, 'ExpirationDate'),
    inert: inertness(row, sessionBased, now),
    stale,
    doubt: blindToMuting
      ? gap('RECALCULATING', 'PermissionSetGroup', named.name).gap
      : doubtOf(assignment, named.type === 'Profile', groups),
    content: rows.contentOf(permissionSetId),
    profileOnly: named.type === 'Profile' ? rows.profileOnlyOf(permissionSetId) : new Set(),
    members,
    muted: muting.length > 0 ? union(muting.map((id) => rows.contentOf(id))) : null,
  };
};
