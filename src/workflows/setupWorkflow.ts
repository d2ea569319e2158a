/** How a setup is carried out, once it is planned and agreed to: one integration after the other, history, the check of all. */
import { expiresWithinDays } from '../check/expiresWithinDays.js';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import { isEmpty } from '../grant/grantPlan.js';
import type { Outcome } from '../grant/grantOutcome.js';
import { isEmptyPlan } from '../history/historyPlan.js';
import { OrgFailure } from '../org/failure.js';
import type { FailureCode } from '../failureCode.js';
import { Refusal } from '../refusal.js';
import { checkReport } from '../report/check/checkReport.js';
import type { ReportProject, CheckReport } from '../report/check/checkReport.js';
import type { Texts } from '../report/texts.js';
import { setupEnd, setupNotAgreed } from '../setup/setupEnd.js';
import type { SetupDone, SetupEnd, SetupGranted } from '../setup/setupEnd.js';
import { emptySetupReceipt, withGrant, withHistory } from '../setup/setupReceipt.js';
import type { SetupReceipt } from '../setup/setupReceipt.js';
import { changeHistoryWorkflow } from './changeHistoryWorkflow.js';
import { check } from './checkWorkflow.js';
import type { CheckInput } from './checkWorkflow.js';
import { grantWorkflow } from './grantWorkflow.js';
import type { Planned } from './grantWorkflow.js';
import { plannedParts } from './planSetup.js';
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

/**
 * Carries out what was agreed to, one part after the other, and keeps one receipt of all. A part that fails keeps none of
 * the others back; Ctrl-C ends it at the next boundary.
 * @throws OrgFailure, Refusal where certainly nothing was written
 */
const carryOut = async (setup: PlannedSetup, context: SetupContext, options: SetupOptions): Promise<SetupDone> => {
  const { grants, history } = agreedIn(setup);
  const { org } = setup.grants[0].planned.snapshot;
  const { journal, interrupted } = options;
  const { onGrantStage, waitMs, backoffMs, onWrite } = context;
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
  const done: SetupGranted[] = [];
  for (const planned of grants) {
    if (interrupted()) return { grants: done, history: null, interrupted: true };
    const granted = await grantWorkflow(planned, {
      journal: (one) => keep(withGrant(receipt, one)),
      interrupted,
      ...(onGrantStage ? { onStage: onGrantStage } : {}),
    }).catch(afterWrites);
    if ('ends' in granted) {
      done.push(notBegun(granted));
      if (granted.ends) return { grants: done, history: null, interrupted: granted.code === 'INTERRUPTED' };
      continue;
    }
    done.push(granted);
    if (granted.interrupted) return { grants: done, history: null, interrupted: true };
  }
  const plan = history?.plan ?? null;
  if (history === null || plan === null || interrupted())
    return { grants: done, history: null, interrupted: interrupted() };
  const changed = await changeHistoryWorkflow(history, plan, {
    ...{ waitMs, interrupted },
    ...(backoffMs ? { backoffMs } : {}),
    ...(onWrite ? { onWrite } : {}),
    journal: (one) => keep(withHistory(receipt, one)),
  }).catch(afterWrites);
  return 'ends' in changed
    ? { grants: done, history: { failure: changed.code }, interrupted: changed.code === 'INTERRUPTED' }
    : { grants: done, history: changed, interrupted: changed.interrupted };
};

/** What is checked at the end, and in which words it is told. */
export type FinalCheck = Pick<CheckInput, 'targets' | 'waivers'> & {
  readonly project: ReportProject | null;
  readonly texts: Texts;
};

/** The check of everything at the end, or why it could not be made: what was written has to be told all the same. */
const checkAgain = async (
  { targets, waivers, project, texts }: FinalCheck,
  { connection, waitMs, signal }: SetupContext,
): Promise<CheckReport | { readonly failure: string }> => {
  try {
    const outcome = await check({
      ...{ targets, waivers, waitMs },
      ...(signal ? { signal } : {}),
      connect: () => Promise.resolve(connection),
    });
    return checkReport(outcome.snapshot, outcome.evaluations, outcome.cost.apiCalls, texts, {
      ...{ notFound: outcome.notFound, project },
      waivers: outcome.waivers.map((file) => ({ ...file, soonDays: expiresWithinDays })),
    });
  } catch (error) {
    // Somebody may have changed a definition or waivers meanwhile.
    if (error instanceof Refusal || error instanceof DefinitionMistake) return { failure: error.code };
    throw error;
  }
};

/** What came of a setup. */
export type SetupRun = {
  readonly end: SetupEnd;
  /** The check at the end; null where it was not reached, or not to be made. */
  readonly after: CheckReport | null;
  /** Why it could not be made; null where it could. */
  readonly unchecked: string | null;
};

/** The end of a setup that was only looked at. */
export const lookedAt = (setup: PlannedSetup): SetupRun => ({
  end: setupEnd(plannedParts(setup), null, null),
  after: null,
  unchecked: null,
});

/** The end of a setup to which nobody agreed. */
export const notAgreedTo = (setup: PlannedSetup): SetupRun => ({
  end: setupNotAgreed(plannedParts(setup)),
  after: null,
  unchecked: null,
});

/**
 * Carries out what was agreed to and checks all of it.
 * @throws OrgFailure, Refusal where certainly nothing was written
 */
export const setupWorkflow = async (
  setup: PlannedSetup,
  final: FinalCheck,
  context: SetupContext,
  options: SetupOptions,
): Promise<SetupRun> => {
  const done = await carryOut(setup, context, options);
  const checked = done.interrupted ? null : await checkAgain(final, context);
  const isReport = checked !== null && !('failure' in checked);
  return {
    end: setupEnd(plannedParts(setup), done, isReport ? { state: checked.exitCode } : checked),
    after: isReport ? checked : null,
    unchecked: checked !== null && 'failure' in checked ? checked.failure : null,
  };
};
