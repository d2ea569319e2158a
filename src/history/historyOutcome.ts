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
