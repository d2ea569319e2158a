import type { Status } from './kinds/verdict.js';
import type { Level } from './kinds/requirement.js';
import { mayHaveWritten } from './platform/uncertainFailures.js';

/** Every exit code of this plugin. sf itself answers 127 for a command that it does not know. */
export const exitCodes = {
  /** Nothing required is missing; all steps are done. */
  done: 0,
  /** Ran, and something required is unmet or impossible; a dry run that found something to do. */
  missing: 1,
  /** Could not run. Nothing was written. */
  couldNotRun: 2,
  /** Ran, nothing required is known to be missing, but something required could not be told. */
  unknown: 3,
  /** Something was written, and something else was not. sf's own code for partial success. */
  inPart: 68,
  gaveUpWaiting: 69,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a command says about a state that it has read. */
export type StateExitCode = typeof exitCodes.done | typeof exitCodes.missing | typeof exitCodes.unknown;

const { done, missing, couldNotRun, unknown, inPart, gaveUpWaiting, interrupted } = exitCodes;

/** The codes that each command can end with: these and no others stand in its help, in words of its own. */
export const exitCodesOf = {
  check: [done, missing, couldNotRun, unknown, gaveUpWaiting, interrupted],
  grant: [done, missing, couldNotRun, unknown, inPart, gaveUpWaiting, interrupted],
  revoke: [done, missing, couldNotRun, inPart, gaveUpWaiting, interrupted],
  setup: [done, missing, couldNotRun, unknown, inPart, gaveUpWaiting, interrupted],
  'history-tracking': [done, missing, couldNotRun, unknown, inPart, gaveUpWaiting, interrupted],
  health: [done, missing, couldNotRun, unknown, gaveUpWaiting, interrupted],
  monitor: [done, missing, couldNotRun, unknown, inPart, interrupted],
  explain: [done, missing, couldNotRun, unknown, gaveUpWaiting, interrupted],
  list: [done, missing, couldNotRun],
  describe: [done, couldNotRun],
  lookup: [done, missing, couldNotRun, unknown, gaveUpWaiting, interrupted],
  validate: [done, couldNotRun, unknown, gaveUpWaiting, interrupted],
  'generate config': [done, couldNotRun, gaveUpWaiting, interrupted],
  'generate definition': [done, couldNotRun, unknown, gaveUpWaiting, interrupted],
  'generate workflow': [done, couldNotRun],
} as const satisfies Record<string, readonly ExitCode[]>;

/** `ready` in `--json`: exactly when the exit code is 0. */
export const isReady = (code: ExitCode): boolean => code === done;

/** The code of several states together: missing beats unknown beats done. */
export const worstExitCode = (codes: readonly StateExitCode[]): StateExitCode => {
  if (codes.includes(missing)) return missing;
  return codes.includes(unknown) ? unknown : done;
};

const codeOfStatus: Readonly<Record<Status, StateExitCode>> = {
  met: done,
  degraded: done,
  unmet: missing,
  impossible: missing,
  unknown,
  notApplicable: done,
  waived: done,
};

/** The code of statuses that all count. */
export const statusExitCode = (statuses: readonly Status[]): StateExitCode =>
  worstExitCode(statuses.map((status) => codeOfStatus[status]));

export const failOnLevels = ['required', 'recommended'] as const;
export type FailOn = (typeof failOnLevels)[number];

/**
 * The code of a check.
 * @param failOn with `recommended`, recommended findings count too, and degraded access counts as missing
 */
export const checkExitCode = (
  findings: readonly { readonly level: Level; readonly status: Status }[],
  failOn: FailOn,
): StateExitCode => {
  const counted = findings.filter(
    ({ level }) => level === 'required' || (failOn === 'recommended' && level === 'recommended'),
  );
  const weak = failOn === 'recommended' && counted.some(({ status }) => status === 'degraded');
  return weak ? missing : statusExitCode(counted.map(({ status }) => status));
};

/**
 * The code of a dry run.
 * @param toDo whether the plan holds anything, or leaves work for people
 * @param state the code of what was read, which holds where there is nothing to do
 */
export const dryRunExitCode = (toDo: boolean, state: StateExitCode): StateExitCode => (toDo ? missing : state);

/**
 * The code after files were written into a project instead of the org.
 * @param manual whether something is left that no file can hold
 * @param unclear whether something required could not be told, so that no file holds it
 */
export const projectExitCode = (manual: boolean, unclear: boolean): StateExitCode => {
  if (manual) return missing;
  return unclear ? unknown : done;
};

/** How one step ended, as far as the exit code depends on it. */
export type EndedStep = {
  readonly step: string;
  readonly result: 'done' | 'alreadyDone' | 'failed' | 'skipped';
  readonly code?: string;
  /** Failed, but a part of it is written. */
  readonly partly?: true;
  /** Failed, but it may be written, or will be. */
  readonly open?: true;
};

/**
 * The code of the writing alone: undefined where nothing failed. 2 promises that nothing was written; a proof that went
 * well has written nothing. A permission set that was made and removed again was written.
 */
export const writingExitCode = (
  steps: readonly EndedStep[],
): typeof couldNotRun | typeof inPart | typeof gaveUpWaiting | undefined => {
  const failed = steps.filter(({ result }) => result === 'failed');
  if (failed.length === 0) return undefined;
  if (failed.some(({ code }) => code === 'GAVE_UP_WAITING')) return gaveUpWaiting;
  const written =
    steps.some(({ step, result }) => result === 'done' && step !== 'proof') ||
    failed.some(({ partly, open, code }) => partly === true || open === true || mayHaveWritten(code ?? ''));
  return written ? inPart : couldNotRun;
};

/**
 * The code of a run that wrote: an interruption beats what failed, and that beats the state that was read at the end.
 * @param state null where the end was not read
 */
export const runExitCode = (stopped: boolean, steps: readonly EndedStep[], state: StateExitCode | null): ExitCode => {
  if (stopped) return interrupted;
  return writingExitCode(steps) ?? state ?? done;
};

/** The code of a failure that ended the run before anything was written, by the code of the failure. */
export const failureExitCode = (code: string): ExitCode => {
  if (code === 'INTERRUPTED') return interrupted;
  return code === 'GAVE_UP_WAITING' ? gaveUpWaiting : couldNotRun;
};

/**
 * The code of a watch: a channel or an org that failed beats what was lost or is missing, and that beats what is unknown.
 * @param state of what was looked at
 */
export const monitorExitCode = (failed: boolean, lost: boolean, state: StateExitCode): ExitCode => {
  if (failed) return inPart;
  return lost ? missing : state;
};

/** The code of a defect of ours. @param mayHaveChanged whether something was sent that may have changed the org */
export const defectExitCode = (mayHaveChanged: boolean): ExitCode => (mayHaveChanged ? inPart : couldNotRun);
