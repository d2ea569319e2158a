/** How what was agreed to is written: one integration after the other, then history. One reading at the end proves all grants. */
import type { AccessSnapshot } from '../access/snapshot.js';
import { isEmpty } from '../grant/grantPlan.js';
import type { Outcome } from '../grant/grantOutcome.js';
import { isEmptyPlan } from '../history/historyPlan.js';
import { OrgFailure } from '../org/failure.js';
import type { FailureCode } from '../failureCode.js';
import { readAccess } from '../org/read/readAccess.js';
import type { AccessReading } from '../org/read/readAccess.js';
import { Refusal } from '../refusal.js';
import type { SetupDone, SetupGranted } from '../setup/setupEnd.js';
import { emptySetupReceipt, withGrant, withHistory } from '../setup/setupReceipt.js';
import type { SetupReceipt } from '../setup/setupReceipt.js';
import { changeHistoryWorkflow } from './changeHistoryWorkflow.js';
import type { HistoryChanged } from './changeHistoryWorkflow.js';
import { applyGrant, isPlain, proveGrant, setToProve } from './grantWorkflow.js';
import type { AppliedGrant, GrantOptions, Granted } from './grantWorkflow.js';
import type { GrantReading } from './grantReading.js';
import type { Planned } from './planGrantWorkflow.js';
import type { PlannedSetup, SetupContext } from './planSetup.js';
import type { HistoryReading } from './readHistoryWorkflow.js';

/** What somebody agreed to. */
type AgreedSetup = {
  /** In the order of the plans. */
  readonly grants: readonly Planned[];
  /** Null where there is none, or nobody agreed to it. */
  readonly history: HistoryReading | null;
};

const agreedIn = ({ grants, history }: PlannedSetup): AgreedSetup => ({
  grants: grants.filter(({ isAgreed }) => isAgreed).map(({ planned }) => planned),
  history: history?.isAgreed === true ? history.reading : null,
});

/** Whether there is anything to write that somebody agreed to. */
export const hasWork = (setup: PlannedSetup): boolean => {
  const { grants, history } = agreedIn(setup);
  return (
    grants.some(({ plan }) => !isEmpty(plan)) ||
    (history?.plan !== undefined && history.plan !== null && !isEmptyPlan(history.plan))
  );
};

/** Whether somebody did not agree to a step. */
export const isSkipped = ({ grants, history }: PlannedSetup): boolean =>
  grants.some(({ isAgreed }) => !isAgreed) || history?.isAgreed === false;

export type SetupOptions = {
  /** Keeps the receipt, before and after each write. */
  readonly journal: (receipt: SetupReceipt) => Promise<void>;
  readonly interrupted: () => boolean;
};

/** Why a part could not begin; `ends`: nor can what follows it. */
type Broken = { readonly code: FailureCode | 'RECEIPT_UNWRITABLE'; readonly detail: string; readonly ends: boolean };

/** What a grant that could not begin comes to, once an earlier part has written: it has to be told with the others. */
const notBegun = ({ code, detail }: Broken): SetupGranted => {
  const outcome: Outcome = { step: 'permissionSet', result: 'failed', code, detail, partly: true };
  return { outcomes: [outcome], receipt: null, interrupted: code === 'INTERRUPTED' };
};

/** What was written, and what is known of the org afterwards. */
export type CarriedOut = {
  readonly done: SetupDone;
  /** All users as they are at the end; null where they have to be read once more. */
  readonly now: (() => Promise<AccessSnapshot>) | null;
};

/** The users and the permission sets of all grants, read once more for whoever wants it first, and then kept. */
const readingAfter = (
  { client, scope, requests, snapshot }: GrantReading,
  names: () => readonly string[],
): (() => Promise<AccessReading>) => {
  let reading: Promise<AccessReading> | undefined;
  return () => {
    if (!reading) {
      // People may have read the plans for a while, and a deployment may have taken long.
      client.restartClock();
      const targetSets = names();
      reading = readAccess(client, scope, requests, {
        ...{ now: Date.now(), withoutRows: 'GRANT_NEEDS_VIEW_SETUP' },
        ...{ knownSchema: snapshot.schema, knownUsers: snapshot.users },
        ...(targetSets.length === 0 ? {} : { targetSets, wholeTargets: true }),
      });
    }
    return reading;
  };
};

/** A part that is written: how it ended, or what still has to be proved. */
type Written = { readonly granted: SetupGranted } | { readonly unproved: AppliedGrant };

/** How a grant that was not proved any more is told. */
const asInterrupted = ({ applied }: AppliedGrant): SetupGranted => ({ ...applied, interrupted: true });

/** Whether everything went as it was planned, so that one reading tells how all of it ended. */
const wentWell = ({ grants, history, interrupted }: SetupDone): boolean =>
  !interrupted &&
  grants.every(({ outcomes }) => outcomes.every(({ result }) => result !== 'failed')) &&
  (history === null || (!('failure' in history) && history.after !== null));

/** The snapshot with history as it was read after it was turned on. */
const withTracked = (snapshot: AccessSnapshot, { history }: SetupDone): AccessSnapshot => {
  const after = history !== null && !('failure' in history) ? history.after : null;
  if (after === null) return snapshot;
  const { schema } = snapshot;
  return { ...snapshot, schema: { ...schema, history: new Map([...schema.history, ...after.schema.history]) } };
};

