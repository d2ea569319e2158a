/** What was read about how an integration user fared lately. Times are as the platform writes them; `since` is ISO 8601. */
import type { Reading } from '../access/snapshot.js';

/** The user whose runs are looked at. */
export type HealthUser = {
  readonly id: string;
  readonly username: string;
  /** What was asked for, where it differs. */
  readonly requestedUsername: string | null;
  readonly name: string;
  readonly isActive: Reading<boolean>;
};

/** What Manage Users lets one see of a user (fact G8). */
export type LoginState = { readonly isFrozen: boolean; readonly isPasswordLocked: boolean };

/** How many logins ended with one status in one application, and when the latest of them was. */
export type LoginGroup = {
  readonly status: string;
  readonly application: string;
  readonly count: number;
  readonly latest: string;
};

/** A Bulk API job as the list of jobs tells it (fact N6). */
export type BulkJob = {
  readonly id: string;
  readonly sobject: string;
  readonly operation: string;
  readonly createdById: string;
  readonly createdDate: string;
  readonly state: string;
  /** How many of its records failed; null where that was not told: the list of jobs has it only in some versions. */
  readonly failedRecords: number | null;
};

/** One row that a job could not write: the platform's words, and the record where it has an id. */
export type FailedRow = { readonly error: string; readonly recordId: string | null };

/** A job of the user that failed wholly or in part, with what could be read about why. */
export type FailedJob = {
  readonly job: BulkJob;
  /** The rows that failed; a gap where they were not read. Null: the limit of calls was reached first. */
  readonly rows: Reading<readonly FailedRow[]> | null;
  /** What the platform says of the job as a whole. */
  readonly message: string | null;
};

/** The Bulk API jobs of the org, as far as the runner sees them. */
export type BulkJobs = {
  /** Jobs of the user in the time looked at. */
  readonly ofUser: number;
  readonly failed: readonly FailedJob[];
  /** Completed jobs of which nobody has looked whether some of their records failed. */
  readonly notLookedInto: number;
  /** Whether the list was read to its end. */
  readonly isWhole: boolean;
};

/** An Apex job that failed, or had errors (fact N5). */
export type ApexJob = {
  readonly id: string;
  readonly className: string;
  readonly jobType: string;
  readonly status: string;
  readonly errors: number;
  readonly message: string;
  readonly createdDate: string;
};

/** A flow that stopped with an error. */
export type FailedInterview = {
  readonly id: string;
  readonly label: string;
  readonly element: string;
  readonly message: string;
  readonly createdDate: string;
};

/** An allowance of the org for a day or an hour, or a storage. */
export type OrgLimit = { readonly name: string; readonly max: number; readonly remaining: number };

/** Who froze or unfroze somebody, and when. */
export type FreezeEntry = {
  readonly action: string;
  readonly when: string;
  readonly who: string;
  readonly text: string;
};

/** Everything that was read. Null: not looked at, because the limit of calls was reached first. */
export type HealthReading = {
  readonly user: HealthUser;
  readonly since: string;
  readonly loginState: Reading<LoginState>;
  readonly logins: Reading<readonly LoginGroup[]>;
  /** When the user last logged in; null where he never did. */
  readonly lastLogin: Reading<string | null>;
  readonly bulkJobs: Reading<BulkJobs>;
  readonly apexJobs: Reading<readonly ApexJob[]>;
  readonly interviews: Reading<readonly FailedInterview[]> | null;
  readonly freezes: Reading<readonly FreezeEntry[]> | null;
  readonly limits: Reading<readonly OrgLimit[]>;
};
