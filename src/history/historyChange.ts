import { keyOf } from '../platform/names.js';
import type { HistoryAction, PlannedField } from './historyPlan.js';

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
