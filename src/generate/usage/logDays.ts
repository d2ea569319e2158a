/** Which days the log files of an org cover: of a day without a file nobody can say that nothing was used (fact Y4). */
import { typeOfAllCalls } from './loggedCall.js';
import type { LoggedType } from './loggedCall.js';

/** A file of one day. */
export type LogFile = {
  readonly id: string;
  readonly type: LoggedType;
  /** The day in UTC, as `2027-01-31`. */
  readonly day: string;
  readonly bytes: number;
};

/** Days from the first to the last one without a hole, or why there are none. */
export type LogDays =
  | { readonly whole: true; readonly from: string; readonly to: string }
  | { readonly whole: false; readonly code: 'NO_LOGS' }
  | { readonly whole: false; readonly code: 'NOT_SO_FAR_BACK' | 'DAYS_MISSING' | 'ENDS_EARLY'; readonly day: string };

const dayMs = 24 * 60 * 60 * 1000;

const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Days that it may take until the file of a day is there (fact Y4); the day that is not over is one more. */
const mostDaysLate = 3;

/** The last day that is over in UTC. */
export const lastDayOver = (now: number): string => dayOf(now - dayMs);

/** Whether it is a day of the calendar, as `2027-01-31`, and over in UTC: there is no file of any other one. */
export const isDayOver = (text: string, now: number): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(timeOf(text)) && dayOf(timeOf(text)) === text && text < dayOf(now);

/**
 * The days that are covered.
 * @param since the first day that is wanted
 * @param now milliseconds since the epoch
 */
export const logDaysOf = (files: readonly LogFile[], since: string, now: number): LogDays => {
  const days = new Set(files.filter(({ type }) => type === typeOfAllCalls).map(({ day }) => day));
  const sorted = [...days].filter((day) => day >= since).sort();
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return { whole: false, code: 'NO_LOGS' };
  if (first !== since) return { whole: false, code: 'NOT_SO_FAR_BACK', day: first };
  for (let time = timeOf(first); time < timeOf(last); time += dayMs) {
    const day = dayOf(time);
    if (!days.has(day)) return { whole: false, code: 'DAYS_MISSING', day };
  }
  return timeOf(dayOf(now)) - timeOf(last) > mostDaysLate * dayMs
    ? { whole: false, code: 'ENDS_EARLY', day: last }
    : { whole: true, from: first, to: last };
};
