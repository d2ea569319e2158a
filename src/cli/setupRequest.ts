/** What a setup is about: from flags and the project file, or from a reviewed plan. */
import type { FailOn } from '../exitCode.js';
import type { Authentication } from '../kinds/requirement.js';
import { Refusal } from '../refusal.js';
import type { SavedSetup } from '../setup/savedSetup.js';
import { settle } from './projectSettings.js';
import type { RunOrg, Settled } from './projectSettings.js';

/** The flags that say it; undefined where nobody gave them. */
export type SetupFlags = {
  readonly integration: readonly string[] | undefined;
  readonly user: readonly string[] | undefined;
  readonly authentication: Authentication | undefined;
  readonly config: string | undefined;
};

/** One integration for its users, and how the check at the end takes it. */
export type RequestedPair = {
  readonly reference: string;
  readonly users: readonly string[];
  readonly authentication: Authentication;
  readonly failOn: FailOn;
  readonly waivers: string | null;
  /** What --allow named when a reviewed plan was made. */
  readonly allow?: readonly string[] | undefined;
};

export type SetupRequest = Pick<Settled, 'project' | 'outputs'> & { readonly pairs: readonly RequestedPair[] };

/**
 * Somebody has to be named for each integration: nothing is set up for whoever happens to be logged in.
 * @throws Refusal, DefinitionMistake
 */
export const setupRequest = async (flags: SetupFlags, org: RunOrg): Promise<SetupRequest> => {
  const { integration: integrations, user: users, authentication, config } = flags;
  const { chosen, project, outputs } = await settle({ integrations, users, authentication }, config, org);
  if (chosen.length === 0) throw new Refusal('failure', 'setup.nothing', []);
  const withoutUser = chosen.filter((one) => (one.users ?? []).length === 0).map(({ reference }) => reference);
  if (withoutUser.length > 0) throw new Refusal('failure', 'setup.noUser', [withoutUser]);
  const pairs = chosen.map((one) => ({
    reference: one.reference,
    users: one.users ?? [],
    authentication: one.authentication ?? 'oauth',
    failOn: one.failOn ?? 'required',
    waivers: one.waivers,
  }));
  return { pairs, project, outputs };
};

/** The same from a reviewed plan, which says all of it. @throws Refusal where it is of another org, or too old */
export const reviewedRequest = ({ grants, org }: SavedSetup, path: string, orgId: string): SetupRequest => {
  if (org.id.slice(0, 15) !== orgId.slice(0, 15)) throw new Refusal('failure', 'setup.org', [path, org.instanceUrl]);
  const pairs = grants.flatMap(({ request }) =>
    request ? [{ ...request, failOn: 'required' as const, waivers: null }] : [],
  );
  return { pairs, project: null, outputs: [] };
};
