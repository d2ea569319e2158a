/** What the workflows begin with: definitions become requirements, usernames become what is looked up. */
import type { NamedRequirements } from '../check/evaluation.js';
import { expand } from '../files/hashDefinition.js';
import { listBuiltIn, loadDefinition } from '../files/loadDefinition.js';
import type { LoadedDefinition } from '../files/loadDefinition.js';
import type { Authentication } from '../kinds/requirement.js';
import type { OrgClient } from '../org/orgClient.js';
import type { UserRequest } from '../org/read/users.js';

const expanded = (
  reference: string,
  definition: LoadedDefinition,
  authentication: Authentication,
): NamedRequirements => ({
  reference,
  requirements: expand(definition, { variant: null, authentication }),
});

/**
 * The requirements of one definition.
 * @param reference an id, `id@variant`, or a path
 * @throws DefinitionMistake
 */
export const requirementsOf = async (reference: string, authentication: Authentication): Promise<NamedRequirements> =>
  expanded(reference, await loadDefinition(reference), authentication);

/** The same definition named twice, by its id and by its path for example. */
const isSame = ({ requirements: a }: NamedRequirements, { requirements: b }: NamedRequirements): boolean =>
  a.integration === b.integration && a.variant === b.variant && a.definitionHash === b.definitionHash;

/**
 * The requirements of several definitions, each once; of every built-in one where none is named.
 * @throws DefinitionMistake
 */
export const requirementsOfAll = async (
  references: readonly string[],
  authentication: Authentication,
): Promise<NamedRequirements[]> => {
  const all =
    references.length === 0
      ? (await listBuiltIn()).map((definition) => expanded(definition.id, definition, authentication))
      : await Promise.all(references.map((reference) => requirementsOf(reference, authentication)));
  return all.filter((one, at) => all.findIndex((other) => isSame(one, other)) === at);
};

/** The users to be looked up: whoever is logged in where nobody is named. */
export const usersToFind = (usernames: readonly string[], { username }: OrgClient): UserRequest[] =>
  usernames.length === 0
    ? [{ username, unnamed: true }]
    : usernames.map((named) => ({ username: named, unnamed: false }));
