import type { Connection } from '@salesforce/core';
import { readingScopeOf } from '../kinds/readingNames.js';
import type { AccessSnapshot } from '../access/snapshot.js';
import { evaluate } from '../check/evaluate.js';
import type { Authentication } from '../kinds/requirement.js';
import { expand } from '../files/hashDefinition.js';
import { listBuiltIn, loadDefinition } from '../files/loadDefinition.js';
import { createOrgClient } from '../org/orgClient.js';
import type { ClientOptions, Cost } from '../org/transport.js';
import type { UserRequest } from '../org/read/people.js';
import { readAccess } from '../org/read/readAccess.js';
import type { ReadOptions } from '../org/read/readAccess.js';
import type { Asked, Evaluation } from '../report/check/checkReport.js';

/** What people who wait are told; each has its sentence `stage.<stage>`. */
export const checkStages = ['definitions', 'people', 'permissions', 'evaluate'] as const;

export type CheckInput = ClientOptions & {
  /** References of definitions; empty means every built-in one. */
  readonly integrations: readonly string[];
  readonly authentication: Authentication;
  /** Usernames; empty means whoever is logged in. */
  readonly users: readonly string[];
  /** Asked for once the definitions are known to be sound: a mistake in a file needs no org. */
  readonly connect: () => Promise<Connection>;
  readonly onStage?: (stage: (typeof checkStages)[number]) => void;
};

export type CheckOutcome = {
  readonly snapshot: AccessSnapshot;
  readonly evaluations: readonly Evaluation[];
  readonly cost: Cost;
};

/**
 * Loads definitions and expands them, each once; none named means every built-in one.
 * @throws DefinitionMistake
 */
const loadRequirements = async (references: readonly string[], authentication: Authentication): Promise<Asked[]> => {
  const loaded =
    references.length === 0
      ? (await listBuiltIn()).map((definition) => ({ reference: definition.id, definition }))
      : await Promise.all(
          references.map(async (reference) => ({ reference, definition: await loadDefinition(reference) })),
        );
  const asked = loaded.map(({ reference, definition }) => ({
    reference,
    requirements: expand(definition, { variant: null, authentication }),
  }));
  const sameAs = (a: Asked, b: Asked): boolean =>
    a.requirements.integration === b.requirements.integration &&
    a.requirements.variant === b.requirements.variant &&
    a.requirements.definitionHash === b.requirements.definitionHash;
  return asked.filter((one, at) => asked.findIndex((other) => sameAs(one, other)) === at);
};

/**
 * The check: definitions, one reading of the org for all users and definitions together, evaluation.
 * @throws DefinitionMistake, OrgFailure
 */
export const check = async (input: CheckInput): Promise<CheckOutcome> => {
  const { onStage } = input;
  onStage?.('definitions');
  const asked = await loadRequirements(input.integrations, input.authentication);
  const client = createOrgClient(await input.connect(), input);
  const requests: UserRequest[] =
    input.users.length === 0
      ? [{ username: client.username, unnamed: true }]
      : input.users.map((username) => ({ username, unnamed: false }));
  const question = readingScopeOf(asked.flatMap(({ requirements }) => requirements.requirements));
  const readOptions: ReadOptions = { now: Date.now(), ...(onStage ? { onStage } : {}) };
  const { snapshot } = await readAccess(client, question, requests, readOptions);
  onStage?.('evaluate');
  const evaluations = snapshot.users.flatMap((user) =>
    asked.map((one) => ({
      ...one,
      user,
      findings: evaluate(one.requirements.requirements, snapshot, user),
    })),
  );
  return { snapshot, evaluations, cost: client.cost() };
};
