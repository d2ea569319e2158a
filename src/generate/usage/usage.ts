/** What was used since a day, or why nobody can say. */
import type { GatheredCalls, UsedObject } from './gatherCalls.js';
import type { LogDays } from './logDays.js';

/** Why nothing is thought unused. Each has its sentence `usage.<code>`. */
export const usageGaps = [
  'NOT_VISIBLE',
  'NO_LOGS',
  'NOT_SO_FAR_BACK',
  'DAYS_MISSING',
  'ENDS_EARLY',
  'TOO_MUCH',
  'FILE_UNREAD',
  'NO_CALLS',
  'CALLS_UNTOLD',
] as const;
export type UsageGap = (typeof usageGaps)[number];

/** The first and the last day, in UTC, and what was used; or the reason why that is unknown, with its arguments. */
export type Usage =
  | { readonly known: true; readonly from: string; readonly to: string; readonly used: readonly UsedObject[] }
  | { readonly known: false; readonly code: UsageGap; readonly args: readonly string[] };

/** Nobody can say what was used. */
export const unknownUsage = (code: UsageGap, ...args: readonly string[]): Usage => ({ known: false, code, args });

/** What the days and the calls come to: a single call that may have used anything leaves everything unknown. */
export const usageOf = (days: Extract<LogDays, { whole: true }>, { hasCalls, used, untold }: GatheredCalls): Usage => {
  const { from, to } = days;
  if (!hasCalls) return unknownUsage('NO_CALLS', from, to);
  return untold > 0 ? unknownUsage('CALLS_UNTOLD', String(untold)) : { known: true, from, to, used };
};
