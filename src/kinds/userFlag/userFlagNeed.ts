import type { UserFlag } from '../../platform/userFlags.js';

/** A feature flag that has to be set on the user's record. */
export type UserFlagNeed = { readonly kind: 'userFlag'; readonly flag: UserFlag };

/** The id of the need, published as the id of its finding: `userFlag:MarketingUser`. */
export const userFlagId = ({ flag }: UserFlagNeed): string => `userFlag:${flag}`;
