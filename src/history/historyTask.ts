import type { Filling } from '../definition/filling.js';
import type { HistoryAction } from './historyPlan.js';
import type { HistoryReceipt } from './historyReceipt.js';

/** A definition, with what is filled in of it. */
export type FilledReference = Filling & { readonly reference: string };

/** What `history-tracking` is to look at and to do. */
export type HistoryTask = {
  /** Definitions whose needs are looked at; empty where none was given. */
  readonly integrations: readonly FilledReference[];
  readonly sobjects: readonly string[];
  readonly fields: readonly string[];
  /** Null to look only. */
  readonly action: HistoryAction | null;
  readonly leaveOut: readonly string[];
  /** The receipt that is to be taken back: it says what to look at and what to turn off. */
  readonly takesBack: HistoryReceipt | null;
};
