import type { AccessSnapshot } from '../access/snapshot.js';
import { OrgFailure } from '../org/failure.js';
import type { AccessReading } from '../org/read/readAccess.js';
import { runnerHolds } from '../org/read/runner.js';
import { lackingText, lackingToWrite } from '../platform/writePermissions.js';
import type { Writing } from '../platform/writePermissions.js';

/**
 * API names of the user permissions that the runner lacks for writing, empty where that could not be read: the platform
 * then says it.
 */
export const runnerLacks = (runner: AccessReading['runner'], writing: Writing): string[] =>
  lackingToWrite(writing, (name) => runnerHolds(runner, name) === false);

/** Refuses a plan that the runner may not carry out. @throws OrgFailure RUNNER_LACKS */
export const refuseLackingRunner = ({
  snapshot,
  runnerLacks: names,
}: {
  readonly snapshot: Pick<AccessSnapshot, 'org'>;
  readonly runnerLacks: readonly string[];
}): void => {
  if (names.length > 0) throw new OrgFailure('RUNNER_LACKS', [snapshot.org.username, lackingText(names)]);
};
