import type { AccessSnapshot, InspectedUser } from '../access/snapshot.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import type { Finding } from '../kinds/finding.js';
import { evaluate } from './evaluate.js';

/** A set of requirements and how it was named: an id, `id@variant`, or a path. */
export type NamedRequirements = { readonly reference: string; readonly requirements: RequirementSet };

/** What was found of one user for one integration. */
export type Evaluation = NamedRequirements & { readonly user: InspectedUser; readonly findings: readonly Finding[] };

/** Every integration for every user of the snapshot, user by user. */
export const evaluationsOf = (integrations: readonly NamedRequirements[], snapshot: AccessSnapshot): Evaluation[] =>
  snapshot.users.flatMap((user) =>
    integrations.map((integration) => ({
      ...integration,
      user,
      findings: evaluate(integration.requirements.requirements, snapshot, user),
    })),
  );
