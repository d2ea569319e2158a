/** What a setup is about: from flags and the project file, or from a reviewed plan. */
import type { FailOn } from '../exitCode.js';
import type { Authentication } from '../kinds/requirement.js';
import { keyOf } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
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

/** One integration for its users. */
export type RequestedPair = {
  readonly reference: string;
  readonly users: readonly string[];
  readonly authentication: Authentication;
  /** What --allow named when a reviewed plan was made. */
  readonly allow?: readonly string[] | undefined;
};

/** What is checked at the end. */
export type RequestedTarget = Omit<RequestedPair, 'allow'> & {
  readonly failOn: FailOn;
  readonly waivers: string | null;
};

export type SetupRequest = Pick<Settled, 'project' | 'outputs'> & {
  /** What is granted: one for each integration and way of logging in, as one permission set serves all its users. */
  readonly pairs: readonly RequestedPair[];
  readonly targets: readonly RequestedTarget[];
};

/** Targets of one definition and way of logging in are granted together. */
const pairsOf = (targets: readonly RequestedTarget[]): RequestedPair[] => {
  const pairs = new Map<string, RequestedPair>();
  for (const { reference, users, authentication } of targets) {
    const key = `${authentication} ${reference}`;
    const all = [...(pairs.get(key)?.users ?? []), ...users];
    pairs.set(key, { reference, authentication, users: [...new Map(all.map((user) => [keyOf(user), user])).values()] });
  }
  return [...pairs.values()];
};

/**
 * Somebody has to be named for each integration: nothing is set up for whoever happens to be logged in.
 * @throws Refusal, DefinitionMistake
 */
export const setupRequest = async (flags: SetupFlags, org: RunOrg): Promise<SetupRequest> => {
  const { integration: integrations, user: users, authentication, config } = flags;
  const { chosen, project, outputs } = await settle({ integrations, users, authentication }, config, org);
  if (chosen.length === 0) throw new Refusal('failure', 'setup.nothing', []);
  // One user for every integration of a team is hardly what is meant.
  if (users !== undefined && integrations === undefined && chosen.length > 1)
    throw new Refusal('failure', 'setup.whose', [chosen.map(({ reference }) => reference)]);
  const withoutUser = chosen.filter((one) => (one.users ?? []).length === 0).map(({ reference }) => reference);
  if (withoutUser.length > 0) throw new Refusal('failure', 'setup.noUser', [withoutUser]);
  const targets = chosen.map((one) => ({
    reference: one.reference,
    users: one.users ?? [],
    authentication: one.authentication ?? 'oauth',
    failOn: one.failOn ?? 'required',
    waivers: one.waivers,
  }));
  return { pairs: pairsOf(targets), targets, project, outputs };
};

/**
 * The same from a reviewed plan, which says all of it.
 * @param isEdited whether somebody has changed the file since it was saved
 * @throws Refusal where it was edited, or is of another org
 */
export const reviewedRequest = (
  { grants, org, targets }: SavedSetup,
  path: string,
  orgId: string,
  isEdited: boolean,
): SetupRequest => {
  if (isEdited) throw new Refusal('failure', 'setup.edited', [path]);
  if (!sameId(org.id, orgId)) throw new Refusal('failure', 'setup.org', [path, org.instanceUrl]);
  const pairs = grants.flatMap(({ request }): RequestedPair[] => (request ? [request] : []));
  return { pairs, targets, project: null, outputs: [] };
};
