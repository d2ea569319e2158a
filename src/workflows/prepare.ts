/** What the workflows begin with: definitions become requirements, usernames become what is looked up. */
import type { NamedRequirements } from '../check/evaluation.js';
import { expand } from '../files/hashDefinition.js';
import { loadAllDefinitions, loadDefinition } from '../files/loadDefinition.js';
import type { LoadedDefinition } from '../files/loadDefinition.js';
import type { InspectedUser } from '../access/snapshot.js';
import type { Authentication } from '../kinds/requirement.js';
import { keyOf, sameName } from '../platform/names.js';
import { sandboxForm } from '../platform/sandboxUsernames.js';
import type { CheckTarget } from '../project/checkTarget.js';
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
 * @param reference an id, `id@variant+feature`, or a path
 * @throws DefinitionMistake
 */
export const requirementsOf = async (reference: string, authentication: Authentication): Promise<NamedRequirements> =>
  expanded(reference, await loadDefinition(reference), authentication);

/** The requirements of a target. */
export type TargetRequirements = NamedRequirements & Omit<CheckTarget, 'reference'>;

/** The same definition for the same users and taken the same, named twice: by its id and by its path for example. */
const isSame = (a: TargetRequirements, b: TargetRequirements): boolean =>
  a.requirements.integration === b.requirements.integration &&
  a.requirements.variant === b.requirements.variant &&
  a.requirements.definitionHash === b.requirements.definitionHash &&
  a.authentication === b.authentication &&
  a.failOn === b.failOn &&
  a.waivers === b.waivers &&
  a.users.length === b.users.length &&
  a.users.every((user, at) => user === b.users[at]);

const requirementsOfTarget = async ({ reference, ...target }: CheckTarget): Promise<TargetRequirements[]> => {
  const { authentication } = target;
  const named =
    reference === null
      ? (await loadAllDefinitions()).map((definition) => expanded(definition.id, definition, authentication))
      : [await requirementsOf(reference, authentication)];
  return named.map((one) => ({ ...one, ...target }));
};

/**
 * The requirements of all targets, each once.
 * @throws DefinitionMistake
 */
export const requirementsOfAll = async (targets: readonly CheckTarget[]): Promise<TargetRequirements[]> => {
  const all = (await Promise.all(targets.map(requirementsOfTarget))).flat();
  return all.filter((one, at) => all.findIndex((other) => isSame(one, other)) === at);
};

/** How the reading has to be made for integrations that log in in different ways: what one of them needs is read. */
export const strictestLogin = (targets: readonly { readonly authentication: Authentication }[]): Authentication =>
  targets.some(({ authentication }) => authentication === 'usernamePassword') ? 'usernamePassword' : 'oauth';

/** The users to be looked up: whoever is logged in where nobody is named. */
export const usersToFind = (usernames: readonly string[], { username }: OrgClient): UserRequest[] =>
  usernames.length === 0
    ? [{ username, unnamed: true }]
    : usernames.map((named) => ({ username: named, unnamed: false }));

/** The users of all targets, each once; whoever is logged in where a target names nobody. */
export const usersOfAll = (targets: readonly Pick<CheckTarget, 'users'>[], client: OrgClient): UserRequest[] => {
  const all = targets.flatMap(({ users }) => usersToFind(users, client));
  return [...new Map(all.map((one) => [`${one.unnamed} ${keyOf(one.username)}`, one])).values()];
};

/** Whether a user that was found is one whom a target names, in a sandbox by its username in production too. */
export const isUserOf = (
  { users }: Pick<CheckTarget, 'users'>,
  { username, requestedUsername, unnamed }: Pick<InspectedUser, 'username' | 'requestedUsername' | 'unnamed'>,
): boolean => {
  if (users.length === 0) return unnamed;
  const isNamed = (name: string): boolean =>
    sameName(name, username) || (requestedUsername !== null && sameName(name, requestedUsername));
  return users.some((name) => isNamed(name) || sandboxForm(username, name) !== null);
};
