import type { Outcome } from '../grant/grantOutcome.js';
import type { AssignedRecord } from './revokePlan.js';
import type { StandingLicense } from './standing.js';

/**
 * What is told of permission set licenses that left their users together with the permission set (fact P3): those that the
 * revoke was to take anyway, and those that users had before the grant, who may need them for something else.
 * @param toBeTaken what the plan takes of licenses
 * @param unassigned from whom the set was taken
 */
export const licensesGone = (
  before: readonly StandingLicense[],
  after: readonly StandingLicense[],
  toBeTaken: readonly AssignedRecord[],
  unassigned: readonly AssignedRecord[],
): Outcome[] => {
  const left = new Set(after.map(({ id }) => id));
  const planned = new Set(toBeTaken.map(({ path }) => path));
  return before
    .filter(({ id }) => !left.has(id))
    .map(({ id, userId, license }) => ({
      step: 'licenses',
      user: unassigned.find((record) => record.userId === userId)?.user ?? userId,
      detail: license,
      result: 'done',
      code: planned.has(`PermissionSetLicenseAssign/${id}`) ? 'LICENSE_WENT_ALONG' : 'LICENSE_WENT_TOO',
    }));
};
