import { gap } from '../../access/snapshot.js';
import type { Context } from '../context.js';
import type { CodesIn, Kind } from '../kind.js';
import { listedInOrg } from '../namesInOrg.js';
import { isAmong, namesInId, ruledOutBy, shownName, soughtAs, sortedNames } from '../oneOfNames.js';
import { ownProfile } from '../ownProfile.js';
import { userLicenseNames } from '../../platform/userLicenseNames.js';
import { forbid, listed } from '../ruleShapes.js';
import { valuesOf } from '../ruleReader.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';

/** The user license that the user has to be on: one of these. */
export type UserLicenseNeed = { readonly kind: 'userLicense'; readonly names: readonly string[] };

const userLicenseCodes = { settled: ['USER_LICENSE_FITS'], open: ['USER_LICENSE_OTHER'] } as const;

/** It comes with the profile, and only people change it. */
const judged = ({ user }: Context, { names }: UserLicenseNeed): Verdict => {
  const all = names.join(', ');
  if (user.userLicense === '')
    return unreadable(all, user.userLicenseUntold ?? gap('NOT_AUTHORISED', 'Profile', '').gap);
  return isAmong(user.userLicense, names)
    ? verdict('met', 'USER_LICENSE_FITS', [user.userLicense], { grantedBy: ownProfile(user), variant: 'userLicense' })
    : verdict(
        'unmet',
        'USER_LICENSE_OTHER',
        [all, user.userLicense, user.username],
        soughtAs(user.userLicense, names, userLicenseNames),
      );
};

type Rule = { readonly userLicense: string | readonly string[] };

export const userLicense: Kind<UserLicenseNeed, CodesIn<typeof userLicenseCodes>> = {
  lookedUp: {
    called: ['user license', 'license', 'license type'],
    example: () => '- userLicense: Salesforce Integration',
  },
  ruleShape: {
    userLicense: listed(shownName).meta({
      description: 'Name of the user license, such as Salesforce or Salesforce Integration; of a list any.',
    }),
    forbid,
  },
  codes: userLicenseCodes,
  needsOf: (rule: Rule, reader) => [
    {
      need: { kind: 'userLicense', names: sortedNames(valuesOf(reader, 'userLicense', rule.userLicense)) },
      place: reader.placeOf('userLicense'),
    },
  ],
  idOf: ({ names }) => `userLicense:${namesInId(names)}`,
  spelled: (need) => need,
  merged: (first) => first,
  addNames: () => undefined,
  namesInOrg: (need) => listedInOrg('userLicense', 'userLicenses', need.names, need),
  judged: (context, { need }) => judged(context, need),
  contradicting: ruledOutBy,
  details: ({ names }) => ({ name: names.join(' | '), names: [...names] }),
  outsideSchema: true,
  setupPage: () => ({ page: 'user' }),
};
