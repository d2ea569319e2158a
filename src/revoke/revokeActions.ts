import type { AssignedRecord, RevokeAction } from './revokePlan.js';
import type { Holder, StandingAssignment } from '../access/standingSet.js';

/** The record that goes when a user is to have the set no more. @param name of the set */
export const unassigned = ({ id, userId, username }: StandingAssignment, name: string): AssignedRecord => ({
  path: `PermissionSetAssignment/${id}`,
  userId,
  user: username,
  detail: name,
});

/** Usernames of these people, each once. */
export const usernames = (holders: readonly Holder[]): string[] => [
  ...new Set(holders.map(({ username }) => username)),
];

/** The action for these records; none where there are none. */
export const some = (action: 'unassign' | 'unassignLicenses', records: readonly AssignedRecord[]): RevokeAction[] =>
  records.length === 0 ? [] : [{ action, records }];
