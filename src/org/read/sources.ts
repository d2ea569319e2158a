import type { AccessSource, Content, GroupMember, Inert, SourceType } from '../../access/snapshot.js';
import { flag, parent, text, textOrNull } from './rows.js';
import type { Row } from './rows.js';
import type { Assignment, GroupComponent } from './people.js';
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
  if (row['IsActive'] === false) return 'inactive';
  return sessionBased ? 'needsActivation' : null;
};

const union = (contents: readonly Content[]): Content => ({
  userPermissions: new Set(contents.flatMap((c) => [...c.userPermissions])),
  objects: new Map(contents.flatMap((c) => [...c.objects])),
  fields: new Map(contents.flatMap((c) => [...c.fields])),
});

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

/**
 * One assignment as a source of access. A group counts through its aggregate permission set, from which muting is
 * already subtracted (facts A4, A5); its members are kept to name them.
 * @param now milliseconds since the epoch
 */
export const toSource = (
  assignment: Assignment,
  components: readonly GroupComponent[],
  rows: PermissionRows,
  now: number,
): AccessSource => {
  const { row, groupId, permissionSetId } = assignment;
  const own = groupId === null ? [] : components.filter((component) => component.groupId === groupId);
  const members = memberIdsIn(own).map((id): GroupMember => ({ name: rows.nameOf(id), content: rows.contentOf(id) }));
  const muting = mutingIdsIn(own);
  const group = parent(row, 'PermissionSetGroup');
  const sessionBased =
    flag(parent(row, 'PermissionSet'), 'HasActivationRequired') || flag(group, 'HasActivationRequired');
  const named = namedIn(row, groupId !== null);
  const status = textOrNull(group, 'Status');
  return {
    ...named,
    expiresAt: textOrNull(row, 'ExpirationDate'),
    inert: inertness(row, sessionBased, now),
    // Without an aggregate (the column may be null, fact A2) only the members can tell, and they may be muted.
    stale: groupId !== null && (permissionSetId === '' || (status !== null && status !== 'Updated')),
    content: rows.contentOf(permissionSetId),
    profileOnly: named.type === 'Profile' ? rows.profileOnlyOf(permissionSetId) : new Set(),
    members,
    muted: muting.length > 0 ? union(muting.map((id) => rows.contentOf(id))) : null,
  };
};
