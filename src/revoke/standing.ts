import type { StandingSet } from '../access/standingSet.js';

/** One assignment of a permission set license. */
export type StandingLicense = {
  readonly id: string;
  readonly userId: string;
  readonly license: string;
  /** ISO 8601; null where the org does not say, left out where nobody asked. */
  readonly assignedAt?: string | null;
};

/** One assignment of a permission set or group that a rule names. */
export type StandingNamed = {
  readonly id: string;
  readonly userId: string;
  readonly username: string;
  readonly setId: string;
  readonly type: 'PermissionSet' | 'PermissionSetGroup';
  /** API name, `ns__Name` when packaged. */
  readonly name: string;
  /** ISO 8601; null where the org does not say (fact A2). */
  readonly assignedAt: string | null;
};

export type StandingUser = { readonly id: string; readonly username: string };

/** Everything that is read from the org before a revoke is planned. */
export type Standing = {
  /** Null where it is not there. */
  readonly set: StandingSet | null;
  /** Where the set of a receipt is not there: whether another one has its name by now. */
  readonly namesake: boolean;
  /** Of the users that a receipt names, those who are there. */
  readonly users: readonly StandingUser[];
  /** Permission set licenses of these users. */
  readonly licenses: readonly StandingLicense[];
  /** Their assignments of sets that the receipt names as assigned as they are. */
  readonly named: readonly StandingNamed[];
};
