import type { InspectedUser } from '../access/snapshot.js';

/** Why nobody can log in as a user. */
export type ShutOut = 'inactive' | 'frozen';

/** Why nobody can log in as this user; null where somebody can, or nobody knows. */
export const shutOutOf = ({ isActive, isFrozen }: InspectedUser): ShutOut | null => {
  if (isActive.known && !isActive.value) return 'inactive';
  return isFrozen.known && isFrozen.value ? 'frozen' : null;
};
