import type { Connection } from '@salesforce/core';
import type { PermissionEntry } from '../access/setupEntities.js';
import type { OrgIdentity, OrgSchema } from '../access/snapshot.js';
import { holdingScopeOf } from '../explain/holdingScope.js';
import { misspelt } from '../explain/misspelt.js';
import { requirementFor } from '../explain/subject.js';
import { everybodyHolds, findingOfNobody, whoHolds } from '../explain/whoHolds.js';
import type { WhoHolds } from '../explain/whoHolds.js';
import { readingScopeOf } from '../kinds/readingNames.js';
import { keyOf } from '../platform/names.js';
import { OrgFailure } from '../org/failure.js';
import { createOrgClient } from '../org/orgClient.js';
import { readAccess } from '../org/read/readAccess.js';
import { readHolders } from '../org/read/readHolders.js';
import { runnerHolds } from '../org/read/runner.js';
import type { Runner } from '../org/read/runner.js';
import type { ClientOptions } from '../org/transport.js';
import { noSuchName } from './explainWorkflow.js';

/** What people who wait are told; each has its sentence `stage.<stage>`. */
export const whoStages = ['permissions', 'who'] as const;

export type WhoInput = ClientOptions & {
  readonly entry: PermissionEntry;
  /** Whether users who are not active are listed too. */
  readonly withInactive: boolean;
  readonly connect: () => Promise<Connection>;
  readonly onStage?: (stage: (typeof whoStages)[number]) => void;
};

export type WhoRun = {
  readonly org: OrgIdentity;
  /** ISO 8601, UTC: when the org was read. */
  readonly takenAt: string;
  readonly schema: OrgSchema;
  readonly who: WhoHolds;
  readonly apiCalls: number;
};

/**
 * Whoever lacks View Setup may see own rows alone, and nobody else would be found then.
 * @throws OrgFailure NO_VIEW_SETUP; REFUSED where the org did not tell whether the runner has it
 */
const requireViewSetup = (runner: Runner, username: string): void => {
  const holds = runnerHolds(runner, 'ViewSetup');
  if (holds === true) return;
  if (holds === false) throw new OrgFailure('NO_VIEW_SETUP', [username]).told('who');
  const untold = runner.known ? runner.value.untold.get(keyOf('ViewSetup')) : runner.gap;
  throw new OrgFailure('REFUSED', ['UserPermissionAccess', untold?.detail ?? '']);
};

/**
 * Who of the org has one thing: what the org is and knows, then which sets hold it, then whose they are.
 * @throws OrgFailure; NO_VIEW_SETUP where the runner sees only himself, REFUSED where that is not known. Refusal where the org has no such thing
 */
export const findWhoHolds = async (input: WhoInput): Promise<WhoRun> => {
  const { entry, withInactive, onStage } = input;
  const client = createOrgClient(await input.connect(), input);
  const subject = requirementFor(entry);
  const reading = readingScopeOf([subject]);
  const now = Date.now();
  onStage?.('permissions');
  // Of the runner, as anybody will do: what is wanted is the schema, spelled as the org spells it.
  const { snapshot, runner } = await readAccess(client, reading, [{ username: client.username, unnamed: true }], {
    now,
    withoutRows: 'NO_VIEW_SETUP',
  });
  requireViewSetup(runner, client.username);
  const { org, schema, takenAt } = snapshot;
  const nobody = findingOfNobody(subject, schema);
  const typo = misspelt(nobody, schema);
  if (typo) throw noSuchName(typo);
  onStage?.('who');
  const everybody = everybodyHolds(nobody);
  const holding = holdingScopeOf(schema, entry);
  const who =
    everybody ?? whoHolds(subject, schema, await readHolders(client, schema, { holding, reading }, now), withInactive);
  return {
    org,
    takenAt,
    schema,
    who,
    apiCalls: client.cost().apiCalls,
  };
};
