import { mayHaveWritten } from '../platform/uncertainFailures.js';

/** How one switch or field ended. */
export type HistoryOutcome = {
  readonly step: 'objectSwitch' | 'field' | 'proof' | 'file';
  readonly sobject: string;
  readonly field?: string;
  readonly result: 'done' | 'alreadyDone' | 'failed' | 'skipped';
  readonly code?: string;
  readonly detail?: string;
  /** Failed, but may be written, or will be. */
  readonly open?: true;
};

/** Exit code of the writing alone, as for a grant: undefined where nothing failed, 2 where certainly nothing is written. */
export const writingExitCode = (outcomes: readonly HistoryOutcome[]): 2 | 68 | 69 | undefined => {
  const failed = outcomes.filter(({ result }) => result === 'failed');
  if (failed.length === 0) return undefined;
  if (failed.some(({ code }) => code === 'GAVE_UP_WAITING')) return 69;
  const written =
    outcomes.some(({ step, result }) => result === 'done' && step !== 'proof') ||
    failed.some(({ code, open }) => open === true || mayHaveWritten(code ?? ''));
  return written ? 68 : 2;
};
