import type { AccessSnapshot } from '../access/snapshot.js';
import type { Evaluation } from '../check/evaluation.js';
import type { Outcome } from '../grant/grantOutcome.js';
import { orBrokenOff } from '../org/apply/brokenStep.js';
import { unlessDoneAllTheSame } from '../org/apply/doneAllTheSame.js';
import { deleteRecords, removeEntries } from '../org/apply/removeGrant.js';
import { OrgFailure } from '../org/failure.js';
import { afterWrites } from '../org/read/findUsers.js';
import type { OrgClient } from '../org/orgClient.js';
import { readLicenses } from '../org/read/readStanding.js';
import { actionOf, keptOutcome } from '../revoke/revokePlan.js';
import type { AssignedRecord, RevokeAction, RevokePlan } from '../revoke/revokePlan.js';
import { licensesGone } from '../revoke/licensesGone.js';
import type { StandingLicense } from '../revoke/standing.js';
import { evaluated, readNow } from './revokeReading.js';
import type { PlannedRevoke } from './planRevokeWorkflow.js';

export type Revoked = {
  readonly outcomes: readonly Outcome[];
  readonly interrupted: boolean;
  readonly after: { readonly snapshot: AccessSnapshot; readonly evaluations: readonly Evaluation[] } | null;
};

/**
 * The licenses of these users; null where the org does not tell: then nothing is said of what went along.
 * @throws OrgFailure when the run is stopped
 */
const licensesOf = (client: OrgClient, userIds: readonly string[]): Promise<readonly StandingLicense[] | null> =>
  readLicenses(client, userIds).catch((error: unknown) => {
    if (error instanceof OrgFailure && error.code !== 'INTERRUPTED') return null;
    throw error;
  });

/** Takes the set from users, and looks which licenses went along (fact P3). @throws OrgFailure */
const unassign = async (
  client: OrgClient,
  plan: RevokePlan,
  records: readonly AssignedRecord[],
): Promise<Outcome[]> => {
  const userIds = [...new Set(records.map(({ userId }) => userId))];
  const before = await licensesOf(client, userIds);
  const outcomes = await deleteRecords(client, 'unassign', records);
  if (before === null || before.length === 0 || outcomes.some(({ result }) => result === 'failed')) return outcomes;
  const after = await licensesOf(client, userIds).catch(() => null);
  if (after === null) return outcomes;
  const toBeTaken = actionOf(plan, 'unassignLicenses')?.records ?? [];
  return [...outcomes, ...licensesGone(before, after, toBeTaken, records)];
};

/** Carries one action out. @throws OrgFailure */
const carryOut = async (client: OrgClient, plan: RevokePlan, action: RevokeAction): Promise<Outcome[]> => {
  switch (action.action) {
    case 'unassign':
      return unassign(client, plan, action.records);
    case 'unassignLicenses': {
      // Unassigning a set can take its license along (facts A18, P3): what is gone already needs no second deletion.
      const there = await readLicenses(client, [...new Set(action.records.map(({ userId }) => userId))]);
      const paths = new Set(there.map(({ id }) => `PermissionSetLicenseAssign/${id}`));
      return deleteRecords(
        client,
        'licenses',
        action.records.filter(({ path }) => paths.has(path)),
      );
    }
    case 'removeEntries':
      return removeEntries(client, plan.name, action);
    case 'deleteSet':
      return deleteRecords(client, 'deleteSet', [{ path: `PermissionSet/${action.setId}`, detail: plan.name }]);
    case 'keep':
      return [];
  }
};

const stepOf = {
  unassign: 'unassign',
  unassignLicenses: 'licenses',
  removeEntries: 'entries',
  deleteSet: 'deleteSet',
} as const;

/**
 * Takes back: assignments first, then licenses, then entries or the whole set, which must not be assigned any more (fact
 * H10). Each step is all or nothing, and a second run finishes the job.
 * @throws OrgFailure
 */
export const revokeWorkflow = async (
  { plan, client, needs, usernames, snapshot: snapshotBefore }: PlannedRevoke,
  interrupted: () => boolean,
  onStep: (step: Outcome['step']) => void,
): Promise<Revoked> => {
  client.restartClock();
  const outcomes: Outcome[] = [];
  for (const action of plan.actions) {
    if (action.action === 'keep' || interrupted() || outcomes.some(({ result }) => result === 'failed')) continue;
    const step = stepOf[action.action];
    onStep(step);
    const done = outcomes.some(({ result }) => result === 'done');
    const run = (): Promise<Outcome[]> => carryOut(client, plan, action);
    outcomes.push(...(await orBrokenOff(step, done, () => unlessDoneAllTheSame(client, action, step, run))));
  }
  const kept = actionOf(plan, 'keep');
  if (kept) outcomes.push(keptOutcome(kept));
  if (interrupted()) return { outcomes, interrupted: true, after: null };
  onStep('proof');
  try {
    const { snapshot } = await readNow(client, needs, usernames, snapshotBefore.schema);
    return { outcomes, interrupted: false, after: { snapshot, evaluations: evaluated(needs, snapshot) } };
  } catch (cause) {
    const error = afterWrites(cause);
    // What is taken back has to be told, whether or not it can be read back.
    if (!(error instanceof OrgFailure)) throw error;
    if (error.code === 'INTERRUPTED') return { outcomes, interrupted: true, after: null };
    const failed = outcomes.some(({ result }) => result === 'failed');
    const unread: Outcome = { step: 'proof', result: 'failed', code: error.code, detail: error.args.join(' ') };
    return { outcomes: failed ? outcomes : [...outcomes, unread], interrupted: false, after: null };
  }
};
