/** What the workflows begin with: definitions become requirements, usernames become what is looked up. */
import type { NamedRequirements } from '../check/evaluation.js';
import { checkFilling, unknownParameters } from '../definition/expandDefinition.js';
import { parseReference } from '../definition/definitionReference.js';
import { fillingKey } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import { hasObjectPatterns, overFewObjects } from '../definition/objectPatterns.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { expand } from '../files/hashDefinition.js';
import { loadAllDefinitions, loadDefinition } from '../files/loadDefinition.js';
import type { LoadedDefinition } from '../files/loadDefinition.js';
import type { InspectedUser } from '../access/snapshot.js';
import type { Authentication, Requirement } from '../kinds/requirement.js';
import { keyOf, sameName } from '../platform/names.js';
import { sandboxForm } from '../platform/sandboxUsernames.js';
import type { CheckTarget } from '../project/checkTarget.js';
import type { OrgClient } from '../org/orgClient.js';
import { readOfferedObjects } from '../org/read/describedSchema.js';
import type { OfferedObjects } from '../org/read/describedSchema.js';
import { beginWithNames } from '../org/read/earlyNames.js';
import type { EarlyNames } from '../org/read/earlyNames.js';
import { readingScopeOf } from '../kinds/readingNames.js';
import type { UserRequest } from '../org/read/users.js';

/** The path of a definition that was named by it. */
const pathIn = (reference: string): string | null => {
  const named = parseReference(reference);
  return named.type === 'path' ? named.path : null;
};

const expanded = (
  reference: string,
  definition: LoadedDefinition,
  authentication: Authentication,
  { parameters, phases }: Filling,
): NamedRequirements => ({
  reference,
  requirements: expand(definition, { variant: null, authentication, parameters, phases }),
  ownFile: definition.ownFile ?? pathIn(reference),
});

/**
 * The requirements of one definition.
 * @param reference an id, `id@variant+feature`, or a path
 * @throws DefinitionMistake
 */
export const requirementsOf = async (
  reference: string,
  authentication: Authentication,
  filling: Filling = {},
): Promise<NamedRequirements> => {
  const definition = await loadDefinition(reference);
  checkFilling(definition, filling);
  return expanded(reference, definition, authentication, filling);
};

/** A run about several definitions fills in each what it has. @throws DefinitionMistake for what none of them has */
const checkFillings = (
  all: ReadonlyArray<{ readonly definition: LoadedDefinition; readonly filling: Filling }>,
): void => {
  for (const { definition, filling } of all)
    for (const name of unknownParameters(definition, filling)) {
      const values = filling.parameters?.[name] ?? [];
      const isElsewhere = all.some(
        (other) =>
          other.filling.parameters?.[name] === values &&
          unknownParameters(other.definition, other.filling).every((one) => one !== name),
      );
      if (!isElsewhere) checkFilling(definition, { parameters: { [name]: values } });
    }
};

type Loaded = { readonly reference: string; readonly definition: LoadedDefinition };

/** The definitions that a reference means: all that are known by an id where it is null. @throws DefinitionMistake */
export type LoadMeant = (reference: string | null) => Promise<readonly Loaded[]>;

const load: LoadMeant = async (reference) =>
  reference === null
    ? (await loadAllDefinitions())
        // What people of a role need is checked of them, and not of an integration user.
        .filter(({ group }) => group === 'vendor')
        .map((definition) => ({ reference: definition.id, definition }))
    : [{ reference, definition: await loadDefinition(reference) }];

/**
 * Loads each definition once: all orgs of a run are held against the same, and its files are not read and parsed for each of
 * them again.
 */
export const loadingOnce = (): LoadMeant => {
  const known = new Map<string | null, ReturnType<LoadMeant>>();
  return (reference) => {
    const loading = known.get(reference) ?? load(reference);
    known.set(reference, loading);
    return loading;
  };
};

/**
 * The requirements of several definitions, in their order; those of all that are known by an id where a reference is null.
 * @throws DefinitionMistake
 */