/**
 * Carries out what was agreed to and keeps one receipt of all. A part that fails keeps none of the others back; Ctrl-C ends
 * it at the next boundary. Grants that went well are proved together; what a set holds beyond its plan is taken back then.
 * @throws OrgFailure, Refusal where certainly nothing was written
 */
export const carryOutSetup = async (
  setup: PlannedSetup,
  context: SetupContext,
  { journal, interrupted }: SetupOptions,
): Promise<CarriedOut> => {
  const { grants, history } = agreedIn(setup);
  const { org } = setup.reading.snapshot;
  let receipt = emptySetupReceipt({ id: org.id, instanceUrl: org.instanceUrl }, new Date().toISOString());
  const keep = (next: SetupReceipt): Promise<void> => {
    receipt = next;
    return journal(next);
  };
  const hasWritten = (): boolean => receipt.grants.some(({ steps }) => steps.length > 0);
  /** A failure that ends the run where nothing is written yet, and is told with the rest where something is. */
  const afterWrites = (error: unknown): Broken => {
    if (!(error instanceof Refusal) || !hasWritten()) throw error;
    // Without a receipt nothing more is written.
    return error instanceof OrgFailure
      ? { code: error.code, detail: error.args.join(' '), ends: error.code === 'INTERRUPTED' }
      : { code: 'RECEIPT_UNWRITABLE', detail: error.args.join(' '), ends: true };
  };
  const { onGrantStage } = context;
  const options: GrantOptions = {
    journal: (one) => keep(withGrant(receipt, one)),
    interrupted,
    ...(onGrantStage ? { onStage: onGrantStage } : {}),
  };
  const written: Written[] = [];
  const unproved = (): AppliedGrant[] => written.flatMap((one) => ('unproved' in one ? [one.unproved] : []));
  const after = readingAfter(setup.reading, () => unproved().flatMap((one) => setToProve(one) ?? []));
  const grantOne = async (planned: Planned): Promise<AppliedGrant | Granted> => {
    const applied = await applyGrant(planned, options);
    // What did not go well is looked at before anything else is written.
    return 'applied' in applied && !isPlain(applied) ? proveGrant(applied, options) : applied;
  };
  const ended = (isInterrupted: boolean, tracked: SetupDone['history'] = null): SetupDone => ({
    grants: written.map((one) => ('granted' in one ? one.granted : asInterrupted(one.unproved))),
    history: tracked,
    interrupted: isInterrupted,
  });
  for (const planned of grants) {
    if (interrupted()) return { done: ended(true), now: null };
    const one = await grantOne(planned).catch(afterWrites);
    if ('applied' in one) written.push({ unproved: one });
    else written.push({ granted: 'ends' in one ? notBegun(one) : one });
    if (!('applied' in one) && 'ends' in one && one.ends) {
      // What was written before is proved all the same, unless somebody has stopped the run.
      if (one.code !== 'INTERRUPTED') await proveAll(written, options, after);
      return { done: ended(one.code === 'INTERRUPTED'), now: null };
    }
    if (!('applied' in one) && 'interrupted' in one && one.interrupted) return { done: ended(true), now: null };
  }
  await proveAll(written, options, after);
  if (written.some((one) => 'granted' in one && one.granted.interrupted)) return { done: ended(true), now: null };
  const tracked = await trackHistory(history, context, {
    interrupted,
    keep: (one) => keep(withHistory(receipt, one)),
  }).catch(afterWrites);
  const isStopped = tracked !== null && ('ends' in tracked ? tracked.code === 'INTERRUPTED' : tracked.interrupted);
  const done = ended(
    isStopped || (tracked === null && interrupted()),
    tracked !== null && 'ends' in tracked ? { failure: tracked.code } : tracked,
  );
  const now = async (): Promise<AccessSnapshot> =>
    hasWork(setup) ? withTracked((await after()).snapshot, done) : setup.reading.snapshot;
  return { done, now: wentWell(done) ? now : null };
};

/** Proves, from one reading, all grants that have not been proved yet, in their places. */
const proveAll = async (
  written: Written[],
  options: GrantOptions,
  after: () => Promise<AccessReading>,
): Promise<void> => {
  for (const [at, one] of written.entries())
    if ('unproved' in one) written[at] = { granted: await proveGrant(one.unproved, options, after) };
};

/** Turns on the history that was agreed to; null where there is none, or the run was stopped before it. */
const trackHistory = async (
  history: HistoryReading | null,
  { waitMs, backoffMs, onWrite }: SetupContext,
  {
    interrupted,
    keep,
  }: {
    readonly interrupted: () => boolean;
    readonly keep: (receipt: NonNullable<HistoryChanged['receipt']>) => Promise<void>;
  },
): Promise<HistoryChanged | null> => {
  if (history === null || history.plan === null || interrupted()) return null;
  return changeHistoryWorkflow(history, history.plan, {
    ...{ waitMs, interrupted },
    ...(backoffMs ? { backoffMs } : {}),
    ...(onWrite ? { onWrite } : {}),
    journal: keep,
  });
};
