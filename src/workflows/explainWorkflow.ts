import type { Connection } from '@salesforce/core';
import type { Entry } from '../access/entry.js';
import type { ReadingScope } from '../access/readingScope.js';
import type { AccessSnapshot, AccessSource } from '../access/snapshot.js';
import { evaluate } from '../check/evaluate.js';
import { entriesByName } from '../explain/entriesBehind.js';
import { explain } from '../explain/explanation.js';
import type { Explanation } from '../explain/explanation.js';
import { misspelt } from '../explain/misspelt.js';
import type { Misspelt } from '../explain/misspelt.js';
import { requirementFor } from '../explain/subject.js';
import { isTaken } from '../explain/withoutSource.js';
import { entryOf } from '../kinds/entryOf.js';
import { nearest } from '../kinds/nearest.js';
import { readingScopeOf } from '../kinds/readingNames.js';
import type { Authentication, Requirement } from '../kinds/requirement.js';
import type { Filling } from '../definition/filling.js';
import type { NamedRequirements } from '../check/evaluation.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import { readAccess } from '../org/read/readAccess.js';
import { readProfileSource } from '../org/read/readProfileSource.js';
import { readSetsHolding } from '../org/read/readSetsHolding.js';
import { readSourceNames } from '../org/read/readSourceNames.js';
import type { ClientOptions } from '../org/transport.js';
import { compareKeys, keyOf, sameName } from '../platform/names.js';
import { orgWidePermissions } from '../platform/orgWidePermissions.js';
import { Refusal } from '../refusal.js';
import { groupBy } from '../report/groups.js';
import { overObjectsOf, requirementsOf, usersToFind } from './prepare.js';

/** What people who wait are told; each has its sentence `stage.<stage>`. */
export const explainStages = ['people', 'permissions', 'explain'] as const;

export type ExplainInput = ClientOptions & {
  /** What is asked about: one thing, or a finding of the definition by its id; null where only what would be lost is. */
  readonly about: { readonly entry: Entry } | { readonly finding: string } | null;
  readonly integration: string | null;
  readonly authentication: Authentication;
  /** What of the definition is filled in, and which phases count. */
  readonly filling: Filling;
  /** None: whoever is logged in. */
  readonly users: readonly string[];
  readonly without: string | null;
  /** Name of the profile that would come in the place of the one that goes; null where none is named. */
  readonly toProfile: string | null;
  readonly connect: () => Promise<Connection>;
  readonly onStage?: (stage: (typeof explainStages)[number]) => void;
};

export type ExplainRun = {
  readonly snapshot: AccessSnapshot;
  /** One for each user. */
  readonly explanations: readonly Explanation[];
  readonly apiCalls: number;
  /** Whether the runner could see which sets of the org hold it. */
  readonly seesSets: boolean;
};

/** The requirement that has this id; null where no rule has it. */
const requirementNamed = (id: string, { requirements }: NamedRequirements): Requirement | null =>
  requirements.requirements.find((requirement) => keyOf(requirement.id) === keyOf(id)) ?? null;

/** Ids of what a check of this user tells: those of the rules, and what it adds, such as `user:notFrozen`. */
const idsOfCheck = (requirements: readonly Requirement[], snapshot: AccessSnapshot): string[] => [
  ...new Set([
    ...requirements.map(({ id }) => id),
    ...snapshot.users.flatMap((user) => evaluate(requirements, snapshot, user).map(({ id }) => id)),
  ]),
];

/** What is said of an id that a check of these users does not have, with the nearest ids. */
const noSuchFinding = (
  id: string,
  { requirements, reference }: NamedRequirements,
  snapshot: AccessSnapshot,
): Refusal => {
  const ids = idsOfCheck(requirements.requirements, snapshot);
  return new Refusal('integration.explain', 'NoSuchFinding', [id, reference], [idsToType(ids)]).meaning(
    nearest(id, ids),
  );
};

/** So many ids of a kind are named to choose from: a definition may name a thousand fields. */
const mostOfKind = 8;

/** Ids of needs for people who have to type one, kind by kind. */
const idsToType = (ids: readonly string[]): readonly string[] =>
  groupBy([...ids].sort(compareKeys), (id) => /^(?:not:)?[^:]*:/.exec(id)?.[0] ?? '').flatMap((same) => {
    const more = same.length - mostOfKind;
    const kind = /^(?:not:)?[^:]*:/.exec(same[0] ?? '')?.[0] ?? '';
    return more > 0 ? [...same.slice(0, mostOfKind), `${kind}… (${more} more)`] : same;
  });

/** What is said where a definition is named and nothing of it: the ids of its needs. @throws DefinitionMistake */
export const noSubjectOf = async ({
  integration,
  authentication,
  filling,
}: Pick<ExplainInput, 'authentication' | 'filling'> & { readonly integration: string }): Promise<Refusal> => {
  const { requirements } = await requirementsOf(integration, authentication, filling);
  const ids = idsToType(requirements.requirements.map(({ id }) => id));
  return new Refusal('integration.explain', 'NoSubjectOf', [integration], [ids]);
};

