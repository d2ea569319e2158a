import { gap } from '../../access/snapshot.js';
import type { Context } from '../context.js';
import type { CodesIn, Kind } from '../kind.js';
import { listedInOrg } from '../namesInOrg.js';
import { isAmong, namesInId, ruledOutBy, shownName, soughtAs, sortedNames } from '../oneOfNames.js';
import { ownProfile } from '../ownProfile.js';
import { forbid, listed } from '../ruleShapes.js';
import { valuesOf } from '../ruleReader.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';

/** The profile that the user has to have: one of these. */
export type ProfileNeed = { readonly kind: 'profile'; readonly names: readonly string[] };

const profileCodes = { settled: ['PROFILE_FITS'], open: ['PROFILE_OTHER'] } as const;

/** Only people change the profile of a user. */
const judged = ({ user }: Context, { names }: ProfileNeed): Verdict => {
  const all = names.join(', ');
  if (user.profile === null) return unreadable(all, gap('NOT_AUTHORISED', 'Profile', '').gap);
  return isAmong(user.profile, names)
    ? verdict('met', 'PROFILE_FITS', [user.profile], { grantedBy: ownProfile(user), variant: 'profile' })
    : verdict('unmet', 'PROFILE_OTHER', [all, user.profile, user.username], soughtAs(user.profile, names));
};

type Rule = { readonly profile: string | readonly string[] };

export const profile: Kind<ProfileNeed, CodesIn<typeof profileCodes>> = {
  lookedUp: {
    called: ['profile', 'user profile'],
    example: () => '- profile: Minimum Access - API Only Integrations',
  },
  ruleShape: {
    profile: listed(shownName).meta({
      description:
        'Name of the profile as the org has it, such as Minimum Access - API Only Integrations; of a list any.',
    }),
    forbid,
  },
  codes: profileCodes,
  needsOf: (rule: Rule, reader) => [
    {
      need: { kind: 'profile', names: sortedNames(valuesOf(reader, 'profile', rule.profile)) },
      place: reader.placeOf('profile'),
    },
  ],
  idOf: ({ names }) => `profile:${namesInId(names)}`,
  spelled: (need) => need,
  merged: (first) => first,
  addNames: () => undefined,
  namesInOrg: (need) => listedInOrg('profile', 'profiles', need.names, need),
  judged: (context, { need }) => judged(context, need),
  contradicting: ruledOutBy,
  details: ({ names }) => ({ name: names.join(' | '), names: [...names] }),
  outsideSchema: true,
  setupPage: () => ({ page: 'user' }),
};
