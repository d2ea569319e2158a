import { emptyContent, withEntries } from '../access/entry.js';
import type { AccessSnapshot, InspectedUser } from '../access/snapshot.js';
import { keyOf } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import type { Plan } from './grantPlan.js';
import { namedSetKey, withNamedSet } from './namedSet.js';
import { withPermissionSet } from './recipients.js';
import { withLicenses } from './withLicenses.js';

const withPlan = (user: InspectedUser, { permissionSet, adds, users, named }: Plan): InspectedUser => {
  const planned = users.find(({ id }) => sameId(id, user.id));
  const assignees = permissionSet.existing?.assignees ?? [];
  const holds = planned?.assign === true || assignees.some((id) => sameId(id, user.id));
  const given = named.filter((set) => planned?.permissionSets.some((name) => keyOf(name) === namedSetKey(set)));
  const licensed = planned ? given.reduce(withNamedSet, withLicenses(user, planned.licenses)) : user;
  if (!holds) return licensed;
  const content = withEntries(
    permissionSet.existing?.content ?? emptyContent,
    adds.map(({ entry }) => entry),
  );
  return withPermissionSet(licensed, permissionSet, content);
};

/**
 * The snapshot as it will be once plans are carried out: what one gives, a later one for the same user need not give again.
 * @param plans in the order in which they will be carried out
 */
export const snapshotWithPlans = (snapshot: AccessSnapshot, plans: readonly Plan[]): AccessSnapshot =>
  plans.length === 0 ? snapshot : { ...snapshot, users: snapshot.users.map((user) => plans.reduce(withPlan, user)) };
