import type { Filling } from '../definition/filling.js';
import type { HistoryAction } from './historyPlan.js';
import type { HistoryReceipt } from './historyReceipt.js';

/** What `history-tracking` is to look at and to do. */
export type HistoryTask = {
  /** References of definitions; empty where none was given. */
  readonly integrations: readonly string[];
  /** Parameters and phases of these definitions. */
  readonly filling?: Filling;
  readonly sobjects: readonly string[];
  readonly fields: readonly string[];
  /** Null to look only. */
  readonly action: HistoryAction | null;
  readonly leaveOut: readonly string[];
  /** The receipt that is to be taken back: it says what to look at and what to turn off. */
  readonly takesBack: HistoryReceipt | null;
};
