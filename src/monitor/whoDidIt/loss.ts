/** A loss, and what is known to say who did it. */
import type { GrantedBy } from '../../access/snapshot.js';
import type { Finding } from '../../kinds/finding.js';
import type { Blocker } from '../../kinds/verdict.js';
import type { AuditEntry, NobodyNamed } from '../news.js';

/** Clocks of orgs and of those who look at them differ: what was done a little earlier may have come after the look. */
const clockDifferenceMs = 5 * 60_000;

/** From when on entries may explain what was seen last at a time. Both ISO 8601. */
export const trailFrom = (since: string): string => new Date(Date.parse(since) - clockDifferenceMs).toISOString();

/** Something that was as it should be in the look before, and is not now. */
export type Loss = {
  /** By which the caller finds the answer again. */
  readonly key: string;
  readonly need: Finding['need'];
  /** The user must not have it: then it is lost when somebody gives it. */
  readonly forbid: boolean;
  /** What is missing behind it. */
  readonly blockers: readonly Blocker[];
  readonly user: { readonly username: string; readonly id?: string; readonly name?: string };
  /** What gave it in the look before; of what must not be there, what gives it now. */
  readonly sources: readonly GrantedBy[];
  /** When it was seen last: ISO 8601. What was done before explains nothing; left out where all entries may. */
  readonly since?: string;
};

/** An assignment that ended on its own date: nobody did anything, and the audit trail has no entry of it. */
export type ExpiredSource = { readonly label: string; /** ISO 8601, UTC. */ readonly at: string };

/** Who did it: the latest first. */
export type Explained = {
  readonly by: readonly AuditEntry[];
  /** Where `by` is empty. */
  readonly nobody?: NobodyNamed;
  /** What gave it and has ended on its own date meanwhile. Left out where nothing has. */
  readonly expired?: readonly ExpiredSource[];
  /** The trail was longer than what is read of it: an older entry may explain it too. */
  readonly cut?: true;
};

/** One entry of the audit trail; its texts are those of the org, and hostile. */
export type TrailEntry = AuditEntry & {
  /** Later entries have greater ones; empty where that was not told. */
  readonly id: string;
  /** Under which heading of Setup it stands; empty where that was not told. */
  readonly section: string;
};
