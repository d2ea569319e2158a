import type { Connection } from '@salesforce/core';
import { readingScopeOf } from '../kinds/readingNames.js';
import type { AccessSnapshot, UserNotFound } from '../access/snapshot.js';
import { evaluationsOf } from '../check/evaluation.js';
import type { Evaluation } from '../check/evaluation.js';
import type { Authentication } from '../kinds/requirement.js';
import { createOrgClient } from '../org/orgClient.js';
import type { ClientOptions, Cost } from '../org/transport.js';
import { readAccess } from '../org/read/readAccess.js';
import type { ReadOptions } from '../org/read/readAccess.js';
import type { FailOn } from '../exitCode.js';
import { redactBeside, redactSnapshot, withoutFolders } from '../access/redactSnapshot.js';
import { refuseExisting } from '../files/receiptFile.js';
import { saveSnapshot } from '../files/snapshotFile.js';
import type { SavedSnapshot } from '../files/snapshotFile.js';
import { readWaiversFile } from '../files/waiversFile.js';
import { requirementsOfAll, usersToFind } from './prepare.js';
import { runnerLacks } from './runnerLacks.js';
import { waiveFindings } from './waiveFindings.js';
import type { WaiversInput, WaiversOutcome } from './waiveFindings.js';

/** What people who wait are told; each has its sentence `stage.<stage>`. */
export const checkStages = ['definitions', 'people', 'permissions', 'evaluate'] as const;

/** Where a snapshot is to be kept. */
export type SnapshotSaving = {
  readonly path: string;
  /** Without the names of the org and its people. */
  readonly redact: boolean;
  readonly pluginVersion: string;
};

export type CheckInput = ClientOptions & {
  /** References of definitions; empty means every built-in one. */
  readonly integrations: readonly string[];
  readonly authentication: Authentication;
  /** Usernames; empty means whoever is logged in. */
  readonly users: readonly string[];
  /** Left out where nothing is waived. */
  readonly waivers?: WaiversInput;
  /** What counts as failing where waivers are added. */
  readonly failOn?: FailOn;
  /** A file in which everything that is read is kept; left out where that is not wanted. */
  readonly save?: SnapshotSaving;
  /** Asked for once the definitions are known to be sound: a mistake in a file needs no org. */
  readonly connect: () => Promise<Connection>;
  readonly onStage?: (stage: (typeof checkStages)[number]) => void;
};

export type CheckOutcome = {
  readonly snapshot: AccessSnapshot;
  readonly evaluations: readonly Evaluation[];
  readonly waivers: WaiversOutcome | null;
  readonly cost: Cost;
  /** What whoever runs the check lacks to grant something, as API names of user permissions. */
  readonly runnerLacks: readonly string[];
  /** Of several usernames those that lead to no user. */
  readonly notFound: readonly UserNotFound[];
};

/**
 * The check: definitions, one reading of the org for all users and definitions together, evaluation.
 * @throws DefinitionMistake, OrgFailure, Refusal
 */
export const check = async (input: CheckInput): Promise<CheckOutcome> => {
  const { onStage } = input;
  onStage?.('definitions');
  const integrations = await requirementsOfAll(input.integrations, input.authentication);
  const file = input.waivers && (await readWaiversFile(input.waivers.path, input.waivers.update));
  if (input.save) await refuseExisting(input.save.path);
  const client = createOrgClient(await input.connect(), input);
  const scope = readingScopeOf(
    integrations.flatMap(({ requirements }) => requirements.requirements),
    input.authentication,
  );
  const readOptions: ReadOptions = {
    now: Date.now(),
    withoutRows: 'NO_VIEW_SETUP',
    withoutMissing: true,
    ...(onStage ? { onStage } : {}),
  };
  const { snapshot, runner, notFound } = await readAccess(client, scope, usersToFind(input.users, client), readOptions);
  onStage?.('evaluate');
  const lacks = runnerLacks(runner, { writesSets: true, assigns: true });
  const cost = client.cost();
  if (input.save) {
    const { path, redact, pluginVersion } = input.save;
    const saved: SavedSnapshot = {
      integrations: integrations.map(({ reference }) => (redact ? withoutFolders(reference) : reference)),
      authentication: input.authentication,
      apiCalls: cost.apiCalls,
      runnerLacks: lacks,
      notFound: redact ? redactBeside(snapshot, notFound) : notFound,
      scope,
      snapshot: redact ? redactSnapshot(snapshot) : snapshot,
    };
    await saveSnapshot(path, saved, pluginVersion);
  }
  return {
    snapshot,
    ...(await waiveFindings(evaluationsOf(integrations, snapshot), snapshot, input, snapshot.takenAt, file)),
    cost,
    runnerLacks: lacks,
    notFound,
  };
};