export const requirementsOfSeveral = async <T extends Filling & { readonly authentication: Authentication }>(
  targets: ReadonlyArray<T & { readonly reference: string | null }>,
  loadMeant: LoadMeant = load,
): Promise<Array<{ readonly target: T; readonly named: NamedRequirements }>> => {
  const loaded = await Promise.all(
    targets.map(async (target) =>
      (await loadMeant(target.reference)).map((one) => ({ ...one, filling: target, target })),
    ),
  );
  checkFillings(loaded.flat());
  return loaded.flat().map(({ reference, definition, target }) => ({
    target,
    named: expanded(reference, definition, target.authentication, target),
  }));
};

/**
 * The requirements of the other variants of a definition, with the same features and way of logging in.
 * @throws DefinitionMistake
 */
export const otherVariantsOf = async (
  reference: string,
  { variant, features, authentication }: Pick<RequirementSet, 'variant' | 'features' | 'authentication'>,
  filling: Filling = {},
): Promise<readonly RequirementSet[]> => {
  const definition = await loadDefinition(reference);
  return definition.variants
    .filter(({ name }) => name !== variant)
    .map(({ name }) => expand(definition, { parameters: filling.parameters, variant: name, features, authentication }));
};

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
  fillingKey(a) === fillingKey(b) &&
  a.users.length === b.users.length &&
  a.users.every((user, at) => user === b.users[at]);

/**
 * The requirements of all targets, each once.
 * @throws DefinitionMistake
 */
export const requirementsOfAll = async (
  targets: readonly CheckTarget[],
  loadMeant: LoadMeant = load,
): Promise<TargetRequirements[]> => {
  const all = (await requirementsOfSeveral(targets, loadMeant)).map(({ target, named }) => ({ ...target, ...named }));
  return all.filter((one, at) => all.findIndex((other) => isSame(one, other)) === at);
};

/** How the reading has to be made for integrations that log in in different ways: what one of them needs is read. */
export const strictestLogin = (targets: readonly { readonly authentication: Authentication }[]): Authentication =>
  targets.some(({ authentication }) => authentication === 'usernamePassword') ? 'usernamePassword' : 'oauth';

/** @throws DefinitionMistake where that is more than a definition may ask for */
const spreadOver = <T extends NamedRequirements>(
  { permissionableObjects: objects }: OfferedObjects,
  integrations: readonly T[],
  { username }: OrgClient,
): readonly T[] =>
  integrations.map((one) => ({
    ...one,
    requirements: {
      ...one.requirements,
      requirements: overFewObjects(one.requirements.requirements, objects, one.reference, username),
    },
  }));

const rulesOf = (integrations: readonly NamedRequirements[]): Requirement[] =>
  integrations.flatMap(({ requirements }) => requirements.requirements);

/**
 * The integrations with one requirement for each object of the org that a pattern of a rule reaches. What the org has costs one
 * call, and none where no rule has such a pattern.
 * @throws OrgFailure; DefinitionMistake where that is more than a definition may ask for
 */
export const overObjectsOf = async <T extends NamedRequirements>(
  client: OrgClient,
  integrations: readonly T[],
): Promise<readonly T[]> =>
  hasObjectPatterns(rulesOf(integrations))
    ? spreadOver(await readOfferedObjects(client), integrations, client)
    : integrations;

/** Integrations, and what was asked of the org to know their rules. */
type Begun<T> = {
  readonly integrations: readonly T[];
  readonly begun?: { readonly early: EarlyNames; readonly offered: OfferedObjects };
};

/**
 * The same, where the org is read for all of them next: other names in the rules wait for no objects, and go along in that call.
 * @param requests the users that it is read about
 * @returns what was begun of the reading too, and what it need not ask again; left out where nothing was asked
 * @throws OrgFailure; DefinitionMistake
 */
export const beginOverObjects = async <T extends NamedRequirements>(
  client: OrgClient,
  integrations: readonly T[],
  requests: readonly UserRequest[],
): Promise<Begun<T>> => {
  const rules = rulesOf(integrations);
  if (!hasObjectPatterns(rules)) return { integrations };
  const early = beginWithNames(client, readingScopeOf(rules), requests);
  const offered = await readOfferedObjects(early.calls.now);
  return { integrations: spreadOver(offered, integrations, client), begun: { early, offered } };
};

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
