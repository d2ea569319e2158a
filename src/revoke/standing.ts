import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';

/** One assignment of the permission set. */
export type StandingAssignment = { readonly id: string; readonly userId: string; readonly username: string };

/** One row of ObjectPermissions. */
export type StandingObject = {
  readonly id: string;
  readonly sobject: string;
  readonly accesses: ReadonlySet<ObjectAccess>;
};

/** One row of FieldPermissions; `edit` includes `read`. */
export type StandingField = {
  readonly id: string;
  readonly sobject: string;
  /** Without the object. */
  readonly field: string;
  readonly access: FieldAccess;
};

/** A permission set as it stands in the org, with all that it holds and who has it. */
export type StandingSet = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** API names of the user permissions that are on, as the org spells them. */
  readonly userPermissions: readonly string[];
  readonly objects: readonly StandingObject[];
  readonly fields: readonly StandingField[];
  readonly assignments: readonly StandingAssignment[];
};

/** One assignment of a permission set license. */
export type StandingLicense = { readonly id: string; readonly userId: string; readonly license: string };

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
};
