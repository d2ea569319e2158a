import type { GrantedBy } from './snapshot.js';

/** Each source once: what takes several things may come from one place, which each of them names. */
export const sourcesOnce = (grantedBy: readonly GrantedBy[]): readonly GrantedBy[] => {
  const sources = new Map(grantedBy.map((one) => [JSON.stringify(one), one]));
  return sources.size === grantedBy.length ? grantedBy : [...sources.values()];
};
