/** What has to be so of every user, whatever the integration. */
export type UserNeed = {
  readonly kind: 'user';
  readonly condition: 'active' | 'notFrozen' | 'named' | 'passwordValid' | 'loginHours' | 'ipRanges';
};

/** The id of the need, published as the id of its finding: `user:active`. */
export const userNeedId = ({ condition }: UserNeed): string => `user:${condition}`;
