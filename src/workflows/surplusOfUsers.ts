/** What users have beyond all definitions for which they are checked. */
import { evidenceIsWhole } from '../access/evidenceIsWhole.js';
import type { Entry } from '../access/entry.js';
import type { AccessSnapshot, InspectedUser } from '../access/snapshot.js';
import type { Evaluation } from '../check/evaluation.js';
import { wantedEntries } from '../check/surplus/neededEntries.js';
import { surplusOf } from '../check/surplus/surplus.js';
import type { SurplusReading } from '../check/surplus/surplus.js';
import type { OrgClient } from '../org/orgClient.js';
import { readDependencies } from '../org/read/readDependencies.js';
import type { TargetRequirements } from './prepare.js';
import { isUserOf } from './prepare.js';

/** By the id of the user. */
export type SurplusOfUsers = ReadonlyMap<string, SurplusReading>;

/**
 * The snapshot with what the org itself says of the dependencies of everything that the definitions ask for: what these take
 * is not beyond them. Sends nothing where users look at themselves, as nothing more could be told.
 * @throws OrgFailure
 */
export const withDependencies = async (
  client: OrgClient,
  integrations: readonly TargetRequirements[],
  snapshot: AccessSnapshot,
): Promise<AccessSnapshot> => {
  const wanted = snapshot.users
    .filter(evidenceIsWhole)
    .flatMap((user: InspectedUser): Entry[] =>
      integrations
        .filter((integration) => isUserOf(integration, user))
        .flatMap(({ requirements }) => wantedEntries(requirements.requirements, snapshot, user)),
    );
  if (wanted.length === 0) return snapshot;
  const dependencies = await readDependencies(client, wanted);
  return { ...snapshot, schema: { ...snapshot.schema, dependencies } };
};

/** The surplus of every user who was checked for something. @param evaluations with what waivers accept */
export const surplusOfUsers = (evaluations: readonly Evaluation[], snapshot: AccessSnapshot): SurplusOfUsers =>
  new Map(
    snapshot.users.flatMap((user): Array<[string, SurplusReading]> => {
      const own = evaluations.filter((one) => one.user.id === user.id);
      return own.length === 0 ? [] : [[user.id, surplusOf(own, snapshot, user)]];
    }),
  );
