import type { Entry } from '../access/entry.js';
import type { Gap, InspectedUser } from '../access/snapshot.js';
import type { ReadingScope } from '../access/readingScope.js';

/** People who have the permission set besides those whom the plan is for, and whose licenses are all the same. */
export type OtherHolders = {
  readonly usernames: readonly string[];
  /** One of them, with what the licenses allow. */
  readonly as: InspectedUser;
};

/**
 * All of them, as far as they were read. The platform refuses to write into a set what the license of somebody who has it
 * does not allow (fact Q2).
 */
export type OthersReading = {
  readonly groups: readonly OtherHolders[];
  /** What was asked of their licenses: of anything else nothing is known. */
  readonly scope: Pick<ReadingScope, 'userPermissions' | 'sobjects'>;
  /** Those whose licenses could not be read, and why. */
  readonly unread: { readonly usernames: readonly string[]; readonly gap: Gap } | null;
};

/** Nobody else has it. */
export const noOthers: OthersReading = { groups: [], scope: { userPermissions: [], sobjects: [] }, unread: null };

/** An entry that cannot be written into the set, and those of its holders whose licenses do not, or may not, allow it. */
export type KeptOut = { readonly entry: Entry; readonly by: readonly OtherHolders[] };

/** How the holders are named to people: `ann@example.com, bob@example.com (Salesforce Platform)`. */
export const holderNames = (groups: readonly OtherHolders[]): string =>
  groups
    .map(({ usernames, as }) => `${usernames.join(', ')}${as.userLicense === '' ? '' : ` (${as.userLicense})`}`)
    .join('; ');
