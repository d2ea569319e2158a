import type { WriteProblem } from './historyChange.js';
import type { HistoryReceipt } from './historyReceipt.js';

/** What the writing of a change came to, by `changeKey`. The proof is the reading afterwards, not this. */
export type HistoryWritten = {
  readonly receipt: HistoryReceipt;
  /** The receipt could not be kept any more, so that no further write was begun. */
  readonly unkept: boolean;
  readonly problems: ReadonlyMap<string, WriteProblem>;
  /** Fields that were found to be as wanted once the switch was on. */
  readonly alreadyDone: ReadonlySet<string>;
  readonly interrupted: boolean;
};
