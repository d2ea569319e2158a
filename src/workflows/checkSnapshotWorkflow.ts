import type { InspectedUser } from '../access/snapshot.js';
import { missingInScope } from '../access/scopeCover.js';
import { evaluationsOf } from '../check/evaluation.js';
import { readSnapshot } from '../files/snapshotFile.js';
import { readWaiversFile } from '../files/waiversFile.js';
import { readingScopeOf } from '../kinds/readingNames.js';
import type { Authentication } from '../kinds/requirement.js';
import { sameName } from '../platform/names.js';
import { Refusal } from '../refusal.js';
import type { CheckInput, CheckOutcome } from './checkWorkflow.js';
import { requirementsOfAll } from './prepare.js';
import { waiveFindings } from './waiveFindings.js';

export type CheckSnapshotInput = Pick<CheckInput, 'integrations' | 'users' | 'waivers' | 'failOn'> & {
  readonly path: string;
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
  const references = input.integrations.length === 0 ? saved.integrations : input.integrations;
  const integrations = await requirementsOfAll(references, saved.authentication);
  const file = input.waivers && (await readWaiversFile(input.waivers.path, input.waivers.update));
  const wanted = readingScopeOf(
    integrations.flatMap(({ requirements }) => requirements.requirements),
    saved.authentication,
  );
  const missing = missingInScope(saved.scope, wanted);
  if (missing.length > 0) throw new Refusal('failure', 'snapshotLacks', [path, missing.slice(0, mostNamed)]);
  const snapshot = { ...saved.snapshot, users: usersIn(saved.snapshot.users, input.users, path) };
  return {
    snapshot,
    // A waiver that has ended waives nothing any more, however old the snapshot is.
    ...(await waiveFindings(evaluationsOf(integrations, snapshot), snapshot, input, new Date().toISOString(), file)),
    cost: { apiCalls: saved.apiCalls },
    runnerLacks: saved.runnerLacks,
    notFound: input.users.length === 0 ? saved.notFound : [],
  };
};
