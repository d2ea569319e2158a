import { keyOf } from '../platform/names.js';
import type { HistoryAction, PlannedField } from './historyPlan.js';
import type { HistoryReceipt } from './historyReceipt.js';

/** Switches and fields that are to be set together: a plan, or what of it is worth a second attempt. */
export type HistoryChange = {
  readonly action: HistoryAction;
  readonly switches: readonly string[];
  readonly fields: readonly PlannedField[];
};

/** Why a switch or field was not written, or may not have been. */
export type WriteProblem = {
  readonly code: string;
  readonly detail: string;
  /** Nobody knows whether it was carried out, or will be. */
  readonly open?: true;
};

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

/** How a switch, or a field, is told apart from all others. */
export const changeKey = (sobject: string, field?: string): string =>
  keyOf(field === undefined ? sobject : `${sobject}.${field}`);

/** What the platform's words mean, as far as a next step follows from them (facts F11, F14, F16, F18). */
const meanings: ReadonlyArray<readonly [RegExp, string]> = [
  [/does not have history tracking enabled/i, 'SWITCH_OFF'],
  [/exceeded the allowed number of fields to track/i, 'NO_SLOT'],
  [/history tracking is not supported/i, 'NOT_TRACKABLE'],
  [/insufficient access|INSUFFICIENT_ACCESS/i, 'INSUFFICIENT_ACCESS'],
];

/** The problem that the platform's words tell of. */
export const refusedWith = (words: string, detail = words): WriteProblem => ({
  code: meanings.find(([pattern]) => pattern.test(words))?.[1] ?? 'REFUSED_BY_ORG',
  detail,
});
