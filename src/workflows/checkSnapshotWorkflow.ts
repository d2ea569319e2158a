import type { InspectedUser } from '../access/snapshot.js';
import { missingInScope } from '../access/scopeCover.js';
import { evaluationsOf } from '../check/evaluation.js';
import { filledOver } from '../definition/filling.js';
import { overObjects } from '../definition/objectPatterns.js';
import type { Filling } from '../definition/filling.js';
import type { FailOn } from '../exitCode.js';
import { readSnapshot } from '../files/snapshotFile.js';
import type { SavedSnapshot } from '../files/snapshotFile.js';
import { readingScopeOf } from '../kinds/readingNames.js';
import type { Authentication } from '../kinds/requirement.js';
import { sameName } from '../platform/names.js';
import { Refusal } from '../refusal.js';
import type { CheckInput, CheckOutcome } from './checkWorkflow.js';
import { isUserOf, requirementsOfAll } from './prepare.js';
import type { CheckTarget } from '../project/checkTarget.js';
import { surplusOfUsers } from './surplusOfUsers.js';
import { readWaiversFiles, waiveFindings } from './waiveFindings.js';

export type CheckSnapshotInput = Pick<CheckInput, 'waivers' | 'surplus'> &
  Filling & {
    readonly path: string;
    /** References of definitions; empty means those that the snapshot was taken for. */
    readonly integrations: readonly string[];
    /** Usernames; empty means all of the snapshot. */
    readonly users: readonly string[];
    readonly failOn: FailOn;
    /** Path of a file of waivers; null where nothing is waived. */
    readonly waiversFile: string | null;
    /** As it was named; undefined where nobody did. */
    readonly authentication: Authentication | undefined;
  };

/** Most names that a refusal lists. */
const mostNamed = 5;

/** The users that are asked for; all of the file where nobody is. @throws Refusal for one that is not in it */
const usersIn = (users: readonly InspectedUser[], asked: readonly string[], path: string): InspectedUser[] =>
  asked.length === 0
    ? [...users]
    : asked.map((name) => {
        const found = users.find(
          ({ username, requestedUsername }) =>
            sameName(username, name) || (requestedUsername !== null && sameName(requestedUsername, name)),
        );
        if (!found) throw new Refusal('failure', 'snapshotUser', [path, name], [users.map(({ username }) => username)]);
        return found;
      });

/** What is checked: what is named, or else what the snapshot was taken for, for those whom it was taken for. */
const targetsOf = (
  { integrations, failOn, waiversFile: waivers, ...filling }: CheckSnapshotInput,
  { integrations: saved, pairs, fillings, snapshot, authentication }: SavedSnapshot,
): CheckTarget[] => {
  const usernames = (places: readonly number[]): string[] =>
    snapshot.users.flatMap(({ username }, at) => (places.includes(at) ? [username] : []));
  const savedTargets = saved.flatMap((reference, at): CheckTarget[] => {
    const pair = pairs?.[at];
    const filled = filledOver(fillings?.[at], filling);
    if (!pair) return [{ ...filled, reference, users: [], authentication, failOn, waivers }];
    // Nobody was there to be checked for it.
    if (pair.users.length === 0) return [];
    return [
      { ...filled, reference, users: usernames(pair.users), authentication: pair.authentication, failOn, waivers },
    ];
  });
  if (integrations.length === 0) return savedTargets;
  return integrations.flatMap((reference) => {
    const own = savedTargets.filter((target) => target.reference === reference);
    return own.length > 0
      ? own
      : [{ ...filledOver(null, filling), reference, users: [], authentication, failOn, waivers }];
  });
};

/**
 * The check of a saved snapshot: the same verdicts, without an org. Definitions are those that it was taken for where none is
 * named; others only where everything that they need was read.
 * @throws DefinitionMistake, Refusal
 */
export const checkSnapshot = async (input: CheckSnapshotInput): Promise<CheckOutcome> => {
  const { path } = input;
  const saved = await readSnapshot(path);
  if (input.authentication !== undefined && input.authentication !== saved.authentication)
    throw new Refusal('failure', 'snapshotAuthentication', [path, saved.authentication]);
  const integrations = await requirementsOfAll(targetsOf(input, saved));
  const files = await readWaiversFiles(integrations, input.waivers.update);
  if (input.surplus && saved.scope.everything !== true) throw new Refusal('failure', 'snapshotNotWhole', [path]);
  const wanted = readingScopeOf(
    integrations.flatMap(({ requirements }) =>
      overObjects(requirements.requirements, saved.snapshot.schema.permissionableObjects),
    ),
    saved.authentication,
  );
  const missing = missingInScope(saved.scope, wanted);
  if (missing.length > 0) throw new Refusal('failure', 'snapshotLacks', [path, missing.slice(0, mostNamed)]);
  const snapshot = { ...saved.snapshot, users: usersIn(saved.snapshot.users, input.users, path) };
  const evaluations = evaluationsOf(
    integrations,
    snapshot,
    (integration, user) => integration.users.length === 0 || isUserOf(integration, user),
  );
  // A waiver that has ended waives nothing any more, however old the snapshot is.
  const waived = await waiveFindings(evaluations, snapshot, input.waivers, new Date().toISOString(), files);
  return {
    snapshot,
    ...(input.surplus ? { surplus: surplusOfUsers(waived.evaluations, snapshot) } : {}),
    ...waived,
    cost: { apiCalls: saved.apiCalls },
    runnerLacks: saved.runnerLacks,
    notFound: input.users.length === 0 ? saved.notFound : [],
  };
};
