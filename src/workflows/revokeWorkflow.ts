import type { Connection } from '@salesforce/core';
import { keyOf } from '../platform/names.js';
import type { AccessSnapshot, OrgSchema } from '../access/snapshot.js';
import { evaluate } from '../check/evaluate.js';
import { expand } from '../files/hashDefinition.js';
import { loadDefinition } from '../files/loadDefinition.js';
import type { Authentication } from '../kinds/requirement.js';
import { grantReadingScope } from '../grant/grantReadingScope.js';
import type { Outcome } from '../grant/grantOutcome.js';
import { isOwn } from '../grant/ownership.js';
import type { Receipt } from '../grant/receipt.js';
import type { AssignedRecord, RevokePlan } from '../revoke/revokePlan.js';
import { orBrokenOff } from '../org/apply/brokenStep.js';
import { addedEntries, beyond, deleteRecords, platformRows, remains, removeEntries } from '../org/apply/removeGrant.js';
import { readLicenseAssignments, readStandingSet } from '../org/apply/standingSet.js';
import type { StandingSet } from '../org/apply/standingSet.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import type { ClientOptions } from '../org/transport.js';
import { OrgFailure } from '../org/failure.js';
import { readAccess } from '../org/read/readAccess.js';
import type { AccessReading } from '../org/read/readAccess.js';
import { parent, text } from '../org/read/answerRow.js';
import type { Evaluation } from '../check/evaluation.js';
import { runnerLacks } from './runnerLacks.js';

export type RevokeInput = ClientOptions & {
  readonly integration: string;
  readonly authentication: Authentication;
  readonly users: readonly string[];
  readonly receipt: Receipt | null;
  /** Name of the permission set, where it is not the definition's own. */
  readonly permissionSet?: string;
  readonly deleteSet: boolean;
  readonly connect: () => Promise<Connection>;
};

export type PlannedRevoke = {
  readonly plan: RevokePlan;
  /** What the runner lacks to carry it out, as API names of user permissions; empty when nothing. */
  readonly runnerLacks: readonly string[];
  /** The permission set as it stands. */
  readonly standing: StandingSet | null;
  readonly client: OrgClient;
  readonly snapshot: AccessSnapshot;
  readonly usernames: readonly string[];
  readonly input: RevokeInput;
  readonly before: readonly Evaluation[];
};

const usersOf = ({ receipt, users }: RevokeInput): string[] => {
  return [...new Set([...(receipt?.users ?? []), ...users])];
};

const readNow = async (
  client: OrgClient,
  { integration, authentication }: RevokeInput,
  usernames: readonly string[],
  knownSchema?: OrgSchema,
): Promise<{ snapshot: AccessSnapshot; runner: AccessReading['runner']; evaluations: Evaluation[] }> => {
  const requirements = expand(await loadDefinition(integration), { variant: null, authentication });
  const requests = usernames.map((username) => ({ username, unnamed: false }));
  const { snapshot, runner } = await readAccess(client, grantReadingScope(requirements.requirements), requests, {
    now: Date.now(),
    ...(knownSchema ? { knownSchema } : {}),
  });
  const evaluations = snapshot.users.map((user) => ({
    reference: integration,
    requirements,
    user,
    findings: evaluate(requirements.requirements, snapshot, user),
  }));
  return { snapshot, runner, evaluations };
};

/** Assignments that a receipt names and that are still there. */
const licensesToTake = async (client: OrgClient, receipt: Receipt): Promise<AssignedRecord[]> => {
  const given = receipt.steps.flatMap((step) =>
    step.step === 'licenses' && step.state !== 'failed' ? step.assigned : [],
  );
  if (given.length === 0) return [];
  const rows = await readLicenseAssignments(client, [...new Set(given.map(({ userId }) => userId))]);
  return given.flatMap(({ userId, username, what }) => {
    const row = rows.find(
      (one) =>
        text(one, 'AssigneeId') === userId &&
        keyOf(text(parent(one, 'PermissionSetLicense'), 'DeveloperName')) === keyOf(what),
    );
    return row ? [{ path: `PermissionSetLicenseAssign/${text(row, 'Id')}`, user: username, detail: what }] : [];
  });
};

/**
 * Whether this set, found by its name, is the one that the grant of the receipt made or extended. Where that grant never
 * learned the id of the set that it made, because the answer was lost, the description tells.
 */
const isThatOf = (set: StandingSet, { permissionSet, steps }: Receipt): boolean => {
  if (permissionSet.id !== null) return permissionSet.id === set.id;
  return isOwn(set.description) && steps.some(({ step, state }) => step === 'permissionSet' && state !== 'failed');
};

/**
 * Reads what stands and plans the way back. With a receipt exactly what that grant added, without one the assignments of
 * the permission set that grant made.
 * @throws DefinitionMistake, OrgFailure
 */
