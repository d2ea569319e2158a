import type { Entry } from '../access/entry.js';

/** A record that gives something to a user: the path under `sobjects/`, whose it is, and what it gives. */
export type AssignedRecord = { readonly path: string; readonly user: string; readonly detail: string };

/** An entry that a grant added, with what stood there before. */
export type AddedEntry = { readonly entry: Entry; readonly before: 'none' | 'read' };

/** What a revoke will do, in the order in which it does it. */
export type RevokePlan = {
  readonly name: string;
  /** Id of the permission set; null where it does not exist any more. */
  readonly set: { readonly id: string } | null;
  readonly unassign: readonly AssignedRecord[];
  readonly licenses: readonly AssignedRecord[];
  /** Entries to be taken out one by one; null where the whole set goes or nothing is known of entries. */
  readonly entries: readonly AddedEntry[] | null;
  /** Rows are left that the platform wrote with those entries (fact B8); they go with them. */
  readonly platformRows: boolean;
  readonly deletes: boolean;
  /** Why the set stays although it was to be deleted. */
  readonly kept: { readonly code: 'OTHERS_HAVE_IT' | 'HOLDS_MORE'; readonly detail: string } | null;
};
