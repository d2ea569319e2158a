/** What has to be so of every user, whatever the integration. */
export type UserNeed = { readonly kind: 'user'; readonly condition: 'active' | 'notFrozen' | 'named' };

export const userNeedId = ({ condition }: UserNeed): string => `user:${condition}`;
