/** The one integration that a command is about, and whose access: from the flags, and where they leave it open from the project file. */
import { fillingOf } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import type { Authentication } from '../kinds/requirement.js';
import { settleOne } from './settleOne.js';
import type { RunOrg } from './runOrg.js';
import { readConfigured } from './readConfigured.js';
import { usernamesOf } from './usernames.js';

/** What a command line gives of it. */
export type GivenSubject = {
  readonly integration: string | undefined;
  /** Usernames and aliases; undefined where nobody was named. */
  readonly users: readonly string[] | undefined;
  readonly config: string | undefined;
  /** Undefined where nobody gave it. */
  readonly authentication: Authentication | undefined;
  readonly filling: Filling;
};

export type SettledSubject = Filling & {
  /** The definition, with the variant and the features of the project file; null where none was named. */
  readonly reference: string | null;
  /** Nobody for whoever is logged in. */
  readonly users: readonly string[];
  readonly authentication: Authentication;
};

/**
 * Where an integration is named, the project file says what no flag does. Of its users the first one counts.
 * @throws DefinitionMistake, Refusal
 */
export const settledSubject = async (
  { integration, users, config, authentication, filling }: GivenSubject,
  org: RunOrg,
): Promise<SettledSubject> => {
  if (integration === undefined) {
    const named = await usernamesOf([users ?? (await readConfigured()).user ?? []].flat());
    const whose = users === undefined ? named.slice(0, 1) : named;
    return { reference: null, users: whose, authentication: authentication ?? 'oauth', ...filling };
  }
  const one = await settleOne({ integration, users, authentication, ...filling }, config, org);
  return {
    ...fillingOf(one),
    reference: one.integration ?? integration,
    users: users === undefined ? one.users.slice(0, 1) : one.users,
    authentication: one.authentication ?? 'oauth',
  };
};
