/** Permission sets that a grant does not write to, and plans that could never be carried out. */
import { entryId } from '../access/entry.js';
import type { AccessSnapshot } from '../access/snapshot.js';
import type { Plan, TargetSet } from '../grant/grantPlan.js';
import { markOf } from '../grant/ownership.js';
import { broughtLicense, misfitsOf } from '../grant/setLicense.js';
import { OrgFailure } from '../org/failure.js';
import type { FoundSet } from '../org/read/targetSet.js';

/** Most entries that a refusal names for one user. */
const mostNamed = 4;

/**
 * Lets an existing set be written to that grant made for this integration, or that nobody's grant made where it was named
 * on purpose.
 * @throws OrgFailure SET_OF_ANOTHER, SET_NOT_OURS
 */
export const refuseForeignSet = (
  { description }: FoundSet,
  name: string,
  integration: string,
  named: boolean,
): void => {
  const mark = markOf(description);
  if (mark && mark.integration !== integration) throw new OrgFailure('SET_OF_ANOTHER', [name, mark.integration]);
  if (!mark && !named) throw new OrgFailure('SET_NOT_OURS', [name]);
};

/** Refuses a set that can never be assigned to somebody (fact A12). @throws OrgFailure SET_ON_ANOTHER_LICENSE */
export const refuseMisfits = ({ name, existing }: TargetSet, { users }: AccessSnapshot): void => {
  if (!existing?.license.known || existing.license.value === null) return;
  const misfits = misfitsOf(existing.license, users);
  if (misfits.length === 0) return;
  const named = misfits.map(({ username, userLicense }) => `${username} (${userLicense})`).join(', ');
  throw new OrgFailure('SET_ON_ANOTHER_LICENSE', [name, existing.license.value.name, named]);
};

/** Refuses a set with something that the license of somebody who would get it does not allow. @throws OrgFailure SET_HOLDS_FORBIDDEN */
export const refuseUnassignable = ({ permissionSet: { name }, unassignable }: Plan): void => {
  if (unassignable.length === 0) return;
  const named = unassignable.map(({ username, userLicense, entries }) => {
    const ids = entries.slice(0, mostNamed).map(entryId);
    const more = entries.length > mostNamed ? [`+${entries.length - mostNamed}`] : [];
    return `${username} (${userLicense}): ${[...ids, ...more].join(', ')}`;
  });
  throw new OrgFailure('SET_HOLDS_FORBIDDEN', [name, named.join('; ')]);
};

/** Refuses a set whose license has fewer free seats than it would take. @throws OrgFailure SET_WITHOUT_SEAT */
export const refuseWithoutSeat = ({ permissionSet: { name, existing }, users }: Plan): void => {
  const license = broughtLicense(existing?.license);
  if (!license?.seats) return;
  const takers = users.filter(({ assign, licenses }) => assign && licenses.includes(license.name));
  const { total, used } = license.seats;
  if (takers.length === 0 || takers.length <= total - used) return;
  const names = takers.map(({ username }) => username).join(', ');
  throw new OrgFailure('SET_WITHOUT_SEAT', [name, license.name, names, String(used), String(total)]);
};
