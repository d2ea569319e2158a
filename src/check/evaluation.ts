import type { AccessSnapshot, InspectedUser } from '../access/snapshot.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import type { Finding } from '../kinds/finding.js';
import { evaluate } from './evaluate.js';
import { withSecondOpinions } from './secondOpinion.js';
import type { OpinionCounts } from './secondOpinion.js';

/** A set of requirements and how it was named: an id, `id@variant`, or a path. */
export type NamedRequirements = {
  readonly reference: string;
  readonly requirements: RequirementSet;
  /** The file of a definition of somebody's own; null where it is built in, left out where that was not looked at. */
  readonly ownFile?: string | null;
};

/** What was found of one user for one integration. */
export type Evaluation = NamedRequirements & {
  readonly user: InspectedUser;
  readonly findings: readonly Finding[];
  /** How second opinions went; left out where nobody asked for one. */
  readonly opinions?: OpinionCounts;
};

/** A user as an integration sees it: its password matters to one alone that logs in with it. */
const asSeenBy = ({ requirements }: NamedRequirements, user: InspectedUser): InspectedUser => {
  if (requirements.authentication === 'usernamePassword') return user;
  const { password, ...rest } = user;
  return password === undefined ? user : rest;
};

/**
 * Every integration for every user of the snapshot, user by user.
 * @param isFor whether an integration is to be evaluated for a user; left out where each is for all
 */
export const evaluationsOf = <T extends NamedRequirements>(
  integrations: readonly T[],
  snapshot: AccessSnapshot,
  isFor: (integration: T, user: InspectedUser) => boolean = () => true,
): (T & Evaluation)[] =>
  snapshot.users.flatMap((user) =>
    integrations
      .filter((integration) => isFor(integration, user))
      .map((integration) => {
        const seen = asSeenBy(integration, user);
        const { requirements } = integration.requirements;
        const { findings, counts } = withSecondOpinions(
          evaluate(requirements, snapshot, seen),
          requirements,
          snapshot,
          seen,
        );
        return { ...integration, user: seen, findings, ...(counts ? { opinions: counts } : {}) };
      }),
  );
