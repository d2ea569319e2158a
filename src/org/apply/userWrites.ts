/** What is written for each user of a grant: licenses first, then the sets that rules name, then the set of the grant. */
import { namedSetKey } from '../../grant/namedSet.js';
import type { Plan, PlannedUser } from '../../grant/grantPlan.js';
import type { AssignedTo, AssignmentStep } from '../../grant/receipt.js';
import { keyOf } from '../../platform/names.js';
import type { Write } from '../restApi.js';

/** One assignment of a license or of a set. `recordId` is null until it is written. */
export type AssignmentWrite = AssignedTo & { readonly step: AssignmentStep; readonly write: Write };

/** All that is written for one user, in its order (facts A16, A17): together, or not at all. */
export type UserWrites = { readonly user: PlannedUser; readonly all: readonly AssignmentWrite[] };

/** What is written for these users in one step. */
export const writesIn = (step: AssignmentStep, users: readonly UserWrites[]): AssignmentWrite[] =>
  users.flatMap(({ all }) => all.filter((one) => one.step === step));

/** Whether a user gets the set of the grant. */
export const getsOwnSet = ({ all }: UserWrites): boolean => all.some(({ step }) => step === 'assignments');

/** The licenses of a user that the org does not have. */
export const absentLicenses = (
  { licenses }: Pick<PlannedUser, 'licenses'>,
  licenseIds: ReadonlyMap<string, string>,
): string[] => licenses.filter((name) => !licenseIds.has(keyOf(name)));

/**
 * What is written for the users of a plan, who get something.
 * @param setId of the permission set of the grant, which may be a reference to the record that makes it
 * @param licenseIds by key of the name
 */
export const userWrites = (
  { users, permissionSet, named }: Pick<Plan, 'users' | 'permissionSet' | 'named'>,
  setId: string,
  licenseIds: ReadonlyMap<string, string>,
): UserWrites[] => {
  const byKey = new Map(named.map((set) => [namedSetKey(set), set]));
  return users.flatMap((user, at): UserWrites[] => {
    const { id, username, assign, licenses, permissionSets } = user;
    const one = (
      step: AssignmentStep,
      ref: string,
      what: string,
      path: string,
      body: Record<string, string>,
    ): AssignmentWrite => ({
      ...{ step, userId: id, username, what, recordId: null },
      write: { ref, method: 'POST', path, body: { AssigneeId: id, ...body } },
    });
    const all = [
      ...licenses.map((name, i) =>
        one('licenses', `license${at}x${i}`, name, 'PermissionSetLicenseAssign', {
          PermissionSetLicenseId: licenseIds.get(keyOf(name)) ?? '',
        }),
      ),
      ...permissionSets.flatMap((name, i): AssignmentWrite[] => {
        const set = byKey.get(keyOf(name));
        if (!set) return [];
        const column = set.type === 'PermissionSetGroup' ? 'PermissionSetGroupId' : 'PermissionSetId';
        const write = one('namedSets', `named${at}x${i}`, name, 'PermissionSetAssignment', { [column]: set.id });
        return [{ ...write, setId: set.id }];
      }),
      ...(assign
        ? [one('assignments', `assign${at}`, permissionSet.name, 'PermissionSetAssignment', { PermissionSetId: setId })]
        : []),
    ];
    return all.length === 0 ? [] : [{ user, all }];
  });
};
