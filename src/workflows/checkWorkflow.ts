import type { Connection } from '@salesforce/core';
import { fillingOf } from '../definition/filling.js';
import { namedInRules } from '../kinds/namedInRules.js';
import { readingScopeOf } from '../kinds/readingNames.js';
import type { ReadingScope } from '../access/readingScope.js';
import type { AccessSnapshot, UserNotFound } from '../access/snapshot.js';
import { evaluationsOf } from '../check/evaluation.js';
import type { Evaluation } from '../check/evaluation.js';
import { createOrgClient } from '../org/orgClient.js';
import type { ClientOptions, Cost } from '../org/transport.js';
import { readAccess } from '../org/read/readAccess.js';
import type { ReadOptions } from '../org/read/readAccess.js';
import { redactBeside, redactSnapshot, withoutFolders } from '../access/redactSnapshot.js';
import { refuseExisting } from '../files/receiptFile.js';
import { saveSnapshot } from '../files/snapshotFile.js';
import type { SavedSnapshot } from '../files/snapshotFile.js';
import { isUserOf, beginOverObjects, requirementsOfAll, strictestLogin, usersOfAll } from './prepare.js';
import type { CheckTarget } from '../project/checkTarget.js';
import type { TargetRequirements } from './prepare.js';
import { withOwnView, withPlatformOpinions } from './readSecondOpinions.js';
import type { VerifyAs } from './readSecondOpinions.js';
import { runnerLacks } from './runnerLacks.js';
import { surplusOfUsers, withDependencies } from './surplusOfUsers.js';
import type { SurplusOfUsers } from './surplusOfUsers.js';
import { readWaiversFiles, waiveFindings } from './waiveFindings.js';
import type { WaiversFiles, WaiversInput, WaiversOutcome } from './waiveFindings.js';

/** What people who wait are told; each has its sentence `stage.<stage>`. */
export const checkStages = ['definitions', 'people', 'permissions', 'evaluate'] as const;

/** Where a snapshot is to be kept. */
export type SnapshotSaving = {
  readonly path: string;
  /** Without the names of the org and its people. */
  readonly redact: boolean;
  readonly pluginVersion: string;
};

export type CheckInput = ClientOptions & {
  /** What is checked, for whom, and how strictly. */
  readonly targets: readonly CheckTarget[];
  readonly waivers: WaiversInput;
  /** Whether what users have beyond the definitions is wanted: then everything is read that their sources hold. */
  readonly surplus?: boolean;
  /** Whether the platform is asked for its own opinion. */
  readonly crossCheck?: boolean;
  /** Who is logged in as one of the users, to be compared with; left out where nobody is. */
  readonly verifyAs?: VerifyAs;
  /** A file in which everything that is read is kept; left out where that is not wanted. */
  readonly save?: SnapshotSaving;
  /** Asked for once the definitions are known to be sound: a mistake in a file needs no org. */
  readonly connect: () => Promise<Connection>;
  readonly onStage?: (stage: (typeof checkStages)[number]) => void;
};

/** What was found of one user for one integration, and how strictly it is taken. */
export type TargetEvaluation = Evaluation & TargetRequirements;

export type CheckOutcome = {
  readonly snapshot: AccessSnapshot;
  readonly evaluations: readonly TargetEvaluation[];
  /** One for each file of waivers. */
  readonly waivers: readonly WaiversOutcome[];
  readonly cost: Cost;
  /** What whoever runs the check lacks to grant something, as API names of user permissions. */
  readonly runnerLacks: readonly string[];
  /** Of several usernames those that lead to no user. */
  readonly notFound: readonly UserNotFound[];
  /** Definitions for which nobody was found, as they were named. */
  readonly unjudged?: readonly string[];
  /** Left out where nobody asked. */
  readonly surplus?: SurplusOfUsers;
};

/** Who is checked for which integration, where not all are for all. */
const pairsOf = (
  integrations: readonly TargetRequirements[],
  { users }: AccessSnapshot,
): { readonly pairs?: SavedSnapshot['pairs'] } => {
  const pairs = integrations.map((integration) => ({
    authentication: integration.authentication,
    users: users.flatMap((user, at) => (isUserOf(integration, user) ? [at] : [])),
  }));
  const isPlain = pairs.every(
    (pair) => pair.users.length === users.length && pair.authentication === pairs[0]?.authentication,
  );
  return isPlain ? {} : { pairs };
};

