/** A day of the calendar, counted from 1970-01-01. */
export type DateValue = { readonly kind: 'date'; readonly day: number };
/** A point in time, in milliseconds since 1970-01-01T00:00:00Z. */
export type DatetimeValue = { readonly kind: 'datetime'; readonly time: number };
/** The id of a record. Whether a formula sees 15 or 18 characters of it is not certain (fact V2), so it is no text. */
export type IdValue = { readonly kind: 'id'; readonly id: string };

/** One value in a formula; `null` is blank. A picklist value is its API name as text. */
export type FormulaValue = string | number | boolean | null | DateValue | DatetimeValue | IdValue;
