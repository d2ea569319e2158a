/** How a setup ended: each of its parts, and the exit code of all. */
import { exitCodes, runExitCode } from '../exitCode.js';
import type { ExitCode, StateExitCode } from '../exitCode.js';
import type { FailureCode } from '../failureCode.js';
import { grantRunExitCode, withProof } from '../grant/grantRun.js';
import type { GrantRun } from '../grant/grantRun.js';
import type { Receipt } from '../grant/receipt.js';
import { historyRunExitCode } from '../history/historyRun.js';
import type { HistoryRun } from '../history/historyRun.js';
import { setupExitCode } from './setupExitCode.js';

/** An integration as it was planned, and whether somebody agreed to that. */
export type PlannedGrant = Pick<GrantRun, 'plan' | 'before' | 'snapshot'> & {
  readonly reference: string;
  readonly isAgreed: boolean;
  /** The ids of what it gives although a waiver lets it be missing. */
  readonly waived?: readonly string[];
};

/** Field history as it was planned, and whether somebody agreed to that. */
export type PlannedHistory = Pick<HistoryRun, 'org' | 'plan' | 'takesBack' | 'states'> & {
  readonly schema: NonNullable<HistoryRun['after']>['schema'];
  readonly isAgreed: boolean;
};

/** How a grant of a setup ended; without a receipt where it could not begin. */
export type SetupGranted = Pick<GrantRun, 'outcomes' | 'interrupted'> & { readonly receipt: Receipt | null };

/** How history tracking of a setup ended. */
export type SetupHistory = Pick<HistoryRun, 'states' | 'after' | 'outcomes' | 'interrupted' | 'receipt'>;

/** Why a part could not begin. */
export type SetupFailure = FailureCode | 'RECEIPT_UNWRITABLE';

/** The check at the end: what it says, or why it could not be read. */
export type SetupCheck = { readonly state: StateExitCode } | { readonly failure: string };

/** What was carried out. */
export type SetupDone = {
  /** One for each part that was agreed to, in their order; fewer where it was interrupted. */
  readonly grants: readonly SetupGranted[];
  /** How history tracking ended, or why it could not begin; null where it was not reached or not wanted. */
  readonly history: SetupHistory | { readonly failure: SetupFailure } | null;
  readonly interrupted: boolean;
};

export type SetupEnd = {
  readonly exitCode: ExitCode;
  /** One for each integration, in their order. */
  readonly grants: readonly GrantRun[];
  readonly history: HistoryRun | null;
  /** Why history tracking could not begin; null where it could, or was not to. */
  readonly historyFailure: SetupFailure | null;
  /** References of integrations, and `historyTracking`: what nobody agreed to. */
  readonly skipped: readonly string[];
};

const historyRunOf = (planned: PlannedHistory, done: SetupDone | null): HistoryRun => {
  const { org, schema, states, plan, takesBack } = planned;
  const base = {
    org,
    plan,
    takesBack,
    states,
    after: { schema, states },
    outcomes: [],
    interrupted: false,
    receipt: null,
  };
  if (done === null) return { ...base, mode: 'dryRun' };
  return done.history === null || 'failure' in done.history
    ? { ...base, mode: 'notAgreed' }
    : { ...base, ...done.history, mode: 'change' };
};

/** The runs of all integrations; of what was carried out each takes its own. */
const grantRunsOf = (grants: readonly PlannedGrant[], done: SetupDone | null): GrantRun[] => {
  const left = [...(done?.grants ?? [])];
  return grants.map(({ plan, before, snapshot, isAgreed }): GrantRun => {
    const base = { plan, before, snapshot, outcomes: [], interrupted: false, receipt: null, after: null };
    if (done === null) return { ...base, mode: 'dryRun' };
    const granted = isAgreed ? left.shift() : undefined;
    return granted ? { ...base, ...granted, after: null, mode: 'change' } : { ...base, mode: 'notAgreed' };
  });
};

/**
 * Puts together how a setup ended.
 * @param done null for a dry run
 * @param check null where it was not reached
 */
export const setupEnd = (
  planned: { readonly grants: readonly PlannedGrant[]; readonly history: PlannedHistory | null },
  done: SetupDone | null,
  check: SetupCheck | null,
): SetupEnd => {
  const grants = grantRunsOf(planned.grants, done);
  const history = planned.history && historyRunOf(planned.history, done);
  if (done === null) {
    const codes = [...grants.map(grantRunExitCode), ...(history ? [historyRunExitCode(history)] : [])];
    return { exitCode: setupExitCode(codes), grants, history, historyFailure: null, skipped: [] };
  }
  const historyFailure = done.history !== null && 'failure' in done.history ? done.history.failure : null;
  const steps = [
    ...grants.flatMap(({ outcomes }) => outcomes),
    ...(history?.outcomes ?? []),
    // Something else has been written, or the failure would have ended the run.
    ...(historyFailure === null
      ? []
      : [{ step: 'historyTracking', result: 'failed', code: historyFailure, partly: true } as const]),
  ];
  const skipped = [
    ...planned.grants.filter(({ isAgreed }) => !isAgreed).map(({ reference }) => reference),
    ...(planned.history && !planned.history.isAgreed ? ['historyTracking'] : []),
  ];
  const state = withProof(
    grants.flatMap(({ outcomes }) => outcomes),
    stateOf(check),
  );
  const ended = runExitCode(done.interrupted || isBroken(check, 'INTERRUPTED'), steps, state);
  const waited = ended === exitCodes.unknown && isBroken(check, 'GAVE_UP_WAITING') ? exitCodes.gaveUpWaiting : ended;
  return {
    // What nobody agreed to is missing, whatever a waiver says of it.
    exitCode: skipped.length > 0 ? setupExitCode([waited, exitCodes.missing]) : waited,
    ...{ grants, history, historyFailure, skipped },
  };
};

/** The end of a setup of which nothing was carried out, because nobody agreed to it. */
export const setupNotAgreed = (planned: Parameters<typeof setupEnd>[0]): SetupEnd => {
  const nobody = {
    grants: planned.grants.map((one) => ({ ...one, isAgreed: false })),
    history: planned.history && { ...planned.history, isAgreed: false },
  };
  const end = setupEnd(nobody, { grants: [], history: null, interrupted: false }, null);
  return { ...end, exitCode: exitCodes.couldNotRun };
};

const isBroken = (check: SetupCheck | null, code: FailureCode): boolean =>
  check !== null && 'failure' in check && check.failure === code;

/** Nothing is known of the end where nobody could look at it. */
const stateOf = (check: SetupCheck | null): StateExitCode =>
  check !== null && 'state' in check ? check.state : exitCodes.unknown;