/** What was filled in, where anything was. */
const fillingsOf = (integrations: readonly TargetRequirements[]): Pick<SavedSnapshot, 'fillings'> => {
  const fillings = integrations.map(fillingOf);
  return fillings.every((filling) => Object.keys(filling).length === 0) ? {} : { fillings };
};

/**
 * Judges what was read, each target for its users, and lets pass what is waived.
 * @param files of waivers, as they were read before the org was
 * @throws Refusal
 */
export const judgeTargets = (
  integrations: readonly TargetRequirements[],
  snapshot: AccessSnapshot,
  waivers: WaiversInput,
  files: WaiversFiles,
): Promise<Pick<CheckOutcome, 'evaluations' | 'waivers'>> =>
  waiveFindings(evaluationsOf(integrations, snapshot, isUserOf), snapshot, waivers, snapshot.takenAt, files);

/**
 * The check: definitions, one reading of the org for all users and definitions together, evaluation.
 * @throws DefinitionMistake, OrgFailure, Refusal
 */
export const check = async (input: CheckInput): Promise<CheckOutcome> => {
  const { onStage } = input;
  onStage?.('definitions');
  const named = await requirementsOfAll(input.targets);
  const files = await readWaiversFiles(named, input.waivers.update);
  if (input.save) await refuseExisting(input.save.path);
  const client = createOrgClient(await input.connect(), input);
  const requests = usersOfAll(input.targets, client);
  const { integrations, begun } = await beginOverObjects(client, named, requests);
  const authentication = strictestLogin(input.targets);
  const requirements = integrations.flatMap((integration) => integration.requirements.requirements);
  const ofRules = readingScopeOf(requirements, authentication);
  const scope: ReadingScope = {
    ...ofRules,
    ...(input.surplus ? { everything: true } : {}),
    ...(input.crossCheck ? { opinions: true } : {}),
  };
  const byName = namedInRules(requirements, ofRules);
  const readOptions: ReadOptions = {
    now: Date.now(),
    withoutRows: 'NO_VIEW_SETUP',
    withoutMissing: true,
    // A snapshot can be asked by other definitions too, and what is held can be anything.
    ...(byName && !input.save && !input.surplus && !input.crossCheck && !input.verifyAs ? { named: byName } : {}),
    ...(onStage ? { onStage } : {}),
    ...begun,
  };
  const { snapshot: read, runner, notFound } = await readAccess(client, scope, requests, readOptions);
  const told = input.surplus ? await withDependencies(client, integrations, read) : read;
  const compared = input.crossCheck
    ? await withPlatformOpinions(client, evaluationsOf(integrations, told, isUserOf), told)
    : told;
  const seen = input.verifyAs && (await withOwnView(client, input.verifyAs, scope, compared, input));
  const snapshot = seen?.snapshot ?? compared;
  onStage?.('evaluate');
  const lacks = runnerLacks(runner, { writesSets: true, assigns: true });
  const cost = { apiCalls: client.cost().apiCalls + (seen?.apiCalls ?? 0) };
  if (input.save) {
    const { path, redact, pluginVersion } = input.save;
    const saved: SavedSnapshot = {
      integrations: integrations.map(({ reference }) => (redact ? withoutFolders(reference) : reference)),
      ...pairsOf(integrations, snapshot),
      ...fillingsOf(integrations),
      authentication,
      apiCalls: cost.apiCalls,
      runnerLacks: lacks,
      notFound: redact ? redactBeside(snapshot, notFound) : notFound,
      scope,
      snapshot: redact ? redactSnapshot(snapshot) : snapshot,
    };
    await saveSnapshot(path, saved, pluginVersion);
  }
  const judged = await judgeTargets(integrations, snapshot, input.waivers, files);
  const isJudged = (reference: string): boolean => judged.evaluations.some((one) => one.reference === reference);
  return {
    snapshot,
    ...judged,
    ...(input.surplus ? { surplus: surplusOfUsers(judged.evaluations, snapshot) } : {}),
    cost,
    runnerLacks: lacks,
    notFound,
    unjudged: integrations.flatMap(({ reference }) => (isJudged(reference) ? [] : [reference])),
  };
};
