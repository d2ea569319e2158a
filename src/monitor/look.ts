/** What one look found of one user for one integration, as far as it is compared and kept. */
import type { GrantedBy } from '../access/snapshot.js';
import type { FindingKind } from '../kinds/finding.js';
import type { Authentication, Level } from '../kinds/requirement.js';
import type { Status } from '../kinds/verdict.js';
import type { Upcoming } from './news.js';

/** One need in a look. */
export type LookFinding = {
  readonly id: string;
  readonly kind: FindingKind;
  readonly level: Level;
  /** The user must not have it. */
  readonly forbid: boolean;
  readonly status: Status;
  /** Why it has this status: a code of the published list, or one of those that only the monitor has. */
  readonly code: string;
  readonly grantedBy: readonly GrantedBy[];
  /** Whether it makes a check fail where it is missing: by its level, and how strictly the integration is taken. */
  readonly counts: boolean;
  /** What people call it: `Read on Account`. */
  readonly what: string;
  /** The object that it is about, or the pattern of objects; left out where it is about none. */
  readonly sobject?: string;
  /** It is a pattern, and nobody can tell in this look what it reaches. */
  readonly unfollowed?: true;
  /** The sentence, and what to do, in lines for people. */
  readonly why: readonly string[];
};

/** Whom a look is about. */
export type LookUser = { readonly id: string; readonly username: string; readonly name: string };

/** Which look of a state it is compared with: the same user, for the same integration, taken the same. */
export type LookKey = {
  readonly userId: string;
  /** As the project file names the integration: an id, `id@variant`, a path. */
  readonly reference: string;
  readonly authentication: Authentication;
  /** What its parameters are filled in with, as one text; left out where with nothing. */
  readonly filling?: string;
};

export type Look = {
  readonly user: LookUser;
  readonly reference: string;
  readonly authentication: Authentication;
  /** What its parameters are filled in with, as one text; left out where with nothing. */
  readonly filling?: string;
  readonly definition: { readonly id: string; readonly hash: string; readonly label: string };
  /** Version of this plugin: another one may judge differently. */
  readonly plugin: string;
  /** When the org was read: ISO 8601, UTC. */
  readonly at: string;
  readonly findings: readonly LookFinding[];
  /** Everything that ends soon or is nearly used up, told before or not. */
  readonly upcoming: readonly Upcoming[];
};

/** The key of a look. */
export const keyOfLook = ({ user, reference, authentication, filling }: Look): LookKey => ({
  userId: user.id,
  reference,
  authentication,
  ...(filling === undefined ? {} : { filling }),
});
