import type { FailureCode } from '../failureCode.js';
import { keyOf } from '../platform/names.js';
import type { PlatformCode } from '../platform/platformCode.js';
import type { HistoryAction, PlannedField } from './historyPlan.js';

/** Switches and fields that are to be set together: a plan, or what of it is worth a second attempt. */
export type HistoryChange = {
  readonly action: HistoryAction;
  readonly switches: readonly string[];
  readonly fields: readonly PlannedField[];
};

/**
 * The published, closed list of the codes of ours, beside those of failures, with which a switch, a field, a proof or a
 * receipt ends: why it failed or was skipped, or that nothing proves it.
 */
export const historyCodes = [
  'INSUFFICIENT_ACCESS',
  'REFUSED_BY_ORG',
  'NO_SLOT',
  'NOT_TRACKABLE',
  'SWITCH_OFF',
  'DEFINITION_UNREADABLE',
  'NOT_EFFECTIVE',
  'NOT_PROVED',
  'NOT_READ_BACK',
  'RECEIPT_UNWRITABLE',
  'OTHERS_TRACKED',
  'NOT_FOUND',
] as const;

/** Why it ended so: a code of ours, the failure that broke it off, or what the platform answered for the deploy. */
export type HistoryCode = (typeof historyCodes)[number] | FailureCode | PlatformCode;

/** Why a switch or field was not written, or may not have been. */
export type WriteProblem = {
  readonly code: HistoryCode;
  readonly detail: string;
  /** Nobody knows whether it was carried out, or will be. */
  readonly open?: true;
  /** The org refused this very switch or field, and not the deploy as a whole. */
  readonly byName?: true;
};

/** How a switch, or a field, is told apart from all others. */
export const changeKey = (sobject: string, field?: string): string =>
  keyOf(field === undefined ? sobject : `${sobject}.${field}`);

/**
 * The problem that the platform's words tell of. They are in the language of whoever runs the command, so that only a status
 * code in them is understood; what else is behind a refusal is found by looking (refusalReason.ts).
 */
export const refusedWith = (words: string, detail = words): WriteProblem => ({
  code: /\bINSUFFICIENT_ACCESS/.test(words) ? 'INSUFFICIENT_ACCESS' : 'REFUSED_BY_ORG',
  detail,
});
