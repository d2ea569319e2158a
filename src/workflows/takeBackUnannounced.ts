import type { Entry } from '../access/entry.js';
import type { SetupAccess } from '../access/setupAccess.js';
import { known } from '../access/snapshot.js';
import type { Reading } from '../access/snapshot.js';
import type { Outcome } from '../grant/grantOutcome.js';
import type { Plan } from '../grant/grantPlan.js';
import { withStep } from '../grant/receipt.js';
import type { Receipt, ReceiptStep } from '../grant/receipt.js';
import {
  hasTouchedSet,
  othersWithSet,
  ownAssignments,
  setupUnannouncedIn,
  unannouncedIn,
} from '../grant/unannounced.js';
import { orBrokenOff } from '../org/apply/brokenStep.js';
import { removeMadeSet } from '../org/apply/removeMadeSet.js';
import type { OrgFailure } from '../org/failure.js';
import type { OrgClient } from '../org/orgClient.js';
import type { AccessReading } from '../org/read/readAccess.js';
import { readSetupAccess } from '../org/read/setupAccess.js';
import { targetNamed } from '../org/read/targetSet.js';
import { sameId } from '../platform/sameId.js';
import { takeBackAndLook } from './takeBackAndLook.js';

/** What came of holding the permission set against the plan. */
export type OwnSetHeldAgainstPlan =
  | { readonly found: 'asPlanned' | 'unread' }
  | {
      readonly found: 'unannounced';
      readonly outcomes: readonly Outcome[];
      /** What nobody was told of. */
      readonly entries: readonly Entry[];
      readonly setup: readonly SetupAccess[];
      readonly receipt: Receipt;
      /** What was read after taking back; why not, where it was not read. */
      readonly after: AccessReading | OrgFailure;
    };

/** What the set holds after the writes, and who has it; null where that was not read whole. */
const setAfter = (
  { targets }: AccessReading,
  receipt: Receipt,
): { readonly holds: readonly Entry[]; readonly assignees: readonly string[] } | null => {
  const target = targetNamed(targets, receipt.permissionSet.name);
  if (!target.known || target.value?.holds?.known !== true) return null;
  // Another set of the same name tells nothing of the one that was assigned.
  if (!sameId(target.value.id, receipt.permissionSet.id ?? '')) return null;
  return { holds: target.value.holds.value, assignees: target.value.assignees };
};

/**
 * What the set opens in Setup after the writes. One that this run made was empty before, and where the plan has said that the
 * org does not tell, there is nothing to hold it against.
 * @throws OrgFailure when the connection breaks
 */
const readOpened = async (
  client: OrgClient,
  { permissionSet: { existing } }: Pick<Plan, 'permissionSet'>,
): Promise<Reading<readonly SetupAccess[]>> =>
  existing?.setupAccess?.known === true ? readSetupAccess(client, existing.id) : known([]);

/**
 * Holds what the permission set holds after the writes against what plan and question showed. Where it is more, the
 * assignments that this run made are taken back at once, and so is a set that it made and that nobody has then. What
 * others have is left to them.
 * @param read reads as `reading` was read
 * @param journal keeps the receipt
 * @throws OrgFailure when the connection breaks before anything is taken back
 */
export const takeBackUnannounced = async (
  client: OrgClient,
  plan: Plan,
  applied: { readonly outcomes: readonly Outcome[]; readonly receipt: Receipt },
  reading: AccessReading,
  read: () => Promise<AccessReading>,
  journal: (receipt: Receipt) => Promise<void>,
): Promise<OwnSetHeldAgainstPlan> => {
  if (!hasTouchedSet(applied.receipt)) return { found: 'asPlanned' };
  const set = setAfter(reading, applied.receipt);
  if (set === null) return { found: 'unread' };
  const entries = unannouncedIn(plan, set.holds);
  const opens = await readOpened(client, plan);
  const setup = opens.known ? setupUnannouncedIn(plan, opens.value) : [];
  if (entries.length + setup.length === 0) return { found: opens.known ? 'asPlanned' : 'unread' };
  const own = ownAssignments(applied.receipt);
  const {
    outcomes: taken,
    left,
    after,
  } = await takeBackAndLook(
    client,
    own,
    read,
    ({ userId }, now) => setAfter(now, applied.receipt)?.assignees.some((id) => sameId(id, userId)) === true,
  );
  const outcomes = [...taken, ...othersWithSet(plan, applied.outcomes, own, set.assignees)];
  let { receipt } = applied;
  const save = async (step: ReceiptStep): Promise<void> => {
    receipt = withStep(receipt, step);
    await journal(receipt);
  };
  const unwritable: Outcome = { step: 'unassign', result: 'failed', code: 'RECEIPT_UNWRITABLE', partly: true };
  if (left.length < own.length) {
    const state = left.length > 0 ? 'done' : 'failed';
    await save({ step: 'assignments', state, assigned: left }).catch(() => outcomes.push(unwritable));
  }
  const { id, name, created } = receipt.permissionSet;
  if (created && id !== null && left.length === 0 && own.length > 0) {
    const hasLicenses = receipt.steps.some(
      (step) => step.step === 'licenses' && step.state !== 'failed' && step.assigned.length > 0,
    );
    outcomes.push(
      ...(await orBrokenOff('removeSet', true, async () => [
        await removeMadeSet(client, { id, name }, hasLicenses, save),
      ])),
    );
  }
  return { found: 'unannounced', outcomes, entries, setup, receipt, after };
};
