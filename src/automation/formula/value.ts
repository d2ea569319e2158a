/** A day of the calendar, counted from 1970-01-01. */
export type DateValue = { readonly kind: 'date'; readonly day: number };
/** A point in time, in milliseconds since 1970-01-01T00:00:00Z. */
export type DatetimeValue = { readonly kind: 'datetime'; readonly time: number };
/** The id of a record. How many characters of it a formula sees depends on where it runs (fact V2), so it is no text. */
export type IdValue = { readonly kind: 'id'; readonly id: string };

/** One value in a formula; `null` is blank. A picklist value is its API name as text. */
export type FormulaValue = string | number | boolean | null | DateValue | DatetimeValue | IdValue;

const dayInMilliseconds = 86_400_000;

/** The day of a date such as 2026-02-28; nothing where the calendar has no such day. */
export const dateOf = (year: number, month: number, day: number): DateValue | undefined => {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same && year >= 1700 && year <= 4000 ? { kind: 'date', day: time / dayInMilliseconds } : undefined;
};

/** Year, month (1 to 12), day of the month and day of the week (1 is Sunday) of a date. */
export const partsOf = ({
  day,
}: DateValue): { readonly year: number; readonly month: number; readonly day: number; readonly weekday: number } => {
  const date = new Date(day * dayInMilliseconds);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay() + 1,
  };
};
