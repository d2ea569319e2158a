import type { GrantedBy, InspectedUser } from '../access/snapshot.js';

/** The profile of the user as the source of what comes with it; nothing where it is hidden (fact J6). */
export const ownProfile = ({ profile }: Pick<InspectedUser, 'profile'>): GrantedBy[] =>
  profile === null ? [] : [{ type: 'Profile', name: profile, namespace: null, label: profile }];
