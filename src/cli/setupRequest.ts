/** What a setup is about: from flags and the project file, or from a reviewed plan. */
import type { Org } from '@salesforce/core';
import { fillingKey, fillingOf } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import type { FailOn } from '../exitCode.js';
import type { PlanRequest } from '../grant/savedPlan.js';
import type { Authentication } from '../kinds/requirement.js';
import { keyOf } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import { Refusal } from '../refusal.js';
import type { SavedSetup } from '../setup/savedSetup.js';
import type { SettingUsed } from './originText.js';
import { outputsOfProject, refuseOutputs } from './projectOutputs.js';
import { settle } from './projectSettings.js';
import { rememberNamed } from './runLine.js';
import { runOrg } from './runOrg.js';
import type { Settled } from './projectSettings.js';
import type { RunOrg } from './runOrg.js';

/** The flags that say it; undefined where nobody gave them. */
export type SetupFlags = Filling & {
  readonly integration?: readonly string[] | undefined;
  readonly user?: readonly string[] | undefined;
  readonly authentication: Authentication | undefined;
  readonly config?: string | undefined;
  /** Whether the reports of the project file are written. */
  readonly writesReports: boolean;
};

/** One integration for its users. */
export type RequestedPair = Filling & {
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
  /** What the project file says of a run whose reviewed plan says all the rest: its reports. */
  readonly besidePlan: readonly SettingUsed[];
  /** Whether field history is to be left as it is, because a reviewed plan says nothing of it. */
  readonly leavesHistory: boolean;
  /** What is granted: one for each integration and way of logging in, as one permission set serves all its users. */
  readonly pairs: readonly RequestedPair[];
  readonly targets: readonly RequestedTarget[];
};

/** Targets of one definition and way of logging in are granted together. */
const pairsOf = (targets: readonly RequestedTarget[]): RequestedPair[] => {
  const pairs = new Map<string, RequestedPair>();
  for (const { reference, users, authentication, ...others } of targets) {
    const key = `${authentication} ${reference} ${fillingKey(others)}`;
    const all = [...(pairs.get(key)?.users ?? []), ...users];
    pairs.set(key, {
      ...fillingOf(others),
      reference,
      authentication,
      users: [...new Map(all.map((user) => [keyOf(user), user])).values()],
    });
  }
  return [...pairs.values()];
};

/**
 * Somebody has to be named for each integration: nothing is set up for whoever happens to be logged in.
 * @throws Refusal, DefinitionMistake
 */
export const setupRequest = async (flags: SetupFlags, org: RunOrg): Promise<SetupRequest> => {
  const { integration: integrations, user: users, authentication, config, writesReports } = flags;
  const { chosen, project, outputs } = await settle(
    { ...fillingOf(flags), integrations, users, authentication, writesReports },
    config,
    org,
  );
  if (chosen.length === 0) throw new Refusal('failure', 'setup.nothing', []);
  // One user for every integration of a team is hardly what is meant.
  if (users !== undefined && integrations === undefined && chosen.length > 1)
    throw new Refusal('failure', 'setup.whose', [chosen.map(({ reference }) => reference)]);
  const withoutUser = chosen.filter((one) => (one.users ?? []).length === 0).map(({ reference }) => reference);
  if (withoutUser.length > 0) throw new Refusal('failure', 'setup.noUser', [withoutUser]);
  const targets = chosen.map((one) => ({
    ...fillingOf(one),
    reference: one.reference,
    users: one.users ?? [],
    authentication: one.authentication ?? 'oauth',
    failOn: one.failOn ?? 'required',
    waivers: one.waivers,
  }));
  return { pairs: pairsOf(targets), targets, project, outputs, besidePlan: [], leavesHistory: false };
};

/**
 * The same from a reviewed plan, which says all of it but where the reports are kept.
 * @param isEdited whether somebody has changed the file since it was saved
 * @throws Refusal where it was edited, or is of another org
 */
export const reviewedRequest = (
  { grants, org, targets, history }: SavedSetup,
  path: string,
  orgId: string,
  isEdited: boolean,
): SetupRequest => {
  if (isEdited) throw new Refusal('failure', 'setup.edited', [path]);
  if (!sameId(org.id, orgId)) throw new Refusal('failure', 'setup.org', [path, org.instanceUrl]);
  const pairs = grants.flatMap(({ request }): RequestedPair[] => (request ? [request] : []));
  return { pairs, targets, project: null, outputs: [], besidePlan: [], leavesHistory: history === null };
};

/**
 * The commands that sentences name cannot take it from the plan. Of several grants only the definitions are told, unless all are
 * for the same users.
 */
const rememberReviewed = ({ grants }: SavedSetup): void => {
  const requests = grants.flatMap(({ request }) => (request ? [request] : []));
  const [first, ...others] = requests;
  if (!first) return;
  const isSame = (of: (request: PlanRequest) => unknown): boolean =>
    others.every((other) => JSON.stringify(of(other)) === JSON.stringify(of(first)));
  rememberNamed({
    integrations: [...new Set(requests.map(({ reference }) => reference))],
    ...(isSame(({ users }) => [...users].sort()) ? { users: first.users } : {}),
    ...(isSame((request) => fillingKey(request)) ? { filling: first } : {}),
  });
};

/** A setup with the plan that somebody has reviewed; null where there is none. */
export type RequestedSetup = { readonly request: SetupRequest; readonly reviewed: SavedSetup | null };

/** Flags that name files of a setup. */
type FileFlags = {
  readonly plan?: string | undefined;
  readonly 'save-plan'?: string | undefined;
  readonly 'save-receipt'?: string | undefined;
};

/**
 * What a setup is about.
 * @throws Refusal, DefinitionMistake
 */
export const requestedSetup = async (
  flags: SetupFlags & FileFlags,
  org: Org,
  typedOrg: string | null,
): Promise<RequestedSetup> => {
  const { plan } = flags;
  const known = await runOrg(org, typedOrg);
  const { isEditedSetup, readSetup } = await import('./setupPlan.js');
  const reviewed = plan === undefined ? null : await readSetup(plan);
  if (reviewed === null || plan === undefined) return { request: await setupRequest(flags, known), reviewed };
  rememberReviewed(reviewed);
  const request = reviewedRequest(reviewed, plan, org.getOrgId(), isEditedSetup(reviewed));
  const { files, settings } = flags.writesReports ? await outputsOfProject(known) : { files: [], settings: [] };
  return { request: { ...request, outputs: files, besidePlan: settings }, reviewed };
};

/** The reports of a setup: those of the flags, else those of the project file. @throws Refusal */
export const reportsOfSetup = async (
  flags: {
    readonly 'output-file'?: readonly string[] | undefined;
    readonly config?: string | undefined;
  },
  { outputs }: SetupRequest,
): Promise<readonly string[]> => {
  const named = flags['output-file'];
  if (named !== undefined) return named;
  await refuseOutputs(flags.config, outputs);
  return outputs;
};