export const planRevoke = async (input: RevokeInput): Promise<PlannedRevoke> => {
  const requirements = expand(await loadDefinition(input.integration), {
    variant: null,
    authentication: input.authentication,
  });
  const client = createOrgClient(await input.connect(), input);
  const { receipt } = input;
  if (receipt && receipt.org.id !== client.orgId)
    throw new OrgFailure('RECEIPT_OF_ANOTHER_ORG', [receipt.org.instanceUrl]);
  const usernames = usersOf(input);
  const { snapshot, runner, evaluations } = await readNow(client, input, usernames);
  const name = receipt?.permissionSet.name ?? input.permissionSet ?? requirements.permissionSet;
  const found = await readStandingSet(client, name, snapshot.schema);
  const set = found && receipt && !isThatOf(found, receipt) ? null : found;
  const made = set !== null && receipt?.permissionSet.created === true;
  if (set && !receipt && !isOwn(set.description)) throw new OrgFailure('SET_NOT_OURS', [name]);
  const userIds = new Set(snapshot.users.map(({ id }) => id));
  const given = receipt?.steps.flatMap((step) =>
    step.step === 'assignments' && step.state !== 'failed' ? step.assigned.map((a) => a.userId) : [],
  );
  const mine = (userId: string): boolean => (given ? given.includes(userId) : userIds.has(userId));
  const unassign = (set?.assignments ?? [])
    .filter(({ userId }) => mine(userId))
    .map(({ id, username }) => ({ path: `PermissionSetAssignment/${id}`, user: username, detail: name }));
  const added = receipt ? addedEntries(receipt) : null;
  const others = (set?.assignments ?? []).filter(({ userId }) => !mine(userId));
  const more = set && added && receipt ? beyond(set, added, platformRows(receipt)) : [];
  const mayGo = set !== null && input.deleteSet && (receipt === null || made);
  const kept =
    mayGo && others.length > 0
      ? ({ code: 'OTHERS_HAVE_IT', detail: others.map(({ username }) => username).join(', ') } as const)
      : mayGo && more.length > 0
        ? ({ code: 'HOLDS_MORE', detail: more.slice(0, 5).join(', ') } as const)
        : null;
  const deletes = mayGo && kept === null;
  // Entries stay while others rely on the set that this grant made.
  const left =
    deletes || !set || !added || !receipt || (others.length > 0 && made)
      ? null
      : remains(set, added, platformRows(receipt));
  const plan: RevokePlan = {
    name,
    set,
    unassign,
    licenses: receipt ? await licensesToTake(client, receipt) : [],
    entries: left?.entries ?? null,
    platformRows: left?.platformRows ?? false,
    deletes,
    kept,
  };
  return {
    plan,
    runnerLacks: runnerLacks(runner, {
      writesSets: deletes || plan.platformRows || (plan.entries ?? []).length > 0,
      assigns: plan.unassign.length > 0 || plan.licenses.length > 0,
    }),
    standing: set,
    client,
    snapshot,
    usernames,
    input,
    before: evaluations,
  };
};

/** Whether there is anything to take back. */
export const nothingToRevoke = ({ unassign, licenses, entries, platformRows: rows, deletes }: RevokePlan): boolean =>
  unassign.length === 0 && licenses.length === 0 && !deletes && !rows && (entries === null || entries.length === 0);

export type Revoked = {
  readonly outcomes: readonly Outcome[];
  readonly interrupted: boolean;
  readonly after: { readonly snapshot: AccessSnapshot; readonly evaluations: readonly Evaluation[] } | null;
};

/**
 * Takes back: assignments first, then licenses, then entries or the whole set, which must not be assigned any more (fact
 * H10). Each step is all or nothing, and a second run finishes the job.
 * @throws OrgFailure
 */
export const revokeWorkflow = async (
  { plan, standing, client, input, usernames, snapshot: snapshotBefore }: PlannedRevoke,
  interrupted: () => boolean,
  onStep: (step: Outcome['step']) => void,
): Promise<Revoked> => {
  client.restartClock();
  const outcomes: Outcome[] = [];
  const run = async (step: Outcome['step'], work: () => Promise<Outcome[]>): Promise<void> => {
    if (interrupted() || outcomes.some(({ result }) => result === 'failed')) return;
    onStep(step);
    const done = outcomes.some(({ result }) => result === 'done');
    outcomes.push(...(await orBrokenOff(step, done, work)));
  };
  if (plan.unassign.length > 0) await run('unassign', () => deleteRecords(client, 'unassign', plan.unassign));
  if (plan.licenses.length > 0) {
    await run('licenses', async () => {
      // Unassigning a set can take its license along (fact A18): what is gone already needs no second deletion.
      const still = input.receipt ? await licensesToTake(client, input.receipt) : [];
      return deleteRecords(client, 'licenses', still);
    });
  }
  const { receipt } = input;
  const { entries, set, deletes } = plan;
  if (standing && entries !== null && receipt) {
    await run('entries', () => removeEntries(client, standing, entries, platformRows(receipt)));
  }
  if (set && deletes) {
    await run('deleteSet', () =>
      deleteRecords(client, 'deleteSet', [{ path: `PermissionSet/${set.id}`, detail: plan.name }]),
    );
  }
  if (plan.kept) outcomes.push({ step: 'deleteSet', result: 'skipped', ...plan.kept });
  if (interrupted()) return { outcomes, interrupted: true, after: null };
  onStep('proof');
  try {
    const { snapshot, evaluations } = await readNow(client, input, usernames, snapshotBefore.schema);
    return { outcomes, interrupted: false, after: { snapshot, evaluations } };
  } catch (error) {
    // What is taken back has to be told, whether or not it can be read back.
    if (!(error instanceof OrgFailure)) throw error;
    if (error.code === 'INTERRUPTED') return { outcomes, interrupted: true, after: null };
    const failed = outcomes.some(({ result }) => result === 'failed');
    const unread: Outcome = { step: 'proof', result: 'failed', code: error.code, detail: error.args.join(' ') };
    return { outcomes: failed ? outcomes : [...outcomes, unread], interrupted: false, after: null };
  }
};