/** What is said of a name that the org does not have. */
export const noSuchName = ({ code, name, meant }: Misspelt): Refusal =>
  new Refusal('integration.explain', code, [name], [name]).meaning(meant);

/** The profile that would come in the place of another. @throws Refusal where it comes with another user license */
const profileInstead = async (
  client: OrgClient,
  name: string,
  scope: ReadingScope,
  { schema, users }: AccessSnapshot,
  now: number,
): Promise<AccessSource> => {
  const { source, userLicense } = await readProfileSource(client, name, scope, schema, now);
  const other = users.find((user) => user.userLicense !== '' && !sameName(user.userLicense, userLicense));
  if (userLicense !== '' && other)
    throw new Refusal('integration.explain', 'OtherLicense', [source.name, userLicense, other.userLicense]);
  return source;
};

/**
 * What would be lost, where some of the users have nothing of the name: whether the org has it at all.
 * @throws OrgFailure; Refusal with the nearest names where the org has nothing of this name
 */
const withNamesOfOrg = async (
  client: OrgClient,
  explanations: readonly Explanation[],
): Promise<readonly Explanation[]> => {
  const missing = explanations.find(({ without }) => without?.found === null)?.without;
  if (!missing) return explanations;
  const isElsewhere = explanations.some(({ without }) => without !== null && isTaken(without.found));
  if (!isElsewhere) {
    const names = await readSourceNames(client);
    if (!names.known) return explanations;
    if (!names.value.some((name) => sameName(name, missing.name)))
      throw new Refusal('integration.explain', 'NoSuchSource', [missing.name]).meaning(
        nearest(missing.name, names.value),
      );
  }
  return explanations.map((one) =>
    one.without?.found === null ? { ...one, without: { ...one.without, found: 'notHeld' } } : one,
  );
};

/**
 * Reads what has to be known about some users and one thing, and explains it: at most four calls, three of them one after the
 * other, where no definition is named; two more for another profile, one for a name that none of the users has.
 * @throws DefinitionMistake, OrgFailure, Refusal
 */
export const explainAccess = async (input: ExplainInput): Promise<ExplainRun> => {
  const { about, integration, authentication, without, toProfile, onStage } = input;
  const definition = integration === null ? null : await requirementsOf(integration, authentication, input.filling);
  const client = createOrgClient(await input.connect(), input);
  const [named = null] = definition === null ? [] : await overObjectsOf(client, [definition]);
  const subject =
    about === null
      ? null
      : 'entry' in about
        ? requirementFor(about.entry)
        : named && requirementNamed(about.finding, named);
  // What no rule asks for, a check may add: a state of the user, a license that others wait for.
  const added = about !== null && 'finding' in about && subject === null ? about.finding : null;
  const rules = [...(named?.requirements.requirements ?? []), ...(subject ? [subject] : [])];
  const entry = subject ? entryOf(subject.need) : undefined;
  const lookedFor = entry ? entriesByName(entry) : [];
  const ownName = named?.requirements.permissionSet;
  const scope = {
    ...readingScopeOf(rules, authentication),
    // Sets that hold it may hold these besides, which a license does not allow every user.
    ...(entry ? { licensedPermissions: orgWidePermissions } : {}),
  };
  const now = Date.now();
  const [{ snapshot, targets }, sets] = await Promise.all([
    readAccess(client, scope, usersToFind(input.users, client), {
      now,
      withoutRows: 'NO_VIEW_SETUP',
      ...(ownName === undefined ? {} : { targetSets: [ownName] }),
      ...(onStage ? { onStage } : {}),
    }),
    entry ? readSetsHolding(client, lookedFor) : null,
  ]);
  onStage?.('explain');
  const question = {
    subject,
    ...(added === null ? {} : { added }),
    requirements: named?.requirements ?? null,
    without,
    ...(toProfile === null ? {} : { toProfile: await profileInstead(client, toProfile, scope, snapshot, now) }),
    sets: sets?.known ? sets.value : [],
    lookedFor,
    ownSet:
      ownName === undefined ? null : { name: ownName, exists: targets.known && targets.value.has(keyOf(ownName)) },
  };
  const explanations = snapshot.users.map((user) => explain(question, snapshot, user));
  if (added !== null && named && explanations.some(({ finding }) => finding === null))
    throw noSuchFinding(added, named, snapshot);
  // A name from a definition is told as a check does: there it may be right for other orgs.
  const finding = about !== null && 'entry' in about ? explanations[0]?.finding : null;
  const typo = finding ? misspelt(finding, snapshot.schema) : null;
  if (typo) throw noSuchName(typo);
  const told = await withNamesOfOrg(client, explanations);
  if (toProfile !== null && told.every((one) => one.without?.found !== 'Profile'))
    throw new Refusal('integration.explain', 'ToProfileWithoutProfile');
  return { snapshot, explanations: told, apiCalls: client.cost().apiCalls, seesSets: sets?.known ?? true };
};
