import { gap, known } from '../../../access/snapshot.js';
import type { Reading } from '../../../access/snapshot.js';
import type { Assignments } from '../assignments.js';
import { inertness } from '../sources.js';
import type { User } from '../users.js';
import type { FactsOf } from './namedFacts.js';

/** The status of a group whose aggregate says what its members give (fact A6). */
const settled = 'Updated';

/**
 * Whose facts are read: each user with the permission sets that surely count for him now.
 * @param now milliseconds since the epoch
 */
export const factHolders = (
  users: readonly User[],
  assignments: Reading<Assignments>,
  now: number,
): Array<Omit<FactsOf, 'isCustomProfile'>> =>
  users.map(({ id, profileId }) => {
    const all = assignments.known ? assignments.value.all.filter(({ userId }) => userId === id) : [];
    const inForce = all.filter((assignment) => inertness(assignment, now) === null);
    const { doubt = null, groupDoubt = null } = assignments.known ? assignments.value : {};
    // What nobody can say is in force, and an aggregate that may be old, surely hold nothing; the profile always counts.
    const sure = inForce.filter(
      ({ set, group }) =>
        (doubt === null || set.isOwnedByProfile) &&
        (group === null || (groupDoubt === null && group.status === settled)),
    );
    const isOld = inForce.some(({ group }) => group !== null && group.status !== settled);
    const mayBeActivated = all.some((assignment) => inertness(assignment, now) === 'needsActivation');
    const isInDoubt =
      !assignments.known ||
      [assignments.value.doubt, assignments.value.groupDoubt, assignments.value.statusUntold].some(
        (one) => one !== null,
      );
    const named = inForce.filter(({ set }) => !set.isOwnedByProfile);
    const isWhole = !isInDoubt && !mayBeActivated && named.every(({ group }) => group === null);
    return {
      id,
      profileId: profileId.known ? profileId.value : '',
      permissionSetIds: sure.map(({ permissionSetId }) => permissionSetId).filter((one) => one !== ''),
      mayHoldMore: isInDoubt || isOld || mayBeActivated,
      sets: isWhole
        ? known(named.map(({ set }) => (set.namespace === null ? set.name : `${set.namespace}__${set.name}`)))
        : gap('NOT_ANSWERED', 'PermissionSetAssignment', ''),
    };
  });
