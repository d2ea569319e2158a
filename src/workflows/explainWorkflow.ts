import type { Connection } from '@salesforce/core';
import type { Entry } from '../access/entry.js';
import type { AccessSnapshot } from '../access/snapshot.js';
import { entriesByName } from '../explain/entriesBehind.js';
import { explain } from '../explain/explanation.js';
import type { Explanation } from '../explain/explanation.js';
import { misspelt } from '../explain/misspelt.js';
import type { Misspelt } from '../explain/misspelt.js';
import { requirementFor } from '../explain/subject.js';
import { entryOf } from '../kinds/entryOf.js';
import { nearest } from '../kinds/nearest.js';
import { readingScopeOf } from '../kinds/readingNames.js';
import type { Authentication, Requirement } from '../kinds/requirement.js';
import type { Filling } from '../definition/filling.js';
import type { NamedRequirements } from '../check/evaluation.js';
import { createOrgClient } from '../org/orgClient.js';
import { readAccess } from '../org/read/readAccess.js';
import { readSetsHolding } from '../org/read/readSetsHolding.js';
import type { ClientOptions } from '../org/transport.js';
import { keyOf } from '../platform/names.js';
import { Refusal } from '../refusal.js';
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
  /** Null: whoever is logged in. */
  readonly user: string | null;
  readonly without: string | null;
  readonly connect: () => Promise<Connection>;
  readonly onStage?: (stage: (typeof explainStages)[number]) => void;
};

export type ExplainRun = {
  readonly snapshot: AccessSnapshot;
  readonly explanation: Explanation;
  readonly apiCalls: number;
  /** Whether the runner could see which sets of the org hold it. */
  readonly seesSets: boolean;
};

/** The requirement that has this id. @throws Refusal with the nearest ids */
const findingNamed = (id: string, { requirements, reference }: NamedRequirements): Requirement => {
  const { requirements: all } = requirements;
  const found = all.find((requirement) => keyOf(requirement.id) === keyOf(id));
  if (found) return found;
  throw new Refusal('integration.explain', 'NoSuchFinding', [id, reference], [reference]).meaning(
    nearest(
      id,
      all.map((requirement) => requirement.id),
    ),
  );
};

/** What is said of a name that the org does not have. */
export const noSuchName = ({ code, name, meant }: Misspelt): Refusal =>
  new Refusal('integration.explain', code, [name], [name]).meaning(meant);

/**
 * Reads what has to be known about one user and one thing, and explains it: at most four calls, three of them one after the
 * other, where no definition is named.
 * @throws DefinitionMistake, OrgFailure, Refusal
 */
export const explainAccess = async (input: ExplainInput): Promise<ExplainRun> => {
  const { about, integration, authentication, without, onStage } = input;
  const definition = integration === null ? null : await requirementsOf(integration, authentication, input.filling);
  const client = createOrgClient(await input.connect(), input);
  const [named = null] = definition === null ? [] : await overObjectsOf(client, [definition]);
  const subject =
    about === null
      ? null
      : 'entry' in about
        ? requirementFor(about.entry)
        : named && findingNamed(about.finding, named);
  const rules = [...(named?.requirements.requirements ?? []), ...(subject ? [subject] : [])];
  const entry = subject ? entryOf(subject.need) : undefined;
  const lookedFor = entry ? entriesByName(entry) : [];
  const ownName = named?.requirements.permissionSet;
  const [{ snapshot, targets }, sets] = await Promise.all([
    readAccess(
      client,
      readingScopeOf(rules, authentication),
      usersToFind(input.user === null ? [] : [input.user], client),
      {
        now: Date.now(),
        withoutRows: 'NO_VIEW_SETUP',
        ...(ownName === undefined ? {} : { targetSets: [ownName] }),
        ...(onStage ? { onStage } : {}),
      },
    ),
    entry ? readSetsHolding(client, lookedFor) : null,
  ]);
  onStage?.('explain');
  const [user] = snapshot.users;
  if (!user) throw new Error('a reading without a user');
  const explanation = explain(
    {
      subject,
      requirements: named?.requirements ?? null,
      without,
      sets: sets?.known ? sets.value : [],
      lookedFor,
      ownSet:
        ownName === undefined ? null : { name: ownName, exists: targets.known && targets.value.has(keyOf(ownName)) },
    },
    snapshot,
    user,
  );
  // A name from a definition is told as a check does: there it may be right for other orgs.
  const typo =
    about !== null && 'entry' in about && explanation.finding ? misspelt(explanation.finding, snapshot.schema) : null;
  if (typo) throw noSuchName(typo);
  return {
    snapshot,
    explanation,
    apiCalls: client.cost().apiCalls,
    seesSets: sets?.known ?? true,
  };
};
