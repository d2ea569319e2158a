import { millisecondsOf } from '../model/datetimes.js';
import type { Org, Row } from '../model/orgModel.js';
import { idOf, isTrue, rowById, rowsOf, textOf } from './orgTables.js';

/** The permission sets of a user that count now, and the profile. */
export type AssignedSets = {
  /** ids of the permission sets that count: direct ones, aggregates of groups, and the profile's hidden one */
  permissionSetIds: Set<string>;
  /** the rows of those permission sets */
  permissionSets: Row[];
  profile: Row | undefined;
};

/** The hidden permission set through which a profile takes part (fact A1). */
export const hiddenPermissionSet = (org: Org, profileId: string): Row | undefined =>
  rowsOf(org, 'PermissionSet').find((set) => set['ProfileId'] === profileId && isTrue(set, 'IsOwnedByProfile'));

/**
 * The aggregate permission set of a group, which holds the permissions of its members less the muted ones (fact A4).
 */
export const aggregatePermissionSet = (org: Org, groupId: string): Row | undefined =>
  rowsOf(org, 'PermissionSet').find((set) => set['PermissionSetGroupId'] === groupId && set['Type'] === 'Group');

/**
 * Whether an assignment counts at this moment: not inactive, not expired, not revoked (facts A2, K2). A missing
 * IsActive (API versions below 52) counts as active.
 */
export const assignmentCounts = (org: Org, assignment: Row): boolean => {
  if (assignment['IsActive'] === false || isTrue(assignment, 'IsRevoked')) return false;
  return !hasExpired(org, assignment);
};

/** Whether the assignment's expiration date has passed (fact A2). */
export const hasExpired = (org: Org, assignment: Row): boolean => {
  const expiration = textOf(assignment, 'ExpirationDate');
  return expiration !== null && millisecondsOf(expiration) <= org.now();
};

/**
 * Whether a session of the user has activated a session-based set or group, which grants nothing before (fact A9).
 * Sessions are not modelled: an activation counts for all sessions of that user.
 */
const isActivated = (
  org: Org,
  userId: string,
  field: 'PermissionSetId' | 'PermissionSetGroupId',
  id: string,
): boolean => rowsOf(org, 'SessionPermSetActivation').some((row) => row['UserId'] === userId && row[field] === id);

/** Id of the permission set through which an assignment grants: the aggregate for a group (facts A4, A5). */
export const grantingSetId = (org: Org, assignment: Row): string | null => {
  const direct = textOf(assignment, 'PermissionSetId');
  const groupId = textOf(assignment, 'PermissionSetGroupId');
  if (direct !== null || groupId === null) return direct;
  const aggregate = aggregatePermissionSet(org, groupId);
  return aggregate === undefined ? null : idOf(aggregate);
};

const grantedSet = (org: Org, userId: string, assignment: Row): Row | undefined => {
  if (!assignmentCounts(org, assignment)) return undefined;
  const set = rowById(org, 'PermissionSet', grantingSetId(org, assignment));
  if (set === undefined) return undefined;
  const groupId = textOf(assignment, 'PermissionSetGroupId');
  if (groupId !== null) {
    const group = rowById(org, 'PermissionSetGroup', groupId);
    const sessionBased = isTrue(group, 'HasActivationRequired') || isTrue(set, 'HasActivationRequired');
    const active =
      isActivated(org, userId, 'PermissionSetGroupId', groupId) ||
      isActivated(org, userId, 'PermissionSetId', idOf(set));
    return sessionBased && !active ? undefined : set;
  }
  if (isTrue(set, 'HasActivationRequired') && !isActivated(org, userId, 'PermissionSetId', idOf(set))) return undefined;
  return set;
};

/**
 * Everything assigned to the user that counts now: the rows of PermissionSetAssignment and the profile's hidden
 * permission set (facts A1-A9, K2). An inactive or frozen user keeps them all, although such a user cannot log in (fact
 * G8).
 */
export const assignedSetsOf = (org: Org, userId: string): AssignedSets => {
  const user = rowById(org, 'User', userId);
  const profileId = textOf(user, 'ProfileId');
  const sets = new Map<string, Row>();
  if (profileId !== null) {
    const hidden = hiddenPermissionSet(org, profileId);
    if (hidden !== undefined) sets.set(idOf(hidden), hidden);
  }
  for (const assignment of rowsOf(org, 'PermissionSetAssignment')) {
    if (user === undefined || assignment['AssigneeId'] !== idOf(user)) continue;
    const set = grantedSet(org, idOf(user), assignment);
    // The hidden set of another profile does not count (fact A1).
    if (set !== undefined && !(isTrue(set, 'IsOwnedByProfile') && set['ProfileId'] !== profileId))
      sets.set(idOf(set), set);
  }
  return {
    permissionSetIds: new Set(sets.keys()),
    permissionSets: [...sets.values()],
    profile: rowById(org, 'Profile', profileId),
  };
};
