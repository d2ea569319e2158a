import type { Outcome } from '../../grant/grantOutcome.js';
import { OrgFailure } from '../failure.js';

/** The receipt could not be kept. `cause` says why; `written` whether the step that it tells of had been carried out. */
export class JournalFailure extends Error {
  public override readonly cause: unknown;
  public readonly written: boolean;

  public constructor(cause: unknown, written: boolean) {
    super('The receipt could not be kept.');
    this.cause = cause;
    this.written = written;
    this.name = 'JournalFailure';
  }
}

/**
 * Runs one step. When the connection, the session or the receipt breaks in it, and something is or may be written, that is
 * an outcome: what is done has to be told, and "could not run" would say that nothing was changed.
 * @param done whether a step before this one has written something
 * @throws OrgFailure, or why the receipt could not be kept, where certainly nothing was written
 */
export const orBrokenOff = async (
  step: Outcome['step'],
  done: boolean,
  run: () => Promise<Outcome[]>,
): Promise<Outcome[]> => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof JournalFailure) {
      if (!done && !error.written) throw error.cause;
      return [{ step, result: 'failed', code: 'RECEIPT_UNWRITABLE', ...(error.written ? { partly: true } : {}) }];
    }
    if (!(error instanceof OrgFailure) || (!done && !error.maybeWritten)) throw error;
    const { code, args, maybeWritten } = error;
    return [{ step, result: 'failed', code, detail: args.join(' '), ...(maybeWritten ? { open: true } : {}) }];
  }
};
