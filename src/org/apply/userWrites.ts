/** What is written for each user of a grant: the licenses that come first, and the assignment of the permission set. */
import type { Plan, PlannedUser } from '../../grant/grantPlan.js';
import type { AssignedTo } from '../../grant/receipt.js';
import { keyOf } from '../../platform/names.js';
import type { Write } from '../restApi.js';

/** One assignment of a license or of the set. `recordId` is null until it is written. */
export type AssignmentWrite = AssignedTo & { readonly write: Write };

/** All that is written for one user: together, or not at all. */
export type UserWrites = {
  readonly user: PlannedUser;
  readonly licenses: readonly AssignmentWrite[];
  /** Null where the user needs no assignment. */
  readonly assignment: AssignmentWrite | null;
};

/** The assignments of one user as one list, licenses first (facts A16, A17). */
export const writesOf = ({ licenses, assignment }: UserWrites): readonly AssignmentWrite[] => [
  ...licenses,
  ...(assignment ? [assignment] : []),
];

/** The licenses of a user that the org does not have. */
export const absentLicenses = (
  { licenses }: Pick<PlannedUser, 'licenses'>,
  licenseIds: ReadonlyMap<string, string>,
): string[] => licenses.filter((name) => !licenseIds.has(keyOf(name)));

/**
 * What is written for the users of a plan, who get something.
 * @param setId of the permission set, which may be a reference to the record that makes it
 * @param licenseIds by key of the name
 */
export const userWrites = (
  { users, permissionSet }: Pick<Plan, 'users' | 'permissionSet'>,
  setId: string,
  licenseIds: ReadonlyMap<string, string>,
): UserWrites[] =>
  users.flatMap((user, at): UserWrites[] => {
    const { id, username, assign, licenses } = user;
    const one = (ref: string, what: string, path: string, body: Record<string, string>): AssignmentWrite => ({
      userId: id,
      username,
      what,
      recordId: null,
      write: { ref, method: 'POST', path, body: { AssigneeId: id, ...body } },
    });
    if (!assign && licenses.length === 0) return [];
    return [
      {
        user,
        licenses: licenses.map((name, i) =>
          one(`license${at}x${i}`, name, 'PermissionSetLicenseAssign', {
            PermissionSetLicenseId: licenseIds.get(keyOf(name)) ?? '',
          }),
        ),
        assignment: assign
          ? one(`assign${at}`, permissionSet.name, 'PermissionSetAssignment', { PermissionSetId: setId })
          : null,
      },
    ];
  });
