/** What the team's project file and flags say for a command that is about one integration. */
import { fillingOf } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import type { Authentication } from '../kinds/requirement.js';
import type { FlagsGiven } from '../project/chooseIntegrations.js';
import { Refusal } from '../refusal.js';
import type { Choosing } from './choosing.js';
import { given, settle } from './projectSettings.js';
import type { Settled } from './projectSettings.js';
import { readConfigured } from './readConfigured.js';
import type { RunOrg } from './runOrg.js';
import { usernamesOf } from './usernames.js';

/** What a command that is about one integration takes from flags, the project file and what was set once. */
export type SettledOne = Pick<Settled, 'project'> &
  Filling & {
    /** Undefined where nothing names one. */
    readonly integration: string | undefined;
    /** Usernames; empty where nothing names one. */
    readonly users: readonly string[];
    readonly authentication: Authentication | undefined;
    /** Path of the file of waivers that the project file names for it; null where it names none. */
    readonly waivers: string | null;
  };

/**
 * The same for a command that is about one integration.
 * @param choosing lets a person choose what is still missing, or which of several; undefined where nobody can be asked
 * @throws Refusal also where the project file names several and nobody says which; OrgFailure INTERRUPTED at a question
 */
export const settleOne = async (
  flags: FlagsOfOne,
  config: string | undefined,
  org: RunOrg,
  choosing?: Choosing,
): Promise<SettledOne> => {
  const { integration, ...others } = flags;
  const integrations = integration === undefined ? undefined : [integration];
  const { chosen, project } = await settle({ ...others, integrations }, config, org);
  const [one, ...more] = chosen;
  if (choosing && integration === undefined && (!one || more.length > 0)) {
    const picked = await choosing.integration(one ? [...new Set(chosen.map(({ reference }) => reference))] : null);
    if (picked !== null) return settleOne({ ...flags, integration: picked }, config, org, choosing);
  }
  if (one && more.length > 0)
    throw new Refusal(
      'failure',
      integration === undefined ? 'project.several' : 'project.twice',
      [project?.file ?? '', one.reference],
      [chosen.map(({ reference }) => reference)],
    );
  if (one) {
    const named = one.users ?? [];
    const picked = named.length === 0 ? ((await choosing?.user([one.reference])) ?? null) : null;
    return {
      project,
      ...fillingOf(one),
      integration: one.reference,
      users: picked === null ? named : [picked],
      authentication: one.authentication ?? undefined,
      waivers: one.waivers,
    };
  }
  const { user } = await readConfigured();
  const users = await usernamesOf(given(flags.users) ?? (user === undefined ? [] : [user]));
  return {
    ...{ project, integration: undefined, users, authentication: flags.authentication, waivers: null },
    ...fillingOf(flags),
  };
};

/** The flags of a command that is about one integration. */
export type FlagsOfOne = Pick<FlagsGiven, 'users' | 'authentication' | keyof Filling> & {
  readonly integration?: string | undefined;
};
