import type { GrantedBy, InspectedUser } from '../access/snapshot.js';
import type { FindingCode } from './findingCodes.js';
import { verdict } from './verdict.js';
import type { Status, Verdict } from './verdict.js';

/** The profile of the user as the source of what comes with it; nothing where it is hidden (fact J6). */
export const ownProfile = ({ profile }: Pick<InspectedUser, 'profile'>): GrantedBy[] =>
  profile === null ? [] : [{ type: 'Profile', name: profile, namespace: null, label: profile }];

/**
 * A verdict whose sentence names the profile of the user; where the name is hidden (fact J6), the sentence of its code that does
 * without it.
 * @param args from the name of the profile, in a list that is empty where it is hidden
 */
export const tellingProfile = (
  { profile }: Pick<InspectedUser, 'profile'>,
  status: Status,
  code: FindingCode,
  args: (profile: readonly string[]) => readonly string[],
): Verdict =>
  profile === null
    ? verdict(status, code, args([]), { variant: 'profileHidden' })
    : verdict(status, code, args([profile]));
