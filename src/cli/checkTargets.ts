/** What a check is about, from flags, the project file and what was set once. */
import type { FailOn } from '../exitCode.js';
import type { Authentication } from '../kinds/requirement.js';
import { usualWaiversFile } from '../waivers/waiver.js';
import type { CheckTarget } from '../project/checkTarget.js';
import { settle } from './projectSettings.js';
import type { RunOrg, Settled } from './projectSettings.js';
import { readConfigured } from './readConfigured.js';
import { usernamesOf } from './usernames.js';

/** The flags of a check that say it; undefined where nobody gave them. */
export type CheckTargetFlags = {
  readonly integration: readonly string[] | undefined;
  readonly user: readonly string[] | undefined;
  readonly authentication: Authentication | undefined;
  readonly failOn: FailOn | undefined;
  readonly waivers: string | undefined;
  readonly updateWaivers: boolean;
  readonly config: string | undefined;
};

export type CheckTargets = Omit<Settled, 'chosen'> & { readonly targets: readonly CheckTarget[] };

/** The file of waivers of a check; where some are to be added and none is named, the usual one. */
export const waiversFileOf = (named: string | null | undefined, update: boolean): string | null =>
  named ?? (update ? usualWaiversFile : null);

/**
 * Without any word on the integration, on the command line or in a file, a check is about every definition there is.
 * @throws Refusal, DefinitionMistake
 */
export const checkTargets = async (flags: CheckTargetFlags, org: RunOrg): Promise<CheckTargets> => {
  const { integration: integrations, user: users, updateWaivers, config, ...others } = flags;
  const { chosen, ...settled } = await settle({ integrations, users, ...others }, config, org);
  if (chosen.length > 0)
    return {
      ...settled,
      targets: chosen.map((one) => ({
        reference: one.reference,
        users: one.users ?? [],
        authentication: one.authentication ?? 'oauth',
        failOn: one.failOn ?? 'required',
        waivers: waiversFileOf(one.waivers, updateWaivers),
      })),
    };
  const { user } = await readConfigured();
  return {
    ...settled,
    targets: [
      {
        reference: null,
        users: await usernamesOf(users ?? (user === undefined ? [] : [user])),
        authentication: flags.authentication ?? 'oauth',
        failOn: flags.failOn ?? 'required',
        waivers: waiversFileOf(flags.waivers, updateWaivers),
      },
    ],
  };
};
