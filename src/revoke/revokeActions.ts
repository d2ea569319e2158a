import type { Entry } from '../access/entry.js';
import type { AssignedRecord, KeptSet, RevokeAction } from './revokePlan.js';
import type { StandingNamed } from './standing.js';
import type { Holder, StandingAssignment, StandingSet } from '../access/standingSet.js';

/** The record that goes when a user is to have the set no more. @param name of the set */
export const unassigned = ({ id, userId, username }: StandingAssignment, name: string): AssignedRecord => ({
  path: `PermissionSetAssignment/${id}`,
  userId,
  user: username,
  detail: name,
});

/** Ten minutes: one grant assigns such things shortly before it makes its own set, and needs seconds. */
const oneGrant = 10 * 60 * 1000;

/**
 * Whether a grant can have made an assignment: it is not older than the permission set that grant made. Where there is no such
 * set, or the org tells no date, nobody knows, and then it is not taken for the grant's.
 * @param assignedAt ISO 8601; null where the org does not say
 */
export const mayBeOfGrant = (assignedAt: string | null, set: Pick<StandingSet, 'createdAt'> | null): boolean =>
  assignedAt !== null &&
  typeof set?.createdAt === 'string' &&
  Date.parse(assignedAt) >= Date.parse(set.createdAt) - oneGrant;

/** The record that goes when a user is to have no more a set that a rule names. */
export const unassignedNamed = ({ id, userId, username, name, type }: StandingNamed): AssignedRecord => ({
  path: `PermissionSetAssignment/${id}`,
  ...{ userId, user: username, detail: name, named: type },
});

/** Usernames of these people, each once. */
export const usernames = (holders: readonly Holder[]): string[] => [
  ...new Set(holders.map(({ username }) => username)),
];

/** The action for these records; none where there are none. */
export const some = (action: 'unassign' | 'unassignLicenses', records: readonly AssignedRecord[]): RevokeAction[] =>
  records.length === 0 ? [] : [{ action, records }];

/** The parts of a `keep` of which each has a meaning for one reason alone. */
export const nothingKept = { users: [], groups: [], more: [] } as const;

/**
 * Why a set that was to go as a whole stays; null where it may go.
 * @param more what others have put into it; what else it holds beside permissions is told with it
 * @param others everybody who has it and keeps it, those who have it through a group among them
 */
export const whyItStays = (set: StandingSet, more: readonly Entry[], others: readonly Holder[]): KeptSet | null => {
  const keep = { action: 'keep', what: 'set', failsRevoke: true, ...nothingKept } as const;
  if (others.length > 0) return { ...keep, why: 'OTHERS_HAVE_IT', users: usernames(others) };
  // The platform deletes no set that is part of a group (fact H10).
  if (set.groups.length > 0) return { ...keep, why: 'IN_A_GROUP', groups: set.groups.map(({ name }) => name) };
  const further = set.further?.known === true ? set.further.value : [];
  if (more.length + further.length > 0)
    return { ...keep, why: 'HOLDS_MORE', more, ...(further.length === 0 ? {} : { further }) };
  // What is not seen may be somebody else's.
  return set.further?.known === false ? { ...keep, why: 'NOT_READ_WHOLE', unread: set.further.gap } : null;
};
